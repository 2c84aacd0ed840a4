"""docs/profiles.md: every key of a profile with unit, what is possible, what is usual, default and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic.fields import FieldInfo

from dcenergy.profile.fields import Annotation, Spot, facts, limits, literals, members
from dcenergy.profile.schema import Profile
from dcenergy.profile.units import unit
from dcenergy.reference.table import find, sources
from dcenergy.section import Section

HEAD = """\
# Every key of a profile

Written by `dcenergy profiles keys`. One table a section, the profile first; a key that leads to a section names it.
*Possible* is enforced; *usual* is not: a value outside it is computed with and noted in the report. A default without
a source claims nothing: the key is a name, a choice or a part that may be absent. Sources are listed at the end.

Any number may be written `{value, low, high}`, with `source: who says so`. `it`, `cooling` and `liquid` at the top of
a profile are short for one hall.
"""


def text() -> str:
    """Return the page."""
    used: set[str] = set()
    parts = [part for section in sections(Profile) for part in _section(section, used)]
    return "\n".join([HEAD, *parts, "## Sources", "", *_sources(used), ""])


def sections(top: type[Section]) -> list[type[Section]]:
    """Return a section and all that it leads to, in the order in which they are met."""
    found = [top]
    for section in found:
        met = (kind for field in section.model_fields.values() for kind in _sections_in(field.annotation))
        found += [kind for kind in dict.fromkeys(met) if kind not in found]
    return found


def _sections_in(annotation: Annotation) -> Iterator[type[Section]]:
    for kind in members(annotation):
        if isinstance(kind, type) and issubclass(kind, Section):
            yield kind
        else:
            for part in getattr(kind, "__args__", ()):
                yield from _sections_in(part)


def _section(section: type[Section], used: set[str]) -> list[str]:
    rows = [_row(name, field, used) for name, field in section.model_fields.items()]
    return [
        f"## {section.__name__}",
        "",
        " ".join((section.__doc__ or "").split()),
        "",
        "| key | meaning | unit | possible | usual | default | source |",
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
    ]


def _row(name: str, field: FieldInfo, used: set[str]) -> str:
    known = facts(field)
    source = str(known.get("source") or "")
    used |= {source} - {""}
    cells = (
        f"`{name}`",
        field.description or "",
        unit(name),
        _possible(Spot((name,), field.annotation, field)),
        _plausible(known),
        _default(field),
        source,
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _possible(here: Spot) -> str:
    lead = [f"[{kind.__name__}](#{kind.__name__.lower()})" for kind in _sections_in(here.annotation)]
    words = [f"`{word}`" for word in literals(here.annotation)]
    bounds = limits(here)
    ends = [
        f"{sign} {bounds[key]:g}"
        for key, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<"))
        if key in bounds and not lead
    ]
    return ", ".join(lead or words or ends)


def _plausible(known: Mapping[str, object]) -> str:
    """Return the plausible range; that of a price, in its currency, is named in dollars."""
    if "price" not in known:
        return _between(known.get("low"), known.get("high"))
    row = find("price_ranges", str(known["price"]))
    return f"{_between(row.low, row.high)} {row.unit}"


def _between(low: object, high: object) -> str:
    if not isinstance(low, int | float) and not isinstance(high, int | float):
        return ""
    return " to ".join(
        "" if end is None else f"{end:g}" for end in (low, high) if end is None or isinstance(end, int | float)
    )


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.default
    if value is None or value == "":
        return ""
    if isinstance(value, bool | str):
        return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value}`"
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return f"{len(value)} × {value[0]}" if value else "none"
    return "its defaults"


def _sources(used: set[str]) -> list[str]:
    rows = [sources()[key] for key in sorted(used)]
    return [
        "| key | title | publisher | year | evidence |",
        "|---|---|---|---|---|",
        *(f"| {row.key} | {row.title} | {row.publisher} | {row.year} | {row.evidence} |" for row in rows),
    ]
