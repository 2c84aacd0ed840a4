"""Section: the frozen base of every input, and how its fields state unit, range and source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

MOST_PARTS = 100
"""Halls, groups of servers, contracts, arrays and other parts that a profile may list: each is worked through hour
by hour. A limit of ours, far above any design on record, and checked before any work."""


class Section(BaseModel):
    """Inputs that stand beside the physics that reads them: checked once, then constant.

    Numbers are numbers (no text, no `true`), finite, and unknown keys are errors. A part that is written in
    part keeps what its parent's default states for the rest, so that a restated default changes nothing.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _parts_keep_their_defaults(cls, stated: Any) -> Any:
        """Complete each part that is written by what this section's own default of it states."""
        parts = _default_parts(cls)
        if not parts or not isinstance(stated, Mapping):
            return stated
        return {**stated, **{key: completed(part, stated[key]) for key, part in parts.items() if key in stated}}


@cache
def _default_parts(kind: type[Section]) -> Mapping[str, Section]:
    """Return the parts that a kind of section has by default."""
    return {key: field.default for key, field in kind.model_fields.items() if isinstance(field.default, Section)}


def completed(default: object, stated: Any) -> Any:
    """Return a written part over what its default states, unless it chooses another kind of part.

    >>> class Lamp(Section):
    ...     power_w: float = 5.0
    ...     hours: float = 2.0
    >>> completed(Lamp(power_w=8.0), {"hours": 3.0})
    {'power_w': 8.0, 'hours': 3.0}
    """
    if not (isinstance(default, Section) and isinstance(stated, Mapping)):
        return stated
    choices = {key for key in type(default).model_fields if _is_a_choice(default, key)}
    own = {key: getattr(default, key) for key in default.model_fields_set | choices}
    if any(stated.get(key, own[key]) != own[key] for key in choices):
        return stated
    return {**own, **stated, **{key: completed(own[key], stated[key]) for key in own if key in stated}}


def _is_a_choice(part: Section, key: str) -> bool:
    """Say whether the key is the word by which the part is chosen: its field allows but one."""
    annotation = type(part).model_fields[key].annotation
    return get_origin(annotation) is Literal and len(get_args(annotation)) == 1


def quantity(
    default: Any = ...,
    *,
    doc: str,
    low: float | None = None,
    high: float | None = None,
    source: str | None = None,
    kind: str | None = None,
    beside: str | None = None,
    price: str | None = None,
    per_it_kw: tuple[float, float] | None = None,
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
    price : key of a row of `reference/price_ranges.csv`: low and high follow from it in the profile's currency
    per_it_kw : plausible range of a size, for each kW that the servers draw at full utilisation (our judgement)
    bounds : `ge`, `gt`, `le`, `lt`: outside these it is physically impossible, an error
    """
    if default is not ... and source is None:
        raise TypeError(f"a default needs a source: {doc}")
    facts: JsonDict = {"low": low, "high": high, "source": source}
    more = {"kind": kind, "beside": beside, "price": price, "per_it_kw": list(per_it_kw) if per_it_kw else None}
    facts |= cast(JsonDict, {name: said for name, said in more.items() if said is not None})
    return Field(default, description=doc, json_schema_extra=facts, **cast(dict[str, Any], bounds))


def option(default: Any = ..., *, doc: str, source: str | None = None) -> Any:
    """State a choice, a name or a part of a profile; a default that carries numbers needs a `source`."""
    return Field(default, description=doc, json_schema_extra={"source": source})


def named(default: Any = ..., *, doc: str) -> Any:
    """State a name: some text, never none."""
    return Field(default, description=doc, pattern=r"\S")


def listed(default: Any = ..., *, doc: str, price: str | None = None, **bounds: int) -> Any:
    """State a list of a profile, kept as a tuple; YAML's lists are welcome, its items stay strict."""
    extra: JsonDict | None = {"price": price} if price else None
    return Field(default, description=doc, strict=False, json_schema_extra=extra, **cast(dict[str, Any], bounds))
