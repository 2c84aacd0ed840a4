"""Tariffs, a life's payments, rates of return: against calendars, hand sums and spreadsheet examples."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sites import LAKE, design, steady_weather

from dcenergy.accounting.cash_flow import (
    annuity_factor,
    investment,
    present_value,
)
from dcenergy.accounting.cost import CostResult
from dcenergy.accounting.prices import Capital
from dcenergy.accounting.rate_of_return import rate_of_return
from dcenergy.accounting.tariff import Period, Tariff, demand_charge, per_kwh, weekday
from dcenergy.report.json_document import document
from dcenergy.simulate import simulate
from dcenergy.study import money_notes, supply_notes
from dcenergy.study.assess import Savings, assess
from dcenergy.study.lifetime import live
from dcenergy.weather.hourly import calendar


class TestTariff:
    def test_weekdays_are_those_of_the_calendar(self):
        # 2024 began on a Monday and had a 29 February; 2023 began on a Sunday
        for year, first in ((2024, "monday"), (2023, "sunday")):
            hours = calendar(leap=year == 2024)
            days = [(date(year, 1, 1) + timedelta(days=day)).weekday() for day in range(hours.hours // 24)]
            assert weekday(hours, first)[::24].tolist() == days

    def test_a_summer_peak_on_working_days(self):
        peak = Period(per_kwh=1.2, months=(7, 8), days="working", from_hour=10, to_hour=12)
        prices = per_kwh(Tariff(per_kwh=0.6, periods=(peak,)), calendar())
        # in 2018, which began on a Monday like the tariff's year: 22 working days in July, 23 in August
        assert np.count_nonzero(prices == 1.2) == (22 + 23) * 2
        assert np.count_nonzero(prices == 0.6) == 8760 - 90

    def test_of_two_periods_the_first_holds(self):
        periods = (Period(per_kwh=2.0, from_hour=5, to_hour=6), Period(per_kwh=1.0, from_hour=0, to_hour=12))
        prices = per_kwh(Tariff(per_kwh=0.5, periods=periods), calendar())
        assert prices[4:7].tolist() == [1.0, 2.0, 1.0]

    def test_nights_run_through_midnight(self):
        night = Period(per_kwh=0.2, from_hour=22, to_hour=7)
        prices = per_kwh(Tariff(per_kwh=0.5, periods=(night,)), calendar())
        assert [hour for hour in range(24) if prices[hour] == 0.2] == [0, 1, 2, 3, 4, 5, 6, 22, 23]

    @pytest.mark.parametrize(
        ("stated", "words"),
        [
            ({}, "give one of `per_kwh`"),
            ({"per_kwh": 0.5, "hourly_per_kwh": (0.5,) * 8760}, "give one of `per_kwh`"),
            ({"hourly_per_kwh": (0.5,), "periods": ({"per_kwh": 1.0},)}, "leaves no hour to `periods`"),
            ({"per_kwh": 0.5, "periods": ({"per_kwh": 1.0, "from_hour": 3, "to_hour": 3},)}, "no hour lies between"),
            ({"per_kwh": 0.5, "periods": ({"per_kwh": 1.0, "months": (0,)},)}, "from 1 to 12"),
            ({"per_kwh": -0.5}, "greater than or equal to 0"),
        ],
    )
    def test_a_tariff_that_cannot_be(self, stated: dict, words: str):
        with pytest.raises(ValidationError, match=words):
            Tariff.model_validate(stated)

    def test_the_demand_charge_is_on_each_months_highest(self):
        load = np.ones(8760)
        load[[5, 800]] = 3.0  # 1 January and 3 February
        assert demand_charge(load, calendar(), 10.0) == pytest.approx((3 + 3 + 10) * 10)


class TestCashFlow:
    def test_spreadsheet_example(self):
        # the example of spreadsheet help pages: IRR(-70000, 12000, 15000, 18000, 21000, 26000) is 8.7 %; its NPV at
        # 10 %: 12000/1.1 + 15000/1.21 + 18000/1.331 + 21000/1.4641 + 26000/1.61051 - 70000
        flows = [-70_000.0, 12_000.0, 15_000.0, 18_000.0, 21_000.0, 26_000.0]
        assert rate_of_return(flows) == pytest.approx(0.0866, abs=5e-5)
        by_hand = 10_909.09 + 12_396.69 + 13_523.67 + 14_343.28 + 16_143.95 - 70_000
        assert present_value(0.10, flows) == pytest.approx(by_hand, abs=0.05)

    @given(st.floats(0.0, 0.3), st.integers(1, 40))
    def test_an_annuity_repays_its_loan(self, rate: float, years: int):
        debt = 1.0
        for _ in range(years):
            debt = debt * (1 + rate) - annuity_factor(rate, years)
        assert debt == pytest.approx(0.0, abs=1e-9 * (1 + rate) ** years)

    def test_worn_parts_are_bought_again(self):
        # ten years' life in 25 years: bought in 0, 10 and 20, half of the last left
        flows = investment(100.0, 10.0, 25)
        assert {year: flow for year, flow in enumerate(flows) if flow} == {0: 100.0, 10: 100.0, 20: 100.0, 25: -50.0}

    def test_a_life_of_half_years_is_bought_in_the_year_in_which_it_falls(self):
        # after 2.5, 5, 7.5, 10 and 12.5 years: as a year's payments fall at its end, in years 3, 5, 8, 10 and 13; the
        # last is worn when the 15 years end
        flows = investment(100.0, 2.5, 15)
        assert [year for year, flow in enumerate(flows) if flow] == [0, 3, 5, 8, 10, 13]
        assert set(flows) == {0.0, 100.0}

    def test_a_purchase_in_the_last_year_is_credited_in_it(self):
        # bought after 7.5 of 8 years, of a life of 7.5: all but 0.5 of 7.5 years is left
        assert investment(75.0, 7.5, 8) == pytest.approx((75.0, *(7 * (0.0,)), 75.0 - 70.0))

    def test_what_outlives_the_plant_is_credited(self):
        # 60 years' life after 15: three quarters left
        assert investment(100.0, 60.0, 15)[15] == pytest.approx(-75.0)

    @given(st.floats(1, 100), st.integers(1, 60))
    def test_straight_line_parts_cost_their_use(self, life: float, years: int):
        # bought less credited is the price of the years used
        assert sum(investment(100.0, life, years)) == pytest.approx(100 * years / life, rel=1e-9)


def money(cost: dict, supply: dict | None = None, cooling: dict | None = None) -> CostResult:
    prices = {"currency": "EUR", "price_year": 2024, "tariff": {"per_kwh": 0.1}} | cost
    profile = design(cooling or LAKE, cost=prices, supply=supply or {})
    return live(simulate(profile, steady_weather()), steady_weather())[0].cost


class TestLife:
    PLANT = ({"name": "plant", "amount": 1000.0},)

    def test_constant_years_are_an_annuity(self):
        own = money({"capital": self.PLANT, "discount_rate": 0.07, "lifetime_years": 15})
        assert own.running_per_year is not None
        # PV(7 %, 15 years) of 1 a year is 9.107914 (any annuity table)
        assert own.npv == pytest.approx(1000 + own.running_per_year * 9.107914, rel=1e-6)
        assert own.capital_annuity == pytest.approx(1000 / 9.107914, rel=1e-6)

    def test_growing_prices_by_hand(self):
        own = money({"capital": self.PLANT, "price_growth_per_year": 0.05, "lifetime_years": 3, "discount_rate": 0.0})
        assert own.energy is not None
        assert own.flows == pytest.approx(
            (1000.0, own.energy + 20, own.energy * 1.05 + 20, own.energy * 1.1025 + 20)  # 2 % maintenance
        )

    def test_the_carbon_price_rises_and_the_grid_gets_cleaner(self):
        own = money(
            {"carbon_price_per_t": 50.0, "carbon_price_growth_per_year": 0.10, "lifetime_years": 3},
            {"grid": {"factor_kg_per_kwh": 0.5, "decline_per_year": 0.20}},
        )
        assert own.carbon is not None
        assert own.energy is not None
        assert own.flows is not None
        # 1.1 x 0.8 = 0.88 a year
        assert own.flows[3] - own.energy == pytest.approx(own.carbon * 0.88**2)

    def test_the_carbon_price_is_on_scope_1_too(self):
        diesel = {"capacity_kw": 1000.0, "test_hours_per_year": 12.0, "test_load": 0.5}
        own = money(
            {"carbon_price_per_t": 100.0, "carbon_price_growth_per_year": 0.1, "lifetime_years": 2},
            {"grid": {"factor_kg_per_kwh": 0.0, "decline_per_year": 0.5}, "generators": (diesel,)},
        )
        # 6,000 kWh of tests at 0.27 L and 2.68 kg a litre are 4.3416 t; a cleaner grid makes no diesel cleaner
        assert own.carbon == pytest.approx(434.16)
        assert own.energy is not None
        assert own.flows is not None
        assert own.flows[2] - own.energy == pytest.approx(434.16 * 1.1)
        assert "carbon_scope_1" in own.left_out  # refrigerants are not known

    def test_each_price_grows_at_its_own_rate(self):
        growth = {
            f"{of}_price_growth_per_year": rate for of, rate in (("water", 0.1), ("fuel", 0.2), ("contract", 0.3))
        }
        supply = {
            "contracts": ({"kind": "hydro", "share": 0.5, "premium_per_kwh": 0.02},),
            "generators": ({"capacity_kw": 9000.0, "fuel_price_per_l": 1.0},),
        }
        cost = {"water_per_m3": 3.0, "lifetime_years": 3, **growth}
        own = money(cost, supply, {"system": "chilled_water"})
        parts = (own.energy, own.water, own.fuel, own.contracts)
        energy, water, fuel, contracts = (part or 0.0 for part in parts)
        assert min(water, fuel, contracts) > 1.0
        assert own.flows is not None
        assert own.flows[3] == pytest.approx(energy + 1.21 * water + 1.44 * fuel + 1.69 * contracts)

    def test_parts_by_what_they_are_counted_in(self):
        supply = {"solar": ({"capacity_kwp": 50.0},), "battery": {"capacity_kwh": 30.0, "power_kw": 5.0}}
        capital = (
            {"name": "hall", "per_it_kw": 10.0},
            {"name": "sun", "per_solar_kwp": 2.0},
            {"name": "store", "per_battery_kwh": 3.0},
            {"name": "wind", "per_wind_kw": 7.0},
        )
        own = money({"capital": capital}, supply)
        # 1,000 servers of 400 W, 1.29 % more in air of 26 degC
        assert own.capital == pytest.approx(400 * 1.0129 * 10 + 100 + 90, rel=1e-4)
        assert own.capital_per_it_w == pytest.approx((own.capital or 0) / (400 * 1.0129) / 1000, rel=1e-4)

    def test_sold_power_is_earned(self):
        river = {"capacity_kw": 1e4, "head_m": 50.0, "monthly_flow_m3_s": (20.0,) * 12}
        own = money(
            {"tariff": {"per_kwh": 0.1, "export_per_kwh": 0.04}}, {"hydro": (river,), "export_limit_kw": 100.0}
        )
        assert own.export == pytest.approx(-100 * 8760 * 0.04)
        assert own.energy == 0.0

    def test_parts_add_up_to_the_year(self):
        own = money(
            {"capital": self.PLANT, "carbon_price_per_t": 10.0},
            {"grid": {"factor_kg_per_kwh": 0.5}, "generators": ({"capacity_kw": 9.0, "fuel_price_per_l": 1.0},)},
        )
        parts = (own.energy, own.demand, own.export, own.contracts, own.certificates, own.water, own.carbon, own.fuel)
        running = sum(part or 0.0 for part in parts) + (own.maintenance or 0.0)
        assert own.running_per_year == pytest.approx(running)
        assert own.total_per_year == pytest.approx(running + (own.capital_annuity or 0.0))

    def test_what_no_sum_holds_is_named(self):
        lake = money({}, {"generators": ({"capacity_kw": 9.0},)})
        assert lake.left_out == ("fuel", "maintenance", "capital")  # no tower, no metered water
        towers = money({"capital": self.PLANT}, {"generators": ()}, {"system": "chilled_water"})
        assert towers.left_out == ("water",)
        whole = money({"capital": self.PLANT, "water_per_m3": 2.0}, {"generators": ()}, {"system": "chilled_water"})
        assert whole.left_out == ()

    @pytest.mark.parametrize(
        ("supply", "is_named"),
        [
            ({"contracts": ({"kind": "hydro", "share": 0.5},)}, True),
            ({"contracts": ({"kind": "hydro", "share": 0.5, "certificates": True},)}, True),
            ({"contracts": ({"kind": "hydro", "share": 0.5, "premium_per_kwh": 0.0},)}, False),
            (
                {
                    "contracts": (
                        {"kind": "hydro", "share": 0.5, "certificates": True, "certificate_price_per_kwh": 0.01},
                    )
                },
                False,
            ),
            ({"certificates": {"share": 1.0}}, True),
            ({"certificates": {"share": 1.0, "price_per_kwh": 0.0}}, False),
            ({}, False),
        ],
    )
    def test_clean_power_is_not_free_by_silence(self, supply: dict, is_named: bool):
        own = money({}, {"grid": {"factor_kg_per_kwh": 0.5}} | supply)
        assert ("contracts" in own.left_out) == is_named

    def test_what_a_contract_delivers_beyond_its_hour_is_sold_on(self):
        # all of the year's electricity from January to June, at twice the load of 275 kW and a little more
        contract = {
            "kind": "hydro",
            "share": 1.0,
            "monthly_shape": (1.0,) * 6 + (0.0,) * 6,
            "premium_per_kwh": 0.02,
            "excess_price_per_kwh": 0.03,
        }
        prices = {"currency": "EUR", "price_year": 2024, "tariff": {"per_kwh": 0.1}}
        fixed, it = {"system": "fixed_pue", "pue": 1.0}, {"fans": {"slope_per_k": 0.0}}
        profile = design(fixed, it=it, cost=prices, supply={"contracts": (contract,)})
        made = assess(profile, steady_weather(), None)
        volume, used = 275.0 * 8760, 275.0 * 181 * 24
        # a premium of 0.02 on all; what the half year does not use is bought at the tariff of 0.1 and sold at 0.03
        assert made.design.cost.contracts == pytest.approx(0.02 * volume + 0.07 * (volume - used), rel=1e-9)
        [beyond] = [note for note in supply_notes.notes(made) if "beyond the import" in note]
        assert f"{volume - used:,.0f} kWh (50% of their volume)" in beyond
        assert "excess_price_per_kwh" in beyond

    def test_more_than_the_load_is_told(self):
        # 275 kW by 1.5 in every hour
        flat = {"kind": "hydro", "share": 1.0, "year_factor": 1.5, "premium_per_kwh": 0.0}
        fixed, it = {"system": "fixed_pue", "pue": 1.0}, {"fans": {"slope_per_k": 0.0}}
        made = assess(design(fixed, it=it, supply={"contracts": (flat,)}), steady_weather(), None)
        [more, beyond] = [note for note in supply_notes.notes(made) if "Contracts deliver" in note]
        assert f"{275 * 1.5 * 8760:,.0f} kWh, more than the {275 * 8760:,.0f} kWh" in more
        assert f"{275 * 0.5 * 8760:,.0f} kWh (33% of their volume)" in beyond

    def test_servers_bought_again_without_a_price_are_named(self):
        servers = {"name": "servers", "amount": 1e5, "life_years": 5.0}
        bought = {"server_refresh_years": 5, "server_gain_per_year": 0.1}
        bare, priced = (money({"capital": parts, **bought}) for parts in (self.PLANT, (*self.PLANT, servers)))
        assert set(bare.left_out) - set(priced.left_out) == {"servers"}

    def test_a_claim_and_a_typed_in_pue_leave_much_out(self):
        own = money({"carbon_price_per_t": 50.0}, {"renewable_share": 0.5}, {"system": "fixed_pue", "pue": 1.3})
        assert own.left_out == ("contracts", "water", "carbon", "carbon_scope_1", "fuel", "maintenance", "capital")
        assert (own.contracts, own.water, own.carbon, own.fuel, own.capital) == (None,) * 5

    def test_one_way_to_state_a_part(self):
        with pytest.raises(ValidationError, match="give one of `amount`"):
            Capital(name="two", amount=1.0, per_it_kw=1.0)


class TestSavings:
    def test_the_extra_investment_is_weighed_by_its_years(self):
        """A lake design of 500,000 more than its baseline, against the years of both by hand."""
        prices = {"currency": "EUR", "price_year": 2024, "tariff": {"per_kwh": 0.2}, "maintenance_fraction": 0.0}
        lake = design(
            LAKE,
            cost=prices | {"capital": ({"name": "lake", "amount": 5e5},), "price_growth_per_year": 0.03},
            baseline={"profile": "chillers"},
        )
        chillers = design({"system": "air_chiller"}, cost=prices | {"capital": ({"name": "none", "amount": 0.0},)})
        made = assess(lake, steady_weather(25.0), chillers)
        saved = made.savings
        assert saved is not None
        first = saved.energy_kwh * 0.2
        flows = [-5e5, *(first * 1.03**year for year in range(15))]
        assert saved.npv == pytest.approx(sum(flow / 1.07**year for year, flow in enumerate(flows)))
        assert saved.irr is not None
        assert sum(flow / (1 + saved.irr) ** year for year, flow in enumerate(flows)) == pytest.approx(0, abs=0.01)
        assert saved.payback_years is not None
        whole = int(saved.payback_years)
        part = saved.payback_years - whole
        assert sum(flows[: whole + 1]) + part * flows[whole + 1] == pytest.approx(0, abs=0.01)

    def test_what_is_left_at_the_end_repays_nothing(self):
        """60 years' life after 15: three quarters of 500,000 come back at the end, and pay for no year before."""
        prices = {"currency": "EUR", "price_year": 2024, "tariff": {"per_kwh": 0.2}, "maintenance_fraction": 0.0}
        none = design({"system": "air_chiller"}, cost=prices | {"capital": ({"name": "none", "amount": 0.0},)})

        def saved(amount: float) -> Savings:
            part = {"name": "lake", "amount": amount, "life_years": 60.0}
            own = prices | {"capital": (part,)}
            made = assess(design(LAKE, cost=own, baseline={"profile": "none"}), steady_weather(25.0), none)
            assert made.design.cost.residual == pytest.approx(0.75 * amount)
            assert made.savings is not None
            return made.savings

        yearly = saved(5e5).energy_kwh * 0.2
        assert saved(10 * yearly).payback_years == pytest.approx(10.0)
        assert saved(16 * yearly).payback_years is None  # though 16 - 12 comes back
        flows = saved(16 * yearly).flows
        assert flows == pytest.approx((-16 * yearly, *(14 * (yearly,)), 13 * yearly))

    def test_the_savings_flows_can_be_worked_again(self):
        prices = {"currency": "EUR", "price_year": 2024, "tariff": {"per_kwh": 0.2}}
        lake = design(LAKE, cost=prices | {"capital": ({"name": "a", "amount": 5e5},)}, baseline={"profile": "b"})
        other = design({"system": "air_chiller"}, cost=prices | {"capital": ({"name": "b", "amount": 1e5},)})
        told = document(assess(lake, steady_weather(25.0), other), "", ())
        savings, own = told["savings"], told["cost"]["flows"]
        assert np.subtract(savings["baseline_flows"], own) == pytest.approx(savings["flows"])
        assert present_value(savings["irr"], savings["flows"]) == pytest.approx(0.0, abs=0.01)

    def test_a_baseline_keeps_arrays_and_batteries(self):
        prices = {"currency": "EUR", "price_year": 2024, "tariff": {"per_kwh": 0.2}}
        sun = {"name": "sun", "per_solar_kwp": 1000.0}
        lake = design(
            LAKE,
            supply={"solar": ({"capacity_kwp": 10.0},)},
            cost=prices | {"capital": ({"name": "lake", "amount": 500.0}, sun)},
            baseline={"profile": "chillers"},
        )
        chillers = design({"system": "air_chiller"}, cost=prices | {"capital": ({"name": "plant", "amount": 300.0},)})
        made = assess(lake, steady_weather(), chillers)
        assert made.baseline is not None
        assert (made.design.cost.capital, made.baseline.cost.capital) == (10_500.0, 10_300.0)


