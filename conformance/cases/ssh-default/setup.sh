eval "$(ssh-agent -a "$PWD/agent")" >&2
echo "SSH_AUTH_SOCK=$SSH_AUTH_SOCK"
echo "PID=$SSH_AGENT_PID"
