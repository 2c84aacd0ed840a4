"""A pydantic error in the words of the person who wrote the profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from numbers import Real

from dcenergy.errors import nearest
from dcenergy.printable import LETTERS, excerpt
from dcenergy.profile.fields import Spot, limits, literals, tags
from dcenergy.profile.shorthand import HALL_KEYS
from dcenergy.profile.units import unit

BOUNDS = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}


@dataclass(frozen=True)
class Broken:
    """A rule of the schema and what breaks it."""

    rule: str  # pydantic's type of error
    got: object
    context: Mapping[str, object]
    message: str  # pydantic's own words
    here: Spot
    parent: Spot


def words(broken: Broken) -> str:
    """Return the rule, what stands there instead, and what to do."""
    if broken.rule in WORDS:
        return WORDS[broken.rule](broken)
    return f"{broken.message[:1].lower()}{broken.message[1:]}, got {shown(broken.got)}"


def shown(value: object) -> str:
    """Return a value as an error shows it.

    >>> shown("12 kW"), shown(True), shown(None), shown([1, 2])
    ("the text '12 kW'", 'true', 'nothing (null)', 'a list of 2')
    """
    match value:
        case None:
            return "nothing (null)"
        case bool():
            return str(value).lower()
        case str():
            return f"the text {excerpt(value)}"
        case list() | tuple():
            return f"a list of {len(value)}"
        case Mapping():
            return "a section"
    return str(value)[:LETTERS]


def _unknown_key(broken: Broken) -> str:
    known = list(broken.parent.section.model_fields) if broken.parent.section else []
    also = ("extends", *HALL_KEYS) if not broken.parent.path else ()
    key = str(broken.here.path[-1])
    having = sorted(tag for kind in broken.parent.union if key in kind.model_fields for tag in tags(kind))
    if having:
        return f"goes with {', '.join(having)}, and not with what is chosen here; take it away, or choose another"
    return f"unknown key; {nearest(key, [*known, *also])}"


def _missing(broken: Broken) -> str:
    doc = broken.here.field.description if broken.here.field else None
    return f"is missing; give it: {doc}" if doc else "is missing; give it"


def _no_choice(broken: Broken) -> str:
    key = str(broken.context["discriminator"]).strip("'")
    return f"is missing; it chooses the {broken.here.path[-1]}: write `{key}: ...`"


def _unknown_choice(broken: Broken) -> str:
    choices, got = str(broken.context["expected_tags"]).replace("'", ""), str(broken.context["tag"])
    return f"must be one of {choices}, got {shown(got)}{_meant(got, choices.split(', '))}"


def _unknown_word(broken: Broken) -> str:
    choices = literals(broken.here.annotation)
    return f"must be one of {', '.join(choices)}, got {shown(broken.got)}{_meant(str(broken.got), choices)}"


def _no_number(broken: Broken) -> str:
    size = "a whole number" if broken.rule.startswith("int") else "a number"
    in_unit = unit(_name(broken.here))
    advice = f"write the number alone, in {in_unit}" if in_unit and isinstance(broken.got, str) else f"write {size}"
    return f"must be {size}, got {shown(broken.got)}; {advice}"


def _not_finite(broken: Broken) -> str:
    return f"must be a finite number, got {broken.got}; write a number, or remove the key"


def _no_section(broken: Broken) -> str:
    keys = f"; its keys are: {', '.join(broken.here.section.model_fields)}" if broken.here.section else ""
    return f"must be a section, got {shown(broken.got)}{keys}"


def _no_list(broken: Broken) -> str:
    return f"must be a list, got {shown(broken.got)}; write [...], or one item a line after a dash"


def _no_text(broken: Broken) -> str:
    return f"must be text, got {shown(broken.got)}; put it in quotes if it is meant"


def _no_name(broken: Broken) -> str:
    return f"must say something, got {shown(broken.got)}; give it a name"


def _no_switch(broken: Broken) -> str:
    return f"must be true or false, got {shown(broken.got)}; write one of the two"


def _out_of_bounds(broken: Broken) -> str:
    bounds = {**limits(broken.here), **broken.context}
    rules = " and ".join(f"{text} {bounds[name]:g}" for name, text in BOUNDS.items() if name in bounds)
    rule = f"{rules} {unit(_name(broken.here))}".strip()
    return f"must be {rule}, got {shown(broken.got)}{_as_fraction(broken.got, bounds)}"


def _as_fraction(got: object, bounds: Mapping[str, object]) -> str:
    is_share = 1 in (bounds.get("le"), bounds.get("lt"))
    if is_share and isinstance(got, Real) and 1 < float(got) <= 100:
        return f"; a share is a fraction: {float(got):g} % is {float(got) / 100:g}"
    return ""


def _too_few_or_many(broken: Broken) -> str:
    least, most = broken.context.get("min_length"), broken.context.get("max_length")
    rule = f"at least {least}" if least is not None else f"at most {most}"
    noun = "item" if 1 in (least, most) else "items"
    return f"must have {rule} {noun}, got {broken.context['actual_length']}; mend the list"


def _own_words(broken: Broken) -> str:
    return str(broken.context["error"])


def _name(here: Spot) -> str:
    """Return the key that a value stands under; the items of a list stand under the list's."""
    return next((step for step in reversed(here.path) if isinstance(step, str)), "")


def _meant(got: str, choices: list[str]) -> str:
    hint = nearest(got, choices)
    return f"; {hint}" if hint.startswith("did you mean") else ""


WORDS: Mapping[str, Callable[[Broken], str]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "union_tag_not_found": _no_choice,
    "union_tag_invalid": _unknown_choice,
    "literal_error": _unknown_word,
    "float_type": _no_number,
    "int_type": _no_number,
    "int_from_float": _no_number,
    "finite_number": _not_finite,
    "model_type": _no_section,
    "model_attributes_type": _no_section,
    "dict_type": _no_section,
    "tuple_type": _no_list,
    "list_type": _no_list,
    "string_type": _no_text,
    "string_pattern_mismatch": _no_name,
    "bool_type": _no_switch,
    "greater_than": _out_of_bounds,
    "greater_than_equal": _out_of_bounds,
    "less_than": _out_of_bounds,
    "less_than_equal": _out_of_bounds,
    "too_short": _too_few_or_many,
    "too_long": _too_few_or_many,
    "value_error": _own_words,
}
"""What each kind of pydantic error says here; one that is not listed keeps pydantic's words."""
