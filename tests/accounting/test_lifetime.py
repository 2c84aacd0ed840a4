"""The years of a plant's life against hand sums: a site with a typed-in PUE is in proportion to its servers."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import ClassVar

import numpy as np
import numpy_financial
import pytest
from pydantic import ValidationError
from sites import design, steady_weather

from dcenergy.accounting.carbon import Inventory
from dcenergy.accounting.cash_flow import present_value
from dcenergy.accounting.embodied import Embodied
from dcenergy.profile.schema import Baseline, Profile
from dcenergy.report.json_document import document
from dcenergy.simulate import simulate
from dcenergy.study import case, compare, money_notes
from dcenergy.study.assess import assess
from dcenergy.study.designs import Asked
from dcenergy.study.lifetime import Life, live
from dcenergy.supply.contract import Contract
from dcenergy.supply.solar import SolarArray

FIXED = {"system": "fixed_pue", "pue": 1.2}
ARRAY = SolarArray(capacity_kwp=100.0, degradation_per_year=0.01)
SUNNY = replace(steady_weather(), unit_yields_kw={ARRAY.key: np.full(8760, 0.2)})
LEAK = {"charge_kg": 100.0, "leak_per_year": 0.03, "end_of_life_loss": 0.0}
LOAD_KWH = 275.0 * 1.2 * 8760
"""1,000 servers of 275 W, and a fifth more: their fans do not answer a typed-in PUE's air."""


def site(cost: dict, supply: dict | None = None) -> Profile:
    prices = {"currency": "EUR", "price_year": 2024, "tariff": {"per_kwh": 0.1}, "lifetime_years": 4} | cost
    return design(FIXED, it={"fans": {"slope_per_k": 0.0}}, cost=prices, supply=supply or {})


def lived(profile: Profile) -> tuple[tuple[float, ...], Life]:
    result, life = live(simulate(profile, SUNNY), SUNNY)
    assert result.cost.flows is not None
    return result.cost.flows, life


def test_years_alike_by_hand():
    part = {"name": "a", "amount": 1000.0, "life_years": 3.0}
    flows, _ = lived(site({"capital": (part,), "price_growth_per_year": 0.02, "maintenance_fraction": 0.02}))
    bill = LOAD_KWH * 0.1
    # bought again at the end of year 3, of which two thirds are left after year 4
    bought = (1000.0, 0.0, 0.0, 1000.0, -1000 * 2 / 3)
    assert flows == pytest.approx(
        [paid + (bill * 1.02 ** (year - 1) + 20 if year else 0.0) for year, paid in enumerate(bought)]
    )


def test_a_year_alone_states_nothing_of_the_life():
    """What only the years of a life know has one source: these years."""
    profile = site({"active_share_by_year": (0.25, 0.5, 1.0), "capital": ({"name": "a", "amount": 5e4},)})
    year = simulate(profile, SUNNY).cost
    whole = assess(profile, SUNNY, None).design.cost
    of_life = {"flows", "npv", "levelised_per_it_kwh", "levelised_per_work_kwh"}
    for name, amount in asdict(year).items():
        assert amount is None if name in of_life else amount == getattr(whole, name), name
    assert whole.npv == pytest.approx(present_value(0.07, whole.flows or ()))
    assert None not in {getattr(whole, name) for name in of_life}


def test_a_site_fills_up():
    flows, life = lived(site({"active_share_by_year": (0.25, 0.5, 1.0)}))
    bill = LOAD_KWH * 0.1
    assert flows == pytest.approx((0.0, 0.25 * bill, 0.5 * bill, bill, bill), rel=1e-9)
    assert [year.active_share for year in life] == [0.25, 0.5, 1.0, 1.0]