class TestNotes:
    FIXED: ClassVar[dict] = {"system": "fixed_pue", "pue": 1.0}
    NIGHTS: ClassVar[dict] = {"per_kwh": 0.2, "periods": ({"per_kwh": 0.1, "to_hour": 6},)}
    STORE: ClassVar[dict] = {
        "capacity_kwh": 600.0,
        "power_kw": 300.0,
        "round_trip_efficiency": 1.0,
        "self_discharge_per_h": 0.0,
    }

    def told(self, cost: dict, supply: dict, it: dict | None = None) -> list[str]:
        prices = {"currency": "EUR", "price_year": 2024, **cost}
        made = assess(design(self.FIXED, it=it or {}, cost=prices, supply=supply), steady_weather(), None)
        return money_notes.notes(made)

    def test_a_battery_by_price_may_cost_more_by_the_demand_charge(self):
        # 600 kWh charged in each night's six hours at 0.1 and given at 0.2 earn 60 a day, 21,900 a year; they raise
        # the import of every month by 100 kW in those six hours: 12 months at 20 a kW are 24,000
        dispatch = {"battery": self.STORE | {"dispatch": "price"}}
        [said] = [
            note
            for note in self.told({"tariff": self.NIGHTS | {"demand_per_kw_month": 20.0}}, dispatch)
            if "raises" in note
        ]
        assert "by 2,100 EUR per year against none: the demand charge by 24,000, all else by -21,900" in said
        assert "`dispatch: price`" in said

    @pytest.mark.parametrize(
        ("demand", "dispatch", "said"),
        [(20.0, "surplus", 0), (18.0, "price", 0), (19.0, "price", 1), (20.0, "peak", 0), (0.0, "price", 0)],
    )
    def test_one_that_pays_is_no_news(self, demand: float, dispatch: str, said: int):
        cost = {"tariff": self.NIGHTS | {"demand_per_kw_month": demand}}
        notes = self.told(cost, {"battery": self.STORE | {"dispatch": dispatch}})
        assert len([note for note in notes if "The battery raises" in note]) == said

    def test_storing_what_sells_for_more_costs(self):
        # a sibling: surplus that would be sold at 0.3 is stored and given in place of 0.1
        river = {"capacity_kw": 1e4, "head_m": 50.0, "monthly_flow_m3_s": (2.0, 0.0) * 6}
        tariff = {"per_kwh": 0.1, "export_per_kwh": 0.3}
        supply = {"hydro": (river,), "export_limit_kw": 1e4, "battery": self.STORE | {"dispatch": "surplus"}}
        assert [note for note in self.told({"tariff": tariff}, supply) if "The battery raises" in note]

    @pytest.mark.parametrize(
        ("first_day", "weekly", "days", "said"),
        [
            ("sunday", (1.0,) * 5 + (0.5, 0.5), "weekend", 1),
            ("monday", (1.0,) * 5 + (0.5, 0.5), "weekend", 0),
            ("sunday", (1.0,) * 7, "weekend", 0),  # all days alike
            ("sunday", (1.0,) * 5 + (0.5, 0.5), "all", 0),  # prices of the hour alone
        ],
    )
    def test_weeks_that_begin_on_two_days(self, first_day: str, weekly: tuple, days: str, said: int):
        tariff = {"per_kwh": 0.2, "periods": ({"per_kwh": 0.1, "to_hour": 6, "days": days},)}
        pattern = {"pattern": {"weekly": weekly, "first_day": first_day}}
        notes = [note for note in self.told({"tariff": tariff}, {}, pattern) if "1 January is a Monday" in note]
        assert len(notes) == said
        assert all("a Sunday in the servers' pattern" in note and note.severity == "moves" for note in notes)
