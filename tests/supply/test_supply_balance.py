"""The hourly balance of electricity, and how renewable power is matched with load."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import LAKE, design, steady_weather

from dcenergy.accounting.indicators import indicators
from dcenergy.errors import DesignError
from dcenergy.plant.signals import Signals
from dcenergy.result import Result
from dcenergy.simulate import simulate
from dcenergy.supply import balance
from dcenergy.supply.balance import Power
from dcenergy.supply.matching import annual_match, hourly_match
from dcenergy.supply.solar import SolarArray
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Weather

ARRAY = SolarArray(capacity_kwp=1.0)
HOUR = np.arange(8760)
HALF_DAYS = np.where(HOUR % 24 < 12, 2.0, 0.0)


def sunny(unit_kw: np.ndarray, wind_m_s: float = 7.0) -> Weather:
    """A year in which 1 kWp of ARRAY yields what is given."""
    weather = steady_weather(10 - 20 * np.cos(2 * np.pi * HOUR / 8760))
    wind = wind_m_s * (1 + 0.5 * np.sin(HOUR / 17))
    return replace(weather, unit_yields_kw={ARRAY.key: unit_kw}, wind_m_s=wind)


def supply(**sections: object) -> Supply:
    return Supply.model_validate(sections)


def share(power: Power) -> float:
    renewable = power.renewable_kw
    assert renewable is not None
    return hourly_match(
        power.load_kw, renewable, power.exported_kw, power.renewable_charged_kw, power.renewable_discharged_kw
    )


def annual(power: Power) -> float:
    renewable = power.renewable_kw
    assert renewable is not None
    return annual_match(power.load_kw, renewable)


BATTERY = {"capacity_kwh": 1e3, "power_kw": 1e3, "round_trip_efficiency": 0.9, "self_discharge_per_h": 0.0}
TWO = ({"capacity_kwp": 1.0},)


class TestExactCases:
    """A load of 1 kW and a source of 2 kW for twelve hours a day: all of the year's volume, half of the hours."""

    def test_without_a_battery(self):
        power = balance.run(supply(solar=TWO, export_limit_kw=10.0), np.ones(8760), sunny(HALF_DAYS))
        assert annual(power) == pytest.approx(1.0, abs=1e-12)
        assert share(power) == pytest.approx(0.5, abs=1e-12)
        assert power.exported_kw.sum() == pytest.approx(4380.0)

    def test_with_a_lossy_battery(self):
        # 12 kWh of surplus a day come back as 0.9 x 12: (12 + 10.8) / 24
        power = balance.run(supply(solar=TWO, battery=BATTERY), np.ones(8760), sunny(HALF_DAYS))
        assert share(power) == pytest.approx(0.95, abs=1e-9)
        assert annual(power) == pytest.approx(1.0, abs=1e-9)

    @pytest.mark.parametrize("kind", ["own", "bought"])
    def test_a_battery_serves_contracts_as_it_serves_own_power(self, kind: str):
        if kind == "own":
            stated = supply(solar=TWO, battery=BATTERY)
        else:
            contract = {"kind": "solar", "share": 1.0}
            stated = supply(contracts=(contract,), battery=BATTERY | {"surplus_of": "contracts"})
        assert share(balance.run(stated, np.ones(8760), sunny(HALF_DAYS))) == pytest.approx(0.95, abs=1e-9)

    def test_the_counter_case(self):
        # charging is no use of the load's: (0.8 - 0.3 + 0.27) / 2, against 0.8 / 2 of the volumes
        load, renewable = np.ones(2), np.array([0.8, 0.0])
        charged, discharged = np.array([0.3, 0.0]), np.array([0.0, 0.27])
        assert hourly_match(load, renewable, 0.0, charged, discharged) == pytest.approx(0.385)
        assert annual_match(load, renewable) == pytest.approx(0.40)

    def test_a_contract_that_follows_the_load_meets_its_share_in_every_hour(self):
        load = 1 + 0.5 * np.sin(HOUR / 5)
        power = balance.run(
            supply(contracts=({"kind": "wind", "share": 0.7, "shape": "load"},)), load, sunny(HALF_DAYS)
        )
        assert power.contracted_kw is not None
        np.testing.assert_allclose(power.contracted_kw[0], 0.7 * load)
        assert share(power) == annual(power) == pytest.approx(0.7)


