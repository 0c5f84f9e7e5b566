# Sourced: nvim_installed sets NVIM to a Neovim of 0.12 or newer and VIMRUNTIME to its files.

# nvim_is_new PROGRAM: whether it runs and has ghost text (Neovim 0.12).
nvim_is_new() { [ "$("$1" --clean --headless +'lua io.stdout:write(vim.fn.has("nvim-0.12"))' +q 2>/dev/null)" = 1 ]; }

nvim_installed() {
    NVIM=$(command -v nvim || true)
    if [ -n "$NVIM" ] && nvim_is_new "$NVIM"; then return 0; fi
    sid_installed nvim-sid neovim usr/bin/nvim
    NVIM=$SID_ROOT/usr/bin/nvim
    export VIMRUNTIME=$SID_ROOT/usr/share/nvim/runtime
    nvim_is_new "$NVIM" || die "Debian's Neovim in $SID_ROOT does not run, or is older than 0.12"
}
