"""The columns of a file of one's own monthly normals: what each means, in which unit, and what it can be."""

from __future__ import annotations

from dataclasses import dataclass

Mistake = tuple[float, float, str]
"""Values from, to, and what they look like: a slip that is known."""


@dataclass(frozen=True)
class Column:
    """A column of numbers; `low` and `high` are what can be, in the file's unit."""

    unit: str
    low: float
    high: float
    mistakes: tuple[Mistake, ...] = ()

    def advice(self, value: float) -> str:
        """Say what a value beyond the bounds may be instead."""
        return next((words for low, high, words in self.mistakes if low <= value <= high), "mend the file")


KELVIN: Mistake = (190.0, 330.0, "that looks like kelvin: subtract 273.15")
FAHRENHEIT: Mistake = (55.0, 135.0, "that looks like degrees Fahrenheit: subtract 32, then divide by 1.8")
PASCAL: Mistake = (50.0, 5000.0, "that looks like Pa: divide by 100")

PLACE = {
    "latitude_deg": Column("degrees, north positive", -90.0, 90.0),
    "longitude_deg": Column("degrees, east positive", -180.0, 180.0),
    "altitude_m": Column("m", -450.0, 6000.0),
    "utc_offset_h": Column("h, east positive", -12.0, 14.0),
}
"""Where the normals are from."""

WORDS = ("place", "source")
"""Columns of text: what the place is called, and who says so."""

MONTH = "month"

TEMPERATURES = {
    name: Column("degC", -75.0, 55.0, (KELVIN, FAHRENHEIT)) for name in ("temp_c", "temp_max_c", "temp_min_c")
}
"""Means of the month, of its days' highest and of its days' lowest; Vostok to the Dead Sea, rounded out."""

HUMIDITIES = {
    "vapour_pressure_hpa": Column("hPa", 0.001, 42.0, (PASCAL,)),
    "dew_point_c": Column("degC", -80.0, 30.0, (KELVIN, FAHRENHEIT)),
    "humidity_pct": Column("%", 3.0, 100.0, ((0.0, 1.1, "percent belong here: 50 and not 0.5"),)),
}
"""Mean vapour pressure, mean of the dew points, or mean relative humidity: exactly one. No month's mean dew point
passes 30 degC (Persian Gulf), no month's humidity falls below 5 % (assumption)."""

OTHERS = {
    "pressure_hpa": Column(
        "hPa",
        400.0,
        1090.0,
        (
            (40.0, 110.0, "that looks like kPa: multiply by 10"),
            (40_000.0, 110_000.0, "that looks like Pa: divide by 100"),
        ),
    ),
    "ghi_kwh_m2_day": Column(
        "kWh/m2 a day",
        0.0,
        12.0,
        (
            (12.0, 50.0, "that looks like MJ/m2 a day: divide by 3.6; or a month's sum: divide by its days"),
            (50.0, 400.0, "that looks like the month's sum or a mean in W/m2: divide by its days, or by 41.7"),
            (400.0, 12_000.0, "that looks like Wh/m2 a day: divide by 1000"),
        ),
    ),
    "wind_m_s": Column("m/s", 0.1, 20.0, ((20.0, 75.0, "that looks like km/h: divide by 3.6"),)),
    "temp_spread_k": Column("K", 0.1, 15.0),
    "dew_point_spread_k": Column("K", 0.1, 15.0),
}
"""Optional. Radiation: the plateau of Antarctica has 10 in December. A month without any wind is one that nobody
measured. Deviations of days: 10 K in Siberia's winters, rounded out."""

SPREADS = ("temp_spread_k", "dew_point_spread_k")
MONTHLY = TEMPERATURES | HUMIDITIES | OTHERS
ALL = ("place", *PLACE, "source", MONTH, *MONTHLY)
"""In the order in which they are written; any order is read."""