def test_levelised_cost_is_over_the_energy_of_the_years():
    profile = site({"active_share_by_year": (0.25, 0.5, 1.0), "capital": ({"name": "a", "amount": 5e4},)})
    result, _ = live(simulate(profile, SUNNY), SUNNY)
    shares = (0.25, 0.5, 1.0, 1.0)
    bill, it_kwh = LOAD_KWH * 0.1, LOAD_KWH / 1.2
    paid = 5e4 + sum((bill * share + 1000) / 1.07**year for year, share in enumerate(shares, 1))  # 2 % maintenance
    used = sum(it_kwh * share / 1.07**year for year, share in enumerate(shares, 1))
    assert result.cost.levelised_per_it_kwh == pytest.approx(paid / used)


def test_arrays_wear():
    # 100 kWp at 0.2 give 20 kW in the first year, all of it used, and 1 % less in each that follows
    flows, life = lived(site({}, {"solar": (ARRAY.model_dump(),)}))
    own = [20 * 8760 * 0.99**year for year in range(4)]
    assert [year.on_site_kwh for year in life] == pytest.approx(own)
    assert flows[1:] == pytest.approx([(LOAD_KWH - kwh) * 0.1 for kwh in own])


def test_arrays_bought_again_are_new():
    parts = (
        {"name": "modules", "per_solar_kwp": 1000.0, "life_years": 3.0},
        {"name": "inverters", "per_solar_kwp": 100.0, "life_years": 1.0},
    )
    _, life = lived(site({"capital": parts}, {"solar": (ARRAY.model_dump(),)}))
    # modules are bought at the start and at the end of year 3; new inverters every year change no module
    assert [year.on_site_kwh for year in life] == pytest.approx([20 * 8760 * 0.99**worn for worn in (0, 1, 2, 0)])


def test_arrays_of_half_years_are_new_in_the_year_after_they_are_paid():
    part = {"name": "modules", "per_solar_kwp": 1000.0, "life_years": 1.5}
    flows, life = lived(site({"capital": (part,), "maintenance_fraction": 0.0}, {"solar": (ARRAY.model_dump(),)}))
    # after 1.5 and 3 years: at the end of years 2 and 3; a third of the last is left after year 4
    assert [year.on_site_kwh for year in life] == pytest.approx([20 * 8760 * 0.99**worn for worn in (0, 1, 0, 0)])
    bought = [
        paid - (LOAD_KWH - kwh) * 0.1
        for paid, kwh in zip(flows[1:], (each.on_site_kwh for each in life), strict=True)
    ]
    assert bought == pytest.approx([0.0, 1e5, 1e5, -1e5 / 3])


def test_worn_arrays_are_maintained_as_they_were_bought():
    sun = {"capital": ({"name": "sun", "per_solar_kwp": 1000.0},), "maintenance_fraction": 0.01}
    flows, _ = lived(site(sun, {"solar": (ARRAY.model_dump(),)}))
    bare, _ = lived(site({}, {"solar": (ARRAY.model_dump(),)}))
    # 1 % of 100 kWp at 1,000 in every year; in the last, the rest of a life of the plant's own length is 0
    assert np.subtract(flows[1:], bare[1:]) == pytest.approx([1000.0] * 4)


