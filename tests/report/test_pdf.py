"""Printing without a browser: what is asked of it, and what is said where it fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dcenergy.errors import OutputError
from dcenergy.report import pdf

PAGE = "<!doctype html><title>A page</title>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Path:
    """A program in the place of the browser."""
    path = tmp_path / "browser"
    path.write_text(f"#!{sys.executable}\nimport sys\n{text}\n")
    path.chmod(0o755)
    monkeypatch.setenv(pdf.VARIABLE, str(path))
    return path


COPY = """
from pathlib import Path
from urllib.parse import unquote, urlparse
[target] = [each.partition("=")[2] for each in sys.argv if each.startswith("--print-to-pdf=")]
page = Path(unquote(urlparse(sys.argv[-1]).path)).read_bytes()
Path(target).write_bytes(b"%PDF-1.4\\n" + page + repr(sys.argv).encode() + b"\\n%%EOF\\n")
"""


def test_the_browser_gets_the_page_and_leaves_nothing(tmp_path, folder, monkeypatch):
    program(tmp_path, monkeypatch, COPY)
    content = pdf.printed(PAGE, folder / "report.pdf").decode()
    assert content.startswith("%PDF-1.4\n" + PAGE)
    assert "--no-pdf-header-footer" in content
    # nothing of it may remain, nor go anywhere
    assert list(folder.iterdir()) == []
    assert "MAP * ~NOTFOUND" in content
    assert f"--user-data-dir={folder}" in content


@pytest.mark.parametrize(("uid", "sandboxed"), [(0, False), (1000, True)])
def test_the_sandbox_is_left_away_for_root_alone(tmp_path, folder, monkeypatch, uid, sandboxed):
    program(tmp_path, monkeypatch, COPY)
    monkeypatch.setattr("os.geteuid", lambda: uid)
    content = pdf.printed(PAGE, folder / "report.pdf").decode()
    assert ("--no-sandbox" not in content) == sandboxed


def test_a_browser_that_fails_is_named_with_its_last_words(tmp_path, folder, monkeypatch):
    path = program(tmp_path, monkeypatch, "print('first'); print('no more memory', file=sys.stderr); sys.exit(5)")
    with pytest.raises(OutputError, match=r"did not print \(exit code 5\): no more memory") as caught:
        pdf.printed(PAGE, folder / "report.pdf")
    assert str(path) in str(caught.value)
    assert list(folder.iterdir()) == []


def test_a_browser_that_makes_no_file_has_not_printed(tmp_path, folder, monkeypatch):
    program(tmp_path, monkeypatch, "")
    with pytest.raises(OutputError, match="it said nothing"):
        pdf.printed(PAGE, folder / "report.pdf")


def test_a_browser_that_hangs_is_stopped(tmp_path, folder, monkeypatch):
    program(tmp_path, monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(pdf, "TIMEOUT_S", 0.3)
    with pytest.raises(OutputError, match="did not print within"):
        pdf.printed(PAGE, folder / "report.pdf")
    assert list(folder.iterdir()) == []


def test_without_a_browser_it_is_told_what_to_install(folder, monkeypatch):
    monkeypatch.delenv(pdf.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(OutputError, match="install one"):
        pdf.printed(PAGE, folder / "report.pdf")


def test_a_browser_that_is_named_and_is_none(folder, monkeypatch):
    monkeypatch.setenv(pdf.VARIABLE, "/no/such/browser")
    with pytest.raises(OutputError, match="/no/such/browser: is no program"):
        pdf.printed(PAGE, folder / "report.pdf")


def test_a_folder_that_is_not_there(tmp_path, monkeypatch):
    program(tmp_path, monkeypatch, COPY)
    with pytest.raises(OutputError, match="cannot be printed there"):
        pdf.printed(PAGE, tmp_path / "nowhere" / "report.pdf")
