"""Streams that are closed or full, a full disk, signals, locales and clocks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, tzinfo
from pathlib import Path

import pytest
from outcomes import Call, told

QUIET = ("--no-report", "--json", "-")
RUN = ("run", "s.yaml", "--report", "out.html", "--json", "out.json")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")


def without(stream: int) -> str:
    """Return Python that closes a stream before anything else is done, as `>&-` of a shell does."""
    name = ("stdin", "stdout", "stderr")[stream]
    return f"import os, sys; sys.{name}.close(); sys.{name} = None"


@pytest.mark.parametrize("stream", [0, 1, 2])
def test_a_stream_that_is_closed(start: Call, folder: Path, stream: int):
    outcome = start(*RUN, first=without(stream))
    assert (outcome.code, outcome.err) == (0, "")
    assert (folder / "out.html").stat().st_size > 10_000


def test_a_new_profile_without_standard_input(start: Call, call: Call):
    assert start("profiles", "new", "n.yaml", "--place", "helsinki", first=without(0)).code == 0
    assert call("check", "n.yaml").code == 0


@pytest.mark.parametrize("command", [("run", "s.yaml"), ("compare", "s.yaml", "simple")])
def test_what_is_printed_alone_needs_standard_output(start: Call, command: tuple[str, ...]):
    assert "standard output is closed; name a file instead of -" in told(start(*command, *QUIET, first=without(1)))


@FULL
@pytest.mark.parametrize(
    "command",
    [
        ("run", "s.yaml", *QUIET),
        ("run", "s.yaml", "--no-report"),
        ("compare", "s.yaml", "simple", "--no-report"),
        ("check", "s.yaml"),
        ("profiles", "keys"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_standard_output_that_is_full(start: Call, command: tuple[str, ...]):
    with open("/dev/full", "w", encoding="utf-8") as full:
        assert "cannot print: No space left on device" in told(start(*command, stdout=full))


@FULL
@pytest.mark.parametrize("command", [("run", "nowhere.yaml"), ("run", "--nowhere")])
def test_messages_that_nobody_can_read(start: Call, command: tuple[str, ...]):
    with open("/dev/full", "w", encoding="utf-8") as full:
        assert start(*command, stderr=full).code == 2


@FULL
@pytest.mark.parametrize("option", ["--report", "--json", "--hourly", "--markdown"])
def test_a_device_that_is_full(call: Call, option: str):
    told(call("run", "s.yaml", option, "/dev/full"))


@pytest.mark.parametrize("size", [0, 5_000])
def test_a_disk_that_is_full(start: Call, folder: Path, size: int):
    # no file may be longer than `size`, as no file can be on a full disk; neither output is written, nor a part of it
    (folder / "out.json").write_text("before")
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    message = told(start(*RUN, first=limit))
    assert "cannot be written (File too large)" in message
    assert sorted(os.listdir(folder)) == ["out.json", "s.yaml"]
    assert (folder / "out.json").read_text() == "before"


def test_a_cache_on_a_full_disk_costs_a_note(start: Call, folder: Path):
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))"  # a year has 650 kB
    outcome = start("run", "dongjiang-lake", *QUIET, first=limit)
    assert outcome.code == 0, outcome.err
    assert any("cache could not be written" in note for note in json.loads(outcome.out)["notes"])


KILLED = """
import os, signal
move = os.replace
def struck(*names):
    if {after}: move(*names)
    os.kill(os.getpid(), {number})
    if not {after}: move(*names)
