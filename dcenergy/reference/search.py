"""Look-ups in all reference tables: rows by words, by key and by table, as text."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

from dcenergy.errors import ReferenceError, nearest
from dcenergy.language import ENGLISH, catalogue, languages
from dcenergy.reference.table import FOLDER, NUMBERS, SERIES, series

TABLES: Mapping[str, str] = {
    "chiller_curves": "performance curves of chillers, a coefficient a row",
    "countries": "rules that hold in a country, and its grid",
    "currencies": "roughly how many units a US dollar buys, by ISO 4217",
    "days": "how far days differ at stations where they are known, month by month",
    "embodied": "carbon of making equipment, and lifetimes",
    "fixed_numbers": "numbers of the models of plant and supply that are no keys of a profile",
    "grid_factors": "carbon of grid electricity by country, province, region",
    "grid_shapes": "its course through the day and the year, an hour or a month a row",
    "jurisdictions": "country and computing hub of the shipped places",
    "limits": "PUE, WUE, reuse, temperature and humidity that laws, standards and awards ask for",
    "normals": "monthly climate normals of the shipped places",
    "places": "where the shipped places lie, and whose their normals are",
    "price_ranges": "prices that are plausible worldwide, in US dollars",
    "prices": "electricity, certificates, carbon, water",
    "refrigerants": "global warming potentials",
    "server_power": "idle and full power of servers by generation, and of accelerators",
    "sources": "title, publisher, year and evidence of every source",
}
"""The tables, and what each holds."""

NAMES = ("key", "place")
"""Columns that a table may know its rows by, with `group` or `month` where one is not enough."""

MORE_NAMES = ("group", "month")

MONTHLY = ("days", "normals")
"""The tables of a month a row, whose twelve rows of a place are told together."""

SHORT = 3
"""Words of so few letters are found as whole words alone: `A2` is in `ashrae-a2-min`, not in `NREL/TP-6A20`."""

TOGETHER = 4
"""From so many rows of a set on, the set is told in their place."""

WORDS = re.compile(r"[^\W_]+")

Row = Mapping[str, str]
Called = Callable[[str], str]
"""What a place is called in a sentence, by its key."""


def tables() -> tuple[str, ...]:
    """Return the names of all tables.

    >>> "grid_factors" in tables()
    True
    """
    return tuple(TABLES)


@cache
def rows(table: str) -> tuple[Row, ...]:
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


def name(row: Row) -> str:
    """Return what a row is known by.

    >>> name({"place": "zixing", "month": "1", "temp_c": "7.9"})
    'zixing 1'
    """
    return " ".join(row[column] for column in NAMES + MORE_NAMES if row.get(column))


def line(row: Row) -> str:
    """Tell a row: its name, what it is of, and its facts or else all its columns.

    >>> line({"key": "a", "name": "A", "value": "2", "unit": "kg", "low": "1", "high": "", "source": "x", "note": ""})
    'a: A: 2 kg, at least 1, source x'
    """
    told = [name(row), *(row[column] for column in ("name", "title", "station") if row.get(column))]
    return ": ".join([*told, ", ".join(_facts(row))]) if "value" in row else ": ".join([*told, _columns(row)])


def _facts(row: Row) -> Iterator[str]:
    yield f"{row['value']} {row['unit'].removeprefix('-')}".strip()
    low, high = row.get("low"), row.get("high")
    if low and high:
        yield f"{low} to {high}"
    elif low or high:
        yield f"at least {low}" if low else f"at most {high}"
    yield from _sayings(row)


def _sayings(row: Row) -> Iterator[str]:
    for column, word in (("year", ""), ("method", ""), ("source", "source "), ("evidence", ""), ("note", "note: ")):
        if row.get(column):
            yield f"{word}{row[column]}"


def _columns(row: Row) -> str:
    skipped = (*NAMES, *MORE_NAMES, "name", "title", "station")
    return ", ".join(f"{column} {cell}" for column, cell in row.items() if cell and column not in skipped)


def shown(asked: str) -> Iterator[str]:
    """Yield a whole table; or every row of a key, a set of rows or a place, after its table and with its sources.

    Raises
    ------
    ReferenceError
        Where nothing is known by that name.
    """
    if asked in tables():
        yield from map(line, rows(asked))
        return
    found = [(table, row) for table in tables() for row in rows(table) if asked in _known_as(table, row)]
    if not found:
        raise ReferenceError(f"`{asked}` is neither a reference table nor the key of a row; {_nearest_key(asked)}")
    yield from (f"{table}: {line(row)}" for table, row in found)
    cited = dict.fromkeys(row["source"] for _table, row in found if row.get("source"))
    yield from (f"sources: {line(row)}" for row in rows("sources") if row["key"] in cited)


def _nearest_key(asked: str) -> str:
    """Return what to do where no row is known by what was asked for."""
    if (near := nearest(asked, tables())).startswith("did"):
        return near
    if next(search(asked), None) is not None:
        return f"rows have it in them: `dcenergy reference search {asked}`"
    known = {each for table in tables() for row in rows(table) for each in _known_as(table, row)}
    near = nearest(asked, known)
    return near if near.startswith("did") else "search for a word of it: `dcenergy reference search WORD`"


def _known_as(table: str, row: Row) -> tuple[str, ...]:
    """Return the names by which a row is asked for: its key, its set's, its place."""
    own = row.get("key", "")
    return tuple(filter(None, (own, _sets(table).get(own, ""), row.get("place", ""))))


