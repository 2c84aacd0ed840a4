"""Files that nobody means: every one ends in a message, soon."""

import time

import pytest

from dcenergy.errors import DcenergyError
from dcenergy.series import reading
from dcenergy.series.quantity import Quantity, Said
from dcenergy.weather import site
from dcenergy.weather.site import Site

PRICE = Quantity("price", "price", "EUR/kWh", -0.05, 1.5, "EUR", ("EUR/MWh",), 0.1)
LONG = 200_000
SERIES = {
    "nothing": "",
    "a name alone": "EUR/kWh\n",
    "digits without end": "EUR/kWh\n" + "1" * LONG + "x\n",
    "a name without end": "p" * LONG + "\n0.1\n",
    "spaces within a time": "time,EUR/kWh\n2024-01-01 00:00" + " " * LONG + "x,1\n",
    "brackets without end": "(" * LONG + "\n" + "0.1\n" * 20,
    "a number that no float holds": "EUR/kWh\n" + ("9" * 400 + "\n") * 8760,
    "the year 0": "time,EUR/kWh\n" + "".join(f"0000-01-01 {hour:02d}:00,1\n" for hour in range(24)),
    "the year 9999": "time,EUR/kWh\n" + "".join(f"9999-12-31 {hour:02d}:00,1\n" for hour in range(24)),
    "one time": "time,EUR/kWh\n2024-01-01 00:00,1\n",
    "thirteen months": "month;EUR/kWh\n" + "".join(f"{month};1\n" for month in range(1, 14)),
    "separators": "," * LONG + "\n" + ";" * LONG,
    "a quote left open": 'time,EUR/kWh\n"2024-01-01 00:00,1\n' + "2024-01-01 01:00,1\n" * 20_000,
}
SAM = "Latitude,Longitude,Time Zone,Elevation\n1,1,0,1\nYear,Month,Day,Hour,Tdry,Tdew\n"
PLACE_OF_TRY = "Hochwert : 2800000 Meter\nHoehenlage : 1 Meter\nRW HW MM DD HH t p WG RF B D\n"
WEATHER = {
    "NSRDB without hours": SAM,
    "NSRDB without a zone": f"{SAM.replace('0', '')}2001,1,1,0,1,1\n",
    "NSRDB of a zone that is none": (f"{SAM.replace('0', '1e300')}2001,1,1,0,1,1\n"),
    "PVGIS without hours": (
        "Latitude (decimal degrees): 1\nLongitude (decimal degrees): 1\nElevation (m): 1\ntime(UTC),T2m,RH\n"
    ),
    "PVGIS without a place": "Latitude (decimal degrees): north\ntime(UTC),T2m,RH\n20130101:0000,1,1\n",
    "Open-Meteo without values": "latitude,longitude,elevation,utc_offset_seconds\n",
    "Open-Meteo at an odd offset": "latitude,longitude,elevation,utc_offset_seconds\n1,1,1,1e99\n\ntime,x\n",
    "NASA POWER without an end": "-BEGIN HEADER-\nNASA/POWER Hourly\n",
    "NASA POWER without hours": (
        "-BEGIN HEADER-\nNASA/POWER\nLatitude 1 Longitude 1\nElevation = 1 meters\n-END HEADER-\n"
        "YEAR,MO,DY,HR,T2M,RH2M\n"
    ),
    "a test reference year without hours": (f"Rechtswert : 4000000 Meter\n{PLACE_OF_TRY}"),
    "a test reference year far away": (f"Rechtswert : {'9' * 400} Meter\n{PLACE_OF_TRY}***\n{'1 ' * 11}\n"),
    "TMY2 that is cut": " 12839 MIAMI                  FL  -5 N 25 48 W  80 16     2\n 62010101000\n",
    "a first line without end": "LOCATION" + "x" * LONG,
}


@pytest.mark.parametrize("name", SERIES)
def test_no_series_is_more_than_a_message(name, tmp_path):
    began = time.process_time()
    with pytest.raises(DcenergyError) as refused:
        reading.read(tmp_path / "p.csv", SERIES[name].encode(), PRICE, Said(), 0.0)
    assert len(str(refused.value)) < 1000
    assert time.process_time() - began < 5.0  # a search of quadratic time over 200,000 letters takes minutes


@pytest.mark.parametrize("name", WEATHER)
def test_no_weather_is_more_than_a_message(name, tmp_path, monkeypatch):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "w.txt"
    path.write_text(WEATHER[name] + "\n")
    with pytest.raises(DcenergyError) as refused:
        site.load(Site(), path)
    assert len(str(refused.value)) < 1000