os.replace = struck
"""


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_killed_while_it_writes(start: Call, call: Call, folder: Path, number: signal.Signals, after: bool):
    for name in ("out.html", "out.json"):
        (folder / name).write_text("before")
    outcome = start(*RUN, first=KILLED.format(number=int(number), after=after))
    assert outcome.code in (1, -number, 128 + number)
    assert "Traceback" not in outcome.err
    for name in ("out.html", "out.json"):
        text = (folder / name).read_text(encoding="utf-8")
        assert text == "before" or text.rstrip().endswith(("</html>", "}"))  # the old one or the new one, whole
    assert call(*RUN).code == 0
    json.loads((folder / "out.json").read_text(encoding="utf-8"))


def test_interrupted_it_leaves_nothing_behind(start: Call, folder: Path):
    outcome = start(*RUN, first=KILLED.format(number=int(signal.SIGINT), after=False))
    assert (outcome.code, outcome.err) == (1, "\ndcenergy: stopped\n")
    assert os.listdir(folder) == ["s.yaml"]


def test_killed_while_it_keeps_a_year(start: Call, call: Call):
    # the cache: what is half there is not there
    outcome = start("run", "dongjiang-lake", *QUIET, first=KILLED.format(number=int(signal.SIGKILL), after=False))
    assert outcome.code == -signal.SIGKILL
    again = call("run", "dongjiang-lake", *QUIET)
    assert again.code == 0
    assert not [note for note in json.loads(again.out)["notes"] if "cache" in note]


PLAIN = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # without them Python takes the C locale for UTF-8


@pytest.mark.parametrize(
    ("locale", "encoding"),
    [("C", ""), ("POSIX", "ascii:strict"), ("C.UTF-8", "latin-1"), ("xx_YY.nothing", "utf-16"), ("\udcff", "ascii")],
)
def test_locales(start: Call, folder: Path, locale: str, encoding: str):
    (folder / "数据.yaml").write_text((folder / "s.yaml").read_text().replace("Simple", "数据中心"))
    env = {"LC_ALL": locale, "LANG": locale, **PLAIN, **({"PYTHONIOENCODING": encoding} if encoding else {})}
    outcome = start("run", "数据.yaml", "--report", "数据.html", "--json", "数据.json", env=env)
    assert outcome.code == 0, outcome.err
    assert "数据中心" in (folder / "数据.html").read_text(encoding="utf-8")
    assert json.loads((folder / "数据.json").read_text(encoding="utf-8"))["profile"]["name"] == "数据中心"


def test_a_message_of_letters_that_the_terminal_does_not_know(start: Call):
    # each byte of a name that the locale has no letter for is one question mark
    assert r"\udce6\udcb2\udca1\udce6\udc9c\udc89.yaml: there is no such file" in told(
        start("run", "没有.yaml", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", **PLAIN})
    )


YEARS = {1969: -86_400, 1970: 0, 2100: 4_102_444_800, 9999: 253_402_214_400}


@pytest.mark.parametrize("year", YEARS)
def test_clocks(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch, year: int):
    # entries of a zip archive, which the cache and a workbook are, can be dated from 1980 to 2107 alone
    seconds, local = YEARS[year], time.localtime

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls.fromtimestamp(seconds, tz)

    monkeypatch.setattr(time, "time", lambda: float(seconds))
    monkeypatch.setattr(time, "localtime", lambda moment=None: local(seconds if moment is None else moment))
    monkeypatch.setattr("dcenergy.report.files.datetime", Clock)
    given = ("--report", "o.html", "--xlsx", "o.xlsx", "--markdown", "o.md", "--json", "o.json")
    outcome = call("run", "dongjiang-lake", *given)
    assert (outcome.code, outcome.err) == (0, "")
    assert f"{year}-" in (folder / "o.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("run", "simple"), ("compare", "simple", "dongjiang-lake"), ("check", "simple")])
def test_a_folder_that_is_gone(start: Call, folder: Path, command: tuple[str, ...]):
    first = "import os; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')"
    assert "the current folder is gone" in told(start(*command, first=first))


@pytest.mark.parametrize("variables", [{}, {"HOME": "/nonexistent"}, {"HOME": ""}])
def test_an_empty_environment(folder: Path, variables: dict[str, str]):
    command = [sys.executable, "-m", "dcenergy", "run", "s.yaml"]
    done = subprocess.run(command, env=variables, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
