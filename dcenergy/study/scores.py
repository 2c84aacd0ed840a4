"""Scores of designs: figures weighed as asked for, each relative to that of one design."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dcenergy.errors import ProfileError
from dcenergy.study.measures import AGAINST_BASELINE, RANKED, Figures, Measure


def weights(text: str) -> dict[Measure, float]:
    """Return the weights that `cost` or `cost=0.5,carbon=0.5` stands for; they add up to 1.

    >>> weights("cost"), weights("cost=3,carbon-market=1")
    ({'cost': 1.0}, {'cost': 0.75, 'carbon_market': 0.25})

    Raises
    ------
    ProfileError
        Where it cannot be read.
    """
    known_names = {measure.replace("_", "-"): measure for measure in RANKED}
    read: dict[Measure, float] = {}
    for part in text.split(","):
        name, equals, amount = part.partition("=")
        measure = known_names.get(name.strip().replace("_", "-"))
        if measure is None or measure in read:
            raise ProfileError(
                f"--by {text}: {name.strip()!r} is no figure to rank by, or stands there twice; "
                f"known are: {', '.join(known_names)}; write for example cost=0.5,carbon=0.5"
            )
        read[measure] = _weight(amount, text) if equals else 1.0
    whole = sum(read.values())
    return {measure: weight / whole for measure, weight in read.items()}


def _weight(amount: str, text: str) -> float:
    try:
        weight = float(amount)
    except ValueError:
        weight = -1.0
    if not 0 < weight < float("inf"):
        raise ProfileError(f"--by {text}: {amount!r} is no weight; a weight is a number above 0")
    return weight


def chosen(by: str | None, all_figures: Sequence[Figures]) -> dict[Measure, float]:
    """Return the weights to rank by: those asked for; else cost where all have one, else energy.

    Raises
    ------
    ProfileError
        Where no design determines a figure that was asked for.
    """
    if by is None:
        return {"cost": 1.0} if known(all_figures, "cost") else {"energy": 1.0}
    asked = weights(by)
    for measure in asked:
        if all(each[measure] is None for each in all_figures):
            name = measure.replace("_", "-")
            raise ProfileError(f"--by {by}: no design determines a comparable {name}; {REMEDY[measure]}")
    return asked


REMEDY: Mapping[Measure, str] = {
    "cost": "give each `cost`, in one currency of one price_year",
    "carbon": "give each `supply.grid`",
    "energy": "give each servers that take power",
    "water": "give each a cooling system in place of a fixed PUE",
    "carbon_market": "give each `supply.grid`",
    "npv": "give each `cost.capital` and a `baseline: {profile: ...}` whose investment is known",
    "irr": "give each `cost.capital` and a `baseline: {profile: ...}` of lower investment and higher running cost",
}


def known(all_figures: Sequence[Figures], measure: Measure) -> bool:
    """Say whether all designs determine a figure."""
    return all(each[measure] is not None for each in all_figures)


def scores(all_figures: Sequence[Figures], by: Mapping[Measure, float], reference: int = 0) -> list[float | None]:
    """Return the weighted means of the figures, each relative to that of the reference: the less, the better.

    The reference scores 1 where less is better in all figures. Where it has none of a figure (or 0 of it), the
    next design that has some stands in. So the order of two designs never depends on a third that is added.

    >>> scores([{"cost": 1.0}, {"cost": 3.0}, {"cost": None}], {"cost": 1.0})
    [1.0, 3.0, None]
    """
    unit = sizes(all_figures, by, reference)
    return [_score(each, by, unit) for each in all_figures]


def sizes(all_figures: Sequence[Figures], by: Mapping[Measure, float], reference: int = 0) -> dict[Measure, float]:
    """Return what each figure is weighed against: that of the reference, or else of the next design that has some."""
    order = [*all_figures[reference:], *all_figures[:reference]]
    return {measure: next((abs(value) for each in order if (value := each[measure])), 0.0) for measure in by}


def _score(own: Figures, by: Mapping[Measure, float], unit: Mapping[Measure, float]) -> float | None:
    score = 0.0
    for measure, weight in by.items():
        value = own[measure]
        if value is None:
            return None
        sign = -1.0 if measure in AGAINST_BASELINE else 1.0
        score += sign * weight * value / unit[measure] if unit[measure] else 0.0
    return score
