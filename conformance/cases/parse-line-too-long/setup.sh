{ echo 'FROM conformance/base:1'; printf 'ENV a='; head -c 70000 /dev/zero | tr '\0' x; echo; } > "$CONTEXT/Dockerfile"
