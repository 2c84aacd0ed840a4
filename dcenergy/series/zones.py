"""Zones of clocks: offsets from UTC, names of the tz database, and what the name of a column says."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from dcenergy.printable import excerpt
from dcenergy.series.clock import ZONES_H

Ints = NDArray[np.int64]

LARGEST_OFFSET_H = 14.0
LONGEST_NAME = 200
"""Letters of a name in which a zone is sought."""

_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-]?\d{1,2}(?:\.\d+)?)(?::?([0-5]\d))?", re.IGNORECASE)
_SAID = re.compile(rf"(?<![A-Z])({'|'.join(ZONES_H)})(?:\s*([+-]\d{{1,2}})(?::?(\d\d))?)?(?![A-Za-z])")


def parse(text: str) -> float | ZoneInfo:
    """Return a zone: hours east of UTC, or the rules of a place with daylight saving.

    >>> parse("UTC"), parse("+05:30"), parse("8"), parse("Europe/Berlin")
    (0.0, 5.5, 8.0, zoneinfo.ZoneInfo(key='Europe/Berlin'))

    Raises
    ------
    ValueError
        Where it is none.
    """
    plain = text.strip()
    if plain.upper() in ZONES_H:
        return ZONES_H[plain.upper()]
    offset = _OFFSET.fullmatch(plain)
    if offset is not None:
        hours = float(offset[1])
        hours += (-1 if offset[1].startswith("-") else 1) * int(offset[2] or 0) / 60
        if abs(hours) <= LARGEST_OFFSET_H:
            return hours
    elif "/" in plain:
        try:
            return ZoneInfo(plain)
        except (KeyError, ValueError, OSError):
            pass
    raise ValueError(
        f"must be UTC, an offset as +01:00, or a place as Europe/Berlin, got {excerpt(text)}; set the zone of the "
        "times"
    )


def of_name(name: str) -> float | None:
    """Return the offset that the name of a column says [h].

    >>> of_name("HourUTC"), of_name("Date (GMT+1)"), of_name("MTU (CET/CEST)"), of_name("Datum")
    (0.0, 1.0, 1.0, None)
    """
    found = _SAID.search(name[:LONGEST_NAME])
    if found is None:
        return None
    added = int(found[2] or 0)
    return ZONES_H[found[1]] + added + (-1 if added < 0 else 1) * int(found[3] or 0) / 60


def to_utc(minute: Ints, rules: ZoneInfo) -> tuple[Ints, NDArray[np.bool_]]:
    """Return minutes of a local clock in UTC, and which of them the clock leaves out in spring.

    Of the hour that stands twice in autumn the first counts as daylight saving.
    """
    epoch = datetime(1970, 1, 1)
    seen: set[int] = set()
    moved, unknown = np.empty_like(minute), np.zeros(len(minute), dtype=bool)
    for row, each in enumerate(minute.tolist()):
        local = (epoch + timedelta(minutes=each)).replace(tzinfo=rules, fold=int(each in seen))
        seen.add(each)
        utc = local.astimezone(UTC)
        unknown[row] = utc.astimezone(rules).replace(tzinfo=None) != local.replace(tzinfo=None)
        moved[row] = round(utc.timestamp() / 60)
    return moved, unknown
