"""Moist air by the equations of ASHRAE Fundamentals 2017, chapter 1 (SI), at site pressure.

Floats in, floats out; arrays in, arrays out; shapes broadcast. Holds from -100 to
200 degC and for pressures near that of the atmosphere. Saturation is over ice below the
triple point of water and over liquid from there up.

The wet bulb is that of a wick: wet while its temperature is 0 degC or more, iced below.
The two laws do not meet at 0 degC (the wick gives up its heat of fusion), so the wet bulb
of slowly drying air drops at 0 degC by up to some tenths of a kelvin.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dcenergy.constants import AIR_GAS_CONSTANT_J_KG_K, AIR_HEAT_CAPACITY_KJ_KG_K, ZERO_CELSIUS_K

Floats = NDArray[np.float64]
Number = float | Floats
Bools = NDArray[np.bool_]

WATER_TO_AIR = 0.621945
"""Molar mass of water over that of dry air [kg/kg]. ASHRAE 2017, eq. 20."""

TRIPLE_POINT_C = 0.01
"""Triple point of water [degC]. ITS-90."""

_ICE = (-5.6745359e3, 6.3925247, -9.6778430e-3, 6.2215701e-7, 2.0747825e-9, -9.4840240e-13, 4.1635019)
_LIQUID = (-5.8002206e3, 1.3914993, -4.8640239e-2, 4.1764768e-5, -1.4452093e-8, 0.0, 6.5459673)
"""Hyland and Wexler 1983: ln p [Pa] = c0/T + c1 + c2 T + c3 T^2 + c4 T^3 + c5 T^4 + c6 ln T, T in K.
ASHRAE 2017, eq. 5 and 6."""

_LIQUID_WICK = (2501.0, 2.326, 4.186)
_ICED_WICK = (2830.0, 0.24, 2.1)
"""Heat of vaporisation at 0 degC [kJ/kg], its slope [kJ/(kg K)], heat capacity of the wick's water
[kJ/(kg K)]. ASHRAE 2017, eq. 33 and 35."""

_VAPOUR_HEAT_KJ_KG = 2501.0
_VAPOUR_HEAT_CAPACITY_KJ_KG_K = 1.86
"""Enthalpy of vapour at 0 degC and its heat capacity. ASHRAE 2017, eq. 30."""

_NEWTON_STEPS = 10
_SETTLED_K = 1e-6


def pressure_at_altitude_pa(altitude_m: Number) -> Floats:
    """Pressure of the standard atmosphere [Pa], -500 to 11,000 m. ASHRAE 2017, eq. 3.

    >>> round(float(pressure_at_altitude_pa(1000.0)))
    89875
    """
    return 101_325.0 * (1 - 2.25577e-5 * np.asarray(altitude_m)) ** 5.2559


def saturation_pressure_pa(temp_c: Number) -> Floats:
    """Vapour pressure of saturated air [Pa]. ASHRAE 2017, eq. 5 and 6.

    >>> round(float(saturation_pressure_pa(20.0)), 1)
    2338.8
    """
    temp_c = np.asarray(temp_c)
    return np.exp(_log_saturation(temp_c, temp_c < TRIPLE_POINT_C))


def saturation_over_water_pa(temp_c: Number) -> Floats:
    """Vapour pressure of air saturated over water, supercooled below 0 degC, as stations report humidity [Pa].

    WMO-No. 8, Guide to Instruments and Methods of Observation (2018), annex 4.B.

    >>> saturation_over_water_pa(np.array([-10.0, 20.0])).round(1).tolist()
    [287.0, 2332.6]
    """
    temp_c = np.asarray(temp_c)
    return 611.2 * np.exp(17.62 * temp_c / (243.12 + temp_c))


def vapour_pressure_pa(humidity_ratio: Number, pressure_pa: Number) -> Floats:
    """Partial pressure of the water vapour [Pa]. ASHRAE 2017, eq. 20 solved for it.

    >>> round(float(vapour_pressure_pa(0.01, 101_325.0)), 1)
    1603.4
    """
    return np.asarray(pressure_pa) * humidity_ratio / (WATER_TO_AIR + np.asarray(humidity_ratio))


def humidity_ratio_from_vapour_pressure(vapour_pressure_pa: Number, pressure_pa: Number) -> Floats:
    """Water per dry air [kg/kg]. ASHRAE 2017, eq. 20.

    >>> round(float(humidity_ratio_from_vapour_pressure(2338.8, 101_325.0)), 6)
    0.014695
    """
    vapour = np.asarray(vapour_pressure_pa)
    return WATER_TO_AIR * vapour / (pressure_pa - vapour)


def humidity_ratio_from_dew_point(dew_point_c: Number, pressure_pa: Number) -> Floats:
    """Water per dry air [kg/kg] of air that would be saturated at `dew_point_c`.

    >>> round(float(humidity_ratio_from_dew_point(15.0, 101_325.0)), 5)
    0.01065
    """
    return humidity_ratio_from_vapour_pressure(saturation_pressure_pa(dew_point_c), pressure_pa)


def humidity_ratio_from_relative_humidity(temp_c: Number, relative_humidity: Number, pressure_pa: Number) -> Floats:
    """Water per dry air [kg/kg] at `relative_humidity` 0..1. ASHRAE 2017, eq. 12 and 20.

    >>> round(float(humidity_ratio_from_relative_humidity(25.0, 0.5, 101_325.0)), 5)
    0.00988
    """
    return humidity_ratio_from_vapour_pressure(relative_humidity * saturation_pressure_pa(temp_c), pressure_pa)


def humidity_ratio_from_wet_bulb(temp_c: Number, wet_bulb_c: Number, pressure_pa: Number) -> Floats:
    """Water per dry air [kg/kg]; iced wick below 0 degC. ASHRAE 2017, eq. 33 and 35.

    >>> round(float(humidity_ratio_from_wet_bulb(40.0, 20.0, 101_325.0)), 4)
    0.0064
    """
    wet_bulb_c = np.asarray(wet_bulb_c)
    heat, slope, wick = _either(wet_bulb_c < 0.0, _ICED_WICK, _LIQUID_WICK)
    saturated = humidity_ratio_from_dew_point(wet_bulb_c, pressure_pa)
    depression = np.subtract(temp_c, wet_bulb_c)
    gained = (heat - slope * wet_bulb_c) * saturated - AIR_HEAT_CAPACITY_KJ_KG_K * depression
    return gained / (heat + _VAPOUR_HEAT_CAPACITY_KJ_KG_K * temp_c - wick * wet_bulb_c)


def dew_point_c(humidity_ratio: Number, pressure_pa: Number) -> Floats:
    """Temperature at which the air would be saturated [degC]; frost point below 0.01 degC.

    >>> round(float(dew_point_c(0.01065, 101_325.0)), 2)
    15.0
    """
    return dew_point_from_vapour_pressure_c(vapour_pressure_pa(humidity_ratio, pressure_pa))


def dew_point_from_vapour_pressure_c(vapour_pressure_pa: Number) -> Floats:
    """Temperature at which this is the saturation pressure [degC]. Newton on its logarithm.

    >>> round(float(dew_point_from_vapour_pressure_c(2338.8)), 2)
    20.0
    """
    target: Floats = np.log(vapour_pressure_pa)
    magnus = target - np.log(610.94)  # Alduchov and Eskridge 1996, as the first guess
    temp_c: Floats = 243.04 * magnus / (17.625 - magnus)
    iced = target < np.log(saturation_pressure_pa(TRIPLE_POINT_C))
    step = np.zeros_like(temp_c)
    for _ in range(_NEWTON_STEPS):
        step = (_log_saturation(temp_c, iced) - target) / _log_saturation_slope(temp_c, iced)
        temp_c = temp_c - step
    _must_have_settled(step, "dew point")
    return temp_c


def wet_bulb_c(temp_c: Number, humidity_ratio: Number, pressure_pa: Number) -> Floats:
    """Wet-bulb temperature [degC], over ice below 0 degC (see the module). ASHRAE 2017, eq. 33 and 35.

    Newton from the dry bulb downwards: the balance of the wick is convex there, so every
    step stays on the warm side of the root.

    >>> round(float(wet_bulb_c(40.0, 0.0064, 101_325.0)), 1)
    20.0
    """
    temp_c, ratio = np.asarray(temp_c), np.asarray(humidity_ratio)
    iced = ratio < humidity_ratio_from_wet_bulb(temp_c, 0.0, pressure_pa)
    heat, slope, wick = _either(iced, _ICED_WICK, _LIQUID_WICK)
    vapour_heat = heat + _VAPOUR_HEAT_CAPACITY_KJ_KG_K * temp_c
    wet_c = np.broadcast_arrays(temp_c, ratio, pressure_pa)[0].astype(np.float64)
    step = np.zeros_like(wet_c)
    for _ in range(_NEWTON_STEPS):
        log_pressure, log_slope = _log_saturation(wet_c, iced), _log_saturation_slope(wet_c, iced)
        saturated = humidity_ratio_from_vapour_pressure(np.exp(log_pressure), pressure_pa)
        saturated_slope = saturated * log_slope * pressure_pa / (pressure_pa - np.exp(log_pressure))
        excess = (
            (heat - slope * wet_c) * saturated
            - AIR_HEAT_CAPACITY_KJ_KG_K * (temp_c - wet_c)
            - ratio * (vapour_heat - wick * wet_c)
        )
        rise = (heat - slope * wet_c) * saturated_slope - slope * saturated + AIR_HEAT_CAPACITY_KJ_KG_K + wick * ratio
        step = excess / rise
        wet_c = wet_c - step
    _must_have_settled(step, "wet bulb")
    return np.where(iced, wet_c, np.maximum(wet_c, 0.0))  # rounding may leave a wet wick at -1e-16


def enthalpy_kj_kg(temp_c: Number, humidity_ratio: Number) -> Floats:
    """Enthalpy of moist air per kg of dry air, 0 for dry air at 0 degC [kJ/kg]. ASHRAE 2017, eq. 30.

    >>> round(float(enthalpy_kj_kg(25.0, 0.01)), 2)
    50.62
    """
    temp_c = np.asarray(temp_c)
    vapour = _VAPOUR_HEAT_KJ_KG + _VAPOUR_HEAT_CAPACITY_KJ_KG_K * temp_c
    return AIR_HEAT_CAPACITY_KJ_KG_K * temp_c + humidity_ratio * vapour


def heat_capacity_kj_kg_k(humidity_ratio: Number) -> Floats:
    """Heat capacity of moist air per kg of dry air [kJ/(kg K)]. ASHRAE 2017, eq. 30 by temperature.

    >>> round(float(heat_capacity_kj_kg_k(0.01)), 4)
    1.0246
    """
    return AIR_HEAT_CAPACITY_KJ_KG_K + _VAPOUR_HEAT_CAPACITY_KJ_KG_K * np.asarray(humidity_ratio)


def temp_from_enthalpy_c(enthalpy: Number, humidity_ratio: Number) -> Floats:
    """Temperature of air of this enthalpy [kJ per kg of dry air] and humidity [degC]. ASHRAE 2017, eq. 30.

    >>> round(float(temp_from_enthalpy_c(50.62, 0.01)), 2)
    25.0
    """
    vapour = _VAPOUR_HEAT_KJ_KG * np.asarray(humidity_ratio)
    return np.asarray((enthalpy - vapour) / heat_capacity_kj_kg_k(humidity_ratio))


def saturated_temp_c(enthalpy: Number, pressure_pa: Number) -> Floats:
    """Temperature of saturated air of this enthalpy [kJ per kg of dry air], -60 to 60 degC [degC].

    Newton from a fitted first guess; enthalpy at saturation rises everywhere.

    >>> round(float(saturated_temp_c(57.42, 101_325.0)), 2)
    20.0
    """
    enthalpy, pressure = np.broadcast_arrays(np.asarray(enthalpy, float), np.asarray(pressure_pa, float))
    temp_c: Floats = 25.0 * (np.log(np.maximum(enthalpy + 30.0, 1.0)) - 3.676)  # within 1 K at 0 to 40 degC
    step = np.zeros_like(temp_c)
    for _ in range(_NEWTON_STEPS):
        iced = temp_c < TRIPLE_POINT_C
        log_pressure, log_slope = _log_saturation(temp_c, iced), _log_saturation_slope(temp_c, iced)
        ratio = humidity_ratio_from_vapour_pressure(np.exp(log_pressure), pressure)
        ratio_slope = ratio * log_slope * pressure / (pressure - np.exp(log_pressure))
        vapour = _VAPOUR_HEAT_KJ_KG + _VAPOUR_HEAT_CAPACITY_KJ_KG_K * temp_c
        rise = heat_capacity_kj_kg_k(ratio) + ratio_slope * vapour
        step = (enthalpy_kj_kg(temp_c, ratio) - enthalpy) / rise
        temp_c = temp_c - step
    _must_have_settled(step, "temperature of saturated air")
    return temp_c


def air_density_kg_m3(temp_c: Number, humidity_ratio: Number, pressure_pa: Number) -> Floats:
    """Mass of moist air, its vapour included, per volume [kg/m3]. ASHRAE 2017, eq. 9b and 26.

    >>> round(float(air_density_kg_m3(20.0, 0.0, 101_325.0)), 4)
    1.2042
    """
    ratio = np.asarray(humidity_ratio)
    kelvin = np.asarray(temp_c) + ZERO_CELSIUS_K
    return pressure_pa * (1 + ratio) / (AIR_GAS_CONSTANT_J_KG_K * kelvin * (1 + ratio / WATER_TO_AIR))


def dry_air_kg_m3(temp_c: Number, humidity_ratio: Number, pressure_pa: Number) -> Floats:
    """Mass of the dry air in a volume of moist air. [kg/m3]

    >>> round(float(dry_air_kg_m3(20.0, 0.01, 101_325.0)), 4)
    1.1851
    """
    return np.asarray(air_density_kg_m3(temp_c, humidity_ratio, pressure_pa) / (1 + np.asarray(humidity_ratio)))


def saturated_enthalpy_kj_kg(temp_c: Number, pressure_pa: Number) -> Floats:
    """Enthalpy of saturated air as an ideal gas. [kJ/kg dry air]

    ASHRAE Fundamentals 2017, ch. 1, table 2 has 57.56 at 20 degC for real air, 0.2 % more.

    >>> round(float(saturated_enthalpy_kj_kg(20.0, 101_325.0)), 2)
    57.42
    """
    return enthalpy_kj_kg(temp_c, humidity_ratio_from_dew_point(temp_c, pressure_pa))


def _log_saturation(temp_c: Floats, iced: Bools) -> Floats:
    """Return ln p_sat [Pa] over ice or liquid."""
    kelvin = temp_c + ZERO_CELSIUS_K
    c0, c1, c2, c3, c4, c5, c6 = _either(iced, _ICE, _LIQUID)
    powers = c1 + kelvin * (c2 + kelvin * (c3 + kelvin * (c4 + kelvin * c5)))
    return np.asarray(c0 / kelvin + powers + c6 * np.log(kelvin))


def _log_saturation_slope(temp_c: Floats, iced: Bools) -> Floats:
    """Return the slope of ln p_sat over ice or liquid. [1/K]"""
    kelvin = temp_c + ZERO_CELSIUS_K
    c0, _, c2, c3, c4, c5, c6 = _either(iced, _ICE, _LIQUID)
    slopes = c2 + kelvin * (2 * c3 + kelvin * (3 * c4 + kelvin * 4 * c5))
    return np.asarray(-c0 / kelvin**2 + slopes + c6 / kelvin)


def _either(iced: Bools, ice: tuple[float, ...], liquid: tuple[float, ...]) -> list[Number]:
    if not np.any(iced):  # ten times quicker, where solvers ask for warm water again and again
        return list(liquid)
    return [np.where(iced, *pair) for pair in zip(ice, liquid, strict=True)]


def _must_have_settled(step: Floats, what: str) -> None:
    if not np.all(np.abs(step) <= _SETTLED_K):
        raise ArithmeticError(f"the {what} did not settle: last step {np.max(np.abs(step)):.2g} K")
