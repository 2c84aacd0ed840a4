"""What may be written at a place: one of its words, one of its kinds of section, or its keys."""

from __future__ import annotations

from collections.abc import Iterator

from dcenergy.profile.fields import Spot, choices, is_section, literals, members
from dcenergy.section import Section


def form(here: Spot) -> str:
    """Return what to write at a place that holds a choice or a section; nothing of a number or a name."""
    if words := literals(here.annotation):
        return f"choose one of {', '.join(words)}"
    kinds = [kind for kind in members(here.annotation) if is_section(kind)]
    if len(kinds) == 1:
        return f"its keys are: {', '.join(kinds[0].model_fields)}"
    chosen = [(name, word) for kind in kinds for name, word in choices(kind).items()]
    if chosen:
        return f"write `{chosen[0][0]}: ...` with one of {', '.join(word for _name, word in chosen)}"
    return f"write one of: {', or '.join(map(_needed, kinds))}" if kinds else ""


def _needed(kind: type[Section]) -> str:
    return " with ".join(_required(kind))


def _required(kind: type[Section]) -> Iterator[str]:
    return (f"`{name}`" for name, field in kind.model_fields.items() if field.is_required())
