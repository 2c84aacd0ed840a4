"""Weather files: EPW and TMY3, read by pvlib, checked here, mended by the rules of `mending.py`.

Refused, naming the line where there is one: a file over 20 MB; another number of hours than 8760
or 8784; hours missing, doubled or out of order; a header that cannot be; text where a number
belongs; impossible values in more than single hours (`bad_hours.py`).

Noted: what an EPW's header lacks or declares (`epw_header.py`); a file that is not UTF-8.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dcenergy import input_file
from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import WeatherError, Where, told_as
from dcenergy.printable import excerpt
from dcenergy.series import raw_text
from dcenergy.weather import bad_hours, epw, epw_header, identity, mending
from dcenergy.weather.extremes import Extremes, held_against
from dcenergy.weather.formats import (
    EPW,
    EPW_COLUMNS,
    TMY3,
    TMY3_COLUMNS,
    WORDS,
    Column,
    Label,
    Layout,
    unit,
)
from dcenergy.weather.hourly import Floats, Notes, Place, Weather, calendar
from dcenergy.weather.identity import Identity

if TYPE_CHECKING:
    import pandas as pd

LARGEST_FILE_BYTES = 20_000_000
"""An EPW of a year has 1.7 MB; whatever is ten times as large is something else."""

WEATHER = input_file.Kind(
    WeatherError,
    LARGEST_FILE_BYTES,
    "no such weather file; name an hourly EPW or TMY3 file of one year",
    "name an hourly EPW or TMY3 file of one year",
)

LARGEST_ZONE_SHIFT_H = 4.0
"""Zone time against sun time: the widest on land is some 3 h (western China, 74 degrees east at UTC+8)."""

MOST_LONGITUDE = 180.0

_LEAP_YEAR_HOURS = HOURS_PER_YEAR + 24
_COMMON_YEAR, _LEAP_YEAR = 2001, 2004  # what typical years, pieced from many, are read as


def read(path: Path) -> Weather:
    """Read an EPW or TMY3 file.

    Raises
    ------
    WeatherError
        Where the file is neither, or cannot be trusted.
    """
    data = content(path)
    year = mending.weather(parse(path, data))
    extremes, notes = held_against(named_extremes(data), year.temp_c, year.wet_bulb_c)
    return replace(year, extremes=extremes, notes=year.notes + notes)


@told_as(WeatherError)
def parse(path: Path, content: bytes) -> mending.Table:
    """Return the columns of an EPW or TMY3 file whose `content` was read from `path`."""
    text, notes = raw_text.text(content)
    lines = text.rstrip().split("\n")
    if epw_header.begins(text):
        return _epw(path, lines, notes)
    if len(lines) > 1 and lines[1].startswith("Date (MM/DD/YYYY),Time (HH:MM),"):
        return _tmy3(path, lines, notes)
    if lines[0].lstrip('"').upper().startswith("LOCATION"):
        raise WeatherError(
            f"{Where(str(path), 1)}: an EPW whose fields are not separated by commas, as a spreadsheet saves it; "
            "take the file as it was, or save it with commas"
        )
    raise WeatherError(
        f"{Where(str(path), 1)}: neither EPW (its first line begins with LOCATION) nor TMY3 (its second line begins "
        "with Date (MM/DD/YYYY)) nor a CSV with columns time, temp_c, and dew_point_c or humidity_pct, nor NSRDB, "
        f"PVGIS, Open-Meteo, NASA POWER, TMY2 or a test reference year of DWD; it begins with {excerpt(lines[0])}"
    )


def recognised(content: bytes) -> bool:
    """Say whether a file begins as EPW or TMY3 does."""
    lines, _ = raw_text.text(content[:2000])
    return epw_header.begins(lines) or "\nDate (MM/DD/YYYY),Time (HH:MM)," in lines


def named_extremes(content: bytes) -> Extremes:
    """Return the extremes that the file itself names: an EPW's header does, a TMY3 has none."""
    text, _ = raw_text.text(content)
    if not epw_header.begins(text):
        return Extremes()
    return epw_header.read(Path(), text.split("\n", epw_header.MOST_LINES)).extremes()


