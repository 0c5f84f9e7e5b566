# Sourced: an editor in a terminal of its own (tmux), driven by keys, read from the screen.
#
#   terminal_session NAME     makes $scratch (removed at the end) and $artifacts, and puts the editor's own folders into it
#   terminal_start COMMAND…   starts the editor
#   keys KEY…  typed TEXT     press keys (tmux' names); type a text
#   seen TEXT [SECONDS]       waits until the screen shows TEXT
#   until_true WHAT COMMAND…  waits until a command succeeds
#   picture NAME              keeps the screen as $artifacts/NN-NAME.txt
#   passed WHAT               one thing a person can do was seen to work
#   terminal_summary          the last line; ends the script

WAIT=${LACEWING_E2E_WAIT:-90} # seconds, against hangs only

terminal_session() {
    editor_name=$1
    began=$SECONDS
    command -v tmux >/dev/null || apt_install tmux
    artifacts=${LACEWING_ARTIFACTS:-$checkout/artifacts}/$editor_name
    rm -rf "$artifacts"
    mkdir -p "$artifacts"
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/lacewing-$editor_name.XXXXXX")
    trap terminal_cleanup EXIT
    trap 'exit 130' INT TERM
    mkdir -p "$scratch/home"
    export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/share XDG_STATE_HOME=$scratch/state
    export XDG_CACHE_HOME=$scratch/xdg-cache LACEWING_CACHE_DIR=$scratch/cache LC_ALL=C.UTF-8
    unset NVIM_APPNAME
    pictures=0 checks=0
    "$E2E_PYTHON" -c 'import lacewing' 2>/dev/null || die "$E2E_PYTHON has no lacewing; name one that has in LACEWING_PYTHON"
}

terminal() { command tmux -u -S "$scratch/tmux" "$@"; }

terminal_start() {
    # Every argument quoted once more: tmux hands one text to a shell.
    terminal -f /dev/null new-session -d -x 110 -y 40 -s editor "cd $(printf %q "$scratch/project"); env TERM=tmux-256color $(printf '%q ' "$@") 2>$(printf %q "$scratch/stderr")"
    terminal set-option -s escape-time 0 >/dev/null
}

keys() { terminal send-keys -t editor "$@"; }
typed() { terminal send-keys -t editor -l -- "$1"; }
screen() { terminal capture-pane -p -t editor; }

until_true() {
    local what=$1 limit=$((SECONDS + WAIT))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$limit" ] || failed "$what"
        sleep 0.2
    done
}

shows() { screen | grep -qF -- "$1"; }
shows_not() { ! shows "$1"; }
seen() { until_true "the screen never showed: $1" shows "$1"; }

picture() {
    pictures=$((pictures + 1))
    screen >"$artifacts/$(printf %02d "$pictures")-$1.txt"
}

passed() {
    checks=$((checks + 1))
    say "$editor_name: $*"
}

failed() {
    [ ! -S "$scratch/tmux" ] || picture failure || true
    cat "$artifacts"/*-failure.txt >&2 2>/dev/null || true
    cat "$scratch/stderr" >&2 2>/dev/null || true
    echo "$editor_name: FAILED: $*; screens in $artifacts" >&2
    exit 1
}

# parses FILE: whether it is Python.
parses() { "$E2E_PYTHON" -c 'import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read())' "$1"; }

# Processes that were started in this session: they have its scratch folder in their environment.
session_processes() {
    local process
    for process in $(grep -lsF "LACEWING_CACHE_DIR=$scratch/cache" /proc/[0-9]*/environ); do
        process=${process#/proc/}
        process=${process%/environ}
        [ "$process" != "$$" ] && [ "$process" != "$BASHPID" ] || continue
        grep -qsE 'lacewing|nvim|hx|emacs' "/proc/$process/cmdline" && echo "$process"
    done
    return 0
}

no_processes() { [ -z "$(session_processes)" ]; }

terminal_summary() {
    until_true "processes are left: $(session_processes | tr '\n' ' ')" no_processes
    echo "$editor_name: passed, $checks checks in $((SECONDS - began)) s; screens in $artifacts"
}

terminal_cleanup() {
    local status=$? process
    trap - EXIT
    terminal kill-server 2>/dev/null || true
    for process in $(session_processes); do kill -KILL "$process" 2>/dev/null || true; done
    rm -rf "$scratch"
    exit "$status"
}
