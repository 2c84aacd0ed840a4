"""Many batteries at once give what each gives alone."""

from __future__ import annotations

import time

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


def test_a_fleet_is_worth_its_code():
    rng = np.random.default_rng(0)
    count = 512
    fleet = [Battery(capacity_kwh=size, power_kw=size / 4) for size in rng.uniform(100, 8000, count).tolist()]
    net_kw = (500 * np.sin(np.arange(8760) * 2 * np.pi / 24) + rng.normal(0, 100, 8760))[:, None]
    start = time.perf_counter()
    battery_fleet.run(fleet, net_kw)
    together = time.perf_counter() - start
    start = time.perf_counter()
    for own in fleet[:16]:
        battery.run(own, *by_surplus(net_kw[:, 0]))
    alone = (time.perf_counter() - start) * count / 16
    # measured: 2,600 design-years a second against 200, thirteen times; a third of that on a busy machine
    assert alone > 4 * together
