"""What the reader of a comparison must know: of all designs, of each, and of those that failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dcenergy.language import _, counted
from dcenergy.profile.loading import load
from dcenergy.report.blocks import Block, Notes, Section
from dcenergy.report.comparison import naming
from dcenergy.study.compare import Comparison
from dcenergy.study.simulated import Design

FEW = 2
"""Designs whose own notes stand open."""


def remarks(comparison: Comparison) -> Section | None:
    """Return the section with notes; None where there are none."""
    blocks: list[Block] = []
    if comparison.failed:
        blocks.append(
            Notes(_("Failed, and not compared"), tuple(f"{each.name}: {each.message}" for each in comparison.failed))
        )
    on_all = caveats(comparison)
    if on_all:
        blocks.append(Notes(_("On the comparison"), on_all))
    counts = Counter(note for design in comparison.designs for note in set(design.notes))
    count = len(comparison.designs)
    shared = tuple(
        dict.fromkeys(note for design in comparison.designs for note in design.notes if counts[note] == count)
    )
    if shared and count > 1:
        blocks.append(Notes(_("On every design"), shared))
    for i, design in enumerate(comparison.designs):
        own = tuple(note for note in design.notes if counts[note] < count or count == 1)
        if own:
            blocks.append(Notes(naming.numbered(comparison, i), own, folded=count > FEW))
    if not blocks:
        return None
    return Section("notes", _("Notes"), _("What stands behind the figures, and what they leave out."), tuple(blocks))


def caveats(comparison: Comparison) -> tuple[str, ...]:
    """Say what limits the comparison itself."""
    return tuple(_caveats(comparison))


def _caveats(comparison: Comparison) -> Iterator[str]:
    moved = [design for design in comparison.designs if design.asked.is_moved]
    if any(not design.asked.has_grid_of_place for design in moved):
        yield _(
            "A design in another climate gets that place's air and coordinates; its grid factor, contracts and "
            "prices stay those of the profile."
        )
    if any(design.asked.has_grid_of_place for design in moved):
        yield _(
            "A design moved to a shipped place gets its air, its coordinates and its grid's factor, where one is "
            "shipped; contracts and prices stay those of the profile."
        )
    carried = [design for design in moved if design.result.water_body is not None and not _is_at_home(design)]
    if carried:
        yield counted(
            len(carried),
            "{count} design takes the water of its own lake or river to another place: temperature, flow and "
            "limits stay as the profile gives them (a river reckoned from the air follows that place's air), and "
            "no place's own water is shipped. Whether there is such water is not known.",
            "{count} designs take the water of their own lake or river to another place: temperature, flow and "
            "limits stay as the profile gives them (a river reckoned from the air follows that place's air), and "
            "no place's own water is shipped. Whether there is such water is not known.",
        )


def _is_at_home(design: Design) -> bool:
    """Say whether a design was moved to the place that its profile names."""
    own, now = load(design.asked.profile).profile.site, design.loaded.profile.site
    named = [site.weather.normals if site and site.weather else None for site in (own, now)]
    return named[0] is not None and named[0] == named[1]
