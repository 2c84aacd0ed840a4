"""Look-ups in all reference tables: rows by a word, and whole tables, as text."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache

from dcenergy.errors import ReferenceError, nearest
from dcenergy.reference.table import FOLDER

FACTS = ("value", "low", "high", "unit", "year", "method", "source", "evidence")
"""What is told of a number, in this order."""

NAMES = ("key", "place")
"""Columns that a table may know its rows by, with `group` or `month` where one is not enough."""

MORE_NAMES = ("group", "month")


@cache
def tables() -> tuple[str, ...]:
    """Return the names of all tables.

    >>> "grid_factors" in tables()
    True
    """
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """Return a table's rows as they stand.

    Raises
    ------
    ReferenceError
        Where there is no such table.
    """
    if table not in tables():
        raise ReferenceError(f"`{table}` is not a reference table; {nearest(table, tables())}")
    with open(FOLDER / f"{table}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def name(row: Mapping[str, str]) -> str:
    """Return what a row is known by.

    >>> name({"place": "zixing", "month": "1", "temp_c": "7.9"})
    'zixing 1'
    """
    return " ".join(row[column] for column in NAMES + MORE_NAMES if row.get(column))


def line(row: Mapping[str, str]) -> str:
    """Tell a row: its name, what it is of, and its facts or else all its columns.

    >>> line({"key": "a", "name": "A", "value": "2", "unit": "kg", "low": "1", "high": "", "source": "x", "note": ""})
    'a: A: 2 kg, at least 1, source x'
    """
    told = [name(row), *(row[column] for column in ("name", "title", "station") if row.get(column))]
    return ": ".join([*told, ", ".join(_facts(row))]) if "value" in row else ": ".join([*told, _columns(row)])


def _facts(row: Mapping[str, str]) -> Iterator[str]:
    yield f"{row['value']} {row['unit']}".strip()
    low, high = row.get("low"), row.get("high")
    if low and high:
        yield f"{low} to {high}"
    elif low or high:
        yield f"at least {low}" if low else f"at most {high}"
    for column, word in (("year", ""), ("method", ""), ("source", "source "), ("evidence", ""), ("note", "note: ")):
        if row.get(column):
            yield f"{word}{row[column]}"


def _columns(row: Mapping[str, str]) -> str:
    skipped = (*NAMES, *MORE_NAMES, "name", "title", "station")
    return ", ".join(f"{column} {cell}" for column, cell in row.items() if cell and column not in skipped)


def search(word: str) -> Iterator[tuple[str, str]]:
    """Yield table and line of every row that has `word` in a cell, or in the title of its source.

    Case does not matter; several words must all be there. Months of the normals are found through their place.
    """
    words = word.casefold().split()
    titles = {source["key"]: f"{source['title']} {source['publisher']}" for source in rows("sources")}
    for table in tables():
        if table == "normals":
            continue
        for row in rows(table):
            text = " ".join([*row.values(), titles.get(row.get("source", ""), "")]).casefold()
            if words and all(each in text for each in words):
                yield table, line(row)
