#!/bin/sh
# Today's builders to compare with: a Docker engine with BuildKit and buildx, and buildah. They live in a Debian of their
# own, newer than the machine's, in one directory, with a private socket and no network but loopback.
#
#   peers.sh start DIRECTORY    then put DIRECTORY/bin in front of PATH: `docker` and `buildah` are there
#   peers.sh stop DIRECTORY     also deletes the engine's images; the programs stay for another start
set -eu

# Releases that have them, the best first.
suites='forky sid trixie'
packages=docker.io,docker-cli,docker-buildx,buildah,netavark,crun,runc,git,ca-certificates,xz-utils,zstd,iptables

usage() {
    sed -n 's/^# \{0,1\}//p' "$0" | sed -n '4,5p' >&2
    exit 2
}

say() {
    echo "peers.sh: $*" >&2
}

[ $# = 2 ] || usage
mkdir -p "$2"
directory=$(cd "$2" && pwd -P)
tree=$directory/debian
engine=$tree/engine
temporary=$(cd "${TMPDIR:-/tmp}" && pwd -P)

# The addresses of the machine's own package sources, in their order.
mirrors() {
    for file in /etc/apt/sources.list.d/*.sources /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -r "$file" ] || continue
        sed -n -e 's/^URIs: *\([^ ]*\).*/\1/p' -e 's/^deb  *\(\[[^]]*\] *\)\{0,1\}\([a-z][^ ]*\).*/\2/p' "$file"
    done
}

# Whether a mirror has a suite.
has() {
    /usr/lib/apt/apt-helper download-file "$1/dists/$2/InRelease" "$directory/InRelease" >/dev/null 2>&1
}

# fetch SUITE MIRROR: the programs and what they need, as a tree of files.
fetch() {
    rm -rf "$tree" "$tree.new"
    mmdebstrap --quiet --variant=minbase --include="$packages" --aptopt='Acquire::Check-Valid-Until "false"' \
        --aptopt='Acquire::Retries "3"' "$1" "$tree.new" "$2" >"$directory/fetch.log" 2>&1 || return 1
    mv "$tree.new" "$tree"
}

fetch_any() {
    command -v mmdebstrap >/dev/null || { say "mmdebstrap is not installed"; return 1; }
    for attempt in 1 2 3; do
        for suite in $suites; do
            for mirror in $(mirrors); do
                has "$mirror" "$suite" || continue
                fetch "$suite" "$mirror" && { say "programs of $suite"; return 0; }
                say "attempt $attempt: $suite could not be fetched:"
                tail -n 3 "$directory/fetch.log" >&2
            done
        done
        say "attempt $attempt: no package source of this machine gave one of: $suites"
        sleep $((attempt * 5))
    done
    return 1
}

# Runs dockerd with the tree as its root, in a mount namespace that goes with it.
run_engine() {
    rm -rf "$engine"
    mkdir -p "$engine" "$tree/etc/docker" "$tree$temporary"
    cat >"$tree/etc/docker/daemon.json" <<EOF
{"features": {"containerd-snapshotter": true},
 "builder": {"entitlements": {"network-host": true, "security-insecure": true}}}
EOF
    # shellcheck disable=SC2016
    exec unshare --mount --propagation private sh -c '
        mount --bind "$1" "$1" && mount -t proc proc "$1/proc" && mount --rbind /sys "$1/sys" &&
            mount --rbind /dev "$1/dev" && mount -t tmpfs tmpfs "$1/run" && mount --bind "$2" "$1$2" &&
            mkdir -p "$1/engine" && exec chroot "$1" /usr/sbin/dockerd --host unix:///engine/docker.sock --data-root /engine/data \
                --exec-root /engine/exec --pidfile /engine/docker.pid --iptables=false --ip6tables=false --bridge=none
    ' sh "$tree" "$temporary" >"$directory/docker.log" 2>&1
}

# Writes the commands. They find the engine by themselves, and need no other file of the machine.
write_commands() {
    mkdir -p "$directory/bin" "$directory/config/cli-plugins"
    plugin=$tree/usr/libexec/docker/cli-plugins/docker-buildx
    loader='"$tree/lib64/ld-linux-x86-64.so.2" --library-path "$tree/usr/lib/x86_64-linux-gnu"'
    [ "$(uname -m)" = x86_64 ] || loader='"$tree/lib/ld-linux-aarch64.so.1" --library-path "$tree/usr/lib/aarch64-linux-gnu"'
    cat >"$directory/config/cli-plugins/docker-buildx" <<EOF
#!/bin/sh
tree=$tree
exec $loader $plugin "\$@"
EOF
    cat >"$directory/bin/docker" <<EOF
#!/bin/sh
tree=$tree
export DOCKER_CONFIG=\${DOCKER_CONFIG:-$directory/config} DOCKER_HOST=unix://$engine/docker.sock
exec $loader $tree/usr/bin/docker "\$@"
EOF
    # In the engine's namespace, which has the temporary files of this machine at their place.
    cat >"$directory/bin/buildah" <<EOF
#!/bin/sh
exec nsenter -t "\$(cat $engine/docker.pid)" -m -r -w/ /usr/bin/buildah --root /engine/buildah --runroot /engine/buildah-run \\
    --storage-driver vfs "\$@"
EOF
    chmod +x "$directory/bin/docker" "$directory/bin/buildah" "$directory/config/cli-plugins/docker-buildx"
}

answers() {
    "$directory/bin/docker" version >/dev/null 2>&1 && "$directory/bin/docker" buildx version >/dev/null 2>&1
}

start() {
    [ -x "$tree/usr/sbin/dockerd" ] || fetch_any
    write_commands
    run_engine &
    process=$!
    tries=0
    while [ $tries -lt 300 ]; do
        if answers; then
            say "$("$directory/bin/docker" version --format 'Docker {{.Server.Version}}'), buildx" \
                "$("$directory/bin/docker" buildx version | cut -d' ' -f2), $("$directory/bin/buildah" --version)"
            return 0
        fi
        kill -0 $process 2>/dev/null || break
        sleep 0.2
        tries=$((tries + 1))
    done
    say "no engine came up:"
    tail -n 5 "$directory/docker.log" >&2
    kill $process 2>/dev/null || true
    return 1
}

stop() {
    if [ -f "$engine/docker.pid" ]; then
        process=$(cat "$engine/docker.pid")
        kill "$process" 2>/dev/null || true
        tries=0
        while kill -0 "$process" 2>/dev/null && [ $tries -lt 150 ]; do
            sleep 0.2
            tries=$((tries + 1))
        done
    fi
    rm -rf --one-file-system "$engine"
}

case $1 in
    start) start ;;
    stop) stop ;;
    *) usage ;;
esac
