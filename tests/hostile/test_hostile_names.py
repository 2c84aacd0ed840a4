"""Names of files that no file can have, that are no text, that lead in a circle, or that are out of reach."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

import pytest
from outcomes import SIMPLE, Call, called, told

QUIET = ("--no-report", "--json", "-")
READING = (
    ("run", "{}", *QUIET),
    ("run", "s.yaml", *QUIET, "--weather", "{}"),
    ("check", "{}"),
    ("compare", "s.yaml", "{}", *QUIET),
    ("weather", "info", "{}"),
    ("weather", "normals", "{}"),
    ("weather", "info", "--profile", "{}"),
    ("weather", "make", "--normals", "{}", "out.epw"),
    ("weather", "make", "--normals", "{}.csv", "out.epw"),
    ("profiles", "show", "{}"),
    ("reference", "show", "{}"),
)
WRITING = (
    ("run", "s.yaml", "--report", "{}.html"),
    ("run", "s.yaml", "--no-report", "--json", "{}.json"),
    ("run", "s.yaml", "--no-report", "--hourly", "{}.csv"),
    ("run", "s.yaml", "--no-report", "--markdown", "{}.md"),
    ("run", "s.yaml", "--no-report", "--xlsx", "{}.xlsx"),
    ("compare", "s.yaml", "simple", "--report", "{}.html"),
    ("compare", "s.yaml", "simple", "--no-report", "--csv", "{}.csv"),
    ("weather", "make", "--normals", "helsinki", "{}.epw"),
    ("profiles", "new", "{}.yaml", "--place", "helsinki"),
)
OF_FILES = [command for command in READING if command[0] not in ("profiles", "reference")]
NAMES = {
    "longer than a name may be": "a" * 300,
    "longer than a path may be": "a/" * 3000,
    "under a file": "s.yaml/below",
    "longer, of many bytes": "数" * 100,  # 300 bytes in UTF-8
    "longer, no text": "\udcff" * 256,
}


def filled(command: tuple[str, ...], name: str) -> list[str]:
    return [part.replace("{}", name) for part in command]


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_what_cannot_be_read_is_refused(call: Call, command: tuple[str, ...], name: str):
    told(call(*filled(command, name)))


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_what_cannot_be_written_is_refused(call: Call, folder: Path, command: tuple[str, ...], name: str):
    told(call(*filled(command, name)))
    assert os.listdir(folder) == ["s.yaml"]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_link_in_a_circle_is_not_read(call: Call, folder: Path, command: tuple[str, ...]):
    for name in ("loop", "loop.csv"):
        (folder / name).symlink_to(name)
    told(call(*filled(command, "loop")))


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_link_in_a_circle_is_not_written_over(call: Call, folder: Path, command: tuple[str, ...]):
    loops = [folder / f"loop{Path(part).suffix}" for part in command if part.startswith("{}")]
    for loop in loops:
        loop.symlink_to(loop.name)
    assert "loop" in told(call(*filled(command, "loop")))
    assert all(loop.is_symlink() for loop in loops)


def test_a_circle_of_links_in_what_a_profile_names(call: Call, folder: Path):
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "loop.csv").symlink_to("loop.csv")
    for line in (
        "extends: loop.yaml",
        "baseline: {profile: loop.yaml}",
        "site: {weather: {file: loop.csv}}",
        "site: {weather: {normals: loop.csv}}",
        "cost: {currency: EUR, price_year: 2024, tariff: {file: loop.csv}}",
        "supply: {grid: {file: loop.csv}}",
    ):
        (folder / "p.yaml").write_text(f"{SIMPLE}{line}\n")
        assert "loop" in told(call("run", "p.yaml", *QUIET))


def test_names_that_are_no_text(call: Call, folder: Path):
    # bytes of another encoding, as an old disk has them: whatever is written says "?" where the name stands
    (folder / "caf\udce9.yaml").write_text(SIMPLE)
    outputs = ("report", "html"), ("json", "json"), ("markdown", "md"), ("xlsx", "xlsx"), ("hourly", "csv")
    given = [part for kind, ending in outputs for part in (f"--{kind}", f"\udcff.{ending}")]
    assert call("run", "caf\udce9.yaml", *given).code == 0
    beside = ("--report", "c.html", "--json", "c.json", "--csv", "c.csv", "--markdown", "c.md", "--xlsx", "c.xlsx")
    assert call("compare", "caf\udce9.yaml", "s.yaml", *beside).code == 0
    assert json.loads((folder / "\udcff.json").read_text(encoding="utf-8"))["profile"]["name"] == "Simple"
    assert len(json.loads((folder / "c.json").read_text(encoding="utf-8"))["designs"]) == 2
    assert r"caf\udce9.yaml" in (folder / "c.html").read_text(encoding="utf-8")


def test_standard_output_takes_names_that_are_no_text(start: Call, folder: Path):
    (folder / "caf\udce9.yaml").write_text(SIMPLE)
    for command in (("run", "caf\udce9.yaml", *QUIET), ("compare", "caf\udce9.yaml", "s.yaml", *QUIET)):
        outcome = start(*command)
        assert outcome.code == 0, outcome.err
        json.loads(outcome.out)


@pytest.fixture(scope="module")
def _imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Import and read whatever is met on the way, before the right to do so goes."""
    with chdir(tmp_path_factory.mktemp("imported")):
        Path("s.yaml").write_text(SIMPLE)
        for command in WRITING:
            assert called(*filled(command, "first")).code == 0


