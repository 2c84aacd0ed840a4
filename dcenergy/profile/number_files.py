"""Files of numbers that a profile names: read here, so that physics reads none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from dcenergy import input_file
from dcenergy.errors import ProfileError, SeriesError, Where
from dcenergy.language import Message
from dcenergy.printable import excerpt
from dcenergy.profile.tree import KeyPath, Node, find, folder, replaced
from dcenergy.reference.currencies import currencies
from dcenergy.reference.price_ranges import price_range
from dcenergy.series import reading
from dcenergy.series.quantity import Quantity, Said
from dcenergy.series.zones import LARGEST_OFFSET_H
from dcenergy.weather import places

ANY = "*"
UTC: Literal["utc"] = "utc"
SITE: Literal["site"] = "site"
SERIES = input_file.Kind(
    ProfileError, 20_000_000, "there is no such file; check the name", "give the hours of one year"
)
"""A file of a series: a year of five minutes and ten columns has some 10 MB."""

SAYS = ("unit", "column", "zone", "label")
"""Keys beside `file` that say what stands in it."""


@dataclass(frozen=True)
class Place:
    """A section that may say `file: NAME`, and what becomes of the file's numbers."""

    hourly: str  # key that receives hours
    quantity: Callable[[Node], Quantity]  # what the file holds, by the profile
    zone: Literal["utc", "site"] = SITE  # of the hours
    monthly: str | None = None  # key that receives twelve months; None: their hours go to `hourly`


WATER = Quantity("temperature", "temperature", "degC", low=-2.5, high=40.0, guesses=("degF", "K"), typical=12.0)
CARBON = Quantity("carbon factor", "carbon", "kg/kWh", low=0.0005, high=1.5, guesses=("g/kWh", "lb/MWh"), typical=0.3)
LOAD = Quantity("load", None, "", low=0.0, high=float("inf"))


def _price(root: Node) -> Quantity:
    """Return the quantity of a price in the profile's currency; in one that is not known, any mean is usual."""
    said = find(root, ("cost", "currency"))
    currency = said.value if said is not None and isinstance(said.value, str) else ""
    if currency not in currencies():
        return Quantity("price", "price", "money/kWh", float("-inf"), float("inf"))
    usual = price_range("price-electricity", currency)
    guesses = (f"{currency}/MWh", "ct/kWh")
    return Quantity("price", "price", usual.unit, -usual.typical, usual.high, currency, guesses, usual.typical)


PLACES: Mapping[tuple[str, ...], Place] = {
    ("halls", ANY, "cooling", "source"): Place("hourly_c", lambda _: WATER, monthly="monthly_c"),
    ("halls", ANY, "liquid", "loop", "source", "intake"): Place("hourly_c", lambda _: WATER, monthly="monthly_c"),
    ("supply", "grid"): Place("hourly_utc_kg_per_kwh", lambda _: CARBON, zone=UTC),
    ("cost", "tariff"): Place("hourly_per_kwh", _price),
    ("halls", ANY, "it", "pattern"): Place("hourly_load", lambda _: LOAD),
}
"""Sections that may say `file: NAME`."""


def with_numbers(root: Node) -> tuple[Node, tuple[Message, ...]]:
    """Return the tree with every `file` of PLACES replaced by the numbers it holds, and notes on them.

    Raises
    ------
    ProfileError
        Where a file cannot be read, or holds other than one year of the quantity.
    """
    notes: tuple[Message, ...] = ()
    for pattern, place in PLACES.items():
        for path in _matching(root, pattern):
            root, more = _with_file_read(root, path, place)
            notes += more
    return root, notes


def named(root: Node) -> Iterator[Path]:
    """Yield every file of numbers that the tree names, before they are read."""
    for pattern in PLACES:
        for path in _matching(root, pattern):
            name = find(root, (*path, "file"))
            if name is not None and isinstance(name.value, str):
                yield folder(name.where) / name.value


def _matching(root: Node, pattern: tuple[str, ...], path: KeyPath = ()) -> Iterator[KeyPath]:
    if not pattern:
        yield path
        return
    here = find(root, path)
    steps: tuple[str | int, ...] = (pattern[0],)
    if pattern[0] == ANY:
        steps = tuple(range(len(here.value))) if here and isinstance(here.value, tuple) else ()
    for step in steps:
        yield from _matching(root, pattern[1:], (*path, step))


def _with_file_read(root: Node, path: KeyPath, place: Place) -> tuple[Node, tuple[Message, ...]]:
    section = find(root, path)
    if section is None or not isinstance(section.value, Mapping) or "file" not in section.value:
        return root, ()
    name = section.value["file"]
    for key in (place.hourly, place.monthly):
        if key in section.value:
            raise ProfileError(
                f"{name.where}: file: stands beside `{key}`, which it would replace; remove one of them"
            )
    zone_h = 0.0 if place.zone == UTC else _site_zone_h(root)
    file, series = _series(name, place.quantity(root), _said(section.value), zone_h)
    key, numbers = _placed(place, series, str(file))
    others = {other: node for other, node in section.value.items() if other not in ("file", *SAYS)}
    new = Node({**others, key: Node(numbers, name.where)}, section.where)
    return replaced(root, path, new), series.notes


def _said(section: Mapping[str, Node]) -> Said:
    """Return what stands beside `file`."""
    said = {}
    for key in SAYS:
        node = section.get(key)
        if node is None or node.value is None:
            continue
        if isinstance(node.value, bool | tuple | Mapping):
            raise ProfileError(f"{node.where}: {key}: must be text; put it in quotes")
        said[key] = str(node.value)
    label = said.get("label")
    if label not in (None, "start", "middle", "end"):
        raise ProfileError(f"{section['label'].where}: label: must be start, middle or end, got {excerpt(label)}")
    return Said(
        said.get("unit"), said.get("column"), said.get("zone"), cast(Literal["start", "middle", "end"] | None, label)
    )


def _site_zone_h(root: Node) -> float | None:
    """Return the zone of the site: its own, else that of its shipped place; None where neither says it."""
    own = find(root, ("site", "utc_offset_h"))
    if own is not None and isinstance(own.value, int | float):
        return float(own.value) if abs(own.value) <= LARGEST_OFFSET_H else None
    normals = find(root, ("site", "weather", "normals"))
    if normals is not None and isinstance(normals.value, str) and normals.value in places.names():
        return places.find(normals.value).place.utc_offset_h
    return None


def _series(name: Node, quantity: Quantity, said: Said, zone_h: float | None) -> tuple[Path, reading.Series]:
    if not isinstance(name.value, str):
        raise ProfileError(f"{name.where}: file: must be the name of a file")
    path = folder(name.where) / name.value
    try:
        content = input_file.content(path, SERIES)
        input_file.refuse_large_table(path, content, SERIES)
        return path, reading.read(path, content, quantity, said, zone_h)
    except (ProfileError, SeriesError) as fault:
        raise ProfileError(f"{name.where}: file: {fault}") from fault


def _placed(place: Place, series: reading.Series, file: str) -> tuple[str, tuple[Node, ...]]:
    """Return the key that receives the numbers, and each of them with its line."""
    if len(series.values) == reading.MONTHS and place.monthly is None:
        values, lines = reading.of_months(series.values), reading.of_months(series.lines.astype(float))
        key = place.hourly
    else:
        values, lines = series.values, series.lines.astype(float)
        key = place.monthly if len(values) == reading.MONTHS and place.monthly else place.hourly
    places_ = zip(values.tolist(), lines.astype(int).tolist(), strict=True)
    return key, tuple(Node(value, Where(file, line)) for value, line in places_)
