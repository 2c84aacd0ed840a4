"""DESIGN CONDITIONS of real EPW files, edition by edition of ASHRAE's Handbook: read right, or not at all."""

import time

import pytest

from dcenergy.weather import design_conditions, files
from dcenergy.weather.extremes import Extreme, Extremes
from dcenergy.weather.site import Site, SiteExtremes, load

SOURCES = {
    2005: "Climate Design Data 2005 ASHRAE Handbook",
    2009: "Climate Design Data 2009 ASHRAE Handbook",
    2013: "Climate Design Data 2013 ASHRAE Handbook",
    2017: "2017 ASHRAE Handbook -- Fundamentals - Chapter 14 Climatic Design Information",
    2021: "2021 ASHRAE Handbook -- Fundamentals - Chapter 14 Climatic Design Information",
}

# Edition, what stands behind Extremes, then by hand from the tables' layout: the dry bulb printed for 20 years and
# the highest wet bulb of the record. 2005's tables print none for 20 years: mean + 1.866 deviations (ASHRAE
# Fundamentals 2009, ch. 14, eq. 1), 35.7 + 1.866 * 1.7 = 38.9, 37.2 + 1.866 * 1.4 = 39.8, 34.7 + 1.866 * 2.2 = 38.8.
HEADERS = {
    "Chicago TMY2": (2005, "11.2,9.9,8.7,28.5,35.7,-24.2,1.7,4.2", 38.9, 28.5),
    "Boulder TMY2": (2005, "10.9,8.8,7.7,21.9,37.2,-24.6,1.4,4.1", 39.8, 21.9),
    "San Francisco TMY2": (2005, "12.7,11.4,10.5,22.3,34.7,1.4,2.2,1.8", 38.8, 22.3),
    "Golden TMY3": (
        2009,
        "11.1,9.5,8.4,22.9,-22.9,36.1,3.8,1.2,-25.7,37,-27.9,37.7,-30.1,38.3,-32.8,39.2",
        38.3,
        22.9,
    ),
    "Amsterdam IWEC": (
        2009,
        "13.6,11.9,10.4,24.5,-8.7,31.2,3.8,1.8,-11.4,32.5,-13.6,33.6,-15.7,34.6,-18.4,36",
        34.6,
        24.5,
    ),
    "Chongqing CSWD": (2009, "5.1,4.3,3.6,35.4,1.1,38.8,1.3,1.6,0.1,40,-0.6,40.9,-1.4,41.8,-2.3,43", 41.8, 35.4),
    "Montreal WYEC2": (
        2009,
        "11.1,9.7,8.6,27.4,-26.5,32.3,2.9,1.5,-28.6,33.4,-30.4,34.3,-32,35.2,-34.2,36.3",
        35.2,
        27.4,
    ),
    "Alturas CZ2010": (
        2013,
        "9.7,8.4,7.5,20.8,-19.3,37.8,3.6,1.5,-21.9,38.9,-24,39.8,-26,40.7,-28.6,41.8",
        40.7,
        20.8,
    ),
    "Bakersfield CZ2010": (
        2013,
        "8.2,7.1,5.9,29.5,-2.2,42.2,2.2,1,-3.7,42.9,-5,43.5,-6.2,44.1,-7.8,44.9",
        44.1,
        29.5,
    ),
    "Arcata CZ2010": (2013, "8.9,8.1,7.3,20.5,-2.5,28,1.6,2.5,-3.7,29.8,-4.7,31.3,-5.6,32.7,-6.7,34.5", 32.7, 20.5),
    "Bologna TMYx": (2017, "7.3,6.2,5.4,-7,36.5,2.7,1.6,-8.9,37.7,-10.5,38.6,-12,39.5,-13.9,40.7,-7.6", 39.5, None),
    "Singapore TMYx": (2017, "7,6.2,5.4,22,34.3,0.5,0.8,21.6,34.9,21.3,35.3,21,35.8,20.7,36.4,21.3", 35.8, None),
    "Dubai TMYx": (2017, "9,8,7.3,11.2,45.8,1.4,0.9,10.2,46.5,9.4,47.1,8.6,47.6,7.6,48.3,7.6", 47.6, None),
    "Calgary CWEC": (
        2017,
        "12,10.3,9,-31.6,31.7,3.2,1.5,-33.9,32.8,-35.8,33.7,-37.6,34.5,-39.9,35.6,-31.8",
        34.5,
        None,
    ),
    "Long Beach TMYx": (2021, "7.4,6.1,5.4,2.9,38.1,1.1,2.2,2.1,39.7,1.4,40.9,0.8,42.1,-0.1,43.7", 42.1, None),
    "Munich TMYx": (2021, "7.8,6.4,5.3,-13.4,33.1,4.3,2.0,-16.5,34.6,-19.0,35.8,-21.4,36.9,-24.5,38.4", 36.9, None),
    "Qingdao TMYx": (2021, "10.2,9.0,7.9,-11.8,35.9,1.9,1.8,-13.1,37.2,-14.2,38.3,-15.2,39.3,-16.6,40.6", 39.3, None),
    "Vancouver CWEC": (2021, "10.7,9.2,8.0,-8.1,28.2,2.6,1.7,-9.9,29.5,-11.5,30.5,-12.9,31.4,-14.8,32.7", 31.4, None),
}


