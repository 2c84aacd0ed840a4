"""Headers of EPW files in the forms that are met: read alike, noted where they lack something."""

import numpy as np
import pytest

from dcenergy.errors import WeatherError
from dcenergy.weather import files

BOULDER = (
    "DESIGN CONDITIONS,1,Climate Design Data 2005 ASHRAE Handbook,,Extremes,10.9,8.8,7.7,27.9,37.2,-24.6,1.4,4.1"
)


@pytest.fixture
def plain(epw):
    return files.read(epw.write("plain.epw"))


def same(first, second):
    return first.place == second.place and np.array_equal(first.temp_c, second.temp_c)


def written(epw, change):
    lines = change(epw.text().split("\n"))
    path = epw.folder / "changed.epw"
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [lines[0] + ",Csb", *lines[1:]],  # a climate zone, as White Box Technologies writes it
        lambda lines: [lines[0] + "," * 47, *lines[1:]],  # the cells of a spreadsheet
        lambda lines: [lines[0].replace("Testville", '"Testville"'), *lines[1:]],
        lambda lines: [lines[0].replace("Testville", '"Testville, north"'), *lines[1:]],
        lambda lines: [*(line.lower() for line in lines[:8]), *lines[8:]],
        lambda lines: ["", "  ", *lines],
        lambda lines: [*lines[:8], "", *lines[8:]],
        lambda lines: [*lines[:3], "", *lines[3:]],
        lambda lines: [lines[0].replace(",", ", "), *lines[1:]],
        lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],  # in another order
    ],
)
def test_what_makes_no_difference(epw, plain, change):
    year = files.read(written(epw, change))
    assert same(year, plain)
    assert year.notes == ()


def test_blank_lines_move_the_numbers_of_the_lines(epw):
    epw.set("temp", slice(4, 5), "warm")
    with pytest.raises(WeatherError, match=r"changed\.epw:15: the dry bulb temperature must be a number"):
        files.read(written(epw, lambda lines: ["", *lines[:8], "", *lines[8:]]))


@pytest.mark.parametrize("absent", range(1, 8))
def test_a_line_that_is_absent_is_noted(epw, plain, absent):
    year = files.read(written(epw, lambda lines: lines[:absent] + lines[absent + 1 :]))
    assert same(year, plain)
    name = epw.header[absent - 1].partition(",")[0]
    assert year.notes == (f"The EPW's header has no {name}. dcenergy does not need them; EnergyPlus does.",)


def test_design_conditions_are_found_by_name(epw):
    epw.header[0] = "TYPICAL/EXTREME PERIODS,0"
    epw.header[1] = BOULDER
    assert files.read(epw.write()).extremes.wet_bulb.temp_c == 27.9


def test_an_unknown_edition_is_noted(epw):
    epw.header[0] = BOULDER.replace("2005", "2032")
    (note,) = files.read(epw.write()).notes
    assert note.startswith("The extremes in the EPW's DESIGN CONDITIONS (edition 2032) are not used. They are not in")


@pytest.mark.parametrize(("field", "value"), [(8, "5,5"), (6, "40,0"), (9, "1,800.0"), (1, "Testville, north")])
def test_a_comma_in_a_number_or_a_name_is_no_further_field(epw, field, value):
    epw.location[field] = value
    with pytest.raises(WeatherError, match=r":1: the header has 11 fields, 10 belong there .* look for a comma"):
        files.read(epw.write())


def test_too_few_fields_are_refused(epw):
    epw.location.pop()
    with pytest.raises(WeatherError, match=r":1: the header has 9 fields, 10 belong there"):
        files.read(epw.write())


def test_a_field_of_a_megabyte_is_refused(epw):
    epw.location[1] = '"' + "x" * 1_000_000 + '"'
    with pytest.raises(WeatherError, match=r":1: has 1,000,053 bytes in one line, and at most 131,072 are read"):
        files.read(epw.write())
