"""Rules and standards: how the site stands against each limit, what it must report, and what its indicators are."""

from __future__ import annotations

from itertools import groupby

from dcenergy.accounting.compliance.judgement import Compliance, Judgement
from dcenergy.accounting.compliance.reporting import Reported, reported
from dcenergy.language import _
from dcenergy.report import verdict_notes, verdicts, words
from dcenergy.report.blocks import Block, Entry, Notes, Section, Table
from dcenergy.report.sections.iso_indicators import iso_indicators
from dcenergy.report.words import NBSP
from dcenergy.study.assess import Assessment


def compliance(assessment: Assessment) -> Section:
    """Return the section on rules; it says so where none is known to hold."""
    found = assessment.design.compliance
    blocks: list[Block] = [
        _table(rules, tuple(each)) for rules, each in groupby(found.judgements, lambda each: each.rules)
    ]
    if found.judgements:
        blocks.append(_behind(found))
    if found.must_report:
        blocks.append(_reporting(found))
    return Section("compliance", _("Rules and standards"), _lead(found), (*blocks, iso_indicators(assessment.design)))


def _lead(found: Compliance) -> str:
    """Say whose rules these are, and which of their grades the site keeps."""
    grades = (
        _("Best grade kept: {name} ({verdict}).", name=_(each.limit.row.name), verdict=verdicts.verdict(each))
        for each in verdicts.best_grades(found)
    )
    room = _("Room is how far a figure may go before it meets its limit; below 0 the limit is missed.")
    return words.sentences(verdicts.whose(found.here), *grades, room if found.judgements else "")


def _table(rules: str, judgements: tuple[Judgement, ...]) -> Table:
    """Set every limit of a rule set beside what was found."""
    name = verdicts.rules_name(rules)
    rows = tuple(
        (
            Entry(_(each.limit.row.name), under=verdicts.standing_since(each.limit)),
            _found(each),
            Entry(verdicts.relation(each.limit), under=_room(each)),
            Entry(verdicts.verdict(each), mark=verdicts.MARKS[each.verdict]),
        )
        for each in judgements
    )
    return Table(
        caption=name,
        title=_("{rules}: {counts}", rules=name, counts=_counts(judgements)),
        head=(_("Rule"), _("Found"), _("Limit"), _("Verdict")),
        rows=rows,
        words=(3,),
    )


def _found(each: Judgement) -> str:
    """Write the figure; where there is none, the verdict says so."""
    return words.NOTHING if each.value is None else verdicts.size(each.limit.figure, each.value, each.limit.row.unit)


def _room(each: Judgement) -> str:
    return "" if each.margin is None else _("room {margin}", margin=verdicts.margin(each))


def _counts(judgements: tuple[Judgement, ...]) -> str:
    """Count the verdicts, what is missed first; those on drafts stand apart, as drafts bind nobody."""
    binding = [each for each in judgements if each.limit.standing != "draft"]
    order = list(verdicts.MARKS)
    said = [verdicts.verdict(each) for each in sorted(binding, key=lambda each: order.index(each.verdict))]
    counted = [_("{count} {verdict}", count=said.count(word), verdict=word) for word in dict.fromkeys(said)]
    found = {each.verdict for each in judgements}
    if "met" in found and "missed" not in found:
        counted.insert(0, _("no limit missed"))
    if len(binding) < len(judgements):
        counted.append(_("beside them {count} of drafts", count=len(judgements) - len(binding)))
    return _(", ").join(counted)


def _behind(found: Compliance) -> Notes:
    """List what each verdict rests on."""
    items = tuple(
        words.sentences(
            _("{name}: {verdict}.", name=_(each.limit.row.name), verdict=verdicts.verdict(each)),
            verdict_notes.note(each, found),
            _("Source: {source}.", source=verdicts.source(each.limit)),
        )
        for each in found.judgements
    )
    return Notes(_("What the verdicts rest on, and what would change them"), items, folded=True)


def _reporting(found: Compliance) -> Table:
    items = reported(found.figures)
    known = sum(item.value is not None for item in items)
    return Table(
        caption=_("What EU 2024/1364 asks to be reported"),
        title=_(
            "European Union: {known} of {all} figures to report follow from the design", known=known, all=len(items)
        ),
        head=(_("Figure"), _("Value"), _("Known of the item")),
        rows=tuple((Entry(item.name, under=_cited(item)), _value(item), _known(item)) for item in items),
        words=(2,),
        note=_(
            "Values are the design's; the regulation asks for those of the last calendar year. The list and its "
            "symbols are from memory; what was read in accounts of the regulation says so."
        ),
    )


def _cited(item: Reported) -> str:
    """Say where the regulation has a figure, and by what symbol."""
    annex = _("Annex {number}", number=item.annex)
    return _("{symbol}, {annex}", symbol=item.symbol, annex=annex) if item.symbol else annex


def _value(item: Reported) -> str | Entry:
    if item.value is None:
        return Entry(words.UNKNOWN, under=item.lacks)
    number = words.fixed(item.value, 3) if not item.unit else words.number(item.value, 4)
    unit = {"m3": "m³", "m2": "m²", "degC": "°C"}.get(item.unit, item.unit)
    return f"{number}{NBSP}{unit}".rstrip()


def _known(item: Reported) -> str:
    return _("read in an account") if item.read else _("from memory")
