# Sourced: project_copy FOLDER puts a fresh copy of a real project there, small and known: inflection, from its sdist.

PROJECT=inflection
PROJECT_VERSION=0.5.1

fill_project() {
    "$E2E_PYTHON" -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --dest "$1" \
        "$PROJECT==$PROJECT_VERSION"
    tar -xzf "$1"/*.tar.gz -C "$1"
}

project_copy() {
    install_once "project-$PROJECT-$PROJECT_VERSION" fill_project
    cp -R "$LACEWING_E2E_CACHE/project-$PROJECT-$PROJECT_VERSION/$PROJECT-$PROJECT_VERSION" "$1"
}
