# Puts slipway into a user namespace, in which this user is root and owns the identities that /etc/subuid grants.
# Sourced by run.sh for an ordinary user; sets `enter` to the words that go before java, or explains what is missing.

# Whether a file with lines name:first:count has one for this user; sets `free` to the first number after all that it grants.
grants_identities() {
    [ -r "$1" ] || return 1
    while IFS=: read -r owner first count; do
        if [ "$((${first:-0} + ${count:-0}))" -gt "$free" ]; then free=$((first + count)); fi
        if { [ "$owner" = "$user" ] || [ "$owner" = "$uid" ]; } && [ "${count:-0}" -ge 65536 ]; then return 0; fi
    done < "$1"
    return 1
}

# The first line of a file, if there is one.
setting() {
    value=
    if [ -r "$1" ]; then read -r value < "$1"; fi
    [ "$value" = "$2" ]
}

uid=$(id -u)
user=$(id -un 2>/dev/null) || user=$uid
missing=
remedy=
free=100000
if ! command -v unshare > /dev/null; then
    missing='the program unshare is not installed'
    remedy='apt-get install util-linux'
elif ! command -v newuidmap > /dev/null || ! command -v newgidmap > /dev/null; then
    missing='the programs newuidmap and newgidmap are not installed'
    remedy='apt-get install uidmap'
elif ! grants_identities /etc/subuid || ! grants_identities /etc/subgid; then
    missing="/etc/subuid and /etc/subgid grant no 65536 identities to the user $user"
    remedy="usermod --add-subuids $free-$((free + 65535)) --add-subgids $free-$((free + 65535)) $user"
elif setting /proc/sys/user/max_user_namespaces 0; then
    missing='user namespaces are turned off'
    remedy='sysctl -w user.max_user_namespaces=15000'
elif setting /proc/sys/kernel/unprivileged_userns_clone 0; then
    missing='user namespaces are for root only'
    remedy='sysctl -w kernel.unprivileged_userns_clone=1'
elif ! unshare -U -m --map-root-user --map-auto true 2> /dev/null; then
    missing='this user cannot enter a user namespace'
    remedy='unshare -U -m --map-root-user --map-auto true'
    if setting /proc/sys/kernel/apparmor_restrict_unprivileged_userns 1; then
        missing='AppArmor keeps ordinary users out of user namespaces'
        remedy='sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'
    fi
fi

if [ -z "$missing" ]; then
    SLIPWAY_ROOTLESS=1
    export SLIPWAY_ROOTLESS
    enter='unshare -U -m --map-root-user --map-auto --'
elif [ "$command" = build ] || [ "$command" = compose ]; then
    help_wanted=
    for word in "$@"; do
        case $word in
            -h | --help) help_wanted=yes ;;
        esac
    done
    if [ -z "$help_wanted" ]; then
        echo "error: slipway $command as an ordinary user needs a user namespace: $missing" >&2
        case $remedy in
            unshare*) echo "  = hint: this command says why: $remedy" >&2 ;;
            *) echo "  = hint: as root: $remedy" >&2 ;;
        esac
        exit 3
    fi
fi
