"""The workbook of a comparison: the ranking, every figure of every design, what makes the difference, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from dcenergy import __version__
from dcenergy.language import _, told
from dcenergy.report import words
from dcenergy.report.comparison import columns, naming
from dcenergy.report.comparison.columns import divided, small_unit
from dcenergy.report.figures import Figure, figures
from dcenergy.report.json_document import Json
from dcenergy.report.sections.reproduce import when
from dcenergy.report.sheets import form_of
from dcenergy.report.words import currency_name
from dcenergy.report.workbook import TIDY, WHOLE, Cell, Column, Sheet, Shown
from dcenergy.study.comparability.finding import FIGURES
from dcenergy.study.compare import Comparison
from dcenergy.study.measures import AGAINST_BASELINE, Measure

YEARLY = {"energy_kwh": "kWh", "carbon_kg": "kg"}
"""Figures of a difference with the unit of their sums; those of a kWh of IT are divided by it."""


def sheets(comparison: Comparison, document: Json, written_at: datetime, command: str) -> Iterator[Sheet]:
    """Yield the tables; names of sheets are the same in every language, so that other programs find them."""
    yield ranking(comparison, document)
    yield unlike(comparison)
    yield every_figure(document)
    yield differences(comparison, document)
    yield notes(document)
    yield about(comparison, document, written_at, command)


def ranking(comparison: Comparison, document: Json) -> Sheet:
    """List the designs in the order of their rank, with the figures that they are compared by."""
    measures = [each for each in columns.NAMES if each not in AGAINST_BASELINE or each in comparison.by]
    names = [f"{columns.NAMES[each]}, {_unit(comparison, each)}" for each in measures]
    form = WHOLE if comparison.scale.is_yearly else TIDY
    head = (
        Column(_("Rank"), 6, "0"),
        Column(_("Rank, lowest"), 8, "0"),
        Column(_("Rank, highest"), 8, "0"),
        Column(_("Design"), 44),
        Column("PUE", 10, "0.000"),
        *(Column(name, 20, form) for name in names),
        Column(_("Score"), 10, "0.000"),
        Column(_("On the front"), 12),
        Column(_("Dominated by"), 32),
        Column(_("Too small"), 10),
        Column(_("Profile"), 28),
        Column(_("Settings"), 44),
        Column("SHA-256", 20),
    )
    rows = [
        (
            design["rank"],
            design["rank_low"],
            design["rank_high"],
            design["name"],
            design["indicators"]["pue"],
            *(design["compared"][each] for each in measures),
            design["score"],
            design["front"],
            design["dominated_by"],
            design["too_small"],
            design["profile"],
            ", ".join(design["sets"]),
            design["sha256"],
        )
        for design in document["designs"]
    ]
    return Sheet("Ranking", head, rows, frozen=4)


def unlike(comparison: Comparison) -> Sheet:
    """List in what the designs are unlike besides their plants, with the effect."""
    head = (Column(_("Input"), 32), Column(_("Figures"), 32), Column(_("Consequence"), 14), Column(_("Finding"), 140))
    rows = [
        (told(each.name), words.listing(_(FIGURES[key]) for key in each.figures), each.consequence, told(each.words))
        for each in comparison.comparability.findings
    ]
    return Sheet("Comparability", head, rows)


def _unit(comparison: Comparison, measure: Measure) -> str:
    on = comparison.scale
    return "-" if measure == "irr" else divided(small_unit(measure, on.currency), on)


def every_figure(document: Json) -> Sheet:
    """Set every figure of all designs side by side, a column a design."""
    of_designs = [{each.key: each for each in figures(design)} for design in document["designs"]]
    known: dict[str, Figure] = {key: each for design in of_designs for key, each in design.items()}
    rows: list[Sequence[Cell]] = [
        (
            each.group,
            each.name,
            each.unit,
            *(Shown(design[key].value if key in design else None, form_of(each)) for design in of_designs),
            key,
        )
        for key, each in known.items()
        if not any(other.startswith(f"{key}.") for other in known)  # null in one design, a section in another
    ]
    designs = (Column(design["name"], 18) for design in document["designs"])
    head = (Column(_("Part"), 22), Column(_("Figure"), 38), Column(_("Unit"), 10), *designs)
    return Sheet("Figures", (*head, Column(_("Key in the JSON"), 40)), rows, frozen=3)


def differences(comparison: Comparison, document: Json) -> Sheet:
    """List what each design takes more (above 0) or less than the reference, stage by stage."""
    on = comparison.scale
    small = {**YEARLY, "cost": currency_name(on.currency)}
    units = {key: divided(each, on) for key, each in small.items()}
    form = WHOLE if on.is_yearly else TIDY
    head = (
        Column(_("Design"), 44),
        Column(_("Held against"), 44),
        Column(_("Stage"), 26),
        *(Column(f"{name}, {units[key]}", 20, form) for key, name in _measured().items()),
    )
    rows = [
        (design["name"], document["reference"], naming.stage_name(stage), *(content[key] for key in small))
        for design in document["designs"]
        if design["name"] != document["reference"]
        for stage, content in design["difference"].items()
    ]
    return Sheet("Differences", head, rows)


def _measured() -> dict[str, str]:
    return {"energy_kwh": _("Electricity"), "carbon_kg": _("Carbon"), "cost": _("Cost")}


def notes(document: Json) -> Sheet:
    """List the designs that failed, the notes on the comparison, and those of every design."""
    said = [(design["name"], note) for design in document["designs"] for note in design["notes"]]
    failed = [(each["name"], each["message"]) for each in document["failed"]]
    on_all = [("", note) for note in document["notes"]]
    return Sheet("Notes", (Column(_("Design"), 44), Column(_("Note"), 120)), [*failed, *on_all, *said])


def about(comparison: Comparison, document: Json, written_at: datetime, command: str) -> Sheet:
    """Say what the figures follow from."""
    facts = (
        (_("Version"), f"dcenergy {__version__}"),
        (_("Command"), command),
        (_("Ranked by"), naming.ranked_by(comparison)),
        (_("Figures of"), naming.basis(comparison)),
        (_("Held against"), document["reference"]),
        (_("Written"), when(written_at)),
    )
    return Sheet("About", (Column(_("What"), 20), Column("", 100)), facts)
