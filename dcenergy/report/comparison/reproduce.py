"""How to make the same comparison again."""

from __future__ import annotations

from datetime import datetime

from dcenergy import __version__
from dcenergy.report.blocks import Fact, Facts, Listing, Section
from dcenergy.report.comparison import naming
from dcenergy.report.sections.assumptions import short_file
from dcenergy.report.sections.masthead import weather_words
from dcenergy.report.sections.reproduce import when
from dcenergy.study.compare import Comparison, Design


def reproduce(comparison: Comparison, written_at: datetime, command: str) -> Section:
    """Return the section with everything that the figures follow from."""
    general = Facts(
        "",
        (
            Fact("Version", f"dcenergy {__version__}"),
            Fact("Command", command),
            Fact("Ranked by", naming.ranked_by(comparison)),
            Fact("Written", when(written_at)),
        ),
        numbers=False,
    )
    each = Facts(
        "The designs",
        tuple(Fact(naming.numbered(comparison, i), _inputs(design)) for i, design in enumerate(comparison.designs)),
        numbers=False,
    )
    texts = {file: text for design in comparison.designs for file, text in design.loaded.texts.items()}
    listings = (Listing(short_file(file), text) for file, text in texts.items())
    lead = "The same profiles and weather give the same figures; `dcenergy run` tells each design in full."
    return Section("reproduce", "How to reproduce", lead, (general, each, *listings))


def _inputs(design: Design) -> str:
    changes = "".join(f" --set {setting}" for setting in design.loaded.sets)
    weather = weather_words(design.result.weather)
    return f"{short_file(str(design.loaded.path))}{changes}; weather {weather}; SHA-256 {design.loaded.sha256}"
