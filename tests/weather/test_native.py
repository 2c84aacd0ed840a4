"""Weather files of other forms, made here by a formula: place, zone, units, labels and radiation come out right.

The air of hour h of the day in the place's standard time is T(h) = 10 + h / 2 degC at 60 %; the wind is 3 m/s.
"""

import csv
import io
import os
import re
from pathlib import Path

import numpy as np
import pvlib
import pytest
from pvlib.iotools import read_tmy2

from dcenergy.errors import WeatherError
from dcenergy.weather import kept_years, site, sun
from dcenergy.weather.hourly import Place, calendar
from dcenergy.weather.native.dwd_try import degrees
from dcenergy.weather.site import Site

HOURS = np.arange(8760)
TEMP_C = 10 + HOURS % 24 / 2
MIAMI = Path(pvlib.__file__).parent / "data" / "12839.tm2"


@pytest.fixture(autouse=True)
def cache_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def load(tmp_path):
    def read(text: str, own: Site | None = None):
        path = tmp_path / "weather.txt"
        path.write_text(text, encoding="utf-8")
        return site.load(own or Site(), path)

    return read


def clear(place: Place) -> np.ndarray:
    """Return global radiation of a clear sky in hours of the place's standard time."""
    days = calendar()
    return sun.clear_sky_w_m2(place, days, sun.apparent_zenith_deg(place, days)).round(2)


def stamps(year_of_month=lambda month: 2019, minute: int = 0):
    """Yield year, month, day, hour and minute of a common year."""
    days = calendar()
    first = np.searchsorted(days.month, np.arange(1, 13)) // 24
    for month, day, hour in zip(days.month, days.day_of_year, days.hour, strict=True):
        yield year_of_month(month), month, day - first[month - 1], hour, minute


GOLDEN = Place(39.74, -105.18, 1829.0, -7.0)
NSRDB_HEAD = (
    "Source,Location ID,City,State,Country,Latitude,Longitude,Time Zone,Elevation,Local Time Zone,Dew Point Units,"
    "DHI Units,DNI Units,GHI Units,Temperature Units,Pressure Units,Wind Speed Units\n"
    "NSRDB,1,-,-,-,39.74,-105.18,-7,1829,-7,c,w/m2,w/m2,w/m2,c,mbar,m/s\n"
)


def nsrdb(head: str = NSRDB_HEAD, moved_h: int = 0) -> str:
    rows = ["Year,Month,Day,Hour,Minute,Temperature,Relative Humidity,GHI,Pressure,Wind Speed,"]
    air, light = np.roll(TEMP_C, moved_h), np.roll(clear(GOLDEN), moved_h)
    for at, (year, month, day, hour, minute) in enumerate(stamps(lambda month: 2000 + month, 30)):
        rows.append(f"{year},{month},{day},{hour},{minute},{air[at]},60,{light[at]},812,3,")
    return head + "\n".join(rows) + "\n"


def test_nsrdb_has_typical_months_of_different_years_at_half_past(load):
    year = load(nsrdb())
    assert (year.place, year.name, year.hours) == (GOLDEN, "NSRDB or SAM", 8760)
    assert year.temp_c == pytest.approx(TEMP_C)
    assert year.pressure_pa == pytest.approx(np.full(8760, 81_200.0))
    assert year.ghi_w_m2 == pytest.approx(clear(GOLDEN))
    assert not any("before" in note or "after" in note for note in year.notes)  # of the sun


def test_nsrdb_in_utc_is_moved_to_its_local_zone(load):
    # at -7 h, hour 0 of the place is hour 7 of UTC
    year = load(nsrdb(NSRDB_HEAD.replace("-105.18,-7,1829,-7", "-105.18,0,1829,-7"), moved_h=7))
    assert year.place == GOLDEN
    assert year.temp_c == pytest.approx(TEMP_C)


