"""The short way to write a site of one hall: `it`, `cooling` and the like at the top of the profile."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.errors import ProfileError
from dcenergy.profile.tree import KeyPath, Node

HALL_KEYS = ("it", "cooling", "liquid", "thermal_mass")


def is_short(root: Node) -> bool:
    """Say whether the profile writes its one hall at the top."""
    return isinstance(root.value, Mapping) and any(key in root.value for key in HALL_KEYS)


def with_halls(root: Node) -> Node:
    """Return the tree with the keys of its one hall moved into a list `halls`.

    Raises
    ------
    ProfileError
        Where the profile lists halls as well.
    """
    if not isinstance(root.value, Mapping) or not is_short(root):
        return root
    hall = {key: node for key, node in root.value.items() if key in HALL_KEYS}
    site = {key: node for key, node in root.value.items() if key not in HALL_KEYS}
    if "halls" in site:
        key, node = next(iter(hall.items()))
        raise ProfileError(f"{node.where}: {key}: stands beside `halls`; move it into one of the halls")
    return Node({**site, "halls": Node((Node(hall, root.where),), root.where)}, root.where)


def written_path(path: KeyPath, short: bool) -> KeyPath:
    """Return the path as the user wrote it.

    >>> written_path(("halls", 0, "it", "supply_air_c"), short=True)
    ('it', 'supply_air_c')
    """
    moved = short and path[:2] == ("halls", 0) and path[2:3] != ("name",)
    return path[2:] if moved else path
