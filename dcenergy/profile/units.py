"""Units, read off the names of quantities: `peak_w` is in W, `head_m` in m."""

from __future__ import annotations

from dcenergy.language import Message

UNITS = {
    "w": "W",
    "kw": "kW",
    "it_kw": "IT kW",
    "kwp": "kWp",
    "mw": "MW",
    "kwh": "kWh",
    "mwh": "MWh",
    "c": "°C",
    "k": "K",
    "pa": "Pa",
    "kpa": "kPa",
    "m": "m",
    "m2": "m²",
    "m3": "m³",
    "m_s": "m/s",
    "m3_s": "m³/s",
    "l": "L",
    "l_s": "L/s",
    "g": "g",
    "kg": "kg",
    "t": "t",
    "h": "h",
    "s": "s",
    "deg": "°",
    "years": Message("years"),
    "hours": "h",
    "w_m2": "W/m²",
    "m2_k": "m² K",
    "kw_k": "kW/K",
    "w_w": "W/W",
    "kj_k": "kJ/K",
    "kj_kg_k": "kJ/(kg K)",
    "kg_m3": "kg/m³",
}
WORDS_IN_A_UNIT = 3


def unit(name: str) -> str:
    """Return the unit that ends the name of a quantity, or nothing.

    >>> unit("low_flow_m3_s"), unit("slope_per_k"), unit("factor_kg_per_kwh"), unit("utilisation")
    ('m³/s', 'per K', 'kg/kWh', '')
    >>> unit("equipment_kj_k_per_kw")
    'kJ/(K kW)'
    """
    above, per, below = name.rpartition("per_")
    if per and below in UNITS and (not above or above.endswith("_")):
        counted = unit(above.rstrip("_"))
        return _over(counted, UNITS[below]) if counted else Message("per {unit}", unit=UNITS[below])
    words = name.split("_")[1:]
    tails = ("_".join(words[-count:]) for count in range(WORDS_IN_A_UNIT, 0, -1))
    return next((UNITS[tail] for tail in tails if tail in UNITS), "")


def _over(counted: str, below: str) -> str:
    top, slash, bottom = counted.partition("/")
    return f"{top}/({bottom.strip('()')} {below})" if slash else f"{counted}/{below}"
