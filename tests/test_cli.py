"""The command line as a user meets it: what it prints, writes and returns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from dcenergy.__main__ import main

SIMPLE = """\
name: Simple
it:
  servers: [{count: 1000}]
cooling: {system: fixed_pue, pue: 1.2}
supply: {renewable_share: 0.9}
"""


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str


Call = Callable[..., Outcome]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call dcenergy in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / ".cache"))

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


def visible(folder: Path) -> set[str]:
    """Files in a folder but for the cache."""
    return {path.name for path in folder.iterdir() if path.name != ".cache"}


def test_run_prints_a_table_and_writes_the_report(call: Call, tmp_path: Path):
    outcome = call("run", "dongjiang-lake")
    assert outcome.code == 0, outcome.err
    assert "PUE" in outcome.out
    assert "dongjiang-lake.html" in outcome.out
    assert visible(tmp_path) == {"dongjiang-lake.html"}


def test_report_is_small(call: Call, tmp_path: Path):
    call("run", "dongjiang-lake")
    assert (tmp_path / "dongjiang-lake.html").stat().st_size < 400_000


def test_json_to_standard_output_is_json_alone(call: Call):
    outcome = call("run", "dongjiang-lake", "--no-report", "--json", "-")
    document = json.loads(outcome.out)
    assert outcome.code == 0
    # the contract: these keys, and null (never 0) where nothing is known
    assert set(document) >= {
        "dcenergy", "profile", "weather", "indicators", "energy_kwh", "peak_kw", "cooling", "water_l", "water_body",
        "supply_kwh", "carbon_kg", "cost", "savings", "bands", "compliance", "claims", "notes",
    }  # fmt: skip
    energy = document["energy_kwh"]
    parts = [kwh for part, kwh in energy.items() if part not in {"facility", "reused_heat"}]
    assert sum(parts) == pytest.approx(energy["facility"], rel=1e-9)
    assert document["savings"]["energy_kwh"] > 0
    assert document["bands"] is None


def test_a_profile_of_five_lines(call: Call, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text(SIMPLE)
    document = json.loads(call("run", "mine.yaml", "--no-report", "--json", "-").out)
    # 1,000 servers of 275 W, 1.29 % more in air of 26 degC, for 8,760 h
    assert document["energy_kwh"]["it"] == pytest.approx(275 * 1.0129 * 8760, rel=1e-9)
    assert document["indicators"]["pue"] == pytest.approx(1.2, rel=1e-12)
    assert document["energy_kwh"]["other"] == pytest.approx(0.2 * document["energy_kwh"]["it"], rel=1e-9)
    for part in ("fans", "pumps", "chillers", "electrical_losses"):
        assert document["energy_kwh"][part] is None
    assert document["weather"]["kind"] == "none"
    assert document["indicators"]["renewable_share_annual"] == 0.9
    assert document["indicators"]["cfe_hourly"] is None
    assert document["indicators"]["wue_l_per_kwh"] is None
    assert document["water_body"] is None


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_hourly_table(call: Call, tmp_path: Path, ending: str):
    outcome = call("run", "dongjiang-lake", "--no-report", "--hourly", f"hours.{ending}", "--json", "figures.json")
    assert outcome.code == 0, outcome.err
    hours = pd.read_csv("hours.csv") if ending == "csv" else pd.read_parquet("hours.parquet")
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert len(hours) == 8760
    # the CSV prints ten digits
    assert hours["facility_kw"].sum() == pytest.approx(figures["energy_kwh"]["facility"], rel=1e-9)


def test_set_changes_a_value(call: Call):
    document = json.loads(
        call("run", "dongjiang-lake", "--no-report", "--json", "-", "--set", "it.servers.0.count=10").out
    )
    assert document["energy_kwh"]["it"] == pytest.approx(10 * 0.275 * 1.0129 * 8760, rel=1e-9)


def test_check_names_every_bad_profile(call: Call, tmp_path: Path):
    (tmp_path / "good.yaml").write_text(SIMPLE)
    (tmp_path / "bad.yaml").write_text(SIMPLE.replace("pue: 1.2", "pue: 0.8"))
    outcome = call("check", "bad.yaml", "good.yaml")
    assert outcome.code == 2
    assert "bad.yaml:4" in outcome.err
    assert "good.yaml: valid" in outcome.out


WEATHER = "extends: base/air-chilled\nsite: {weather: {%s}}\n"

UNREAD = {
    # `run` would stop at each of these; so does `check`, at the same place
    "a place": (WEATHER % "normals: zixin", "p.yaml:2:18: site.weather.normals: no normals of `zixin`"),
    "a weather file": (WEATHER % "file: none.epw", "p.yaml:2:18: site.weather.file: none.epw: no such weather file"),
    "normals of one's own": (
        WEATHER % "normals: none.csv",
        "p.yaml:2:18: site.weather.normals: none.csv: no such file",
    ),
    "a series": (
        WEATHER % "normals: zixing" + "supply: {grid: {file: none.csv}}\n",
        "p.yaml:3:17: file: none.csv: there is no such file",
    ),
    "a baseline": (
        WEATHER % "normals: zixing" + "baseline: {profile: none}\n",
        "p.yaml:3:12: baseline.profile: none: there is no such file",
    ),
    "a base": ("extends: none\n", "p.yaml:1:1: extends: none: there is no such file"),
    "no weather at all": (
        "extends: base/air-chilled\n",
        "p.yaml: site.weather: is missing, and the cooling needs it",
    ),
    "a grid": (
        WEATHER % "normals: zixing" + "supply: {grid: {factor: nowhere}}\n",
        "p.yaml:3:10: supply.grid: `nowhere` is not in",
    ),
}


@pytest.mark.parametrize("case", UNREAD)
def test_check_reads_all_that_run_reads(call: Call, tmp_path: Path, case: str):
    text, said = UNREAD[case]
    (tmp_path / "p.yaml").write_text(text)
    checked, ran = call("check", "p.yaml"), call("run", "p.yaml", "--no-report")
    assert (checked.code, checked.out) == (2, "")
    assert checked.err == ran.err
    assert said in checked.err


def test_check_fetches_nothing_and_says_so(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("socket.socket", None)  # whoever opens one fails
    place = "latitude_deg: 50, longitude_deg: 8, altitude_m: 100, utc_offset_h: 1"
    (tmp_path / "p.yaml").write_text(f"extends: base/air-chilled\nsite: {{{place}, weather: {{online: pvgis}}}}\n")
    outcome = call("check", "p.yaml")
    assert outcome.code == 0, outcome.err
    assert outcome.out == "p.yaml: valid\n  not read: the weather, which run fetches from pvgis\n"


def test_check_takes_what_run_takes(call: Call, tmp_path: Path):
    (tmp_path / "p.yaml").write_text("extends: base/air-chilled\n")
    assert call("check", "p.yaml", "--set", "site.weather.normals=zixing").code == 0
    outcome = call("check", "p.yaml", "--set", "site.weather.normals=zixing", "--set", "it.air_delta_t_k=25")
    assert "  note: it.air_delta_t_k is 25 K; usual is 8 to 20." in outcome.out
    far = call("check", "p.yaml", "--set", "site.weather.normals=zixing", "--set", "it.air_delta_t_k=2").out
    assert far.splitlines()[1].startswith("  may move a figure by over 1%: it.air_delta_t_k is 2 K")


def test_every_profile_of_a_folder_is_checked(call: Call, tmp_path: Path):
    for folder in ("sites", "empty"):
        (tmp_path / folder).mkdir()
    (tmp_path / "sites" / "a.yaml").write_text(SIMPLE.replace("pue: 1.2", "pue: 0.8"))
    (tmp_path / "sites" / "b.yaml").write_text(SIMPLE)
    outcome = call("check", "empty", "sites")
    assert (outcome.code, outcome.out) == (2, "sites/b.yaml: valid\n")
    assert [line.partition(": ")[0] for line in outcome.err.removeprefix("dcenergy: ").splitlines()] == [
        "empty",
        "sites/a.yaml:4:30",
    ]


def test_profiles_of_a_folder_may_end_in_yml(call: Call, tmp_path: Path):
    (tmp_path / "sites").mkdir()
    for name in ("a.yaml", "b.yml", "C.YML"):
        (tmp_path / "sites" / name).write_text(SIMPLE)
    assert call("check", "sites").out.count(": valid") == 3
    assert call("check", "sites/b").out.startswith("sites/b: valid")
    assert call("run", "sites/b", "--no-report").code == 0


@pytest.mark.parametrize(
    ("arguments", "package", "extra"),
    [
        (("--xlsx", "a.xlsx"), "xlsxwriter", "xlsx"),
        (("--hourly", "a.parquet"), "pyarrow", "parquet"),
        (("--explorer",), "bokeh", "explorer"),
    ],
)
def test_what_is_not_installed_is_named_before_anything_is_computed(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], package: str, extra: str
):
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setattr("dcenergy.study.case.run", None)  # whoever simulates fails
    outcome = call("run", "dongjiang-lake", *arguments)
    assert outcome.code == 2
    assert outcome.err.startswith(f"dcenergy: {arguments[0]}")
    assert f"needs {package}; pip install 'dcenergy[{extra}]', or leave it away" in outcome.err
    assert "--csv" not in outcome.err
    assert visible(tmp_path) == set()


def test_profiles_list_show_and_schema(call: Call):
    listed = call("profiles", "list").out
    assert "dongjiang-lake" in listed
    assert "base/air-chilled" in listed
    assert "system: lake_water" in call("profiles", "show", "dongjiang-lake").out
    assert "$schema" in json.loads(call("profiles", "schema").out)


LAUGHS = "a: &a0 [x, x]\n" + "".join(
    f"b{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10)
)  # 9^9 items, were it spelled out

BAD = {
    "unknown key": (SIMPLE.replace("count:", "cuont:"), ["mine.yaml:3", "cuont", "count"]),
    "outside physics": (SIMPLE.replace("1.2", "0.9"), ["mine.yaml:4", "pue", "0.9"]),
    "true for a number": (SIMPLE.replace("1.2", "true"), ["mine.yaml:4", "pue", "true"]),
    "text for a number": (SIMPLE.replace("1.2", "good"), ["mine.yaml:4", "pue", "good"]),
    "not a number": (SIMPLE.replace("1.2", ".nan"), ["mine.yaml:4", "pue"]),
    "negative count": (SIMPLE.replace("1000", "-3"), ["mine.yaml:3", "count", "-3"]),
    "no servers": (SIMPLE.replace("1000", "0"), ["mine.yaml:3", "count"]),
    "circle": ("extends: mine\n" + SIMPLE, ["mine.yaml:1", "extends", "circle"]),
    "aliases": (LAUGHS, ["mine.yaml"]),
    "too large to reckon with": (SIMPLE.replace("1000", "1" + "0" * 30), ["mine.yaml:3", "count", "1e+30"]),
    "too small to reckon with": (
        SIMPLE.replace("count: 1000", "count: 1, peak_w: 1.0e-300, idle_w: 0"),
        ["mine.yaml:3", "peak_w", "1e-300"],
    ),
    "empty": ("", ["mine.yaml"]),
    "no weather": (SIMPLE.replace("fixed_pue, pue: 1.2", "air_chiller"), ["mine.yaml", "site.weather"]),
    "unknown grid": (
        SIMPLE.replace("supply: {", "supply: {grid: {factor: cn-hunam-2023}, "),
        ["mine.yaml:5", "cn-hunan-2023"],
    ),
    "ups too small": (
        SIMPLE.replace("fixed_pue, pue: 1.2", "air_chiller")
        + "site: {weather: {normals: zixing}}\nelectrical:\n  ups: {rated_kw: 10}\n",
        ["mine.yaml:8", "electrical.ups.rated_kw", "10 kW"],
    ),
}  # fmt: skip


BAD |= {
    "no name": (SIMPLE.replace("name: Simple", "name: ' '"), ["mine.yaml:1", "name", "must say something"]),
    "a fault of the second hall": (
        "name: two\nsite: {weather: {normals: zixing}}\nhalls:\n"
        "  - {name: a, it: {servers: [{count: 10}]}, cooling: {system: air_chiller}}\n"
        "  - name: b\n    it: {servers: [{count: 10}], supply_air_c: 5}\n"
        "    cooling: {system: lake_water, source: {mean_c: 4, amplitude_k: 1}}\n",
        ["mine.yaml:7", "halls.1.cooling", "freezes"],
    ),
    "losses beyond the servers' air": (
        SIMPLE.replace("fixed_pue, pue: 1.2", "air_chiller").replace("1000", "1")
        + "site: {weather: {normals: zixing}}\nelectrical:\n  ups: {rated_kw: 25000}\n",
        ["mine.yaml", "it.air_delta_t_k", "electrical.ups.rated_kw"],
    ),
    "a motor worse than its pump": (
        SIMPLE.replace("fixed_pue, pue: 1.2", "air_chiller, loop: {motor_efficiency: 0.5}"),
        ["mine.yaml:4", "motor_efficiency 0.5"],
    ),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD.keys())
def test_bad_profiles_end_in_one_message(call: Call, tmp_path: Path, text: str, said: list[str]):
    (tmp_path / "mine.yaml").write_text(text)
    outcome = call("run", "mine.yaml", "--json", "out.json", "--hourly", "out.csv")
    assert outcome.code == 2, outcome.err
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    for words in said:
        assert words in outcome.err
    assert visible(tmp_path) == {"mine.yaml"}


def test_files_that_are_no_profiles(call: Call, tmp_path: Path):
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "latin.yaml").write_bytes(b"name: caf\xe9\n")
    (tmp_path / "huge.yaml").write_bytes(b"# " + b"x" * 100_000_000)
    for name, word in (
        ("folder.yaml", "folder"),
        ("latin.yaml", "UTF-8"),
        ("huge.yaml", "larger than 1,000,000 bytes"),
        ("none.yaml", "no such file"),
        ("dongjiang-lak", "dongjiang-lake"),
    ):
        outcome = call("run", name)
        assert outcome.code == 2, name
        assert word in outcome.err
        assert name in outcome.err
    assert not any(path.suffix == ".html" for path in tmp_path.iterdir())


def test_unreadable_file(call: Call, tmp_path: Path):
    (tmp_path / "readable.yaml").write_text(SIMPLE)
    (tmp_path / "secret.yaml").write_text(SIMPLE)
    (tmp_path / "secret.yaml").chmod(0)
    assert call("check", "readable.yaml").code == 0  # everything is imported before rights are given up
    if root := os.geteuid() == 0:  # who reads every file: become somebody who does not
        tmp_path.chmod(0o755)
        os.seteuid(65534)
    try:
        outcome = call("check", "secret.yaml")
    finally:
        if root:
            os.seteuid(0)
    assert outcome.code == 2
    assert "secret.yaml" in outcome.err
    assert "Permission denied" in outcome.err


def test_truncated_weather_file(call: Call, tmp_path: Path):
    (tmp_path / "cut.epw").write_text("LOCATION,Somewhere,-,-,SRC,000000,10.0,20.0,1.0,5.0\n")
    outcome = call("run", "dongjiang-lake", "--weather", "cut.epw")
    assert outcome.code == 2
    assert "cut.epw" in outcome.err
    assert visible(tmp_path) == {"cut.epw"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--report", "no/such/folder/x.html"),
        ("--json", "."),
        ("--hourly", "hours.xls"),
        ("--json", "same.html", "--report", "same.html"),
    ],
)
def test_outputs_that_cannot_be_written(call: Call, tmp_path: Path, arguments: tuple[str, ...]):
    outcome = call("run", "dongjiang-lake", *arguments)
    assert outcome.code == 2
    assert "Traceback" not in outcome.err
    assert visible(tmp_path) == set()


def test_a_device_or_pipe_is_no_place_for_a_file(call: Call, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text(SIMPLE)
    os.mkfifo(tmp_path / "pipe.json")
    outcome = call("run", "mine.yaml", "--no-report", "--json", "pipe.json")
    assert outcome.code == 2
    assert "pipe.json: is a device or a pipe" in outcome.err
    assert (tmp_path / "pipe.json").is_fifo()


def test_a_profile_is_not_written_over(call: Call, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text(SIMPLE)
    (tmp_path / "other.yaml").write_text("extends: mine\n")
    for profile in ("mine.yaml", "other.yaml"):
        outcome = call("run", profile, "--no-report", "--json", "mine.yaml")
        assert outcome.code == 2
        assert "mine.yaml: is a file that this run reads" in outcome.err
    assert (tmp_path / "mine.yaml").read_text() == SIMPLE


def test_no_file_that_is_read_is_written_over(call: Call, tmp_path: Path):
    hours = "".join("0.5\n" for _ in range(8760))
    (tmp_path / "mine.yaml").write_text(
        SIMPLE + "cost: {tariff: {file: prices.csv}, currency: EUR, price_year: 2024}\n"
    )
    (tmp_path / "prices.csv").write_text(hours)
    for ending in ("--hourly", "--json"):
        outcome = call("run", "mine.yaml", "--no-report", ending, "prices.csv")
        assert outcome.code == 2
        assert "prices.csv: is a file that this run reads" in outcome.err
    assert (tmp_path / "prices.csv").read_text() == hours


@pytest.mark.parametrize("command", ["run", "compare"])
def test_the_weather_file_is_not_written_over(call: Call, tmp_path: Path, command: str):
    (tmp_path / "mine.yaml").write_text(SIMPLE)
    assert call("weather", "make", "year.epw", "--normals", "zixing").code == 0
    year = (tmp_path / "year.epw").read_bytes()
    outcome = call(command, "mine.yaml", "--no-report", "--weather", "year.epw", "--json", "year.epw")
    assert outcome.code == 2
    assert "year.epw: is a file that this run reads" in outcome.err
    (tmp_path / "mine.yaml").write_text(f"{SIMPLE}site: {{weather: {{file: year.epw}}}}\n")
    outcome = call(command, "mine.yaml", "--no-report", "--json", "year.epw")
    assert outcome.code == 2
    assert "year.epw: is a file that this run reads" in outcome.err
    assert (tmp_path / "year.epw").read_bytes() == year


@pytest.mark.parametrize("option", ["--report", "--json", "--hourly", "--pdf", "--xlsx", "--markdown", "--weather"])
def test_an_empty_name_is_refused(call: Call, tmp_path: Path, option: str):
    outcome = call("run", "simple", option, "")
    assert outcome.code == 2
    assert option in outcome.err
    assert "empty" in outcome.err
    assert visible(tmp_path) == set()


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("--report", "r.pdf"),
        ("--hourly", "h.json"),
        ("--hourly", "hours"),
        ("--pdf", "r.html"),
        ("--xlsx", "r.xls"),
        ("--markdown", "r.txt"),
        ("--pdf", "-"),
    ],
)
def test_a_wrong_ending_is_refused(call: Call, tmp_path: Path, option: str, name: str):
    outcome = call("run", "simple", option, name)
    assert outcome.code == 2
    assert f"{name}: {option} takes a file that ends in" in outcome.err
    assert visible(tmp_path) == set()


def test_one_output_alone_is_printed(call: Call, tmp_path: Path):
    outcome = call("run", "simple", "--json", "-", "--markdown", "-")
    assert outcome.code == 2
    assert "two outputs go to standard output" in outcome.err
    printed = call("run", "simple", "--no-report", "--markdown", "-")
    assert printed.code == 0
    assert printed.out.startswith("# ")
    assert "```sh\ndcenergy run simple --no-report --markdown -\n```" in printed.out
    compared = call("compare", "simple", "dongjiang-lake", "--by", "energy", "--no-report", "--markdown", "-")
    assert compared.out.startswith("# ")
    assert visible(tmp_path) == set()


@pytest.mark.parametrize("command", [("run", "simple"), ("compare", "simple", "dongjiang-lake", "--by", "energy")])
def test_every_output_at_once(call: Call, tmp_path: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch):
    printer = tmp_path / "browser"
    printer.write_text(
        "#!/bin/sh\nfor each; do case $each in --print-to-pdf=*) echo '%PDF-1 made %%EOF' > ${each#*=};; esac; done\n"
    )
    printer.chmod(0o755)
    monkeypatch.setenv("DCENERGY_CHROMIUM", str(printer))
    wanted = {"a.html", "a.json", "a.xlsx", "a.md", "a.pdf"}
    options = ("--report", "a.html", "--json", "a.json", "--xlsx", "a.xlsx", "--markdown", "a.md", "--pdf", "a.pdf")
    outcome = call(*command, *options)
    assert outcome.code == 0, outcome.err
    assert visible(tmp_path) == wanted | {"browser"}
    assert {line.removeprefix("written: ") for line in outcome.out.splitlines() if "written" in line} == wanted
    assert (tmp_path / "a.pdf").read_text() == "%PDF-1 made %%EOF\n"


def test_a_missing_tool_leaves_no_file(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DCENERGY_CHROMIUM", "no-such-browser")
    outcome = call("run", "simple", "--pdf", "a.pdf", "--json", "a.json")
    assert outcome.code == 2
    assert "no-such-browser" in outcome.err
    assert "Traceback" not in outcome.err
    assert visible(tmp_path) == set()


def test_no_report_takes_no_explorer(call: Call):
    outcome = call("run", "simple", "--no-report", "--explorer")
    assert outcome.code == 2
    assert "--explorer" in outcome.err


def test_a_profile_that_fails_is_not_written_over(call: Call, tmp_path: Path):
    broken = SIMPLE.replace("1.2", "0.5")
    (tmp_path / "mine.yaml").write_text(SIMPLE)
    (tmp_path / "broken.yaml").write_text(broken)
    outcome = call("compare", "mine.yaml", "broken.yaml", "--no-report", "--json", "broken.yaml")
    assert outcome.code == 2
    assert (tmp_path / "broken.yaml").read_text() == broken


def test_a_compared_profile_is_not_written_over(call: Call, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text(SIMPLE)
    outcome = call("compare", "mine.yaml", "simple", "--no-report", "--json", "mine.yaml")
    assert outcome.code == 2
    assert "mine.yaml: is a file that this run reads" in outcome.err
    assert (tmp_path / "mine.yaml").read_text() == SIMPLE


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_letters_that_the_terminal_does_not_know(tmp_path: Path, encoding: str):
    profile = os.fsencode(tmp_path) + b"/caf\xe9.yaml"  # a name that is no text at all
    with open(profile, "w", encoding="utf-8") as file:
        file.write(SIMPLE.replace("Simple", "\u6e56"))
    ended = subprocess.run(
        [sys.executable, "-m", "dcenergy", "run", profile, "--json", "out.json"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"\\u6e56" in ended.stdout
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["profile"]["name"] == "\u6e56"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_standard_output_is_no_fault_of_ours():
    with open("/dev/full", "w", encoding="utf-8") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "dcenergy", "profiles", "list"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 2
    assert b"cannot print: No space left on device; make room, or print elsewhere" in ended.stderr
    assert b"Exception ignored" not in ended.stderr


def test_a_link_is_written_through(call: Call, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text(SIMPLE)
    (tmp_path / "there").mkdir()
    (tmp_path / "here.json").symlink_to("there/real.json")
    assert call("run", "mine.yaml", "--no-report", "--json", "here.json").code == 0
    assert (tmp_path / "here.json").is_symlink()
    assert json.loads((tmp_path / "there" / "real.json").read_text())["profile"]["name"] == "Simple"


def test_help_loads_no_heavy_package():
    code = (
        "import sys; from dcenergy.cli import dcenergy;"
        "dcenergy(['run', '--help'], standalone_mode=False);"
        "print(sorted({'numpy', 'pandas', 'pvlib', 'pydantic', 'jinja2'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


def test_a_cached_run_loads_neither_pandas_nor_pvlib(tmp_path: Path):
    code = (
        "import sys; from dcenergy.__main__ import main; sys.argv = ['dcenergy', 'run', 'dongjiang-lake']\n"
        "main()\n"
        "print(sorted({'pandas', 'pvlib', 'scipy'} & set(sys.modules)))"
    )
    environment = os.environ | {"DCENERGY_CACHE_DIR": str(tmp_path / "cache")}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment
        )
    assert done.stdout.splitlines()[-1] == "[]"
