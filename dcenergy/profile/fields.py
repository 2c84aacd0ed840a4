"""What the Section classes say of a place in a profile: its field, its keys, its choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Literal, TypeGuard, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from dcenergy.profile.tree import KeyPath
from dcenergy.section import Section

BOUNDS = ("ge", "gt", "le", "lt")

Annotation = object
"""What stands behind the colon of a field; Python has no common type for it."""


@dataclass(frozen=True)
class Spot:
    """One place in a profile as its schema sees it."""

    path: KeyPath
    annotation: Annotation
    field: FieldInfo | None = None
    union: tuple[type[Section], ...] = ()  # where a choice was made: all that could be chosen

    @property
    def section(self) -> type[Section] | None:
        """The section that must stand here, if it is a section and only one is possible."""
        found = [kind for kind in members(self.annotation) if is_section(kind)]
        return found[0] if len(found) == 1 else None


def members(annotation: Annotation) -> list[Annotation]:
    """Return the kinds that may stand at a place, without null.

    >>> members(int | str | None)
    [<class 'int'>, <class 'str'>]
    """
    if get_origin(annotation) is Annotated:
        return members(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return [kind for part in get_args(annotation) for kind in members(part)]
    return [] if annotation is NoneType else [annotation]


def spot(model: type[Section], location: Sequence[str | int]) -> Spot:
    """Return the place that a pydantic error speaks of.

    Pydantic names not only keys and indices: below a union it names the member as well,
    by its tag or its type. Those steps are followed, and are no part of the path.
    """
    here = Spot((), model)
    for step in location:
        kinds = members(here.annotation)
        if len(kinds) > 1:
            here = Spot(here.path, _member(kinds, str(step)), here.field, tuple(filter(is_section, kinds)))
        else:
            here = _below(here, kinds[0] if kinds else None, step)
    return here


def _member(kinds: list[Annotation], name: str) -> Annotation:
    return next((kind for kind in kinds if is_section(kind) and name in {kind.__name__, *tags(kind)}), None)


def _below(here: Spot, kind: Annotation, step: str | int) -> Spot:
    path = (*here.path, step)
    if is_section(kind):
        field = kind.model_fields.get(str(step))
        return Spot(path, field.annotation if field else None, field)
    if get_origin(kind) in (tuple, list) and isinstance(step, int):
        return Spot(path, get_args(kind)[0], here.field)
    if get_origin(kind) in (dict, Mapping):
        return Spot(path, get_args(kind)[1], here.field)
    return Spot(path, None)


def tags(section: type[Section]) -> set[str]:
    """Return the words by which a section is chosen: those of its literal fields that allow but one."""
    return set(choices(section).values())


def choices(section: type[Section]) -> dict[str, str]:
    """Return the keys that choose a section, each with the word that chooses it."""
    words = {name: literals(field.annotation) for name, field in section.model_fields.items()}
    return {name: said[0] for name, said in words.items() if len(said) == 1}


def literals(annotation: Annotation) -> list[str]:
    """Return the words that may stand at a place, where they are counted out."""
    kinds = members(annotation)
    return [str(word) for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)]


def limits(here: Spot) -> dict[str, float]:
    """Return what is possible at a place: its `ge`, `gt`, `le`, `lt`, wherever the field states them."""
    stated = [*(here.field.metadata if here.field else ()), *_constraints(here.annotation)]
    return {name: getattr(item, name) for item in stated for name in BOUNDS if hasattr(item, name)}


def _constraints(annotation: Annotation) -> Iterator[object]:
    for part in get_args(annotation) if get_origin(annotation) in (Union, UnionType) else ():
        yield from _constraints(part)
    if get_origin(annotation) is Annotated:
        for constraint in get_args(annotation)[1:]:
            yield from constraint.metadata if isinstance(constraint, FieldInfo) else (constraint,)


def facts(field: FieldInfo) -> dict[str, object]:
    """Return `low`, `high` and `source` of a field (dcenergy.section states them)."""
    extra = field.json_schema_extra
    return dict(extra) if isinstance(extra, dict) else {}


@dataclass(frozen=True)
class Leaf:
    """A value of a profile that holds no further sections."""

    path: KeyPath
    value: object
    field: FieldInfo
    source: str | None  # whose the default is
    plausible: tuple[float, float] | None = None  # where it depends on the profile, as that of a price does


def sections(section: Section) -> Iterator[Section]:
    """Yield a section and all that stand within it."""
    yield section
    for name in type(section).model_fields:
        value = getattr(section, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Section):
                yield from sections(each)


def leaves(section: Section, path: KeyPath = (), source: str | None = None) -> Iterator[Leaf]:
    """Yield every leaf below a section; a list of numbers is one leaf.

    A default is its field's own, unless a section above gave another value in its own default.
    """
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        own = facts(field).get("source")
        named = str(own) if own and (source is None or value == field.default) else source
        yield from _leaves_of(value, (*path, name), field, named)


def _leaves_of(value: object, path: KeyPath, field: FieldInfo, source: str | None) -> Iterator[Leaf]:
    if isinstance(value, Section):
        yield from leaves(value, path, source)
    elif isinstance(value, tuple) and any(isinstance(item, Section) for item in value):
        for index, item in enumerate(value):
            yield from _leaves_of(item, (*path, index), field, source)
    else:
        yield Leaf(path, value, field, source)


def is_section(kind: Annotation) -> TypeGuard[type[Section]]:
    """Say whether a kind that may stand at a place is a section."""
    return isinstance(kind, type) and issubclass(kind, Section)
