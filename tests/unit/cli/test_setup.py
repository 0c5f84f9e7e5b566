from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lacewing.cli.setup import command
from lacewing.cli.setup.shipped import own_command

EDITORS = ("vscode", "nvim", "helix", "emacs", "zed")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("NVIM_APPNAME", raising=False)
    return tmp_path


def setup(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def everything(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("editor", EDITORS)
def test_printing_changes_nothing(editor: str, home: Path) -> None:
    result = setup(editor)
    assert result.exit_code == 0
    assert own_command()[0] in result.output
    assert not everything(home)


@pytest.mark.parametrize("editor", ["nvim", "helix", "emacs"])
def test_install_twice_then_uninstall_leaves_no_trace(editor: str, home: Path) -> None:
    first = setup(editor, "--install")
    assert first.exit_code == 0, first.output
    installed = everything(home)
    assert installed
    second = setup(editor, "--install")
    assert second.exit_code == 0
    assert "up to date" in second.output or "already" in second.output
    assert everything(home) == installed
    assert setup(editor, "--uninstall").exit_code == 0
    assert not everything(home)
    assert setup(editor, "--uninstall").exit_code == 0


def test_nvim_is_a_package_tied_to_this_lacewing(home: Path) -> None:
    setup("nvim", "--install")
    plugin = home / "data/nvim/site/pack/lacewing/start/lacewing"
    assert own_command()[0] in (plugin / "lua/lacewing/installed.lua").read_text("utf-8")
    assert (plugin / "lsp/lacewing.lua").is_file()
    tags = (plugin / "doc/tags").read_text("utf-8").split("\n")
    assert "lacewing-options\tlacewing.txt\t/*lacewing-options*" in tags
    assert tags[:-1] == sorted(tags[:-1])


def test_nvim_appname(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NVIM_APPNAME", "other")
    setup("nvim", "--install")
    assert (home / "data/other/site/pack/lacewing/start/lacewing/plugin/lacewing.lua").is_file()


def test_a_newer_version_replaces_its_files_and_keeps_others(home: Path) -> None:
    setup("nvim", "--install")
    plugin = home / "data/nvim/site/pack/lacewing/start/lacewing"
    (plugin / "lua/lacewing/init.lua").write_text("-- an older version's\n", "utf-8")
    (plugin / "lua/lacewing/gone.lua").write_text("-- an older version had it\n", "utf-8")
    listed = plugin / ".lacewing-setup"
    listed.write_text(listed.read_text("utf-8") + "lua/lacewing/gone.lua\n", "utf-8")
    (plugin / "mine.txt").write_text("mine\n", "utf-8")
    setup("nvim", "--install")
    assert "older" not in (plugin / "lua/lacewing/init.lua").read_text("utf-8")
    assert not (plugin / "lua/lacewing/gone.lua").exists()
    result = setup("nvim", "--uninstall")
    assert "files of yours" in result.output
    assert everything(plugin) == {"mine.txt": b"mine\n"}


def test_a_folder_of_somebody_else_is_left_alone(home: Path) -> None:
    plugin = home / "data/nvim/site/pack/lacewing/start/lacewing"
    plugin.mkdir(parents=True)
    (plugin / "init.lua").write_text("-- mine\n", "utf-8")
    for option in ("--install", "--uninstall"):
        result = setup("nvim", option)
        assert "lacewing setup" in result.output
        assert everything(plugin) == {"init.lua": b"-- mine\n"}
    assert setup("nvim", "--install").exit_code == 1


def test_a_link_to_a_checkout_is_left_alone(home: Path) -> None:
    start = home / "data/nvim/site/pack/lacewing/start"
    start.mkdir(parents=True)
    checkout = home / "checkout"
    checkout.mkdir()
    (checkout / ".lacewing-setup").write_text("precious.lua\n", "utf-8")
    (checkout / "precious.lua").write_text("-- mine\n", "utf-8")
    (start / "lacewing").symlink_to(checkout)
    assert setup("nvim", "--install").exit_code == 1
    assert setup("nvim", "--uninstall").exit_code == 0
    assert (checkout / "precious.lua").is_file()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("ending", ["", "\n", "\n\n"])
def test_a_users_own_lines_stay_as_they_are(home: Path, newline: str, ending: str) -> None:
    file = home / "config/helix/languages.toml"
    file.parent.mkdir(parents=True)
    own = f'# 鍵 mine\n[[language]]\nname = "rust"\nauto-format = false{ending}'.replace("\n", newline).encode()
    file.write_bytes(own)
    file.chmod(0o600)
    assert setup("helix", "--install").exit_code == 0
    text = file.read_bytes()
    assert text.startswith(own)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert text.count(b"\n") == text.count(newline.encode())
    parsed = tomllib.loads(text.decode())
    assert parsed["language-server"]["lacewing"]["command"] == own_command()[0]
    assert setup("helix", "--uninstall").exit_code == 0
    # An end of the last line, which was missing, stays.
    assert file.read_bytes() == own + (b"" if ending else newline.encode())


def test_lines_below_the_block_stay_and_the_block_is_brought_up_to_date(home: Path) -> None:
    setup("helix", "--install")
    file = home / "config/helix/languages.toml"
    whole = file.read_text("utf-8")
    below = '[[language]]\nname = "zig"\n'
    file.write_text("# above\n" + whole.replace(own_command()[0], "/old/lacewing") + below, "utf-8")
    result = setup("helix", "--install")
    assert "up to date" in result.output
    assert file.read_text("utf-8") == "# above\n" + whole + below
    setup("helix", "--uninstall")
    assert file.read_text("utf-8") == "# above\n" + below


def test_helix_languages_with_chosen_servers_are_left_out(home: Path) -> None:
    file = home / "config/helix/languages.toml"
    file.parent.mkdir(parents=True)
    file.write_text('[[language]]\nname = "python"\nlanguage-servers = ["mine"]\n', "utf-8")
    result = setup("helix", "--install")
    assert "python" in result.output
    languages = tomllib.loads(file.read_text("utf-8"))["language"]
    assert [entry["language-servers"] for entry in languages if entry["name"] == "python"] == [["mine"]]
    assert {entry["name"] for entry in languages} > {"go", "java"}
    again = file.read_bytes()
    setup("helix", "--install")
    assert file.read_bytes() == again


@pytest.mark.parametrize("own", ['[language-server.lacewing]\ncommand = "mine"\n', "not toml at all\n"])
def test_helix_refuses_what_would_not_parse(home: Path, own: str) -> None:
    file = home / "config/helix/languages.toml"
    file.parent.mkdir(parents=True)
    file.write_text(own, "utf-8")
    result = setup("helix", "--install")
    assert result.exit_code == 1
    assert str(file) in result.output
    assert file.read_text("utf-8") == own


def test_a_block_without_its_end_is_refused(home: Path) -> None:
    setup("helix", "--install")
    file = home / "config/helix/languages.toml"
    broken = file.read_text("utf-8").replace("# <<< lacewing setup <<<\n", "# mine\n")
    file.write_text(broken, "utf-8")
    for option in ("--install", "--uninstall"):
        assert setup("helix", option).exit_code == 1
        assert file.read_text("utf-8") == broken


def test_a_linked_configuration_file_stays_a_link(home: Path) -> None:
    dotfiles = home / "dotfiles.toml"
    dotfiles.write_text("# mine\n", "utf-8")
    file = home / "config/helix/languages.toml"
    file.parent.mkdir(parents=True)
    file.symlink_to(dotfiles)
    setup("helix", "--install")
    assert file.is_symlink()
    assert "lacewing" in dotfiles.read_text("utf-8")


@pytest.mark.parametrize("init", [".emacs", ".emacs.el", ".emacs.d/init.el", "config/emacs/init.el"])
def test_emacs_init_file_is_the_one_emacs_reads(home: Path, init: str) -> None:
    file = home / init
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("(setq mine t)\n", "utf-8")
    assert setup("emacs", "--install").exit_code == 0
    text = file.read_text("utf-8")
    assert text.startswith("(setq mine t)\n")
    assert "(require 'lacewing)" in text
    folder = "config/emacs" if init.startswith("config") else ".emacs.d"
    assert (home / folder / "lacewing/lacewing.el").is_file()
    setup("emacs", "--uninstall")
    assert everything(home) == {init: b"(setq mine t)\n"}


def test_zed_says_that_it_installs_nothing(home: Path) -> None:
    result = setup("zed", "--install")
    assert result.exit_code == 1
    assert "nothing is installed" in result.output
    assert not everything(home)


def fake_code(home: Path, monkeypatch: pytest.MonkeyPatch, status: int) -> Path:
    programs = home / "programs"
    programs.mkdir()
    program = programs / "code"
    program.write_text(f'#!/bin/sh\necho "$@" >>"{home}/asked"\necho said\nexit {status}\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return home / "asked"


def test_vscode_installs_by_its_own_command(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = fake_code(home, monkeypatch, 0)
    vsix = home / "given.vsix"
    vsix.write_bytes(b"")
    assert setup("vscode", "--install", "--vsix", str(vsix)).exit_code == 0
    assert setup("vscode", "--uninstall").exit_code == 0
    assert asked.read_text("utf-8").split("\n") == [
        f"--install-extension {vsix} --force",
        "--uninstall-extension lacewing.lacewing",
        "",
    ]


def test_vscode_tells_what_its_command_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_code(home, monkeypatch, 3)
    vsix = home / "given.vsix"
    vsix.write_bytes(b"")
    result = setup("vscode", "--install", "--vsix", str(vsix))
    assert result.exit_code == 1
    assert "exit code 3" in result.output
    assert "said" in result.output


def test_vscode_without_its_command(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(home))
    result = setup("vscode", "--install")
    assert result.exit_code == 1
    assert "PATH" in result.output


@pytest.mark.parametrize("arguments", [("vim",), ("nvim", "--install", "--uninstall"), ("nvim", "--vsix", __file__)])
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert setup(*arguments).exit_code == 2


def test_what_cannot_be_set_up_is_told_with_what_can() -> None:
    result = CliRunner().invoke(command, ["neovim"])
    assert result.exit_code == 2
    assert "nothing to set up is called 'neovim'; there are emacs, helix, model, nvim, vscode, zed" in result.output
