"""Several designs beside each other: each simulated, then ranked and told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from dcenergy.errors import DcenergyError, ProfileError
from dcenergy.profile.loading import LoadedProfile, load
from dcenergy.result import Result
from dcenergy.study import case
from dcenergy.study.case import Case
from dcenergy.study.designs import Asked
from dcenergy.study.difference import Stage, difference
from dcenergy.study.notes import notes
from dcenergy.study.ranking import Measure, Scale, Standing, axes, chosen, figures, scale, standings
from dcenergy.weather.hourly import Weather
from dcenergy.weather.site import Site

Reference = Literal["best", "first"]


@dataclass(frozen=True, eq=False)
class Design:
    """One design that was simulated."""

    name: str
    short: str  # beside the others
    asked: Asked
    loaded: LoadedProfile
    result: Result
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Failed:
    """One design that could not be simulated, and why."""

    name: str
    profile: str
    message: str


@dataclass(frozen=True, eq=False)
class Comparison:
    """Designs in the order of their rank, each with its standing, and those that failed.

    Indices in the standings are places in `designs`.
    """

    designs: tuple[Design, ...]
    standings: tuple[Standing, ...]
    failed: tuple[Failed, ...]
    scale: Scale
    by: Mapping[Measure, float]
    axes: tuple[Measure, Measure] | None
    reference: int
    files: tuple[Path, ...]  # that were read

    def difference(self, i: int) -> tuple[Stage, ...]:
        """Return what design `i` takes more or less than the reference, stage by stage."""
        return difference(self.designs[i].result, self.designs[self.reference].result, self.scale)


def compare(
    asked: Sequence[Asked],
    sets: Sequence[str] = (),
    weather_file: Path | None = None,
    by: str | None = None,
    against: Reference = "best",
) -> Comparison:
    """Simulate every design and rank them; one that fails is named, the others are still compared.

    Parameters
    ----------
    sets : assignments for all designs, before their own changes
    by : what to rank by, as `cost` or `cost=0.5,carbon=0.5`; by default cost, or energy where no cost is known
    against : the design that the others are told apart from: the best, or the first asked for

    Raises
    ------
    ProfileError
        Where none can be simulated, or none determines what to rank by.
    """
    designs, failed, files = simulated(asked, sets, weather_file)
    if not designs:
        raise ProfileError("\n".join(dict.fromkeys(each.message for each in failed)))
    results = [each.result for each in designs]
    on = scale(results)
    all_figures = [figures(each, on) for each in results]
    weights = chosen(by, all_figures)
    standing = standings(results, on, weights)
    order = sorted(range(len(designs)), key=lambda i: (standing[i].rank or len(designs) + 1, i))
    return Comparison(
        designs=tuple(designs[i] for i in order),
        standings=tuple(_moved(standing[i], order) for i in order),
        failed=tuple(failed),
        scale=on,
        by=weights,
        axes=axes(all_figures),
        reference=0 if against == "best" else order.index(0),
        files=(*files, *([weather_file] if weather_file else ())),
    )


def _moved(standing: Standing, order: Sequence[int]) -> Standing:
    by = standing.dominated_by
    return standing if by is None else replace(standing, dominated_by=order.index(by))


def simulated(
    asked: Sequence[Asked], sets: Sequence[str], weather_file: Path | None
) -> tuple[list[Design], list[Failed], list[Path]]:
    """Simulate every design that can be; name those that cannot, and the files that were read for either."""
    weather_of = years(weather_file)
    done: list[tuple[Asked, LoadedProfile, Result, tuple[str, ...]]] = []
    failed: list[Failed] = []
    files: list[Path] = []
    for each in asked:
        files.append(Path(each.profile))
        try:
            loaded = load(each.profile, (*sets, *each.assignments))
            files += case.files_of(loaded)
            alone = Case(without_baseline(loaded), weather_of(loaded), None)
            assessment = case.run(alone)
        except DcenergyError as fault:
            failed.append(Failed(_joined(each.profile, each.variant), each.profile, str(fault)))
        else:
            done.append((each, loaded, assessment.design, notes(alone, assessment)))
    titles = [loaded.profile.name for _, loaded, _, _ in done]
    ways = [each for each, _, _, _ in done]
    names = told_apart(ways, titles, [each.variant for each in ways])
    shorts = told_apart(ways, titles, [each.short for each in ways])
    designs = [Design(name, short, *one) for name, short, one in zip(names, shorts, done, strict=True)]
    return designs, failed, files


def without_baseline(loaded: LoadedProfile) -> LoadedProfile:
    """Return the profile without its baseline: here the designs are each other's."""
    return replace(loaded, profile=loaded.profile.model_copy(update={"baseline": None}))


def years(weather_file: Path | None) -> Callable[[LoadedProfile], Weather]:
    """Return how to come by a profile's year; the year of a place is read once."""
    kept: dict[tuple[Site, Path | None], Weather] = {}

    def weather_of(loaded: LoadedProfile) -> Weather:
        place = case.site_of(loaded)
        named = place.weather is not None and place.weather.file is not None
        path = weather_file or (loaded.resolve("site.weather.file") if named else None)
        if place.weather is None and path is None:
            return case.weather_of(loaded)
        if (place, path) not in kept:
            kept[place, path] = case.weather_of(loaded, path)
        return kept[place, path]

    return weather_of


def told_apart(asked: Sequence[Asked], names: Sequence[str], variants: Sequence[str]) -> list[str]:
    """Return a name for every design: its profile's where they are of several, its variant where it has one.

    >>> told_apart([Asked("a"), Asked("b")], ["Lake", "Lake"], ["", ""])
    ['Lake (a)', 'Lake (b)']
    """
    several = len({(each.profile, name) for each, name in zip(asked, names, strict=True)}) > 1
    short = [
        _joined(name if several or not variant else "", variant)
        for name, variant in zip(names, variants, strict=True)
    ]
    twice = Counter(short)
    long = [
        name if twice[name] == 1 else f"{name} ({Path(each.profile).stem})"
        for name, each in zip(short, asked, strict=True)
    ]
    seen: Counter[str] = Counter()
    for i, name in enumerate(long):
        seen[name] += 1
        if seen[name] > 1:
            long[i] = f"{name} #{seen[name]}"
    return long


def _joined(name: str, variant: str) -> str:
    return ": ".join(part for part in (name, variant) if part)
