"""The top of the comparison: what is compared, and what was found."""

from __future__ import annotations

from dcenergy.language import Message, _, counted, told
from dcenergy.report import words
from dcenergy.report.blocks import Fact, Headline, Masthead
from dcenergy.report.comparison import naming
from dcenergy.report.comparison.columns import NAMES, Column, measured
from dcenergy.report.comparison.unlike import not_ranked, subjects
from dcenergy.study.compare import Comparison
from dcenergy.study.measures import AGAINST_BASELINE, MEASURES, Measure

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
    """Say on which basis the designs are compared, and why."""
    basis = _("Figures are those of {basis}.", basis=naming.basis(comparison))
    return words.sentences(told(comparison.scale.because), basis) if len(comparison.designs) > 1 else ""


def finding(comparison: Comparison) -> str:
    """State in a sentence or two what the comparison comes to."""
    if len(comparison.designs) == 1:
        return _("One design alone: there is nothing to compare it with.")
    best = naming.full(comparison, 0)
    if comparison.standings[0].rank is None:
        return _open(comparison)
    if len(comparison.by) > 1:
        if len(comparison.designs) > 1 and all(each.rank == 1 for each in comparison.standings):
            return _("All designs are alike in {figures}.", figures=naming.figures_of(comparison))
        first = _("{design} comes first by {figure}.", design=best, figure=naming.ranked_by(comparison))
        return words.sentences(first, _within_error(comparison), _also(comparison), _behind(comparison))
    measure = next(iter(comparison.by))
    column = measured(comparison, measure)
    if not column.tells:
        alike = _(
            "All designs are alike in {name}, {figure}.",
            name=naming.BY[measure],
            figure=column.text(column.values[0]),
        )
        return words.sentences(alike, _behind(comparison))
    figure = column.text(column.values[0])
    if comparison.scale.is_yearly and measure not in AGAINST_BASELINE:
        figure = _("{amount} a year", amount=figure)
    sentence = _(
        "{sentence}.", sentence=_ahead(comparison, column, _(naming.LEAST[measure], design=best, figure=figure))
    )
    return words.sentences(sentence, _within_error(comparison), _also(comparison), _behind(comparison))


def _open(comparison: Comparison) -> str:
    """Say that nothing is ranked, and why; the figures are shown all the same."""
    why = not_ranked(comparison)
    if not why:
        return _("No design determines what to rank by.")
    column = measured(comparison, next(iter(comparison.by)))
    if len(comparison.by) > 1 or not column.known:
        return _("The designs are {reason}.", reason=why)
    if not column.tells:
        return _("The designs are {reason}. Figure: {figure}.", reason=why, figure=column.text(column.known[0]))
    low, high = column.written(min(column.known)), column.text(max(column.known))
    return _("The designs are {reason}. Their figures: {low} to {high}.", reason=why, low=low, high=high)


def _within_error(comparison: Comparison) -> str:
    """Say how many designs may be first within the error of generated weather."""
    first = comparison.standings[0]
    equal = sum(each.rank == 1 for each in comparison.standings)
    if first.rank_high is None or first.rank_high <= equal:
        return ""
    return counted(
        first.rank_high,
        "Within the error of the generated weather, {count} design may be first.",
        "Within the error of the generated weather, {count} designs may be first.",
    )


def _ahead(comparison: Comparison, column: Column, least: str) -> str:
    """Add to a sentence how far the first is before the second and the last."""
    able = [value for value, able in zip(column.values, column.able, strict=True) if value is not None and able]
    worse = [value for value in able if not words.alike(value, able[0])]
    ties = len(able) - len(worse) - 1
    if not worse or not worse[0] or column.more_is_better:
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
        if measure in comparison.comparability.unranked:
            continue
        if column.tells and not column.is_best(0) and best.figures[measure] is not None:
            lost.append(naming.BY[measure])
    if lost:
        return _("Others are ahead in {figures}.", figures=words.listing(lost))
    like = [each for each in MEASURES if each not in comparison.comparability.unranked]
    telling = [measure for measure in like if measured(comparison, measure).tells]
    return _("No other design is ahead in any figure that ranks them.") if len(telling) > 1 else ""


def _behind(comparison: Comparison) -> str:
    """Say how many designs leave heat or load undone, and so are ranked behind."""
    small = sum(standing.too_small for standing in comparison.standings)
    unserved = sum(standing.unserved_share > 0 for standing in comparison.standings)
    heat = counted(
        small,
        "{count} plant leaves heat in the halls and is ranked last.",
        "{count} plants leave heat in the halls and are ranked last.",
    )
    load = counted(
        unserved,
        "{count} design leaves load unserved and is ranked last.",
        "{count} designs leave load unserved and are ranked last.",
    )
    return words.sentences(heat if small else "", load if unserved else "")


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
    if comparison.comparability.findings:
        found.append(Fact(_("Differs in"), subjects(comparison.comparability.findings)))
    if comparison.failed:
        failed = counted(len(comparison.failed), "{count} design, see the notes", "{count} designs, see the notes")
        found.append(Fact(_("Failed"), failed))
    return tuple(found)


def headline(comparison: Comparison, measure: Measure) -> Headline:
    """Return the least of one figure, who has it, and how far it is below the highest."""
    column = measured(comparison, measure)
    name = TITLES[measure]
    if measure in comparison.comparability.unranked and not any(column.able):
        return _unranked(comparison, measure, column)
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


def _unranked(comparison: Comparison, measure: Measure, column: Column) -> Headline:
    """Return a figure from the least to the most, and why it ranks nobody."""
    reasons = comparison.comparability.reasons([measure])
    why = _("not ranked: {subjects}", subjects=subjects(reasons))
    if not column.known:
        return Headline(NAMES[measure], _("not compared"), "", why, "", "same")
    low, high = (column.written(each) for each in (min(column.known), max(column.known)))
    return Headline(NAMES[measure], low if low == high else f"{low}–{high}", column.unit, why, "", "same")


TITLES: dict[Measure, Message] = {
    "cost": Message("Lowest cost"),
    "carbon": Message("Least carbon"),
    "energy": Message("Least electricity"),
    "water": Message("Least water"),
}
