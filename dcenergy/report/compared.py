"""A figure of the design beside the baseline's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dcenergy.result import Result
from dcenergy.study.assess import Assessment


@dataclass(frozen=True)
class Both:
    """The design's figure and the baseline's; None where not determined, or without a baseline."""

    design: float | None
    baseline: float | None


def both(assessment: Assessment, read: Callable[[Result], float | None]) -> Both:
    """Read one figure of both results."""
    baseline = assessment.baseline
    return Both(read(assessment.design), read(baseline) if baseline else None)
