"""Several designs beside each other: each simulated, what makes them unlike found, then ranked and told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dcenergy.errors import ProfileError
from dcenergy.study.comparability.finding import Comparability
from dcenergy.study.comparability.gather import comparability
from dcenergy.study.designs import Asked
from dcenergy.study.difference import Stage, difference
from dcenergy.study.measures import AGAINST_BASELINE, Figures, Measure, Scale, figures, scale
from dcenergy.study.ranking import Standing, axes, shared, standings
from dcenergy.study.scores import chosen, sizes, weights
from dcenergy.study.simulated import Design, Failed, simulated
from dcenergy.study.weather_error import errors, of_scores

BEST, FIRST = "best", "first"
"""Whom differences are told from, where it is no design's name."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Designs in the order of their rank, each with its standing, and those that failed.

    Indices in the standings and the comparability are places in `designs`.
    """

    designs: tuple[Design, ...]
    standings: tuple[Standing, ...]
    comparability: Comparability
    failed: tuple[Failed, ...]
    scale: Scale
    by: Mapping[Measure, float]
    axes: tuple[Measure, Measure] | None
    reference: int
    normal: int  # the design whose figures weighted scores are relative to
    files: tuple[Path, ...]  # that were read

    def difference(self, i: int) -> tuple[Stage, ...]:
        """Return what design `i` takes more or less than the reference, stage by stage."""
        return difference(self.designs[i].result, self.designs[self.reference].result, self.scale)


def compare(
    asked: Sequence[Asked],
    sets: Sequence[str] = (),
    weather_file: Path | None = None,
    by: str | None = None,
    against: str = BEST,
    per: str | None = None,
) -> Comparison:
    """Simulate every design and rank them; one that fails is named, the others are still compared.

    Parameters
    ----------
    sets : assignments for all designs, before their own changes
    by : what to rank by, as `cost` or `cost=0.5,carbon=0.5`; by default cost, or energy where no cost is known
    against : the design that the others are told apart from: the best, the first asked for, or one by its name
    per : what figures are divided by, `work`, `it-kwh` or `year`; by default what compares like with like

    Raises
    ------
    ProfileError
        Where none can be simulated, or none determines what to rank by.
    """
    saved = bool(by and AGAINST_BASELINE & weights(by).keys())
    designs, failed, files = simulated(asked, sets, weather_file, with_baseline=saved)
    if not designs:
        raise ProfileError("\n".join(dict.fromkeys(each.message for each in failed)))
    if saved:
        one_baseline(designs, str(by))
    normal = 0 if against in (BEST, FIRST) else named(designs, against)
    on = scale([each.result for each in designs], per)
    all_figures = [figures(each.assessment, on) for each in designs]
    ranked_by = chosen(by, all_figures)
    alike = comparability(designs, all_figures, on, ranked_by, normal)
    standing = _standings(designs, all_figures, on, ranked_by, normal, alike)
    order = sorted(range(len(designs)), key=lambda i: (standing[i].rank or len(designs) + 1, i))
    return Comparison(
        designs=tuple(designs[i] for i in order),
        standings=tuple(_moved(standing[i], order) for i in order),
        comparability=alike.moved(order),
        failed=tuple(failed),
        scale=on,
        by=ranked_by,
        axes=axes(shared(all_figures, alike.unranked)),
        reference=0 if against == BEST else order.index(normal),
        normal=order.index(normal),
        files=(*files, *([weather_file] if weather_file else ())),
    )


def _standings(
    designs: Sequence[Design],
    all_figures: Sequence[Figures],
    on: Scale,
    by: Mapping[Measure, float],
    normal: int,
    alike: Comparability,
) -> list[Standing]:
    within = of_scores([errors(each.result, on) for each in designs], by, sizes(all_figures, by, normal))
    return standings([each.result for each in designs], all_figures, by, normal, alike.unranked, within)


def _moved(standing: Standing, order: Sequence[int]) -> Standing:
    by = standing.dominated_by
    return standing if by is None else replace(standing, dominated_by=order.index(by))


def named(designs: Sequence[Design], against: str) -> int:
    """Return the place of a design that is named as it was asked for, or as the comparison calls it.

    Raises
    ------
    ProfileError
        Where no design, or more than one, goes by the name.
    """
    found = [i for i, each in enumerate(designs) if against in (each.name, each.short, each.asked.profile)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(each.name for each in designs)
    how_many = "no design" if not found else f"{len(found)} designs"
    raise ProfileError(f"--against {against}: names {how_many}; use {BEST}, {FIRST}, or one of: {names}")


def one_baseline(designs: Sequence[Design], by: str) -> None:
    """Check that all designs are held against one baseline.

    Raises
    ------
    ProfileError
        Where they name several, or some name none.
    """
    found = {_baseline(each) for each in designs}
    if None in found:
        without = next(each.name for each in designs if _baseline(each) is None)
        raise ProfileError(f"--by {by}: {without} names no baseline; give every design the same `baseline`")
    if len(found) > 1:
        raise ProfileError(
            f"--by {by}: the designs name different baselines ({', '.join(sorted(map(str, found)))}); "
            "give every design the same `baseline`, for example by --set baseline.profile=NAME, or rank by cost"
        )


def _baseline(design: Design) -> str | None:
    own = design.profile.baseline
    if own is None:
        return None
    if design.baseline is not None:
        return f"{design.baseline.profile.name}, SHA-256 {design.baseline.sha256[:8]}"
    return f"PUE {own.pue:g}"
