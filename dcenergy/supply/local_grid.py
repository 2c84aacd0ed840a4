"""Which row of the grid factors is of a shipped place: the latest of its province, grid or country."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from dcenergy.reference.table import FOLDER, Row, table
from dcenergy.supply import grid

ENDINGS = ("", "-direct")
"""Of the keys of direct emissions: where direct and life-cycle factors are both shipped, the first are meant."""

RESIDUAL = {"cn": "cn-residual-2023", "australia": "australia-residual-2025"}
"""Rows of the residual mix by the begin of the factors' keys, where one is published and may be shipped."""


def factor(place: str) -> Row | None:
    """Return the factor of a shipped place's grid; None where none is shipped.

    >>> [row.key for row in (factor("zixing"), factor("tokyo")) if row]
    ['cn-hunan-2023', 'japan-tokyo-2024-direct']
    """
    region = _regions().get(place)
    rows = [row for row in table(grid.TABLE).values() if row.key in {f"{region}-{row.year}{end}" for end in ENDINGS}]
    return max(rows, key=lambda row: (row.year, row.key), default=None)


def residual(factor_key: str) -> str | None:
    """Return the key of the residual mix that goes with a factor's key: of its country, and counted as it is.

    >>> residual("cn-hunan-2023"), residual("finland-2023")
    ('cn-residual-2023', None)
    >>> residual("australia-nsw-2024-direct"), residual("australia-nsw-2024-life-cycle")
    ('australia-residual-2025', None)
    """
    rows, key = table(grid.TABLE), RESIDUAL.get(factor_key.partition("-")[0])
    if key is None or factor_key not in rows:
        return None
    own, rest = (grid.LIFE_CYCLE in rows[each].method for each in (factor_key, key))
    return key if own == rest else None


@cache
def _regions() -> Mapping[str, str]:
    """Begin of the factors' keys by place; Tibet, of which the ministry publishes none, has China's."""
    with open(FOLDER / "jurisdictions.csv", encoding="utf-8", newline="") as file:
        return {row["place"]: row["grid"] for row in csv.DictReader(file) if row["grid"]}
