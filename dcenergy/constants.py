"""Physical constants, each with unit and source."""

from __future__ import annotations

from dataclasses import dataclass

GRAVITY_M_S2 = 9.80665
"""Standard gravity [m/s2]. CGPM 1901."""

ZERO_CELSIUS_K = 273.15
"""0 degC [K]. ITS-90."""

AIR_GAS_CONSTANT_J_KG_K = 287.042
"""Dry air [J/(kg K)]. ASHRAE Fundamentals 2017, ch. 1."""

AIR_HEAT_CAPACITY_KJ_KG_K = 1.006
"""Dry air at room temperature [kJ/(kg K)]. ASHRAE Fundamentals 2017, ch. 1, eq. 30."""

HOURS_PER_YEAR = 8760
"""Hours of a common year [h]."""

SECONDS_PER_HOUR = 3600.0
"""[s/h]"""


@dataclass(frozen=True)
class Liquid:
    """What a flow of heat needs to know of the liquid that carries it."""

    density_kg_m3: float
    heat_capacity_kj_kg_k: float


FRESH_WATER = Liquid(density_kg_m3=998.0, heat_capacity_kj_kg_k=4.186)
"""Water near 20 degC; at 8-30 degC within 0.4 %. IAPWS-95 (CoolProp: 998.2, 4.184)."""

SEA_WATER = Liquid(density_kg_m3=1025.0, heat_capacity_kj_kg_k=3.993)
"""Sea water of 35 g/kg near 15 degC; within 0.5 % at 5-25 degC. TEOS-10."""
