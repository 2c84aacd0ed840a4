"""Faults planted in a real year: each is told, and the year without one raises no alarm."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pvlib
import pytest

from dcenergy.errors import WeatherError
from dcenergy.weather import files, mending, normals, places, plausibility, seasons, sun, sun_course
from dcenergy.weather.hourly import calendar

GREENSBORO = Path(pvlib.__file__).parent / "data" / "723170TYA.CSV"  # TMY3: 36.1 N, 79.95 W, UTC-5, 273 m
REAL_FOLDER = os.environ.get("DCENERGY_EPW_DIR")
needs_real_files = pytest.mark.skipif(not REAL_FOLDER, reason="DCENERGY_EPW_DIR names no folder of EPW files")

AIR = ("temp_c", "dew_point_c", "humidity_pct", "pressure_pa", "wind_m_s")
SUN = ("ghi_w_m2", "dni_w_m2", "dhi_w_m2")
DAYS = calendar()


@pytest.fixture(scope="module")
def table():
    return files.parse(GREENSBORO, GREENSBORO.read_bytes())


def changed(table, keys, how):
    return replace(table, **{key: how(getattr(table, key)) for key in keys})


def at(table, **place):
    return replace(table, place=replace(table.place, **place))


def rolled(hours):
    return lambda values: np.roll(values, hours)


def month_means(values):
    """Every day of a month the month's mean day, as files of climate normals have it."""
    days, month = values.reshape(-1, 24), DAYS.month[::24]
    return np.concatenate([np.tile(days[month == each].mean(axis=0), (month == each).sum()) for each in range(1, 13)])


def copied_month(values):
    """April's hours are March's."""
    copy = values.copy()
    copy[DAYS.month == 4] = values[DAYS.month == 3][: 30 * 24]
    return copy


def held(start, hours):
    def hold(values):
        copy = values.copy()
        copy[start : start + hours] = 4.1
        return copy

    return hold


FAULTS = {
    "sign of the latitude": (
        lambda year: at(year, latitude_deg=-36.1),
        "is that of the other hemisphere's seasons: it fits a latitude of 36.1, not -36.1",
        "stops",
    ),
    "another latitude": (
        lambda year: at(year, latitude_deg=5.0),
        "has the seasons of another latitude: it fits one of about 35, not 5. Are latitude and longitude swapped?",
        "stops",
    ),
    "year from July": (lambda year: changed(year, AIR + SUN, rolled(4344)), "other hemisphere's seasons", "stops"),
    "year from October": (
        lambda year: changed(year, AIR + SUN, rolled(2208)),
        "follows the sun of 3 months away: the hours do not begin on 1 January",
        "stops",
    ),
    "air of the other hemisphere, no sun": (
        lambda year: changed(changed(year, SUN, np.zeros_like), AIR, rolled(4344)),
        "The year is warmest in month 1, which is not summer at a latitude of 36.1",
        "stops",
    ),
    "zone 12 hours off": (lambda year: at(year, utc_offset_h=7.0), "comes 12.0 h", "stops"),
    "times in UTC": (
        lambda year: changed(year, AIR + SUN, rolled(5)),
        "The radiation comes 5.0 h after the sun, over the year: the file's times fit UTC+0. Check their zone",
        "stops",
    ),
    "times in UTC, by the air": (
        lambda year: changed(year, AIR, rolled(5)),
        "The mean day is warmest at 19.4 h by the sun",
        "stops",
    ),
    "half an hour late": (lambda year: at(year, utc_offset_h=-5.5), "comes 0.5 h after the sun", "moves"),
    "half an hour early": (lambda year: at(year, utc_offset_h=-4.5), "comes 0.5 h before the sun", "moves"),
    "other end of the hour": (lambda year: changed(year, SUN, rolled(-1)), "comes 1.0 h before the sun", "moves"),
    "monthly means": (
        lambda year: changed(year, AIR + SUN, month_means),
        "These are monthly means or climate normals, not a year of hours",
        "stops",
    ),
    "each day its mean": (
        lambda year: changed(year, AIR, lambda air: np.repeat(air.reshape(-1, 24).mean(axis=1), 24)),
        "The dry bulb hardly changes over a day: by 0.00 K",
        "stops",
    ),
    "a month copied": (lambda year: changed(year, AIR + SUN, copied_month), "30 days repeat all hours", "moves"),
    "anemometer hung": (
        lambda year: changed(year, ["wind_m_s"], held(3000, 96)),
        "The wind stands still at 4.1 m/s for 96 hours",
        "moves",
    ),
    "wind in km/h": (lambda year: changed(year, ["wind_m_s"], lambda wind: 3.6 * wind), "is it in km/h?", "moves"),
    "offset in the night": (
        lambda year: changed(year, ["ghi_w_m2", "dhi_w_m2"], lambda sky: sky + 8.0),
        "of the radiation falls in the night, 8.0 W/m2 on average",
        "moves",
    ),
    "radiation in kW": (lambda year: changed(year, SUN, lambda sky: sky / 1000), "another unit than W/m2", "moves"),
    # the standard atmosphere has 910 hPa at 896 m and 987 hPa at 221 m (ASHRAE Fundamentals 2017, ch. 1, eq. 3)
    "altitude in feet": (
        lambda year: at(year, altitude_m=896.0),
        "The air pressure is 987 hPa in the median, as at 221 m; at the site's altitude of 896 m it is 910 hPa.",
        "moves",
    ),
    # and 931 hPa at 708 m
    "pressure of another height": (
        lambda year: changed(at(year, altitude_m=6.0), ["pressure_pa"], lambda each: each * 93_100 / np.median(each)),
        "The air pressure is 931 hPa in the median, as at 708 m; at the site's altitude of 6 m it is 1013 hPa.",
        "moves",
    ),
    "pressure of the level of the sea": (
        lambda year: at(year, altitude_m=1800.0),
        "replaced in all hours by the standard atmosphere there, 81489 Pa. Check the altitude, the unit of",
        "moves",
    ),
}


