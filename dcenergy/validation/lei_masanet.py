"""The hyperscale PUE model of Lei and Masanet, as a model of its own to compare with.

Nuoa Lei and Eric Masanet, Statistical analysis for predicting location-specific data center PUE
and its improvement potential, Energy 201 (2020) 117556. Written from the published equations,
odd constants and all: it is what was published, not what dcenergy would choose. Powers are per
kW of IT; temperatures in degC, pressures in Pa, water in kg/s per kW.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dcenergy.weather.hourly import Floats

AIR_HEAT_CAPACITY = 1.01
WATER_HEAT_CAPACITY = 4.2
WET_BULB_STEPS = 60
"""Halvings of 100 K: far below the digits that the equations carry."""


@dataclass(frozen=True)
class Inputs:
    """The inputs that the paper draws at random; here the middle of each hyperscale range."""

    ups_efficiency: float = 0.945
    distribution_loss: float = 0.01
    lighting_share: float = 0.001
    supply_air_c: float = 22.5
    air_delta_t_k: float = 16.65
    heat_transfer_effectiveness: float = 0.8
    sensible_heat_ratio: float = 0.97
    chilled_delta_t_k: float = 7.5
    exchanger_approach_k: float = 2.25
    tower_approach_k: float = 4.75
    rejection_delta_t_k: float = 5.0
    chiller_load: float = 0.5
    cop_factor: float = 0.0
    fan_pressure_pa: float = 450.0
    fan_efficiency: float = 0.7
    economiser_pump_pa: float = 143_500.0
    chilled_pump_pa: float = 143_500.0
    rejection_pump_pa: float = 208_500.0
    pump_efficiency: float = 0.7
    tower_fan_pressure_pa: float = 150.0
    tower_liquid_to_gas: float = 1.15
    humidifier_pressure_pa: float = 7_000_000.0
    humidifier_efficiency: float = 0.7


def saturation_pressure_pa(temp_c: Floats | float, scale_pa: float = 611.21) -> Floats:
    """Vapour pressure of saturated air. [Pa] Buck (1981), as the paper writes it.

    >>> round(float(saturation_pressure_pa(20.0)), 1)
    2338.3
    """
    t = np.asarray(temp_c)
    return np.asarray(scale_pa * np.exp((18.678 - t / 234.5) * t / (t + 257.14)))


def enthalpy_kj_kg(temp_c: Floats | float, humidity_ratio: Floats | float) -> Floats:
    """Enthalpy of moist air over dry air at 0 degC. [kJ/kg]"""
    t = np.asarray(temp_c)
    return np.asarray(1.01 * t + (2500 + 1.84 * t) * humidity_ratio)


def wet_bulb_c(temp_c: Floats, humidity_ratio: Floats, pressure_pa: Floats | float) -> Floats:
    """Temperature at which saturated air has the same enthalpy; the wick's water is neglected. [degC]"""
    wanted = enthalpy_kj_kg(temp_c, humidity_ratio)
    low, high = np.asarray(temp_c) - 100.0, np.asarray(temp_c, dtype=float)
    for _ in range(WET_BULB_STEPS):
        middle = (low + high) / 2
        vapour = saturation_pressure_pa(middle, 611.2)
        above = enthalpy_kj_kg(middle, 0.62198 * vapour / (pressure_pa - vapour)) > wanted
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return np.asarray((low + high) / 2)


def chiller_cop(load: Floats | float, source_c: Floats | float, cop_factor: float = 0.0) -> Floats:
    """COP of a water-cooled chiller, a regression on load and entering condenser water. [-]

    Beyond some 40 degC it rises with the temperature: not to be used there.

    >>> [round(float(chiller_cop(x, t)), 4) for x, t in ((0.5, 20.0), (0.5, 30.0), (0.8, 40.0))]
    [8.7789, 6.0158, 5.6753]
    """
    x, t = np.asarray(load), np.asarray(source_c)
    cop = 16.798751 + 0.008840 * t**2 - 8.528931 * x**2 + 9.885294 * x - 0.760621 * t + 0.084615 * x * t
    return np.asarray(cop * (1 + cop_factor))


@dataclass(frozen=True, eq=False)
class Overhead:
    """Electricity beside IT per kW of IT, by part; arrays of shape (hours,)."""

    losses: float
    fans: Floats
    pumps: Floats
    chillers: Floats
    humidification: Floats

    @property
    def pue(self) -> Floats:
        """PUE of every hour. [-]"""
        return 1 + self.losses + self.fans + self.pumps + self.chillers + self.humidification


