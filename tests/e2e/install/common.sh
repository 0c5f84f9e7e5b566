# Sourced by the installers beside it: where the editors under test are cached and how a download is made whole.
#
# Every installer puts one thing at one exact version into the cache and does nothing when it is already there. The
# cache lies outside the checkout, so it survives a fresh clone; deleting it only costs the next run its downloads.

LACEWING_E2E_CACHE=${LACEWING_E2E_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lacewing-e2e}
mkdir -p "$LACEWING_E2E_CACHE"

say() { printf '[e2e %s] %s\n' "$(date +%H:%M:%S)" "$*" >&2; }

die() { say "$*"; exit 1; }

# install_once NAME FUNCTION: calls FUNCTION with a new folder to fill and renames it to $LACEWING_E2E_CACHE/NAME when
# it succeeds, so an interrupted install is never mistaken for a finished one. Two runs at once take turns.
install_once() {
    local name=$1 fill=$2 target=$LACEWING_E2E_CACHE/$1
    [ -d "$target" ] && return 0
    (
        flock 9
        [ -d "$target" ] && exit 0
        rm -rf "$target.part"
        mkdir -p "$target.part"
        say "installing $name"
        (set -e; "$fill" "$target.part") >"$LACEWING_E2E_CACHE/$name.log" 2>&1 || {
            tail -n 30 "$LACEWING_E2E_CACHE/$name.log" >&2
            die "could not install $name; the whole log is $LACEWING_E2E_CACHE/$name.log"
        }
        mv "$target.part" "$target"
        say "installed $name"
    ) 9>"$LACEWING_E2E_CACHE/$name.lock" || return 1
}

# e2e_python: sets E2E_PYTHON to a Python 3.11 or newer with pip: $LACEWING_PYTHON, the checkout's, or the machine's.
e2e_python() {
    local candidate
    for candidate in "${LACEWING_PYTHON:-}" "$1/.venv/bin/python" python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            E2E_PYTHON=$(command -v "$candidate")
            return 0
        fi
    done
    die "no Python 3.11 or newer with pip; name one in LACEWING_PYTHON"
}

# apt_install PACKAGE...: installs Debian packages when this machine has apt and we may use it.
apt_install() {
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    command -v apt-get >/dev/null || die "missing: $*; install them with this system's package manager"
    local log=$LACEWING_E2E_CACHE/apt-get.log
    say "apt-get install $*"
    {
        "${as_root[@]}" apt-get update -qq \
            && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
    } >"$log" 2>&1 || { tail -n 20 "$log" >&2; die "apt-get could not install: $*; the whole log is $log"; }
}
