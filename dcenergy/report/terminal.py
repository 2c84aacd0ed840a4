"""The short table that `run` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dcenergy.printable import on_a_line
from dcenergy.report.files import Made

UNKNOWN = "not determined"
Rows = list[tuple[str, str, str]]


def show(made: Made) -> None:
    """Print headline figures, then the notes' number and where the report is."""
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
    notes = made.document["notes"]
    if notes:
        print(f"{len(notes)} notes; the first: {notes[0]}" if len(notes) > 1 else f"note: {notes[0]}")
    for path in made.contents:
        print(f"written: {path}")


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
        ("Renewable, annual", number(indicators["renewable_share_annual"], 3), "of energy"),
        ("Renewable, hourly", number(indicators["cfe_hourly"], 3), "of energy"),
        ("Carbon, location-based", number(document["carbon_kg"]["location_based"], 0), "kg/year"),
        ("Carbon, market-based", number(document["carbon_kg"]["market_based"], 0), "kg/year"),
    ]
    if cost["currency"]:
        table.append(
            ("Cost", number(cost["total_per_year"], 0), f"{cost['currency']} of {cost['price_year']} a year")
        )
    if document["compliance"]:
        table.append(("Rules", *_rules(document["compliance"])))
    if savings:
        table.append(("Saved", number(savings["energy_kwh"], 0), f"kWh/year against {savings['baseline']}"))
    return table


def _rules(verdicts: list[Mapping[str, Any]]) -> tuple[str, str]:
    """Count the limits that are met, and what became of the others; drafts bind nobody."""
    found = [each["verdict"] for each in verdicts if each["standing"] != "draft"]
    others = [f"{found.count(word)} {word}" for word in dict.fromkeys(found) if word != "met"]
    return f"{found.count('met')} met", ", ".join(others)


def number(value: float | None, decimals: int) -> str:
    """Return a number with thousands separated, or that it is not determined."""
    return UNKNOWN if value is None else f"{value:,.{decimals}f}"
