"""What a server loads before it answers: nothing that only features need."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from lacewing.lsp.server import create_server
from lacewing.services import Services

create_server(Services())
heavy = {"numpy", "httpx", "rich", "lacewing.project.context", "lacewing.engine.engine"}
print(*sorted(heavy & set(sys.modules)))
"""


def test_a_server_is_made_without_what_features_need() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=300, check=True)
    assert ran.stdout == "\n"
