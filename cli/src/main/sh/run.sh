# Starts slipway. Sourced by the launchers, which set:
#   app    the directory with lib/, java.options, slipway.aot and this file
#   java   the java program

# The command is the first word that is no option.
command=
skip=
for word in "$@"; do
    if [ -n "$skip" ]; then skip=; continue; fi
    case $word in
        --root | --color) skip=yes ;;
        -*) ;;
        *) command=$word; break ;;
    esac
done

terminal=
[ -t 0 ] && terminal=in
[ -t 2 ] && terminal=$terminal,err
if [ -t 1 ]; then terminal=$terminal,out; fi
if [ -n "$terminal" ] && [ -z "${COLUMNS:-}" ]; then
    size=$(stty size 2>/dev/null < /dev/tty) && COLUMNS=${size#* } && LINES=${size% *} && export COLUMNS LINES
fi

# Short commands end before a second compiler would pay off; for the others it sees to loops at once, and to methods later.
case $command in
    build | compose | pull | push | load | save)
        tuning='-XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=5000 -XX:Tier4CompileThreshold=40000'
        ;;
    *) tuning='-XX:TieredStopAtLevel=1 -Xmx256m' ;;
esac

aot=$app/slipway.aot
[ -e "$aot" ] || aot=

# An ordinary user becomes root of a user namespace of his own for what handles other users' files.
enter=
case $command in
    build | bake | compose | rmi | store)
        if [ "${SLIPWAY_ROOTLESS:-}" != 1 ] && [ "$(id -u)" -ne 0 ]; then
            . "$app/rootless.sh"
        fi
        ;;
esac

# shellcheck disable=SC2086 # These are lists of words without spaces.
exec $enter "$java" @"$app/java.options" $tuning ${aot:+"-XX:AOTCache=$aot"} -Dslipway.terminal="$terminal" \
    -p "$app/lib" -m slipway.cli/slipway.cli.Main "$@"
