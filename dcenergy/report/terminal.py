"""The short table that `run` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dcenergy.language import SEVERITIES, Severity
from dcenergy.printable import on_a_line
from dcenergy.report.files import Made

UNKNOWN = "not determined"
LABELS: Mapping[Severity, str] = {
    "stops": "settle before use",
    "moves": "may move a figure by over 1%",
    "informs": "note",
}
"""What stands before a note of each severity."""

Rows = list[tuple[str, str, str]]


def show(made: Made) -> None:
    """Print headline figures, then the most severe notes and where the report is."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False, color_system=None)  # no sequence of any kind: the name is anybody's
    table = Table(
        title=escape(on_a_line(made.document["profile"]["name"])), title_justify="left", show_header=False, box=None
    )
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    for label, value, unit in rows(made.document):
        table.add_row(label, value, escape(unit))
    console.print(table)
    for line in note_lines(made.document["notes_by_severity"]):
        print(line)
    for path in made.contents:
        print(f"written: {path}")


def note_lines(notes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield every note that stops the reader, the first that moves a figure, and the number of the others.

    >>> list(note_lines({"stops": ["A."], "moves": ["B.", "C."], "informs": ["D."]}))[1:]
    ['may move a figure by over 1%: B.', 'and 2 further notes, 1 of which may move a figure by over 1%']
    """
    stops, moves, informs = (notes[each] for each in SEVERITIES)
    yield from (f"{LABELS['stops']}: {note}" for note in stops)
    yield from (f"{LABELS['moves']}: {note}" for note in moves[:1])
    if not (stops or moves):
        yield from (f"{LABELS['informs']}: {note}" for note in informs[:1])
        informs = informs[1:]
    others, moving = len(moves[1:]) + len(informs), len(moves[1:])
    which = f", {moving} of which may move a figure by over 1%" if moving else ""
    if others:
        yield f"and {others} further note{'s' if others > 1 else ''}{which}"


def rows(document: Mapping[str, Any]) -> Rows:
    """Return label, value and unit of each headline figure.

    >>> number(1234567.0, 0), number(None, 1)
    ('1,234,567', 'not determined')
    """
    indicators, energy = document["indicators"], document["energy_kwh"]
    cost, savings = document["cost"], document["savings"]
    it, facility = energy["it"], energy["facility"]
    table: Rows = [
        ("PUE", number(indicators["pue"], 3), "category 3, as designed"),
        ("IT energy", number(it, 0), "kWh/year"),
        ("Facility energy", number(facility, 0), "kWh/year"),
    ]
    table += [
        (f"  {part.replace('_', ' ')}", number(kwh / it, 4), "of IT energy")
        for part, kwh in energy.items()
        if part not in {"it", "facility", "reused_heat"} and kwh and it
    ]
    table += [
        ("WUE", number(indicators["wue_l_per_kwh"], 3), "L/kWh metered"),
        ("Free cooling", number(document["cooling"]["free_share"], 3), "of heat"),
        ("Renewable, annual", number(indicators["renewable_share_annual"], 3), _proven(indicators)),
        ("Carbon-free, hourly", number(indicators["cfe_hourly"], 3), "of energy"),
        ("Carbon, location-based", number(document["carbon_kg"]["location_based"], 0), "kg/year"),
        ("Carbon, market-based", number(document["carbon_kg"]["market_based"], 0), "kg/year"),
    ]
    if cost["currency"]:
        missing = document["captions"]["cost"].get("total_per_year", "")
        of = f"{cost['currency']} of {cost['price_year']} a year"
        table.append(("Cost", number(cost["total_per_year"], 0), f"{of}, {missing}" if missing else of))
    if document["compliance"]:
        table.append(("Rules", *_rules(document["compliance"])))
    if savings:
        table.append(("Saved", number(savings["energy_kwh"], 0), f"kWh/year against {savings['baseline']}"))
    return table


def _proven(indicators: Mapping[str, Any]) -> str:
    """Say what REF is where less of the annual share is proven."""
    annual, ref = indicators["renewable_share_annual"], indicators["ref"]
    return "of energy" if annual is None or annual == ref else f"of energy; REF {number(ref, 3)}"


def _rules(verdicts: list[Mapping[str, Any]]) -> tuple[str, str]:
    """Count the limits that are met, and what became of the others; drafts bind nobody."""
    found = [each["verdict"] for each in verdicts if each["standing"] != "draft"]
    others = [f"{found.count(word)} {word}" for word in dict.fromkeys(found) if word != "met"]
    return f"{found.count('met')} met", ", ".join(others)


def number(value: float | None, decimals: int) -> str:
    """Return a number with thousands separated, or that it is not determined."""
    return UNKNOWN if value is None else f"{value:,.{decimals}f}"
