"""Files that hold secrets by what they are called: whatever the ignore rules say, none of their text leaves. Pure.

The names are those under which tools keep keys and passwords (OpenSSH, dotenv, netrc, npm, PyPI, PostgreSQL, Terraform,
Docker, Kubernetes, cloud command lines, Java key stores); examples of such files (`.env.example`) hold none.
"""

from __future__ import annotations

import re

_NAMES = re.compile(
    r"""(?x)
    \.env | \.env\..* | .*\.env | \.envrc
    | id_(rsa|dsa|ecdsa|ed25519)(_sk)? | .*\.(pem|key|p12|pfx|p8|jks|keystore|kdbx|ppk|asc|gpg)
    | [._]?netrc | \.npmrc | \.yarnrc(\.yml)? | \.pypirc | \.pgpass | \.my\.cnf | \.htpasswd | \.git-credentials
    | credentials(\.(json|ya?ml|toml|ini|csv|xml))? | (client_)?secrets?\.(json|ya?ml|toml|ini|env|properties)
    | service[-_]account.*\.json | .*\.tfvars(\.json)? | .*\.tfstate(\..*)? | \.vault[-_]?(pass|token).*
    | kubeconfig | \.dockercfg | \.s3cfg | \.boto
    """,
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"(?i)\.(example|sample|template|dist|defaults?)\Z")
_FOLDERS = frozenset([".ssh", ".gnupg", ".aws", ".kube"])


def holds_secrets(path: str) -> bool:
    """Whether a file at `path` is one that by its name or folder holds secrets."""
    *folders, name = path.rstrip("/").split("/")
    if not _FOLDERS.isdisjoint(folders):
        return True
    return bool(_NAMES.fullmatch(name)) and not _EXAMPLES.search(name)
