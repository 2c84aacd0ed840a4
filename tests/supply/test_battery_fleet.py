"""Many batteries at once give what each gives alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dcenergy.supply import battery, battery_fleet
from dcenergy.supply.battery import Battery
from dcenergy.supply.dispatch import by_surplus

batteries = st.lists(
    st.builds(
        Battery,
        capacity_kwh=st.floats(0.1, 500),
        power_kw=st.floats(0.1, 100),
        round_trip_efficiency=st.floats(0.5, 1.0),
        self_discharge_per_h=st.floats(0, 0.05),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=50)
@given(fleet=batteries, seed=st.integers(0, 10_000), shared=st.booleans())
def test_a_fleet_is_its_batteries(fleet: list[Battery], seed: int, shared: bool):
    net_kw = np.random.default_rng(seed).normal(0, 30, (96, 1 if shared else len(fleet)))
    together = battery_fleet.run(fleet, net_kw)
    for i, own in enumerate(fleet):
        alone = battery.run(own, *by_surplus(net_kw[:, 0 if shared else i]))
        # the same steps in another order of rounding; the cyclic state is known to 1e-9 of the capacity
        tolerance = 2e-9 * own.capacity_kwh
        np.testing.assert_allclose(together.charged_kw[:, i], alone.charged_kw, atol=tolerance / 0.7)
        np.testing.assert_allclose(together.discharged_kw[:, i], alone.discharged_kw, atol=tolerance)