def line(edition: int, extremes: str, source: str | None = None) -> str:
    source = source or SOURCES[edition]
    return f"DESIGN CONDITIONS,1,{source},,Heating,1,-4.2,-2.9,Cooling,7,11.2,34.4,Extremes,{extremes}"


@pytest.mark.parametrize("station", HEADERS)
def test_each_form_is_read_by_its_edition(station):
    edition, fields, dry_c, wet_c = HEADERS[station]
    found = design_conditions.extremes(line(edition, fields))
    assert found.dry_bulb == Extreme(dry_c, "weather file")
    assert found.wet_bulb == (None if wet_c is None else Extreme(wet_c, "weather file"))
    assert design_conditions.unknown(line(edition, fields)) == ()


@pytest.mark.parametrize("station", HEADERS)
@pytest.mark.parametrize("edition", SOURCES)
def test_a_form_read_as_another_edition_s_gives_no_other_figure(station, edition):
    _, fields, dry_c, wet_c = HEADERS[station]
    found = design_conditions.extremes(line(edition, fields))
    assert found.dry_bulb in (None, Extreme(dry_c, "weather file"))
    # 2009's 16 fields under 2017's name, or the reverse, fail the equation of mean, deviation and 20 years
    assert found.wet_bulb in (None, wet_c and Extreme(wet_c, "weather file"))


def test_an_edition_of_the_future_is_not_guessed():
    fields = HEADERS["Bologna TMYx"][1]
    future = line(2017, fields, source="2029 ASHRAE Handbook -- Fundamentals")
    assert design_conditions.extremes(future) == Extremes()
    assert design_conditions.unknown(future) == (2029,)


@pytest.mark.parametrize("source", ["", "made by hand", "Climate Design Data ASHRAE Handbook"])
def test_a_group_without_an_edition_is_not_guessed(source):
    fields = HEADERS["Golden TMY3"][1]
    nameless = f"DESIGN CONDITIONS,1,{source},,Extremes,{fields}"
    assert design_conditions.extremes(nameless) == Extremes()
    assert design_conditions.unknown(nameless) == (0,)


def test_the_newest_of_several_editions_counts():
    old, new = HEADERS["Golden TMY3"][1], HEADERS["Munich TMYx"][1]
    both = f"DESIGN CONDITIONS,2,{SOURCES[2009]},,Cooling,1,Extremes,{old},{SOURCES[2021]},,Cooling,2,Extremes,{new}"
    assert design_conditions.extremes(both).dry_bulb == Extreme(36.9, "weather file")


@pytest.mark.parametrize("ending", [",", ",,,,,", " ", "\r"])
def test_what_a_spreadsheet_leaves_at_the_end_makes_no_difference(ending):
    edition, fields, dry_c, _ = HEADERS["Boulder TMY2"]
    assert design_conditions.extremes(line(edition, fields) + ending).dry_bulb == Extreme(dry_c, "weather file")


@pytest.mark.parametrize("flood", ["2009 " * 200_000, "Extremes," * 200_000, "2009 ASHRAE,Extremes,1," * 50_000])
def test_a_line_of_a_megabyte_is_read_at_once(flood):
    start = time.perf_counter()
    assert design_conditions.extremes(f"DESIGN CONDITIONS,1,{flood}") == Extremes()
    assert time.perf_counter() - start < 5  # without limits: minutes


def test_small_letters_are_read():
    edition, fields, dry_c, wet_c = HEADERS["Alturas CZ2010"]
    found = design_conditions.extremes(line(edition, fields).lower())
    assert found == Extremes(Extreme(dry_c, "weather file"), Extreme(wet_c, "weather file"))


def test_a_wet_bulb_below_the_year_s_own_is_not_used(epw, tmp_path, monkeypatch):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))
    # The synthetic year is hottest at 10 + 12 + 2 + 7 = 31 degC at most, its dew point 5 K lower: its wet bulb lies
    # between 26 degC and 31. Boulder's record is 21.9.
    epw.header[0] = line(*HEADERS["Boulder TMY2"][:2])
    path = epw.write()
    weather = files.read(path)
    assert weather.extremes == Extremes(dry_bulb=Extreme(39.8, "weather file"))
    (note,) = [each for each in weather.notes if "below the" in each]
    assert note.startswith(
        "The weather file's header gives 21.9 °C as the highest wet bulb of many years, below the "
        f"{weather.wet_bulb_c.max():.1f} °C of its own hours."
    )
    assert 25 < weather.wet_bulb_c.max() < 31
    assert note.severity == "moves"
    given = load(Site(extremes=SiteExtremes(wet_bulb_c=27.0)), path)
    assert given.extremes.wet_bulb == Extreme(27.0, "profile")
    assert not any("header gives" in each for each in given.notes)


def test_a_dry_bulb_below_the_year_s_own_is_not_used_either(epw):
    epw.header[0] = line(*HEADERS["Arcata CZ2010"][:2])
    epw.set("temp", slice(4000, 4002), "34.0")
    weather = files.read(epw.write())
    assert weather.extremes.dry_bulb is None
    assert any("gives 32.7 °C as the highest dry bulb" in note for note in weather.notes)