def test_the_year_itself_raises_no_alarm(table):
    assert mending.weather(table).notes == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told(table, fault):
    plant, says, severity = FAULTS[fault]
    told = [note for note in mending.weather(plant(table)).notes if says in note]
    assert [note.severity for note in told] == [severity], mending.weather(plant(table)).notes


@pytest.mark.parametrize("fault", ["pressure of another height", "pressure of the level of the sea"])
def test_a_pressure_of_another_height_is_one_note(table, fault):
    notes = mending.weather(FAULTS[fault][0](table)).notes
    assert len([note for note in notes if "pressure" in note]) == 1


def test_a_pressure_of_another_height_is_kept_and_one_of_no_height_replaced(table):
    kept = mending.weather(FAULTS["pressure of another height"][0](table))
    assert np.median(kept.pressure_pa) == pytest.approx(93_100, rel=0.002)
    assert kept.pressure_pa.std() > 300
    replaced = mending.weather(FAULTS["pressure of the level of the sea"][0](table))
    assert np.ptp(replaced.pressure_pa) == 0


@pytest.mark.parametrize(
    ("plant", "says"),
    [
        (
            lambda year: changed(year, ["dew_point_c"], lambda dew: np.full_like(dew, 40.0)),
            r"the dew point must not lie over 2 K above the dry bulb, got '40' \(8\d\d\d such hours in the file\)",
        ),
        (
            lambda year: changed(
                replace(year, dew_point_c=np.full(8760, np.nan)), ["humidity_pct"], lambda percent: percent / 100
            ),
            r"the relative humidity never passes 1 .* percent belong here, 50 and not 0\.5; multiply it by 100",
        ),
        (
            lambda year: changed(year, ["pressure_pa"], lambda pressure: pressure / 133.322),
            r"1/133\.322 of that at 273 m in all hours, a wrong unit \(mmHg for Pa\?\)",
        ),
    ],
)
def test_what_no_rule_mends_is_refused(table, plant, says):
    with pytest.raises(WeatherError, match=says):
        mending.weather(plant(table))


QUIET = ("singapore", "mumbai", "lhasa", "haparanda", "sao-paulo", "johannesburg", "dublin", "shaoguan")


def doubts(year):
    zenith_deg = sun.apparent_zenith_deg(year.place, year.calendar)
    return [
        *plausibility.air(year.calendar, year.temp_c, year.dew_point_c, np.full(year.hours, np.nan)),
        *plausibility.days(year.calendar, year.temp_c, year.dew_point_c, year.wind_m_s, year.ghi_w_m2),
        *plausibility.wind(year.calendar, year.wind_m_s),
        *sun_course.doubts(year.place, year.calendar, zenith_deg, year.temp_c, year.ghi_w_m2, year.dni_w_m2),
        *seasons.doubts(year.place, year.calendar, year.temp_c, year.ghi_w_m2),
    ]


@pytest.mark.parametrize("place", QUIET)
def test_generated_years_of_all_climates_raise_no_alarm(place):
    climate = places.find(place)
    assert doubts(normals.generate(climate, climate.place)) == []


@pytest.mark.parametrize("place", [place for place in QUIET if place != "singapore"])
def test_the_sign_of_the_latitude_is_told_in_all_climates(place):
    climate = places.find(place)
    year = normals.generate(climate, climate.place)
    turned = replace(year, place=replace(year.place, latitude_deg=-year.place.latitude_deg))
    assert any("other hemisphere's seasons" in note for note in doubts(turned))


@needs_real_files
def test_real_years_raise_no_false_alarm():
    # CSWD's radiation is modelled and late by 0.5 to 1.5 h, which is told; nothing else is
    late = {"Beijing": "0.5", "Guizhou": "1.3", "Hunan": "1.5", "Mongol": "0.5"}
    for path in sorted(Path(REAL_FOLDER).glob("*.epw")):
        told = doubts(files.read(path))
        hours = next((shift for name, shift in late.items() if name in path.name), None)
        assert len(told) == (hours is not None), (path.name, told)
        assert all(f"comes {hours} h after the sun" in note for note in told)
