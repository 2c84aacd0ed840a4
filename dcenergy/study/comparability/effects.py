"""The effect of an unlike input: a design is run again with the input of another."""

from __future__ import annotations

from collections.abc import Sequence

from dcenergy.errors import DcenergyError
from dcenergy.language import Message
from dcenergy.profile.schema import Profile
from dcenergy.study.assess import Assessment, assess
from dcenergy.study.comparability.finding import FIGURES, Compared, Effect, Figure
from dcenergy.study.measures import Scale, figures, per_unit
from dcenergy.study.shares import percent
from dcenergy.study.simulated import Design
from dcenergy.weather.hourly import Weather

MOST_RUNS = 4
"""Designs that are run again for one difference, where it is named alone."""


def rerun(design: Design, profile: Profile, weather: Weather) -> Assessment | None:
    """Return a design's year with another profile or in other weather; None where it cannot work."""
    try:
        return assess(profile, weather, design.baseline.profile if design.baseline else None)
    except DcenergyError:
        return None


def effect(compared: Compared, i: int, on: Scale, profile: Profile, weather: Weather) -> Effect | None:
    """Return what design `i` would come to with an input of the reference; None where it could not work."""
    design = compared.designs[i]
    other = rerun(design, profile, weather)
    if other is None:
        return None
    return Effect(design.name, compared.first.name, _all(design.assessment, on), _all(other, on))


def _all(assessed: Assessment, on: Scale) -> dict[Figure, float | None]:
    life = assessed.design.cost.npv if on.currency is not None else None
    found: dict[Figure, float | None] = {"life_cost": per_unit(life, assessed.design, on)}
    found.update(figures(assessed, on).items())
    return found


def most_telling(effects: Sequence[Effect], compared: Compared) -> Effect | None:
    """Return the effect that moves the ranking's figures most, or else any figure."""

    def size(each: Effect) -> tuple[float, float]:
        def most(figures: Sequence[Figure]) -> float:
            return max((abs(each.change(figure) or 0.0) for figure in figures), default=0.0)

        return most(tuple(compared.by)), most(tuple(FIGURES))

    return max(effects, key=size, default=None)


HIGHER = Message("With the value of {other}, the {figure} of {design} would be {share} higher.")
LOWER = Message("With the value of {other}, the {figure} of {design} would be {share} lower.")


def in_words(told: Effect | None, compared: Compared) -> Message | None:
    """Say what the effect is: of the figure that is ranked by where that moves, else of the one that moves most."""
    if told is None:
        return None
    sizes = {each: abs(change) for each in told.moved if (change := told.change(each)) is not None}
    ranked = [each for each in compared.by if each in sizes]
    figure = max(ranked or sizes, key=lambda each: sizes[each], default=None)
    if figure is None:
        return None
    change = told.change(figure) or 0.0
    return Message(
        HIGHER if change > 0 else LOWER,
        other=told.other,
        figure=FIGURES[figure],
        design=told.design,
        share=percent(abs(change)),
    )
