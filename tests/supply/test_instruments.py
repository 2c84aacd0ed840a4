"""Claims of green power by instrument: each kWh once, what is proven apart from what is only claimed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sites import LAKE, design, steady_weather

from dcenergy.accounting.carbon import Carbon
from dcenergy.accounting.market_based import market_based_hourly_kg, market_based_kg
from dcenergy.plant.signals import Signals
from dcenergy.result import Result
from dcenergy.simulate import simulate
from dcenergy.supply import balance
from dcenergy.supply.balance import Power
from dcenergy.supply.contract import Contract
from dcenergy.supply.grid import Grid
from dcenergy.supply.instruments import clean_kw, counted_kwh, instruments
from dcenergy.supply.null_power import null_power
from dcenergy.supply.solar import SolarArray
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Weather

HOUR = np.arange(8760)
ARRAY = SolarArray(capacity_kwp=1.0)
HALF_DAYS = np.where(HOUR % 24 < 12, 2.0, 0.0)
GRID = {"factor_kg_per_kwh": 0.4, "residual_kg_per_kwh": 0.6}
YEAR_KWH = 8760.0  # of a load of 1 kW


def sunny() -> Weather:
    """A year in which 1 kWp yields 2 kW for half of every day."""
    weather = steady_weather()
    wind = 7 * (1 + 0.5 * np.sin(HOUR / 17))
    return replace(weather, unit_yields_kw={ARRAY.key: HALF_DAYS}, wind_m_s=wind)


def supply(**sections: object) -> Supply:
    return Supply.model_validate(sections)


def year(stated: Supply, price: np.ndarray | None = None) -> Power:
    """A year of a load of 1 kW."""
    return balance.run(stated, np.ones(8760), sunny(), Signals(price_per_kwh=price))


def by_name(stated: Supply, power: Power) -> dict[str, float]:
    """Energy of each instrument that reaches the facility."""
    found: dict[str, float] = {}
    for each in instruments(stated, power):
        found[each.instrument] = found.get(each.instrument, 0.0) + each.energy_kwh
    return found


def carbon(**sections: object) -> tuple[Carbon, float]:
    """A year's carbon of the lake site, and its import."""
    result = simulate(design(LAKE, supply=sections), sunny())
    return result.carbon, float(result.power.grid_kw.sum())