def test_sam_s_own_names_and_a_line_that_is_cut(load):
    head = "Latitude,Longitude,Time Zone,Elevation\n39.74,-105.18,-7,1829\n"
    rows = "".join(
        f"2001,{month},{day},{hour},{TEMP_C[at]},5,3\n" for at, (_, month, day, hour, _) in enumerate(stamps())
    )
    text = head + "Year,Month,Day,Hour,Tdry,Tdew,Wspd\n" + rows
    year = load(text)
    assert year.temp_c == pytest.approx(TEMP_C)
    assert year.dew_point_c == pytest.approx(np.full(8760, 5.0))
    with pytest.raises(WeatherError, match=r"weather\.txt:8763: has 4 fields, and the first line names 7 columns"):
        load(text[:-10])
    with pytest.raises(WeatherError, match=r"weather\.txt:2: the latitude must be a number .* 90, got '399\.74'"):
        load(text.replace("39.74", "399.74", 1))


TURIN = Place(45.0, 8.0, 250.0, 1.0)


def pvgis() -> str:
    # hours of UTC: that of the year's start is 01:00 at the place
    air, light = np.roll(TEMP_C, -1), np.roll(clear(TURIN), -1)
    rows = "".join(
        f"{year}{month:02d}{day:02d}:{hour:02d}00,{air[at]},60.0,{light[at]},0.0,{light[at]},300,3.0,180,98000\n"
        for at, (year, month, day, hour, _) in enumerate(stamps(lambda month: 2018 - month))
    )
    months = "".join(f"{month},{2018 - month}\n" for month in range(1, 13))
    return (
        "Latitude (decimal degrees): 45.000\nLongitude (decimal degrees): 8.000\nElevation (m): 250.0\n"
        f"month,year\n{months}time(UTC),T2m,RH,G(h),Gb(n),Gd(h),IR(h),WS10m,WD10m,SP\n{rows}\n"
        "T2m: 2-m air temperature (degree Celsius)\nRH: relative humidity (%)\nSP: surface pressure (Pa)\n"
    )


def test_pvgis_is_in_utc_and_moved_to_the_zone_of_its_longitude_or_of_the_site(load):
    year = load(pvgis())
    assert year.place == TURIN
    assert year.temp_c == pytest.approx(TEMP_C)
    assert year.ghi_w_m2 == pytest.approx(clear(TURIN))
    assert year.dhi_w_m2 == pytest.approx(clear(TURIN))
    assert year.pressure_pa[0] == 98_000
    moved = load(pvgis(), Site(utc_offset_h=2.0))
    assert moved.temp_c == pytest.approx(np.roll(TEMP_C, 1))


def test_pvgis_hours_without_humidity_are_refused(load):
    text = "Latitude (decimal degrees): 45.0\nLongitude (decimal degrees): 8.0\nElevation (m): 250\n"
    text += "time,G(i),H_sun,T2m,WS10m,Int\n"
    with pytest.raises(
        WeatherError, match=r"weather\.txt:4: PVGIS' hourly radiation has no humidity; take its typical"
    ):
        load(text + "20160101:0010,0.0,0.0,3.44,1.43,0.0\n")


BERLIN = Place(52.5, 13.4, 38.0, 1.0)


def open_meteo(speed: str = "wind_speed_10m (km/h)", wind: float = 10.8) -> str:
    # in GMT, of the instant: hour h of the place runs from instant h - 1 to h of GMT; radiation is stamped at its end
    light = clear(BERLIN)
    rows = io.StringIO()
    write = csv.writer(rows, lineterminator="\n")
    write.writerow(["latitude", "longitude", "elevation", "utc_offset_seconds", "timezone", "timezone_abbreviation"])
    write.writerow([52.5, 13.4, 38.0, 0, "GMT", "GMT"])
    write.writerow([])
    write.writerow(
        [
            "time",
            "temperature_2m (\u00b0C)",
            "relative_humidity_2m (%)",
            "surface_pressure (hPa)",
            speed,
            "shortwave_radiation (W/m\u00b2)",
        ]
    )
    for at, (year, month, day, hour, _) in enumerate(stamps()):
        # this row's instant is hour at + 1 of the place, and the hour before it is hour `at` there
        write.writerow(
            [f"{year}-{month:02d}-{day:02d}T{hour:02d}:00", 8.0 + 4 * (at % 2), 60, 1010.2, wind, light[at]]
        )
    return rows.getvalue()


