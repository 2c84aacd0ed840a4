"""Work that may wait: never too long, never lost, never dearer, and as cheap as linear programming makes it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import LAKE, design, steady_weather

from dcenergy.errors import DesignError
from dcenergy.plant import servers
from dcenergy.plant.flexible import moved_kw
from dcenergy.result import Result
from dcenergy.simulate import simulate
from dcenergy.study import supply_notes
from dcenergy.study.assess import assess
from dcenergy.supply.solar import SolarArray

HOUR = np.arange(8760)
NIGHTS = {"per_kwh": 0.9, "periods": ({"per_kwh": 0.3, "from_hour": 22, "to_hour": 6},)}
COST = {"currency": "EUR", "price_year": 2024, "tariff": NIGHTS}


@st.composite
def days(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Work, room, signal and how long work may wait, over some days; ties and empty hours are common."""
    hours = draw(st.integers(1, 60))
    numbers = st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.25, 7.0]), min_size=hours, max_size=hours)
    came, spare, signal = (np.array(draw(numbers)) for _ in range(3))
    return came, came + spare, signal - 2.0, draw(st.integers(1, 30))


@given(days())
def test_no_work_is_lost_early_late_or_beyond_the_room(given_: tuple):
    came, room, signal, wait = given_
    done = moved_kw(came, room, signal, wait)
    assert np.all(done >= 0)
    assert np.all(done <= room + 1e-12)  # a rounding of numbers below 10
    come_by, done_by = np.cumsum(came), np.cumsum(done)
    tolerance = 1e-9 * max(float(come_by[-1]), 1.0)
    assert np.all(done_by <= come_by + tolerance)  # none before it came
    late = done_by[wait:] - come_by[:-wait] if wait < len(came) else np.zeros(1)
    assert np.all(late >= -tolerance)  # in the order of arrival, none after its last hour
    assert done_by[-1] == pytest.approx(come_by[-1], rel=1e-9)