class TestOnce:
    """Loads of 1 kW and 8,760 kWh, so that shares are easily told."""

    def test_certificates_stand_behind_a_contract_that_has_none(self):
        stated = supply(contracts=({"kind": "hydro", "share": 0.8},), certificates={"share": 0.5})
        # 0.5 certified; of the 0.8 delivered the rest of the import, 0.5, is left
        assert by_name(stated, year(stated)) == pytest.approx(
            {"certificates_bought": 0.5 * YEAR_KWH, "contract_without_certificates": 0.5 * YEAR_KWH}
        )

    def test_own_generation_comes_first_and_what_is_sold_covers_nothing(self):
        # 2 kW for half the day at a load of 1 kW: half the load from the sun, as much sold; 0.9 contracted of an
        # import of 0.5 covers 0.5, and nothing is left for the certificates
        stated = supply(
            solar=({"capacity_kwp": 1.0},),
            export_limit_kw=10.0,
            contracts=({"kind": "hydro", "share": 0.9, "certificates": True},),
            certificates={"share": 0.1},
        )
        found = by_name(stated, year(stated))
        assert found["own_generation"] == pytest.approx(0.5 * YEAR_KWH)
        assert found["contract_with_certificates"] == pytest.approx(0.5 * YEAR_KWH)
        assert found["certificates_bought"] == 0.0
        assert "grid" not in found

    def test_contracts_of_one_rank_share_what_is_left(self):
        # 0.6 and 0.3 contracted of an import of 0.5: two thirds and one third of it
        contracts = ({"kind": "hydro", "share": 0.6}, {"kind": "nuclear", "share": 0.3})
        stated = supply(solar=({"capacity_kwp": 1.0},), contracts=contracts)
        held = [each.energy_kwh for each in instruments(stated, year(stated)) if "contract" in each.instrument]
        assert held == pytest.approx([YEAR_KWH / 3, YEAR_KWH / 6])

    def test_what_a_battery_loses_is_not_delivered(self):
        # 2 kW for half the day; half of it is used at once, and of the 12 kWh charged a day 9.6 come back
        battery = {"capacity_kwh": 100.0, "power_kw": 5.0, "round_trip_efficiency": 0.8, "self_discharge_per_h": 0.0}
        stated = supply(solar=({"capacity_kwp": 1.0},), battery=battery)
        [own, grid] = instruments(stated, year(stated))
        assert own.energy_kwh == pytest.approx(365 * (12 + 9.6))
        assert own.losses_kwh == pytest.approx(365 * 2.4)
        assert grid.energy_kwh == pytest.approx(365 * 2.4)

    def test_what_a_battery_loses_of_bought_power_is_shared_by_all_that_is_bought(self):
        # the grid gives 1 kW more in the first eight hours of the day; 8 kWh charged, 6.4 given back: of
        # 24 - 6.4 + 8 kWh imported, 24 reach the load. A contract of 0.5 x 24 kWh pays its part of the losses
        price = np.where(HOUR % 24 < 8, 0.1, np.where(HOUR % 24 >= 16, 1.0, 0.5))
        battery = {
            "capacity_kwh": 8 * 0.8**0.5,
            "power_kw": 1.0,
            "round_trip_efficiency": 0.8,
            "self_discharge_per_h": 0.0,
            "dispatch": "price",
            "charge_quantile": 0.3,
        }
        stated = supply(contracts=({"kind": "hydro", "share": 0.5, "certificates": True},), battery=battery)
        power = year(stated, price)
        assert power.grid_kw.sum() == pytest.approx(365 * 25.6, rel=1e-6)
        [contract, grid] = instruments(stated, power)
        assert contract.energy_kwh == pytest.approx(365 * 12 * 24 / 25.6, rel=1e-6)
        assert contract.energy_kwh + grid.energy_kwh == pytest.approx(YEAR_KWH)
        assert contract.losses_kwh + grid.losses_kwh == pytest.approx(365 * 1.6, rel=1e-6)


class TestCounting:
    @pytest.mark.parametrize("kind", ["hydro", "solar", "wind", "geothermal", "biomass", "nuclear"])
    def test_nuclear_power_is_carbon_free_and_not_renewable(self, kind: str):
        contract = {"kind": kind, "share": 0.6, "certificates": True, "shape": "flat"}
        own = simulate(design(LAKE, supply={"grid": GRID, "contracts": (contract,)}), sunny())
        renewable = 0.0 if kind == "nuclear" else 0.6
        assert own.indicators.ref == pytest.approx(renewable)
        assert own.indicators.renewable_share_annual == pytest.approx(renewable)
        assert own.indicators.cfe_annual == pytest.approx(0.6)
        assert own.indicators.cfe_hourly == pytest.approx(0.6, rel=0.01)  # flat, at a load that hardly moves
        assert own.carbon.market_based == pytest.approx(0.4 * own.power.grid_kw.sum() * 0.6)

    @pytest.mark.parametrize("kind", ["geothermal", "biomass", "nuclear"])
    def test_steady_kinds_are_delivered_alike_in_every_hour(self, kind: str):
        stated = supply(contracts=({"kind": kind, "share": 0.5},))
        power = year(stated)
        assert power.contracted_kw is not None
        np.testing.assert_allclose(power.contracted_kw[0], 0.5)

    def test_own_generation_whose_certificates_are_sold_earns_no_claim(self):
        # half the load from the sun, of which 0.4 is sold: 0.3 is claimed, 0.2 is null power, 0.5 the grid's
        stated = {"grid": GRID, "solar": ({"capacity_kwp": 1000.0},), "certificates_sold": 0.4}
        result = simulate(design(LAKE, supply=stated), sunny())
        used = float(result.power.own_used_kw.sum()) / float(result.power.load_kw.sum())
        assert result.indicators.ref == pytest.approx(0.6 * used)
        assert result.indicators.cfe_hourly == pytest.approx(0.6 * used)
        own_kwh, grid_kwh = float(result.power.own_used_kw.sum()), float(result.power.grid_kw.sum())
        for figure in ("market_based", "market_based_if_certified", "market_based_hourly"):
            assert getattr(result.carbon, figure) == pytest.approx(0.6 * (0.4 * own_kwh + grid_kwh)), figure
        assert result.carbon.location_based == pytest.approx(0.4 * grid_kwh)

    def test_certificates_of_no_generation_cannot_be_sold(self):
        with pytest.raises(ValidationError, match="certificates_sold is for own generation"):
            supply(certificates_sold=0.5)

    def test_a_contract_from_another_grid_matches_no_hour(self):
        contract = {"kind": "hydro", "share": 0.5, "certificates": True, "deliverable": False}
        own = simulate(design(LAKE, supply={"grid": GRID, "contracts": (contract,)}), sunny())
        assert own.indicators.ref == pytest.approx(0.5)
        assert own.indicators.cfe_hourly == 0.0
        grid_kwh = float(own.power.grid_kw.sum())
        assert own.carbon.market_based == pytest.approx(0.3 * grid_kwh)
        assert own.carbon.market_based_hourly == pytest.approx(0.6 * grid_kwh)


