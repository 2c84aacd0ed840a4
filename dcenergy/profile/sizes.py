"""What sizes are plausible on a site: so much for each kW of its servers."""

from __future__ import annotations

from dataclasses import replace

from dcenergy.plant import servers
from dcenergy.profile.fields import Leaf, facts
from dcenergy.profile.schema import Profile


def sized(leaf: Leaf, profile: Profile) -> Leaf:
    """Return a leaf with the plausible range of its size, where it is one that is given.

    A size of a hall is held against the hall's servers, one of the site against all of them.
    """
    ends = facts(leaf.field).get("per_it_kw")
    if not isinstance(ends, list) or leaf.value is None:
        return leaf
    it_kw = sum(servers.design_kw(hall.it) for i, hall in enumerate(profile.halls) if _is_of(leaf, i))
    low, high = (_rounded(float(str(end)) * it_kw) for end in ends)
    return replace(leaf, plausible=(low, high))


def _rounded(size_kw: float) -> float:
    """Return three digits of a size, as a whole number where it is one.

    >>> _rounded(14_400.4), _rounded(14.44)
    (14400, 14.4)
    """
    rounded = float(f"{size_kw:.3g}")
    return int(rounded) if rounded.is_integer() else rounded


def _is_of(leaf: Leaf, hall: int) -> bool:
    return leaf.path[0] != "halls" or leaf.path[1] == hall
