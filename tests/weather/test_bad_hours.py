"""Single hours that cannot be: set missing and counted; many are refused, with a guess at the unit."""

import numpy as np
import pandas as pd
import pytest

from dcenergy.errors import WeatherError
from dcenergy.weather import files, sun
from dcenergy.weather.hourly import Place
from dcenergy.weather.site import Site, WeatherSource, load

DAWN = 8 + 24 * 100
COLUMN = {"temp": "temp_c", "dew": "dew_point_c", "pressure": "pressure_pa", "wind": "wind_m_s", "dni": "dni_w_m2"}


def test_one_dawn_hour_with_a_beam_of_1903_is_missing(epw):
    plain = files.read(epw.write("plain.epw"))
    epw.set("dni", slice(DAWN, DAWN + 1), "1903")
    year = files.read(epw.write())
    assert year.notes == (
        "1 hour has an impossible direct normal radiation (1903 in line 2417); the value was set missing.",
        "1 hour had no direct or diffuse radiation; they were split from the global (Erbs 1982).",
    )
    assert year.dni_w_m2[DAWN] < 1361
    others = np.arange(8760) != DAWN
    assert np.array_equal(year.dni_w_m2[others], plain.dni_w_m2[others])


@pytest.mark.parametrize(
    ("column", "value", "low", "high"),
    [
        ("temp", "75", -20, 31),
        ("temp", "-95", -20, 31),
        ("temp", "29.5", -20, 15),  # it can be, but not for one hour in January and back
        ("dew", "55", -20, 31),
        ("pressure", "250000", 81_000, 82_000),
        ("wind", "-1", 3, 5),
        ("wind", "80", 3, 5),
        ("dni", "2000", 0, 1361),
        ("dni", "1395", 0, 1361),  # below the bound of the column, above the sun in July
    ],
)
def test_a_value_that_cannot_be_is_filled_as_missing_ones_are(epw, column, value, low, high):
    hour = 4500 if value == "1395" else 12
    epw.set(column, slice(hour, hour + 1), value)
    year = files.read(epw.write())
    assert low <= getattr(year, COLUMN[column])[hour] <= high
    (note,) = [each for each in year.notes if "impossible" in each]
    assert note.startswith("1 hour has an impossible ")
    assert f"in line {9 + hour}); the value was set missing." in note


@pytest.mark.parametrize("hours", [24, 25])
def test_24_hours_are_mended_and_25_refused(epw, hours):
    epw.set("wind", slice(0, 24 * 100 * 3, 300), "3")
    for hour in range(0, hours * 300, 300):
        epw.set("wind", slice(hour, hour + 1), "75")
    if hours == 24:
        (note,) = files.read(epw.write()).notes[:1]
        assert note.startswith(
            "24 hours have an impossible wind speed (first 75.0 in line 9); the values were set missing."
        )
    else:
        with pytest.raises(
            WeatherError, match=r":9: the wind speed must be .* got '75\.0' \(25 such hours in the file\)"
        ):
            files.read(epw.write())


@pytest.mark.parametrize("code", ["-999", "-9999", "-99.9", "999.9", "-9999.0"])
def test_codes_of_nines_are_missing_values_in_any_number(epw, code):
    epw.set("temp", slice(100, 8000, 10), code)
    year = files.read(epw.write())
    assert -25 < year.temp_c.min() < year.temp_c.max() < 32
    assert any(note.startswith("790 hours without a dry bulb were interpolated") for note in year.notes)


@pytest.mark.parametrize(
    ("column", "how", "says"),
    [
        ("temp", lambda value: value + 273.15, "is it in kelvin?"),
        ("temp", lambda value: 1.8 * value + 32, "is it in degrees Fahrenheit?"),
        ("ghi", lambda value: 3.6 * value, "is it in kJ/m2?"),
        ("wind", lambda value: 20 * value, "is it in km/h?"),
    ],
)
def test_many_are_refused_with_a_guess_at_the_unit(epw, column, how, says):
    at = {"temp": 6, "ghi": 13, "wind": 21}[column]
    for row in epw.rows:
        row[at] = f"{how(float(row[at])):.2f}"
    with pytest.raises(WeatherError) as fault:
        files.read(epw.write())
    assert says in str(fault.value)
    assert "such hours in the file" in str(fault.value)


