"""The lines of an EPW above its hours: each known by its first word, wherever it stands.

LOCATION alone is needed; the hours themselves say what DATA PERIODS would. Blank lines, capitals and small letters,
and what programs add behind the tenth field of LOCATION (a climate zone, the empty cells of a spreadsheet) make no
difference. Lines that are absent are noted: other programs refuse such a file.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dcenergy.errors import WeatherError, Where
from dcenergy.language import Message
from dcenergy.weather import design_conditions
from dcenergy.weather.extremes import Extremes
from dcenergy.weather.formats import EPW
from dcenergy.weather.hourly import Notes

LOCATION, COMMENTS_2, DAYLIGHT = "LOCATION", "COMMENTS 2", "HOLIDAYS/DAYLIGHT SAVINGS"
NAMES = (
    LOCATION,
    design_conditions.NAME,
    "TYPICAL/EXTREME PERIODS",
    "GROUND TEMPERATURES",
    DAYLIGHT,
    "COMMENTS 1",
    COMMENTS_2,
    "DATA PERIODS",
)
MOST_LINES = 40
"""Within which the hours must begin (assumption; there are eight lines, and some programs leave blank ones)."""


@dataclass(frozen=True)
class Header:
    """Lines by their first word, without it, and where they stand."""

    path: Path
    lines: Mapping[str, str]
    numbers: Mapping[str, int]  # counted from 1
    length: int  # lines before the first hour

    def where(self, name: str) -> Where:
        """Return where a line stands; the first line where it is absent."""
        return Where(str(self.path), self.numbers.get(name, 1))

    def location(self) -> Mapping[str, str]:
        """Return the fields of LOCATION by their names.

        Raises
        ------
        WeatherError
            Where there are too few, or numbers too many: a comma inside a name or number.
        """
        fields = _fields(self.where(LOCATION), self.lines[LOCATION])
        names = EPW.header[1:]
        if len(fields) < len(names) or any(_is_number(field) for field in fields[len(names) :]):
            raise WeatherError(
                f"{self.where(LOCATION)}: the header has {len(fields) + 1} fields, {len(names) + 1} belong there "
                f"({', '.join(EPW.header)}); look for a comma inside a name or a number, as in a time zone of 5,5"
            )
        return dict(zip(names, fields, strict=False))

    def extremes(self) -> Extremes:
        """Return the extremes that DESIGN CONDITIONS repeats."""
        return design_conditions.extremes(self.lines.get(design_conditions.NAME, ""))

    def notes(self) -> Notes:
        """Note what the header lacks, declares or has in an unknown form."""
        return (*self._absent(), *self._unknown_editions(), *self._daylight_saving())

    def _absent(self) -> Notes:
        absent = [name for name in NAMES if name not in self.lines]
        if not absent:
            return ()
        return (
            Message(
                "The EPW's header has no {lines}. dcenergy does not need them; EnergyPlus does.",
                lines=", ".join(absent),
            ),
        )

    def _unknown_editions(self) -> Notes:
        return tuple(
            Message(
                "The extremes in the EPW's DESIGN CONDITIONS (edition {edition}) are not used. They are not in the "
                "form of that edition, or contradict each other. Set site.extremes.",
                edition=str(edition or "?"),
            )
            for edition in design_conditions.unknown(self.lines.get(design_conditions.NAME, ""))
        )

    def _daylight_saving(self) -> Notes:
        fields = [field.strip() for field in self.lines.get(DAYLIGHT, "").split(",")]
        if len(fields) < 3 or fields[1] in ("", "0"):  # leap year, start, end
            return ()
        return (
            Message(
                "The header declares daylight saving from {start} to {end}; the hours are read as standard time, as "
                "the format has it.",
                start=fields[1],
                end=fields[2],
            ),
        )


def begins(text: str) -> bool:
    r"""Say whether a file's text begins as an EPW does.

    >>> begins("\nlocation,Golden"), begins("Location: Golden")
    (True, False)
    """
    return text.lstrip().upper().startswith(f"{LOCATION},")


def read(path: Path, lines: Sequence[str]) -> Header:
    """Return the header of an EPW's lines."""
    start = lines[:MOST_LINES]
    length = next((n for n, line in enumerate(start) if EPW.label(line.split(",")) is not None), None)
    if length is None:
        length = next((n for n, line in enumerate(start) if _name(line) == NAMES[-1]), len(NAMES) - 1) + 1
    found: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for number, line in enumerate(lines[:length], start=1):
        if (name := _name(line)) in NAMES and name not in found:
            found[name], numbers[name] = line.lstrip().lstrip('"').partition(",")[2], number
    return Header(path, found, numbers, length)


def _name(line: str) -> str:
    return " ".join(line.partition(",")[0].strip().strip('"').upper().split())


def _fields(where: Where, line: str) -> list[str]:
    try:
        return [field.strip().strip('"') for field in next(csv.reader([line], skipinitialspace=True))]
    except csv.Error as fault:
        raise WeatherError(f"{where}: LOCATION cannot be read ({fault}); restore the header") from fault


def _is_number(field: str) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return True
