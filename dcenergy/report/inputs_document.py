"""What the figures of a run rest on, as JSON: every value of the profile, and every row of the reference tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dcenergy.language import ENGLISH, reading
from dcenergy.profile.fields import Leaf
from dcenergy.profile.loading import LoadedProfile
from dcenergy.profile.origins import Given, Origin, Set
from dcenergy.profile.plausible import usual
from dcenergy.profile.tree import dotted
from dcenergy.profile.units import unit
from dcenergy.report.backing import backing, named_row
from dcenergy.report.sections.assumptions import key, short_file, sizes, told
from dcenergy.result import Result
from dcenergy.study.assess import Assessment, of_baseline
from dcenergy.study.references import used

Json = dict[str, Any]

SPELT = {"°C": "degC", "°": "degree", "²": "2", "³": "3"}
"""What units are written with, in letters and digits that every program reads."""

MOST = 48
"""Values of a list that are written out; of more, a file of hours, the file and their count say enough."""


@reading(ENGLISH)
def inputs(assessment: Assessment, loaded: LoadedProfile, baseline: LoadedProfile | None) -> Json:
    """Return all that the figures of a design and of its baseline follow from, each number with who says so."""
    other = assessment.baseline
    return {
        "inputs": _values(loaded, assessment.design),
        "references": references(assessment, loaded, baseline),
        "baseline_inputs": _of_baseline(baseline, other) if baseline is not None and other is not None else [],
    }


def references(assessment: Assessment, loaded: LoadedProfile, baseline: LoadedProfile | None) -> list[Json]:
    """Return the rows of the reference tables that the figures of a run rest on."""
    return [{"table": each.table, **asdict(each.row)} for each in used(assessment, loaded, baseline)]


def _values(loaded: LoadedProfile, design: Result) -> list[Json]:
    built = sizes(design)
    return [_input(path, leaf, loaded, built) for path, leaf in told(loaded)]


def _of_baseline(baseline: LoadedProfile, other: Result) -> list[Json]:
    return [each for each in _values(baseline, other) if of_baseline(each["key"])]


def _input(path: str, leaf: Leaf, loaded: LoadedProfile, built: Mapping[str, float]) -> Json:
    origin = loaded.origins[path]
    given = loaded.ranges.get(path)
    low, high = given or usual(leaf, loaded.citations.get(path))
    found = backing(leaf, origin, loaded.citations.get(path))
    row = named_row(leaf)
    return {
        "key": path,
        "value": row.value if row else _plain(built.get(dotted(leaf.path)) if leaf.value is None else leaf.value),
        "unit": row.unit if row else _spelt(unit(key(leaf))),
        "low": row.low if row else low,
        "high": row.high if row else high,
        "range": "given" if given else "usual" if low is not None or high is not None else None,
        "origin": _origin(origin, loaded.path.parent),
        "evidence": found.evidence or None,
        "source": found.source or None,
        "row": found.row.key if found.row else None,
    }


def _spelt(sign: str) -> str:
    """Return a unit as the reference tables spell it.

    >>> _spelt("m³/s"), _spelt("°C")
    ('m3/s', 'degC')
    """
    for written, spelt in SPELT.items():
        sign = sign.replace(written, spelt)
    return sign


def _plain(value: object) -> Any:
    """Return a value as JSON holds it; of many numbers, how many there are."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value] if len(value) <= MOST else f"{len(value)} numbers"
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _origin(origin: Origin, beside: Path) -> Json:
    """Say where a value stands: a line of a file, a setting of the command, or nowhere: it is the default."""
    match origin:
        case Given(where):
            file = (
                short_file(where.file, beside).encode(errors="replace").decode()
            )  # bytes of a name that are no text
            return {"kind": "profile", "file": file, "line": where.line}
        case Set(argument):
            return {"kind": "command", "argument": argument}
    return {"kind": "default"}