class TestBatteries:
    """Lossless, filled by day and emptied by night: what a year's discharge tells is its capacity."""

    OWN: ClassVar[dict] = {
        "capacity_kwh": 100.0,
        "power_kw": 100.0,
        "round_trip_efficiency": 1.0,
        "self_discharge_per_h": 0.0,
        "dispatch": "price",
    }
    NIGHTS: ClassVar[dict] = {"tariff": {"per_kwh": 0.2, "periods": ({"per_kwh": 0.1, "to_hour": 6},)}}

    def batteries(self, own: dict, **cost: object) -> list[float | None]:
        _, life = lived(site(self.NIGHTS | cost, {"battery": self.OWN | own}))
        return [year.battery_kwh for year in life]

    def test_they_fade_by_the_year(self):
        assert self.batteries({"fade_per_year": 0.1}) == pytest.approx([100.0, 90.0, 80.0, 70.0])

    def test_they_fade_by_the_cycle(self):
        # one cycle a day of what is left: 365 x 1e-3, then 0.635 of as many
        left = [100.0, 63.5, 63.5 * (1 - 0.365), 63.5 * (1 - 0.365) ** 2]
        assert self.batteries({"fade_per_cycle": 1e-3}) == pytest.approx(left)

    def test_they_are_bought_again(self):
        part = {"name": "store", "per_battery_kwh": 1.0, "life_years": 2.0}
        assert self.batteries({"fade_per_year": 0.1}, capital=(part,)) == pytest.approx([100.0, 90.0, 100.0, 90.0])

    def test_new_electronics_make_no_new_cells(self):
        # as with inverters and modules: the cells of 3 years wear on while the electronics are bought every year
        parts = (
            {"name": "cells", "per_battery_kwh": 1.0, "life_years": 3.0},
            {"name": "electronics", "per_battery_kwh": 0.2, "life_years": 1.0},
        )
        assert self.batteries({"fade_per_year": 0.1}, capital=parts) == pytest.approx([100.0, 90.0, 80.0, 100.0])

    def test_they_end_empty_and_not_below(self):
        assert self.batteries({"fade_per_year": 0.5}) == pytest.approx([100.0, 50.0, 0.0, 0.0])

    @pytest.mark.parametrize(
        ("part", "said"),
        [
            # 0.5 a year leave 0 in the last of four years; of 100 years' life 0.96 of the price would be credited
            ({"per_battery_kwh": 100.0, "life_years": 100.0}, "yet 96% of its price"),
            ({"per_battery_kwh": 100.0, "life_years": 4.0}, None),
            ({"amount": 1e4, "life_years": 4.0}, "is not bought again"),
        ],
    )
    def test_money_counts_on_no_dead_one(self, part: dict, said: str | None):
        capital = ({"name": "store", **part},)
        made = assess(
            site(self.NIGHTS | {"capital": capital}, {"battery": self.OWN | {"fade_per_year": 0.5}}), SUNNY, None
        )
        told = [note for note in money_notes.notes(made) if "The battery" in note]
        assert len(told) == bool(said)
        assert all(said is not None and said in note for note in told)

    def test_a_worn_one_saves_less(self):
        flows, _ = lived(site(self.NIGHTS, {"battery": self.OWN | {"fade_per_year": 0.1}}))
        # 100 kWh a night move at a spread of 0.1, then 90, 80, 70
        saved = [365 * kwh * 0.1 for kwh in (100, 90, 80, 70)]
        without, _ = lived(site(self.NIGHTS))
        assert np.subtract(without[1:], flows[1:]) == pytest.approx(saved)


def test_newer_servers_do_the_same_work_for_less():
    flows, life = lived(site({"server_refresh_years": 2, "server_gain_per_year": 0.1}))
    # two years of 10 % are won after two years: 0.81 of all that the typed-in PUE makes proportional
    bill = LOAD_KWH * 0.1
    assert flows == pytest.approx((0.0, bill, bill, 0.81 * bill, 0.81 * bill), rel=1e-9)
    assert [year.server_power for year in life] == pytest.approx([1.0, 1.0, 0.81, 0.81])


def test_better_servers_are_no_dearer_by_their_work():
    priced = site({"server_refresh_years": 2, "server_gain_per_year": 0.1, "discount_rate": 0.0})
    result, _ = live(simulate(priced, SUNNY), SUNNY)
    # two years at 1 and two at 0.81 of the bill, for four years of the first servers' work
    assert result.cost.levelised_per_work_kwh == pytest.approx(0.1 * 1.2 * (1 + 1 + 0.81 + 0.81) / 4)
    assert result.cost.levelised_per_it_kwh == pytest.approx(0.1 * 1.2)
    assert any("levelised_per_work_kwh" in note for note in money_notes.notes(assess(priced, SUNNY, None)))


@pytest.mark.parametrize(("life", "said"), [(4.0, 1), (2.0, 0)])
def test_servers_last_as_long_in_carbon_as_in_money(life: float, said: int):
    inventory = Inventory(embodied=Embodied(server_life_years=life))
    made = assess(site({"server_refresh_years": 2}).model_copy(update={"carbon": inventory}), SUNNY, None)
    assert len([note for note in money_notes.notes(made) if "make them one" in note]) == said