def test_open_meteo_has_kilometres_per_hour_instants_and_radiation_of_the_hour_before(load):
    year = load(open_meteo())
    assert year.place == BERLIN
    assert year.wind_m_s == pytest.approx(np.full(8760, 3.0))  # 10.8 km/h
    assert year.temp_c == pytest.approx(np.full(8760, 10.0))  # between 8 and 12 degC, hour by hour
    assert year.ghi_w_m2 == pytest.approx(clear(BERLIN))
    assert year.pressure_pa[0] == 101_020
    assert load(open_meteo("wind_speed_10m (m/s)", 3.0)).wind_m_s == pytest.approx(np.full(8760, 3.0))
    assert load(open_meteo("wind_speed_10m (mph)", 6.7108)).wind_m_s == pytest.approx(np.full(8760, 3.0), abs=1e-4)


def test_columns_of_open_meteo_may_be_mapped_too(load, tmp_path):
    (tmp_path / "weather.txt").write_text(open_meteo(), encoding="utf-8")
    columns = measured_columns(
        temp_c="temperature_2m (\u00b0C)", humidity_pct="relative_humidity_2m (%)", wind_m_s="wind_speed_10m (km/h)"
    )
    source = site.WeatherSource(file="weather.txt", columns=columns)
    place = Site(latitude_deg=52.5, longitude_deg=13.4, altitude_m=38.0, utc_offset_h=0.0, weather=source)
    assert site.load(place, tmp_path / "weather.txt").wind_m_s == pytest.approx(np.full(8760, 3.0))


def measured_columns(**names: str) -> site.Columns:
    return site.Columns(time="time", **names)


KARACHI = Place(24.8608, 67.0104, 53.05, 4.0)


def nasa_power(standard: str = "UTC") -> str:
    moved = -4 if standard == "UTC" else 0
    air, light = np.roll(TEMP_C, moved), np.roll(clear(KARACHI), moved)
    rows = "".join(
        f"2019,{month},{day},{hour},{air[at]},60.0,101.3,3.0,{light[at]}\n"
        for at, (_, month, day, hour, _) in enumerate(stamps())
    )
    return (
        "-BEGIN HEADER-\nNASA/POWER Source Native Resolution Hourly Data\n"
        f"Dates (month/day/year): 01/01/2019 through 12/31/2019 in {standard}\n"
        "Location: Latitude  24.8608   Longitude 67.0104\n"
        "Elevation from MERRA-2: Average for 0.5 x 0.625 degree lat/lon region = 53.05 meters\n"
        "The value for missing source data that cannot be computed is: -999\nParameter(s):\n"
        "T2M                   MERRA-2 Temperature at 2 Meters (C)\n"
        "PS                    MERRA-2 Surface Pressure (kPa)\n"
        "WS10M                 MERRA-2 Wind Speed at 10 Meters (m/s)\n"
        "ALLSKY_SFC_SW_DWN     CERES SYN1deg All Sky Surface Shortwave Downward Irradiance (Wh/m^2)\n-END HEADER-\n"
        f"YEAR,MO,DY,HR,T2M,RH2M,PS,WS10M,ALLSKY_SFC_SW_DWN\n{rows}"
    )


@pytest.mark.parametrize("standard", ["UTC", "LST"])
def test_nasa_power_is_in_utc_or_solar_hours_with_kilopascals(load, standard):
    year = load(nasa_power(standard))
    assert year.place == KARACHI
    assert year.temp_c == pytest.approx(TEMP_C)
    assert year.pressure_pa[0] == pytest.approx(101_300)
    assert year.ghi_w_m2 == pytest.approx(clear(KARACHI))
    gap = load(re.sub(r"2019,6,1,12,[^,]*,", "2019,6,1,12,-999,", nasa_power(standard)))
    assert "1 hour without a dry bulb was interpolated." in gap.notes


def dwd_try() -> str:
    days = calendar()
    place = Place(52.436, 10.0, 100.0, 1.0)
    upright = sun.cosine(sun.apparent_zenith_deg(place, days))
    rows = "".join(
        f"4000000 2848500 {month:2d} {day:2d} {hour + 1:2d} {TEMP_C[at]:5.1f} 1002 201  3.0 5  3.2  60 "
        f"{500 * upright[at]:4.0f} {100 * (upright[at] > 0):4.0f} 291 -281  2\n"
        for at, (_, month, day, hour, _) in enumerate(stamps())
    )
    return (
        "Koordinatensystem : Lambert konform konisch\nRechtswert        : 4000000 Meter\n"
        "Hochwert          : 2848500 Meter\nHoehenlage        : 100 Meter ueber NN\n"
        "Art des TRY       : mittleres Jahr\n\n"
        "     RW      HW MM DD HH     t    p  WR   WG N    x  RF    B    D   A    E IL\n***\n" + rows
    )