def losses(inputs: Inputs) -> float:
    """UPS, distribution and lighting per kW of IT. [kW]"""
    distribution = 1 / (1 - inputs.distribution_loss) - 1
    return (1 / inputs.ups_efficiency - 1) + distribution + inputs.lighting_share


def tower_system(inputs: Inputs, temp_c: Floats, humidity_ratio: Floats, pressure_pa: Floats) -> Overhead:
    """Water-cooled chillers with an integrated water-side economiser behind a cooling tower."""
    source_c = wet_bulb_c(temp_c, humidity_ratio, pressure_pa) + inputs.tower_approach_k
    duty, overhead = _water_system(inputs, source_c, pressure_pa)
    rejection_kg_s = (duty.coil_kw + duty.chiller_kw) / (WATER_HEAT_CAPACITY * inputs.rejection_delta_t_k)
    rejection_kw = _pump_kw(rejection_kg_s, inputs.rejection_pump_pa, inputs.pump_efficiency)
    density = 1.293 * (pressure_pa / 101_325) * (273.15 / (273.15 + temp_c))
    air_kg_s = rejection_kg_s / inputs.tower_liquid_to_gas
    tower_fan_kw = air_kg_s / density * inputs.tower_fan_pressure_pa / inputs.fan_efficiency / 1000
    return Overhead(
        losses=overhead.losses,
        fans=overhead.fans + tower_fan_kw,
        pumps=overhead.pumps + rejection_kw,
        chillers=overhead.chillers,
        humidification=overhead.humidification,
    )


@dataclass(frozen=True, eq=False)
class _Duty:
    coil_kw: float
    chiller_kw: Floats


def _water_system(inputs: Inputs, source_c: Floats, pressure_pa: Floats | float) -> tuple[_Duty, Overhead]:
    """What stands before the tower: fans, coil, free cooling, chiller, loop pumps, humidifier."""
    lost = losses(inputs)
    heat_kw = 1 + lost
    air_kg_s = heat_kw / (AIR_HEAT_CAPACITY * inputs.air_delta_t_k)
    density = 1.293 * (np.asarray(pressure_pa) / 101_325) * (273.15 / (273.15 + inputs.supply_air_c))
    fan_kw = air_kg_s / density * inputs.fan_pressure_pa / inputs.fan_efficiency / 1000
    coil_kw = heat_kw / inputs.sensible_heat_ratio
    return_air_c = inputs.supply_air_c + inputs.air_delta_t_k
    supply_c = return_air_c - inputs.air_delta_t_k / inputs.heat_transfer_effectiveness
    return_c = supply_c + inputs.chilled_delta_t_k
    mean_c = (return_air_c + inputs.supply_air_c) / 2
    humidified_kg_s = (coil_kw - heat_kw) / (-0.0013 * mean_c**2 - 2.3097 * mean_c + 2500.5)
    humidifier_kw = _pump_kw(humidified_kg_s, inputs.humidifier_pressure_pa, inputs.humidifier_efficiency)
    reach = (return_c - (source_c + inputs.exchanger_approach_k)) / inputs.chilled_delta_t_k
    free_kw = coil_kw * np.clip(reach, 0.0, 1.0)
    rest_kw = coil_kw - free_kw
    chiller_kw = rest_kw / chiller_cop(inputs.chiller_load, source_c, inputs.cop_factor)
    per_k = WATER_HEAT_CAPACITY * inputs.chilled_delta_t_k
    pumps = _pump_kw(free_kw / per_k, inputs.economiser_pump_pa, inputs.pump_efficiency) + _pump_kw(
        rest_kw / per_k, inputs.chilled_pump_pa, inputs.pump_efficiency
    )
    shape = np.zeros_like(source_c)
    overhead = Overhead(
        losses=lost,
        fans=fan_kw + shape,
        pumps=pumps,
        chillers=chiller_kw,
        humidification=humidifier_kw + shape,
    )
    return _Duty(coil_kw, chiller_kw), overhead


def _pump_kw(flow_kg_s: Floats | float, pressure_pa: float, efficiency: float) -> Floats:
    """Pump of a liquid of 1,000 kg/m3. [kW]"""
    return np.asarray(pressure_pa * np.asarray(flow_kg_s) / (1e6 * efficiency))