def test_parts_that_buy_nothing_are_named():
    capital = tuple({"name": f"the {of}", of: 5.0} for of in ("per_wind_kw", "per_battery_kwh", "per_solar_kwp"))
    made = assess(site({"capital": capital}, {"solar": (ARRAY.model_dump(),)}), SUNNY, None)
    named = [note for note in money_notes.notes(made) if "costs nothing" in note]
    assert [note.split(" costs")[0] for note in named] == ["the per_wind_kw", "the per_battery_kwh"]


def test_a_refresh_meets_a_site_that_fills_up():
    _, life = lived(
        site({"server_refresh_years": 2, "server_gain_per_year": 0.1, "active_share_by_year": (0.5, 1.0)})
    )
    assert [year.it_kwh for year in life] == pytest.approx([275 * 8760 * part for part in (0.5, 1, 0.81, 0.81)])


def test_inflation_changes_the_money_and_not_its_worth():
    capital = ({"name": "a", "amount": 5e4, "life_years": 3.0},)
    real = site({"capital": capital, "discount_rate": 0.05})
    nominal = site({"capital": capital, "discount_rate": 1.05 * 1.02 - 1, "inflation": 0.02})
    (plain, _), (inflated, life) = (live(simulate(each, SUNNY), SUNNY) for each in (real, nominal))
    assert plain.cost.flows is not None
    assert inflated.cost.flows == pytest.approx([flow * 1.02**year for year, flow in enumerate(plain.cost.flows)])
    for figure in ("npv", "levelised_per_it_kwh", "capital_annuity", "total_per_year"):
        assert getattr(inflated.cost, figure) == pytest.approx(getattr(plain.cost, figure)), figure
    assert life[1].paid == pytest.approx(inflated.cost.flows[2])


def test_a_nominal_rate_must_be_told():
    # 1.07 x 1.03 - 1: 7 % real at 3 % inflation
    with pytest.raises(ValidationError, match=r"give discount_rate, as 0\.1021"):
        site({"inflation": 0.03})


@pytest.mark.parametrize(("rate", "said"), [(0.02, 1), (0.03, 0), (0.05, 0)])
def test_a_nominal_rate_below_inflation_is_told(rate: float, said: int):
    made = assess(site({"inflation": 0.03, "discount_rate": rate}), SUNNY, None)
    assert len([note for note in money_notes.notes(made) if "below the inflation" in note]) == said


def test_gains_without_a_refresh_are_refused():
    with pytest.raises(ValidationError, match="give server_refresh_years"):
        site({"server_gain_per_year": 0.1})


def test_the_grid_gets_cleaner_in_every_year():
    _, life = lived(site({}, {"grid": {"factor_kg_per_kwh": 0.5, "decline_per_year": 0.1}}))
    assert [year.location_based_kg for year in life] == pytest.approx(
        [LOAD_KWH * 0.5 * 0.9**year for year in range(4)]
    )


def test_carbon_of_the_years_by_every_method():
    servers = {"server_kg": 1000.0, "server_life_years": 4.0} | {
        f"{part}_per_it_kw": 0.0 for part in ("building_kg", "plant_kg")
    }
    profile = site({}, {"grid": {"factor_kg_per_kwh": 0.5, "decline_per_year": 0.1}, "generators": ()}).model_copy(
        update={"carbon": Inventory.model_validate({"embodied": servers, "refrigerants": ({"gwp": 1000.0, **LEAK},)})}
    )
    half = profile.supply.model_copy(
        update={"contracts": (Contract(kind="hydro", share=0.5, shape="load", certificates=True),)}
    )
    _, life = lived(profile.model_copy(update={"supply": half}))
    # 1,000 servers of 1 t over 4 years; 100 kg of a gas of 1,000, of which 3 % leak
    for year, grid in zip(life, (LOAD_KWH * 0.5 * 0.9**year for year in range(4)), strict=True):
        assert year.market_based_kg == pytest.approx(grid / 2)
        assert (year.scope_1_kg, year.embodied_kg) == pytest.approx((3000.0, 250_000.0))
        assert year.total_kg == pytest.approx(3000 + 250_000 + grid)


