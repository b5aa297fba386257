ssh-keygen -q -t ed25519 -N '' -f "$PWD/key"
