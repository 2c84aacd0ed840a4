"""How far days differ, estimated anew; prints what `dcenergy/weather/` holds of it, and what that is worth.

dcenergy/reference/days.csv holds monthly statistics of 35 weather years: ten by which typical years are judged
(typical_year.py), and 25 that come with public Python packages: TMY3, TMYx, IWEC, CWEC and one year as measured. None
of these is within 300 km of a judge. Days are their means less the course that `series.days_of_months` draws through
the months; the dew point is that of the mean vapour pressure.

The regressions (`spreads.py`) see the 25 alone. That of 65 years is the start; what the 25 say of its annual ranges
and its latitude is added, by least squares held back a little (a ridge). Whether that helps is told by leaving each
station out, and all within 400 km. What stations have beyond the regressions is carried to others by kriging
(`neighbours.py`), which is told by leaving each of the 35 out.

    python benchmarks/spreads_of_days.py
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence

import numpy as np

from dcenergy.weather import neighbours
from dcenergy.weather.hourly import Floats
from dcenergy.weather.sphere import distance_km
from dcenergy.weather.spreads import MONTHS

JUDGES = (
    "Beijing",
    "Guiyang",
    "Changning",
    "Hohhot",
    "Golden",
    "Tampa",
    "Chicago O'Hare",
    "Greensboro",
    "Sand Point",
    "Miami",
)
RIDGE = 1.0
"""Holds what is added near 0 (assumption, 0.3 to 3: no coefficient then moves by more than 0.03)."""

NEIGHBOURS_KM = 400.0
REACHES_KM = (500.0, 1000.0, 1500.0, 3000.0)
NOISES = (0.03, 0.1, 0.3)

Station = Mapping[str, Floats]


def every_station() -> Mapping[str, Station]:
    """Monthly columns of all 35."""
    with open(neighbours.TABLE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    months: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        months.setdefault(row["place"], []).append(row)
    numbers = [key for key in rows[0] if key not in ("place", "source")]
    return {name: {key: np.array([float(row[key]) for row in of]) for key in numbers} for name, of in months.items()}


def stations() -> list[Station]:
    """Monthly columns of the 25."""
    return [station for name, station in every_station().items() if name not in JUDGES]


def first_temp_k(of: Station) -> Floats:
    """Deviation of the days' temperatures by the regression of 65 years. [K]"""
    latitude = np.abs(of["latitude_deg"])
    season = np.cos(2 * np.pi * (MONTHS - np.where(of["latitude_deg"] >= 0, 1, 7)) / 12)
    change_k = np.abs(np.roll(of["temp_c"], -1) - np.roll(of["temp_c"], 1)) / 2
    spread_k: Floats = np.exp(
        -0.857
        + 0.267 * np.log(np.ptp(of["temp_c"]))
        + 0.0120 * latitude
        + (0.098 + 0.0028 * latitude) * season
        + 0.136 * np.log(of["temp_range_k"])
        + 0.0106 * change_k
        + 0.0785 * np.minimum(of["wind_m_s"], 8.0)
    )
    return spread_k


def first_dew_point_k(of: Station, temp_spread_k: Floats) -> Floats:
    """Deviation of the days' dew points by the regression of 65 years. [K]"""
    depression_k = np.maximum(of["temp_c"] - of["dew_point_c"], 0.5)
    dew_point_c = of["dew_point_c"]
    spread_k: Floats = np.exp(
        0.41
        + 0.72 * np.log(temp_spread_k)
        + 0.068 * np.log(depression_k)
        - 0.0073 * dew_point_c
        - 0.0006 * dew_point_c**2
    )
    return spread_k


def of_temp(of: Station) -> Floats:
    """What is added to the temperature's regression: a constant, the months' range, the latitude."""
    one = np.ones(12)
    return np.stack([one, one * np.log(np.ptp(of["temp_c"])), np.abs(of["latitude_deg"]) / 45], axis=1)


def of_dew_point(of: Station) -> Floats:
    """What is added to the dew point's: a constant, the months' range, the dew point."""
    one = np.ones(12)
    return np.stack([one, one * np.log(np.ptp(of["dew_point_c"])), of["dew_point_c"] / 10], axis=1)


def solved(features: Sequence[Floats], wanted: Sequence[Floats]) -> Floats:
    """Coefficients of the ridge; the constant is all but free."""
    x, y = np.concatenate(features), np.concatenate(wanted)
    return np.asarray(np.linalg.solve(x.T @ x + np.diag([1e-3, RIDGE, RIDGE]), x.T @ y), dtype=np.float64)


def temp_fit(of: Sequence[Station]) -> Floats:
    """What is added for the temperature."""
    return solved([of_temp(one) for one in of], [np.log(one["temp_spread_k"] / first_temp_k(one)) for one in of])


