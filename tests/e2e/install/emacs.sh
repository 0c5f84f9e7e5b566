# Sourced: emacs_installed sets EMACS to an Emacs of 30 or newer (eglot is part of it) and where its files are.

emacs_is_new() { "$1" --batch -Q --eval '(kill-emacs (if (>= emacs-major-version 30) 0 1))' >/dev/null 2>&1; }

emacs_installed() {
    EMACS=$(command -v emacs || true)
    if [ -n "$EMACS" ] && emacs_is_new "$EMACS"; then return 0; fi
    sid_installed emacs-sid emacs-nox usr/bin/emacs-nox
    EMACS=$SID_ROOT/usr/bin/emacs-nox
    local version files
    version=$(find "$SID_ROOT/usr/share/emacs" -maxdepth 1 -name '[0-9]*' -printf '%f\n' | head -n 1)
    files=$SID_ROOT/usr/share/emacs/$version
    # Emacs has its folders compiled in; these are elsewhere.
    EMACSLOADPATH=$(find "$files/lisp" -type d -printf '%p:')
    EMACSLOADPATH=${EMACSLOADPATH%:}
    export EMACSLOADPATH EMACSDATA=$files/etc EMACSDOC=$files/etc
    EMACS_DUMP=$(find "$SID_ROOT/usr/libexec/emacs" -name '*.pdmp' | head -n 1)
    EMACS_PROGRAM=$EMACS
    emacs_unpacked() { "$EMACS_PROGRAM" --dump-file="$EMACS_DUMP" "$@"; }
    EMACS=emacs_unpacked
    emacs_is_new "$EMACS" || die "Debian's Emacs in $SID_ROOT does not run, or is older than 30"
}
