"""Scope 1, embodied, upstream and marginal carbon; what is not given is not determined."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from pydantic import ValidationError
from sites import LAKE, design, steady_weather

from dcenergy.accounting.carbon import Carbon, basis
from dcenergy.accounting.direct import Refrigerant, leaked_kg
from dcenergy.accounting.embodied import Embodied, Servers, embodied
from dcenergy.reference.table import FOLDER, sources, table
from dcenergy.simulate import simulate
from dcenergy.study import supply_notes
from dcenergy.study.assess import assess
from dcenergy.supply.supply import Supply

GRID = {"factor_kg_per_kwh": 0.5}


def carbon(**sections: object) -> Carbon:
    return simulate(design(LAKE, **sections), steady_weather()).carbon


class TestWhatIsNotGiven:
    def test_a_grid_alone_determines_scope_2(self):
        own = carbon(supply={"grid": GRID})
        assert own.location_based is not None
        assert (own.scope_1, own.scope_3, own.embodied_per_year, own.total_per_year, own.marginal) == (None,) * 5

    def test_fuel_alone_is_no_scope_1(self):
        own = carbon(supply={"grid": GRID, "generators": ({"capacity_kw": 500.0},)})
        assert own.scope_1_fuel == pytest.approx(500 * 0.3 * 12 * 0.27 * 2.68)
        assert own.scope_1 is None

    def test_none_is_said_by_an_empty_list(self):
        own = carbon(supply={"grid": GRID, "generators": ()}, carbon={"refrigerants": (), "embodied": {}})
        assert own.scope_1 == 0.0
        assert own.total_per_year == pytest.approx((own.location_based or 0) + (own.embodied_per_year or 0))

    def test_without_a_grid_there_is_no_total(self):
        own = carbon(supply={"generators": ()}, carbon={"refrigerants": (), "embodied": {}})
        assert own.embodied_per_year is not None
        assert own.total_per_year is None


class TestBasis:
    def test_every_figure_names_its_gases(self):
        supply = Supply.model_validate(
            {"grid": {"factor": "cn-hunan-2023", "upstream_kg_per_kwh": 0.05}, "generators": ({"capacity_kw": 9.0},)}
        )
        own = simulate(
            design(LAKE, supply=supply, carbon={"refrigerants": (), "embodied": {}}), steady_weather()
        ).carbon
        said = basis(supply, own)
        # China's ministry counts CO2 alone (notice No. 47 of 2025); makers' sheets and GWP count equivalents
        assert "CO2 only" in said["location_based"]
        assert "CO2e" in said["scope_1_refrigerants"]
        assert "mixed" in said["total_per_year"]
        assert "marginal" not in said

    def test_what_is_not_determined_has_no_basis(self):
        assert basis(Supply(), Carbon()) == {}


class TestRefrigerants:
    def test_a_chillers_leaks(self):
        # 500 kg of R-134a, 2 % a year refilled, GWP100 of AR6: 500 x 0.02 x 1530
        plant = Refrigerant(refrigerant="r134a", charge_kg=500.0, leak_per_year=0.02, end_of_life_loss=0.0)
        assert leaked_kg(plant) == pytest.approx(15_300.0)

    def test_the_end_is_spread_over_the_life(self):
        plant = Refrigerant(gwp=100.0, charge_kg=20.0, leak_per_year=0.0, end_of_life_loss=0.5, life_years=10.0)
        assert leaked_kg(plant) == pytest.approx(100.0)  # 1,000 kg in ten years

    def test_a_blend_is_the_sum_of_its_parts(self):
        # R-410A is half R-32 (771) and half R-125 (3740, AR6): 2255.5
        assert table("refrigerants")["r410a"].value == pytest.approx((771 + 3740) / 2, abs=1)

    def test_an_unknown_one_is_answered(self):
        with pytest.raises(ValidationError, match="r134a"):
            Refrigerant(refrigerant="r134", charge_kg=1.0)


class TestEmbodied:
    def test_servers_by_their_life(self):
        # 36,000 of Dell's R740 at 1,313 kg over five years
        year = embodied(Embodied(server_kg=1313.0), Supply(), Servers(36_000), 0.0)
        assert year.total == pytest.approx(36_000 * 1313 / 5)

    def test_every_part_counts(self):
        supply = Supply.model_validate(
            {
                "solar": ({"capacity_kwp": 300.0},),
                "wind": ({"capacity_kw": 100.0},),
                "hydro": ({"capacity_kw": 80.0, "head_m": 9.0, "monthly_flow_m3_s": (1.0,) * 12},),
                "battery": {"capacity_kwh": 150.0, "power_kw": 1.0},
            }
        )
        year = embodied(Embodied(), supply, Servers(10), 60.0)
        # 10 x 1300/5, 60 x 650/60, 60 x 350/20, 300 x 1000/30, 100 x 500/25, 80 x 1500/60, 150 x 80/15
        assert year.total == pytest.approx(2600 + 650 + 1050 + 10_000 + 2000 + 2000 + 800)

    def test_own_power_counts_by_its_size_and_not_by_its_energy(self):
        # a river of twice the flow gives twice the energy; by location and by the grid's life-cycle factor it is 0
        flows = ({"capacity_kw": 50.0, "head_m": 5.0, "monthly_flow_m3_s": (q,) * 12} for q in (0.4, 0.8))
        dry, wet = (
            carbon(supply={"grid": {"factor": "china-2023"}, "hydro": (each,)}, carbon={"embodied": {}})
            for each in flows
        )
        assert dry.embodied_per_year == wet.embodied_per_year
        assert (wet.location_based or 0) < (dry.location_based or 0)

    def test_the_range_is_that_of_the_rows(self):
        year = embodied(Embodied(), Supply(), Servers(10), 60.0)
        assert year.low == pytest.approx(10 * 600 / 5 + 60 * 300 / 60 + 60 * 200 / 20)
        assert year.high == pytest.approx(10 * 1700 / 5 + 60 * 1000 / 60 + 60 * 500 / 20)

    def test_an_own_number_has_no_cited_range(self):
        year = embodied(Embodied(server_kg=900.0), Supply(), Servers(10), 0.0)
        assert year.low == year.high == year.total

    @pytest.mark.parametrize("name", ["embodied", "refrigerants"])
    def test_rows_are_complete(self, name: str):
        with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
            keys = [row["key"] for row in csv.DictReader(file)]
        assert len(keys) == len(set(keys)) == len(table(name))
        for key, row in table(name).items():
            assert row.source in sources(), key
            assert row.evidence in {"verified", "secondary", "computed", "assumption"}, key
            assert (row.evidence == "assumption") == (row.source == "assumption"), key
            assert row.method, key
            assert (row.low if row.low is not None else row.value) <= row.value, key
            assert (row.high if row.high is not None else row.value) >= row.value, key
            if row.evidence == "assumption":
                assert row.low is not None, f"{key}: an assumption needs a range"


class TestElectricity:
    def test_hours_weigh_with_their_factor(self):
        # all the use in the hours of the low factor: half of the year at 0.2, half at 0.8, by location
        supply = {"grid": {"hourly_utc_kg_per_kwh": (0.2, 0.8) * 4380}}
        result = simulate(design(LAKE, supply=supply), steady_weather())
        grid_kw = result.power.grid_kw
        assert result.carbon.location_based == pytest.approx(0.2 * grid_kw[::2].sum() + 0.8 * grid_kw[1::2].sum())

    def test_own_power_emits_nothing_and_sold_power_earns_nothing(self):
        river = {"capacity_kw": 1e4, "head_m": 50.0, "monthly_flow_m3_s": (20.0,) * 12}
        own = carbon(supply={"grid": GRID, "hydro": (river,), "export_limit_kw": 1e9})
        assert own.location_based == 0.0
        assert own.market_based == 0.0

    def test_certificates_count_by_market_alone(self):
        plain = carbon(supply={"grid": GRID})
        certified = carbon(supply={"grid": GRID, "certificates": {"share": 0.4}})
        assert certified.location_based == plain.location_based
        assert certified.market_based == pytest.approx(0.6 * (plain.market_based or 0))

    def test_the_margin_and_upstream_are_in_no_total(self):
        supply = {"grid": GRID | {"marginal_kg_per_kwh": 0.9, "upstream_kg_per_kwh": 0.06}, "generators": ()}
        own = carbon(supply=supply, carbon={"refrigerants": (), "embodied": {}})
        energy = (own.location_based or 0) / 0.5
        assert own.marginal == pytest.approx(0.9 * energy)
        assert own.scope_3 == pytest.approx(0.06 * energy)
        assert own.total_per_year == pytest.approx((own.location_based or 0) + (own.embodied_per_year or 0))

    def test_a_battery_that_goes_by_carbon_emits_less(self):
        grid = GRID | {"shape": "us-cal-ciso-2024"}
        battery = {"capacity_kwh": 2000.0, "power_kw": 400.0, "dispatch": "carbon"}
        plain, moved = (carbon(supply={"grid": grid, **more}) for more in ({}, {"battery": battery}))
        assert (moved.location_based or np.inf) < (plain.location_based or 0)


class TestServersInPlace:
    """What is not there was not made; what was made is not less because it draws less."""

    def embodied_kg(self, servers: tuple[dict, ...], active_share: float = 1.0, **stated: float) -> float:
        profile = design(LAKE, {"servers": servers, "active_share": active_share}, carbon={"embodied": stated})
        made = simulate(profile, steady_weather()).carbon.embodied_parts
        assert made is not None
        return made.servers

    ORDINARY = ({"count": 1000, "idle_w": 150.0, "peak_w": 400.0},)

    @pytest.mark.parametrize("share", [1.0, 0.4, 0.0])
    def test_servers_that_do_not_stand_yet_were_not_made(self, share: float):
        # 1,300 kg over five years for each that stands
        assert self.embodied_kg(self.ORDINARY, share) == pytest.approx(share * 1000 * 1300 / 5)

    def test_the_plant_is_built_for_all_of_them(self):
        half, whole = (
            simulate(
                design(LAKE, {"servers": self.ORDINARY, "active_share": share}, carbon={"embodied": {}}),
                steady_weather(),
            ).carbon.embodied_parts
            for share in (0.5, 1.0)
        )
        assert half is not None
        assert whole is not None
        assert (half.building, half.plant) == (whole.building, whole.plant)

    @pytest.mark.parametrize(
        ("peak_w", "kg"),
        [
            (400.0, 1300.0),
            (1000.0, 1300.0),
            (10_200.0, 7312.0),  # an HGX H100 baseboard of 1,312 kg in a server of 6,000 kg
            (14_300.0, 7312.0 * 14.3 / 10.2),
            (132_000.0, 7312.0 * 132 / 10.2),  # a rack of 72
        ],
    )
    def test_a_server_counts_by_its_power(self, peak_w: float, kg: float):
        servers = ({"count": 10, "idle_w": 100.0, "peak_w": peak_w},)
        assert self.embodied_kg(servers) == pytest.approx(10 * kg / 5)

    def test_more_power_never_counts_for_less(self):
        made = [self.embodied_kg(({"count": 1, "idle_w": 10.0, "peak_w": w},)) for w in (50.0, 1e3, 1.8e3, 2e3, 5e3)]
        assert made == sorted(made)

    def test_the_makers_figure_goes_before_a_guess(self):
        servers = ({"count": 10, "idle_w": 2000.0, "peak_w": 10_200.0, "embodied_kg": 9000.0}, *self.ORDINARY)
        assert self.embodied_kg(servers, 0.5) == pytest.approx(0.5 * (10 * 9000 + 1000 * 1300) / 5)

    def test_the_range_is_that_of_each_row(self):
        year = embodied(Embodied(), Supply(), Servers(plain=10, accelerated=2, own_kg=500.0), 0.0)
        assert year.low == pytest.approx((10 * 600 + 2 * 4862 + 500) / 5)
        assert year.high == pytest.approx((10 * 1700 + 2 * 8912 + 500) / 5)

    def test_a_guess_is_told(self):
        servers = ({"count": 10, "idle_w": 2000.0, "peak_w": 10_200.0},)
        profile = design(LAKE, {"servers": servers}, carbon={"embodied": {}})
        told = [each for each in supply_notes.notes(assess(profile, steady_weather(), None)) if "GPUs" in each]
        assert [each.severity for each in told] == ["moves"]
        assert "7,312 kg" in told[0]
        plain = design(LAKE, carbon={"embodied": {}})
        assert not [x for x in supply_notes.notes(assess(plain, steady_weather(), None)) if "GPUs" in x]


class TestUsageEffectiveness:
    """CUE, ISO/IEC 30134-8: the carbon of all energy that the site uses, per kWh of IT."""

    def test_the_generators_fuel_counts(self):
        # 500 kW at 0.3 for 12 h, 0.27 L/kWh, 2.68 kg/L
        generators = ({"capacity_kw": 500.0},)
        plain, fuelled = (
            simulate(design(LAKE, supply={"grid": GRID, **more}), steady_weather())
            for more in ({}, {"generators": generators})
        )
        it_kwh = float(plain.site.it_kw.sum())
        for name in ("cue_kg_per_kwh", "cue_market_kg_per_kwh"):
            less, more = (getattr(each.indicators, name) for each in (plain, fuelled))
            assert (more - less) * it_kwh == pytest.approx(500 * 0.3 * 12 * 0.27 * 2.68), name

    def test_fuel_in_an_outage_counts_in_place_of_the_grids(self):
        supply = {
            "grid": GRID,
            "generators": ({"capacity_kw": 5000.0, "test_hours_per_year": 0.0},),
            "outages": {"at": ({"month": 7, "day": 14, "hour": 0, "hours": 48},)},
        }
        own = simulate(design(LAKE, supply=supply), steady_weather())
        backup_kwh, grid_kwh = float(own.power.backup_kw.sum()), float(own.power.grid_kw.sum())
        assert backup_kwh > 10_000
        expected = (0.5 * grid_kwh + 2.68 * 0.27 * backup_kwh) / float(own.site.it_kw.sum())
        assert own.indicators.cue_kg_per_kwh == pytest.approx(expected)


@pytest.mark.parametrize("part", ["server", "building", "plant", "solar", "wind", "hydro", "battery"])
def test_a_life_of_no_time_is_refused(part: str):
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        Embodied.model_validate({f"{part}_life_years": 0.0})
