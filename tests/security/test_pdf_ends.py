"""The browser that prints: it prints a PDF, and neither it nor its folder outlives the command."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from attacks import SIMPLE

from dcenergy.errors import OutputError
from dcenergy.report import pdf

BROWSER = """#!{python}
import os, signal, subprocess, sys, time
for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
    signal.signal(each, signal.SIG_IGN)  # it does not want to end
child = subprocess.Popen(["sleep", "600"])  # nor does what it started
with open({pids!r}, "w") as file:
    file.write(f"{{os.getpid()}} {{child.pid}} ")
time.sleep(600)
"""


PLAIN = """
import signal
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may ignore it
signal.signal(signal.SIGINT, signal.default_int_handler)
from dcenergy.__main__ import main
main()
"""


def program(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and not yet collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def gone(pids: list[int]) -> bool:
    for _wait in range(50):
        if not any(map(is_alive, pids)):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look for processes in")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda each: each.name)
def test_a_signal_ends_the_browser_and_its_folder(tmp_path: Path, number: signal.Signals):
    project, pids = tmp_path / "project", tmp_path / "pids"
    project.mkdir()
    (project / "a.yaml").write_text(SIMPLE)
    browser = program(tmp_path / "browser", BROWSER.format(python=sys.executable, pids=str(pids)))
    run = subprocess.Popen(
        [sys.executable, "-c", PLAIN, "run", "a.yaml", "--no-report", "--pdf", "a.pdf"],
        cwd=project,
        env={**os.environ, pdf.VARIABLE: str(browser), "DCENERGY_CACHE_DIR": str(tmp_path / "cache")},
        stderr=subprocess.PIPE,
    )
    try:
        for _wait in range(600):
            if pids.exists() and len(pids.read_text().split()) == 2 and pids.read_text().endswith(" "):
                break
            time.sleep(0.1)
        started = [int(each) for each in pids.read_text().split()]
        assert all(map(is_alive, started))
        assert len(list(project.iterdir())) == 2
        run.send_signal(number)
        _out, err = run.communicate(timeout=60)
    finally:
        run.kill()
    assert gone(started)
    assert [each.name for each in project.iterdir()] == ["a.yaml"]
    assert b"stopped" in err
    assert b"Traceback" not in err
    assert run.returncode == (1 if number == signal.SIGINT else -number)


def test_a_run_that_ignores_hangups_goes_on(tmp_path: Path):
    # as under nohup
    code = (
        "import os, signal; from dcenergy.stopping import stoppable\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "with stoppable(): os.kill(os.getpid(), signal.SIGHUP); print('goes on')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "goes on\n"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to look for processes in")
def test_what_a_browser_leaves_running_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pids, out = tmp_path / "pids", tmp_path / "out"
    out.mkdir()
    text = f"""#!{sys.executable}
import subprocess, sys
child = subprocess.Popen(["sleep", "600"])
open({str(pids)!r}, "w").write(str(child.pid))
[target] = [each.partition("=")[2] for each in sys.argv if each.startswith("--print-to-pdf=")]
open(target, "wb").write(b"%PDF-1.7 ... %%EOF")
"""
    monkeypatch.setenv(pdf.VARIABLE, str(program(tmp_path / "browser", text)))
    assert pdf.printed("page", out / "a.pdf") == b"%PDF-1.7 ... %%EOF"
    assert gone([int(pids.read_text())])
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>%PDF-1.7 %%EOF", b"%PDF-1.7 cut off", b"%PDF-1.7 %%EOF" + b" " * 2000, b" %PDF-1.7 %%EOF"],
)
def test_what_is_no_pdf_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes):
    text = f"""#!{sys.executable}
import sys
[target] = [each.partition("=")[2] for each in sys.argv if each.startswith("--print-to-pdf=")]
open(target, "wb").write({content!r})
"""
    (tmp_path / "out").mkdir()
    monkeypatch.setenv(pdf.VARIABLE, str(program(tmp_path / "browser", text)))
    with pytest.raises(OutputError, match="it printed no whole PDF"):
        pdf.printed("page", tmp_path / "out/a.pdf")
    assert list((tmp_path / "out").iterdir()) == []


def test_the_folder_of_the_browser_is_the_users_alone(tmp_path: Path):
    with pdf._folder(tmp_path) as folder:
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "file").write_text("")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not any(map(shutil.which, pdf.NAMES)), reason="no Chromium or Chrome is installed")
def test_a_real_browser_prints_and_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(pdf.VARIABLE, raising=False)
    assert pdf.printed("<!doctype html><title>A page</title><p>Text", tmp_path / "a.pdf").startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == []
    mine = [path for path in Path("/proc").glob("[0-9]*/cmdline") if str(tmp_path).encode() in _read(path)]
    assert not mine


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
