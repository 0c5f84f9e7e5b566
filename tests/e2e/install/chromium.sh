# Sourced: chromium_installed sets CHROMIUM to a browser, from Debian when there is none; playwright_installed sets
# PLAYWRIGHT to the folder of playwright-core, which drives it.

PLAYWRIGHT_VERSION=1.65.1

chromium_installed() {
    CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
    if [ -z "$CHROMIUM" ]; then
        apt_install chromium fonts-dejavu-core
        CHROMIUM=$(command -v chromium) || die "apt installed chromium, but it is not on PATH"
    fi
}

fill_playwright() {
    cd "$1"
    printf '{"private": true}\n' >package.json
    npm install --ignore-scripts --no-audit --no-fund --loglevel=error "playwright-core@$PLAYWRIGHT_VERSION"
}

playwright_installed() {
    install_once "playwright-core-$PLAYWRIGHT_VERSION" fill_playwright
    PLAYWRIGHT=$LACEWING_E2E_CACHE/playwright-core-$PLAYWRIGHT_VERSION/node_modules/playwright-core
}
