"""What runs tell of sizes and inlets: in words, as JSON, and among the assumptions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dcenergy.report.json_document import document
from dcenergy.report.sections.assumptions import assumptions, told
from dcenergy.study import hall_notes
from dcenergy.study.assess import Assessment
from dcenergy.study.case import Case, read, run
from dcenergy.study.notes import notes

TOWERS = "base/chilled-water"
GENERATED = ("site.weather.normals=beijing",)
NAMED = (*GENERATED, "site.extremes.wet_bulb_c=30")  # above the year's own, 29.6
KEY = "halls.0.cooling.tower.design_wet_bulb_c"


def found(*sets: str, profile: str = TOWERS) -> tuple[Case, Assessment]:
    case = read(profile, sets)
    return case, run(case)


def cooling(assessment: Assessment) -> dict:
    """The part of the JSON that speaks of cooling, as another program reads it."""
    return json.loads(json.dumps(document(assessment, "", ())))["cooling"]


def test_a_size_by_a_generated_year_is_told():
    _, assessment = found(*GENERATED)
    (note,) = hall_notes.sizes(assessment.design)
    assert "of a generated year" in note
    assert "give site.extremes.wet_bulb_c" in note
    told = cooling(assessment)
    assert told["sized_for"]["wet_bulb_from"] == "generated year"
    assert f"{told['sized_for']['wet_bulb_c']:.1f} °C" in note
    assert told["sized_for"]["dry_bulb_c"] is None


def test_a_size_by_a_named_extreme_needs_no_note():
    case, assessment = found(*NAMED)
    assert list(hall_notes.sizes(assessment.design)) == []
    told = cooling(assessment)
    assert told["sized_for"]["wet_bulb_c"] == told["sizes"][KEY] == 30.0
    assert told["sized_for"]["wet_bulb_from"] == "profile"
    rows = {
        "".join(row.path): row
        for group in assumptions(assessment, case.loaded).blocks[0].groups
        for row in group.rows
    }
    assert rows["cooling.tower.design_wet_bulb_c"].value == "derived: 30.0\N{NO-BREAK SPACE}°C"
    assert rows["cooling.tower.design_wet_bulb_c"].source == "The extreme that site.extremes names"
    # a tenth of the servers' 4 MW less than that much: the heat of the hall at full utilisation is above it
    capacity_kw = told["sizes"]["halls.0.cooling.chiller.capacity_kw"]
    assert 4000 < capacity_kw < 5200
    assert rows["cooling.chiller.capacity_kw"].value == f"derived: {capacity_kw:,.0f}\N{NO-BREAK SPACE}kW"


def test_the_hottest_hour_of_a_file_is_told(tmp_path: Path):
    # chillers by curves in outdoor air; the TMY3 of Greensboro, which travels with pvlib, names no extreme
    import pvlib

    weather = Path(pvlib.__file__).parent / "data" / "723170TYA.CSV"
    curves = "cooling.chiller.performance={model: eir_shipped, curves: mcquay_agz010bs_34kw}"
    case = read("base/large-colocation", (curves, "it.supply_air_c=15"), weather)
    design = run(case).design
    (note,) = hall_notes.sizes(design)
    assert f"the year's highest dry bulb, {case.weather.temp_c.max():.1f} °C" in note


def test_an_extreme_that_the_year_passes_is_questioned():
    # towers rated for 24 degC of wet bulb, in Greensboro's year of up to 27: the hours above are counted by hand
    import pvlib

    weather = Path(pvlib.__file__).parent / "data" / "723170TYA.CSV"
    case = read("base/chilled-water", ("site={extremes: {wet_bulb_c: 24}}",), weather)
    (note,) = hall_notes.sizes(run(case).design)
    hotter = case.weather.wet_bulb_c[case.weather.wet_bulb_c > 24]
    assert f"in {len(hotter):,} hours, by up to {hotter.max() - 24:.1f} K of wet bulb, than the 24.0 °C" in note


@pytest.mark.parametrize(
    ("supply_c", "said"), [(26, None), (29, "recommends 18 to 27 °C"), (33, "allows 15 to 32 °C")]
)
def test_supply_air_outside_ashrae_is_told(supply_c: float, said: str | None):
    _, assessment = found(*GENERATED, f"it.supply_air_c={supply_c}", profile="base/large-colocation")
    notes = list(hall_notes.supply_air(assessment.design))
    assert len(notes) == (said is not None)
    assert all(said in note for note in notes)


def test_inlets_are_told_only_where_heat_is_unmet():
    small = "cooling.chiller.capacity_kw=2000"
    _, enough = found(*GENERATED, profile="base/large-colocation")
    _, short = found(*GENERATED, small, profile="base/large-colocation")
    assert list(hall_notes.inlets(enough.design)) == []
    (note,) = hall_notes.inlets(short.design)
    told = cooling(short)
    assert f"{told['inlet_c_max']:.1f} °C or more" in note
    assert told["hours_above_class"] == int(short.design.cooled.inlets["hall"].is_above.sum())


def test_what_a_fixed_pue_contains_is_said_to_change_nothing_and_is_no_assumption():
    case, assessment = found("electrical.ups.preset=legacy", "electrical.lighting_fraction=0.02", profile="simple")
    (note,) = hall_notes.idle_chain(case.loaded)
    assert "fixed PUE contains" in note
    assert "electrical.ups.preset" in note
    assert note.endswith("change nothing.")
    assert note in notes(case, assessment)
    plain, same = found(profile="simple")
    assert same.design.indicators.pue == assessment.design.indicators.pue
    assert not list(hall_notes.idle_chain(plain.loaded))
    assert not [path for path, _leaf in told(plain.loaded) if path.startswith("electrical.")]
    designed, _ = found(*GENERATED, "electrical.ups.preset=legacy")
    assert not list(hall_notes.idle_chain(designed.loaded))
