"""A measured year from a CSV file: columns as the profile names them, any step from 5 minutes to an hour.

Samples are averaged to hours of local standard time; an hour with fewer than half of its samples counts as
missing, and is mended or refused by the rules of `mending.py`. Refused, with the line: a column that is not
there, text for a number or a time, values that cannot be, times out of order or of a changing step, and
anything but one calendar year.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import WeatherError, Where, told_as
from dcenergy.language import Message
from dcenergy.section import Section, option, quantity
from dcenergy.series import delimited, raw_text
from dcenergy.weather import mending, sun
from dcenergy.weather.climate import CLEARNESS_ASSUMED, WIND_ASSUMED_M_S
from dcenergy.weather.formats import EPW_COLUMNS, WORDS, unit
from dcenergy.weather.hourly import Floats, Ints, Notes, Place, calendar
from dcenergy.weather.identity import Identity

if TYPE_CHECKING:
    import pandas as pd

SHORTEST_STEP_MIN, LONGEST_STEP_MIN = 5, 60
LEAST_SHARE = 0.5
"""Of an hour's samples, for its mean to count (assumption)."""

LARGEST_HUMIDITY_FRACTION = 1.1
"""A year that never passes it is written in fractions; no place on Earth has air as dry all year."""

ROUNDING = 1e-9
"""Of shares that sum to one."""

BEFORE_LABEL = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Steps from the start of an interval to its time."""

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
    label: Literal["start", "middle", "end"] = option(
        "start", doc="Whether the time is that of its interval's start, middle or end."
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
    names, ours = delimited.header(text), set(Columns.model_fields) - NO_COLUMN
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
        raise WeatherError(f"{where}: write the names of the columns in small letters, as temp_c; got {first[:60]!r}")
    if set(first.split()) & ours - {TIME}:
        raise WeatherError(f"{where}: separate the columns by commas, semicolons or tabs; got {first[:60]!r}")
    number = delimited.line_of(text, (TIME, "temp_c"))
    if number is not None:
        raise WeatherError(
            f"{Where(str(path), number)}: the names of the columns stand here; delete what is above them"
        )


@told_as(WeatherError)
def parse(path: Path, content: bytes, columns: Columns, place: Place) -> mending.Table:
    """Return the hours of a CSV file whose `content` was read from `path`.

    Raises
    ------
    WeatherError
        Where the file is not a calendar year of samples.
    """
    text, text_notes = raw_text.text(content)
    frame = delimited.table(path, text, (columns.time, *columns.named().values()))
    if len(frame) < FEWEST_SAMPLES:
        raise WeatherError(f"{path}: holds no samples; name a CSV file of one calendar year")
    samples = _samples(path, frame[columns.time], columns, place)
    means = {key: _mean(_values(path, frame[name], key), samples) for key, name in columns.named().items()}
    assumed, notes = _assumed(means, place, samples.leap)
    missing = np.full(samples.hours, np.nan)
    return mending.Table(
        file=str(path),
        lines=_lines(frame, samples),
        identity=Identity("file", path.name, text_notes + samples.notes + notes),
        place=place,
        **{key: means.get(key, assumed.get(key, missing)) for key in EPW_COLUMNS},
    )


@dataclass(frozen=True, eq=False)
class Samples:
    """When the samples were taken, in the site's zone."""

    hour: Ints  # of the year, in which the interval begins
    share: Floats  # of the interval in that hour; the rest is in the next
    an_hour: int
    leap: bool
    notes: Notes

    @property
    def hours(self) -> int:
        """Number of hours of the year [h]."""
        return HOURS_PER_YEAR + 24 * self.leap


def _samples(path: Path, written: pd.Series[str], columns: Columns, place: Place) -> Samples:
    import pandas as pd

    times = pd.to_datetime(written, errors="coerce", format="ISO8601", utc=True)
    _refuse_times(path, times.isna().to_numpy(), written)
    minute = times.to_numpy(dtype="datetime64[m]").astype(np.int64)
    zoned = written.str.contains(ZONE).to_numpy()
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
    return _of_year(path, minute - round(step * BEFORE_LABEL[columns.label]), step)


