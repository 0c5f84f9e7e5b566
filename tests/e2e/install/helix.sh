# Sourced: helix_installed sets HELIX to Debian's Helix and HELIX_RUNTIME to its files.

helix_installed() {
    sid_installed helix-sid hx usr/lib/hx/hx
    HELIX=$SID_ROOT/usr/lib/hx/hx
    export HELIX_RUNTIME=$SID_ROOT/usr/lib/hx/runtime
    "$HELIX" --version >/dev/null || die "Debian's Helix in $SID_ROOT does not run"
}
