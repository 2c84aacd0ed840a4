"""`dcenergy compare` as a user meets it: what it prints, writes and returns."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from test_cli import SIMPLE, Call, call, visible  # noqa: F401  (call is a fixture)

import dcenergy
from dcenergy.cli import dcenergy as command

PAGE = Path(dcenergy.__file__).parents[1] / "docs" / "compare.md"


def test_the_page_tells_every_option_and_its_python_runs(capsys: pytest.CaptureFixture[str]):
    text = PAGE.read_text(encoding="utf-8")
    options = {option for parameter in command.commands["compare"].params for option in parameter.opts}
    assert {option for option in options if option.startswith("--") and f"`{option}" not in text} == set()
    [block] = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    exec(compile(block, PAGE.name, "exec"), {})
    first, second = (line.split() for line in capsys.readouterr().out.splitlines())
    # fewer litres to lift at 5 K than at 2 K
    assert (first[0], first[3], second[0], second[3]) == ("1", "5", "2", "2")


def test_files_and_ranking(call: Call, tmp_path: Path):  # noqa: F811
    outcome = call("compare", "dongjiang-lake", "dongjiang-air-chilled", "--json", "c.json", "--csv", "c.csv")
    assert outcome.code == 0, outcome.err
    assert visible(tmp_path) == {"compare.html", "c.json", "c.csv"}
    assert "Dongjiang Lake Big Data Centre costs least" in outcome.out
    content = json.loads((tmp_path / "c.json").read_text())
    assert [each["rank"] for each in content["designs"]] == [1, 2]
    assert (tmp_path / "c.csv").read_text().count("\n") == 3


def test_figures_are_those_of_run(call: Call):  # noqa: F811
    alone = json.loads(call("run", "dongjiang-lake", "--no-report", "--json", "-").out)
    both = json.loads(call("compare", "simple", "dongjiang-lake", "--no-report", "--json", "-").out)
    [lake] = [each for each in both["designs"] if each["profile"] == "dongjiang-lake"]
    for key in ("indicators", "energy_kwh", "water_l", "supply_kwh", "carbon_kg", "peak_kw"):
        assert lake[key] == alone[key]
    assert lake["sha256"] == alone["profile"]["sha256"]


def test_one_that_fails_is_named_and_the_others_are_compared(call: Call, tmp_path: Path):  # noqa: F811
    (tmp_path / "good.yaml").write_text(SIMPLE)
    (tmp_path / "bad.yaml").write_text(SIMPLE.replace("pue: 1.2", "pue: 0.8"))
    outcome = call("compare", "good.yaml", "bad.yaml", "simple", "--json", "c.json")
    assert outcome.code == 2
    assert "bad.yaml:4" in outcome.err
    assert "Traceback" not in outcome.err
    assert {"compare.html", "c.json"} <= visible(tmp_path)
    content = json.loads((tmp_path / "c.json").read_text())
    assert len(content["designs"]) == 2
    assert [each["profile"] for each in content["failed"]] == ["bad.yaml"]


def test_one_design_varied_and_moved(call: Call):  # noqa: F811
    arguments = (
        "compare",
        "dongjiang-lake",
        "--vary",
        "cooling.exchanger_delta_t_k=2,3",
        "--over",
        "zixing,helsinki",
    )
    content = json.loads(call(*arguments, "--no-report", "--json", "-").out)
    assert {each["name"] for each in content["designs"]} == {
        f"exchanger_delta_t_k = {kelvin}, {place}" for kelvin in (2, 3) for place in ("Zixing", "Helsinki")
    }
    # the place's own coordinates stand in for the profile's: no note says that the weather is from elsewhere
    assert not [note for each in content["designs"] for note in each["notes"] if "is not at the place of" in note]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "PROFILES"),
        (("none*.yaml",), "matches no file"),
        (("simple", "--by", "beauty"), "--by beauty"),
        (("simple", "--by", "cost"), "no design determines"),
        (("simple", "--vary", "cooling.pue"), "--vary cooling.pue"),
        (("simple", "--vary", "cooling.pue=" + ",".join(["1.2"] * 51)), "51 designs"),
        (("simple", "--over", "atlantis"), "atlantis"),
        (("simple", "--over", "all", "--weather", "x.epw"), "--over"),
        (("simple", "--json", "x", "--csv", "x"), "same file"),
        (("nowhere",), "nowhere"),
    ],
)
def test_misuse_ends_in_one_message_and_no_file(call: Call, tmp_path: Path, arguments, words):  # noqa: F811
    outcome = call("compare", *arguments)
    assert outcome.code == 2
    assert words in outcome.err
    assert "Traceback" not in outcome.err
    assert visible(tmp_path) == set()


def test_water_that_is_carried_elsewhere_is_told(call: Call, tmp_path: Path):  # noqa: F811
    arguments = ("compare", "dongjiang-lake", "--over", "zixing,helsinki")
    outcome = call(*arguments, "--json", "c.json", "--markdown", "c.md")
    said = "1 design takes the water of its own lake or river to another place"  # at home, in Zixing, it has its own
    assert f"note: {said}" in outcome.out
    assert any(note.startswith(said) for note in json.loads((tmp_path / "c.json").read_text())["notes"])
    for file in ("compare.html", "c.md"):
        assert said in (tmp_path / file).read_text(encoding="utf-8")


def test_without_water_nothing_is_said_of_it(call: Call):  # noqa: F811
    arguments = ("compare", "base/air-chilled", "--over", "zixing,helsinki", "--no-report")
    notes = json.loads(call(*arguments, "--json", "-").out)["notes"]
    assert [note for note in notes if "water" in note] == []
    assert [note for note in notes if "its grid's factor" in note]
    assert json.loads(call("compare", "dongjiang-lake", "--no-report", "--json", "-").out)["notes"] == []


def test_a_design_over_places_is_one_in_several_climates(call: Call, tmp_path: Path):  # noqa: F811
    assert call("compare", "base/air-chilled", "--over", "zixing,helsinki").code == 0
    assert "<title>Air-chilled reference in 2 climates" in (tmp_path / "compare.html").read_text(encoding="utf-8")