class TestHierarchy:
    """GHG Protocol Scope 2 Guidance, ch. 6: certificate, contract, supplier, residual mix, location."""

    @pytest.mark.parametrize(
        ("grid", "factor", "basis"),
        [
            ({"factor": "cn-ningxia-2023"}, 0.6096, "residual"),  # notice No. 47 of 2025
            ({"factor": "cn-ningxia-2023", "residual_kg_per_kwh": 0.7}, 0.7, "residual"),
            ({"factor": "cn-ningxia-2023", "residual_kg_per_kwh": 0.7, "supplier_kg_per_kwh": 0.3}, 0.3, "supplier"),
            ({"factor": "germany-2023"}, 0.5, "location"),
            ({"factor_kg_per_kwh": 0.2}, 0.5, "location"),
            # direct and life-cycle factors are never mixed unasked
            ({"factor": "australia-nsw-2024-direct"}, 0.81, "residual"),
            ({"factor": "australia-nsw-2024-life-cycle"}, 0.5, "location"),
            ({"factor": "australia-nsw-2024-life-cycle", "residual": "australia-residual-2025"}, 0.81, "residual"),
        ],
    )
    def test_null_power_has_the_best_factor_known(self, grid: dict, factor: float, basis: str):
        found = null_power(Grid.model_validate(grid), 0.5)
        assert (found.kg_per_kwh, found.basis) == (factor, basis)

    def test_two_residual_mixes_are_refused(self):
        with pytest.raises(ValidationError, match="give one of `residual`"):
            Grid(factor="cn-hunan-2023", residual="cn-residual-2023", residual_kg_per_kwh=0.6)

    def test_a_contract_is_a_claim_only_where_no_certificates_exist(self):
        contracts = ({"kind": "hydro", "share": 0.5},)
        some, _ = carbon(grid=GRID, contracts=contracts)
        none, import_kwh = carbon(grid=GRID | {"certificate_system": False}, contracts=contracts)
        assert some.market_based == pytest.approx(0.6 * import_kwh)
        assert none.market_based == pytest.approx(0.3 * import_kwh)
        unowned = simulate(design(LAKE, supply={"grid": GRID, "contracts": contracts}), sunny())
        owned = {"grid": GRID | {"certificate_system": False}, "contracts": contracts}
        assert unowned.indicators.ref == 0.0
        assert simulate(design(LAKE, supply=owned), sunny()).indicators.ref == pytest.approx(0.5)

    def test_without_a_residual_mix_null_power_emits_as_by_location(self):
        # also where the grid's hours differ and the import follows the sun
        grid = {"factor_kg_per_kwh": 0.4, "shape": "us-cal-ciso-2024"}
        own, _ = carbon(grid=grid, solar=({"capacity_kwp": 100.0},))
        assert own.market_based == pytest.approx(own.location_based)

    def test_a_plants_own_emissions_go_with_its_certificates(self):
        contract = {"kind": "geothermal", "share": 1.0, "certificates": True, "factor_kg_per_kwh": 0.05}
        own, import_kwh = carbon(grid=GRID, contracts=(contract,))
        assert own.market_based == pytest.approx(0.05 * import_kwh)