def _refuse_times(path: Path, unread: NDArray[np.bool_], written: pd.Series[str]) -> None:
    advice = "write all times so, the year first"
    if unread[0] and np.count_nonzero(unread) == 1:
        advice = "is this a row of units? Delete it"
    elif unread.any() and " 24:" in str(written.iloc[int(unread.argmax())]):
        advice = "midnight is 00:00 of the day that begins"
    _refuse(path, unread, written, "the time must be as 2024-01-31 13:05", advice)


def _of_year(path: Path, minute: Ints, step: int) -> Samples:
    year = int(minute[len(minute) // 2].astype("datetime64[m]").astype("datetime64[Y]").astype(np.int64)) + EPOCH
    hour, into = np.divmod(minute - int(np.datetime64(f"{year}-01-01", "m").astype(np.int64)), 60)
    share = np.minimum((60 - into) / step, 1.0)
    leap = isleap(year)
    hours = HOURS_PER_YEAR + 24 * leap
    touched = np.unique(np.concatenate([hour, hour[share < 1] + 1]))
    outside = int(np.count_nonzero((touched < 0) | (touched >= hours)))
    if outside > MOST_WRAPPED_H:
        raise WeatherError(f"{path}: holds more than the year {year}; name one calendar year, January to December")
    notes: Notes = ()
    if outside:
        notes += (
            Message(
                "{hours} hours fall out of {year} in the site's zone and were taken at its other end.",
                hours=outside,
                year=year,
            ),
        )
    if share.min() < 1:
        notes += (
            Message(
                "The file's samples begin {minutes} minutes after the hours of the site's zone: each hour is the "
                "mean of those that overlap it, by their share, which flattens the day by up to 1 % of its swing. If "
                "the times are the middle of their hours, say so (`label: middle`).",
                minutes=str(int(into[share.argmin()])),
            ),
        )
    return Samples(hour % hours, share, LONGEST_STEP_MIN // step, leap, notes)


def _values(path: Path, cells: pd.Series[str], key: str) -> Floats:
    column = EPW_COLUMNS[key]
    values = delimited.numbers(path, cells) * (PA_PER_HPA if key == "pressure_pa" else 1.0)
    beyond = (values < column.low) | (values > column.high)
    scale = PA_PER_HPA if key == "pressure_pa" else 1.0
    _refuse(
        path,
        beyond | (np.isnan(values) & cells.notna().to_numpy()),
        cells,
        f"the {WORDS[key]} must be a number between {column.low / scale:g} and {column.high / scale:g}",
        f"give it in {unit(key, 'CSV')}, and leave cells without a value empty",
    )
    if key == "humidity_pct" and np.nanmax(values, initial=0.0) <= LARGEST_HUMIDITY_FRACTION:
        raise WeatherError(
            f"{path}: the relative humidity never passes {np.nanmax(values, initial=0.0):g}: percent belong here, "
            "50 and not 0.5; mend the file"
        )
    return values


def _lines(frame: pd.DataFrame, samples: Samples) -> Ints:
    """Return the line of each hour's first sample; of the next sample there is, where the hour has none."""
    order = np.argsort(samples.hour, kind="stable")
    next_sample = np.searchsorted(samples.hour[order], np.arange(samples.hours))
    lines: Ints = frame.index.to_numpy(dtype=np.int64)[order[np.minimum(next_sample, len(order) - 1)]]
    return lines


def _mean(values: Floats, samples: Samples) -> Floats:
    """Return the means of the hours, each sample counted by its share in them."""
    known = ~np.isnan(values)
    count, total = np.zeros(samples.hours), np.zeros(samples.hours)
    for hour, share in ((samples.hour, samples.share), ((samples.hour + 1) % samples.hours, 1 - samples.share)):
        count += np.bincount(hour[known], weights=share[known], minlength=samples.hours)
        total += np.bincount(hour[known], weights=(share * values)[known], minlength=samples.hours)
    enough = count >= LEAST_SHARE * samples.an_hour - ROUNDING
    means: Floats = np.full(samples.hours, np.nan)
    np.divide(total, count, out=means, where=enough)
    return means


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


def _refuse(
    path: Path, bad: NDArray[np.bool_], cells: pd.Series[str], rule: str, advice: str = "mend the file"
) -> None:
    rows = np.flatnonzero(bad)
    if len(rows):
        where = Where(str(path), int(cells.index[rows[0]]))
        raise WeatherError(f"{where}: {rule}, got {str(cells.iloc[int(rows[0])])!r}; {advice}")