def dew_point_fit(of: Sequence[Station]) -> Floats:
    """What is added for the dew point, given the temperature's deviation by `temp_fit`."""
    temp = temp_fit(of)
    wanted = [np.log(one["dew_point_spread_k"] / dew_point_start_k(one, temp)) for one in of]
    return solved([of_dew_point(one) for one in of], wanted)


def dew_point_start_k(of: Station, temp: Floats) -> Floats:
    """The first regression of the dew point, from the temperature's deviation as estimated anew. [K]"""
    return first_dew_point_k(of, first_temp_k(of) * np.exp(of_temp(of) @ temp))


def apart_km(one: Station, other: Station) -> float:
    """Distance of two stations."""
    return distance_km(*(float(of[key][0]) for of in (one, other) for key in ("latitude_deg", "longitude_deg")))


def left_out(every: Sequence[Station]) -> Mapping[str, tuple[float, float]]:
    """Root mean square of the log deviations of stations' years left out: of the first regression, and of this."""
    before: dict[str, list[float]] = {"temperature": [], "dew point": []}
    after: dict[str, list[float]] = {"temperature": [], "dew point": []}
    for one in every:
        rest = [other for other in every if apart_km(one, other) > NEIGHBOURS_KM]
        temp, dew_point = temp_fit(rest), dew_point_fit(rest)
        first = np.log(one["temp_spread_k"] / first_temp_k(one))
        before["temperature"].append(first.mean())
        after["temperature"].append((first - of_temp(one) @ temp).mean())
        before["dew point"].append(
            np.log(one["dew_point_spread_k"] / first_dew_point_k(one, first_temp_k(one))).mean()
        )
        start = np.log(one["dew_point_spread_k"] / dew_point_start_k(one, temp))
        after["dew point"].append((start - of_dew_point(one) @ dew_point).mean())
    return {key: (root_mean_square(before[key]), root_mean_square(after[key])) for key in before}


def beyond() -> list[float]:
    """Root mean square of what all stations have beyond the regressions."""
    return [float(value) for value in np.sqrt(np.mean(np.square(neighbours.stations().beyond), axis=(1, 2)))]


def carried(reach_km: float, noise: float) -> list[float]:
    """Root mean square of what stations left out have beyond the regressions and beyond what the others tell.

    Of ln of the temperatures' deviation and the dew points', and of Fisher's z of their correlation.
    """
    known, every = neighbours.stations(), list(every_station().values())
    apart = np.array([[apart_km(one, other) for other in every] for one in every])
    shared = np.exp(-apart / reach_km)
    missed = []
    for one in range(len(every)):
        rest = np.arange(len(every)) != one
        share = np.linalg.solve(shared[np.ix_(rest, rest)] + noise * np.eye(rest.sum()), shared[one, rest])
        mean = known.beyond[:, rest].mean(axis=1)
        told = mean + np.einsum("s,ksm->km", share, known.beyond[:, rest] - mean[:, None])
        missed.append(known.beyond[:, one] - told)
    return [float(value) for value in np.sqrt(np.mean(np.square(missed), axis=(0, 2)))]


def root_mean_square(errors: Sequence[float]) -> float:
    """Their size."""
    return float(np.sqrt(np.mean(np.square(errors))))


def coefficients(every: Sequence[Station]) -> Mapping[str, float]:
    """Those of spreads.py that differ from the first regression's, and what typical_air.py holds of days."""
    temp, dew_point = temp_fit(every), dew_point_fit(every)
    return {
        "temperature: constant": -0.857 + temp[0],
        "temperature: ln of the months' range": 0.267 + temp[1],
        "temperature: latitude": 0.0120 + temp[2] / 45,
        "dew point: constant": 0.41 + dew_point[0],
        "dew point: ln of the months' range": dew_point[1],
        "dew point: dew point": -0.0073 + dew_point[2] / 10,
        "dew point: skewness": float(np.mean([one["dew_point_skewness"] for one in every])),
        "range: deviation": float(np.mean([one["range_spread"] for one in every])),
        "range: with the depression": float(np.mean([one["range_with_depression"] for one in every])),
    }


def main() -> None:
    """Print the coefficients, and what they are worth."""
    every = stations()
    for name, value in coefficients(every).items():
        print(f"{name:40s}{value:9.4f}")
    for name, (before, after) in left_out(every).items():
        print(f"{name}, stations left out: {before:.0%} before, {after:.0%} now")
    print("beyond the regressions:", *(f"{value:.3f}" for value in beyond()))
    for reach_km in REACHES_KM:
        for noise in NOISES:
            print(f"  kriged, {reach_km:.0f} km, {noise:g}:", *(f"{value:.3f}" for value in carried(reach_km, noise)))


if __name__ == "__main__":
    main()
