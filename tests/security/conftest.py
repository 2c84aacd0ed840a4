"""The command line, called as a user does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from attacks import Call, Outcome

from dcenergy.__main__ import main


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call dcenergy in the current folder."""
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))

    def invoke(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["dcenergy", *arguments])
        code = 0
        try:
            main()
        except SystemExit as leave:
            code = int(leave.code or 0)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return invoke