@cache
def _sets(table: str) -> Mapping[str, str]:
    """Return the key of the set that each row of a table is of."""
    known = series(table) if table in SERIES else {}
    return {row.key: key for key, of_set in known.items() for row in of_set.values()}


def search(asked: str, called: Called = str) -> Iterator[tuple[str, str]]:
    """Yield table and line of every row that has all words: in a cell, in its source's title, in its table's name.

    Case and hyphens do not matter. Words of another language are looked for in its translations. Many rows of one
    set, and the months of a place, are told as one.
    """
    words = asked.casefold().split()
    tongues = languages()[1:] if not asked.isascii() else ()
    for table in tables():
        found = [row for row in rows(table) if words and _has(words, _text(table, row, tongues, called))]
        for together, each in groupby(found, key=lambda row: _sets(table).get(row.get("key", ""), "")):
            yield from ((table, told) for told in _told(table, together, list(each)))


def _told(table: str, together: str, found: list[Row]) -> Iterator[str]:
    if table in MONTHLY:
        for place, months in groupby(found, key=lambda row: row["place"]):
            yield f"{place}: {len(list(months))} months; see `dcenergy reference show {shlex.quote(place)}`"
    elif together and len(found) >= TOGETHER:
        first = found[0]
        title = first["name"].partition(": ")[0]
        said = ", ".join(_sayings({**first, "note": ""}))
        yield f"{together}: {title}: {len(found)} numbers, {said}; see `dcenergy reference show {together}`"
    else:
        yield from map(line, found)


def _text(table: str, row: Row, tongues: Iterable[str], called: Called) -> str:
    source = _titles().get(row.get("source", ""), "")
    cells = [*row.values(), source]
    spelt = [each for cell in cells if cell for each in (cell, cell.partition(": ")[0], called(cell))]
    translated = [catalogue(tongue).gettext(each) for tongue in tongues if tongue != ENGLISH for each in spelt]
    return " ".join([table, *cells, *(called(row["place"]) for _ in [0] if row.get("place")), *translated]).casefold()


@cache
def _titles() -> Mapping[str, str]:
    return {source["key"]: f"{source['title']} {source['publisher']}" for source in rows("sources")}


def _has(words: Iterable[str], text: str) -> bool:
    """Say whether all words are in a text.

    >>> _has(["r-134a"], "r134a: r134a: 1530 kg/kg"), _has(["a2"], "solar; dobos; nrel/tp-6a20-62641")
    (True, False)
    """
    squeezed = text.replace("-", "")
    return all(
        word in WORDS.findall(text) if _is_short(word) else word in text or word.replace("-", "") in squeezed
        for word in words
    )


def _is_short(word: str) -> bool:
    return len(word) <= SHORT and word.isascii() and word.isalnum()


def missing(asked: str, called: Called = str) -> str:
    """Say why nothing was found: which of the words no row has, or how many have each alone."""
    words = asked.split()
    if not words:
        return "there is no word to search for; name one, as in `dcenergy reference search hunan`"
    alone = {word: sum(1 for _ in search(word, called)) for word in words}
    unknown = [word for word, count in alone.items() if not count]
    if unknown:
        near = nearest(unknown[0], _vocabulary())
        advice = near if near.startswith("did") else "try a part of the word, or another one"
        return f"no row has {' or '.join(unknown)} in it; {advice}"
    counts = ", ".join(f"{word} {count}" for word, count in alone.items())
    return f"no row has {' and '.join(words)} in it; alone they have: {counts}. Leave one out"


@cache
def _vocabulary() -> frozenset[str]:
    """Return the words of names and keys."""
    columns = ("key", "name", "place", "title")
    cells = (row.get(column, "") for table in (*NUMBERS, "places") for row in rows(table) for column in columns)
    return frozenset(word for cell in cells for word in WORDS.findall(cell.casefold()) if len(word) > SHORT)
