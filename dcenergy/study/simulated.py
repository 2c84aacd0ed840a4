"""Designs of a comparison: each loaded, simulated and named apart from the others; those that fail stand by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dcenergy.errors import DcenergyError
from dcenergy.profile.loading import LoadedProfile, load
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.study import case
from dcenergy.study.assess import Assessment
from dcenergy.study.case import Case
from dcenergy.study.designs import Asked
from dcenergy.study.notes import notes
from dcenergy.weather.hourly import Weather
from dcenergy.weather.site import Site


@dataclass(frozen=True, eq=False)
class Design:
    """One design that was simulated, with its savings where its baseline was kept."""

    name: str
    short: str  # beside the others
    asked: Asked
    loaded: LoadedProfile
    assessment: Assessment
    notes: tuple[str, ...]
    baseline: LoadedProfile | None = None  # of the profile that its baseline names, where it was kept

    @property
    def result(self) -> Result:
        """Its year."""
        return self.assessment.design

    @property
    def profile(self) -> Profile:
        """Its profile, as it was simulated."""
        return self.assessment.design.profile


@dataclass(frozen=True)
class Failed:
    """One design that could not be simulated, and why."""

    name: str
    profile: str
    message: str


Simulated = tuple[list[Design], list[Failed], list[Path]]


def simulated(
    asked: Sequence[Asked], sets: Sequence[str], weather_file: Path | None, with_baseline: bool = False
) -> Simulated:
    """Simulate every design that can be; name those that cannot, and the files that were read for either.

    Parameters
    ----------
    with_baseline : whether each is held against the baseline of its profile too, for what it saves
    """
    weather_of = years(weather_file)
    done: list[tuple[Asked, Case, Assessment, tuple[str, ...]]] = []
    failed: list[Failed] = []
    files: list[Path] = []
    for each in asked:
        files.append(Path(each.profile))
        try:
            loaded = load(each.profile, (*sets, *each.assignments))
            files += case.files_of(loaded)
            inputs = _inputs(loaded, weather_of(loaded), with_baseline)
            files += case.files_of(inputs.baseline) if inputs.baseline else ()
            assessment = case.run(inputs)
        except DcenergyError as fault:
            failed.append(Failed(joined(each.profile, each.variant), each.profile, str(fault)))
        else:
            done.append((each, inputs, assessment, notes(inputs, assessment)))
    titles = [inputs.loaded.profile.name for _, inputs, _, _ in done]
    ways = [each for each, _, _, _ in done]
    names = told_apart(ways, titles, [each.variant for each in ways])
    shorts = told_apart(ways, titles, [each.short for each in ways])
    designs = [
        Design(name, short, each, inputs.loaded, assessment, said, inputs.baseline)
        for name, short, (each, inputs, assessment, said) in zip(names, shorts, done, strict=True)
    ]
    return designs, failed, files


def _inputs(loaded: LoadedProfile, weather: Weather, with_baseline: bool) -> Case:
    if with_baseline:
        return Case(loaded, weather, case.baseline_of(loaded))
    return Case(without_baseline(loaded), weather, None)


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
        joined(name if several or not variant else "", variant) for name, variant in zip(names, variants, strict=True)
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


def joined(name: str, variant: str) -> str:
    """Return a profile's name with what is changed in it."""
    return ": ".join(part for part in (name, variant) if part)