@told_as(WeatherError)
def content(path: Path) -> bytes:
    """Return what a weather file holds; refuse what is no file, not text or too large."""
    data = input_file.content(path, WEATHER)
    if not data.strip():
        raise WEATHER.refusal(path, f"is empty; {WEATHER.advice}")
    plain = raw_text.plain(path, data)
    input_file.refuse_large_table(path, plain, WEATHER)
    return plain


def _epw(path: Path, lines: Sequence[str], notes: Notes) -> mending.Table:
    """Read an EPW; pvlib stamps its hours, 1 to 24, at their start."""
    from pvlib.iotools import read_epw

    header = epw_header.read(path, lines)
    location = header.location()
    place = _place(header.where(epw_header.LOCATION), location)
    layout = replace(EPW, header_lines=header.length)
    year = _check_hours(path, lines, layout)
    clean = [f"LOCATION,-,-,-,-,-,{place.latitude_deg},{place.longitude_deg},{place.utc_offset_h},{place.altitude_m}"]
    clean += ["-"] * (EPW.header_lines - 1)
    frame = _parsed(path, read_epw, [*clean, *lines[header.length :]], year)
    said = _identity(header, location)
    columns, bad_notes = _columns(path, frame, EPW_COLUMNS, layout)
    return mending.Table(
        file=str(path),
        lines=header.length + 1 + np.arange(len(frame)),
        identity=replace(said, notes=said.notes + notes + header.notes() + bad_notes),
        place=place,
        **columns,
    )


def _bare(lines: Sequence[str]) -> list[str]:
    """Return an EPW's lines with the header that pvlib reads: the place, and of the others their names.

    Their fields would make columns of the hours.
    """
    others = (line.partition(",")[0] for line in lines[1 : EPW.header_lines])
    return [lines[0], *others, *lines[EPW.header_lines :]]


def _tmy3(path: Path, lines: Sequence[str], notes: Notes) -> mending.Table:
    """Read a TMY3; pvlib stamps its hours, 01:00 to 24:00, at their end, an hour after our label."""
    from pvlib.iotools import read_tmy3

    header = _header(path, lines[0], TMY3)
    place = _place(Where(str(path), 1), header)
    if not header["USAF code"].isdigit():
        raise WeatherError(f"{Where(str(path), 1)}: the USAF code must be digits, got {excerpt(header['USAF code'])}")
    year = _check_hours(path, lines, TMY3)
    if lines[1].count(",") != lines[2].count(","):
        raise WeatherError(f"{Where(str(path), 2)}: names another number of columns than the hours have; restore it")
    frame = _parsed(path, read_tmy3, [lines[0], lines[1].replace('"', ""), *lines[2:]], year)
    columns, bad_notes = _columns(path, frame, TMY3_COLUMNS, TMY3)
    return mending.Table(
        file=str(path),
        lines=TMY3.header_lines + 1 + np.arange(len(frame)),
        identity=Identity("file", f"{header['name']}, {header['state']}, TMY3", notes + bad_notes),
        place=place,
        **columns,
    )


def _parsed(
    path: Path, parse: Callable[..., tuple[pd.DataFrame, object]], lines: Sequence[str], year: int
) -> pd.DataFrame:
    """Let pvlib parse the file; its remark on text among numbers becomes an error in `_values`."""
    from pandas.errors import DtypeWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DtypeWarning)
        try:
            return parse(io.StringIO("\n".join(lines)), coerce_year=year)[0]
        except (ValueError, KeyError) as fault:
            raise WeatherError(
                f"{path}: cannot be read ({excerpt(str(fault))}); mend the file or take another"
            ) from fault


