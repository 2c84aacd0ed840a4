"""Reader of the shipped reference tables: one cited number a row."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import groupby
from os.path import commonprefix
from pathlib import Path
from typing import Literal

from dcenergy.errors import ReferenceError
from dcenergy.printable import shortened

FOLDER = Path(__file__).parent
Evidence = Literal["verified", "secondary", "computed", "assumption"]


@dataclass(frozen=True)
class Source:
    """Who says so, and how far that was checked."""

    key: str
    title: str
    publisher: str
    year: str
    evidence: str
    note: str


@dataclass(frozen=True)
class Row:
    """One cited number."""

    key: str
    name: str
    value: float
    unit: str
    low: float | None
    high: float | None
    year: str
    method: str
    source: str
    evidence: str
    note: str


@cache
def sources() -> Mapping[str, Source]:
    """All sources by key."""
    return {row["key"]: Source(**row) for row in _read("sources")}


@cache
def table(name: str) -> Mapping[str, Row]:
    """All rows of a reference table by key."""
    return {row["key"]: _row(row) for row in _read(name)}


def find(name: str, key: str) -> Row:
    """Return the row `key` of the table `name`.

    >>> find("grid_factors", "cn-hunan-2023").value
    0.4976

    Raises
    ------
    ReferenceError
        Where there is none; the message names the nearest keys.
    """
    rows = table(name)
    if key in rows:
        return rows[key]
    near = get_close_matches(key, rows, n=3) or get_close_matches(key.rsplit("-", 1)[0], rows, n=3)
    advice = f"did you mean {', '.join(near)}?" if near else f"see the keys of {name}.csv"
    raise ReferenceError(f"`{shortened(key)}` is not in the table {name}; {advice}")


SERIES = ("chiller_curves", "grid_shapes")
"""The tables whose rows belong together in sets: the curves of a chiller, the hours and months of a grid."""

PRICING = ("price_ranges", "currencies")
"""The tables that say which prices are plausible, in which currency."""

NUMBERS = (
    "grid_factors",
    "embodied",
    "refrigerants",
    "limits",
    "server_power",
    "prices",
    "fixed_numbers",
    *PRICING,
    *SERIES,
)
"""The tables of cited numbers, a number a row."""


def cited(key: str) -> Row | None:
    """Return the row of this key, whatever its table; None where there is none.

    >>> cited("dgx-h100-max").value
    10200.0
    """
    return next((rows[key] for name in NUMBERS if key in (rows := table(name))), None)


@cache
def series(name: str) -> Mapping[str, Mapping[str, Row]]:
    """Return the sets of a table by the key of each, their rows by what follows it in theirs.

    >>> series("chiller_curves")["mcquay-wsc-471kw"]["reference-cop"].value
    5.89
    """
    together = groupby(table(name).values(), key=lambda row: row.name.partition(": ")[0])
    found = [tuple(rows) for _title, rows in together]
    keys = [commonprefix([row.key for row in rows]) for rows in found]  # noqa: RUF071 - letter by letter is meant
    return {
        key.rstrip("-"): {row.key.removeprefix(key): row for row in rows}
        for key, rows in zip(keys, found, strict=True)
    }


def _read(name: str) -> list[dict[str, str]]:
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _row(row: Mapping[str, str]) -> Row:
    def number(text: str) -> float | None:
        return float(text) if text else None

    return Row(
        key=row["key"],
        name=row["name"],
        value=float(row["value"]),
        unit=row["unit"],
        low=number(row["low"]),
        high=number(row["high"]),
        year=row["year"],
        method=row["method"],
        source=row["source"],
        evidence=row["evidence"],
        note=row["note"],
    )