STATED = {
    "nothing": {},
    "own sources": {
        "solar": TWO,
        "wind": ({"capacity_kw": 0.4},),
        "hydro": ({"capacity_kw": 0.3, "head_m": 10.0, "monthly_flow_m3_s": (0.002, 0.004) * 6},),
    },
    "sold": {"solar": TWO, "export_limit_kw": 0.4},
    "battery": {"solar": TWO, "battery": {"capacity_kwh": 4.0, "power_kw": 0.7}},
    "battery on contracts": {
        "contracts": ({"kind": "solar", "share": 0.6}, {"kind": "wind", "share": 0.3}),
        "battery": {"capacity_kwh": 4.0, "power_kw": 0.7, "surplus_of": "contracts"},
    },
    "battery by price": {
        "solar": TWO,
        "wind": ({"capacity_kw": 0.4},),
        "battery": {"capacity_kwh": 6.0, "power_kw": 1.0, "dispatch": "price"},
        "export_limit_kw": 0.2,
    },
    "battery by carbon": {
        "grid": {"factor_kg_per_kwh": 0.5, "shape": "us-cal-ciso-2024"},
        "battery": {"capacity_kwh": 6.0, "power_kw": 1.0, "dispatch": "carbon"},
    },
    "generators under test": {
        "solar": TWO,
        "generators": ({"capacity_kw": 2.0, "test_hours_per_year": 40.0, "test_on": "site"},),
    },
}


@pytest.fixture(scope="module", params=STATED.values(), ids=STATED.keys())
def power(request: pytest.FixtureRequest) -> Power:
    """A year of each supply under a load and a price that change."""
    stated = supply(**request.param)
    load = 1 + 0.3 * np.sin(HOUR / 11)
    price = 0.5 + 0.3 * np.sin(HOUR * 2 * np.pi / 24 + 1)
    known = Signals(price, stated.grid.hourly_kg_per_kwh(steady_weather()) if stated.grid else None)
    return balance.run(stated, load, sunny(HALF_DAYS), known)


def test_every_hour_closes(power: Power):
    coming = power.grid_kw + power.solar_kw + power.wind_kw + power.hydro_kw + power.diesel_kw + power.discharged_kw
    going = power.load_kw + power.charged_kw + power.exported_kw
    np.testing.assert_allclose(coming, going, rtol=1e-9)


def test_no_flow_runs_backwards(power: Power):
    for name in ("grid_kw", "solar_kw", "wind_kw", "hydro_kw", "diesel_kw", "exported_kw", "curtailed_kw"):
        assert getattr(power, name).min() >= 0, name


def test_nothing_is_bought_to_be_sold(power: Power):
    assert not np.any((power.grid_kw > 1e-12) & (power.exported_kw > 1e-12))
    assert not np.any((power.grid_kw > 1e-12) & (power.curtailed_kw > 1e-12))


def test_what_is_generated_is_used_stored_sold_or_curtailed(power: Power):
    generated = HALF_DAYS * np.any(power.solar_kw > 0)
    other = power.wind_kw + power.hydro_kw
    if not other.any():
        np.testing.assert_allclose(power.solar_kw + power.curtailed_kw, generated, atol=1e-12)
    assert np.all(power.solar_kw <= generated + 1e-12)


@pytest.mark.parametrize("lost", ["charged_kw", "discharged_kw", "solar_kw"])
def test_a_lost_flow_breaks_the_balance(lost: str):
    stated = supply(**STATED["battery"])
    whole = balance.run(stated, np.ones(8760), sunny(HALF_DAYS))
    broken = replace(whole, **{lost: np.zeros(8760)})
    coming = broken.grid_kw + broken.solar_kw + broken.discharged_kw
    going = broken.load_kw + broken.charged_kw + broken.exported_kw
    assert np.abs(coming - going).max() > 0.1


@settings(max_examples=25)
@given(
    size=st.floats(0, 5),
    farm=st.floats(0.01, 3),
    contracts=st.lists(
        st.fixed_dictionaries(
            {
                "kind": st.sampled_from(["solar", "wind", "hydro"]),
                "share": st.floats(0.01, 0.5),
                "shape": st.sampled_from([None, "flat", "load"]),
            }
        ),
        max_size=2,
    ),
    battery=st.fixed_dictionaries(
        {
            "capacity_kwh": st.floats(0.1, 50),
            "power_kw": st.floats(0.1, 5),
            "dispatch": st.sampled_from(["surplus", "price"]),
            "surplus_of": st.sampled_from(["on_site", "contracts"]),
        }
    ),
    export=st.floats(0, 2),
)
def test_the_hours_never_match_more_than_the_year(
    size: float, farm: float, contracts: list[dict], battery: dict, export: float
):
    stated = supply(
        solar=({"capacity_kwp": size},) if size else (),
        wind=({"capacity_kw": farm},),
        contracts=tuple(contracts),
        battery=battery,
        export_limit_kw=export,
    )
    price = 0.5 + 0.3 * np.sin(HOUR * 2 * np.pi / 24)
    power = balance.run(stated, 1 + 0.3 * np.sin(HOUR / 11), sunny(HALF_DAYS), Signals(price_per_kwh=price))
    # the battery's state closes to 1e-9 of its capacity, a millionth of a millionth of the load at most
    assert share(power) <= annual(power) + 1e-9