def _header(path: Path, line: str, layout: Layout) -> dict[str, str]:
    fields = [field.strip().strip('"') for field in line.split(",")]
    while len(fields) > len(layout.header) and not fields[-1]:
        fields.pop()  # spreadsheets fill all lines up to the longest
    if len(fields) != len(layout.header):
        raise WeatherError(
            f"{Where(str(path), 1)}: the header has {len(fields)} fields, {len(layout.header)} belong there "
            f"({', '.join(layout.header)}); look for a comma inside a name or a number, "
            "as in a time zone of 5,5"
        )
    return dict(zip(layout.header, fields, strict=True))


def _place(where: Where, header: Mapping[str, str]) -> Place:
    def number(key: str, low: float, high: float) -> float:
        try:
            value = float(header[key])
        except ValueError:
            value = np.nan
        if not low <= value <= high:
            swapped = (
                " (are latitude and longitude swapped?)" if key == "latitude" and abs(value) <= MOST_LONGITUDE else ""
            )
            raise WeatherError(
                f"{where}: the {key} must be a number between {low:g} and {high:g}, got "
                f"{excerpt(header[key])}{swapped}; mend the header"
            )
        return value

    place = Place(
        latitude_deg=number("latitude", -90.0, 90.0),
        longitude_deg=number("longitude", -180.0, 180.0),
        altitude_m=number("elevation", -450.0, 6000.0),
        utc_offset_h=number("time zone", -12.0, 14.0),
    )
    must_agree(where, place)
    return place


def must_agree(where: Where, place: Place) -> None:
    """Refuse a place whose longitude and time zone contradict each other."""
    shift_h = _zone_shift_h(place.utc_offset_h, place.longitude_deg)
    if shift_h > LARGEST_ZONE_SHIFT_H:
        sign = _zone_shift_h(place.utc_offset_h, -place.longitude_deg) <= LARGEST_ZONE_SHIFT_H
        raise WeatherError(
            f"{where}: a longitude of {place.longitude_deg:g} and a time zone of "
            f"{place.utc_offset_h:+g} h contradict each other by {shift_h:.0f} h; "
            f"east is positive for both{': is the sign of one of them wrong?' if sign else ''}"
        )


def _zone_shift_h(utc_offset_h: float, longitude_deg: float) -> float:
    """Time of the zone against that of the sun, either way round. [h]"""
    return abs((utc_offset_h - longitude_deg / 15.0 + 12.0) % 24.0 - 12.0)


def _check_hours(path: Path, lines: Sequence[str], layout: Layout) -> int:
    """Return a year of as many days as the file has; raise where its lines are not that year's hours."""
    rows = lines[layout.header_lines :]
    if len(rows) not in (HOURS_PER_YEAR, _LEAP_YEAR_HOURS):
        raise WeatherError(
            f"{path}: holds {len(rows)} hours, a year has {HOURS_PER_YEAR} or {_LEAP_YEAR_HOURS}; "
            f"{_first_amiss(rows, layout)}"
        )
    width = rows[0].count(",") + 1
    for number, (row, label) in enumerate(zip(rows, _labels(len(rows)), strict=True), layout.header_lines + 1):
        where = Where(str(path), number)
        fields = row.split(",")
        if len(fields) != width or width not in layout.fields or '"' in row:
            raise WeatherError(
                f"{where}: has {len(fields)} fields; every hour has the same {layout.fields.start} to "
                f"{layout.fields.stop - 1}, unquoted; is the file cut off, or a number's point a comma?"
            )
        if layout.label(fields) != label:
            raise WeatherError(
                f"{where}: month {label[0]}, day {label[1]}, hour {label[2]} belongs here, got "
                f"{excerpt(','.join(fields[:4]))}; the hours must be complete, in order, numbered 1 to 24 "
                "and in standard time"
            )
    return _COMMON_YEAR if len(rows) == HOURS_PER_YEAR else _LEAP_YEAR


