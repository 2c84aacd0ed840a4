"""Rules and standards: how the site stands against each limit, what it must report, and what its indicators are."""

from __future__ import annotations

from itertools import groupby

from dcenergy.accounting.compliance.judgement import Compliance, Judgement
from dcenergy.accounting.compliance.reporting import Reported, reported
from dcenergy.language import _
from dcenergy.report import verdicts, words
from dcenergy.report.blocks import Block, Notes, Section, Table
from dcenergy.report.sections.iso_indicators import iso_indicators
from dcenergy.report.words import NBSP
from dcenergy.study.assess import Assessment


def compliance(assessment: Assessment) -> Section:
    """Return the section on rules; it says so where none is known to hold."""
    found = assessment.design.compliance
    tables = tuple(_table(rules, tuple(each)) for rules, each in groupby(found.judgements, lambda each: each.rules))
    behind: tuple[Block, ...] = (_behind(found),) if found.judgements else ()
    reporting: tuple[Block, ...] = (_reporting(found),) if found.must_report else ()
    blocks = (*tables, *behind, *reporting, iso_indicators(assessment.design))
    return Section("compliance", _("Rules and standards"), _lead(found), blocks)


def _lead(found: Compliance) -> str:
    """Say whose rules these are, and what came of them."""
    said = [verdicts.whose(found.here)]
    counts = {
        name: sum(each.verdict == name for each in found.judgements) for name in ("met", "missed", "not verified")
    }
    if found.judgements:
        said.append(
            _(
                "Of {all} limits {met} are met, {missed} missed and {unverified} not verified.",
                all=len(found.judgements),
                met=counts["met"],
                missed=counts["missed"],
                unverified=counts["not verified"],
            )
        )
    said += [
        _("Best grade kept: {name} ({verdict}).", name=each.limit.row.name, verdict=verdicts.verdict(each))
        for each in verdicts.best_grades(found)
    ]
    return " ".join(said)


def _table(rules: str, judgements: tuple[Judgement, ...]) -> Table:
    head = (_("Rule"), _("Kind"), _("From"), _("Found"), _("Limit"), _("Margin"), _("Verdict"))
    rows = tuple(
        (
            each.limit.row.name,
            verdicts.standing(each.limit),
            each.limit.since,
            verdicts.size(each.limit.figure, each.value, each.limit.row.unit),
            verdicts.relation(each.limit),
            verdicts.margin(each),
            verdicts.verdict(each),
        )
        for each in judgements
    )
    note = _("A margin is the room to the limit; below 0 the limit is missed.")
    return Table(verdicts.rules_name(rules), head, rows, note=note)


def _behind(found: Compliance) -> Notes:
    """List what each verdict rests on."""
    items = tuple(
        " ".join(
            part
            for part in (
                _("{name}: {verdict}.", name=each.limit.row.name, verdict=verdicts.verdict(each)),
                verdicts.note(each, found),
                _("Source: {source}.", source=verdicts.source(each.limit)),
            )
            if part
        )
        for each in found.judgements
    )
    return Notes(_("What the verdicts rest on, and what would change them"), items, folded=True)


def _reporting(found: Compliance) -> Table:
    items = reported(found.figures)
    return Table(
        _("What EU 2024/1364 asks to be reported"),
        (_("Figure"), _("Symbol"), _("Annex"), _("Value"), _("Known of the item")),
        tuple((each.name, each.symbol, each.annex, _value(each), _known(each)) for each in items),
        note=_(
            "Values are the design's; the regulation asks for those of the last calendar year. The list and its "
            "symbols are from memory; what was read in accounts of the regulation says so."
        ),
    )


def _value(item: Reported) -> str:
    if item.value is None:
        return _("not determined: {why}", why=item.lacks) if item.lacks else words.UNKNOWN
    number = words.fixed(item.value, 3) if not item.unit else words.number(item.value, 4)
    unit = {"m3": "m³", "m2": "m²", "degC": "°C"}.get(item.unit, item.unit)
    return f"{number}{NBSP}{unit}".rstrip()


def _known(item: Reported) -> str:
    return _("read in an account") if item.read else _("from memory")
