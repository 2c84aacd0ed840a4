"""Test reference years of Deutscher Wetterdienst (2017): German facts, then hours 1 to 24 of Central European Time.

DWD and BBSR 2017, Handbuch Ortsgenaue Testreferenzjahre von Deutschland, ch. 2. The place is in metres of the Lambert
projection ETRS89-LCC (EPSG:3034); direct and diffuse radiation are on a level plane.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dcenergy.errors import SeriesError, Where
from dcenergy.series.delimited import Table
from dcenergy.series.stamps import joined
from dcenergy.weather.native.found import Form, Found, Reading, number

COLUMNS = {
    "temp_c": ("t", "degC"),
    "humidity_pct": ("RF", "%"),
    "pressure_pa": ("p", "hPa"),
    "wind_m_s": ("WG", "m/s"),
    "dhi_w_m2": ("D", "W/m2"),
}
BEAM = "B"
END = "***"
SOUGHT_IN = 60
FACT = re.compile(r"\s*(Rechtswert|Hochwert|Hoehenlage)\s*:\s*(-?\d{1,8})\b")

AXIS_M, FLATTENING = 6_378_137.0, 1 / 298.257222101
ORIGIN_DEG, PARALLELS_DEG, EAST_M, NORTH_M = (52.0, 10.0), (35.0, 65.0), 4_000_000.0, 2_800_000.0
"""GRS 80, and the parameters of EPSG:3034."""


def recognised(lines: Sequence[str]) -> bool:
    """Whether the file begins with the Lambert coordinates of a test reference year."""
    return any(line.startswith("Rechtswert") for line in lines[:SOUGHT_IN]) and any(
        re.match(r"\s*RW\s+HW\s+MM\s+DD\s+HH", line) for line in lines[:SOUGHT_IN]
    )


def read(path: Path, lines: Sequence[str]) -> Found:
    """Return the year."""
    top = next(at for at, line in enumerate(lines) if re.match(r"\s*RW\s+HW", line))
    names = tuple(lines[top].split())
    first = top + 2 if lines[top + 1 : top + 2] and lines[top + 1].strip() == END else top + 1
    kept = [(at + 1, line.split()) for at, line in enumerate(lines) if at >= first and line.strip()]
    for at, row in kept:
        if len(row) != len(names):
            raise SeriesError(
                f"{Where(str(path), at)}: has {len(row)} numbers, {len(names)} belong there; is the file cut off?"
            )
    years = Table(
        str(path),
        ("year", "month", "day", "hour", *names),
        [["2001", row[names.index("MM")], row[names.index("DD")], row[names.index("HH")], *row] for _, row in kept],
        np.array([at for at, _ in kept], dtype=np.int64),
        top + 1,
    )
    facts = {found[1]: found[2] for line in lines[:top] for found in [FACT.match(line)] if found}
    east, north, height = (_fact(path, facts, name) for name in ("Rechtswert", "Hochwert", "Hoehenlage"))
    latitude, longitude = degrees(east, north)
    where = Where(str(path), 1)
    return Found(
        name="DWD, test reference year",
        latitude_deg=number(where, "latitude", f"{latitude:.5f}"),
        longitude_deg=number(where, "longitude", f"{longitude:.5f}"),
        altitude_m=number(where, "elevation", f"{height:g}"),
        times=joined(years, (0, 1, 2, 3)),
        zone="+1",
        zone_h=1.0,
        label="end",
        readings={key: Reading(years.column(name), unit) for key, (name, unit) in COLUMNS.items()},
        beam_on_level=Reading(years.column(BEAM), "W/m2"),
    )


def _fact(path: Path, facts: dict[str, str], name: str) -> float:
    if name not in facts:
        raise SeriesError(f"{Where(str(path), 1)}: no line says `{name}`; restore the header")
    return float(facts[name])


def degrees(east_m: float, north_m: float) -> tuple[float, float]:
    """Return latitude and longitude of a point of the Lambert projection EPSG:3034.

    IOGP Guidance Note 7-2, 3.1.1.1, Lambert Conic Conformal (2SP), reversed. The origin is 52 N, 10 E:

    >>> [round(each, 9) for each in degrees(4_000_000.0, 2_800_000.0)]
    [52.0, 10.0]
    """
    e = math.sqrt(FLATTENING * (2 - FLATTENING))

    def m(latitude: float) -> float:
        return math.cos(latitude) / math.sqrt(1 - (e * math.sin(latitude)) ** 2)

    def t(latitude: float) -> float:
        return math.tan(math.pi / 4 - latitude / 2) / _bend(e, latitude)

    first, second = (math.radians(each) for each in PARALLELS_DEG)
    n = math.log(m(first) / m(second)) / math.log(t(first) / t(second))
    scale = m(first) / (n * t(first) ** n)
    origin_m = AXIS_M * scale * t(math.radians(ORIGIN_DEG[0])) ** n
    x, y = east_m - EAST_M, origin_m - (north_m - NORTH_M)
    reached = (math.hypot(x, y) / (AXIS_M * scale)) ** (1 / n)
    latitude = math.pi / 2 - 2 * math.atan(reached)
    for _ in range(8):
        latitude = math.pi / 2 - 2 * math.atan(reached * _bend(e, latitude))
    return math.degrees(latitude), math.degrees(math.atan2(x, y) / n) + ORIGIN_DEG[1]


def _bend(e: float, latitude: float) -> float:
    sine = e * math.sin(latitude)
    return math.pow((1 - sine) / (1 + sine), e / 2)


FORM = Form("DWD test reference year", recognised, read)