def _first_amiss(rows: Sequence[str], layout: Layout) -> str:
    """Say from which line on the hours are not those of a common year."""
    for number, (row, label) in enumerate(zip(rows, _labels(HOURS_PER_YEAR), strict=False), layout.header_lines + 1):
        if layout.label(row.split(",")) != label:
            return (
                f"month {label[0]}, day {label[1]}, hour {label[2]} belongs in line {number}, got "
                f"{excerpt(','.join(row.split(',')[:4]))}: is it not hourly, or are hours doubled or left out?"
            )
    return "is the file cut off?" if len(rows) < HOURS_PER_YEAR else "delete what follows the last hour"


def _labels(hours: int) -> Iterator[Label]:
    """Return month, day and hour 1 to 24 of every hour of a year."""
    days = calendar(leap=hours == _LEAP_YEAR_HOURS)
    first_day = np.searchsorted(days.month, np.arange(1, 13)) // 24 + 1
    day_of_month = days.day_of_year - first_day[days.month - 1] + 1
    return zip(days.month.tolist(), day_of_month.tolist(), (days.hour + 1).tolist(), strict=True)


def _columns(
    path: Path, frame: pd.DataFrame, columns: Mapping[str, Column], layout: Layout
) -> tuple[Mapping[str, Floats], Notes]:
    """Return the columns by our names, and the notes on their single bad hours."""
    read = {key: _values(path, frame, key, column, layout) for key, column in columns.items()}
    return {key: values for key, (values, _) in read.items()}, sum((notes for _, notes in read.values()), ())


def _values(path: Path, frame: pd.DataFrame, key: str, column: Column, layout: Layout) -> tuple[Floats, Notes]:
    """Return a column in our unit, NaN where empty or missing; refuse text and what cannot be."""
    import pandas as pd

    if column.name not in frame:
        raise WeatherError(
            f"{Where(str(path), layout.header_lines)}: no column of the {WORDS[key]}; restore the column names"
        )
    written = frame[column.name]
    values = pd.to_numeric(written, errors="coerce").to_numpy(dtype=np.float64)
    missing = values >= column.missing if column.missing > 0 else values <= column.missing
    missing &= bad_hours.is_code(values)
    values = np.where(missing, np.nan, values)
    first = layout.header_lines + 1
    cells = bad_hours.Cells(key, str(path), first + np.arange(len(values)), lambda row: str(written.iloc[row]))
    text = np.flatnonzero(~missing & ~np.isfinite(values) & written.notna().to_numpy())
    rule = f"be a number between {column.low:g} and {column.high:g}"
    advice = f"give it in {unit(key, layout.name)}, and as {column.missing:g} where it is missing"
    if len(text):
        row = int(text[0])
        raise WeatherError(
            f"{cells.where(row)}: the {WORDS[key]} must {rule}, got {excerpt(cells.text(row))}; {advice}"
        )
    guess = bad_hours.unit_guess(key, values, column.low, column.high)
    beyond = (values < column.low) | (values > column.high)
    kept, notes = bad_hours.screened(cells, values, beyond, rule, f"{guess}{advice}")
    return kept * column.factor, notes


def _identity(header: epw_header.Header, location: Mapping[str, str]) -> Identity:
    """Return what the year is: what dcenergy wrote into a file of its own, so that a generated year stays one."""
    if location["data type"] != epw.DATA_TYPE:
        names = [location[key] for key in ("city", "country", "data type") if location[key] not in ("", "-")]
        return Identity("file", ", ".join(names), ())
    try:
        return identity.read(header.lines.get(epw_header.COMMENTS_2, "").strip().rstrip(","))
    except (ValueError, RecursionError) as fault:
        raise WeatherError(
            f"{header.where(epw_header.COMMENTS_2)}: dcenergy wrote this file, but COMMENTS 2 does not tell any more "
            "whether its year was fetched or generated, which nobody must size a plant by; write it anew "
            "(`dcenergy weather make` or `fetch`), or, where its hours are now your own, name their source in place "
            f"of `{epw.DATA_TYPE}` in line {header.where(epw_header.LOCATION).line}"
        ) from fault
