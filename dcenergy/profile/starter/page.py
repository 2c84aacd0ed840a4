"""The whole starter: what it was made from, and its text."""

from __future__ import annotations

from collections.abc import Iterator

from dcenergy.profile.starter.answers import Answers, climate, factor, written
from dcenergy.profile.starter.writing import prose, text

HEAD = """\
Written by `dcenergy profiles new`: what was answered, and every other key behind a #.
A # right before a word hides a setting, with its default or an example: take that # away to use it. A # and a space \
begin words. Any number may be written {value: 400, low: 250, high: 600, source: who says so}.
"""

FAR_KM = 100.0
"""A climate from further away is remarked on (assumption: weather changes little within a day's drive)."""


def starter(answers: Answers) -> str:
    """Return the YAML of a profile that says what was answered, shows all else, and runs as it is."""
    head = [line for words in (*HEAD.splitlines(), *remarks(answers)) for line in prose(words)]
    return "\n".join([*head, "", text(written(answers))])


def remarks(answers: Answers) -> Iterator[str]:
    """Say where climate and grid factor were taken from."""
    near = climate(answers)
    if near is not None and near.distance_km > FAR_KM:
        yield (
            f"The climate is that of {near.place}, {near.distance_km:.0f} km away, the nearest that is shipped: "
            "better name a weather file, or `weather: {online: pvgis}`."
        )
    row = factor(answers, near)
    if row is not None:
        whose = (
            "as named" if answers.grid else "suggested by the place; others: `dcenergy reference show grid_factors`"
        )
        yield f"Grid: {row.name}, {row.year}, {row.value:g} {row.unit} ({row.method}), {whose}."
    elif near is not None:
        yield "No grid factor is suggested so far from a shipped place: see `dcenergy reference search COUNTRY`."