def least(came: np.ndarray, room: np.ndarray, signal: np.ndarray, wait: int) -> float:
    """The least sum of signal x work, every piece of work free to choose its hour: scipy's HiGHS."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_matrix

    pairs = [(a, b) for a in range(len(came)) for b in range(a, min(a + wait, len(came) - 1) + 1)]
    arrival, hour = np.array(pairs).T
    one, shape = np.ones(len(pairs)), (len(came), len(pairs))
    found = linprog(
        signal[hour],
        A_eq=coo_matrix((one, (arrival, np.arange(len(pairs)))), shape),
        b_eq=came,
        A_ub=coo_matrix((one, (hour, np.arange(len(pairs)))), shape),
        b_ub=room,
    )
    assert found.success
    return float(found.fun)


@settings(max_examples=60)
@given(days())
def test_no_order_is_better(given_: tuple):
    came, room, signal, wait = given_
    done = moved_kw(came, room, signal, wait)
    # HiGHS meets its constraints to 1e-7; sums here stay below a thousand
    assert signal @ done == pytest.approx(least(came, room, signal, wait), abs=1e-6)
    assert signal @ done <= signal @ came + 1e-9


def test_at_one_price_nothing_waits():
    came = 5 + np.sin(HOUR)
    np.testing.assert_allclose(moved_kw(came, came + 9, np.ones(8760), 24), came, rtol=1e-12)


def flexible(wait_h: int, by: str = "price", share: float = 0.4, **sections: object) -> Result:
    profile = design(
        LAKE, it={"flexible": {"share": share, "wait_h": wait_h, "by": by}}, **({"cost": COST} | sections)
    )
    return simulate(profile, steady_weather())


class TestServers:
    def test_a_night_tariff_by_hand(self):
        # 1,000 servers of 275 W, 125 W of it above idle: of 40 %, 50 kW may wait 2 h. Of the work of the 16 dear
        # hours, that of 20:00 and 21:00 reaches 22:00: 100 kWh a night into room for 175. 1.29 % more in warm air.
        result = flexible(2)
        moved = (result.load.it_kw - result.load.unmoved_kw)[0] / 1.0129
        assert np.nonzero(np.abs(moved[:24]) > 1e-9)[0].tolist() == [20, 21, 22]
        assert moved[20:23] == pytest.approx([-50.0, -50.0, 100.0])

    def test_more_than_the_servers_can_do_is_done_later(self):
        # all 125 kW may wait a day: the cheap hours run at full power, 400 W a server
        result = flexible(24, share=1.0)
        it_kw = result.load.it_kw[0] / 1.0129
        night = (HOUR % 24 < 6) | (HOUR % 24 >= 22)
        assert it_kw.max() == pytest.approx(400.0)
        assert it_kw[48:-48][night[48:-48]].min() == pytest.approx(400.0)
        # 24 x 125 kWh a day, of which 8 x 250 by night: 1,000 kWh are left to 16 hours
        assert it_kw[48:-48][~night[48:-48]].mean() == pytest.approx(150 + 1000 / 16)

    def test_energy_is_kept_and_the_bill_falls(self):
        plain, moved = (simulate(design(LAKE, cost=COST), steady_weather()), flexible(6))
        assert moved.site.it_kw.sum() == pytest.approx(plain.site.it_kw.sum(), rel=1e-9)
        assert moved.cost.energy is not None
        assert plain.cost.energy is not None
        assert moved.cost.energy < plain.cost.energy

    def test_by_carbon_the_servers_emit_less(self):
        grid = {"grid": {"factor_kg_per_kwh": 0.5, "shape": "us-cal-ciso-2024"}}
        moved = flexible(8, by="carbon", supply=grid)
        factor = moved.profile.supply.grid.hourly_kg_per_kwh(moved.weather)  # type: ignore[union-attr]
        assert factor @ moved.load.it_kw[0] < factor @ moved.load.unmoved_kw[0]

    def test_half_a_site_has_half_the_room(self):
        load = flexible(24, share=1.0).load
        half = simulate(
            design(
                LAKE,
                it={"active_share": 0.5, "flexible": {"share": 1.0, "wait_h": 24, "by": "price"}},
                cost=COST,
            ),
            steady_weather(),
        ).load
        np.testing.assert_allclose(half.it_kw, load.it_kw / 2, rtol=1e-9)

    @pytest.mark.parametrize(("by", "words"), [("price", r"give cost\.tariff"), ("carbon", r"give supply\.grid")])
    def test_without_a_signal(self, by: str, words: str):
        with pytest.raises(DesignError, match=words) as fault:
            flexible(3, by=by, cost=None)
        assert fault.value.key == "halls.0.it.flexible.by"

    def test_a_baseline_has_the_same_work(self):
        lake = design(
            LAKE,
            it={"flexible": {"share": 0.4, "wait_h": 6, "by": "price"}},
            cost=COST,
            baseline={"profile": "chillers"},
        )
        made = assess(lake, steady_weather(), design({"system": "air_chiller"}))
        assert made.baseline is not None
        np.testing.assert_allclose(made.baseline.load.it_kw, made.design.load.it_kw, rtol=1e-12)

    def test_what_never_waits_draws_as_before(self):
        load = servers.run(design(LAKE).halls, steady_weather().calendar)
        np.testing.assert_array_equal(load.it_kw, load.unmoved_kw)


class TestTheWholeSite:
    """Two fifths of 125 kW above idle wait for the 8 h of night: 400 kWh a day, into 125 kW of room an hour."""

    IT: ClassVar[dict] = {"flexible": {"share": 0.4, "wait_h": 8, "by": "price"}, "fans": {"slope_per_k": 0.0}}
    PUE: ClassVar[dict] = {"system": "fixed_pue", "pue": 1.2}
    MOVED_KWH = 364 * 400 + 250  # on the last day two hours of night are left

    def test_a_demand_charge_may_cost_more_than_the_tariff_saves(self):
        cost = COST | {"tariff": NIGHTS | {"demand_per_kw_month": 100.0}}
        made = assess(design(self.PUE, it=self.IT, cost=cost), steady_weather(), None)
        # 0.6 a kWh at a PUE of 1.2; every month's peak goes from 275 to 400 kW of IT
        saved = 1.2 * 0.6 * self.MOVED_KWH - 12 * 100 * 1.2 * (400 - 275)
        assert saved < 0
        assert made.waiting is not None
        assert made.waiting.saved_bill == pytest.approx(saved, rel=1e-9)
        assert made.waiting.saved_site_kg is None
        [harm] = [str(note) for note in supply_notes.notes(made) if "dearer" in note]
        assert f"{-saved:,.0f} EUR above" in harm

    def test_work_may_leave_the_sun_for_the_grid(self):
        array = SolarArray(capacity_kwp=1000.0)
        weather = replace(steady_weather(), unit_yields_kw={array.key: np.where((HOUR % 24) // 8 == 1, 1.0, 0.0)})
        later = {"per_kwh": 0.9, "periods": ({"per_kwh": 0.3, "from_hour": 16, "to_hour": 24},)}
        supply = {"grid": {"factor_kg_per_kwh": 0.5}, "solar": (array.model_dump(),)}
        made = assess(design(self.PUE, it=self.IT, cost=COST | {"tariff": later}, supply=supply), weather, None)
        # the sun of 8 to 16 h carries all; what leaves it, 400 kWh a day, comes from the grid at 0.3 and 0.5 kg
        assert made.waiting is not None
        assert made.waiting.saved_bill == pytest.approx(-1.2 * 0.3 * 365 * 400, rel=1e-9)
        assert made.waiting.saved_site_kg == pytest.approx(-1.2 * 0.5 * 365 * 400, rel=1e-9)
        assert any("emit" in note for note in supply_notes.notes(made))

    def test_nothing_waits(self):
        assert assess(design(self.PUE, cost=COST), steady_weather(), None).waiting is None
