"""The top of the comparison: what is compared, and what was found."""

from __future__ import annotations

from dcenergy.language import Message, _, counted
from dcenergy.report import words
from dcenergy.report.blocks import Fact, Headline, Masthead
from dcenergy.report.comparison import naming
from dcenergy.report.comparison.columns import Column, measured
from dcenergy.study.compare import Comparison
from dcenergy.study.ranking import MEASURES, Measure

SHOWN = 0.0005
"""Shares below this read as the same."""


def masthead(comparison: Comparison) -> Masthead:
    """Gather the top of the comparison."""
    return Masthead(
        name=title(comparison),
        description=description(comparison),
        finding=finding(comparison),
        facts=facts(comparison),
        headlines=tuple(headline(comparison, measure) for measure in MEASURES),
    )


def title(comparison: Comparison) -> str:
    """Name what is compared."""
    count = len(comparison.designs)
    common = naming.common_profile(comparison)
    if count == 1:
        return naming.full(comparison, 0)
    if common is not None:
        places = all(design.asked.is_moved for design in comparison.designs)
        alone = all(len(design.asked.changes) == 1 for design in comparison.designs)
        varied = (
            Message("{design} in {count} climates") if places and alone else Message("{design}: {count} variants")
        )
        return _(varied, design=common, count=count)
    if count == 2:
        return _("{design} or {other}?", design=naming.full(comparison, 0), other=naming.full(comparison, 1))
    return _("{count} designs compared", count=count)


def description(comparison: Comparison) -> str:
    """Say what is held the same and what is not."""
    if comparison.scale.per_it_kwh:
        return _("The designs run different servers, so their figures are those of a kWh of IT.")
    return _("All designs run the same servers; their figures are those of a year.")


def finding(comparison: Comparison) -> str:
    """State in a sentence or two what the comparison comes to."""
    if len(comparison.designs) == 1:
        return _("One design alone: there is nothing to compare it with.")
    best = naming.full(comparison, 0)
    if comparison.standings[0].rank is None:
        return _("No design determines what to rank by.")
    if len(comparison.by) > 1:
        first = _("{design} comes first by {figure}.", design=best, figure=naming.ranked_by(comparison))
        return words.sentences(first, _also(comparison))
    measure = next(iter(comparison.by))
    column = measured(comparison, measure)
    if not column.tells:
        return _(
            "All designs are alike in {name}, {figure}.", name=naming.BY[measure], figure=column.text(column.best)
        )
    figure = column.text(column.values[0])
    if not comparison.scale.per_it_kwh:
        figure = _("{amount} a year", amount=figure)
    sentence = _(
        "{sentence}.", sentence=_ahead(comparison, column, _(naming.LEAST[measure], design=best, figure=figure))
    )
    return words.sentences(sentence, _also(comparison), _small(comparison))


def _ahead(comparison: Comparison, column: Column, least: str) -> str:
    """Add to a sentence how far the first is before the second and the last."""
    able = [value for value, able in zip(column.values, column.able, strict=True) if value is not None and able]
    worse = [value for value in able if not words.alike(value, able[0])]
    ties = len(able) - len(worse) - 1
    if not worse or not worse[0]:
        return least
    second, last = 1 - able[0] / worse[0], words.whole_share(1 - able[0] / worse[-1])
    if ties:
        return counted(
            ties,
            "{sentence}, as {count} other does: {last} less than the last",
            "{sentence}, as {count} others do: {last} less than the last",
            sentence=least,
            last=last,
        )
    if len(able) == 2:
        other = naming.full(comparison, 1)
        return _(
            "{sentence}: {share} less than {design}", sentence=least, share=words.whole_share(second), design=other
        )
    if second < SHOWN:
        return _("{sentence}: hardly less than the next, {last} less than the last", sentence=least, last=last)
    return _(
        "{sentence}: {share} less than the next, {last} less than the last",
        sentence=least,
        share=words.whole_share(second),
        last=last,
    )


def _also(comparison: Comparison) -> str:
    """Say whether the best is best at everything, or what it gives up."""
    best = comparison.standings[0]
    lost: list[str] = []
    for measure in MEASURES:
        if measure in comparison.by and len(comparison.by) == 1:
            continue
        column = measured(comparison, measure)
        if column.tells and not column.is_best(0) and best.figures[measure] is not None:
            lost.append(naming.BY[measure])
    if lost:
        return _("Others are ahead in {figures}.", figures=words.listing(lost))
    told = [measure for measure in MEASURES if measured(comparison, measure).tells]
    return _("No other design is ahead in any figure.") if len(told) > 1 else ""


def _small(comparison: Comparison) -> str:
    small = sum(standing.too_small for standing in comparison.standings)
    if not small:
        return ""
    return counted(
        small,
        "{count} plant leaves heat in the halls and is ranked last.",
        "{count} plants leave heat in the halls and are ranked last.",
    )


def facts(comparison: Comparison) -> tuple[Fact, ...]:
    """Return what was compared and how."""
    found = [
        Fact(_("Designs"), f"{len(comparison.designs)}"),
        Fact(_("Ranked by"), naming.ranked_by(comparison)),
        Fact(_("Figures of"), naming.basis(comparison)),
    ]
    if comparison.scale.currency:
        basis = Message("{currency} of {year}, real, before tax")
        if any(design.result.cost.inflation is not None for design in comparison.designs):
            basis = Message("{currency} of {year}, before tax; later payments with inflation")
        money = _(basis, currency=words.currency_name(comparison.scale.currency), year=comparison.scale.price_year)
        found.append(Fact(_("Money"), money))
    years = {design.result.weather.name for design in comparison.designs}
    weather = next(iter(years)) if len(years) == 1 else _("of {count} places", count=len(years))
    found.append(Fact(_("Weather"), weather))
    if comparison.failed:
        failed = counted(len(comparison.failed), "{count} design, see the notes", "{count} designs, see the notes")
        found.append(Fact(_("Failed"), failed))
    return tuple(found)


def headline(comparison: Comparison, measure: Measure) -> Headline:
    """Return the least of one figure, who has it, and how far it is below the highest."""
    column = measured(comparison, measure)
    name = TITLES[measure]
    able = [i for i, value in enumerate(column.values) if value is not None and column.able[i]]
    if not able:
        return Headline(name, words.UNKNOWN, "", "", "", "same")
    least = min(able, key=lambda i: column.values[i] or 0.0)
    most = max(able, key=lambda i: column.values[i] or 0.0)
    low, high = column.values[least] or 0.0, column.values[most] or 0.0
    if words.alike(low, high) or not high:
        who = _("all designs alike") if len(able) > 1 else naming.full(comparison, least)
        return Headline(name, column.written(low), column.unit, who, "", "same")
    delta = _(
        "{share} below the highest, {figure}",
        share=words.whole_share(1 - low / high),
        figure=words.sized(column.written(high), column.unit),
    )
    return Headline(name, column.written(low), column.unit, naming.full(comparison, least), delta, "better")


TITLES: dict[Measure, Message] = {
    "cost": Message("Lowest cost"),
    "carbon": Message("Least carbon"),
    "energy": Message("Least electricity"),
    "water": Message("Least water"),
}
