#!/usr/bin/env bash
# Drives Neovim with Lacewing's plugin, as `lacewing setup nvim --install` puts it there, on a real project.
#
#   bash tests/e2e/nvim/run.sh
#
# Checks what a person would see and what is on disk afterwards. Exit status 0: all of it held. Screens are kept in
# $LACEWING_ARTIFACTS/nvim (default: artifacts/nvim in the checkout), Neovim in $LACEWING_E2E_CACHE. LACEWING_PYTHON names
# the Python whose lacewing is tested (default: the checkout's).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$here/../../.." && pwd)
for part in common debian_sid nvim inflection terminal; do . "$here/../install/$part.sh"; done

main() {
    e2e_python "$checkout"
    nvim_installed
    inflection_fetched
    terminal_session nvim
    inflection_copy "$scratch/project"
    rm "$scratch/project/test_inflection.py" # it leaves nothing to be tested
    install_plugin
    timeout --kill-after=10 "$WAIT" "$NVIM" --headless -u "$scratch/init.lua" -l "$here/without_ghost_text.lua" \
        "$scratch/project/inflection/__init__.py" >"$artifacts/without-ghost-text.txt" 2>&1 \
        || { cat "$artifacts/without-ghost-text.txt" >&2; failed "Neovim without ghost text"; }
    passed "works without what Neovim 0.12 brought"
    shows_what_a_real_model_says
    terminal_start "$NVIM" --listen "$scratch/nvim.sock" -u "$scratch/init.lua" inflection/__init__.py
    opens
    shows_and_accepts_ghost_text
    explains
    shows_context
    shows_and_makes_the_next_edit
    completes_and_hovers
    navigates
    generates_a_test_by_code_action
    runs_a_test
    diagnoses
    leaves
    terminal_summary
}

install_plugin() {
    "$E2E_PYTHON" -m lacewing setup nvim --install >"$artifacts/setup.txt"
    cp "$here/init.lua" "$scratch/init.lua"
    [ -f "$XDG_DATA_HOME/nvim/site/pack/lacewing/start/lacewing/lsp/lacewing.lua" ] || failed "setup installed nothing"
}

# What Neovim says to a Vim expression.
expression() { timeout --kill-after=1 10 "$NVIM" --server "$scratch/nvim.sock" --remote-expr "$1" 2>/dev/null; }
is() { [ "$(expression "$1")" = "$2" ]; }
# Runs an Ex command as typed, from normal mode.
command_line() { keys Escape Escape; typed ":$1"; keys Enter; }

# llama.cpp's own server with the tests' tiny model, which says "count" wherever it is asked.
shows_what_a_real_model_says() {
    if ! "$E2E_PYTHON" -c 'import gguf, xllamacpp' 2>/dev/null; then
        say "nvim: skipped: ghost text of a real model, because xllamacpp and gguf are not installed"
        return
    fi
    mkfifo "$scratch/hold" # the server ends with its standard input
    exec 7<>"$scratch/hold"
    "$E2E_PYTHON" "$checkout/tests/model/llama_server.py" <&7 >"$scratch/model.txt" 2>"$artifacts/model.txt" &
    local server=$!
    until_true "the model's server does not start" grep -q '^http' "$scratch/model.txt"
    LACEWING_MODEL=llamacpp: LACEWING_MODEL_ENDPOINT=$(cat "$scratch/model.txt") \
        LACEWING_COMPLETION_MODEL_DEADLINE_MS=20000 \
        terminal_start "$NVIM" --listen "$scratch/nvim.sock" -u "$scratch/init.lua" inflection/__init__.py
    seen 'lacewing: ready'
    command_line '$'
    keys o Enter
    typed 'def total(items):'
    keys Enter
    typed 'return '
    seen 'return count'
    is 'getline(".")' '    return ' || failed "what is shown is no ghost text"
    picture real-model
    command_line 'qall!'
    until_true "Neovim does not end" eval '! terminal has-session -t editor'
    kill "$server"
    exec 7>&-
    passed "shows what llama.cpp's server says"
}

