#!/usr/bin/env bash
# Drives VS Code (code-server in Chromium) through Lacewing's extension on a real project.
#
#   bash tests/e2e/vscode/run.sh
#
# Builds and unit-tests the extension, installs its .vsix, lets it set up its server from the wheel inside, and checks
# what a person would see and what is on disk afterwards. Exit status 0: all of it held. Screenshots and logs are kept in
# $LACEWING_ARTIFACTS/vscode (default: artifacts/vscode in the checkout); the editor and browser in $LACEWING_E2E_CACHE.
# LACEWING_VSIX names a built extension to use instead of building one; LACEWING_E2E_TIMEOUT bounds the drive in seconds.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$here/../../.." && pwd)
artifacts=${LACEWING_ARTIFACTS:-$checkout/artifacts}/vscode
for part in common node code_server chromium project; do . "$here/../install/$part.sh"; done

main() {
    local began=$SECONDS
    rm -rf "$artifacts"
    mkdir -p "$artifacts"
    e2e_python "$checkout"
    node_on_path
    playwright_installed
    code_server_installed
    chromium_installed
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/lacewing-vscode.XXXXXX")
    trap cleanup EXIT
    trap 'exit 130' INT TERM
    project_copy "$scratch/project"
    local vsix=${LACEWING_VSIX:-}
    [ -n "$vsix" ] || build_extension
    local ready=$SECONDS
    start_editor "${vsix:-$checkout/editors/vscode/lacewing.vsix}"
    start_model
    if drive; then
        say "vscode: passed ($((ready - began)) s to prepare, $((SECONDS - ready)) s driven); screenshots in $artifacts"
    else
        say "vscode: FAILED; screenshots and logs in $artifacts"
        return 1
    fi
}

build_extension() {
    say "building the extension"
    (
        cd "$checkout/editors/vscode"
        export LACEWING_PYTHON=$E2E_PYTHON
        [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --loglevel=error
        npm test
        npm run package
    ) >"$artifacts/build.log" 2>&1 || { tail -n 30 "$artifacts/build.log" >&2; die "the extension could not be built"; }
}

# The editor's own folders are all in the scratch folder, so every run is a first start.
code_server() {
    XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/share LACEWING_CACHE_DIR=$scratch/cache \
        exec node "$CODE_SERVER" --user-data-dir "$scratch/user" --extensions-dir "$scratch/extensions" "$@"
}

start_editor() {
    mkdir -p "$scratch/user/User" "$scratch/user/Machine" "$scratch/cache"
    write_settings >"$scratch/user/User/settings.json"
    # Settings of machine scope, such as interpreters, are read from here when the editor's window is a remote one.
    cp "$scratch/user/User/settings.json" "$scratch/user/Machine/settings.json"
    (code_server --install-extension "$1") >"$artifacts/install.log" 2>&1 \
        || { cat "$artifacts/install.log" >&2; die "VS Code refused the extension"; }
    set -m # the editor and all it starts are one process group, ended together
    (code_server --bind-addr 127.0.0.1:0 --auth none --disable-telemetry --disable-update-check \
        --disable-workspace-trust --disable-getting-started-override "$scratch/project") \
        >"$artifacts/code-server.log" 2>&1 &
    editor=$!
    set +m
    address=$(address_in "$artifacts/code-server.log" "$editor" "$artifacts/code-server.log") \
        || die "code-server did not start"
}

# address_in FILE PROCESS LOG: the address that a server says in FILE. Prints the end of LOG and fails where it ends first.
address_in() {
    local tries found
    for tries in $(seq 300); do
        found=$(grep -o 'http://127.0.0.1:[0-9]*' "$1" | head -n 1 || true)
        [ -n "$found" ] && { echo "$found"; return 0; }
        kill -0 "$2" 2>/dev/null || break
        sleep 0.2
    done
    tail -n 30 "$3" >&2
    return 1
}

# llama.cpp's own server with the tests' tiny model, which says "count" wherever it is asked. Sets model, "" without it.
start_model() {
    model=
    if ! "$E2E_PYTHON" -c 'import gguf, xllamacpp' 2>/dev/null; then
        say "vscode: skipped: ghost text of a real model, because xllamacpp and gguf are not installed"
        return
    fi
    mkfifo "$scratch/hold" # the server ends with its standard input
    exec 7<>"$scratch/hold"
    "$E2E_PYTHON" "$checkout/tests/model/llama_server.py" <&7 >"$scratch/model.txt" 2>"$artifacts/model.log" &
    model_server=$!
    model=$(address_in "$scratch/model.txt" "$model_server" "$artifacts/model.log") \
        || die "the model's server did not start"
}

write_settings() {
    local python='""'
    # A machine whose python3 cannot make environments is given one that can; elsewhere the extension finds its own.
    python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || python="\"$E2E_PYTHON\""
    cat <<JSON
{
  "lacewing.server.python": $python,
  "lacewing.testgen.python": "$PROJECT_PYTHON",
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.colorTheme": "Default Dark Modern",
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "files.autoSave": "off",
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "git.enabled": false,
  "editor.minimap.enabled": false,
  "editor.autoIndent": "keep",
  "editor.quickSuggestions": { "other": "off", "comments": "off", "strings": "off" }
}
JSON
}

drive() {
    CHROMIUM=$CHROMIUM PLAYWRIGHT=$PLAYWRIGHT ADDRESS=$address PROJECT=$scratch/project ARTIFACTS=$artifacts \
        BROWSER_DATA=$scratch/browser PYTHON=$PROJECT_PYTHON MODEL=$model \
        SETTINGS=$scratch/user/User/settings.json:$scratch/user/Machine/settings.json \
        timeout --kill-after=20 "${LACEWING_E2E_TIMEOUT:-420}" node "$here/drive.mjs"
}

cleanup() {
    local status=$?
    trap - EXIT
    find "$scratch/user" -path '*exthost*' -name '*Lacewing*.log' -exec cp {} "$artifacts/lacewing.log" \; 2>/dev/null || true
    [ -z "${model_server:-}" ] || kill "$model_server" 2>/dev/null || true
    if [ -n "${editor:-}" ]; then
        kill -TERM -- "-$editor" 2>/dev/null || true
        sleep 1
        kill -KILL -- "-$editor" 2>/dev/null || true
    fi
    # A set-up under way is in process groups of its own; its programs are known by the scratch folder's unique name.
    grep -lzF -- "$scratch/" /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3 | xargs -r kill -KILL 2>/dev/null || true
    rm -rf "$scratch"
    exit "$status"
}

main "$@"
