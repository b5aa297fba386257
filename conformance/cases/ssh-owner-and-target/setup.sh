eval "$(ssh-agent -a "$PWD/agent")" >&2
echo "PID=$SSH_AGENT_PID"
