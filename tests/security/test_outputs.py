"""What is written: with the mode of what it replaces, and never over what somebody else wrote."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from attacks import SIMPLE, Call

from dcenergy.errors import OutputError
from dcenergy.output import write_whole
from dcenergy.stopping import Stopped


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(SIMPLE)
    return tmp_path


def mode(path: str) -> int:
    return stat.S_IMODE(Path(path).stat().st_mode)


@pytest.mark.parametrize("before", [0o600, 0o640, 0o444, 0o664])
def test_a_file_that_is_replaced_keeps_its_mode(call: Call, before: int):
    Path("a.json").write_text("{}")
    Path("a.json").chmod(before)
    assert call("run", "a.yaml", "--no-report", "--json", "a.json").code == 0
    assert mode("a.json") == before
    assert Path("a.json").read_text() != "{}"


def test_a_file_behind_a_link_keeps_its_mode():
    Path("real").write_text("old")
    Path("real").chmod(0o600)
    Path("link").symlink_to("real")
    write_whole({Path("link"): b"new"})
    assert Path("link").is_symlink()
    assert Path("real").read_bytes() == b"new"
    assert mode("real") == 0o600


def test_a_new_file_has_the_mode_of_any_other():
    before = os.umask(0o027)
    try:
        write_whole({Path("new"): b""})
    finally:
        os.umask(before)
    assert mode("new") == 0o640


COMMANDS = {"a.html": ("run", "a.yaml"), "compare.html": ("compare", "a.yaml")}


@pytest.mark.parametrize(("name", "command"), COMMANDS.items())
@pytest.mark.parametrize("content", ["", "<!doctype html><title>Mine</title>", "mine" * 3000])
def test_a_page_of_somebody_else_stays(call: Call, name: str, command: tuple[str, ...], content: str):
    Path(name).write_text(content)
    done = call(*command)
    assert done.code == 2
    assert f"{name}: is there, and dcenergy did not write it; name another with --report" in done.err
    assert Path(name).read_text() == content
    assert call(*command, "--no-report").code == 0
    assert call(*command, "--report", name).code == 0  # typed: the user's own
    assert call(*command).code == 0  # and now a report of ours


@pytest.mark.parametrize(("name", "command"), COMMANDS.items())
def test_a_link_in_a_mailed_project_leads_to_no_file_of_the_user(
    call: Call, folder: Path, name: str, command: tuple[str, ...]
):
    (folder / "profile").write_text("export PATH")
    Path(name).symlink_to("profile")
    assert call(*command).code == 2
    assert (folder / "profile").read_text() == "export PATH"


@pytest.mark.parametrize(("name", "command"), COMMANDS.items())
def test_a_pipe_of_that_name_does_not_wait(call: Call, name: str, command: tuple[str, ...]):
    os.mkfifo(name)
    assert call(*command).code == 2
    assert Path(name).is_fifo()


def test_a_report_is_written_again(call: Call):
    assert call("run", "a.yaml", "--explorer").code == 0
    Path("a.html").chmod(0o600)
    assert call("run", "a.yaml").code == 0
    assert mode("a.html") == 0o600


@pytest.mark.parametrize("stop", [Stopped(15), KeyboardInterrupt(), OSError(28, "No space left on device")])
@pytest.mark.parametrize("step", ["chmod", "replace"])
def test_what_stops_writing_leaves_nothing(monkeypatch: pytest.MonkeyPatch, stop: BaseException, step: str):
    def stopping(*_arguments: object) -> None:
        raise stop

    before = set(Path().iterdir())
    monkeypatch.setattr(os, step, stopping)
    with pytest.raises((type(stop), OutputError)):
        write_whole({Path("new"): b"content"})
    assert set(Path().iterdir()) == before
