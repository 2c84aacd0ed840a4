"""A table of hours as a file gave it, made into a year: mended by stated rules only, every time with a note.

- Dry bulb and wind missing for up to 6 hours on end are interpolated. Longer gaps of the wind take the
  mean of the year's other hours; longer gaps of the dry bulb are refused.
- A missing dew point follows from the relative humidity, else it is interpolated like the dry bulb.
- Relative humidity of 100 to 110 % counts as 100 %; a dew point up to 2 K above the dry bulb counts
  as the dry bulb. Rounding and psychrometers leave such hours; beyond, the file is refused.
- Pressure that is missing, or over 10 % away from the standard atmosphere at the site's altitude, is
  replaced by the latter. Where it is a tenth, a hundredth or a thousandth of it in all hours, it is refused:
  it stands in another unit.
- Radiation of 0 to -20 W/m2, a sensor's offset, counts as 0. A missing whole is the sum of its parts, missing
  parts are split from the whole after Erbs 1982; what then is missing for up to 6 hours is interpolated.
- What speaks against a year as a whole is noted (`plausibility.py`).
- Radiation whose parts miss the whole by over 3 % of the year's sum, with the sun at mid-hour, is left
  and noted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import WeatherError, Where
from dcenergy.language import Message
from dcenergy.weather import plausibility, psychrometrics, sun
from dcenergy.weather.hourly import Calendar, Floats, Ints, Notes, Place, Weather, calendar, from_air
from dcenergy.weather.identity import Identity

LONGEST_GAP_H = 6
LARGEST_SUPERSATURATION_K = 2.0
PRESSURE_BAND = 0.10
LOST_FACTORS = 10.0, 100.0, 1000.0  # kPa for hPa, hPa for Pa, kPa for Pa
LARGEST_CLOSURE_GAP = 0.03
"""Our own judgement (assumption); the pressure records at sea level, 870 and 1084 hPa (WMO), lie 14 and 7 %
from the standard atmosphere, and a typhoon's eye is no typical hour."""

LEAST_HUMIDITY_PCT = 0.05
"""Less is no measured humidity: files of one decimal write it as 0, which is missing (assumption)."""

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """The columns of a file, in hours from the start of its year, NaN where it has no value."""

    file: str
    lines: Ints  # of each hour in the file: its own, or of the first after it where it has none
    identity: Identity
    place: Place
    temp_c: Floats
    dew_point_c: Floats
    humidity_pct: Floats
    pressure_pa: Floats
    wind_m_s: Floats
    ghi_w_m2: Floats
    dni_w_m2: Floats
    dhi_w_m2: Floats

    def refuse(self, bad: Bools, problem: str, advice: str) -> None:
        """Raise for the first hour of `bad`, if there is one."""
        hours = np.flatnonzero(bad)
        if len(hours):
            where = Where(self.file, int(self.lines[hours[0]]))
            raise WeatherError(f"{where}: {problem} ({len(hours)} such hours in the file); {advice}")


def weather(table: Table) -> Weather:
    """Return the year that the table describes.

    Raises
    ------
    WeatherError
        Where no rule of this module mends what is wrong.
    """
    temp_c, temp_notes = _temp(table)
    dew_point_c, dew_notes = _dew_point(table, temp_c)
    pressure_pa, pressure_notes = _pressure(table)
    wind_m_s, wind_notes = _wind(table)
    days = calendar(leap=len(temp_c) != HOURS_PER_YEAR)
    zenith_deg = sun.apparent_zenith_deg(table.place, days)
    (ghi_w_m2, dni_w_m2, dhi_w_m2), sun_notes = _radiation(table, days, zenith_deg)
    doubts = (
        *plausibility.air(days, table.temp_c, table.dew_point_c, table.humidity_pct),
        *plausibility.time_of_day(table.place, temp_c),
        *plausibility.wind(days, wind_m_s),
        *plausibility.sunshine(days, sun.cosine(zenith_deg), ghi_w_m2, dni_w_m2),
    )
    notes = table.identity.notes + temp_notes + dew_notes + pressure_notes + wind_notes + sun_notes + doubts
    return from_air(
        table.identity.kind,
        table.identity.name,
        table.place,
        temp_c=temp_c,
        dew_point_c=dew_point_c,
        pressure_pa=pressure_pa,
        wind_m_s=wind_m_s,
        ghi_w_m2=ghi_w_m2,
        dni_w_m2=dni_w_m2,
        dhi_w_m2=dhi_w_m2,
        notes=tuple(dict.fromkeys(notes)),  # a file of our own may have said the same of its hours already
        draw=table.identity.draw,
    )


