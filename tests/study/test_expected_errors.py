"""What reports say of the error of a year that was made from normals: of the design's own systems, and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dcenergy.plant.facility import SYSTEMS
from dcenergy.study import expected_errors
from dcenergy.study.case import read, run
from dcenergy.study.judged_places import JUDGED, unlike
from dcenergy.study.notes import notes
from dcenergy.weather import neighbours, places
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


ARRAY = "{capacity_kwp: 100, tracking: TRACKING}"


@pytest.mark.parametrize(
    ("tracking", "fixed", "tracked"),
    [(("fixed",), True, False), (("single_axis",), False, True), (("fixed", "single_axis"), True, True)],
)
def test_modules_that_follow_the_sun_have_a_note_of_their_own(tracking, fixed, tracked):
    arrays = ", ".join(ARRAY.replace("TRACKING", each) for each in tracking)
    words = said("base/air-chilled", f"supply.solar=[{arrays}]")
    assert ("solar: yield 1.0%" in words) == fixed
    assert ("solar modules that follow the sun came out 1 to 11% too low" in words) == tracked


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ({"latitude_deg": 67.0}, "(at 67.0 degrees of latitude, beyond 66)"),
        ({"altitude_m": 3649.0}, "(at 3,649 m, above 3,000 m)"),
        # Hawaii: 3,700 km from San Francisco by any atlas
        (
            {"latitude_deg": 20.0, "longitude_deg": -156.5},
            "km from the nearest station with known days, further than",
        ),
        ({"latitude_deg": -70.0, "altitude_m": 3100.0}, "(at 70.0 degrees of latitude, beyond 66; at 3,100 m, above"),
    ],
)
def test_a_place_like_none_that_was_judged_is_told(place, says):
    case = read("base/airside", GENERATED)
    there = replace(case.weather, place=replace(case.weather.place, **place))
    words = list(expected_errors.notes(case.loaded.profile, there))
    assert words[0].startswith("Expected error")
    assert words[1].startswith("Typical years were not judged for such a place (")
    assert says in words[1]
    assert "26 to 55 degrees north, 2 to 1,829 m" in words[1]


def test_shipped_places_are_like_those_judged_but_for_three():
    # Lhasa stands at 3,650 m; Singapore is 3,900 km from Mumbai, Bogota 4,300 km from Sao Paulo, by any atlas
    assert [name for name in places.names() if list(unlike(places.find(name).place))] == [
        *("lhasa", "mumbai", "sao-paulo")
    ]


def test_the_places_judged_are_those_told():
    known = dict(zip(neighbours.stations().names, neighbours.stations().places, strict=True))
    judges = ("Beijing", "Guiyang", "Changning", "Hohhot", "Golden", "Tampa", "Chicago O'Hare", "Greensboro")
    latitudes = [known[name][0] for name in (*judges, "Sand Point", "Miami")]
    assert f"{min(latitudes):.0f} to {max(latitudes):.0f} degrees north" in JUDGED


def test_what_needs_no_air_has_no_judgement_either():
    case = read("simple", GENERATED)
    polar = replace(case.weather, place=replace(case.weather.place, latitude_deg=80.0))
    assert list(expected_errors.notes(case.loaded.profile, polar)) == []
