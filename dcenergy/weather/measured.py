"""A measured year from a CSV file: columns as the profile names them, any step from 5 minutes to an hour.

Samples are averaged to hours of local standard time; an hour with fewer than half of its samples counts as
missing, and is mended or refused by the rules of `mending.py`. Refused, with the line: a column that is not
there, text for a number or a time, values that cannot be, times out of order or of a changing step, and
anything but one calendar year.
"""

from __future__ import annotations

import csv
import io
from calendar import isleap
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import WeatherError, Where, nearest
from dcenergy.language import Message
from dcenergy.section import Section, option, quantity
from dcenergy.weather import mending, sun
from dcenergy.weather.climate import CLEARNESS_ASSUMED, WIND_ASSUMED_M_S
from dcenergy.weather.formats import EPW_COLUMNS, WORDS
from dcenergy.weather.hourly import Floats, Ints, Notes, Place, calendar
from dcenergy.weather.identity import Identity

if TYPE_CHECKING:
    import pandas as pd

FIRST_LINE = 2
"""Of the samples: the names of the columns stand above."""

SHORTEST_STEP_MIN, LONGEST_STEP_MIN = 5, 60
LEAST_SHARE = 0.5
"""Of an hour's samples, for its mean to count (assumption)."""

LARGEST_HUMIDITY_FRACTION = 1.1
"""A year that never passes it is written in fractions; no place on Earth has air as dry all year."""

EPOCH = 1970
FEWEST_SAMPLES = 2
MOST_WRAPPED_H = 26
"""Hours of the file's own year that fall out of the site's: zones differ by 26 h at most."""

PA_PER_HPA = 100.0
ZONE = r"[T ].*(?:Z|[+-]\d\d(?::?\d\d)?)$"

TIME = "time"
NO_COLUMN = {"label", "utc_offset_h"}
"""Of the keys of `Columns`: they say how the time is written."""


class Columns(Section):
    """Which column of a CSV file is what; absent ones are reckoned as not measured."""

    time: str = option(TIME, doc="Time of the sample, as 2024-01-31 13:05, with or without its zone.")
    label: Literal["start", "end"] = option("start", doc="Whether the time is that of its interval's start or end.")
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


def own_columns(path: Path, content: bytes) -> Columns | None:
    """Return the columns of a CSV file that calls them as we do, as `temp_c`; None where it calls none so.

    Raises
    ------
    WeatherError
        Where some are there but not enough: the time, the dry bulb and a humidity.
    """
    first = content.decode("utf-8-sig", errors="replace").partition("\n")[0]
    header = {name.strip() for name in next(csv.reader([first]), [])}
    own = header & (set(Columns.model_fields) - NO_COLUMN)
    if not own - {TIME}:
        return None
    lacking = [name for name in (TIME, "temp_c") if name not in own]
    lacking += ["dew_point_c or humidity_pct"] if not own & {"dew_point_c", "humidity_pct"} else []
    if lacking:
        raise WeatherError(
            f"{Where(str(path), 1)}: no column {', '.join(lacking)}; name it so, or map it in a profile's "
            "`weather: {file: ..., columns: {...}}`"
        )
    return Columns.model_validate({name: name for name in own})


def parse(path: Path, content: bytes, columns: Columns, place: Place) -> mending.Table:
    """Return the hours of a CSV file whose `content` was read from `path`.

    Raises
    ------
    WeatherError
        Where the file is not a calendar year of samples.
    """
    frame = _frame(path, content, columns)
    hour, samples_an_hour, leap, time_notes = _hours(path, frame[columns.time], columns, place)
    length = HOURS_PER_YEAR + 24 * leap
    least = LEAST_SHARE * samples_an_hour
    means = {
        key: _mean(_values(path, frame[name], key), hour, length, least) for key, name in columns.named().items()
    }
    assumed, notes = _assumed(means, place, leap)
    missing = np.full(length, np.nan)
    return mending.Table(
        file=str(path),
        lines=_lines(hour, length),
        identity=Identity("file", path.name, time_notes + notes),
        place=place,
        **{key: means.get(key, assumed.get(key, missing)) for key in EPW_COLUMNS},
    )


def _frame(path: Path, content: bytes, columns: Columns) -> pd.DataFrame:
    import pandas as pd

    try:
        frame = pd.read_csv(io.BytesIO(content), dtype=str, skipinitialspace=True, encoding="utf-8-sig")
    except (ValueError, UnicodeDecodeError) as fault:
        raise WeatherError(f"{path}: cannot be read as CSV ({str(fault).strip()}); mend the file") from fault
    if len(frame) < FEWEST_SAMPLES:
        raise WeatherError(f"{path}: holds no samples; name a CSV file of one calendar year")
    for name in (columns.time, *columns.named().values()):
        if name not in frame:
            raise WeatherError(f"{Where(str(path), 1)}: no column `{name}`; {nearest(name, map(str, frame.columns))}")
    return frame