def bridged(values: Floats, longest_h: int = LONGEST_GAP_H) -> Floats:
    """Interpolate gaps (NaN) of up to `longest_h` hours; the year's last hour is followed by its first.

    >>> bridged(np.array([1.0, np.nan, 3.0, 4.0]), longest_h=1).tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    missing = np.isnan(values)
    if not missing.any() or missing.all():
        return values
    hours = np.arange(len(values))
    filled = np.interp(hours, hours[~missing], values[~missing], period=len(values))
    return np.where(missing & (_gap_length(missing) <= longest_h), filled, values)


def _gap_length(missing: Bools) -> Ints:
    """Return for each hour the length of the gap it belongs to, around the turn of the year [h]."""
    start = int(np.argmin(missing))  # an hour that is there, from which no gap runs over the end
    turned = np.roll(missing, -start)
    run = np.cumsum(np.diff(turned, prepend=False) != 0)
    return np.roll(np.where(turned, np.bincount(run)[run], 0), start)


def _number(hours: Bools) -> int:
    return int(np.count_nonzero(hours))


def _noted(note: Message) -> Notes:
    """Return a note that counts hours, or none where it counts none."""
    return (note,) if note.number else ()


def _counted(hours: Bools, note: Message, **values: object) -> Notes:
    """Return a note with the number of hours in it, or none where there are none."""
    count = _number(hours)
    counted = Message.counted(count, "{count} hour", "{count} hours", count=str(count))
    return (Message(note, hours=counted, **values),) if count else ()


def _temp(table: Table) -> tuple[Floats, Notes]:
    values = bridged(table.temp_c)
    table.refuse(
        np.isnan(values),
        f"the dry bulb is missing for more than {LONGEST_GAP_H} hours on end",
        "mend the file or take another",
    )
    return values, _noted(
        Message.counted(
            _number(np.isnan(table.temp_c)),
            "{count} hour without a dry bulb was interpolated.",
            "{count} hours without a dry bulb were interpolated.",
        )
    )


def _dew_point(table: Table, temp_c: Floats) -> tuple[Floats, Notes]:
    humidity = np.minimum(table.humidity_pct, 100.0)
    derivable = np.isnan(table.dew_point_c) & (humidity >= LEAST_HUMIDITY_PCT)
    vapour_pa = np.where(derivable, humidity, 100.0) / 100.0 * psychrometrics.saturation_pressure_pa(temp_c)
    derived_c = np.minimum(psychrometrics.dew_point_from_vapour_pressure_c(vapour_pa), temp_c)
    joined = np.where(derivable, derived_c, table.dew_point_c)
    values = bridged(joined)
    table.refuse(
        np.isnan(values),
        f"dew point and relative humidity are missing for more than {LONGEST_GAP_H} hours on end",
        "mend the file or take another",
    )
    table.refuse(
        values > temp_c + LARGEST_SUPERSATURATION_K,
        f"the dew point lies over {LARGEST_SUPERSATURATION_K:g} K above the dry bulb",
        "air cannot hold that water; mend the file or take another",
    )
    notes = (
        _counted(derivable, Message("{hours} had no dew point; it was taken from the relative humidity."))
        + _noted(
            Message.counted(
                _number(np.isnan(joined)),
                "{count} hour without dew point and humidity was interpolated.",
                "{count} hours without dew point and humidity were interpolated.",
            )
        )
        + _counted(
            table.humidity_pct > 100.0, Message("{hours} had a relative humidity above 100 %, counted as 100 %.")
        )
        + _counted(values > temp_c, Message("{hours} had a dew point above the dry bulb, counted as saturated."))
    )
    return np.minimum(values, temp_c), notes


def _pressure(table: Table) -> tuple[Floats, Notes]:
    standard_pa = float(psychrometrics.pressure_at_altitude_pa(table.place.altitude_m))
    missing = np.isnan(table.pressure_pa)
    implausible = ~missing & ~_near(table.pressure_pa, standard_pa)
    for factor in LOST_FACTORS:
        lost = ~missing & _near(table.pressure_pa * factor, standard_pa)
        table.refuse(
            lost & np.all(lost | missing),
            f"the air pressure is 1/{factor:g} of that at {table.place.altitude_m:g} m in all hours, a wrong unit",
            "give it in Pa in an EPW file, in hPa in TMY3 and in the column of `pressure_hpa`",
        )
    altitude, pressure = f"{table.place.altitude_m:g}", f"{standard_pa:.0f}"
    notes = _counted(
        missing,
        Message(
            "{hours} had no air pressure; it was taken from the standard atmosphere at {altitude} m, {pressure} Pa."
        ),
        altitude=altitude,
        pressure=pressure,
    ) + _counted(
        implausible,
        Message(
            "{hours} had an air pressure over {band} from that of the altitude; it was taken from the standard "
            "atmosphere at {altitude} m, {pressure} Pa."
        ),
        band=f"{PRESSURE_BAND:.0%}",
        altitude=altitude,
        pressure=pressure,
    )
    return np.where(missing | implausible, standard_pa, table.pressure_pa), notes


def _near(pressure_pa: Floats, standard_pa: float) -> Bools:
    return np.abs(pressure_pa / standard_pa - 1) <= PRESSURE_BAND


def _wind(table: Table) -> tuple[Floats, Notes]:
    missing = np.isnan(table.wind_m_s)
    table.refuse(missing & missing.all(), "the file holds no wind speed at all", "take another")
    values = bridged(table.wind_m_s)
    notes = _noted(
        Message.counted(
            _number(missing & ~np.isnan(values)),
            "{count} hour without a wind speed was interpolated.",
            "{count} hours without a wind speed were interpolated.",
        )
    ) + _noted(
        Message.counted(
            _number(np.isnan(values)),
            "{count} hour without a wind speed, in longer gaps, was given the year's mean.",
            "{count} hours without a wind speed, in longer gaps, were given the year's mean.",
        )
    )
    return np.where(np.isnan(values), np.nanmean(table.wind_m_s), values), notes


def _radiation(table: Table, days: Calendar, zenith_deg: Floats) -> tuple[tuple[Floats, Floats, Floats], Notes]:
    from pvlib.irradiance import erbs

    columns = table.ghi_w_m2, table.dni_w_m2, table.dhi_w_m2
    negative = np.any([column < 0 for column in columns], axis=0)
    whole, direct, diffuse = (np.where(column < 0, 0.0, column) for column in columns)
    upright = sun.cosine(zenith_deg)

    summed = np.isnan(whole) & ~np.isnan(direct) & ~np.isnan(diffuse)
    whole = np.where(summed, direct * upright + diffuse, whole)
    interpolated = np.isnan(whole)
    whole = bridged(whole)
    table.refuse(
        np.isnan(whole),
        f"radiation is missing for more than {LONGEST_GAP_H} hours on end",
        "mend the file or take another",
    )
    halved = np.isnan(direct) | np.isnan(diffuse)
    parts = erbs(whole, zenith_deg, days.day_of_year)
    direct, diffuse = np.where(halved, parts["dni"], direct), np.where(halved, parts["dhi"], diffuse)

    missed = np.abs(direct * upright + diffuse - whole).sum()
    gap = missed / whole.sum() if whole.sum() else 0.0
    notes = (
        _counted(negative, Message("{hours} had radiation slightly below 0, counted as 0."))
        + _counted(summed, Message("{hours} had no global radiation; it was summed from its parts."))
        + _noted(
            Message.counted(
                _number(interpolated),
                "{count} hour without radiation was interpolated.",
                "{count} hours without radiation were interpolated.",
            )
        )
        + _counted(
            halved,
            Message("{hours} had no direct or diffuse radiation; they were split from the global (Erbs 1982)."),
        )
    )
    if gap > LARGEST_CLOSURE_GAP:
        notes += (
            Message(
                "Direct and diffuse radiation miss the global by {gap} of the year's sum, hour by hour: the "
                "radiation is modelled, or its place, time zone or hours are not those of the header. "
                "Solar yields inherit this.",
                gap=f"{gap:.0%}",
            ),
        )
    return (whole, direct, diffuse), notes