def test_a_german_test_reference_year_has_hours_1_to_24_and_its_beam_on_the_level(load):
    year = load(dwd_try())
    assert year.temp_c == pytest.approx(TEMP_C)
    assert year.place.utc_offset_h == 1.0
    # 48.5 km north of the origin at 52 N on its meridian: a degree is 111.3 km, in a map that is 0.966 of it there
    assert year.place.latitude_deg == pytest.approx(52 + 48.5 / 111.3 / 0.966, abs=0.01)
    assert year.place.longitude_deg == pytest.approx(10.0)
    high = year.ghi_w_m2 > 300
    assert year.dni_w_m2[high] == pytest.approx(np.full(int(high.sum()), 500.0), rel=0.01)
    assert not any("miss the global" in note for note in year.notes)


def test_lambert_coordinates_are_where_the_handbook_says():
    # Handbuch, ch. 5: 4336500 / 2728500 lies 8 km north of Goerlitz (51.155 N, 14.988 E; a km is 0.009 degree)
    latitude, longitude = degrees(4_336_500, 2_728_500)
    assert latitude == pytest.approx(51.155 + 8 * 0.009, abs=0.02)
    assert longitude == pytest.approx(14.988, abs=0.06)


def test_tmy2_is_what_pvlib_reads():
    year, (frame, facts) = site.load(Site(), MIAMI), read_tmy2(str(MIAMI))
    assert year.name == "Miami, FL, TMY2"
    assert (year.place.latitude_deg, year.place.utc_offset_h) == (facts["latitude"], facts["TZ"])
    for ours, theirs, factor in [
        (year.temp_c, "DryBulb", 0.1),
        (year.dew_point_c, "DewPoint", 0.1),
        (year.wind_m_s, "Wspd", 0.1),
        (year.pressure_pa, "Pressure", 100.0),
        (year.ghi_w_m2, "GHI", 1.0),
        (year.dni_w_m2, "DNI", 1.0),
        (year.dhi_w_m2, "DHI", 1.0),
    ]:
        np.testing.assert_allclose(ours, frame[theirs].to_numpy() * factor)


def test_a_real_epw_in_another_form_is_the_same_year(load):
    folder = os.environ.get("DCENERGY_EPW_DIR")
    if not folder:
        pytest.skip("DCENERGY_EPW_DIR names no folder of EPW files")
    own = site.load(Site(), next(Path(folder).glob("*Golden*.epw")))
    head = (
        "Latitude,Longitude,Time Zone,Elevation\n"
        f"{own.place.latitude_deg},{own.place.longitude_deg},{own.place.utc_offset_h},{own.place.altitude_m}\n"
        "Year,Month,Day,Hour,Minute,Tdry,Tdew,Pres,Wspd,GHI,DNI,DHI\n"
    )
    columns = (
        own.temp_c,
        own.dew_point_c,
        own.pressure_pa / 100,
        own.wind_m_s,
        own.ghi_w_m2,
        own.dni_w_m2,
        own.dhi_w_m2,
    )
    rows = zip(stamps(minute=30), np.column_stack(columns).tolist(), strict=True)
    text = head + "".join(",".join(map(str, (*at, *values))) + "\n" for at, values in rows)
    again = load(text)
    for name in ("temp_c", "wet_bulb_c", "wind_m_s", "ghi_w_m2", "dni_w_m2"):
        np.testing.assert_allclose(getattr(again, name), getattr(own, name), atol=1e-6)


def test_a_change_of_any_reader_makes_another_entry_of_the_cache():
    read_by = {path.name for path in kept_years.CODE}
    assert {"sam.py", "open_meteo.py", "measured.py", "units.py", "clock.py", "hours.py", "numbers.py"} <= read_by