class TestByTheHour:
    def test_the_sun_of_half_the_hours_covers_half_the_year(self):
        # 2 kW for half the day, all of a year's 1 kW: nothing is left by the year, half of it by the hour
        stated = supply(grid=GRID, contracts=({"kind": "solar", "share": 1.0, "certificates": True},))
        power = year(stated)
        held = instruments(stated, power)
        assert market_based_kg(held, 0.6) == pytest.approx(0.0)
        assert market_based_hourly_kg(stated, power, held, 0.6) == pytest.approx(0.6 * YEAR_KWH / 2)

    def test_a_battery_moves_contracted_surplus_into_the_dark(self):
        # of the 12 kWh a day beyond the load 9 come back: 3 kWh a day are left to the grid
        battery = {"capacity_kwh": 100.0, "power_kw": 5.0, "round_trip_efficiency": 0.75, "self_discharge_per_h": 0.0}
        stated = supply(
            grid=GRID,
            contracts=({"kind": "solar", "share": 1.0, "certificates": True},),
            battery=battery | {"surplus_of": "contracts"},
        )
        power = year(stated)
        held = instruments(stated, power)
        assert market_based_hourly_kg(stated, power, held, 0.6) == pytest.approx(365 * 3 * 0.6)
        assert float(clean_kw(stated, power).sum()) == pytest.approx(365 * 21)

    def test_surplus_from_another_grid_charges_no_battery(self):
        battery = {"capacity_kwh": 100.0, "power_kw": 5.0, "surplus_of": "contracts"}
        stated = supply(contracts=({"kind": "solar", "share": 1.0, "deliverable": False},), battery=battery)
        assert not year(stated).charged_kw.any()

    def test_a_typed_claim_has_no_hours(self):
        own, import_kwh = carbon(grid=GRID, renewable_share=0.9)
        assert own.market_based == own.market_based_hourly == pytest.approx(0.6 * import_kwh)
        assert own.market_based_if_certified == pytest.approx(0.06 * import_kwh)


BY_PRICE = {"capacity_kwh": 2000.0, "power_kw": 500.0, "dispatch": "price"}
PRICES = {
    "currency": "CNY",
    "price_year": 2024,
    "tariff": {
        "per_kwh": 0.65,
        "periods": (
            {"name": "night", "per_kwh": 0.3, "from_hour": 0, "to_hour": 8},
            {"name": "peak", "per_kwh": 1.04, "from_hour": 16, "to_hour": 22},
        ),
    },
}


class TestCleanGrid:
    """What a battery gives back is as clean as what charged it."""

    def result(self, clean_share: float, **sections: object) -> Result:
        stated = {"grid": {"factor_kg_per_kwh": 0.0, "clean_share": clean_share}, **sections}
        return simulate(design(LAKE, supply=stated, cost=PRICES), sunny())

    @pytest.mark.parametrize("clean_share", [0.0, 0.35, 1.0])
    def test_a_battery_leaves_the_grids_share_as_it_is(self, clean_share: float):
        result = self.result(clean_share, battery=BY_PRICE)
        assert result.power.discharged_kw.sum() > 1e5
        assert result.indicators.cfe_hourly_with_grid == pytest.approx(clean_share)

    def test_diesel_in_place_of_the_grid_is_not_clean(self):
        # 500 kW of generators carry the site for 40 hours of tests: in those hours nothing of it is clean
        generators = ({"capacity_kw": 500.0, "test_hours_per_year": 480.0, "test_load": 1.0, "test_on": "site"},)
        contract = {"kind": "hydro", "share": 1.0, "certificates": True}
        result = self.result(1.0, generators=generators, contracts=(contract,))
        dirty = float(result.power.diesel_kw.sum() / result.power.load_kw.sum())
        assert dirty > 0.05
        assert result.indicators.cfe_hourly_with_grid == pytest.approx(1 - dirty)
        assert result.indicators.cfe_hourly == pytest.approx(1 - dirty, abs=0.01)  # flat delivery, a flat load


