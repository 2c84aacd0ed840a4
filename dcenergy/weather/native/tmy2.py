"""TMY2: a line of facts, then hours in columns of fixed width, 1 to 24, in tenths and whole units.

Marion and Urban 1995, User's Manual for TMY2s, NREL/SP-463-7668, doi:10.2172/87130, tables 3-1 and 3-2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dcenergy.errors import SeriesError, Where
from dcenergy.series.delimited import Column
from dcenergy.weather.native.found import Form, Found, Reading, number

FACTS = re.compile(
    r"\s*(?P<station>\d{5})\s+(?P<city>\S.*?)\s+(?P<state>[A-Z]{2})\s+(?P<zone>-?\d+)\s+"
    r"(?P<ns>[NS])\s*(?P<lat>\d+)\s+(?P<lat_min>\d+)\s+(?P<ew>[EW])\s*(?P<lon>\d+)\s+(?P<lon_min>\d+)\s+(?P<high>-?\d+)\s*$"
)
ROW = re.compile(r"\s\d\d[\d ]\d[\d ]\d[\d ]\d")
FIELDS: dict[str, tuple[int, int, float, float, str]] = {
    "ghi_w_m2": (17, 21, 1.0, 9999.0, "Wh/m2"),
    "dni_w_m2": (23, 27, 1.0, 9999.0, "Wh/m2"),
    "dhi_w_m2": (29, 33, 1.0, 9999.0, "Wh/m2"),
    "temp_c": (67, 71, 0.1, 9999.0, "degC"),
    "dew_point_c": (73, 77, 0.1, 9999.0, "degC"),
    "humidity_pct": (79, 82, 1.0, 999.0, "%"),
    "pressure_pa": (84, 88, 1.0, 9999.0, "mbar"),
    "wind_m_s": (95, 98, 0.1, 999.0, "m/s"),
}
"""Characters of each field, its factor, the number that means none, and the unit."""


LONGEST = 200
"""Letters of the first line."""


def recognised(lines: Sequence[str]) -> bool:
    """Whether the first line has the facts of TMY2, and the second an hour of it."""
    return len(lines) > 1 and FACTS.match(lines[0][:LONGEST]) is not None and ROW.match(lines[1]) is not None


def read(path: Path, lines: Sequence[str]) -> Found:
    """Return the year."""
    facts = FACTS.match(lines[0][:LONGEST])
    assert facts is not None  # it was recognised
    where = Where(str(path), 1)
    rows = [line for line in lines[1:] if line.strip()]
    numbers = np.arange(2, len(rows) + 2)
    shortest = FIELDS["wind_m_s"][1]
    for at, row in enumerate(rows):
        if len(row) < shortest:
            raise SeriesError(f"{Where(str(path), at + 2)}: an hour has {len(row)} characters; is the file cut off?")
    parts = [[row[at : at + 2].replace(" ", "0") for at in (1, 3, 5, 7)] for row in rows]
    times = ["19{}-{}-{} {}".format(*part) for part in parts]
    return Found(
        name=f"{facts['city'].title()}, {facts['state']}, TMY2",
        latitude_deg=number(where, "latitude", _degrees(facts["lat"], facts["lat_min"], facts["ns"] == "S")),
        longitude_deg=number(where, "longitude", _degrees(facts["lon"], facts["lon_min"], facts["ew"] == "W")),
        altitude_m=number(where, "elevation", facts["high"]),
        times=Column(str(path), "time", times, numbers),
        zone=facts["zone"],
        zone_h=float(facts["zone"]),
        label="end",
        readings={key: Reading(_column(path, key, rows, numbers), FIELDS[key][4]) for key in FIELDS},
    )


def _column(path: Path, key: str, rows: Sequence[str], numbers: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Column:
    start, end, factor, missing, _ = FIELDS[key]
    cells = [row[start:end].strip() for row in rows]
    return Column(str(path), key, [_scaled(cell, factor, missing) for cell in cells], numbers)


def _scaled(cell: str, factor: float, missing: float) -> str:
    try:
        value = int(cell)
    except ValueError:
        return cell
    return "" if value == missing else f"{value * factor:.6g}"


def _degrees(whole: str, minutes: str, negative: bool) -> str:
    return f"{'-' if negative else ''}{int(whole) + int(minutes) / 60:.6f}"


FORM = Form("TMY2", recognised, read)
