"""The monthly normals of shipped places, one number a row: whose they are stands in places.csv."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import groupby

from dcenergy.reference.search import rows
from dcenergy.reference.table import Row

TABLE = "normals"

UNITS: Mapping[str, str] = {
    "temp_c": "degC",
    "temp_max_c": "degC",
    "temp_min_c": "degC",
    "vapour_pressure_hpa": "hPa",
    "pressure_hpa": "hPa",
    "ghi_kwh_m2_day": "kWh/(m2 day)",
    "wind_m_s": "m/s",
}
"""The columns of numbers of normals.csv, and their units."""

GROUPS: Mapping[str, str] = {
    "ghi_kwh_m2_day": "sun",
    "wind_m_s": "wind",
}
"""The group of places.csv that says whose a column is; the others are of the air."""


def rows_of_place(place: str) -> tuple[Row, ...]:
    """Return every number of a shipped place's twelve months; nothing where it is not shipped.

    >>> rows_of_place("dongjiang")[0].key, rows_of_place("nowhere")  # Dongjiang has the normals of Zixing
    ('zixing-1-temp_c', ())
    """
    groups = _groups().get(place, {})
    if "alias" in groups:
        return rows_of_place(groups["alias"]["station"])
    return tuple(
        _row(month, column, groups[GROUPS.get(column, "air")])
        for column in UNITS
        for month in _months().get(place, ())
        if month.get(column)
    )


def _row(month: Mapping[str, str], column: str, station: Mapping[str, str]) -> Row:
    return Row(
        key=f"{month['place']}-{month['month']}-{column}",
        name=f"{station['station']}: {column} of month {month['month']}",
        value=float(month[column]),
        unit=UNITS[column],
        low=None,
        high=None,
        year=station["period"],
        method="",
        source=station["source"],
        evidence=station["evidence"],
        note="",
    )


@cache
def _groups() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    found = groupby(sorted(rows("places"), key=_place), key=_place)
    return {place: {row["group"]: row for row in of_place} for place, of_place in found}


@cache
def _months() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    return {place: tuple(months) for place, months in groupby(rows(TABLE), key=_place)}


def _place(row: Mapping[str, str]) -> str:
    return row["place"]
