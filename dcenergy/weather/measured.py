"""A measured year from a CSV file: columns as the profile names them, any step from 5 minutes to an hour.

Samples are averaged to hours of local standard time; an hour with fewer than half of its samples counts as
missing, and is mended or refused by the rules of `mending.py`. Refused, with the line: a column that is not
there, text for a number or a time, values that cannot be, times out of order or of a changing step, and
anything but one calendar year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import SeriesError, WeatherError, Where, told_as
from dcenergy.language import Message
from dcenergy.printable import excerpt
from dcenergy.section import Section, option, quantity
from dcenergy.series import delimited, hours, raw_text, stamps, units
from dcenergy.series.delimited import Column
from dcenergy.series.numbers import numbers
from dcenergy.series.stamps import Stamps
from dcenergy.series.units import Kind, Unit
from dcenergy.weather import bad_hours, mending, sun
from dcenergy.weather.climate import CLEARNESS_ASSUMED, WIND_ASSUMED_M_S
from dcenergy.weather.formats import EPW_COLUMNS, WORDS
from dcenergy.weather.formats import unit as unit_of
from dcenergy.weather.hourly import Floats, Ints, Notes, Place, calendar
from dcenergy.weather.identity import Identity

LARGEST_HUMIDITY_FRACTION = 1.1
"""A year that never passes it is written in fractions; no place on Earth has air as dry all year."""

FEWEST_SAMPLES = 2
PA_PER_HPA = 100.0
PERCENT = 100.0
KINDS: Mapping[str, Kind] = {
    "temp_c": "temperature",
    "dew_point_c": "temperature",
    "humidity_pct": "share",
    "pressure_pa": "pressure",
    "wind_m_s": "speed",
    "ghi_w_m2": "radiation",
    "dni_w_m2": "radiation",
    "dhi_w_m2": "radiation",
}
"""Of the quantities of a year, as `series.units` knows them."""

TO_OURS = {"humidity_pct": PERCENT, "pressure_pa": PA_PER_HPA}
"""From the units of `series.units` to those of a year."""

TIME = "time"
NO_COLUMN = {"label", "utc_offset_h"}
"""Of the keys of `Columns`: they say how the time is written."""


class Columns(Section):
    """Which column of a CSV file is what; absent ones are reckoned as not measured."""

    time: str = option(
        TIME, doc="Time of the sample, as 2024-01-31 13:05, with or without its zone; two columns as `date + hour`."
    )
    label: Literal["start", "middle", "end"] | None = option(
        None,
        doc="Whether times are those of the start, middle or end of their intervals; absent: as they fill a year.",
    )
    utc_offset_h: float | None = quantity(
        None, ge=-12, le=14, source="derived", doc="Of times without a zone; absent: the site's."
    )
    temp_c: str = option(doc="Dry bulb.")
    dew_point_c: str | None = option(None, doc="Dew point.")
    humidity_pct: str | None = option(None, doc="Relative humidity.")
    pressure_hpa: str | None = option(None, doc="Air pressure at the site; absent: that of its altitude.")
    wind_m_s: str | None = option(None, doc="Wind speed; absent: 3 m/s.")
    ghi_w_m2: str | None = option(None, doc="Global horizontal radiation; absent: 0.6 of the clear sky's.")
    dni_w_m2: str | None = option(None, doc="Direct normal radiation; absent: from the global.")
    dhi_w_m2: str | None = option(None, doc="Diffuse horizontal radiation; absent: from the global.")

    @model_validator(mode="after")
    def _has_humidity(self) -> Self:
        if self.dew_point_c is None and self.humidity_pct is None:
            raise ValueError("name the column of the humidity: dew_point_c or humidity_pct")
        return self

    def named(self) -> Mapping[str, str]:
        """Return the file's names of the columns that are mapped, by ours."""
        names = {key: getattr(self, "pressure_hpa" if key == "pressure_pa" else key) for key in EPW_COLUMNS}
        return {key: name for key, name in names.items() if name is not None}


