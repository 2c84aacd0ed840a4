"""docs/library.md: what every shipped profile is, what it comes to, and who gives each of its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dcenergy.profile import catalogue
from dcenergy.profile.catalogue import GROUPS, Shipped
from dcenergy.profile.fields import Leaf
from dcenergy.profile.loading import LoadedProfile, load
from dcenergy.profile.origins import Given
from dcenergy.profile.units import unit
from dcenergy.reference.table import cited as row_of
from dcenergy.reference.table import sources
from dcenergy.study import case

PUBLISHED = "# Published: "

PLACE_OF_BASES = "nanjing"
"""Where designs without a place are tried: hot, damp summers and frost, so that every plant is put to it."""

HEAD = f"""\
# The shipped profiles

Written by `dcenergy profiles library`; `dcenergy profiles list` is short, `dcenergy profiles show NAME` prints one,
`dcenergy run NAME` runs it, and `extends: NAME` in a profile of yours starts from it. A new one begins with
`dcenergy profiles new FILE.yaml`.

A profile says of each of its numbers who gives it: a key of the [sources](#sources), a row of the reference tables
(`dcenergy reference search KEY`), or `assumption` with the range that practice is believed to show. Only where a site
stands, how large it is built and what is chosen for it go without. What it does not say takes the defaults of
[profiles.md](profiles.md), with their own sources and ranges. *Cited* and *assumed* count the numbers that a profile
gives itself, not those that it inherits; a row that is judgement counts as assumed. PUE and WUE (L/kWh, metered) are
of the typical year of its place; designs without a place were tried in {PLACE_OF_BASES.title()}. Where the
plant leaves heat in the halls, the hours in which it does stand beside PUE, which leaves out what removing it would
cost. How sites come out against what was measured stands in [validation.md](validation.md).

Profiles of the ten clusters are of no single sites: each is a large hall in the cluster's climate, on its province's
grid, with a cooling that suits it. Only three have a tariff, as no other could be cited.
"""


@dataclass(frozen=True)
class Figures:
    """What a profile comes to, as far as it determines it."""

    pue: float
    wue_l_per_kwh: float | None
    unmet_hours: int | None = None


@dataclass(frozen=True)
class Number:
    """A number that a profile gives itself."""

    key: str
    leaf: Leaf
    bounds: tuple[float, float] | None
    citation: str | None  # a key of the sources, or of a row of the reference tables, or words

    @property
    def is_assumed(self) -> bool:
        """Whether it is judgement, its own or that of the row it takes."""
        row = row_of(self.citation or "")
        return self.citation == "assumption" or (row is not None and row.evidence == "assumption")


def text(figures: Mapping[str, Figures]) -> str:
    """Return the page, with the figures of every profile by its name."""
    shipped = catalogue.entries()
    lines = [HEAD]
    for group, title in GROUPS.items():
        found = [entry for entry in shipped if entry.group == group]
        lines += [f"## {title}", "", *_overview(found, figures), ""]
        lines += [line for entry in found for line in _profile(entry)]
    return "\n".join([*lines, *_sources(shipped)]) + "\n"


def computed() -> dict[str, Figures]:
    """Run every shipped profile."""
    return {entry.name: _figures(entry.name) for entry in catalogue.entries()}


def tried_at(loaded: LoadedProfile) -> tuple[str, ...]:
    """Return what must be set so that a profile runs: the place of a design that has none."""
    if loaded.profile.site is not None or not loaded.profile.needs_weather:
        return ()
    return (f"site.weather.normals={PLACE_OF_BASES}",)


def _figures(name: str) -> Figures:
    found = case.run(case.read(name, tried_at(load(name)))).design
    assert found.indicators.pue is not None
    return Figures(found.indicators.pue, found.indicators.wue_l_per_kwh, found.cooling.unmet_hours)


def _overview(found: list[Shipped], figures: Mapping[str, Figures]) -> Iterator[str]:
    yield "| profile | what it is | PUE | WUE | cited | assumed |"
    yield "|---|---|---|---|---|---|"
    for entry in found:
        given = numbers(entry)
        assumed = sum(number.is_assumed for number in given)
        cited = sum(number.citation is not None for number in given) - assumed
        wue = figures[entry.name].wue_l_per_kwh
        yield (
            f"| [{entry.name}](#{_anchor(entry)}) | {entry.summary} | {_pue(figures[entry.name])} | "
            f"{'not determined' if wue is None else f'{wue:.2f}'} | {cited} | {assumed} |"
        )


def _pue(found: Figures) -> str:
    """Write a PUE; where the plant leaves heat, with the hours in which it does, as PUE leaves out their cooling.

    >>> _pue(Figures(1.07, 0.1, 94)), _pue(Figures(1.14, 0.0, 0))
    ('1.07; heat unmet in 94 h', '1.14')
    """
    return f"{found.pue:.2f}; heat unmet in {found.unmet_hours:,} h" if found.unmet_hours else f"{found.pue:.2f}"


def _anchor(entry: Shipped) -> str:
    return entry.name.replace("/", "")


def _profile(entry: Shipped) -> Iterator[str]:
    loaded = load(entry.name)
    yield f"### {entry.name}"
    yield ""
    yield f"**{loaded.profile.name}.** {loaded.profile.description}".strip()
    yield from (f"Published: {each}" for each in published(entry))
    bases = [_shipped_name(file) for file in list(loaded.texts)[1:]]
    if bases:
        yield f"Extends {', which extends '.join(f'`{base}`' for base in bases)}."
    yield ""
    given = numbers(entry)
    if given:
        yield "| number | value | range | who says so |"
        yield "|---|---|---|---|"
        yield from (_row(number) for number in given)
        yield ""


def published(entry: Shipped) -> list[str]:
    """Return what a profile's comments say is published of its site, each with the keys of its sources."""
    lines = entry.path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(PUBLISHED) for line in lines if line.startswith(PUBLISHED)]