opens() {
    seen 'lacewing: ready'
    command_line '/^def camelize'
    seen 'Generate test'
    picture opened
    passed "opens a file: status and lenses"
}

shows_and_accepts_ghost_text() {
    command_line '$'
    keys o Enter
    typed 'def is_uncountable(word: str) -> bool:'
    keys Enter
    typed 'return word.lower() in UNC'
    seen 'return word.lower() in UNCOUNTABLES'
    is 'getline(".")' '    return word.lower() in UNC' || failed "what is shown is no ghost text"
    picture ghost-text
    typed O # and Tab before Neovim has asked anew
    keys Tab
    until_true "Tab did not accept the ghost text" is 'getline(".")' '    return word.lower() in UNCOUNTABLES'
    picture accepted
    command_line 'w'
    until_true "the accepted text is not saved" grep -qx '    return word.lower() in UNCOUNTABLES' \
        "$scratch/project/inflection/__init__.py"
    passed "ghost text appears and Tab accepts it"
    command_line 'lua vim.lsp.inline_completion.enable(false)'
    keys o Tab
    typed 'x'
    until_true "Tab without ghost text does not indent" is 'indent(".") > 0 && trim(getline(".")) == "x"' 1
    command_line 'undo'
    command_line 'lua vim.lsp.inline_completion.enable(true)'
    command_line 'edit!'
    passed "Tab without ghost text is Tab"
}

explains() {
    command_line '/^def ordinalize'
    command_line 'Lacewing explain'
    seen 'function ordinalize'
    seen 'Calls'
    picture explained
    command_line 'Lacewing explain'
    until_true "the explanation does not take the cursor" is '&buftype' nofile
    command_line 'call search("`ordinal`.*__init__", "W")'
    keys Enter
    until_true "the link was not followed" is 'getline(".") =~ "^def ordinal("' 1
    picture followed-a-link
    passed "explains a function in a floating window and follows its link"
}

shows_context() {
    command_line 'edit inflection/__init__.py'
    command_line '/^def tableize'
    command_line 'Lacewing context'
    seen 'Context for __init__.py'
    until_true "the context is no document of its own" is '&buftype .. &filetype .. &modifiable' nofilemarkdown0
    until_true "the context has no prompt" is 'search("^## The prompt", "nw") > 0' 1
    picture context
    command_line 'Lacewing context'
    seen 'the server does not run for this buffer'
    command_line 'quit'
    until_true "the window is still there" is 'winnr("$")' 1
    passed "shows the context for the cursor in a split"
}

shows_and_makes_the_next_edit() {
    command_line 'edit! inflection/__init__.py'
    command_line '/^def camelize'
    command_line 's/string/text/'
    seen '→ line'
    picture next-edit
    keys M-n
    until_true "the next edit is not gone to" is 'getline(".") =~ "string)" .. "$" || getline(".") =~ "string\["' 1
    keys M-n
    until_true "the next edit is not made" is 'getline(".") =~ "text"' 1
    seen '→ line'
    keys M-n
    until_true "the edit after it is not gone to" is 'getline(".") =~ "string"' 1
    keys M-n
    until_true "the edit after it is not made" is 'getline(".") =~ "text\\[0\\]"' 1
    picture next-edits-made
    command_line 'edit!'
    passed "after a renamed parameter its uses are marked, gone to and renamed by one key"
}

completes_and_hovers() {
    command_line '$'
    keys o
    typed 'ord'
    keys C-x C-o
    seen 'ordinalize'
    until_true "no completion menu" is 'pumvisible()' 1
    picture completion-menu
    keys Escape
    command_line 'edit!'
    command_line '/^def tableize'
    typed 'w'
    typed 'K'
    seen 'Create the name of a table like Rails'
    until_true "no hover window" is 'len(filter(range(1, winnr("$")), "nvim_win_get_config(win_getid(v:val)).relative != \"\""))' 1
    picture hover
    keys Escape
    passed "completion menu and hover"
}