def _hours(path: Path, written: pd.Series[str], columns: Columns, place: Place) -> tuple[Ints, int, bool, Notes]:
    """Return the hour of its year of each sample, how many an hour has, and whether the year is a leap year."""
    import pandas as pd

    times = pd.to_datetime(written, errors="coerce", format="ISO8601", utc=True)
    _refuse(path, times.isna().to_numpy(), written, "the time must be as 2024-01-31 13:05")
    minute = times.to_numpy(dtype="datetime64[m]").astype(np.int64)
    zoned = written.str.strip().str.contains(ZONE).to_numpy()
    _refuse(path, zoned != zoned[0], written, "the time must have a zone in every line, or in none")
    if not zoned[0]:
        own_h = place.utc_offset_h if columns.utc_offset_h is None else columns.utc_offset_h
        minute = minute - round(own_h * 60)
    minute = minute + round(place.utc_offset_h * 60)
    gaps = np.diff(minute)
    step = int(gaps.min()) if len(gaps) else 0
    wrong = np.concatenate([[False], (gaps <= 0) | (gaps % max(step, 1) != 0)])
    _refuse(path, wrong, written, "times must rise in equal steps (standard time, no daylight saving)")
    if not SHORTEST_STEP_MIN <= step <= LONGEST_STEP_MIN or LONGEST_STEP_MIN % step:
        raise WeatherError(
            f"{path}: samples are {step} minutes apart; a step of {SHORTEST_STEP_MIN} to {LONGEST_STEP_MIN} minutes "
            "that divides the hour belongs here"
        )
    minute = minute - step * (columns.label == "end")
    return _of_year(path, minute, LONGEST_STEP_MIN // step)


def _of_year(path: Path, minute: Ints, samples_an_hour: int) -> tuple[Ints, int, bool, Notes]:
    year = int(minute[len(minute) // 2].astype("datetime64[m]").astype("datetime64[Y]").astype(np.int64)) + EPOCH
    first = int(np.datetime64(f"{year}-01-01", "m").astype(np.int64))
    leap = isleap(year)
    hours = HOURS_PER_YEAR + 24 * leap
    hour = (minute - first) // 60
    outside = np.unique(hour[(hour < 0) | (hour >= hours)])
    if len(outside) > MOST_WRAPPED_H:
        raise WeatherError(f"{path}: holds more than the year {year}; name one calendar year, January to December")
    notes: Notes = ()
    if len(outside):
        notes = (
            Message(
                "{hours} hours fall out of {year} in the site's zone and were taken at its other end.",
                hours=len(outside),
                year=year,
            ),
        )
    return hour % hours, samples_an_hour, leap, notes


def _values(path: Path, cells: pd.Series[str], key: str) -> Floats:
    import pandas as pd

    column = EPW_COLUMNS[key]
    values = pd.to_numeric(cells, errors="coerce").to_numpy(dtype=np.float64)
    values = values * (PA_PER_HPA if key == "pressure_pa" else 1.0)
    beyond = (values < column.low) | (values > column.high)
    scale = PA_PER_HPA if key == "pressure_pa" else 1.0
    _refuse(
        path,
        beyond | (np.isnan(values) & cells.notna().to_numpy()),
        cells,
        f"the {WORDS[key]} must be a number between {column.low / scale:g} and {column.high / scale:g}",
    )
    if key == "humidity_pct" and np.nanmax(values, initial=0.0) <= LARGEST_HUMIDITY_FRACTION:
        raise WeatherError(
            f"{path}: the relative humidity never passes {np.nanmax(values, initial=0.0):g}: percent belong here, "
            "50 and not 0.5; mend the file"
        )
    return values


def _lines(hour: Ints, hours: int) -> Ints:
    """Return the line of each hour's first sample; of the next sample there is, where the hour has none."""
    order = np.argsort(hour, kind="stable")
    next_sample = np.searchsorted(hour[order], np.arange(hours))
    return FIRST_LINE + order[np.minimum(next_sample, len(order) - 1)]


def _mean(values: Floats, hour: Ints, hours: int, least: float) -> Floats:
    known = ~np.isnan(values)
    count = np.bincount(hour[known], minlength=hours)
    total = np.bincount(hour[known], weights=values[known], minlength=hours)
    return np.where(count >= max(least, 1), total / np.maximum(count, 1), np.nan)


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
        assumed["ghi_w_m2"] = CLEARNESS_ASSUMED * sun.clear_sky_w_m2(place, days)
        notes += (
            Message(
                "The file has no radiation: {share} of the clear sky's was assumed (0.4 to 0.8); solar yields are "
                "not to be relied on.",
                share=f"{CLEARNESS_ASSUMED:g}",
            ),
        )
    return assumed, notes


def _refuse(path: Path, bad: NDArray[np.bool_], cells: pd.Series[str], rule: str) -> None:
    rows = np.flatnonzero(bad)
    if len(rows):
        where = Where(str(path), FIRST_LINE + int(rows[0]))
        raise WeatherError(f"{where}: {rule}, got {str(cells.iloc[int(rows[0])])!r}; mend the file")