@told_as(WeatherError)
def own_columns(path: Path, content: bytes) -> Columns | None:
    """Return the columns of a CSV file that calls them as we do, as `temp_c`; None where it calls none so.

    Raises
    ------
    WeatherError
        Where some are there but not enough: the time, the dry bulb and a humidity.
    """
    text, _ = raw_text.text(content)
    ours = set(Columns.model_fields) - NO_COLUMN
    names = delimited.header(text, delimited.line_of(text, (TIME, "temp_c")))
    own = ours & set(names)
    if not own - {TIME}:
        _refuse_nearly(path, text, names, ours)
        return None
    lacking = [name for name in (TIME, "temp_c") if name not in own]
    lacking += ["dew_point_c or humidity_pct"] if not own & {"dew_point_c", "humidity_pct"} else []
    if lacking:
        raise WeatherError(
            f"{Where(str(path), 1)}: no column {', '.join(lacking)}; name it so, or map it in a profile's "
            "`weather: {file: ..., columns: {...}}`"
        )
    return Columns.model_validate({name: name for name in own})


def _refuse_nearly(path: Path, text: str, names: Sequence[str], ours: set[str]) -> None:
    """Raise where our names are there in another form, or in another line."""
    first = text.partition("\n")[0]
    where = Where(str(path), 1)
    if {name.lower() for name in names} & ours - {TIME}:
        raise WeatherError(
            f"{where}: write the names of the columns in small letters, as temp_c; got {excerpt(first)}"
        )
    if set(first.split()) & ours - {TIME}:
        raise WeatherError(f"{where}: separate the columns by commas, semicolons or tabs; got {excerpt(first)}")


@told_as(WeatherError)
def parse(path: Path, content: bytes, columns: Columns, place: Place) -> mending.Table:
    """Return the hours of a CSV file whose `content` was read from `path`.

    Raises
    ------
    WeatherError
        Where the file is not a calendar year of samples.
    """
    text, text_notes = raw_text.text(content)
    written = tuple(part.strip() for part in columns.time.split("+"))
    table = delimited.table(path, text, (*written, *columns.named().values()))
    if len(table.rows) < FEWEST_SAMPLES:
        raise WeatherError(f"{path}: holds no samples; name a CSV file of one calendar year")
    times = stamps.joined(table, [table.names.index(name) for name in written])
    zone = None if columns.utc_offset_h is None else f"{columns.utc_offset_h:g}"
    taken = stamps.read(times, columns.label, zone)
    samples = placed(path, taken, place)
    means: dict[str, Floats] = {}
    bad_notes: Notes = ()
    for key, name in columns.named().items():
        values, notes = converted(table.column(name), key, None, taken.step)
        means[key] = hours.mean(values[taken.rows], samples)
        bad_notes += notes
    lines = hours.lines(table.lines[taken.rows], samples)
    said = Identity("file", path.name, (*text_notes, *taken.notes, *samples.notes, *samples.overlap, *bad_notes))
    return year(str(path), lines, said, place, means)


def placed(path: Path, taken: Stamps, place: Place, later_min: int = 0) -> hours.Samples:
    """Return in which hours of the place's year samples lie, `later_min` after their times."""
    moved_h = 0.0 if taken.zone_h is None else place.utc_offset_h - taken.zone_h
    return hours.of_year(path, taken.minute + round(moved_h * 60) + later_min, taken.step)


def year(file: str, lines: Ints, said: Identity, place: Place, means: Mapping[str, Floats]) -> mending.Table:
    """Return the table of a year's hours, with what stands in for wind and radiation that nobody measured."""
    length = len(lines)
    assumed, notes = _assumed(means, place, length != HOURS_PER_YEAR)
    missing = np.full(length, np.nan)
    return mending.Table(
        file=file,
        lines=lines,
        identity=replace(said, notes=said.notes + notes),
        place=place,
        **{key: means.get(key, assumed.get(key, missing)) for key in EPW_COLUMNS},
    )


