"""Air pressure of a year's hours: held against the height of the site, mended where single hours miss it.

A pressure is usual that lies within 10 % of the year's median; the median, within 3 % of the standard atmosphere at
the site's altitude. Where the median misses it by more, the year is of another height than the site's altitude says,
reduced to the level of the sea or in another unit: one note says which height would fit.
"""

from __future__ import annotations

import numpy as np

from dcenergy.language import Message
from dcenergy.weather import psychrometrics
from dcenergy.weather.hourly import Floats, Notes
from dcenergy.weather.table import Bools, Table, counted

BAND = 0.10
"""Of an hour about the usual pressure (assumption): the records at sea level, 870 and 1084 hPa (WMO), lie 14 and 7 %
from the standard atmosphere, and a typhoon's eye is no typical hour."""

MEDIAN_BAND = 0.03
"""Of a year's median about the standard atmosphere: 250 m (assumption). Seven real years and the normals of thirty
places lie within 2.0 % (Guiyang, Yan'an)."""

UNITS = {
    10.0: "kPa for hPa",
    100.0: "hPa for Pa",
    133.322: "mmHg for Pa",
    1000.0: "kPa for Pa",
    3386.39: "inHg for Pa",
    6894.76: "psi for Pa",
    100_000.0: "bar for Pa",
}
"""What a pressure is multiplied by to be what was meant, and which unit that is."""


def filled(table: Table) -> tuple[Floats, Notes]:
    """Return the pressure of every hour. [Pa]

    Raises
    ------
    WeatherError
        Where most hours stand in another unit.
    """
    standard_pa = float(psychrometrics.pressure_at_altitude_pa(table.place.altitude_m))
    missing = np.isnan(table.pressure_pa)
    _refuse_units(table, standard_pa, missing)
    median_pa = float(np.nanmedian(table.pressure_pa)) if not missing.all() else standard_pa
    miss = abs(median_pa / standard_pa - 1)
    if MEDIAN_BAND < miss <= BAND:
        return _of_another_height(table, median_pa, standard_pa)
    if miss > BAND:
        notes = (_replaced(table, median_pa, standard_pa), *_taken(table, missing, standard_pa))
        return np.full(len(missing), standard_pa), notes
    implausible = ~missing & ~_near(table.pressure_pa, standard_pa)
    values = np.where(missing | implausible, standard_pa, table.pressure_pa)
    return values, _taken(table, missing, standard_pa) + _mended(table, implausible, standard_pa)


def _refuse_units(table: Table, standard_pa: float, missing: Bools) -> None:
    for factor, unit in UNITS.items():
        lost = ~missing & _near(table.pressure_pa * factor, standard_pa)
        most = 2 * lost.sum() > (~missing).sum()
        hours = "all" if np.all(lost | missing) else "most"
        table.refuse(
            lost & most,
            f"the air pressure is 1/{factor:g} of that at {table.place.altitude_m:g} m in {hours} hours, a wrong "
            f"unit ({unit}?)",
            "give it in Pa in an EPW file, in hPa in TMY3 and in the column of `pressure_hpa`",
        )


def _of_another_height(table: Table, median_pa: float, standard_pa: float) -> tuple[Floats, Notes]:
    """Keep the pressures of a year of another height; its own median stands in for hours that have none."""
    filled = np.isnan(table.pressure_pa) | ~_near(table.pressure_pa, median_pa)
    note = Message(
        "The air pressure is {own} hPa in the median, as at {height} m; at the site's altitude of {altitude} m it is "
        "{standard} hPa. The file's pressure was kept. Check the altitude.",
        own=f"{median_pa / 100:.0f}",
        height=f"{_height_m(median_pa):.0f}",
        altitude=f"{table.place.altitude_m:g}",
        standard=f"{standard_pa / 100:.0f}",
    ).rated("moves")
    gaps = counted(
        filled,
        Message(
            "{hours} had no air pressure, or one over {band} from the median; the median was taken, {pressure} Pa."
        ),
        band=f"{BAND:.0%}",
        pressure=f"{median_pa:.0f}",
    )
    return np.where(filled, median_pa, table.pressure_pa), (note, *gaps)


def _replaced(table: Table, median_pa: float, standard_pa: float) -> Message:
    return Message(
        "The air pressure is {own} hPa in the median, as at {height} m; the site's altitude is {altitude} m. It was "
        "replaced in all hours by the standard atmosphere there, {pressure} Pa. Check the altitude, the unit of "
        "the pressure, and that it is the station's own, not that reduced to the level of the sea.",
        own=f"{median_pa / 100:.0f}",
        height=f"{_height_m(median_pa):,.0f}",
        altitude=f"{table.place.altitude_m:g}",
        pressure=f"{standard_pa:.0f}",
    ).rated("moves")


def _taken(table: Table, missing: Bools, standard_pa: float) -> Notes:
    return counted(
        missing,
        Message(
            "{hours} had no air pressure; it was taken from the standard atmosphere at {altitude} m, {pressure} Pa."
        ),
        altitude=f"{table.place.altitude_m:g}",
        pressure=f"{standard_pa:.0f}",
    )


def _mended(table: Table, implausible: Bools, standard_pa: float) -> Notes:
    return counted(
        implausible,
        Message(
            "{hours} had an air pressure over {band} from that of the altitude; it was taken from the standard "
            "atmosphere at {altitude} m, {pressure} Pa."
        ),
        band=f"{BAND:.0%}",
        altitude=f"{table.place.altitude_m:g}",
        pressure=f"{standard_pa:.0f}",
    )


def _height_m(pressure_pa: float) -> float:
    """Height at which the standard atmosphere has this pressure. [m] ASHRAE Fundamentals 2017, ch. 1, eq. 3.

    >>> round(_height_m(101_325.0)), round(_height_m(84_556.0))  # table 1: 0 m and 1,500 m
    (0, 1500)
    """
    return float((1 - (pressure_pa / 101_325.0) ** (1 / 5.2559)) / 2.25577e-5)


def _near(pressure_pa: Floats, standard_pa: float) -> Bools:
    near: Bools = np.abs(pressure_pa / standard_pa - 1) <= BAND
    return near
