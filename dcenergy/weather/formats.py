"""How EPW and TMY3 files are laid out, and what their columns can hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dcenergy.language import Message

Label = tuple[int, int, int]
"""Month, day of month, hour 1 to 24, as both formats write them: the hour's end."""


@dataclass(frozen=True)
class Layout:
    """Where a format keeps what."""

    name: str
    header: tuple[str, ...]  # fields of the first line
    header_lines: int
    fields: range  # of an hour: how many there can be
    label: Callable[[Sequence[str]], Label | None]


@dataclass(frozen=True)
class Column:
    """A column that is read: pvlib's name for it, and what its values can be in the file's unit."""

    name: str
    low: float
    high: float
    missing: float  # EPW: this and above mean missing; TMY3: this and below
    factor: float = 1.0  # to our unit


_EPW_LABEL = re.compile(r"\d{4},(\d{1,2}),(\d{1,2}),(\d{1,2})", re.ASCII)


def _epw_label(fields: Sequence[str]) -> Label | None:
    found = _EPW_LABEL.fullmatch(",".join(fields[:4]))
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _tmy3_label(fields: Sequence[str]) -> Label | None:
    found = re.fullmatch(r"(\d\d)/(\d\d)/\d{4},(\d\d):00", ",".join(fields[:2]), re.ASCII)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


EPW = Layout(
    name="EPW",
    header=(
        "LOCATION",
        "city",
        "state",
        "country",
        "data type",
        "WMO code",
        "latitude",
        "longitude",
        "time zone",
        "elevation",
    ),
    header_lines=8,
    fields=range(22, 36),  # up to the wind, up to all
    label=_epw_label,
)
TMY3 = Layout(
    name="TMY3",
    header=("USAF code", "name", "state", "time zone", "latitude", "longitude", "elevation"),
    header_lines=2,
    fields=range(68, 72),  # of 1 May 2008, of January 2015
    label=_tmy3_label,
)

EPW_COLUMNS = {
    "temp_c": Column("temp_air", -90.0, 60.0, missing=99.9),
    "dew_point_c": Column("temp_dew", -100.0, 45.0, missing=99.9),
    "humidity_pct": Column("relative_humidity", 0.0, 110.0, missing=999.0),
    "pressure_pa": Column("atmospheric_pressure", 0.0, 200_000.0, missing=999_999.0),
    "wind_m_s": Column("wind_speed", 0.0, 60.0, missing=999.0),
    "ghi_w_m2": Column("ghi", -20.0, 1500.0, missing=9999.0),
    "dni_w_m2": Column("dni", -20.0, 1400.0, missing=9999.0),
    "dhi_w_m2": Column("dhi", -20.0, 1200.0, missing=9999.0),
}
"""Missing codes: EnergyPlus Auxiliary Programs, EPW data dictionary. Bounds: WMO's records, rounded out."""

TMY3_COLUMNS = {
    "temp_c": Column("temp_air", -90.0, 60.0, missing=-9900.0),
    "dew_point_c": Column("temp_dew", -100.0, 45.0, missing=-9900.0),
    "humidity_pct": Column("relative_humidity", 0.0, 110.0, missing=-9900.0),
    "pressure_pa": Column("pressure", 0.0, 2000.0, missing=-9900.0, factor=100.0),
    "wind_m_s": Column("wind_speed", 0.0, 60.0, missing=-9900.0),
    "ghi_w_m2": Column("ghi", -20.0, 1500.0, missing=-9900.0),
    "dni_w_m2": Column("dni", -20.0, 1400.0, missing=-9900.0),
    "dhi_w_m2": Column("dhi", -20.0, 1200.0, missing=-9900.0),
}
"""Missing code: Users Manual for TMY3 Data Sets, NREL/TP-581-43156. Pressure in mbar."""


WORDS = {
    "temp_c": Message("dry bulb temperature"),
    "dew_point_c": Message("dew point"),
    "humidity_pct": Message("relative humidity"),
    "pressure_pa": Message("air pressure"),
    "wind_m_s": Message("wind speed"),
    "ghi_w_m2": Message("global horizontal radiation"),
    "dni_w_m2": Message("direct normal radiation"),
    "dhi_w_m2": Message("diffuse horizontal radiation"),
}
"""What messages call them."""

UNITS = {
    "temp_c": "degC",
    "dew_point_c": "degC",
    "humidity_pct": "percent",
    "wind_m_s": "m/s",
    "ghi_w_m2": "W/m2",
    "dni_w_m2": "W/m2",
    "dhi_w_m2": "W/m2",
}
"""What belongs in their columns; of the pressure it depends on the format."""

PRESSURE_UNITS = {"EPW": "Pa", "TMY3": "hPa", "CSV": "hPa"}


def unit(key: str, format_name: str) -> str:
    """Return the unit of a column in the files of a format.

    >>> unit("pressure_pa", "CSV"), unit("temp_c", "CSV")
    ('hPa', 'degC')
    """
    return PRESSURE_UNITS[format_name] if key == "pressure_pa" else UNITS[key]
