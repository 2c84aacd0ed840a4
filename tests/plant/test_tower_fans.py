"""The air flow that takes a heat, against the heat that the flow takes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dcenergy.plant.tower_fans import part_flow
from dcenergy.plant.tower_fill import surface_kj_kg, taken_by_air_kw
from dcenergy.weather.psychrometrics import saturated_enthalpy_kj_kg

PRESSURE_PA = 101_325.0


@given(
    flow=st.floats(1e-3, 0.999),
    wet_bulb_c=st.floats(-30, 35),
    approach_k=st.floats(0.2, 38),
    range_k=st.floats(0.02, 20),
    water_per_air=st.floats(0.1, 5),
    exponent=st.floats(0.0, 0.95),
    constant=st.floats(0.1, 10),
)
def test_the_flow_takes_the_heat(flow, wet_bulb_c, approach_k, range_k, water_per_air, exponent, constant):
    # the heat of any flow is computed by Merkel's equation; the flow must be found again from that heat
    surface = surface_kj_kg(np.array([wet_bulb_c + approach_k]), range_k, PRESSURE_PA)
    air, water_kg_s, full_kg_s = saturated_enthalpy_kj_kg(wet_bulb_c, PRESSURE_PA), 100.0, 100.0 / water_per_air
    heat_kw, full_kw = (
        taken_by_air_kw(surface, air, range_k, water_kg_s, share * full_kg_s, constant, exponent)
        for share in (flow, 1.0)
    )
    assume(
        1e-2 < heat_kw[0] < full_kw[0] * (1 - 1e-9)
    )  # below, the air is as rich as the surface before it is through
    args = (np.array([each]) for each in (range_k, water_kg_s, full_kg_s))
    found = part_flow(surface, air, *args, heat_kw, constant, exponent)
    taken_kw = taken_by_air_kw(surface, air, range_k, water_kg_s, found * full_kg_s, constant, exponent)
    assert taken_kw[0] == pytest.approx(heat_kw[0], rel=1e-8)
