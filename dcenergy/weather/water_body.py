"""Temperature of a lake, a river or the sea at the intake, hour by hour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Discriminator, Field, Tag, model_validator

from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import WeatherError
from dcenergy.section import Section, listed, option, quantity
from dcenergy.series.hours import fitted
from dcenergy.weather.hourly import Calendar, Floats, Weather

COLDEST_C, WARMEST_C = -2.5, 45.0
"""Liquid water at an intake: sea ice forms at -1.9 degC (TEOS-10, 35 g/kg), a little lower in brine; 45 degC is
above any lake or river."""

WaterTemperature = Annotated[float, Field(ge=COLDEST_C, le=WARMEST_C)]
WEEK_H = 168


class MonthlyWater(Section):
    """Twelve monthly means."""

    monthly_c: tuple[WaterTemperature, ...] = listed(
        doc="Mean temperature of each month, January first.", min_length=12, max_length=12
    )


class SeasonalWater(Section):
    """A sine over the year: what is known of most lakes at depth."""

    mean_c: float = quantity(ge=COLDEST_C, le=WARMEST_C, low=0, high=35, doc="Mean of the year.")
    amplitude_k: float = quantity(ge=0, le=25, low=0, high=15, doc="Half the way from coldest to warmest.")
    coldest_day: float = quantity(
        45,
        ge=1,
        le=366,
        low=20,
        high=120,
        source="assumption",
        doc="Day of the year of the coldest water; surface water in mid-February, deep water later.",
    )

    @model_validator(mode="after")
    def _stays_liquid(self) -> Self:
        coldest_c, warmest_c = self.mean_c - self.amplitude_k, self.mean_c + self.amplitude_k
        if coldest_c < COLDEST_C or warmest_c > WARMEST_C:
            raise ValueError(
                f"mean_c -/+ amplitude_k reaches {coldest_c:g} to {warmest_c:g} degC; "
                f"water at an intake is between {COLDEST_C:g} and {WARMEST_C:g}"
            )
        return self


class HourlyWater(Section):
    """Every hour of the year."""

    hourly_c: tuple[WaterTemperature, ...] = listed(doc="Temperature of each hour, 8760 or 8784.")

    @model_validator(mode="after")
    def _is_a_year(self) -> Self:
        if len(self.hourly_c) not in (HOURS_PER_YEAR, HOURS_PER_YEAR + 24):
            raise ValueError(f"hourly_c must have 8760 or 8784 values, got {len(self.hourly_c)}")
        return self


class AirRegression(Section):
    """S-curve of weekly water over weekly air temperature. Mohseni, Stefan and Erickson 1998."""

    coldest_c: float = quantity(
        0.8, ge=0, le=20, low=0, high=5, source="assumption", doc="What the river falls to in frost."
    )
    warmest_c: float = quantity(
        26.2, ge=5, le=45, low=18, high=33, source="assumption", doc="What it rises to in heat."
    )
    steepness_per_k: float = quantity(
        0.18, gt=0, le=1, low=0.1, high=0.3, source="assumption", doc="Of the curve at its middle."
    )
    middle_air_c: float = quantity(
        13.3, ge=-10, le=40, low=9, high=18, source="assumption", doc="Air where the curve is steepest."
    )

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.warmest_c <= self.coldest_c:
            raise ValueError(f"warmest_c must be above coldest_c, got {self.warmest_c:g} and {self.coldest_c:g}")
        return self


class RiverFromAir(Section):
    """A river that follows the air of the week."""

    river_from_air: AirRegression = option(doc="Mohseni's curve; `{}` takes all its defaults.")


KINDS: Mapping[str, type[Section]] = {
    "monthly_c": MonthlyWater,
    "mean_c": SeasonalWater,
    "hourly_c": HourlyWater,
    "river_from_air": RiverFromAir,
}
"""The key that says which: exactly one of these stands in a water source."""


def _kind(source: Any) -> str | None:
    """Return the name of the only kind whose key is there."""
    if isinstance(source, Section):
        return type(source).__name__
    named = [kind.__name__ for key, kind in KINDS.items() if isinstance(source, dict) and key in source]
    return named[0] if len(named) == 1 else None


WaterSource = Annotated[
    Annotated[MonthlyWater, Tag("MonthlyWater")]
    | Annotated[SeasonalWater, Tag("SeasonalWater")]
    | Annotated[HourlyWater, Tag("HourlyWater")]
    | Annotated[RiverFromAir, Tag("RiverFromAir")],
    Discriminator(
        _kind,
        custom_error_type="water_source",
        custom_error_message=f"name exactly one of {', '.join(KINDS)} (with mean_c go amplitude_k and coldest_day)",
    ),
]


def temperature_c(source: WaterSource, weather: Weather) -> Floats:
    """Return the water's temperature in every hour of the weather's year [degC].

    Raises
    ------
    WeatherError
        Where hourly values are of another year, or a river lacks the air it follows.
    """
    return _COURSES[type(source)](source, weather)


def monthly_course_c(monthly_c: Floats, days: Calendar) -> Floats:
    """Interpolate monthly means through the middles of the months, round the year [degC].

    >>> from dcenergy.weather.hourly import calendar
    >>> monthly_course_c(np.arange(12.0), calendar())[[0, 372]].round(2).tolist()
    [5.49, 0.0]
    """
    hours = np.arange(days.hours)
    middles = [hours[days.month == month].mean() for month in range(1, 13)]
    return np.interp(hours, middles, monthly_c, period=days.hours)


def seasonal_course_c(mean_c: float, amplitude_k: float, coldest_day: float, days: Calendar) -> Floats:
    """Sine of the year, coldest at noon of `coldest_day` [degC].

    >>> from dcenergy.weather.hourly import calendar
    >>> seasonal_course_c(10.5, 2.5, 60, calendar()).min().round(2)
    np.float64(8.0)
    """
    day = days.day_of_year + (days.hour + 0.5) / 24 - 0.5
    return mean_c - amplitude_k * np.cos(2 * np.pi * (day - coldest_day) / (days.hours / 24))


def river_c(air_c: Floats, curve: AirRegression) -> Floats:
    """Water of a river whose air had `air_c` in the mean of a week [degC].

    Mohseni, Stefan and Erickson 1998 (doi:10.1029/98WR01877), eq. 1, without hysteresis; made for streams
    that no dam, snow melt or warm discharge governs.

    >>> river_c(np.array([-30.0, 13.3, 60.0]), AirRegression()).round(1).tolist()
    [0.8, 13.5, 26.2]
    """
    rise_k = curve.warmest_c - curve.coldest_c
    water_c: Floats = curve.coldest_c + rise_k / (1 + np.exp(curve.steepness_per_k * (curve.middle_air_c - air_c)))
    return water_c


def weekly_mean(hourly: Floats) -> Floats:
    """Mean of the 168 hours around each hour, round the year."""
    around = np.concatenate([hourly[-WEEK_H // 2 :], hourly, hourly[: WEEK_H // 2]])
    summed: Floats = np.concatenate([[0.0], np.cumsum(around)])
    return (summed[WEEK_H:] - summed[:-WEEK_H])[: len(hourly)] / WEEK_H


def _monthly(source: MonthlyWater, weather: Weather) -> Floats:
    return monthly_course_c(np.array(source.monthly_c), weather.calendar)


def _seasonal(source: SeasonalWater, weather: Weather) -> Floats:
    return seasonal_course_c(source.mean_c, source.amplitude_k, source.coldest_day, weather.calendar)


def _hourly(source: HourlyWater, weather: Weather) -> Floats:
    return fitted(np.array(source.hourly_c), weather.hours)


def _river(source: RiverFromAir, weather: Weather) -> Floats:
    if weather.place is None:
        raise WeatherError("river_from_air: follows the air, and there is no weather; name the site's weather")
    return river_c(weekly_mean(weather.temp_c), source.river_from_air)


_COURSES: Mapping[type[Section], Callable[[Any, Weather], Floats]] = {
    MonthlyWater: _monthly,
    SeasonalWater: _seasonal,
    HourlyWater: _hourly,
    RiverFromAir: _river,
}
