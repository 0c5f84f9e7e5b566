#!/usr/bin/env bash
# Drives Emacs' eglot with editors/emacs/lacewing.el, as `lacewing setup emacs --install` puts it there, on a real project.
# Emacs runs without a terminal; what it has seen is in $LACEWING_ARTIFACTS/emacs. See ../nvim/run.sh for the environment.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$here/../../.." && pwd)
for part in common debian_sid emacs inflection terminal; do . "$here/../install/$part.sh"; done

main() {
    e2e_python "$checkout"
    # An Emacs that cannot be had says nothing about Lacewing.
    (emacs_installed) || { echo "emacs: skipped, no Emacs 30 or newer can be had here"; exit 0; }
    emacs_installed
    inflection_fetched
    terminal_session emacs
    inflection_copy "$scratch/project"
    rm "$scratch/project/test_inflection.py" # it leaves nothing to be tested
    "$E2E_PYTHON" -m lacewing setup emacs --install >"$artifacts/setup.txt"
    local program=("$EMACS")
    if [ "$EMACS" = emacs_unpacked ]; then program=("$EMACS_PROGRAM" "--dump-file=$EMACS_DUMP"); fi
    (cd "$scratch/project" && timeout --kill-after=10 "$((WAIT * 3))" "${program[@]}" --batch -l "$HOME/.emacs.d/init.el" \
        -l "$here/drive.el") >"$artifacts/drive.txt" 2>"$artifacts/messages.txt" || {
        cat "$artifacts/messages.txt" "$artifacts/drive.txt" >&2
        failed "see above"
    }
    local line
    while read -r line; do passed "$line"; done < <(grep '^ok: ' "$artifacts/drive.txt" | sed 's/^ok: //')
    "$E2E_PYTHON" -m lacewing setup emacs --uninstall >>"$artifacts/setup.txt"
    [ ! -e "$HOME/.emacs.d/lacewing" ] || failed "setup --uninstall left something"
    terminal_summary
}

main "$@"
