"""Notes stand by what they do to the reader: stop him, move a figure, or inform him."""

from __future__ import annotations

import pytest

from dcenergy.language import SEVERITIES, Message, by_severity, in_order, severity
from dcenergy.profile import catalogue
from dcenergy.report import json_document
from dcenergy.report.terminal import note_lines
from dcenergy.study import case
from dcenergy.study.notes import notes

LAKE = "cooling: {system: lake_water, source: {mean_c: 10, amplitude_k: 2, coldest_day: 40}"
EXTREMES = "extremes: {dry_bulb_c: 20, wet_bulb_c: 15}"
WARM_AIR = "it: {servers: [{count: 100}], supply_air_c: 36}"

PROVOKED = {
    # what stops: a plant that leaves heat in the hall; a limit that is passed; a number in another unit
    "is too small": ("stops", "cooling: {system: air_chiller, chiller: {chiller: air_cooled, capacity_kw: 20}}"),
    "above the limit of 12": ("stops", f"{LAKE}, receiving: {{outfall_max_c: 12}}}}"),
    "Did you mean 50000 Pa, which is 500 hPa?": ("stops", f"{LAKE}, exchanger_pressure_drop_pa: 500}}"),
    # what moves: air outside the servers' class; a size by an extreme that the year passes
    "class A1 of its servers allows 15 to 32": ("moves", "cooling: {system: air_chiller}\n" + WARM_AIR),
    "than the 15.0 °C that sizes rest on": ("moves", f"cooling: {{system: chilled_water}}\nsite: {{{EXTREMES}}}"),
    # what informs: how many hours were which, and which keys change nothing
    "the towers could not hold": (
        "informs",
        "cooling: {system: chilled_water, economiser: {arrangement: integrated}}",
    ),
    "change nothing": (
        "informs",
        "cooling: {system: fixed_pue, pue: 1.2}\nelectrical: {lighting_fraction: 0.01, other_fraction: 0.01}",
    ),
}


def told(tmp_path, text: str) -> tuple[str, ...]:
    base, path = tmp_path / "base.yaml", tmp_path / "provoked.yaml"
    base.write_text("name: x\nit: {servers: [{count: 100}]}\nsite: {weather: {normals: zixing}}\n")
    path.write_text(f"extends: base.yaml\n{text}\n")
    inputs = case.read(str(path))
    return notes(inputs, case.run(inputs))


@pytest.mark.parametrize("words", PROVOKED)
def test_a_note_is_rated_where_it_is_written(tmp_path, words):
    rated, text = PROVOKED[words]
    [note] = [each for each in told(tmp_path, text) if words in each]
    assert severity(note) == rated


@pytest.mark.parametrize("name", [name for name in catalogue.names() if not name.startswith("base/")])
def test_notes_stand_by_severity(name):
    inputs = case.read(name)
    said = notes(inputs, case.run(inputs))
    assert all(isinstance(each, Message) for each in said)
    order = [SEVERITIES.index(severity(each)) for each in said]
    assert order == sorted(order)
    assert not any("Did you mean" in each for each in said)


def test_notes_of_a_severity_keep_their_order():
    said = ["a", Message("b").rated("moves"), "c", Message("d").rated("stops"), Message("e").rated("moves")]
    assert in_order(said) == ("d", "b", "e", "a", "c")
    assert by_severity(said) == {"stops": ("d",), "moves": ("b", "e"), "informs": ("a", "c")}


def test_the_terminal_tells_all_that_stops_and_the_first_that_moves():
    lines = list(note_lines({"stops": ["A.", "B."], "moves": ["C.", "D."], "informs": ["E."]}))
    assert lines == [
        "settle before use: A.",
        "settle before use: B.",
        "may move a figure by over 1%: C.",
        "and 2 further notes, 1 of which may move a figure by over 1%",
    ]
    assert list(note_lines({"stops": [], "moves": [], "informs": ["E."]})) == ["note: E."]
    assert list(note_lines({"stops": [], "moves": [], "informs": []})) == []


def test_json_holds_the_same_notes_twice():
    inputs = case.read("dongjiang-lake")
    assessment = case.run(inputs)
    document = json_document.document(assessment, "", notes(inputs, assessment))
    rated = document["notes_by_severity"]
    assert list(rated) == ["stops", "moves", "informs"]
    assert [note for severity in rated.values() for note in severity] == document["notes"]
