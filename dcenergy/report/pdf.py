"""The report on paper: a page printed to PDF by a Chromium that is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dcenergy.errors import OutputError
from dcenergy.output import encoded

VARIABLE = "DCENERGY_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
"""Browsers that print, by the names under which systems install them."""

TIMEOUT_S = 120.0
"""A print takes some 2 s; a browser that starts for the first time on a busy machine may take a minute."""

BEGINNING, END, END_WITHIN = b"%PDF-", b"%%EOF", 1024
"""Of a PDF (ISO 32000-1, 7.5.2 and 7.5.5; readers look for the end in the last 1,024 bytes)."""

REMOVALS, REMOVAL_PAUSE_S = 50, 0.1

OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-domain-reliability",
    "--disable-dev-shm-usage",  # containers give it 64 MB
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # the page asks for nothing, and neither is the browser to
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)


def printed(page: str, beside: Path) -> bytes:
    """Return a page as PDF: its title, language and structure, on the paper that its style names.

    Parameters
    ----------
    beside : the file that it is for; what the browser needs meanwhile stands in its folder, which a browser
        kept apart from the system's (a snap) can read

    Raises
    ------
    OutputError
        Where there is no browser, or it does not print, or what it prints is no PDF.
    """
    program = browser()
    try:
        with _folder(beside.resolve().parent) as folder:
            return _print(program, page, folder)
    except OSError as fault:
        raise OutputError(f"{beside}: cannot be printed there ({fault.strerror}); name another place") from fault


def browser() -> str:
    """Return the browser that prints: the one that is named in the environment, or else the first that is found.

    Raises
    ------
    OutputError
        Where there is none.
    """
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise OutputError(f"{VARIABLE}={named}: is no program that can be run; name a Chromium or Chrome")
        return found
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise OutputError(
        "a PDF needs Chromium or Chrome, which prints it, and none is on the PATH; install one "
        f"(Debian: apt install chromium), or name it in ${VARIABLE}, or print the HTML report from any browser"
    )


def _print(program: str, page: str, folder: Path) -> bytes:
    source, target, said = folder / "report.html", folder / "report.pdf", folder / "said.txt"
    source.write_bytes(encoded(page))
    command = [
        program,
        *OPTIONS,
        *_without_sandbox(),
        f"--user-data-dir={folder / 'browser'}",
        f"--print-to-pdf={target}",
        source.as_uri(),
    ]
    with said.open("wb") as log:  # a file, not a pipe: what the browser started may hold a pipe open
        code = _ended(command, log)
    if code or not target.is_file():
        last = (said.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["it said nothing"])[-1]
        raise OutputError(f"{program}: did not print (exit code {code}): {last[:300]}")
    return _checked(program, target.read_bytes())


def _ended(command: list[str], log: BinaryIO) -> int:
    """Run the browser to its end and return its exit code; nothing that it started outlives this, come what may."""
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    except OSError as fault:
        raise OutputError(
            f"{command[0]}: cannot be started ({fault.strerror}); name another in ${VARIABLE}"
        ) from fault
    try:
        return process.wait(TIMEOUT_S)
    except subprocess.TimeoutExpired as late:
        raise OutputError(
            f"{command[0]}: did not print within {TIMEOUT_S:.0f} s; name another browser in ${VARIABLE}"
        ) from late
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started: they are of one group."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # the latter of a group of the dead (macOS)
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _checked(program: str, content: bytes) -> bytes:
    """Return a PDF; refuse what is none, or only its beginning."""
    if not content.startswith(BEGINNING) or END not in content[-END_WITHIN:]:
        raise OutputError(
            f"{program}: it printed no whole PDF ({len(content):,} bytes); name another browser in ${VARIABLE}"
        )
    return content


@contextlib.contextmanager
def _folder(within: Path) -> Iterator[Path]:
    """Make a folder for the user alone, and remove it; a killed browser may take a moment to let go of it."""
    folder = Path(tempfile.mkdtemp(prefix="dcenergy-pdf-", dir=within))
    try:
        yield folder
    finally:
        for _attempt in range(REMOVALS):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(REMOVAL_PAUSE_S)


def _without_sandbox() -> tuple[str, ...]:
    """Chromium's sandbox refuses to run as root, as containers do; the page is our own and runs no script."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if root else ()
