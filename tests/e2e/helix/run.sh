#!/usr/bin/env bash
# Drives Helix, connected by `lacewing setup helix --install`, on a real project. See ../nvim/run.sh for the environment.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$here/../../.." && pwd)
for part in common debian_sid helix inflection terminal; do . "$here/../install/$part.sh"; done

main() {
    e2e_python "$checkout"
    helix_installed
    inflection_fetched
    terminal_session helix
    inflection_copy "$scratch/project"
    rm "$scratch/project/test_inflection.py" # it leaves nothing to be tested
    "$E2E_PYTHON" -m lacewing setup helix --install >"$artifacts/setup.txt"
    "$HELIX" --health python >"$artifacts/health.txt" 2>&1 || true
    grep -q lacewing "$artifacts/health.txt" || failed "Helix does not know the server"
    terminal_start "$HELIX" inflection/__init__.py
    seen 'import re'
    hovers
    completes
    explains
    generates_a_test
    leaves
    terminal_summary
}

# To the line of the first match of a pattern, from normal mode.
search() { normal; keys g g /; typed "$1"; keys Enter; sleep 0.3; }
# A key that follows Escape at once would be taken for Alt and that key.
normal() { keys Escape; sleep 0.4; }

hovers() {
    search 'def tableize'
    keys l
    # The server may be starting still: asked for until it answers.
    until_true "no hover" hover_seen
    picture hover
    normal
    passed "hover"
}

hover_seen() {
    normal
    keys Space k
    sleep 1
    shows 'Create the name of a table like Rails'
}

completes() {
    normal
    keys g e o
    typed 'ordi'
    seen 'ordinalize'
    picture completion-menu
    normal
    normal
    keys u
    passed "completion menu"
}

explains() {
    search 'def ordinalize'
    keys Space a
    seen 'Explain `ordinalize`'
    picture code-actions
    choose 'Explain `ordinalize`'
    seen 'function ordinalize'
    picture explained
    typed ':buffer-close!'
    keys Enter
    until_true "the explanation stays" shows 'inflection/__init__.py'
    passed "explains a function by code action"
}

# Takes the first entry of the menu of code actions that begins with a text.
choose() {
    local above
    above=$(screen | grep -E 'Explain `|Generate test for `' | grep -nF "$1" | head -n 1 | cut -d: -f1)
    while [ "$above" -gt 1 ]; do # the first is chosen already
        keys Down
        above=$((above - 1))
    done
    keys Enter
}

generates_a_test() {
    search 'def parameterize'
    keys Space a
    seen 'Generate test for `parameterize`'
    choose 'Generate test for `parameterize`'
    until_true "no test file was made" test_written
    picture generated-test
    grep -q 'def test_.*parameterize' "$(find "$scratch/project" -name 'test_*.py')" || failed "it does not test parameterize"
    parses "$(find "$scratch/project" -name 'test_*.py')" || failed "it does not parse"
    passed "generates a test by code action"
}

# Helix applies the edit to a buffer: saved by the user.
test_written() {
    normal
    typed ':write-all'
    keys Enter
    sleep 0.5
    find "$scratch/project" -name 'test_*.py' -size +0 | grep -q .
}

leaves() {
    typed ':quit-all!'
    keys Enter
    until_true "Helix does not end" eval '! terminal has-session -t editor'
    "$E2E_PYTHON" -m lacewing setup helix --uninstall >>"$artifacts/setup.txt"
    [ ! -e "$XDG_CONFIG_HOME/helix/languages.toml" ] || failed "setup --uninstall left something"
    passed "ends, and is disconnected without trace"
}

main "$@"
