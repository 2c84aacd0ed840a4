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


FULL = """\
extends: base/large-colocation
site: {weather: {normals: zixing}}
it: {servers: [{count: 1000}]}
cost: {currency: EUR, price_year: 2024, tariff: {per_kwh: 0.1}, capital: [{name: all, per_it_kw: 5000}]}
"""


def unlike(folder: Path, **layers: str) -> list[str]:
    """Write designs that differ by a layer each."""
    (folder / "full.yaml").write_text(FULL + "name: Full\n", encoding="utf-8")
    for name, layer in layers.items():
        (folder / f"{name}.yaml").write_text(f"extends: full.yaml\nname: {name}\n{layer}\n", encoding="utf-8")
    return ["full.yaml", *(f"{name}.yaml" for name in layers)]


def test_what_differs_is_printed_before_the_ranking_at_most_three(call: Call, tmp_path: Path):  # noqa: F811
    layer = "cost: {discount_rate: 0.03, tariff: {per_kwh: 0.09}}\nit: {bypass: 0.2, active_share: 0.9}"
    outcome = call(
        "compare", *unlike(tmp_path, Other=layer), "--markdown", "c.md", "--xlsx", "c.xlsx", "--json", "c.json"
    )
    assert outcome.code == 0, outcome.err
    said = [line for line in outcome.out.splitlines() if line.startswith("differs: ")]
    assert len(said) == 4
    assert said[-1] == "differs: 1 more; see the report, or `comparability` in the JSON"
    assert said[0].startswith("differs: Different discount rate: 7%, real (Full); 3%, real (Other).")
    assert "With the value of Full, the cost of Other would be " in said[0]
    assert outcome.out.index(said[-1]) < outcome.out.index("Ranked by cost")
    assert "The designs are not ranked by cost: discount rate." in outcome.out
    # page and summary name them before the ranking, too
    for file, ranking in (("compare.html", 'id="ranking"'), ("c.md", "## Ranking")):
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert text.index("Different tariff: 0.1 per kWh (Full); 0.09 per kWh (Other).") < text.index(ranking)
    assert len(json.loads((tmp_path / "c.json").read_text())["comparability"]) == 4


def test_nobody_is_crowned_at_the_top_of_the_page(call: Call, tmp_path: Path):  # noqa: F811
    call("compare", *unlike(tmp_path, Cheap="cost: {discount_rate: 0.03}"))
    page = (tmp_path / "compare.html").read_text(encoding="utf-8")
    for words in ("Lowest cost", "costs least", "less than the next"):
        assert words not in page
    assert "not ranked: discount rate" in page


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--per", "month"), "'month' is not one of 'work', 'it-kwh', 'year'"),
        (("--against", "nobody"), "--against nobody: names no design; use best, first, or one of: Full, Other"),
        (("--by", "npv"), "--by npv: Full names no baseline; give every design the same `baseline`"),
        (("--by", "carbon-market"), "no design determines a comparable carbon-market; give each `supply.grid`"),
    ],
)
def test_what_cannot_be_ranked_is_refused(call: Call, tmp_path: Path, arguments, words):  # noqa: F811
    names = unlike(tmp_path, Other="cost: {tariff: {per_kwh: 0.2}}")
    outcome = call("compare", *names, *arguments)
    assert outcome.code == 2
    assert words in outcome.err
    assert "compare.html" not in visible(tmp_path)


def test_the_basis_is_said_with_its_reason(call: Call, tmp_path: Path):  # noqa: F811
    names = unlike(tmp_path, Half="it: {active_share: 0.5}")
    arguments = ("compare", *names, "--no-report", "--json", "-")
    bases = {}
    for per in (None, "work", "it-kwh", "year"):
        content = json.loads(call(*arguments, *(("--per", per) if per else ())).out)
        bases[per] = (content["basis"], content["basis_because"], [each["rank"] for each in content["designs"]])
    different = "The designs do different amounts of work, on servers of the same description."
    assert bases == {
        None: ("work", different, [1, 2]),
        "work": ("work", "Asked for by --per work.", [1, 2]),
        "it-kwh": ("it_kwh", "Asked for by --per it-kwh.", [1, 2]),
        "year": ("year", "Asked for by --per year.", [None, None]),
    }


def test_a_design_over_places_is_one_in_several_climates(call: Call, tmp_path: Path):  # noqa: F811
    assert call("compare", "base/air-chilled", "--over", "zixing,helsinki").code == 0
    assert "<title>Air-chilled reference in 2 climates" in (tmp_path / "compare.html").read_text(encoding="utf-8")


def test_the_figure_that_is_ranked_by_is_whole_in_a_narrow_terminal(call: Call, monkeypatch):  # noqa: F811
    shown = {}
    for columns in ("60", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        done = call("compare", "dongjiang-lake", "dongjiang-air-chilled", "--no-report", "--by", "carbon-market")
        lines = done.out.splitlines() if hasattr(done, "out") else done[1].splitlines()
        shown[columns] = [line.split()[-1] for line in lines if re.match(r"\s*[12](–2)? +[*<] ", line)]
    # market-based carbon is the last column: in 60 letters it has the same digits as in 200
    assert len(shown["60"]) == 2
    assert shown["60"] == shown["200"]
