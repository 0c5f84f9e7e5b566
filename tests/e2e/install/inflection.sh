# Sourced: inflection_copy FOLDER puts a fresh copy of a small real project there: inflection, from its sdist, as a
# repository.

INFLECTION_VERSION=0.5.1

fill_inflection() {
    "$E2E_PYTHON" -m pip download --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-binary :all: \
        --dest "$1" "inflection==$INFLECTION_VERSION"
    tar -xzf "$1"/*.tar.gz -C "$1"
}

inflection_copy() {
    install_once "project-inflection-$INFLECTION_VERSION" fill_inflection
    cp -R "$LACEWING_E2E_CACHE/project-inflection-$INFLECTION_VERSION/inflection-$INFLECTION_VERSION" "$1"
    mkdir "$1/.git"
}
