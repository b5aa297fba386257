# Builds slipway for the launcher in the root of the checkout. Sourced by it; expects `home`, sets `java_home`. Sourced by
# dist.sh too, for the functions alone.
#
# The result is a directory of its own, to which target/app points: a slipway that runs meanwhile keeps its jars. The one
# before the last is deleted.

# Says why nothing can be built, and what would help.
give_up() {
    echo "error: $1" >&2
    echo "  = hint: $2" >&2
    exit 3
}

# Whether there is a JDK of version 25 or later in a directory; sets java_version.
is_jdk() {
    java_version=
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS= read -r line; do
        case $line in
            JAVA_VERSION=*) java_version=${line#*\"}; java_version=${java_version%%[.\"+-]*} ;;
        esac
    done < "$1/release"
    [ "${java_version:-0}" -ge 25 ] 2> /dev/null
}

# Sets java_home to the JDK to use: the one asked for, else a 25, else a later one.
find_jdk() {
    if [ -n "${SLIPWAY_JAVA_HOME:-}" ]; then
        is_jdk "$SLIPWAY_JAVA_HOME" || give_up "SLIPWAY_JAVA_HOME is no JDK 25 or later: $SLIPWAY_JAVA_HOME" \
            'let it name a directory with bin/javac in it, or unset it'
        java_home=$SLIPWAY_JAVA_HOME
        return
    fi
    java_home=
    on_path=$(command -v javac) && on_path=$(readlink -f "$on_path") && on_path=${on_path%/bin/javac}
    for found in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/*; do
        [ -n "$found" ] && is_jdk "$found" || continue
        if [ "$java_version" = 25 ]; then
            java_home=$found
            return
        fi
        if [ -z "$java_home" ]; then java_home=$found; fi
    done
    [ -n "$java_home" ] || give_up 'slipway needs a JDK 25 or later to build itself, and found none' \
        'apt-get install openjdk-25-jdk-headless, or install Eclipse Temurin 25, or set SLIPWAY_JAVA_HOME to a JDK'
}

# Compiles and packs all modules with Maven, quietly; the log is kept when that fails.
package_modules() {
    log=$home/target/build.log
    # Maven adds to this directory, and never takes away what is no longer needed.
    rm -rf "$home/cli/target/lib"
    if ! JAVA_HOME=$java_home \
        MAVEN_OPTS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" \
        mvn -q -B -f "$home/pom.xml" -pl cli -am -Dmaven.test.skip=true package > "$log" 2>&1
    then
        sed -n '/^\[ERROR\] -> \[Help/q;/^\[ERROR\]/p' "$log" | head -n 20 >&2
        give_up 'slipway could not build itself' "the whole log is in $log"
    fi
}

# Puts what running needs into a directory.
#   $1 the directory, $2 the java program that will run it
assemble() {
    mkdir -p "$1/lib"
    cp "$home"/cli/target/lib/*.jar "$home"/cli/target/slipway-cli-*.jar "$1/lib/"
    cp "$home/cli/src/main/sh/run.sh" "$home/cli/src/main/sh/rootless.sh" "$1/"
    native=slipway.build
    for jar in "$1"/lib/zstd-jni-*.jar; do [ -e "$jar" ] && native=$native,com.github.luben.zstd_jni; done
    cat > "$1/java.options" << OPTIONS
-XX:+UseSerialGC
-XX:-UsePerfData
-Xlog:disable
-Xlog:all=error:stderr
--enable-native-access=$native
-Dfile.encoding=UTF-8
OPTIONS
    # One run that does a little of everything, from which the JVM remembers its classes and their links.
    "$2" @"$1/java.options" -XX:AOTCacheOutput="$1/slipway.aot" -p "$1/lib" -m slipway.cli/slipway.cli.Main --rehearse \
        > "$home/target/aot.log" 2>&1 || rm -f "$1/slipway.aot"
    rm -f "$1/slipway.aot.config"
}

# Builds into target/app, unless somebody else just did.
build_slipway() {
    before=$(readlink "$home/target/app" 2> /dev/null)
    if ! mkdir -p "$home/target" 2> /dev/null || ! [ -w "$home/target" ]; then
        # A read-only checkout: what was built is what there is.
        [ -n "$before" ] && [ -x "$java_home/bin/java" ] && return
        give_up "slipway is not built, and $home cannot be written" "run $home/slipway once as a user who may write there"
    fi
    exec 9> "$home/target/build.lock"
    if command -v flock > /dev/null; then flock 9; fi
    if [ "$(readlink "$home/target/app" 2> /dev/null)" != "$before" ]; then
        exec 9>&-
        IFS= read -r java_home < "$home/target/app/java-home"
        return
    fi
    find_jdk
    command -v mvn > /dev/null || give_up 'slipway needs Maven to build itself, and there is no mvn' 'apt-get install maven'
    if [ -n "$before" ]; then
        echo 'slipway: its sources have changed; building it again ...' >&2
    else
        echo 'slipway: building itself for the first use; this takes a minute or two ...' >&2
    fi
    new=app-$$
    rm -rf "$home/target/$new"
    mkdir "$home/target/$new"
    : > "$home/target/$new/stamp"
    package_modules
    assemble "$home/target/$new" "$java_home/bin/java"
    echo "$java_home" > "$home/target/$new/java-home"
    ln -s "$new" "$home/target/$new.link"
    mv -T "$home/target/$new.link" "$home/target/app"
    for old in "$home"/target/app-*; do
        [ "$old" = "$home/target/$new" ] || [ "$old" = "$home/target/$before" ] || rm -rf "$old"
    done
    exec 9>&-
}

if [ -z "${SLIPWAY_ASSEMBLE_ONLY:-}" ]; then build_slipway; fi
