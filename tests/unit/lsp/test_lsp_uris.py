from __future__ import annotations

import pytest

from lacewing.lsp.uris import to_path, to_path_text, to_uri


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/home/a/b.py", "file:///home/a/b.py"),
        ("/with space/日本.py", "file:///with%20space/%E6%97%A5%E6%9C%AC.py"),
        ("/a#b?c%d.py", "file:///a%23b%3Fc%25d.py"),
        ("/c:/odd.py", "file:///c:/odd.py"),
    ],
)
def test_posix_paths_there_and_back(path: str, uri: str) -> None:
    assert to_uri(path, windows=False) == uri
    assert to_path_text(uri, windows=False) == path


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("C:\\Users\\a b\\日.py", "file:///C:/Users/a%20b/%E6%97%A5.py"),
        ("\\\\server\\share\\x.py", "file://server/share/x.py"),
    ],
)
def test_windows_paths_there_and_back(path: str, uri: str) -> None:
    assert to_uri(path, windows=True) == uri
    assert to_path_text(uri, windows=True) == path


@pytest.mark.parametrize("uri", ["file:///c%3A/x.py", "file:///C:/x.py", "FILE:///c:/x.py", "file://localhost/c:/x.py"])
def test_the_spellings_of_a_drive_are_one_path(uri: str) -> None:
    assert to_path_text(uri, windows=True) == "C:\\x.py"


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "git:/a.py?x", "vscode-notebook-cell:/n.ipynb#W0", "plain", ""])
def test_other_schemes_have_no_path(uri: str) -> None:
    assert to_path_text(uri) is None
    assert to_path(uri) is None


def test_a_path_that_no_file_can_have_is_no_error() -> None:
    assert to_path("file:///a%00b.py") is not None
    assert to_path("file:///" + "x" * 10_000) is not None


def test_bytes_that_are_no_utf8_survive_on_posix() -> None:
    assert to_uri(to_path_text("file:///a%ff.py", windows=False) or "", windows=False) == "file:///a%FF.py"
