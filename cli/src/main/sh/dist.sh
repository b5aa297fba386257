#!/bin/sh
# Makes dist/slipway: a directory that runs where no JDK is, with bin/slipway in it. Our modules and the libraries are jars
# beside a runtime of the JDK's modules: some libraries are no modules of their own and cannot be linked into one.
set -eu
LC_ALL=C.UTF-8
export LC_ALL
home=$(CDPATH='' cd -- "${0%/*}/../../../.." && pwd -P)

# Builds, unless it is built, and sets java_home and the functions of build.sh.
"$home/slipway" version > /dev/null
IFS= read -r java_home < "$home/target/app/java-home"
SLIPWAY_ASSEMBLE_ONLY=yes
. "$home/cli/src/main/sh/build.sh"

dist=$home/dist/slipway
rm -rf "$home/dist"
mkdir -p "$dist/bin"

# The modules of the JDK that ours and the libraries need, and those that are found only when a connection needs them.
modules=$("$java_home/bin/jdeps" --ignore-missing-deps --multi-release 25 --module-path "$home/target/app/lib" --print-module-deps \
    "$home"/target/app/lib/*.jar)
"$java_home/bin/jlink" --add-modules "$modules,jdk.crypto.ec,jdk.zipfs,java.naming" --output "$dist/runtime" \
    --strip-debug --no-header-files --no-man-pages --compress zip-0

assemble "$dist/app" "$dist/runtime/bin/java"

cat > "$dist/bin/slipway" << 'LAUNCHER'
#!/bin/sh
# Runs slipway from where it is unpacked.
set -u
LC_ALL=C.UTF-8
export LC_ALL
self=$0
while [ -L "$self" ]; do
    link=$(readlink "$self")
    case $link in
        /*) self=$link ;;
        *) self=${self%/*}/$link ;;
    esac
done
case $self in
    */*) home=${self%/*} ;;
    *) home=. ;;
esac
home=$(CDPATH='' cd -- "$home/.." && pwd -P) || exit 70
app=$home/app
java=$home/runtime/bin/java
. "$app/run.sh"
LAUNCHER
chmod +x "$dist/bin/slipway"
"$dist/bin/slipway" version
du -sh "$dist" | sed 's/^/dist\/slipway: /; s/\t.*//'
