"""Files that nobody has open, as features are given them."""

from __future__ import annotations

from pathlib import Path

from lacewing.services.documents import Documents
from lacewing.syntax.source import PARSED_BYTES


def test_a_file_too_large_to_parse_is_given_as_plain_text(tmp_path: Path) -> None:
    for name, size in (("large.py", PARSED_BYTES), ("larger.py", PARSED_BYTES + 1)):
        (tmp_path / name).write_bytes(b"#" * size)
    documents = Documents()
    assert documents.source(tmp_path / "large.py").language is not None
    larger = documents.source(tmp_path / "larger.py")
    assert (larger.language, larger.tree, len(larger.data)) == (None, None, PARSED_BYTES + 1)