@pytest.fixture
def public(_imported: None, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current folder, which any user may enter: pytest's own are for the user alone who runs it."""
    here = Path(tempfile.mkdtemp(prefix="dcenergy-test-"))
    here.chmod(0o755)
    (here / "s.yaml").write_text(SIMPLE)
    (here / "shut").mkdir()
    monkeypatch.chdir(here)
    yield here
    (here / "shut").chmod(0o700)
    shutil.rmtree(here)


@contextmanager
def nobody() -> Iterator[None]:
    """Work as a user who owns nothing; root, who runs many a test, may do all."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.parametrize("command", OF_FILES, ids=" ".join)
def test_what_nobody_may_read(public: Path, command: tuple[str, ...]):
    for name in ("x", "x.csv"):
        (public / "shut" / name).write_text(SIMPLE)
    (public / "shut").chmod(0)
    with nobody():
        outcome = called(*filled(command, "shut/x"))
    assert "shut/x" in told(outcome)


def test_a_folder_that_nobody_may_list(public: Path):
    (public / "shut" / "a.yaml").write_text(SIMPLE)
    (public / "shut").chmod(0)
    with nobody():
        outcome = called("compare", "shut", *QUIET)
    assert "shut: cannot be read (Permission denied); check its permissions" in told(outcome)


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_folder_that_nobody_may_write_to(public: Path, command: tuple[str, ...]):
    (public / "shut").chmod(0o555)
    with nobody():
        outcome = called(*filled(command, "shut/x"))
    assert "shut/x" in told(outcome)
    assert os.listdir(public / "shut") == []


@pytest.mark.parametrize("command", [*READING, *WRITING], ids=" ".join)
def test_a_folder_where_a_file_is_expected(call: Call, folder: Path, command: tuple[str, ...]):
    for ending in ("", ".html", ".json", ".csv", ".md", ".xlsx", ".epw", ".yaml"):
        (folder / f"d{ending}").mkdir()
    told(call(*filled(command, "d")))


def test_a_pipe_and_a_device_where_a_file_is_expected(call: Call, folder: Path):
    os.mkfifo(folder / "pipe")
    for name in ("pipe", "/dev/null"):
        for command in READING:
            told(call(*filled(command, name)))


def test_a_pattern_of_a_hundred_thousand_brackets(call: Call):
    # a pattern of so many open brackets takes minutes to match against nothing
    outcome = call("compare", "[" * 131_072, "dongjiang-lake", "--no-report")
    assert outcome.code == 2
    assert "has 131,072 letters" in outcome.err
