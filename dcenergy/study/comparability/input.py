"""An input in which designs may be unlike: how it is read of one design, and given to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dcenergy.language import Message
from dcenergy.plant.facility import Hall
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.study.comparability import wording
from dcenergy.study.measures import Measure
from dcenergy.weather.hourly import Weather

Given = tuple[Profile, Weather]


@dataclass(frozen=True)
class Input:
    """An input in which designs may be unlike.

    `read` returns its value, None where it does not apply; `give` a design with the value of another, None where
    their halls do not match. By the figures of `unlike` that it moves, no design is ranked.
    """

    subject: str
    name: Message
    read: Callable[[Result], Any]
    told: Callable[[Any], str]
    give: Callable[[Result, Result], Given | None]
    unlike: tuple[Measure, ...] = ()
    same: Callable[[Any, Any], bool] = lambda one, other: bool(one == other)
    touches: tuple[Measure, ...] = ()  # figures that it may move where no effect can be calculated
    remark: Message | None = None  # what the comparison takes for granted where it differs


def of_section(
    section: Literal["cost", "supply", "electrical"],
    subject: str,
    name: Message,
    keys: Sequence[str],
    told: Callable[[Any], str],
    unlike: Sequence[Measure] = (),
) -> Input:
    """Return keys of a section as an input; it does not apply to a profile without the section."""

    def read(result: Result) -> Any:
        return values(getattr(result.profile, section), keys)

    def give(own: Result, other: Result) -> Given:
        return updated(own, section, by_key(getattr(other.profile, section), keys))

    return Input(subject, name, read, told, give, tuple(unlike))


def of_it(subject: str, name: Message, keys: Sequence[str], told: Callable[[Any], str]) -> Input:
    """Return keys of the IT of all halls as an input, each of its values once."""

    def read(result: Result) -> Any:
        found = [values(hall.it, keys) for hall in result.profile.halls]
        return tuple(value for i, value in enumerate(found) if value not in found[:i])

    def give(own: Result, other: Result) -> Given | None:
        return with_halls(own, other, lambda hall, model: with_it(hall, by_key(model.it, keys)))

    return Input(subject, name, read, lambda value: wording.several(map(told, value)), give)


def values(section: Any, keys: Sequence[str]) -> Any:
    """Return the values of a section in the order of the keys; None without the section."""
    return None if section is None else tuple(getattr(section, key) for key in keys)


def by_key(section: Any, keys: Sequence[str]) -> dict[str, Any]:
    """Return the values of a section by their keys."""
    return {} if section is None else {key: getattr(section, key) for key in keys}


def updated(own: Result, section: str, changes: Mapping[str, Any]) -> Given:
    """Return a design with other values in one of its sections."""
    changed = getattr(own.profile, section).model_copy(update=changes)
    return own.profile.model_copy(update={section: changed}), own.weather


def with_it(hall: Hall, changes: Mapping[str, Any]) -> Hall:
    """Return a hall with other values of its IT."""
    return hall.model_copy(update={"it": hall.it.model_copy(update=changes)})


def with_halls(own: Result, other: Result, change: Callable[[Hall, Hall], Hall]) -> Given | None:
    """Return a design whose halls are changed by those of another; one hall of the other serves all."""
    halls, models = own.profile.halls, other.profile.halls
    if len(models) == 1:
        models = models * len(halls)
    if len(models) != len(halls):
        return None
    changed = tuple(change(hall, model) for hall, model in zip(halls, models, strict=True))
    return own.profile.model_copy(update={"halls": changed}), own.weather