kinds = st.sampled_from(["solar", "wind", "hydro", "geothermal", "biomass", "nuclear"])
contracts = st.lists(
    st.fixed_dictionaries(
        {
            "kind": kinds,
            "share": st.floats(0.01, 0.4),
            "shape": st.sampled_from([None, "flat", "load"]),
            "certificates": st.booleans(),
            "deliverable": st.booleans(),
            "year_factor": st.floats(0.5, 2.0),
            "factor_kg_per_kwh": st.floats(0, 0.1),
        }
    ),
    max_size=2,
)


@settings(max_examples=40)
@given(
    sun=st.sampled_from([0.0, 0.2, 1.5, 4.0]),
    sold=st.floats(0, 1),
    bought=contracts,
    certificates=st.floats(0.01, 0.2),
    system=st.booleans(),
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
def test_laws_of_any_supply(
    sun: float, sold: float, bought: list[dict], certificates: float, system: bool, battery: dict, export: float
):
    stated = supply(
        grid=GRID | {"certificate_system": system, "clean_share": 0.3},
        solar=({"capacity_kwp": sun},) if sun else (),
        certificates_sold=sold if sun else 0.0,
        contracts=tuple(bought),
        certificates={"share": certificates},
        battery=battery,
        export_limit_kw=export,
        generators=({"capacity_kw": 0.5, "test_hours_per_year": 40.0, "test_on": "site"},),
        outages={"count": 2, "hours_each": 5},
    )
    power = year(stated, 0.5 + 0.3 * np.sin(HOUR * 2 * np.pi / 24))
    held = instruments(stated, power)
    # energy: each kWh of the facility once, each kWh of the import once
    assert sum(each.energy_kwh for each in held) == pytest.approx(YEAR_KWH)
    assert min(min(each.energy_kwh, each.losses_kwh) for each in held) >= -1e-6
    imported = ("own_generation", "own_generation_certificates_sold", "generators", "unserved")
    consumed = sum(each.consumed_kwh for each in held if each.instrument not in imported)
    assert consumed == pytest.approx(float(power.grid_kw.sum()))
    # claims: the more is believed, the less is emitted; no hour is covered by another's power, which can only add
    # where all contracts are as clean: else the deliverable ones alone may be the cleaner
    kg = [market_based_kg(held, 0.6, figure) for figure in ("market_based", "market_based_if_certified")]
    assert kg[0] >= kg[1] - 1e-6
    if len({each.factor_kg_per_kwh for each in stated.contracts} | {0.0}) == 1:
        assert market_based_hourly_kg(stated, power, held, 0.6) >= kg[0] - 1e-6
    # volumes: what is proven and used is at most what is bought and generated, and the hours at most the year
    assert power.contracted_kw is not None
    own_kwh = (1 - stated.certificates_sold) * float(power.on_site_kw.sum())
    volumes = power.contracted_kw.sum(axis=1) if len(bought) else np.zeros(0)
    renewable = np.array([each["kind"] != "nuclear" for each in bought], dtype=float)
    assert counted_kwh(held, "ref") <= own_kwh + renewable @ volumes + certificates * YEAR_KWH + 1e-6
    assert clean_kw(stated, power).sum() <= own_kwh + volumes.sum() + 1e-6


@given(share=st.floats(0.01, 1.0), fuel=st.sampled_from([(), ({"capacity_kw": 0.5, "test_on": "site"},)]))
def test_a_typed_claim_covers_its_share_and_no_more(share: float, fuel: tuple):
    assume(share < 1.0)
    stated = supply(grid=GRID, renewable_share=share, generators=fuel)
    power = year(stated)
    found = by_name(stated, power)
    assert sum(found.values()) == pytest.approx(YEAR_KWH)
    assert found["typed_claim"] == pytest.approx(share * float(power.grid_kw.sum()))
    assert not any(each.is_certified for each in instruments(stated, power))


def test_the_default_of_a_contract_makes_no_claim_on_certificates():
    assert Contract(kind="hydro", share=0.5).certificates is False
