"""Mean vapour pressure of the months from the other humidities that normals are published in.

The mean vapour pressure is what a typical year keeps. Mean dew points and mean relative humidities do not tell it
exactly: vapour pressure rises with the dew point ever faster, so damp days weigh more in its mean than dry ones
weigh less. Stations state both over water, in frost too.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dcenergy.language import Message
from dcenergy.weather import psychrometrics
from dcenergy.weather.climate import Normals
from dcenergy.weather.days import expected
from dcenergy.weather.hourly import Floats, Notes
from dcenergy.weather.normals_columns import HUMIDITIES
from dcenergy.weather.normals_months import Months
from dcenergy.weather.typical_air import LARGEST_EXCESS

DRIEST = 0.08
"""Mean relative humidity of a year: no place has less (assumption; Tamanrasset in the Sahara has 0.2)."""


def from_dew_points_pa(dew_point_c: Floats, spread_k: Floats) -> Floats:
    """Mean vapour pressure of days whose dew points have this mean and this standard deviation [Pa].

    To the second order in the deviation: of normal dew points, whose vapour pressures are log-normal.

    >>> from_dew_points_pa(np.array([10.0]), np.array([5.0])).round(1).tolist()
    [1296.5]
    """
    slope_per_k = 17.62 * 243.12 / (243.12 + dew_point_c) ** 2
    return psychrometrics.saturation_over_water_pa(dew_point_c) * np.exp((slope_per_k * spread_k) ** 2 / 2)


def from_relative_humidity_pa(humidity_pct: Floats, temp_c: Floats) -> Floats:
    """Mean vapour pressure of the mean relative humidity, at the mean temperature [Pa].

    >>> from_relative_humidity_pa(np.array([50.0]), np.array([20.0])).round(1).tolist()
    [1166.3]
    """
    return humidity_pct / 100 * psychrometrics.saturation_over_water_pa(temp_c)


def most_pa(saturated_pa: Floats) -> Floats:
    """Mean over a day of what the air can hold, from that at its lowest, mean and highest temperature [Pa].

    Three points of a sine: Lobatto's rule for Chebyshev's weight.

    >>> most_pa(np.array([[1000.0], [1400.0], [2000.0]])).tolist()
    [1450.0]
    """
    low, middle, high = saturated_pa
    mean_pa: Floats = (low + 2 * middle + high) / 4
    return mean_pa


def vapour_pressure_pa(months: Months, climate: Normals) -> tuple[Floats, Notes]:
    """Return the mean vapour pressures, from whichever humidity the file has."""
    (given,) = (name for name in HUMIDITIES if name in months)
    values = months.values[given]
    notes: Notes = ()
    match given:
        case "dew_point_c":
            months.refuse(given, values > climate.temp_c, "is above temp_c; no air's mean dew point is")
            vapour_pa = from_dew_points_pa(values, _dew_point_spread_k(climate, values))
            notes = _dew_point_notes(climate, vapour_pa, values)
        case "humidity_pct":
            vapour_pa = from_relative_humidity_pa(values, climate.temp_c)
            notes = (
                Message(
                    "The vapour pressure of {place} was taken from mean relative humidity at mean temperature: by up "
                    "to 17 % wrong where days differ much in warmth.",
                    place=climate.name,
                ),
            )
        case _:
            vapour_pa = values
    _refuse_vapour(months, given, vapour_pa, climate)
    return vapour_pa, notes


def _dew_point_spread_k(climate: Normals, dew_point_c: Floats) -> Floats:
    if climate.dew_point_spread_k is not None:
        return climate.dew_point_spread_k
    of_mean_days = replace(climate, vapour_pressure_pa=psychrometrics.saturation_pressure_pa(dew_point_c))
    return expected(of_mean_days, climate.place).dew_point_k


def _dew_point_notes(climate: Normals, vapour_pa: Floats, dew_point_c: Floats) -> Notes:
    excess = vapour_pa / psychrometrics.saturation_over_water_pa(dew_point_c) - 1
    return (
        Message(
            "The vapour pressure of {place} was taken {low} to {high} above that of its mean dew points: days "
            "differ, and damp ones weigh more.",
            place=climate.name,
            low=f"{excess.min():.0%}",
            high=f"{excess.max():.0%}",
        ),
    )


def _refuse_vapour(months: Months, given: str, vapour_pa: Floats, climate: Normals) -> None:
    points_c = np.stack([climate.temp_min_c, climate.temp_c, climate.temp_max_c])
    share = vapour_pa / most_pa(psychrometrics.saturation_over_water_pa(points_c))
    months.refuse(
        given,
        share > 1 + LARGEST_EXCESS,
        f"is more vapour than air of the month's temperatures can hold ({share.max():.1f} times as much); mend it "
        "or the temperatures",
    )
    if share.mean() < DRIEST:
        months.refuse(
            given,
            share < DRIEST,
            f"is {share.mean():.1%} of what the air can hold, over the year; no place is as dry: "
            + (
                "is it in kPa (multiply by 10)?" if given == "vapour_pressure_hpa" else "mend it, or the temperatures"
            ),
        )
