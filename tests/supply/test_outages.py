"""Hours without the grid: who carries the site, what it burns, and what nobody carries."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sites import LAKE, design, steady_weather

from dcenergy.accounting.direct import fuel_kg
from dcenergy.errors import DesignError
from dcenergy.plant.signals import Signals
from dcenergy.simulate import simulate
from dcenergy.supply import balance
from dcenergy.supply.outage import Outages, hours_out
from dcenergy.supply.solar import SolarArray
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import calendar

HOUR = np.arange(8760)
JULY = {"month": 7, "day": 14, "hour": 15, "hours": 6}
JULY_14 = 24 * (181 + 13)  # 181 days until June's end
ARRAY = SolarArray(capacity_kwp=1.0)


def run(load_kw: float, **sections: object) -> balance.Power:
    sky = replace(
        steady_weather(), unit_yields_kw={ARRAY.key: np.where((HOUR % 24 >= 6) & (HOUR % 24 < 18), 1.0, 0.0)}
    )
    known = Signals(price_per_kwh=np.where(HOUR % 24 < 6, 0.2, 0.9))
    return balance.run(Supply.model_validate(sections), np.full(8760, load_kw), sky, known)


class TestHours:
    def test_a_told_one_stands_where_it_is_told(self):
        out = hours_out(Outages.model_validate({"at": (JULY,)}), calendar())
        assert np.flatnonzero(out).tolist() == list(range(JULY_14 + 15, JULY_14 + 21))

    @given(st.integers(1, 365), st.integers(1, 24), st.integers(0, 99))
    def test_drawn_ones_have_their_hours_and_come_again(self, count: int, each: int, seed: int):
        drawn = Outages(count=count, hours_each=each, seed=seed)
        out = hours_out(drawn, calendar())
        assert out.sum() == count * each
        np.testing.assert_array_equal(out, hours_out(drawn, calendar()))

    def test_another_seed_is_another_year(self):
        one, other = (hours_out(Outages(count=5, seed=seed), calendar()) for seed in (0, 1))
        assert not np.array_equal(one, other)

    @pytest.mark.parametrize(
        ("month", "day", "hours", "words"),
        [(2, 29, 1, "has no day 29"), (6, 31, 1, "has no day 31"), (12, 31, 30, "beyond the end")],
    )
    def test_what_is_not_in_the_year(self, month: int, day: int, hours: int, words: str):
        told = Outages.model_validate({"at": ({"month": month, "day": day, "hours": hours},)})
        with pytest.raises(DesignError, match=words):
            hours_out(told, calendar())

    def test_a_leap_year_has_its_day(self):
        told = Outages.model_validate({"at": ({"month": 2, "day": 29, "hours": 2},)})
        assert hours_out(told, calendar(leap=True)).sum() == 2

    @pytest.mark.parametrize("stated", [{}, {"count": 1, "at": (JULY,)}])
    def test_told_or_drawn(self, stated: dict):
        with pytest.raises(ValidationError, match="give one of `at`"):
            Outages.model_validate(stated)


class TestGenerators:
    DIESEL = ({"capacity_kw": 500.0, "test_hours_per_year": 0.0},)

    def test_they_carry_the_site_by_hand(self):
        power = run(300.0, outages={"at": (JULY,)}, generators=self.DIESEL)
        assert power.grid_kw.sum() == pytest.approx(300 * (8760 - 6))
        assert power.backup_kw.sum() == pytest.approx(1800.0)
        assert not power.unserved_kw.any()
        # 1,800 kWh at 0.27 L of 2.68 kg
        generators = Supply.model_validate({"generators": self.DIESEL}).generators
        assert fuel_kg(generators, float(power.backup_kw.sum())) == pytest.approx(1800 * 0.27 * 2.68)

    def test_too_small_is_told_and_not_hidden(self):
        power = run(800.0, outages={"at": (JULY,)}, generators=self.DIESEL)
        assert power.backup_kw.max() == 500.0
        assert power.unserved_kw.sum() == pytest.approx(300.0 * 6)

    def test_without_generators_nothing_carries_it(self):
        power = run(100.0, outages={"count": 3, "hours_each": 2})
        assert power.unserved_kw.sum() == pytest.approx(600.0)

    def test_scope_1_and_the_bill_know_it(self):
        cost = {"currency": "EUR", "price_year": 2024, "tariff": {"per_kwh": 0.1}}
        diesel = ({"capacity_kw": 900.0, "test_hours_per_year": 0.0, "fuel_price_per_l": 1.5},)
        out = {"count": 4, "hours_each": 5}
        result = simulate(design(LAKE, supply={"generators": diesel, "outages": out}, cost=cost), steady_weather())
        kwh = float(result.site.facility_kw[hours_out(Outages(**out), calendar())].sum())
        assert result.carbon.scope_1_fuel == pytest.approx(kwh * 0.27 * 2.68)
        assert result.cost.fuel == pytest.approx(kwh * 0.27 * 1.5)
        assert result.cost.energy == pytest.approx((result.site.facility_kw.sum() - kwh) * 0.1)


class TestSources:
    def test_sun_and_battery_come_first(self):
        # 4:00 to 9:59 at 2 kW: what the battery took by night, 3 kWh over six hours of which four
        # are gone, and from 6:00 on 1 kW of sun
        power = run(
            2.0,
            outages={"at": (JULY | {"hour": 4},)},
            solar=({"capacity_kwp": 1.0},),
            battery={"capacity_kwh": 3.0, "power_kw": 1.0, "dispatch": "price", "round_trip_efficiency": 1.0},
            generators=({"capacity_kw": 5.0},),
        )
        hours = slice(JULY_14 + 4, JULY_14 + 10)
        assert power.solar_kw[hours].tolist() == [0, 0, 1, 1, 1, 1]
        # 4e-5 an hour of what stands is lost
        np.testing.assert_allclose(power.discharged_kw[hours], [1, 1, 0, 0, 0, 0], atol=1e-3)
        np.testing.assert_allclose(power.backup_kw[hours], [1, 1, 1, 1, 1, 1], atol=1e-3)
        assert not power.charged_kw[hours].any()

    def test_nothing_is_sold_and_no_contract_reaches_the_site(self):
        power = run(
            1.0,
            outages={"at": ({"month": 7, "day": 14, "hour": 9, "hours": 4},)},
            solar=({"capacity_kwp": 3.0},),
            contracts=({"kind": "hydro", "share": 0.5},),
            export_limit_kw=10.0,
        )
        hours = slice(JULY_14 + 9, JULY_14 + 13)
        assert not power.exported_kw[hours].any()
        assert power.curtailed_kw[hours].tolist() == [2.0] * 4
        assert power.contracted_kw is not None
        assert not power.contracted_kw[:, hours].any()

    @settings(max_examples=25)
    @given(
        count=st.integers(1, 100),
        generators=st.floats(0.1, 4),
        sun=st.floats(0.1, 4),
        dispatch=st.sampled_from(["surplus", "price"]),
        surplus_of=st.sampled_from(["on_site", "contracts"]),
    )
    def test_every_hour_closes(self, count: int, generators: float, sun: float, dispatch: str, surplus_of: str):
        power = run(
            2.0,
            outages={"count": count, "hours_each": 7},
            solar=({"capacity_kwp": sun},),
            contracts=({"kind": "wind", "share": 0.5, "shape": "flat"},),
            battery={"capacity_kwh": 6.0, "power_kw": 1.0, "dispatch": dispatch, "surplus_of": surplus_of},
            generators=({"capacity_kw": generators, "test_on": "site"},),
            export_limit_kw=0.5,
        )
        coming = power.grid_kw + power.on_site_kw + power.diesel_kw + power.discharged_kw + power.unserved_kw
        going = power.load_kw + power.charged_kw + power.exported_kw
        np.testing.assert_allclose(coming, going, rtol=1e-9)
        out = hours_out(Outages(count=count, hours_each=7), calendar())
        assert not power.grid_kw[out].any()
        assert not power.unserved_kw[~out].any()
        assert min(kw.min() for kw in (power.grid_kw, power.diesel_kw, power.unserved_kw, power.curtailed_kw)) >= 0
