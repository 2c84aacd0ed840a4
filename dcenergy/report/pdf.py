"""The report on paper: a page printed to PDF by a Chromium that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from dcenergy.errors import OutputError
from dcenergy.output import encoded

VARIABLE = "DCENERGY_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
"""Browsers that print, by the names under which systems install them."""

TIMEOUT_S = 120.0
"""A print takes some 2 s; a browser that starts for the first time on a busy machine may take a minute."""

OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
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
        Where there is no browser, or it does not print.
    """
    program = browser()
    try:
        with tempfile.TemporaryDirectory(prefix="dcenergy-pdf-", dir=beside.resolve().parent) as folder:
            return _print(program, page, Path(folder))
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
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, timeout=TIMEOUT_S, check=False
            )
        except subprocess.TimeoutExpired as late:
            raise OutputError(
                f"{program}: did not print within {TIMEOUT_S:.0f} s; name another browser in ${VARIABLE}"
            ) from late
        except OSError as fault:
            raise OutputError(
                f"{program}: cannot be started ({fault.strerror}); name another in ${VARIABLE}"
            ) from fault
    if done.returncode or not target.is_file():
        last = (said.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["it said nothing"])[-1]
        raise OutputError(f"{program}: did not print (exit code {done.returncode}): {last[:300]}")
    return target.read_bytes()


def _without_sandbox() -> tuple[str, ...]:
    """Chromium's sandbox refuses to run as root, as containers do; the page is our own and runs no script."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if root else ()
