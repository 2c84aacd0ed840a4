"""One's own monthly normals, from a CSV file: twelve rows, as anybody can type them in a spreadsheet.

Each row is a month; the columns are those of `normals_columns.py`. What says where they are from (place, latitude,
longitude, altitude, zone, source) stands in the first row at least. Refused, naming the cell: a month that is
missing or stands twice, text for a number, what cannot be or stands in another unit, a mean outside its highest
and lowest, more vapour than air can hold, more sun than reaches the Earth.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from dcenergy.errors import WeatherError
from dcenergy.language import Message
from dcenergy.weather import files, psychrometrics, raw_text
from dcenergy.weather.climate import Normals
from dcenergy.weather.hourly import DAYS_OF_MONTH, Floats, Notes, Place
from dcenergy.weather.humidity_normals import vapour_pressure_pa
from dcenergy.weather.mending import PRESSURE_BAND
from dcenergy.weather.normals_columns import MONTH, PLACE, SPREADS, TEMPERATURES, WORDS
from dcenergy.weather.normals_months import MONTHS, PA_SHIFT, Months, months, number, of_all, refuse_columns
from dcenergy.weather.sheet import sheet

SUFFIX = ".csv"
LARGEST_FILE_BYTES = 1_000_000
"""Twelve rows have some 2 kB."""

LEAST_RANGE_K = 0.05
"""Of the months' mean temperatures: the equator's most even places have 0.3 K (assumption); tables have one digit."""

TWILIGHT_KWH_M2_DAY = 0.1
"""What the sun sends in a month in which it hardly rises: twilight may tell as much (assumption, 0.05 to 0.2)."""

SOLAR_CONSTANT_KW_M2 = 1.361
"""Kopp and Lean 2011, doi:10.1029/2010GL045777."""


def is_file(name: str) -> bool:
    """Say whether a name of normals is that of a file, and not of a shipped place.

    >>> is_file("my-city.csv"), is_file("zixing")
    (True, False)
    """
    return name.lower().endswith(SUFFIX)


def recognised(content: bytes) -> bool:
    """Say whether a CSV file looks like monthly normals: it has months, and means of highest temperatures."""
    first, second, *_ = [*raw_text.text(content[:2000])[0].split("\n"), ""]
    head = second if raw_text.SPREADSHEET_HINT.match(first) else first
    return MONTH in head and "temp_max_c" in head


def read(path: Path) -> Normals:
    """Return the normals in a file.

    Raises
    ------
    WeatherError
        Where there is none, or it cannot be used; the message names the cell.
    """
    advice = f"a name that ends in {SUFFIX} is that of your own monthly normals"
    if raw_text.size(path, "file of normals", advice) > LARGEST_FILE_BYTES:
        raise WeatherError(
            f"{path}: is too large for twelve months; hours of a year are named as `weather: {{file: ...}}`"
        )
    try:
        return parse(path, path.read_bytes())
    except OSError as fault:
        raise WeatherError(f"{path}: cannot be read ({fault.strerror}); name another") from fault


def parse(path: Path, content: bytes) -> Normals:
    """Return the normals in a file whose `content` was read from `path`."""
    table = sheet(path, content)
    refuse_columns(path, table)
    said = {name: of_all(table, name) for name in (*WORDS, *PLACE)}
    place = Place(**{name: number(table, said[name], name, column) for name, column in PLACE.items()})
    files.must_agree(said["utc_offset_h"].where, place)
    given = months(path, table)
    _refuse_temperatures(given)
    _refuse_sun(given, place)
    pressure_pa, pressure_notes = _pressure_pa(given, place)
    climate = Normals(
        name=said["place"].text,
        place=place,
        temp_c=given.values["temp_c"],
        temp_max_c=given.values["temp_max_c"],
        temp_min_c=given.values["temp_min_c"],
        vapour_pressure_pa=np.zeros(MONTHS),
        pressure_pa=pressure_pa,
        ghi_kwh_m2_day=given.values.get("ghi_kwh_m2_day"),
        wind_m_s=given.values.get("wind_m_s"),
        temp_spread_k=given.values.get("temp_spread_k"),
        dew_point_spread_k=given.values.get("dew_point_spread_k"),
    )
    vapour_pa, humidity_notes = vapour_pressure_pa(given, climate)
    notes = (*_source_notes(path, climate, said["source"].text), *humidity_notes, *pressure_notes)
    return replace(climate, vapour_pressure_pa=vapour_pa, notes=notes)


def _source_notes(path: Path, climate: Normals, source: str) -> Iterator[Message]:
    words = {"place": climate.name, "file": path.name, "source": source}
    if climate.temp_spread_k is None:
        yield Message("The monthly normals of {place} are those of the file {file}: {source}.", **words)
    else:
        yield Message(
            "The monthly normals of {place}, and how far its days differ from each other, are those of the file "
            "{file}: {source}.",
            **words,
        )


def _refuse_temperatures(months: Months) -> None:
    mean_c, highest_c, lowest_c = (months.values[name] for name in TEMPERATURES)
    rule = "must lie between temp_min_c and temp_max_c of its month, the means of the days' lowest and highest"
    months.refuse("temp_c", (mean_c <= lowest_c) | (mean_c >= highest_c), rule)
    same = np.ptp(mean_c) < LEAST_RANGE_K
    months.refuse(
        "temp_c", np.full(MONTHS, same), "is the same in all months, as at no place; give each month its own"
    )


def _refuse_sun(months: Months, place: Place) -> None:
    """Refuse more radiation than reaches the top of the air."""
    if "ghi_kwh_m2_day" not in months:
        return
    ghi, possible = months.values["ghi_kwh_m2_day"], beyond_the_air_kwh_m2_day(place.latitude_deg)
    beyond = np.flatnonzero(ghi > possible)
    most = possible[beyond[0]] if len(beyond) else 0.0
    months.refuse(
        "ghi_kwh_m2_day",
        ghi > possible,
        f"is more than reaches the top of the air there, {most:.2f} kWh/m2 a day; "
        + (
            "give 0 where the sun stays down: twilight is not reckoned with"
            if most < TWILIGHT_KWH_M2_DAY
            else "is it in MJ (divide by 3.6), or the latitude's sign wrong?"
        ),
    )


def beyond_the_air_kwh_m2_day(latitude_deg: float) -> Floats:
    """Radiation on a level plane at the top of the air, by month [kWh/m2 a day]. FAO-56, eq. 21 to 25.

    >>> (3.6 * beyond_the_air_kwh_m2_day(0.0)[[0, 2]]).round(0).tolist()  # FAO-56, table 2.6: 36.2 and 37.9 MJ
    [36.0, 38.0]
    """
    day = np.arange(1, 366)
    distance = 1 + 0.033 * np.cos(2 * np.pi * day / 365)
    declination = 0.409 * np.sin(2 * np.pi * day / 365 - 1.39)
    latitude = np.radians(latitude_deg)
    sunset = np.arccos(np.clip(-np.tan(latitude) * np.tan(declination), -1.0, 1.0))
    level = sunset * np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(declination) * np.sin(sunset)
    daily = 24 / np.pi * SOLAR_CONSTANT_KW_M2 * distance * level
    lengths = np.array(DAYS_OF_MONTH)
    means: Floats = np.add.reduceat(daily, np.cumsum(lengths) - lengths) / lengths
    return means


def _pressure_pa(months: Months, place: Place) -> tuple[Floats, Notes]:
    standard_pa = float(psychrometrics.pressure_at_altitude_pa(place.altitude_m))
    if "pressure_hpa" not in months:
        note = Message(
            "The normals have no pressure: that of the standard atmosphere at {altitude} m was taken, {pressure} "
            "hPa.",
            altitude=f"{place.altitude_m:g}",
            pressure=f"{standard_pa / 100:.0f}",
        )
        return np.full(MONTHS, standard_pa), (note,)
    pressure_pa = months.values["pressure_hpa"]
    months.refuse(
        "pressure_hpa",
        np.abs(pressure_pa / standard_pa - 1) > PRESSURE_BAND,
        f"is over {PRESSURE_BAND:.0%} from the {standard_pa / 100:.0f} hPa of {place.altitude_m:g} m; give the "
        "station's own pressure, not that reduced to the level of the sea, or mend altitude_m",
    )
    return pressure_pa, ()


def text(climate: Normals, source: str) -> str:
    """Write normals as a file that is read again to the last digit."""
    head = {
        "place": climate.name,
        **{name: _shortest(getattr(climate.place, name)) for name in PLACE},
        "source": source,
    }
    written = {
        **{name: [value] + [""] * (MONTHS - 1) for name, value in head.items()},
        MONTH: [str(month) for month in range(1, MONTHS + 1)],
        **{name: [_shortest(value) for value in getattr(climate, name)] for name in TEMPERATURES},
        "vapour_pressure_hpa": [_in_hpa(value) for value in climate.vapour_pressure_pa],
        "pressure_hpa": [_in_hpa(value) for value in climate.pressure_pa],
    }
    for name in ("ghi_kwh_m2_day", "wind_m_s", *SPREADS):
        values = getattr(climate, name)
        if values is not None:
            written[name] = [_shortest(value) for value in values]
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(written)
    writer.writerows(zip(*written.values(), strict=True))
    return lines.getvalue()


def _shortest(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


def _in_hpa(pressure_pa: float) -> str:
    return f"{Decimal(repr(float(pressure_pa))).scaleb(-PA_SHIFT).normalize():f}"