def converted(column: Column, key: str, unit: Unit | None, step_min: int) -> tuple[Floats, Notes]:
    """Return a column's numbers in the unit of a year, NaN where a cell has none, and notes on those set missing.

    Parameters
    ----------
    unit : of the numbers; None: what the column's name says, else hPa, percent and the unit of a year
    step_min : minutes of a sample, for amounts of every step

    Raises
    ------
    SeriesError, WeatherError
        Where a cell is no number, or more of them cannot be than single hours.
    """
    said = unit or units.named(column.name, KINDS[key])
    raw = values = numbers(column)
    plain = np.isnan(values) & np.array([bool(cell) for cell in column.cells])
    if said is not None:
        values = values * said.factor / (step_min / 60 if said.per_step else 1.0) + said.offset
    elif key == "humidity_pct":
        values = values / PERCENT
    values, notes = _screened(column, key, values * TO_OURS.get(key, 1.0), plain, bad_hours.is_code(raw))
    if said is None and key == "humidity_pct" and np.nanmax(values, initial=0.0) <= LARGEST_HUMIDITY_FRACTION:
        raise SeriesError(
            f"{column.file}: the relative humidity never passes {np.nanmax(values, initial=0.0):g}: percent belong "
            "here, 50 and not 0.5; correct the file, or name its unit in the column, as `RH (fraction)`"
        )
    return values, notes


def _screened(
    column: Column, key: str, values: Floats, plain: NDArray[np.bool_], codes: NDArray[np.bool_]
) -> tuple[Floats, Notes]:
    """Set single numbers that cannot be missing, and refuse the first cell that is no number."""
    bounds, scale = EPW_COLUMNS[key], PA_PER_HPA if key == "pressure_pa" else 1.0
    rule = f"be a number between {bounds.low / scale:g} and {bounds.high / scale:g}"
    advice = (
        f"give it in {unit_of(key, 'CSV')}, or name its unit in the column, and leave cells without a value empty"
    )
    if plain.any():
        row = int(plain.argmax())
        got = excerpt(column.cells[row])
        raise SeriesError(f"{column.where(row)}: the {WORDS[key]} must {rule}, got {got}; {advice}")
    guess = bad_hours.unit_guess(key, values, bounds.low, bounds.high)
    cells = bad_hours.Cells(key, column.file, column.lines, column.cells.__getitem__)
    beyond = (values < bounds.low) | (values > bounds.high)
    return bad_hours.screened(cells, values, beyond, rule, f"{guess}{advice}", codes)


def _assumed(means: Mapping[str, Floats], place: Place, leap: bool) -> tuple[Mapping[str, Floats], Notes]:
    """Stand in for wind and radiation where none is mapped, and say so."""
    assumed: dict[str, Floats] = {}
    notes: Notes = ()
    days = calendar(leap)
    if "wind_m_s" not in means:
        assumed["wind_m_s"] = np.full(days.hours, WIND_ASSUMED_M_S)
        notes += (
            Message(
                "The file has no wind: {speed} m/s was assumed the year round (1.5 to 5).",
                speed=f"{WIND_ASSUMED_M_S:g}",
            ),
        )
    if "ghi_w_m2" not in means and not {"dni_w_m2", "dhi_w_m2"} <= set(means):
        assumed["ghi_w_m2"] = CLEARNESS_ASSUMED * sun.clear_sky_w_m2(
            place, days, sun.apparent_zenith_deg(place, days)
        )
        notes += (
            Message(
                "The file has no radiation: {share} of the clear sky's was assumed (0.4 to 0.8); solar yields are "
                "not to be relied on.",
                share=f"{CLEARNESS_ASSUMED:g}",
            ),
        )
    return assumed, notes
