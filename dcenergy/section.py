"""Section: the frozen base of every input, and how its fields state unit, range and source."""

from __future__ import annotations

from typing import Any, cast

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

MOST_PARTS = 100
"""Halls, groups of servers, contracts, arrays and other parts that a profile may list: each is worked through hour
by hour. A limit of ours, far above any design on record, and checked before any work."""


class Section(BaseModel):
    """Inputs that stand beside the physics that reads them: checked once, then constant.

    Numbers are numbers (no text, no `true`), finite, and unknown keys are errors.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)


def quantity(
    default: Any = ...,
    *,
    doc: str,
    low: float | None = None,
    high: float | None = None,
    source: str | None = None,
    kind: str | None = None,
    beside: str | None = None,
    **bounds: float,
) -> Any:
    """State a number of a profile: what it means, what is possible, what is plausible, who says so.

    Parameters
    ----------
    default : value used where the profile gives none; it needs a `source`
    doc : what it is, in one line; the unit is the suffix of the field's name
    low, high : plausible range; a value outside is used, and noted in the report
    source : key of `reference/sources.csv`, or "assumption"
    kind : of what the plausible range is, where a value outside it may be of another kind
    beside : key of a row of the reference tables, which is of that other kind
    bounds : `ge`, `gt`, `le`, `lt`: outside these it is physically impossible, an error
    """
    if default is not ... and source is None:
        raise TypeError(f"a default needs a source: {doc}")
    facts: JsonDict = {"low": low, "high": high, "source": source}
    facts |= {name: said for name, said in (("kind", kind), ("beside", beside)) if said is not None}
    return Field(default, description=doc, json_schema_extra=facts, **cast(dict[str, Any], bounds))


def option(default: Any = ..., *, doc: str, source: str | None = None) -> Any:
    """State a choice, a name or a part of a profile; a default that carries numbers needs a `source`."""
    return Field(default, description=doc, json_schema_extra={"source": source})


def named(default: Any = ..., *, doc: str) -> Any:
    """State a name: some text, never none."""
    return Field(default, description=doc, pattern=r"\S")


def listed(default: Any = ..., *, doc: str, **bounds: int) -> Any:
    """State a list of a profile, kept as a tuple; YAML's lists are welcome, its items stay strict."""
    return Field(default, description=doc, strict=False, **cast(dict[str, Any], bounds))
