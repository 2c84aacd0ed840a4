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
    if found.judgements:
        said.append(_("Limits: {counts}.", counts=_counts(found)))
    said += [
        _("Best grade kept: {name} ({verdict}).", name=_(each.limit.row.name), verdict=verdicts.verdict(each))
        for each in verdicts.best_grades(found)
    ]
    return words.sentences(*said)


def _counts(found: Compliance) -> str:
    """Count the verdicts; those on drafts stand apart, as drafts bind nobody."""
    binding = [each for each in found.judgements if each.limit.standing != "draft"]
    words_of = [verdicts.verdict(each) for each in binding]
    counted = [_("{count} {verdict}", count=words_of.count(word), verdict=word) for word in dict.fromkeys(words_of)]
    if len(binding) < len(found.judgements):
        counted.append(_("beside them {count} of drafts", count=len(found.judgements) - len(binding)))
    return _(", ").join(counted)


def _table(rules: str, judgements: tuple[Judgement, ...]) -> Table:
    head = (_("Rule"), _("Kind"), _("From"), _("Found"), _("Limit"), _("Margin"), _("Verdict"))
    rows = tuple(
        (
            _(each.limit.row.name),
            verdicts.standing(each.limit),
            verdicts.since(each.limit),
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
        words.sentences(
            _("{name}: {verdict}.", name=_(each.limit.row.name), verdict=verdicts.verdict(each)),
            verdicts.note(each, found),
            _("Source: {source}.", source=verdicts.source(each.limit)),
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
