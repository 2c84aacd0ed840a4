"""Work of the servers of a site, and the basis that figures of designs are compared on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Literal

from dcenergy.language import Message
from dcenergy.plant.servers import ServerGroup
from dcenergy.result import Result

Basis = Literal["year", "it_kwh", "work"]
BASES: Mapping[str, Basis] = {"work": "work", "it-kwh": "it_kwh", "year": "year"}
"""What `--per` takes."""

Unit = Literal["server_h", "kwh"]
Kind = tuple[float, float, float]
"""Idle power [W], power at full utilisation [W] and exponent of one kind of server."""

SAME = 1e-9
"""Relative difference below which two figures are one."""

BLOCK_W = 200_000.0
"""A "server" of more power is a hall known by its power alone: racks of accelerators, the largest machines that are
sold as one, take up to some 140 kW (assumption)."""


@dataclass(frozen=True)
class Work:
    """Work of a year, by the kinds of servers that do it: servers in place x utilisation x hours.

    In server-hours at full utilisation [server_h]. Of a hall known by its power alone, installed power stands for
    the number of servers [kWh]; where a site is described in both ways, its work has no unit.
    """

    by_kind: Mapping[Kind, float]
    unit: Unit | None

    @property
    def total(self) -> float:
        """Work of all kinds together."""
        return sum(self.by_kind.values())

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Kinds of servers that do any work, in order of their power."""
        return tuple(sorted(kind for kind, amount in self.by_kind.items() if amount))


def work(result: Result) -> Work:
    """Return the work of a simulated year; a leap year holds a day more of it."""
    done: dict[Kind, float] = {}
    blocks: set[bool] = set()
    for hall in result.profile.halls:
        for group in hall.it.servers:
            kind, block = kind_of(group), is_block(group)
            size = group.count * (group.peak_w / 1000 if block else 1.0)
            full_h = hall.it.active_share * group.utilisation * result.weather.hours
            done[kind] = done.get(kind, 0.0) + size * full_h
            blocks.add(block)
    unit: Unit | None = None if len(blocks) > 1 else "kwh" if blocks == {True} else "server_h"
    return Work(done, unit)


def is_block(group: ServerGroup) -> bool:
    """Say whether a group stands for installed power and not for single machines."""
    return group.peak_w > BLOCK_W


def kind_of(group: ServerGroup) -> Kind:
    """Return the kind of a group: blocks of power are one kind, whatever their size.

    >>> [kind_of(ServerGroup(count=1, peak_w=watts, idle_w=watts / 4)) for watts in (1e6, 5e5)]
    [(0.25, 1.0, 1.0), (0.25, 1.0, 1.0)]
    """
    if is_block(group):
        return (group.idle_w / group.peak_w, 1.0, group.power_exponent)
    return (group.idle_w, group.peak_w, group.power_exponent)


def are_comparable(works: Sequence[Work]) -> bool:
    """Say whether all work is counted in one unit."""
    return len({each.unit for each in works}) == 1 and works[0].unit is not None


def are_same(works: Sequence[Work]) -> bool:
    """Say whether all designs do the same work, if a server at full utilisation does as much as any other."""
    first, *others = works
    return are_comparable(works) and all(isclose(each.total, first.total, rel_tol=SAME) for each in others)


def are_alike(works: Sequence[Work]) -> bool:
    """Say whether the work is done by the same kinds of servers, in the same proportions."""
    return are_comparable(works) and all(_proportional(works[0], each) for each in works[1:])


def _proportional(one: Work, other: Work) -> bool:
    kinds = {*one.kinds, *other.kinds}
    shares = ([each.by_kind.get(kind, 0.0) * whole for kind in kinds] for each, whole in _crossed(one, other))
    return all(isclose(a, b, rel_tol=SAME) for a, b in zip(*shares, strict=True))


def _crossed(one: Work, other: Work) -> tuple[tuple[Work, float], tuple[Work, float]]:
    return (one, other.total), (other, one.total)


def basis(works: Sequence[Work]) -> tuple[Basis, Message]:
    """Return what figures are compared on where nobody asks for a basis, and why.

    A year where all do the same work; else a unit of work where the same kinds of servers do it; else a kWh of IT.
    """
    if len(works) == 1:
        return "year", Message("There is one design.")
    if are_same(works):
        return "year", Message("All designs do the same work: servers in place x utilisation x hours.")
    if not all(each.total for each in works):
        return "it_kwh", Message("Some of the designs do no work.")
    if are_alike(works):
        return "work", Message("The designs do different amounts of work, on servers of the same description.")
    return "it_kwh", Message("The designs do different work, on servers of different descriptions.")
