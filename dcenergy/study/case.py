"""Everything one run reads: the profile, its weather, and the profile of its baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dcenergy.errors import DesignError, ProfileError, WeatherError
from dcenergy.profile.loading import LoadedProfile, load, locate
from dcenergy.profile.origins import Given, Set
from dcenergy.study.assess import Assessment, assess
from dcenergy.supply import unit_yield
from dcenergy.weather import own_normals, site
from dcenergy.weather.hourly import Weather, no_weather


@dataclass(frozen=True, eq=False)
class Case:
    """The inputs of one run, read and checked."""

    loaded: LoadedProfile
    weather: Weather
    baseline: LoadedProfile | None
    files: tuple[Path, ...] = ()  # that were read
    unread: str | None = None  # the service whose weather was not fetched


def read(
    name_or_path: str, sets: Sequence[str] = (), weather_file: Path | None = None, offline: bool = False
) -> Case:
    """Read a profile and what it names; `weather_file` goes before the profile's own weather.

    Where `offline`, weather that would be fetched is not read: the case has hours without air in its place.

    Raises
    ------
    ProfileError, WeatherError
        Where any of it cannot be used.
    """
    loaded = load(name_or_path, sets)
    unread = _fetched_from(loaded) if offline and weather_file is None else None
    weather = no_weather()
    if unread is None:
        weather = unit_yield.prepared(weather_of(loaded, weather_file), loaded.profile.supply.modules)
    baseline = baseline_of(loaded)
    files = [*files_of(loaded), *(files_of(baseline) if baseline else ()), *([weather_file] if weather_file else ())]
    return Case(loaded, weather, baseline, tuple(files), unread)


def _fetched_from(loaded: LoadedProfile) -> str | None:
    """Return the service that a profile's weather is fetched from, None where it is not."""
    weather = loaded.profile.site.weather if loaded.profile.site else None
    return None if weather is None else weather.online


def files_of(loaded: LoadedProfile) -> Iterator[Path]:
    """Yield every file that a profile is read from: its texts, its numbers, its weather."""
    yield from map(Path, loaded.texts)
    yield from loaded.number_files
    if loaded.profile.site and loaded.profile.site.weather and loaded.profile.site.weather.file:
        yield loaded.resolve("site.weather.file")
    if own := _own_normals(loaded):
        yield own


def site_of(loaded: LoadedProfile) -> site.Site:
    """Return the site of a profile, the file of its normals found beside the profile that names it."""
    place = loaded.profile.site or site.Site()
    own = _own_normals(loaded)
    if own is None or place.weather is None:
        return place
    return place.model_copy(update={"weather": place.weather.model_copy(update={"normals": str(own)})})


def _own_normals(loaded: LoadedProfile) -> Path | None:
    weather = loaded.profile.site.weather if loaded.profile.site else None
    if weather is None or weather.normals is None or not own_normals.is_file(weather.normals):
        return None
    return loaded.resolve("site.weather.normals")


def weather_of(loaded: LoadedProfile, weather_file: Path | None = None) -> Weather:
    """Return the year of a profile's site, or hours without air where its halls need none."""
    place = site_of(loaded)
    named = place.weather.file if place.weather else None
    path = weather_file or (loaded.resolve("site.weather.file") if named else None)
    if path is None and place.weather is None:
        if loaded.profile.needs_weather:
            who = "supply" if loaded.profile.supply.needs_weather else "cooling"
            raise ProfileError(
                f"{loaded.path}: site.weather: is missing, and the {who} needs it; "
                "add `site: {weather: {normals: PLACE}}` or `{file: FILE.epw}`, or give --weather FILE"
            )
        return no_weather()
    try:
        return site.load(place, path)
    except WeatherError as fault:
        if weather_file:
            raise
        key = f"site.weather.{_source(place.weather)}"
        raise WeatherError(f"{_place(loaded, key)}: {key}: {fault}") from fault


def _source(weather: site.WeatherSource | None) -> str:
    """Return the key that says where the hours come from."""
    return next((key for key in ("file", "online") if getattr(weather, key, None) is not None), "normals")


def baseline_of(loaded: LoadedProfile) -> LoadedProfile | None:
    """Return the profile that the baseline names, where it names one.

    Raises
    ------
    ProfileError
        Where it cannot be read, or is the design itself: what `--set` changes makes it another.
    """
    baseline = loaded.profile.baseline
    if baseline is None or baseline.profile is None:
        return None
    loaded.resolve("baseline.profile")  # refuses what lies outside, whether it is there or not
    root = loaded.root if isinstance(loaded.origins["baseline.profile"], Given) else None
    try:
        path = locate(baseline.profile, loaded.folder("baseline.profile"), root)
        found = load(str(path), root=root)
        if found.sha256 == loaded.sha256:
            raise ProfileError(
                f"{baseline.profile} is this very design, which saves nothing against itself; name another, "
                "or change this one with --set"
            )
    except ProfileError as fault:
        raise ProfileError(f"{_place(loaded, 'baseline.profile')}: baseline.profile: {fault}") from fault
    return found


def run(case: Case) -> Assessment:
    """Simulate the design and its baseline.

    Raises
    ------
    ProfileError
        Where a plant cannot work, with the place of the key to mend.
    """
    try:
        return assess(case.loaded.profile, case.weather, case.baseline.profile if case.baseline else None)
    except DesignError as fault:
        key = _as_written(case.loaded, fault.key)
        raise ProfileError(f"{_place(case.loaded, key)}: {key}: {fault.message}") from fault


def _as_written(loaded: LoadedProfile, key: str) -> str:
    """Return a key as the user wrote it: a single hall in short form has no index."""
    short = any(path.startswith("it.") for path in loaded.origins)
    return key.removeprefix("halls.0.") if short else key


def _place(loaded: LoadedProfile, key: str) -> str:
    """Where the user wrote `key`, or what is nearest to it of all that was written; else the profile."""
    steps = key.split(".")
    for depth in range(len(steps), 0, -1):
        parent = ".".join(steps[:depth])
        for path, origin in loaded.origins.items():
            match origin:
                case Given(where) if path == parent or path.startswith(f"{parent}."):
                    return str(where)
                case Set(argument) if path == parent or path.startswith(f"{parent}."):
                    return argument
    return str(loaded.path)
