"""The top of the comparison: what is compared, and what was found."""

from __future__ import annotations

from dcenergy.report import words
from dcenergy.report.blocks import Fact, Headline, Masthead
from dcenergy.report.comparison import naming
from dcenergy.report.comparison.columns import Column, measured
from dcenergy.report.words import NBSP
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
        return comparison.designs[0].name
    if common is not None:
        places = all(
            design.asked.changes and "site=" in design.asked.assignments[-1] for design in comparison.designs
        )
        alone = all(len(design.asked.changes) == 1 for design in comparison.designs)
        return f"{common} in {count} climates" if places and alone else f"{common}: {count} variants"
    if count == 2:
        return " or ".join(design.name for design in comparison.designs) + "?"
    return f"{count} designs compared"


def description(comparison: Comparison) -> str:
    """Say what is held the same and what is not."""
    if comparison.scale.per_it_kwh:
        return "The designs run different servers, so their figures are those of a kWh of IT."
    return "All designs run the same servers; their figures are those of a year."


def finding(comparison: Comparison) -> str:
    """State in a sentence or two what the comparison comes to."""
    if len(comparison.designs) == 1:
        return "One design alone: there is nothing to compare it with."
    best = comparison.designs[0].name
    if comparison.standings[0].rank is None:
        return "No design determines what to rank by."
    if len(comparison.by) > 1:
        return f"{best} comes first by {naming.ranked_by(comparison)}.{_also(comparison)}"
    measure = next(iter(comparison.by))
    column = measured(comparison, measure)
    if not column.tells:
        return f"All designs are alike in {naming.BY[measure]}, {column.text(column.best)}."
    sentence = f"{best} {naming.LEAST[measure]}, {column.text(column.values[0])}"
    if not comparison.scale.per_it_kwh:
        sentence += " a year"
    return f"{sentence}{_ahead(comparison, column)}.{_also(comparison)}{_small(comparison)}"


def _ahead(comparison: Comparison, column: Column) -> str:
    """Say how far the first is before the second and the last."""
    able = [value for value, able in zip(column.values, column.able, strict=True) if value is not None and able]
    worse = [value for value in able if not words.alike(value, able[0])]
    ties = len(able) - len(worse) - 1
    if not worse or not worse[0]:
        return ""
    if ties:
        also = f", as {words.counted(ties, 'other does', 'others do')}"
        return f"{also}: {words.whole_share(1 - able[0] / worse[-1])} less than the last"
    second, last = 1 - able[0] / worse[0], 1 - able[0] / worse[-1]
    if len(able) == 2:
        return f": {words.whole_share(second)} less than {comparison.designs[1].name}"
    if second < SHOWN:
        return f": hardly less than the next, {words.whole_share(last)} less than the last"
    return f": {words.whole_share(second)} less than the next, {words.whole_share(last)} less than the last"


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
        return f" Others are ahead in {words.listing(lost)}."
    told = [measure for measure in MEASURES if measured(comparison, measure).tells]
    return " No other design is ahead in any figure." if len(told) > 1 else ""


def _small(comparison: Comparison) -> str:
    small = sum(standing.too_small for standing in comparison.standings)
    if not small:
        return ""
    plants = (
        "1 plant leaves heat in the halls and is" if small == 1 else f"{small} plants leave heat in the halls and are"
    )
    return f" {plants} ranked last."


def facts(comparison: Comparison) -> tuple[Fact, ...]:
    """Return what was compared and how."""
    found = [
        Fact("Designs", f"{len(comparison.designs)}"),
        Fact("Ranked by", naming.ranked_by(comparison)),
        Fact("Figures of", naming.basis(comparison)),
    ]
    if comparison.scale.currency:
        found.append(Fact("Money", f"{comparison.scale.currency} of {comparison.scale.price_year}, real, before tax"))
    years = {design.result.weather.name for design in comparison.designs}
    found.append(Fact("Weather", next(iter(years)) if len(years) == 1 else f"of {len(years)} places"))
    if comparison.failed:
        found.append(
            Fact("Failed", words.counted(len(comparison.failed), "design, see the notes", "designs, see the notes"))
        )
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
        who = "all designs alike" if len(able) > 1 else comparison.designs[least].name
        return Headline(name, column.written(low), column.unit, who, "", "same")
    delta = f"{words.whole_share(1 - low / high)} below the highest, {column.written(high)}{NBSP}{column.unit}"
    return Headline(name, column.written(low), column.unit, comparison.designs[least].name, delta, "better")


TITLES: dict[Measure, str] = {
    "cost": "Lowest cost",
    "carbon": "Least carbon",
    "energy": "Least electricity",
    "water": "Least water",
}