def test_a_csv_keeps_the_same_rule(tmp_path, monkeypatch):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))
    times = pd.date_range("2023-01-01", periods=8760, freq="h")
    warm = 15 + 8 * np.sin(2 * np.pi * (times.day_of_year - 110) / 365) + 3 * np.sin(2.4 * times.day_of_year)
    frame = pd.DataFrame({"time": times.strftime("%Y-%m-%d %H:%M"), "temp_c": warm.round(2), "humidity_pct": 50.0})
    frame["temp_c"] += 4 * np.cos(2 * np.pi * (times.hour - 15) / 24).round(3)
    frame.loc[500, "temp_c"] = 300.0
    frame["wind_m_s"] = (3 + np.sin(np.arange(8760) / 7)).round(2)
    frame.loc[::50, "wind_m_s"] = -9999  # 176 hours
    frame.to_csv(tmp_path / "roof.csv", index=False)
    here = Site(
        latitude_deg=40.0,
        longitude_deg=0.0,
        altitude_m=0.0,
        utc_offset_h=0.0,
        weather=WeatherSource(file=str(tmp_path / "roof.csv")),
    )
    year = load(here)
    assert abs(year.temp_c[500] - (year.temp_c[499] + year.temp_c[501]) / 2) < 1e-9
    assert any("1 hour has an impossible dry bulb temperature (300.0 in line 502)" in note for note in year.notes)
    assert any(note.startswith("176 hours have an impossible wind speed (first -9999.0 in") for note in year.notes)
    assert 2 <= year.wind_m_s.min() < year.wind_m_s.max() <= 4


class TestBeamAtLowSun:
    """Global radiation is split; a beam is never above what the sun sends through a clean and dry atmosphere."""

    place = Place(48.0, 11.0, 500.0, 1.0)

    def split(self, ghi):
        from dcenergy.weather.hourly import calendar

        days = calendar()
        zenith_deg = sun.apparent_zenith_deg(self.place, days)
        whole = np.full(days.hours, ghi)
        return (*sun.split_w_m2(whole, self.place, days, zenith_deg), zenith_deg)

    @pytest.mark.parametrize("ghi", [20.0, 150.0, 400.0, 900.0])
    def test_beams_of_a_clock_that_is_off_stay_below_the_sun(self, ghi):
        from pvlib.irradiance import erbs

        direct, diffuse, zenith_deg = self.split(ghi)
        low = (zenith_deg > 80) & (zenith_deg < 87)
        assert direct.max() < 1361 * 1.035
        # sun at 3 to 10 degrees: 10 to 19 air masses of pure Rayleigh sky let at most 1361 exp(-0.06 * 5.6) through
        assert direct[low].max() < 975
        assert np.all(direct * sun.cosine(zenith_deg) + diffuse == pytest.approx(ghi, abs=1e-9))
        if ghi >= 150:  # the fault: without the limit
            assert np.nanmax(erbs(np.full(8760, ghi), zenith_deg, 100)["dni"][low]) > 1400

    def test_a_file_of_global_radiation_keeps_it(self, epw):
        for column in ("dni", "dhi"):
            epw.set(column, slice(0, 8760), "9999")
        for row in epw.rows:
            row[13] = f"{min(3 * float(row[13]) + 100 * (float(row[13]) > 0), 1100):.1f}"
        year = files.read(epw.write())
        assert year.dni_w_m2.max() < 1361
        upright = sun.cosine(sun.apparent_zenith_deg(year.place, year.calendar))
        assert np.abs(year.dni_w_m2 * upright + year.dhi_w_m2 - year.ghi_w_m2).max() < 1e-6
