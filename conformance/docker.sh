#!/bin/sh
# A Docker engine of one's own to compare with: a private socket, no network, all its files in one directory.
#
#   docker.sh start DIRECTORY    then use DOCKER_HOST=unix://DIRECTORY/docker.sock
#   docker.sh stop DIRECTORY     also deletes the engine's images
set -eu

usage() {
    sed -n 's/^# \{0,1\}//p' "$0" | sed -n '2,5p' >&2
    exit 2
}

[ $# = 2 ] || usage
mkdir -p "$2"
directory=$(cd "$2" && pwd -P)
socket=$directory/docker.sock
pidfile=$directory/docker.pid

answers() {
    DOCKER_API_VERSION=1.41 docker --host "unix://$socket" version >/dev/null 2>&1
}

# start_with DRIVER: whether an engine with this storage driver came up.
start_with() {
    rm -rf "$directory/data" "$directory/exec" "$pidfile"
    dockerd --host "unix://$socket" --data-root "$directory/data" --exec-root "$directory/exec" --pidfile "$pidfile" \
        --storage-driver "$1" --iptables=false --ip6tables=false --bridge=none >"$directory/docker.log" 2>&1 &
    engine=$!
    tries=0
    while [ $tries -lt 150 ]; do
        answers && return 0
        kill -0 $engine 2>/dev/null || return 1
        sleep 0.2
        tries=$((tries + 1))
    done
    kill $engine
    wait $engine || true
    return 1
}

stop() {
    [ -f "$pidfile" ] || return 0
    engine=$(cat "$pidfile")
    kill "$engine" 2>/dev/null || true
    tries=0
    while kill -0 "$engine" 2>/dev/null && [ $tries -lt 150 ]; do
        sleep 0.2
        tries=$((tries + 1))
    done
    rm -rf "$directory/data" "$directory/exec"
}

case $1 in
    start)
        command -v dockerd >/dev/null || { echo "docker.sh: dockerd is not installed" >&2; exit 1; }
        for driver in overlay2 vfs; do
            start_with $driver && exit 0
        done
        echo "docker.sh: no engine came up:" >&2
        tail -n 5 "$directory/docker.log" >&2
        exit 1
        ;;
    stop) stop ;;
    *) usage ;;
esac
