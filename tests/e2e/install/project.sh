# Sourced: project_copy FOLDER puts a fresh copy of a real project there, humanize from its sdist, and sets
# PROJECT_PYTHON to an interpreter with what its tests need, as its own environment would have.

PROJECT=humanize
PROJECT_VERSION=4.9.0
PYTEST_VERSION=8.4.2

fill_project() {
    "$E2E_PYTHON" -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --dest "$1" \
        "$PROJECT==$PROJECT_VERSION"
    tar -xzf "$1"/*.tar.gz -C "$1"
}

fill_project_environment() {
    "$E2E_PYTHON" -m venv "$1"
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check \
        "$PROJECT==$PROJECT_VERSION" "pytest==$PYTEST_VERSION" freezegun
}

project_copy() {
    install_once "project-$PROJECT-$PROJECT_VERSION" fill_project
    install_once "project-environment-$PROJECT-$PROJECT_VERSION" fill_project_environment
    cp -R "$LACEWING_E2E_CACHE/project-$PROJECT-$PROJECT_VERSION/$PROJECT-$PROJECT_VERSION" "$1"
    PROJECT_PYTHON=$LACEWING_E2E_CACHE/project-environment-$PROJECT-$PROJECT_VERSION/bin/python
}