navigates() {
    command_line 'edit inflection/__init__.py'
    command_line '/^def ordinalize'
    command_line 'call search("ordinal(number)", "W")'
    keys C-]
    until_true "the definition was not gone to" is 'getline(".") =~ "^def ordinal(" && col(".") == 5' 1
    typed 'grr'
    until_true "the references are not listed" is 'len(getqflist()) >= 2 && &buftype == "quickfix"' 1
    picture references
    passed "goes to a definition and lists references: $(expression 'len(getqflist())')"
    command_line 'cclose'
}

generates_a_test_by_code_action() {
    command_line 'edit inflection/__init__.py'
    command_line '/^def parameterize'
    typed 'w'
    typed 'gra'
    seen 'Generate test for `parameterize`'
    picture code-actions
    local number
    number=$(screen | grep -F 'Generate test for `parameterize`' | grep -vF 'run it' | sed -E 's/^[^0-9]*([0-9]+).*/\1/' | head -n 1)
    typed "$number"
    keys Enter
    until_true "no test was generated" is 'len(filter(getbufinfo({"bufmodified": 1}), "v:val.name =~ \"test_\""))' 1
    command_line 'wall'
    until_true "the test is not saved" is 'len(getbufinfo({"bufmodified": 1}))' 0
    command_line "edit $(written_test)"
    command_line '$'
    picture generated-test
    grep -qE 'def test_\w*parameterize' "$(written_test)" || failed "no test of parameterize in $(written_test)"
    parses "$(written_test)" || failed "$(written_test) does not parse"
    passed "generates a test by code action: $(basename "$(written_test)")"
}

# The test file that was made.
written_test() {
    local file
    for file in "$scratch"/project/test_*.py "$scratch"/project/{tests,inflection}/test_*.py; do
        [ -f "$file" ] && { echo "$file"; return; }
    done
}

runs_a_test() {
    command_line 'edit inflection/__init__.py'
    command_line '/^def dasherize'
    typed 'w'
    command_line 'Lacewing test_run'
    until_true "no message about the run" is 'match(execute("messages"), "passed, ") > 0' 1
    expression 'execute("messages")' >"$artifacts/messages.txt"
    picture test-run
    keys Enter
    command_line 'wall'
    grep -qE '[1-9][0-9]* passed' "$artifacts/messages.txt" || { cat "$artifacts/messages.txt" >&2; failed "no generated test passes"; }
    passed "generates tests and runs them: $(grep -oE '[0-9]+ passed, .*' "$artifacts/messages.txt" | head -n 1)"
}

diagnoses() {
    command_line 'edit inflection/__init__.py'
    command_line '$'
    keys o Enter
    typed 'def is_number(word: str) -> bool:'
    keys Enter
    typed "return word is 'number'"
    keys Escape
    until_true "no diagnostic" is 'luaeval("#vim.diagnostic.get(0)") > 0' 1
    keys C-w d
    seen 'Diagnostics:'
    picture diagnostics
    keys Escape
    for group in ghost_text next_edit; do # the buffer was loaded anew above, which attaches the server anew
        is "luaeval(\"#vim.api.nvim_get_autocmds({group = 'lacewing.$group', buffer = vim.api.nvim_get_current_buf()})\")" 2 \
            || failed "the autocommands of $group pile up"
    done
    passed "diagnostics: $(expression 'luaeval("vim.diagnostic.get(0)[1].message")')"
    command_line 'edit!'
}

leaves() {
    command_line 'checkhealth lacewing'
    seen 'lacewing, version'
    picture health
    command_line 'qall!'
    until_true "Neovim does not end" eval '! terminal has-session -t editor'
    "$E2E_PYTHON" -m lacewing setup nvim --uninstall >>"$artifacts/setup.txt"
    [ ! -e "$XDG_DATA_HOME/nvim/site/pack/lacewing/start/lacewing" ] || failed "setup --uninstall left something"
    passed "ends, and is uninstalled without trace"
}

main "$@"