def test_the_years_embody_the_servers_that_then_stand():
    # 1,000 servers of 1 t over 4 years, of which 0.4, 0.7 and all stand; that better ones draw less makes none fewer
    servers = {"server_kg": 1000.0, "server_life_years": 4.0} | {
        f"{part}_per_it_kw": 0.0 for part in ("building_kg", "plant_kg")
    }
    cost = {"active_share_by_year": (0.4, 0.7, 1.0), "server_refresh_years": 2, "server_gain_per_year": 0.1}
    profile = site(cost).model_copy(update={"carbon": Inventory.model_validate({"embodied": servers})})
    _, life = lived(profile)
    assert [year.embodied_kg for year in life] == pytest.approx([100_000.0, 175_000.0, 250_000.0, 250_000.0])
    assert life[2].server_power < 1


def test_the_baselines_years_stand_beside():
    profile = site({}, {"grid": {"factor_kg_per_kwh": 0.5}, "generators": ()}).model_copy(
        update={"carbon": Inventory(refrigerants=(), embodied=Embodied()), "baseline": Baseline(profile="other")}
    )
    leaking = Inventory.model_validate({"refrigerants": ({"gwp": 1000.0, **LEAK},)})
    other = design(FIXED | {"pue": 1.5}, it={"fans": {"slope_per_k": 0.0}}).model_copy(update={"carbon": leaking})
    for year in document(assess(profile, SUNNY, other), "", ())["life"]:
        # 0.3 of IT more at 0.5 kg, and the leaks of 3 t; the same servers and halls are embodied
        assert year["baseline_total_kg"] - year["total_kg"] == pytest.approx(275 * 8760 * 0.3 * 0.5 + 3000)


def test_without_prices_there_is_no_life():
    assert live(simulate(design(FIXED), SUNNY), SUNNY)[1] == ()


def test_the_assessment_carries_the_years():
    made = assess(site({"active_share_by_year": (0.5, 1.0)}), SUNNY, None)
    assert [year.year for year in made.life] == [1, 2, 3, 4]
    assert made.design.cost.flows is not None
    assert made.design.cost.flows[1] == pytest.approx(made.life[0].paid)


@pytest.mark.parametrize("shares", [(), (0.0, 0.0), (0.5, 1.1), (-0.1, 1.0)])
def test_shares_that_cannot_be(shares: tuple[float, ...]):
    with pytest.raises(ValidationError, match="active_share_by_year"):
        site({"active_share_by_year": shares})


def test_the_flagship_that_fills_up_has_one_cost():
    # 740.9 and 683.5 million CNY stood side by side: the years alone know which
    read = case.read("dongjiang-lake", ["cost.active_share_by_year=[0.4,0.7,1]"])
    made = case.run(read)
    year, whole = simulate(read.loaded.profile, read.weather).cost, made.design.cost
    assert (year.npv, year.flows, year.levelised_per_it_kwh) == (None, None, None)
    assert (year.total_per_year, year.invested) == (whole.total_per_year, whole.invested)
    assert whole.flows is not None
    assert whole.flows[1:] == pytest.approx([each.paid for each in made.life])
    # 0.4 of the servers in the first year: their energy, and less than half of what the full site pays
    full = [each.running for each in made.life if each.active_share == 1.0]
    assert whole.npv == pytest.approx(numpy_financial.npv(0.07, whole.flows))
    assert made.life[0].running < 0.5 * full[0]


def test_compare_has_the_life_of_run(tmp_path):
    path = tmp_path / "fills.yaml"
    path.write_text(
        "extends: dongjiang-lake\nname: fills\nbaseline: null\ncost: {active_share_by_year: [0.4, 0.7, 1]}\n"
    )
    alone = case.run(case.read(str(path))).design.cost
    designs = compare.compare([Asked(str(path)), Asked("dongjiang-air-chilled")]).designs
    [beside] = [design.result.cost for design in designs if design.name == "fills"]
    assert beside == alone
