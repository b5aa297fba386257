echo text | gzip -n > "$CONTEXT/text.gz"
touch -d @1000000000 "$CONTEXT/text.gz"
