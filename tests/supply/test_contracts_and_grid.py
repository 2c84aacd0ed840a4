"""Contracts by shape, the grid's hours, generators; and what is refused, with the place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import LAKE, design, steady_weather

from dcenergy.errors import DcenergyError, DesignError
from dcenergy.profile.loading import load
from dcenergy.reference.table import sources
from dcenergy.study import supply_notes
from dcenergy.study.assess import assess
from dcenergy.study.case import read, run
from dcenergy.study.notes import notes
from dcenergy.supply.contract import Contract, delivery_kw
from dcenergy.supply.generator import Generator, fuel_l, power_under_test_kw
from dcenergy.supply.grid import Grid, to_local
from dcenergy.supply.grid_shape import shapes
from dcenergy.supply.solar import Module, SolarArray
from dcenergy.weather.hourly import Place, calendar

HOUR = np.arange(8760)


class TestDelivery:
    @pytest.mark.parametrize("shape", ["hydro", "solar", "wind", "flat", "load"])
    def test_the_year_delivers_the_volume(self, shape: str):
        weather = replace(
            steady_weather(),
            unit_yields_kw={Module().key: np.maximum(np.sin(HOUR / 4), 0)},
            wind_m_s=np.full(8760, 6.0),
        )
        load = 100 + 20 * np.sin(HOUR / 9)
        delivered = delivery_kw(Contract(kind="hydro", share=0.4, shape=shape), load, weather)
        assert delivered.sum() == pytest.approx(0.4 * load.sum())

    def test_only_a_generators_own_defaults_are_told(self):
        assert Contract(kind="hydro", share=0.4).array is None
        assert Contract(kind="hydro", share=0.4).turbine is None
        assert Contract(kind="solar", share=0.4).array == Module()
        assert Contract(kind="solar", share=0.4, shape="flat").array is None

    def test_a_dry_year_delivers_less(self):
        dry = Contract(kind="hydro", share=0.4, year_factor=0.7)
        assert delivery_kw(dry, np.ones(8760), steady_weather()).sum() == pytest.approx(0.28 * 8760)

    def test_months_weigh_as_told(self):
        contract = Contract(kind="hydro", share=1.0, monthly_shape=(1.0,) * 6 + (3.0,) * 6)
        delivered = delivery_kw(contract, np.ones(8760), steady_weather())
        assert delivered[-1] == pytest.approx(3 * delivered[0])

    def test_a_sky_without_sun_delivers_nothing_to_shape(self):
        with pytest.raises(DesignError, match="this weather gives none"):
            delivery_kw(
                Contract(kind="wind", share=0.1), np.ones(8760), replace(steady_weather(), wind_m_s=np.zeros(8760))
            )


class TestGrid:
    @pytest.mark.parametrize("key", shapes())
    def test_a_shape_moves_no_annual_mean(self, key: str):
        grid = Grid(factor_kg_per_kwh=0.4, shape=key)
        assert grid.hourly_kg_per_kwh(steady_weather()).mean() == pytest.approx(0.4, rel=1e-12)

    @pytest.mark.parametrize("key", shapes())
    def test_shapes_are_complete_and_of_known_source(self, key: str):
        shape = shapes()[key]
        assert shape.source in sources()
        # means over the hours and over the months of ratios to the annual mean, each of three decimals
        assert np.mean(shape.by_hour) == pytest.approx(1.0, abs=1e-3)
        assert np.mean(shape.by_month) == pytest.approx(1.0, abs=0.02)  # months differ in length and in load

    def test_california_is_cleanest_around_noon(self):
        # Electricity Maps 2024, hour of the day: 0.5 to 0.6 of the mean at noon
        hours = Grid(factor_kg_per_kwh=1.0, shape="us-cal-ciso-2024").hourly_kg_per_kwh(steady_weather())
        by_hour = hours.reshape(-1, 24).mean(axis=0)
        assert 8 <= by_hour.argmin() <= 15
        assert by_hour.min() < 0.8

    @pytest.mark.parametrize(("offset_h", "first"), [(8.0, 8752), (0.0, 0), (-6.0, 6)])
    def test_a_file_is_in_utc(self, offset_h: float, first: int):
        # midnight in China is 16:00 UTC of the day before, and in Chicago 06:00 UTC
        weather = replace(steady_weather(), place=Place(30.0, 0.0, 0.0, offset_h))
        grid = Grid(hourly_utc_kg_per_kwh=tuple((HOUR / 8760).tolist()))
        assert grid.hourly_kg_per_kwh(weather)[0] * 8760 == pytest.approx(first)

    @given(st.floats(-12, 14).map(lambda h: round(h * 4) / 4))
    def test_moving_clocks_loses_no_carbon(self, offset_h: float):
        utc = np.random.default_rng(0).random(48)
        assert to_local(utc, offset_h).sum() == pytest.approx(utc.sum())

    def test_a_leap_year_of_factors_loses_its_day(self):
        # 29 February is hours 1416 to 1439 of a leap year: 31 + 28 days of 24 h stand before it
        leap = np.where((np.arange(8784) >= 1416) & (np.arange(8784) < 1440), 3.0, 0.5)
        weather = replace(steady_weather(), place=Place(30.0, 0.0, 0.0, 0.0))
        assert Grid(hourly_utc_kg_per_kwh=tuple(leap.tolist())).hourly_kg_per_kwh(weather).tolist() == [0.5] * 8760


class TestGenerators:
    @given(st.floats(0, 700))
    def test_the_hours_of_tests_are_those_told(self, hours: float):
        tested = power_under_test_kw(
            Generator(capacity_kw=100.0, test_hours_per_year=hours, test_load=1.0), calendar()
        )
        assert tested.sum() == pytest.approx(100 * hours)

    def test_fuel_of_a_year(self):
        # 2 MW at 30 % for 12 h: 7,200 kWh at 0.27 L/kWh
        assert fuel_l(Generator(capacity_kw=2000.0)) == pytest.approx(1944.0)


TEXT = """name: a
it: {servers: [{count: 100}]}
cooling: {system: fixed_pue, pue: 1.2}
site: {weather: {normals: zixing}}
cost: {currency: CNY, price_year: 2024, tariff: {per_kwh: 0.6}}
supply:
"""

REFUSED = {
    "shares above all": (
        "  contracts: [{kind: hydro, share: 0.7}, {kind: wind, share: 0.4}]",
        "a.yaml:6:1: supply: the shares of `contracts` add up to 1.1, above 1; lower them",
    ),
    "a percentage": (
        "  contracts: [{kind: hydro, share: 70}]",
        "supply.contracts.0.share: must be above 0 and at most 1, got 70; a share is a fraction: 70 % is 0.7",
    ),
    "certificates beyond the energy": (
        "  contracts: [{kind: hydro, share: 0.7, certificates: true}]\n  certificates: {share: 0.4}",
        "certificates for 1.1 of the electricity are more than it uses (0.7 come with contracts)",
    ),
    "a claim beside certificates": (
        "  renewable_share: 0.5\n  certificates: {share: 0.4}",
        "give `certificates` or `renewable_share`, not both",
    ),
    "power without energy": (
        "  battery: {power_kw: 5}",
        "a.yaml:7:3: supply.battery.capacity_kwh: is missing; give it: Usable energy.",
    ),
    "energy without power": (
        "  battery: {capacity_kwh: 5}",
        "supply.battery.power_kw: is missing; give it: Charged or discharged at most, at its connection.",
    ),
    "no energy": (
        "  battery: {capacity_kwh: 0, power_kw: 5}",
        "a.yaml:7:13: supply.battery.capacity_kwh: must be above 0 kWh, got 0",
    ),
    "no power": (
        "  battery: {capacity_kwh: 5, power_kw: 0}",
        "a.yaml:7:30: supply.battery.power_kw: must be above 0 kW, got 0",
    ),
    "certificates for nothing": (
        "  certificates: {share: 0}",
        "a.yaml:7:18: supply.certificates.share: must be above 0 and at most 1, got 0",
    ),
    "outages at no time": (
        "  outages: {}",
        "a.yaml:7:3: supply.outages: give one of `at` (times) and `count` (so many a year)",
    ),
    "months of a river": (
        "  hydro: [{capacity_kw: 5, head_m: 3, monthly_flow_m3_s: [1,1,1]}]",
        "supply.hydro.0.monthly_flow_m3_s: must have at least 12 items, got 3",
    ),
    "carbon without a grid": (
        "  battery: {capacity_kwh: 1, power_kw: 5, dispatch: carbon}",
        "a battery that goes by carbon needs `grid`, with its factor",
    ),
    "a tilted tracker": (
        "  solar: [{capacity_kwp: 5, tracking: single_axis, tilt_deg: 20}]",
        "a.yaml:7:11: supply.solar.0: a single-axis tracker turns about a level axis; remove `tilt_deg`",
    ),
    "months of another kind": (
        "  contracts: [{kind: wind, share: 0.7, monthly_shape: [1,1,1,1,1,1,1,1,1,1,1,1]}]",
        "monthly_shape is hydropower's; a contract of shape wind takes none",
    ),
    "a price without certificates": (
        "  contracts: [{kind: hydro, share: 0.7, certificate_price_per_kwh: 0.01}]",
        "certificate_price_per_kwh is paid for certificates; set `certificates: true`, or remove it",
    ),
    "a turbine for the sun": (
        "  contracts: [{kind: solar, share: 0.7, turbine: {hub_height_m: 80}}]",
        "`turbine` is wind power's; a contract of shape solar takes none",
    ),
    "an unknown shape": (
        "  grid: {factor: cn-hunan-2023, shape: us-cal-2024}",
        "a.yaml:7:3: supply.grid: `us-cal-2024` is not in the table grid_shapes; did you mean `us-cal-ciso-2024`?",
    ),
    "two factors": (
        "  grid: {factor: cn-hunan-2023, factor_kg_per_kwh: 0.5}",
        "give one of `factor` (a row of the table), `factor_kg_per_kwh` (a number) and `file` (hours in UTC)",
    ),
    "a factor without a name": (
        '  grid: {factor: ""}',
        "a.yaml:7:3: supply.grid: `` is not in the table grid_factors",
    ),
    "a residual mix without a name": (
        '  grid: {factor: cn-hunan-2023, residual: ""}',
        "a.yaml:7:3: supply.grid: `` is not in the table grid_factors",
    ),
    "upstream twice": (
        "  grid: {factor: china-2023, upstream_kg_per_kwh: 0.05}",
        "is a life-cycle factor and holds the upstream part",
    ),
}


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_with_its_place(text: str, words: str, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(TEXT + text)
    with pytest.raises(DcenergyError) as refused:
        load("a.yaml")
    assert words in str(refused.value)


class TestFiles:
    @pytest.fixture(autouse=True)
    def _here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("a.yaml").write_text(f"{TEXT}  grid: {{file: carbon.csv}}\n")

    def test_a_file_of_factors_reaches_the_carbon(self):
        Path("carbon.csv").write_text("kg_per_kwh\n" + "0.25\n" * 8760)
        design = run(read("a.yaml")).design
        assert design.carbon.location_based == pytest.approx(0.25 * design.power.grid_kw.sum())

    def test_missing_hours(self):
        Path("carbon.csv").write_text("0.25\n" * 8000)
        with pytest.raises(DcenergyError, match=r"a.yaml:7:10: file: carbon.csv: holds 8000 numbers"):
            read("a.yaml")

    def test_prices_with_missing_hours(self):
        text = TEXT.replace("tariff: {per_kwh: 0.6}", "tariff: {file: prices.csv}").replace("supply:\n", "")
        Path("a.yaml").write_text(text)
        Path("prices.csv").write_text("0.5\n" * 8735)
        with pytest.raises(DcenergyError, match=r"a.yaml:5:50: file: prices.csv: holds 8735 numbers"):
            read("a.yaml")

    def test_prices_with_a_gap(self):
        text = TEXT.replace("tariff: {per_kwh: 0.6}", "tariff: {file: prices.csv}").replace("supply:\n", "")
        Path("a.yaml").write_text(text)
        Path("prices.csv").write_text("0.5\n" * 40 + "n/a\n" + "0.5\n" * 8719)
        assert "1 hour without a number in prices.csv was interpolated." in read("a.yaml").loaded.notes

    def test_a_gap(self):
        Path("carbon.csv").write_text("0.25\n" * 4 + "\n" + "0.25\n" * 8755)
        with pytest.raises(DcenergyError, match=r"carbon.csv: holds 8759 numbers \(lines 1 to 8760\) and no times"):
            read("a.yaml")

    def test_a_leap_year_beside_a_common_one(self):
        Path("carbon.csv").write_text("0.25\n" * 8784)
        case = read("a.yaml")
        told = (
            "The series of hourly carbon factors covers a leap year and the weather a common year: its 29 February "
            "was left out."
        )
        assert told in notes(case, run(case))

    def test_prices_of_hours(self):
        text = TEXT.replace("tariff: {per_kwh: 0.6}", "tariff: {file: prices.csv}").replace("supply:\n", "")
        Path("a.yaml").write_text(text)
        Path("prices.csv").write_text("-0.1\n" * 24 + "0.5\n" * 8736)  # spot prices may be negative
        design = run(read("a.yaml")).design
        expected = -0.1 * design.power.grid_kw[:24].sum() + 0.5 * design.power.grid_kw[24:].sum()
        assert design.cost.energy == pytest.approx(expected)

    def test_a_negative_tariff(self):
        Path("a.yaml").write_text(TEXT.replace("per_kwh: 0.6", "per_kwh: -0.6").replace("supply:\n", ""))
        with pytest.raises(DcenergyError, match=r"a.yaml:5:50: cost.tariff.per_kwh: must be at least 0"):
            load("a.yaml")


def test_a_test_beside_full_sun_gives_nothing():
    array = SolarArray(capacity_kwp=1e4)
    weather = replace(steady_weather(), unit_yields_kw={array.key: np.ones(8760)})
    generators = ({"capacity_kw": 1000.0, "test_on": "site", "test_hours_per_year": 12.0, "test_load": 0.3},)
    told = [
        [
            note
            for note in supply_notes.notes(assess(design(LAKE, supply=each), weather, None))
            if "under test" in note
        ]
        for each in ({"generators": generators, "solar": (array.model_dump(),)}, {"generators": generators})
    ]
    # twelve hours of 300 kW; without the sun the load takes them but for what is above it
    assert "burn fuel for 3,600 kWh and give the site 0 kWh" in told[0][0]
    assert not any("give the site 0 kWh" in note for note in told[1])
