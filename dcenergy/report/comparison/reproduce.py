"""How to make the same comparison again."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from dcenergy import __version__
from dcenergy.language import _
from dcenergy.profile import catalogue
from dcenergy.report.blocks import Fact, Facts, Listing, Section
from dcenergy.report.comparison import naming
from dcenergy.report.sections.assumptions import short_file
from dcenergy.report.sections.masthead import weather_words
from dcenergy.report.sections.reproduce import when
from dcenergy.study.compare import Comparison
from dcenergy.study.simulated import Design


def reproduce(comparison: Comparison, written_at: datetime, command: str) -> Section:
    """Return the section with everything that the figures follow from."""
    general = Facts(
        "",
        (
            Fact(_("Version"), f"dcenergy {__version__}"),
            Fact(_("Command"), command),
            Fact(_("Ranked by"), naming.ranked_by(comparison)),
            Fact(_("Written"), when(written_at)),
        ),
        numbers=False,
    )
    together = _together(design.loaded.path for design in comparison.designs)
    each = Facts(
        _("The designs"),
        tuple(
            Fact(naming.numbered(comparison, i), _inputs(design, together))
            for i, design in enumerate(comparison.designs)
        ),
        numbers=False,
    )
    texts = {file: text for design in comparison.designs for file, text in design.loaded.texts.items()}
    listings = (Listing(short_file(file, together), text) for file, text in texts.items())
    lead = _("The same profiles and weather give the same figures; dcenergy run tells each design in full.")
    return Section("reproduce", _("How to reproduce"), lead, (general, each, *listings))


def _together(paths: Iterable[Path]) -> Path:
    """Return the innermost folder that holds all profiles but shipped ones, which are named by their own."""
    folders = [path.parent.absolute() for path in paths if not path.is_relative_to(catalogue.folder())]
    return Path(os.path.commonpath(folders)) if folders else catalogue.folder()


def _inputs(design: Design, together: Path) -> str:
    changes = "".join(f" --set {setting}" for setting in design.loaded.sets)
    weather = weather_words(design.result.weather)
    return _(
        "{profile}; weather {weather}; SHA-256 {sha256}",
        profile=f"{short_file(str(design.loaded.path), together)}{changes}",
        weather=weather,
        sha256=design.loaded.sha256,
    )
