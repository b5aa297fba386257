#!/bin/sh
# Times slipway against buildah and docker on the workloads; README.md says how to read what it prints.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit 70
if ! command -v python3 > /dev/null; then
    echo 'error: the benchmark needs python3' >&2
    exit 3
fi
exec python3 -B "$here/bench.py" "$@"
