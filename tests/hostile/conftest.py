"""The command line in a folder of its own: called in this process, or started as a shell starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from outcomes import SIMPLE, Call, Outcome, called


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a small profile in it; the cache is elsewhere."""
    here = tmp_path / "here"
    here.mkdir()
    (here / "s.yaml").write_text(SIMPLE)
    monkeypatch.chdir(here)
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))
    return here


@pytest.fixture
def call(folder: Path) -> Call:
    """Call dcenergy in this process."""
    return called


@pytest.fixture
def start(folder: Path) -> Call:
    """Start dcenergy in a process of its own; `first` is Python that runs before it, in the same process."""

    def started(*arguments: str, first: str = "", env: dict[str, str] | None = None, **streams: Any) -> Outcome:
        given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        program = f"{first}\nfrom dcenergy.__main__ import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            env={**os.environ, **(env or {})},
            timeout=60,
            check=False,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            **given,
        )
        return Outcome(done.returncode, done.stdout or "", done.stderr or "")

    return started
