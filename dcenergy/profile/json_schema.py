"""The profile as JSON Schema, so that editors complete and check it while it is written.

An editor sees one file, without what it extends: so no key is required but a name or
`extends`, and whatever spans sections is left to the loader.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import cast

from pydantic.config import JsonDict, JsonValue

from dcenergy.profile.number_files import PLACES
from dcenergy.profile.schema import Profile
from dcenergy.profile.shorthand import HALL_KEYS
from dcenergy.profile.units import unit
from dcenergy.reference.table import find

FILE_NAME = "schema.json"
"""Name of the stored schema, beside the shipped profiles."""

NUMBER: JsonDict = {"type": "number"}
RANGE: JsonDict = {
    "description": "A number and the bounds of what it may be.",
    "type": "object",
    "properties": {"value": NUMBER, "low": NUMBER, "high": NUMBER, "source": {"type": "string"}},
    "required": ["value"],
    "anyOf": [{"required": ["low"]}, {"required": ["high"]}, {"required": ["source"]}],
    "additionalProperties": False,
}
EXTENDS: JsonDict = {"type": "string", "description": "A profile to start from: a path, or a shipped name."}
FILE: JsonDict = {
    "file": {"type": "string", "description": "A file of hourly or monthly numbers, beside the profile."},
    "unit": {"type": "string", "description": "Unit of its numbers, as EUR/MWh; absent: as its column says."},
    "column": {
        "type": "string",
        "description": "Name of its column; absent: the only one, or the only one of the unit.",
    },
    "zone": {
        "type": ["string", "number"],
        "description": "Zone of its times, as UTC, +01:00 or Europe/Berlin; absent: as its times or columns say.",
    },
    "label": {
        "type": "string",
        "enum": ["start", "middle", "end"],
        "description": "Whether its times are those of the start, middle or end of their intervals.",
    },
}
"""Keys of a section that takes the numbers of a file, beside those of its own."""

RULES = ("type", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
NOISE = {
    "title",
    "discriminator",
    "required",
    "low",
    "high",
    "source",
    "row",
    "kind",
    "beside",
    "price",
    "per_it_kw",
    "default",
}


def text() -> str:
    """Return the schema as it is stored and printed."""
    return json.dumps(profile_schema(), indent=1, ensure_ascii=False) + "\n"


def profile_schema() -> JsonDict:
    """Return the JSON Schema (draft 2020-12) of a profile file."""
    model = cast(JsonDict, Profile.model_json_schema())
    parts = {name: _rewritten(_as_object(part)) for name, part in _object(model, "$defs").items()}
    for part in parts.values():
        _accept_files(_object(part, "properties"))
    top = _rewritten({key: value for key, value in model.items() if key != "$defs"})
    hall = _object(parts["Hall"], "properties")
    short = {key: hall[key] for key in HALL_KEYS if key in hall}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "dcenergy profile",
        **top,
        "properties": {"extends": EXTENDS, **_object(top, "properties"), **short},
        "anyOf": [{"required": ["name"]}, {"required": ["extends"]}],
        "not": {"anyOf": [{"required": ["halls", key]} for key in short]},
        "$defs": {"Range": RANGE, **parts},
    }


def _rewritten(part: JsonDict, name: str = "") -> JsonDict:
    """Return one part of pydantic's schema for people: described with unit, range and source, ranges allowed."""
    here: JsonDict = {key: _each(value) for key, value in part.items() if key not in NOISE | {"properties", "oneOf"}}
    if "oneOf" in part:  # without required keys more than one may fit
        here["anyOf"] = _each(part["oneOf"])
    if "properties" in part:
        here["properties"] = {
            key: _rewritten(_as_object(value), key) for key, value in _object(part, "properties").items()
        }
    if _states_default(part):
        here["default"] = part["default"]
    if "description" in part and name:
        here["description"] = " ".join(_facts(part, name))
    if part.get("type") in ("number", "integer"):
        rule = {key: here.pop(key) for key in RULES if key in here}
        here["anyOf"] = [rule, {"$ref": "#/$defs/Range"}]
    return here


def _each(value: JsonValue) -> JsonValue:
    """Return the value with every schema in it rewritten."""
    if isinstance(value, dict):
        return _rewritten(value)
    if isinstance(value, list):
        return [_each(item) for item in value]
    return value


def _facts(part: JsonDict, name: str) -> Iterator[str]:
    yield str(part["description"])
    if unit(name):
        yield f"[{unit(name)}]"
    low, high = part.get("low"), part.get("high")
    if low is not None or high is not None:
        yield f"Plausible: {'' if low is None else low} to {'' if high is None else high}."
    if part.get("price"):
        row = find("price_ranges", str(part["price"]))
        yield f"Plausible: {row.low:g} to {row.high:g} {row.unit} in its currency."
    if part.get("source") and _states_default(part):
        yield f"Source of the default: {part['source']}."


def _states_default(part: JsonDict) -> bool:
    """Say whether a default is worth reading: a word or a number, not nothing, a section or a list."""
    return isinstance(part.get("default"), str | int | float) and part["default"] != ""


def _accept_files(properties: JsonDict) -> None:
    """Let a section that takes the numbers of a file name the file instead."""
    if any(place.hourly in properties for place in PLACES.values()):
        properties |= FILE


def _object(part: JsonValue, key: str) -> JsonDict:
    """Return the object under `key`; the same one, so that it can be added to."""
    return _as_object(_as_object(part).get(key, {}))


def _as_object(value: JsonValue) -> JsonDict:
    assert isinstance(value, dict)
    return value
