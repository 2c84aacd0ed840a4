"""What reports say of the error of a year that was made from normals: of the design's own systems, and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dcenergy.plant.facility import SYSTEMS
from dcenergy.study import expected_errors
from dcenergy.study.case import read, run
from dcenergy.study.notes import notes
from dcenergy.weather.hourly import Draw

GENERATED = ("site={weather: {normals: helsinki}}",)


def said(profile: str, *sets: str) -> str:
    case = read(profile, (*GENERATED, *sets))
    return " ".join(notes(case, run(case)))


@pytest.mark.parametrize(
    ("profile", "own", "other"),
    [
        ("base/airside", "outdoor air: PUE", "lake: PUE"),
        ("base/chilled-water", "towers", "outdoor air: PUE"),
        ("dongjiang-lake", "lake: PUE", "outdoor air: PUE"),
    ],
)
def test_a_report_on_a_generated_year_says_its_own_systems_error(profile, own, other):
    words = said(profile)
    assert "Expected error of annual figures" in words
    assert own in words
    assert other not in words
    # only outdoor air fails in hot, humid climates
    assert ("comes out too well" in words) == (profile == "base/airside")


def test_what_needs_no_air_has_no_error():
    assert "Expected error" not in said("simple")


def test_a_dry_cooler_an_economiser_and_a_river_are_told_apart():
    assert "towers with an economiser: PUE" in said(
        "base/chilled-water", "cooling.economiser={arrangement: integrated}"
    )
    assert "chillers with dry coolers: PUE" in said("base/air-chilled", "cooling.dry_cooler={}")
    assert "river: PUE" in said("dongjiang-lake", "cooling.source={river_from_air: {}}")


def test_every_system_that_breathes_air_was_judged():
    judged = {name.split(" ")[0] for name in expected_errors.SYSTEMS}
    assert judged == set(SYSTEMS) - {"fixed_pue"}


def test_a_year_whose_days_differ_as_measured_says_the_smaller_error():
    case = read("base/airside", GENERATED)
    measured = replace(case, weather=replace(case.weather, draw=Draw("", 0, days_measured=True)))
    words = " ".join(notes(measured, run(measured)))
    # docs/typical-year.md, the summary's last column
    assert "outdoor air: PUE 0.0024, WUE 0.005 L/kWh, 70 free hours" in words
    assert "whose days differ as far as those measured" in words
    # Tampa and Miami, by 0.02 with the regression, come within 0.007
    assert "comes out too well" not in words
