"""Hours that each could be, and as a year cannot: noted in words that say what, when and what follows."""

import numpy as np
import pytest

from dcenergy.weather import files

JANUARY, FEBRUARY = slice(0, 744), slice(744, 1416)


def notes(epw):
    return files.read(epw.write()).notes


def dark(epw, hours):
    for column in ("ghi", "dni", "dhi"):
        epw.set(column, hours, "0")


def test_a_year_without_fault_has_none(epw):
    assert notes(epw) == ()


def test_no_sun_all_year(epw):
    dark(epw, slice(0, 8760))
    assert notes(epw) == ("The radiation is 0 in all hours: solar modules yield nothing.",)


def test_no_sun_in_some_months(epw):
    dark(epw, JANUARY)
    assert notes(epw) == (
        "The radiation is 0 in all hours of 31 days on which the sun rises, in month 1: solar modules yield nothing "
        "then.",
    )
    dark(epw, FEBRUARY)
    assert "of 59 days on which the sun rises, in month 1, 2:" in notes(epw)[0]


def test_no_sun_for_a_week_within_a_month_is_noted_and_for_days_is_not(epw):
    dark(epw, slice(24 * 100, 24 * 106))
    assert notes(epw) == ()
    dark(epw, slice(24 * 106, 24 * 107))  # 11 to 17 April
    assert "of 7 days on which the sun rises, in month 4:" in notes(epw)[0]


def test_the_polar_night_is_no_fault(epw):
    epw.location[6] = "78.0"  # Svalbard: the sun is below the horizon from 27 October to 15 February
    dark(epw, slice(24 * 300, 8760))
    dark(epw, slice(0, 24 * 45))
    assert not any("0 in all hours" in note for note in notes(epw))


def test_no_beam(epw):
    epw.set("dni", slice(0, 8760), "0")
    assert "The direct radiation is 0 in all hours: the yield of tilted solar modules comes out too low." in notes(
        epw
    )


def test_radiation_at_another_time_than_the_sun(epw):
    rolled = [row[13:16] for row in epw.rows]
    for row, cells in zip(epw.rows, np.roll(np.array(rolled), 7, axis=0).tolist(), strict=True):
        row[13:16] = cells  # times of UTC in a file that says UTC-7
    assert notes(epw)[-1] == (
        "The radiation comes 7.0 h after the sun, over the year: the file's times fit UTC+0. Check their zone "
        "(site.utc_offset_h, or columns.utc_offset_h of a CSV), and a.m. and p.m. Solar yields inherit this."
    )


def test_the_poles_have_no_noon_that_radiation_could_miss(epw):
    epw.location[6] = "90.0"
    assert not any("The radiation comes" in note for note in notes(epw))


@pytest.mark.parametrize("shift", [-1, 1])
def test_hours_stamped_at_their_other_end(epw, shift):
    rolled = [row[13:16] for row in epw.rows]
    for row, cells in zip(epw.rows, np.roll(np.array(rolled), shift, axis=0).tolist(), strict=True):
        row[13:16] = cells
    assert f"The radiation comes 1.0 h {'after' if shift > 0 else 'before'} the sun" in notes(epw)[-1]


def test_a_day_that_is_warmest_at_night(epw):
    rolled = np.roll(np.array([row[6:8] for row in epw.rows]), 7, axis=0).tolist()
    for row, cells in zip(epw.rows, rolled, strict=True):
        row[6:8] = cells
    # the synthetic day is warmest at 15:00, its first hour's value stands for 00:00 to 01:00: 15.5 h, and 7 h on
    assert notes(epw) == (
        "The mean day is warmest at 22.5 h by the sun, where 13 to 16 h are usual: the file's times are of another "
        "zone than it, or the profile, says.",
    )


@pytest.mark.parametrize("hours", [47, 48])
def test_a_dry_bulb_that_stands_still(epw, hours):
    epw.set("temp", slice(24 * 40, 24 * 40 + hours), "12.3")
    epw.set("dew", slice(24 * 40, 24 * 40 + hours), "1.0")
    epw.set("dew", slice(24 * 40, 24 * 40 + hours, 2), "1.1")
    said = (
        ()
        if hours < 48
        else (
            "The dry bulb stands still at 12.3 °C for 48 hours, from month 2, day 10: a sensor that hung, or a gap "
            "that was filled. What these hours give is not to be relied on.",
        )
    )
    assert notes(epw) == said


def test_a_dew_point_that_stands_still_all_year(epw):
    epw.set("dew", slice(0, 8760), "-10.0")
    epw.set("temp", slice(0, 8760), "5.0")
    for i, row in enumerate(epw.rows):
        row[6] = f"{5 + i % 7}"
    assert any(
        note.startswith("The dew point stands still at -10 °C for 8,760 hours, from month 1, day 1:")
        for note in notes(epw)
    )


def test_a_humidity_that_stands_still_where_the_dew_point_follows_from_it(epw):
    assert notes(epw) == ()  # 70 % all year, beside dew points
    epw.set("dew", slice(0, 8760), "99.9")
    assert notes(epw)[-1].startswith("The relative humidity stands still at 70 % for 8,760 hours")
    epw.set("humidity", slice(0, 8760), "100")
    assert not any("stands still" in note for note in notes(epw))


def test_an_anemometer_that_does_not_turn(epw):
    epw.set("wind", slice(0, 239), "0")
    assert notes(epw) == ()
    epw.set("wind", slice(0, 240), "0")
    assert notes(epw) == (
        "The wind is 0 for 240 hours on end, from month 1, day 1: wind turbines yield nothing then.",
    )
    epw.set("wind", slice(0, 8760), "0.0")
    assert notes(epw) == ("The wind is 0 in all hours: wind turbines yield nothing, and solar modules run too warm.",)


def test_a_constant_pressure_is_usual(epw):
    assert {row[9] for row in epw.rows} == {"81500"}
    assert notes(epw) == ()


def test_wind_in_kilometres_an_hour(epw):
    for row in epw.rows:
        row[21] = f"{float(row[21]) * 3.6:.1f}"
    # the synthetic day has 3 + 11.5 / 12 m/s in the mean, less what its digits cut off
    assert notes(epw) == (
        "The wind is 14.2 m/s in the mean, as on the windiest coasts: is it in km/h? The yield of wind turbines "
        "comes out far too high.",
    )


def test_radiation_in_kilowatts(epw):
    for row in epw.rows:
        row[13:16] = [str(float(cell) / 1000) for cell in row[13:16]]
    (note,) = notes(epw)
    assert note.startswith("The year's radiation is 0.0")
    assert note.endswith(
        "% of what the sun sends to the top of the air, where 25 % to 70 % are usual: is it in another unit than "
        "W/m2? Solar yields inherit this."
    )


def test_saturated_air_is_not_told_to_be_more_than_saturated(epw):
    epw.set("dew", slice(0, 8760), "99.9")
    epw.set("humidity", slice(0, 8760), "100")
    assert notes(epw) == ("8760 hours had no dew point; it was taken from the relative humidity.",)
