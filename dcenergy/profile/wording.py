"""A pydantic error in the words of the person who wrote the profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from dcenergy.errors import nearest
from dcenergy.printable import LETTERS, excerpt
from dcenergy.profile import forms
from dcenergy.profile.fields import Spot, facts, limits, literals, members, tags
from dcenergy.profile.shorthand import HALL_KEYS
from dcenergy.profile.spelled_numbers import hint
from dcenergy.profile.unit_slips import PERCENT, meant
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
    if spelled := _misspelled_key(key):
        return f"unknown key; {spelled}"
    having = sorted(tag for kind in broken.parent.union if key in kind.model_fields for tag in tags(kind))
    if having:
        return f"goes with {', '.join(having)}, and not with what is chosen here; take it away, or choose another"
    return f"unknown key; {nearest(key, [*known, *also])}"


def _misspelled_key(key: str) -> str | None:
    """Return what is wrong with the way a key is written, where a space or a section is missing."""
    if len(key) > LETTERS:
        return None
    first, colon, rest = key.partition(":")
    if colon and rest:
        return f"write a space behind the colon: `{first}: {rest}`"
    if key.startswith("-"):
        return f"write a space behind the dash: `- {key.removeprefix('-')}: ...`"
    above, dot, last = key.rpartition(".")
    return f"write it as a section: `{above}: {{{last}: ...}}`" if dot and above and last else None


def _missing(broken: Broken) -> str:
    doc = broken.here.field.description if broken.here.field else None
    form = forms.form(broken.here)
    told = " ".join(part for part in (doc, f"{form[:1].upper()}{form[1:]}") if part)
    return f"is missing; give it: {told}" if told else "is missing; give it"


def _no_choice(broken: Broken) -> str:
    return f"is missing; {forms.form(broken.here)}"


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
    if broken.got is None:
        advice += ", or remove the key"
    if isinstance(broken.got, str) and len(broken.got) <= LETTERS:
        advice = hint(broken.got, in_unit, members(broken.here.annotation) == [int]) or advice
    return f"must be {size}, got {shown(broken.got)}; {advice}"


def _not_finite(broken: Broken) -> str:
    return f"must be a finite number, got {broken.got}; write a number, or remove the key"


def _no_section(broken: Broken) -> str:
    form = forms.form(broken.here)
    return f"must be a section, got {shown(broken.got)}" + (f"; {form}" if form else "")


def _no_list(broken: Broken) -> str:
    if isinstance(broken.got, Mapping) and any(str(key).startswith("-") for key in broken.got):
        return "must be a list, got a section; write a space behind the dash of each item"
    return f"must be a list, got {shown(broken.got)}; write [...], or one item a line after a dash"


def _no_text(broken: Broken) -> str:
    return f"must be text, got {shown(broken.got)}; put it in quotes if it is meant"


def _no_name(broken: Broken) -> str:
    return f"must say something, got {shown(broken.got)}; give it a name"


def _no_switch(broken: Broken) -> str:
    return f"must be true or false, got {shown(broken.got)}; write one of the two"


def _out_of_bounds(broken: Broken) -> str:
    bounds = {**limits(broken.here), **cast(Mapping[str, float], broken.context)}
    rules = " and ".join(f"{text} {bounds[name]:g}" for name, text in BOUNDS.items() if name in bounds)
    rule = f"{rules} {unit(_name(broken.here))}".strip()
    return f"must be {rule}, got {shown(broken.got)}{_in_another_unit(broken, bounds)}"


def _in_another_unit(broken: Broken, bounds: Mapping[str, float]) -> str:
    """Ask for the number that may have been meant: one that is usual, or else possible, in the key's unit."""
    if not isinstance(broken.got, int | float) or broken.here.field is None:
        return ""
    own, said = unit(_name(broken.here)), facts(broken.here.field)
    possible = bounds.get("ge", bounds.get("gt")), bounds.get("le", bounds.get("lt"))
    usual = cast(tuple[float | None, float | None], (said.get("low"), said.get("high")))
    is_whole = members(broken.here.annotation) == [int]
    found = (meant(broken.got, own, *ends, is_whole=is_whole) for ends in (usual, possible))
    slip = next((each for each in found if each is not None), None)
    if slip is None:
        return ""
    if slip.unit == PERCENT and possible[1] == 1:
        return f"; a share is a fraction: {broken.got:g} % is {slip.value:g}"
    return f"; did you mean {f'{slip.value:g} {own}'.strip()}, which is {broken.got:g} {slip.unit}?"


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
