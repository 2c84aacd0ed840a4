"""One attempt, made in this process as the program makes it, and how it ended."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

from dcenergy.__main__ import INPUT_ERROR, main
from fuzz import laws
from fuzz.sample import Attempt

LONGEST_S = 5.0
"""An attempt that takes more of a processor hangs."""

LONGEST_WAIT_S = 30.0
"""An attempt that takes longer hangs, too: it waits for something. Not less, since the machine may be busy."""

PACKAGE = "dcenergy"


class Ended(StrEnum):
    """How an attempt may end; all but the first two are faults of ours."""

    DONE = "done"
    REFUSED = "refused"
    FAULT = "fault"
    NAN = "nan"
    HANG = "hang"
    LAW = "law broken"


GOOD = (Ended.DONE, Ended.REFUSED)


@dataclass(frozen=True)
class Outcome:
    """How it ended; where and why, if it did not end well."""

    ended: Ended
    place: str = ""
    words: str = ""
    seconds: float = 0.0  # of a processor


class Hang(BaseException):
    """It takes too long; no handler of errors may catch this."""


def tried(attempt: Attempt) -> Outcome:
    """Make an attempt in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=_memory()))
    start = time.process_time()
    try:
        outcome = _in(folder, attempt)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Outcome(outcome.ended, outcome.place, outcome.words, time.process_time() - start)


def _memory() -> str | None:
    return "/dev/shm" if os.path.isdir("/dev/shm") else None


def _in(folder: Path, attempt: Attempt) -> Outcome:
    laid(folder, attempt)
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors) for errors in ("strict", "backslashreplace"))
    argv = [PACKAGE, *attempt.arguments]
    streams: dict[str, Any] = {"stdout": out, "stderr": err, "stdin": io.StringIO(), "argv": argv}
    variables = {"DCENERGY_DEBUG": "1", **attempt.environment}
    code: object = 0
    try:
        with chdir(folder), patch.multiple(sys, **streams), _environment(variables), _alarm():
            main()
    except SystemExit as leave:
        code = leave.code
    except Hang as late:
        return Outcome(Ended.HANG, place(late), f"over {LONGEST_S:g} s of work or {LONGEST_WAIT_S:g} s of waiting")
    except Exception as fault:
        not_finite = isinstance(fault, ValueError) and "not JSON compliant" in str(fault)
        return Outcome(
            Ended.NAN if not_finite else Ended.FAULT, place(fault), f"{type(fault).__name__}: {fault}"[:400]
        )
    if code == INPUT_ERROR:
        return Outcome(Ended.REFUSED, words=_read(err))
    if code not in (0, None):
        return Outcome(Ended.FAULT, "exit", f"exit {code}: {_read(err)[:300]}")
    return _judged(folder, attempt, _read(out))


def _judged(folder: Path, attempt: Attempt, printed: str) -> Outcome:
    """Judge what a command that was done has printed and written."""
    if attempt.arguments[0] in ("run", "compare") and attempt.arguments[-2:] and "-" in attempt.arguments:
        if found := list(laws.not_finite(printed)):
            return Outcome(Ended.NAN, "json", f"{found[:3]}")
        if attempt.arguments[0] == "run" and (found := list(laws.broken(json.loads(printed)))):
            return Outcome(Ended.LAW, found[0].split(" is ")[0].split(" add ")[0], "; ".join(found))
    page = folder / "out.html"
    if page.exists() and (hit := laws.NOT_A_NUMBER.search(page.read_text(encoding="utf-8"))) and not _says(attempt):
        return Outcome(Ended.NAN, "report", hit[0])
    return Outcome(Ended.DONE)


def _says(attempt: Attempt) -> bool:
    """Say whether the input itself holds such a word, which the page repeats with the text of the profile."""
    texts = (each if isinstance(each, str) else each.decode("utf-8", "replace") for each in attempt.files.values())
    return any(laws.NOT_A_NUMBER.search(text) for text in (*texts, *attempt.arguments))


def laid(folder: Path, attempt: Attempt) -> None:
    """Write the files of an attempt into a folder."""
    for name, content in attempt.files.items():
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        (folder / name).write_bytes(data)


def place(fault: BaseException) -> str:
    """Return where in the package a fault came from: module and function, by which faults are grouped."""
    frames = [each for each in traceback.extract_tb(fault.__traceback__) if f"/{PACKAGE}/" in each.filename]
    if not frames:
        return "outside"
    last = frames[-1]
    return f"{last.filename.rpartition(f'/{PACKAGE}/')[2]}:{last.name}"


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8", "replace")


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    with patch.dict(os.environ, variables):
        time.tzset()
        yield
    time.tzset()


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise Hang

    before = {number: signal.signal(number, ring) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_WAIT_S)
    try:
        yield
    finally:
        for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
            signal.setitimer(timer, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
