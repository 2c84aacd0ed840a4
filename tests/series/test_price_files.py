"""Files of prices and carbon factors in the forms of those who publish them, made here by a formula.

The price is the hour of the day in UTC, in EUR/MWh: whatever a file's clock, hour 0 of UTC costs 0. At a site in
UTC+1 the hours of every day then cost 23, 0, 1, ... 22, whose mean is 11.5 EUR/MWh = 0.0115 EUR/kWh.
"""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from dcenergy.errors import SeriesError
from dcenergy.series import reading
from dcenergy.series.quantity import Quantity, Said

PRICE = Quantity("price", "price", "EUR/kWh", -0.05, 1.5, "EUR", ("EUR/MWh", "ct/kWh"), 0.1)
CARBON = Quantity("carbon factor", "carbon", "kg/kWh", 0.0, 1.5, "", ("g/kWh",), 0.3)
BERLIN = ZoneInfo("Europe/Berlin")
UNSAID = Said()
CET_H = timedelta(hours=1)
LOCAL_DAY = [23.0, *range(23)]  # of UTC+1


def instants(year: int, zone=None, step_min: int = 60) -> list[datetime]:
    """Starts of every step of a year of a zone's clock, in UTC."""
    start = datetime(year, 1, 1, tzinfo=zone or ZoneInfo("UTC")).astimezone(ZoneInfo("UTC"))
    end = datetime(year + 1, 1, 1, tzinfo=zone or ZoneInfo("UTC")).astimezone(ZoneInfo("UTC"))
    return [start + timedelta(minutes=at) for at in range(0, int((end - start).total_seconds() // 60), step_min)]


def lines(head: str, row, year: int = 2023, zone=None, step_min: int = 60) -> str:
    return (
        head
        + "\n"
        + "".join(row(at, at + timedelta(minutes=step_min)) + "\n" for at in instants(year, zone, step_min))
    )


def local(at: datetime, form: str) -> str:
    return at.astimezone(BERLIN).strftime(form)


def marked(at: datetime) -> str:
    """Return the mark that the export puts on the days on which the clock changes."""
    return local(at, " (%Z)") if local(at, "%d.%m") in ("26.03", "29.10") else ""


def comma(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


FORMS = {
    "ENTSO-E in UTC": lines(
        '"MTU (UTC)","Area","Sequence","Day-ahead Price (EUR/MWh)","Intraday Period (UTC)","Currency"',
        lambda at, to: (
            f'"{at:%d/%m/%Y %H:%M:%S} - {to:%d/%m/%Y %H:%M:%S}","BZN|FR","Without Sequence","{at.hour}","","EUR"'
        ),
    ),
    "ENTSO-E in CET and CEST": lines(
        '"MTU (CET/CEST)","Day-ahead Price (EUR/MWh)"',
        lambda at, to: f'"{local(at, "%d/%m/%Y %H:%M:%S")} - {local(to, "%d/%m/%Y %H:%M:%S")}","{at.hour}"',
        zone=BERLIN,
    ),
    "ENTSO-E with marks on the days that change": lines(
        '"MTU (CET/CEST)","Day-ahead Price (EUR/MWh)"',
        lambda at, _: f'"{local(at, "%d/%m/%Y %H:%M:%S")}{marked(at)} - later","{at.hour}"',
        zone=BERLIN,
    ),
    "ENTSO-E with marks on all days": lines(
        '"MTU","Day-ahead Price (EUR/MWh)"',
        lambda at, _: f'"{local(at, "%d/%m/%Y %H:%M:%S (%Z)")} - later","{at.hour}"',
        zone=BERLIN,
    ),
    "ENTSO-E of quarters of an hour": lines(
        '"MTU (UTC)","Day-ahead Price (EUR/MWh)"',
        lambda at, to: f'"{at:%d/%m/%Y %H:%M} - {to:%d/%m/%Y %H:%M}","{at.hour + (at.minute - 22.5) / 60}"',
        step_min=15,
    ),
    "ENTSO-E before 2020": lines(
        '"MTU (CET)","Day-ahead Price [EUR/MWh]"',
        lambda at, to: f'"{at + CET_H:%d.%m.%Y %H:%M} - {to + CET_H:%d.%m.%Y %H:%M}","{at.hour}"',
    ),
    "SMARD": lines(
        "Datum von;Datum bis;Deutschland/Luxemburg [\u20ac/MWh] Originalaufl\u00f6sungen",
        lambda at, to: f"{local(at, '%d.%m.%Y %H:%M')};{local(to, '%d.%m.%Y %H:%M')};{comma(at.hour)}",
        zone=BERLIN,
    ),
    "SMARD before 2022": lines(
        "Datum;Anfang;Ende;Deutschland/Luxemburg [\u20ac/MWh] Berechnete Aufl\u00f6sungen",
        lambda at, to: f"{local(at, '%d.%m.%Y')};{local(at, '%H:%M')};{local(to, '%H:%M')};{comma(at.hour)}",
        zone=BERLIN,
    ),
    "Ember": lines(
        "Country,ISO3 Code,Datetime (UTC),Datetime (Local),Price (EUR/MWhe)",
        lambda at, _: f"France,FRA,{at:%Y-%m-%d %H:%M:%S},{local(at, '%Y-%m-%d %H:%M:%S')},{at.hour}",
    ),
    "energy-charts": lines(
        'Date (GMT+1),Day Ahead Auction (DE-LU)\n,"Price (EUR/MWh, EUR/tCO2)"',
        lambda at, _: f"{local(at, '%Y-%m-%dT%H:%M%z')},{at.hour}",
        zone=BERLIN,
    ),
    "pandas, with its index": lines(
        ",timestamp,price_eur_mwh",
        lambda at, _: f"{(at.timetuple().tm_yday - 1) * 24 + at.hour},{at:%Y-%m-%d %H:%M:%S+00:00},{at.hour}",
    ),
}


def read(text: str | bytes, tmp_path: Path, said: Said = UNSAID, quantity: Quantity = PRICE, zone_h: float = 1.0):
    content = text if isinstance(text, bytes) else text.encode()
    return reading.read(tmp_path / "p.csv", content, quantity, said, zone_h)


@pytest.mark.parametrize("form", FORMS)
def test_every_publisher_s_form_is_read_in_the_site_s_hours(form, tmp_path):
    series = read(FORMS[form], tmp_path)
    # the year's first hour is 23 h UTC of the day before, which a file in UTC takes from its other end
    expected = np.tile(LOCAL_DAY, 365) / 1000
    assert series.values == pytest.approx(expected)
    assert series.values.mean() == pytest.approx(0.0115)


@pytest.mark.parametrize("form", ["SMARD", "SMARD before 2022"])
def test_a_clock_with_daylight_saving_is_told(form, tmp_path):
    notes = read(FORMS[form], tmp_path).notes
    assert any("26.03.2023 03:00" in note and "29.10.2023 02:00" in note for note in notes if "put forward" in note)


def test_the_southern_clock_is_put_back_first(tmp_path):
    sydney = ZoneInfo("Australia/Sydney")
    text = lines("time,EUR/MWh", lambda at, _: f"{at.astimezone(sydney):%Y-%m-%d %H:%M},{at.hour}", zone=sydney)
    # Sydney's standard time is UTC+10: its hour 0 is 14 h UTC
    series = read(text, tmp_path, zone_h=10.0)
    assert series.values[100 * 24 : 101 * 24] * 1000 == pytest.approx([*range(14, 24), *range(14)])
    assert series.values[:24] * 1000 == pytest.approx([*range(14, 24), *range(14)])


def test_the_profile_s_zone_settles_a_clock_that_shows_one_change_alone(tmp_path):
    # as some write it: the hour of spring stands empty, that of autumn twice. 301 days come before 29 October, and 3
    # hours of it before the second 02:00, under one line of names: line 301 x 24 + 3 + 2
    rows = FORMS["SMARD"].split("\n")
    spring = next(at for at, row in enumerate(rows) if row.startswith("26.03.2023 03:00"))
    rows.insert(spring, "26.03.2023 02:00;26.03.2023 03:00;-")
    with pytest.raises(
        SeriesError, match=r"p\.csv:7229: times must rise .*'29\.10\.2023 02:00'; is this daylight saving"
    ):
        read("\n".join(rows), tmp_path)
    series = read("\n".join(rows), tmp_path, Said(zone="Europe/Berlin"))
    assert series.values * 1000 == pytest.approx(np.tile(LOCAL_DAY, 365))


def test_five_minutes_that_are_stamped_at_their_end(tmp_path):
    # AEMO: 00:05 is the first interval of a day; the price is the hour in which the interval lies
    text = lines(
        "REGION,SETTLEMENTDATE,TOTALDEMAND,RRP,PERIODTYPE",
        lambda at, to: f"SA1,{to:%Y/%m/%d %H:%M:%S},1379.47,{at.hour},TRADE",
        step_min=5,
    )
    with pytest.raises(SeriesError, match=r"p\.csv:1: the price may be any of 2 columns, as `TOTALDEMAND` or `RRP`"):
        read(text, tmp_path)
    series = read(text, tmp_path, Said(column="RRP", unit="EUR/MWh"))
    assert series.values * 1000 == pytest.approx(np.tile(np.arange(24), 365))
    assert "The times of p.csv were read as the end of their intervals, which so fill the year." in series.notes


def test_hours_that_end_at_24(tmp_path):
    text = lines(
        "DeliveryDate,HourEnding,SettlementPointPrice", lambda at, _: f"{at:%m/%d/%Y},{at.hour + 1:02d}:00,{at.hour}"
    )
    series = read(text, tmp_path, Said(unit="EUR/MWh"))
    assert series.values * 1000 == pytest.approx(np.tile(np.arange(24), 365))
    numbered = lines("Date;Hour;Price [EUR/MWh]", lambda at, _: f"{at:%d/%m/%Y};{at.hour + 1};{at.hour}")
    assert read(numbered, tmp_path).values * 1000 == pytest.approx(np.tile(np.arange(24), 365))


def test_many_places_in_one_file_are_refused_with_the_cause(tmp_path):
    # CAISO has a row for each part of the price, Denmark's Energinet one for each area
    rows = lines(
        "INTERVALSTARTTIME_GMT,INTERVALENDTIME_GMT,LMP_TYPE,MW",
        lambda at, to: "\n".join(
            f"{at:%Y-%m-%dT%H:%M:%S}-00:00,{to:%Y-%m-%dT%H:%M:%S}-00:00,{kind},{at.hour}" for kind in ("LMP", "MCC")
        ),
    )
    with pytest.raises(
        SeriesError, match=r"p\.csv:3: .* every time stands up to 2 times: keep the rows of one place"
    ):
        read(rows, tmp_path, Said(unit="EUR/MWh"))
    areas = lines(
        "HourUTC;HourDK;PriceArea;SpotPriceDKK;SpotPriceEUR",
        lambda at, _: (
            f"{at:%Y-%m-%d %H:%M};{local(at, '%Y-%m-%d %H:%M')};DK1;{comma(7.45 * at.hour)};{comma(at.hour)}"
        ),
    )
    with pytest.raises(SeriesError, match="the price may be any of 2 columns, as `SpotPriceDKK` or `SpotPriceEUR`"):
        read(areas, tmp_path)
    series = read(areas, tmp_path, Said(column="SpotPriceEUR", unit="EUR/MWh"))
    assert series.values * 1000 == pytest.approx(np.tile(LOCAL_DAY, 365))


def test_a_leap_year_has_8784_hours(tmp_path):
    text = lines("Datetime (UTC),Price (EUR/MWhe)", lambda at, _: f"{at:%Y-%m-%d %H:%M:%S},{at.hour}", year=2024)
    assert read(text, tmp_path).values * 1000 == pytest.approx(np.tile(LOCAL_DAY, 366))


def test_electricity_maps_has_grams(tmp_path):
    head = (
        "Datetime (UTC),Country,Zone id,Carbon intensity gCO\u2082eq/kWh (direct),"
        "Carbon intensity gCO\u2082eq/kWh (Life cycle),Carbon-free energy percentage (CFE%)"
    )
    text = lines(head, lambda at, _: f"{at:%Y-%m-%d %H:%M:%S},Sweden,SE,{250 + at.hour},{300 + at.hour},60.1")
    with pytest.raises(SeriesError, match=r"may be any of 2 columns, as .*direct.* or .*Life cyc"):
        read(text, tmp_path, quantity=CARBON)
    series = read(text, tmp_path, Said(column="Carbon intensity gCO\u2082eq/kWh (direct)"), CARBON, 0.0)
    # 250 + 11.5 g on average
    assert series.values.mean() == pytest.approx(0.2615)


@pytest.mark.parametrize(
    ("text", "said", "words"),
    [
        (FORMS["Ember"].replace("EUR/MWhe", "GBP/MWh"), Said(), "GBP/MWh, and the profile's currency is EUR"),
        (
            FORMS["Ember"].replace("Price (EUR/MWhe)", "Load [MW]"),
            Said(),
            r"p\.csv:1: the column `Load \[MW\]` is in MW",
        ),
        (FORMS["Ember"], Said(column="Prices"), r"p\.csv:1: no column `Prices`; known are: Country, "),
        (
            FORMS["Ember"],
            Said(unit="EUR per hour"),
            "`unit: EUR per hour` is no unit of the price; set one as EUR/kWh, EUR/MWh",
        ),
        (FORMS["Ember"], Said(zone="Berlin"), "zone: must be UTC, an offset as .* got 'Berlin'"),
        ("\n".join(FORMS["Ember"].split("\n")[:8000]), Said(), r"p\.csv:8000: \d+ hours or months have no number"),
        (FORMS["Ember"].replace(",12\n", ",twelve\n", 1), Said(), r"p\.csv:14: must be one number, got 'twelve'"),
    ],
)
def test_the_cause_is_named(text, said, words, tmp_path):
    with pytest.raises(SeriesError, match=words):
        read(text, tmp_path, said, zone_h=0.0)
