"""Every row of the reference tables that a run reckons with or judges by, as the report lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from dcenergy.language import Message, _, counted
from dcenergy.profile.loading import LoadedProfile
from dcenergy.reference import normals
from dcenergy.reference.table import SERIES, Row, sources
from dcenergy.report import words
from dcenergy.report.blocks import Assumption, AssumptionGroup
from dcenergy.study.assess import Assessment
from dcenergy.study.references import Reference, used
from dcenergy.supply import grid_shape

SIGNS: Mapping[str, str | Message] = {
    "-": "",
    "degC": "°C",
    "degree": "°",
    "kg/m3": "kg/m³",
    "1/K2": "1/K²",
    "kWh/(m2 day)": Message("kWh/m² a day"),
    "years": Message("years"),
}
"""Units of the tables that a report writes otherwise."""

COUNTED = {normals.TABLE: re.compile(r"-\d+-"), grid_shape.TABLE: re.compile(r"(?<=-[hm])\d\d$")}
"""What counts the months and hours in the keys of a table whose rows are told together."""


def references(assessment: Assessment, loaded: LoadedProfile, baseline: LoadedProfile | None) -> AssumptionGroup:
    """Return the rows that the figures of a run rest on; those of months and hours stand in one line."""
    found = used(assessment, loaded, baseline)
    lines = tuple(_line(key, tuple(each)) for key, each in groupby(found, key=_together))
    summary = counted(len(found), "{count} row of the tables", "{count} rows of the tables")
    return AssumptionGroup(_("Reference tables"), summary, lines)


def _together(reference: Reference) -> str:
    """Return the key under which a row is told: its own, or that of all its months or hours."""
    key, counting = reference.row.key, COUNTED.get(reference.table)
    return counting.sub(lambda match: re.sub(r"\d+", "*", match[0]), key) if counting else key


def _line(key: str, told: Sequence[Reference]) -> Assumption:
    row, table = told[0].row, told[0].table
    values = ", ".join(words.plain(each.row.value) for each in told)
    return Assumption(
        path=tuple(re.findall(r"[^-_]*[-_]?", key)),
        meaning=_meaning(table, row),
        value=words.sized(values, SIGNS.get(row.unit, row.unit), " " if len(told) > 1 else words.NBSP),
        bounds=_bounds(row),
        origin=_("{table}, {year}", table=table, year=row.year),
        evidence=words.EVIDENCE[row.evidence],
        source="" if row.source == "assumption" else _(sources()[row.source].title),
    )


def _meaning(table: str, row: Row) -> str:
    if table == normals.TABLE:
        return _("Monthly normals, January to December")
    if table == grid_shape.TABLE:
        return _("{grid}: carbon over the mean of the year", grid=_(row.name.partition(": ")[0]))
    return _(row.name.partition(": ")[0] if table in SERIES else row.name)


def _bounds(row: Row) -> str:
    if row.low is None or row.high is None:
        return ""
    return _("{low} to {high}", low=words.plain(row.low), high=words.plain(row.high))
