# Sourced: inflection_fetched gets a small real project, inflection, from its sdist (before a session has its own home: pip's
# configuration may lie in the old one); inflection_copy FOLDER puts a fresh copy there, as a repository.

INFLECTION_VERSION=0.5.1

fill_inflection() {
    "$E2E_PYTHON" -m pip download --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-binary :all: \
        --dest "$1" "inflection==$INFLECTION_VERSION"
    tar -xzf "$1"/*.tar.gz -C "$1"
}

inflection_fetched() { install_once "project-inflection-$INFLECTION_VERSION" fill_inflection; }

inflection_copy() {
    cp -R "$LACEWING_E2E_CACHE/project-inflection-$INFLECTION_VERSION/inflection-$INFLECTION_VERSION" "$1"
    mkdir "$1/.git"
}
