"""How to make the same report again."""

from __future__ import annotations

from datetime import datetime

from dcenergy import __version__
from dcenergy.language import _
from dcenergy.profile.loading import LoadedProfile
from dcenergy.report.blocks import Fact, Facts, Listing, Section
from dcenergy.report.sections.assumptions import short_file
from dcenergy.report.sections.masthead import weather_words
from dcenergy.weather.hourly import Weather


def reproduce(weather: Weather, loaded: LoadedProfile, written_at: datetime, command: str) -> Section:
    """Return the section with everything that the figures follow from."""
    facts = Facts(
        "",
        (
            Fact(_("Version"), f"dcenergy {__version__}"),
            Fact(_("Command"), command),
            Fact(_("Settings"), ", ".join(loaded.sets) or _("none beside the profile")),
            Fact(
                _("Weather"),
                _("{weather}; {hours} hours", weather=weather_words(weather), hours=f"{weather.hours:,}"),
            ),
            Fact(_("Seed"), _seed(weather)),
            Fact(_("Profile, SHA-256"), loaded.sha256),
            Fact(_("Written"), when(written_at)),
        ),
        numbers=False,
    )
    texts = (Listing(short_file(file, loaded.path.parent), text) for file, text in loaded.texts.items())
    return Section(
        "reproduce", _("How to reproduce"), _("The same profile and weather give the same figures."), (facts, *texts)
    )


def _seed(weather: Weather) -> str:
    if weather.draw is not None:
        return _("{seed}, of the typical year", seed=weather.draw.seed)
    return _("none: nothing is drawn at random")


def when(moment: datetime) -> str:
    """Write a moment to the minute, with its zone where it has one.

    >>> from datetime import timezone
    >>> when(datetime(2026, 3, 1, 14, 5, tzinfo=timezone.utc))
    '2026-03-01 14:05 UTC'
    """
    return f"{moment:%Y-%m-%d %H:%M} {moment.tzname() or ''}".strip()