def test_an_empty_supply_is_the_grid_alone():
    power = balance.run(Supply(), np.ones(8760), steady_weather())
    np.testing.assert_array_equal(power.grid_kw, power.load_kw)


def test_more_battery_never_imports_more():
    sizes = (0.5, 2.0, 8.0, 32.0)
    imports = [
        balance.run(
            supply(solar=TWO, battery=BATTERY | {"capacity_kwh": size}), np.ones(8760), sunny(HALF_DAYS)
        ).grid_kw.sum()
        for size in sizes
    ]
    assert imports == sorted(imports, reverse=True)


def test_going_by_price_is_cheaper_than_by_surplus():
    price = np.where(HOUR % 24 < 8, 0.3, np.where(HOUR % 24 >= 18, 1.2, 0.7))
    bills = []
    for dispatch in ("surplus", "price"):
        stated = supply(battery={"capacity_kwh": 4.0, "power_kw": 1.0, "dispatch": dispatch})
        power = balance.run(stated, np.ones(8760), steady_weather(), Signals(price_per_kwh=price))
        bills.append(float(power.grid_kw @ price))
    # a day: 4 kWh given at 1.2, taken as 4 / 0.9 and what stands is lost (below 0.1 %) at 0.3
    assert bills[0] - bills[1] == pytest.approx(365 * (4 * 0.9**0.5 * 1.2 - 4 / 0.9**0.5 * 0.3), rel=0.002)


def test_by_price_without_a_price():
    stated = supply(battery={"capacity_kwh": 1.0, "power_kw": 1.0, "dispatch": "price"})
    with pytest.raises(DesignError, match=r"give cost\.tariff"):
        balance.run(stated, np.ones(8760), steady_weather())


@pytest.fixture(scope="module")
def result() -> Result:
    """A year of own power, contracts with and without certificates, and certificates alone."""
    sections = {
        "grid": {"factor_kg_per_kwh": 0.5, "clean_share": 0.3},
        "solar": ({"capacity_kwp": 300.0},),
        "contracts": ({"kind": "hydro", "share": 0.2, "certificates": True}, {"kind": "hydro", "share": 0.1}),
        "certificates": {"share": 0.15},
    }
    return simulate(design(LAKE, supply=sections), sunny(HALF_DAYS))


class TestIndicators:
    def test_certificates_move_the_year_and_no_hour(self, result: Result):
        own, load = result.power.on_site_kw.sum(), result.power.load_kw.sum()
        assert result.indicators.renewable_share_annual == pytest.approx(own / load + 0.2 + 0.1 + 0.15)
        without = result.profile.supply.model_copy(update={"certificates": None})
        again = indicators(result.site, result.cooled, result.power, without, result.water, result.carbon)
        assert again.cfe_hourly == result.indicators.cfe_hourly

    def test_ref_counts_own_and_certified_energy(self, result: Result):
        own, load = result.power.on_site_kw.sum(), result.power.load_kw.sum()
        assert result.indicators.ref == pytest.approx(own / load + 0.2 + 0.15)

    def test_what_is_sold_is_not_used(self):
        # 2 kW a kWp for half the day from 1,000 kWp is far above the load of some 300 kW: all but it is sold
        sections = {"solar": ({"capacity_kwp": 1000.0},), "export_limit_kw": 1e9}
        sold = simulate(design(LAKE, supply=sections), sunny(HALF_DAYS))
        assert sold.indicators.cfe_hourly == pytest.approx(0.5, abs=0.01)
        assert sold.indicators.ref == pytest.approx(sold.indicators.cfe_hourly)
        assert sold.indicators.renewable_share_annual == 1.0

    def test_what_a_battery_loses_is_not_used(self):
        # half the day far above the load; what the battery takes, it gives back to four fifths. All that own power
        # does for the site is what it matches in the hour, as nothing is bought beside it
        battery = {"capacity_kwh": 1000.0, "power_kw": 200.0, "round_trip_efficiency": 0.8}
        sections = {"solar": ({"capacity_kwp": 1000.0},), "battery": battery}
        kept = simulate(design(LAKE, supply=sections), sunny(HALF_DAYS))
        assert kept.power.charged_kw.sum() > 1e5
        assert kept.indicators.ref == pytest.approx(kept.indicators.cfe_hourly, rel=1e-9)

    def test_the_grids_clean_share_fills_what_is_left(self, result: Result):
        matched = result.indicators.cfe_hourly
        assert matched is not None
        assert result.indicators.cfe_hourly_with_grid == pytest.approx(matched + 0.3 * (1 - matched))