def cited(entry: Shipped) -> set[str]:
    """Return all that a profile calls its sources."""
    said = {key for each in published(entry) for key in re.findall(r"\((\w+)\)", each)}
    given = {number.citation for number in numbers(entry) if number.citation is not None}
    return said | {row.source if (row := row_of(key)) else key for key in given}


def _sources(shipped: list[Shipped]) -> Iterator[str]:
    """Yield what the keys of the sources mean."""
    used = {key for entry in shipped for key in cited(entry)}
    yield "## Sources"
    yield ""
    yield "| key | title | publisher | year | evidence |"
    yield "|---|---|---|---|---|"
    for row in sources().values():
        if row.key in used:
            yield f"| {row.key} | {row.title} | {row.publisher} | {row.year} | {row.evidence} |"


def _shipped_name(file: str) -> str:
    return Path(file).relative_to(catalogue.folder()).with_suffix("").as_posix()


def numbers(entry: Shipped) -> list[Number]:
    """Return the numbers that a profile gives itself, without those that it inherits.

    >>> [number.key for number in numbers(catalogue.entries()[0])][:1]
    ['it.supply_air_c']
    """
    loaded = load(entry.name)
    return [
        Number(key, leaf, loaded.ranges.get(key), loaded.citations.get(key))
        for key, leaf in loaded.leaves.items()
        if isinstance(origin := loaded.origins[key], Given) and origin.where.file == str(entry.path)
        if _is_number(leaf.value)
    ]


def _is_number(value: object) -> bool:
    first = value[0] if isinstance(value, tuple) and value else value
    return isinstance(first, int | float) and not isinstance(first, bool)


def _row(number: Number) -> str:
    value = number.leaf.value
    items = value if isinstance(value, tuple) else (value,)
    told = ", ".join(f"{item:,g}" if isinstance(item, float) else str(item) for item in items)
    bounds = "" if number.bounds is None else f"{number.bounds[0]:,g} to {number.bounds[1]:,g}"
    size = f"{told} {unit(number.key.rpartition('.')[2])}".strip()
    cells = (f"`{number.key}`", size, bounds, number.citation or "")
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
