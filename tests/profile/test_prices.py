"""Prices against their currency: what markets have is accepted everywhere, what is in another unit is met."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st
from test_reference import sections as every_section

from dcenergy.accounting.prices import Cost
from dcenergy.errors import ProfileError
from dcenergy.profile.fields import facts, sections
from dcenergy.profile.loading import LoadedProfile, load
from dcenergy.profile.plausible import usual
from dcenergy.reference.currencies import currencies, meant
from dcenergy.reference.price_ranges import price_range
from dcenergy.reference.table import table
from dcenergy.study import case, money_notes
from dcenergy.supply.supply import Supply

SITE = """
name: Priced
it: {servers: [{count: 1000}]}
cooling: {system: fixed_pue, pue: 1.2}
supply:
  grid: {factor_kg_per_kwh: 0.5}
  contracts:
    - {kind: hydro, share: 0.5, certificates: true, premium_per_kwh: PREMIUM, certificate_price_per_kwh: CERTIFICATE,
       excess_price_per_kwh: EXCESS}
  generators: [{capacity_kw: 500, fuel_price_per_l: FUEL}]
cost:
  currency: CODE
  price_year: 2024
  tariff: {per_kwh: TARIFF, demand_per_kw_month: DEMAND, export_per_kwh: EXCESS}
  water_per_m3: WATER
  withdrawal_per_m3: WITHDRAWAL
  carbon_price_per_t: CARBON
  capital: [{name: plant, per_it_kw: PLANT}]
"""

# prices as they are paid in each country, read in its own press and tariffs: Japan (high voltage 20 JPY/kWh, demand
# 1,900 JPY/kW, carbon tax 289 JPY/t), Korea (industrial 180 KRW/kWh, demand 8,000 KRW/kW, carbon 9,000 KRW/t),
# Indonesia (I-3 1,115 IDR/kWh, carbon 60,000 IDR/t), Viet Nam (1,800 VND/kWh, Hanoi's water 16,000 VND/m3), Kuwait
MARKETS = {
    "JPY": {"TARIFF": 20, "DEMAND": 1900, "PREMIUM": 3, "CERTIFICATE": 0.6, "EXCESS": 9, "FUEL": 140, "WATER": 350},
    "KRW": {
        "TARIFF": 180,
        "DEMAND": 8000,
        "PREMIUM": 20,
        "CERTIFICATE": 55,
        "EXCESS": 120,
        "FUEL": 1500,
        "WATER": 1500,
    },
    "IDR": {"TARIFF": 1115, "DEMAND": 40000, "PREMIUM": 300, "CERTIFICATE": 35, "EXCESS": 800, "FUEL": 15000}
    | {"WATER": 12500},
    "VND": {"TARIFF": 1800, "DEMAND": 60000, "PREMIUM": 200, "CERTIFICATE": 30, "EXCESS": 1000, "FUEL": 20000}
    | {"WATER": 16000},
    "KWD": {"TARIFF": 0.025, "DEMAND": 1.5, "PREMIUM": 0.003, "CERTIFICATE": 0.0005, "EXCESS": 0.01, "FUEL": 0.115}
    | {"WATER": 0.6},
    "USD": {
        "TARIFF": 0.08,
        "DEMAND": 15,
        "PREMIUM": -0.01,
        "CERTIFICATE": 0.002,
        "EXCESS": 0.03,
        "FUEL": 1.1,
        "WATER": 2,
    },
}
REST = {
    "JPY": {"WITHDRAWAL": 5, "CARBON": 289, "PLANT": 1_500_000},
    "KRW": {"WITHDRAWAL": 50, "CARBON": 9000, "PLANT": 12_000_000},
    "IDR": {"WITHDRAWAL": 500, "CARBON": 60_000, "PLANT": 140_000_000},
    "VND": {"WITHDRAWAL": 500, "CARBON": 100_000, "PLANT": 200_000_000},
    "KWD": {"WITHDRAWAL": 0.01, "CARBON": 10, "PLANT": 3000},
    "USD": {"WITHDRAWAL": 0.02, "CARBON": 50, "PLANT": 9000},
}


def priced(folder: Path, code: str, **others: object) -> LoadedProfile:
    """Return a profile with the prices of a currency's market, some of them others."""
    text = SITE.replace("CODE", code)
    for name, price in (MARKETS[code] | REST[code] | others).items():
        text = text.replace(name, str(price))
    (folder / "site.yaml").write_text(text)
    return load(str(folder / "site.yaml"))


def told(loaded: LoadedProfile) -> list[str]:
    """Return what is noted of prices."""
    return [note for note in loaded.notes if "plausible worldwide" in note]


class TestCurrencies:
    def test_every_tender_of_today_has_its_code(self):
        # CLDR, in another project's package: currencies that are tender somewhere and have no end
        tender = {
            code
            for periods in get_global("territory_currencies").values()
            for code, _, end, is_tender in periods
            if is_tender and end is None
        }
        assert len(tender) > 150
        assert tender <= set(currencies())
        assert set(currencies()) - tender == {"HRK", "BGN"}  # the last that the euro replaced

    @pytest.mark.parametrize(
        ("code", "low", "high"),
        # 2015 to 2026 by the Federal Reserve's and the IMF's accounts, as remembered: within a few per cent
        [
            ("EUR", 0.83, 0.97),
            ("CNY", 6.1, 7.3),
            ("JPY", 100, 163),
            ("INR", 63, 96),
            ("TRY", 2.6, 48),
            ("SAR", 3.7, 3.8),
        ],
    )
    def test_rates_span_the_years(self, code: str, low: float, high: float):
        row = currencies()[code]
        assert row.low == pytest.approx(low, rel=0.05)
        assert row.high == pytest.approx(high, rel=0.05)
        assert row.low <= row.value <= row.high

    @pytest.mark.parametrize(
        ("word", "advice"),
        [
            ("eur", "did you mean `EUR`?"),
            ("Euro", "did you mean `EUR`?"),
            ("€", "did you mean `EUR`?"),
            ("RMB", "did you mean `CNY`?"),
            ("Yen", "did you mean `JPY`?"),
            ("dong", "did you mean `VND`?"),
            ("GPB", "did you mean `GBP`?"),
            ("Banana", "write a code of ISO 4217"),
            ("", "write a code of ISO 4217"),
        ],
    )
    def test_what_may_be_meant(self, word: str, advice: str):
        assert meant(word).startswith(advice)

    @pytest.mark.parametrize("word", ["Banana", "eur", "E", "123", "EUR "])
    def test_what_is_no_currency_is_refused(self, tmp_path: Path, word: str):
        (tmp_path / "a.yaml").write_text(
            f"{FREE}cost: {{currency: '{word}', price_year: 2024, tariff: {{per_kwh: 0.1}}}}"
        )
        with pytest.raises(ProfileError, match=r"a\.yaml:4:8: cost\.currency: must be a currency, got"):
            load(str(tmp_path / "a.yaml"))


COST = Cost.model_validate(
    {
        "currency": "EUR",
        "price_year": 2024,
        "tariff": {"per_kwh": 0.1, "periods": ({"per_kwh": 0.2, "to_hour": 3},)},
        "capital": ({"name": "plant", "amount": 1.0},),
    }
)
SUPPLY = Supply.model_validate(
    {
        "contracts": ({"kind": "hydro", "share": 0.1},),
        "certificates": {"share": 0.5},
        "generators": ({"capacity_kw": 1.0},),
    }
)
FREE = """name: a
it: {servers: [{count: 10}]}
cooling: {system: fixed_pue, pue: 1.2}
"""


class TestMarkets:
    @pytest.mark.parametrize("code", sorted(MARKETS))
    def test_prices_as_they_are_paid_pass(self, tmp_path: Path, code: str):
        assert told(priced(tmp_path, code)) == []

    @pytest.mark.parametrize("code", sorted(set(currencies())))
    def test_a_price_of_a_tenth_of_a_dollar_passes_everywhere(self, code: str):
        rate = currencies()[code]
        known = price_range("price-electricity", code)
        assert all(known.holds(0.1 * units) for units in (rate.low, rate.value, rate.high))

    @pytest.mark.parametrize(
        ("name", "price", "meant_price"),
        [
            ("TARIFF", 150, "0.15 (per kWh; 150 is per MWh)"),
            ("TARIFF", 14, "0.14 (per kWh; 14 is in cents)"),
            ("TARIFF", 0.0001, "0.1 (per kWh; 0.0001 is per Wh)"),
            ("DEMAND", 15000, "15 (per kW month; 15000 is per MW)"),
            ("PREMIUM", 10, "0.01 (per kWh; 10 is per MWh)"),
            ("CERTIFICATE", 2, "0.002 (per kWh; 2 is per MWh)"),
            ("FUEL", 1100, "1.1 (per L; 1100 is per m3)"),
            ("WATER", 0.002, "2 (per m3; 0.002 is per litre)"),
            ("PLANT", 9e6, "9000 (per kW; 9e+06 is per MW)"),
        ],
    )
    def test_another_unit_is_refused_with_the_one_that_is_meant(
        self, tmp_path: Path, name: str, price: float, meant_price: str
    ):
        with pytest.raises(ProfileError) as fault:
            priced(tmp_path, "USD", **{name: price})
        assert f"did you mean {meant_price}? If it is meant, write {{value: {price:.6g}, source: " in str(fault.value)
        assert str(fault.value).startswith(f"{tmp_path}/site.yaml:")

    @pytest.mark.parametrize(
        ("name", "price", "meant_price"),
        [
            ("TARIFF", 1.0, "check its unit"),
            ("CARBON", 0.05, "50 (per t; 0.05 is per kg)"),
            ("PLANT", 0.5, "500 (per kW; 0.5 is per W)"),
        ],
    )
    def test_what_is_just_outside_is_noted(self, tmp_path: Path, name: str, price: float, meant_price: str):
        [said] = told(priced(tmp_path, "USD", **{name: price}))
        assert meant_price in said
        assert said.severity == "moves"

    @pytest.mark.parametrize(
        ("name", "price", "meant_price"),
        [("TARIFF", 5.0, "0.05 (per kWh; 5 is in cents)"), ("DEMAND", 180, "15 (per kW month; 180 is per year)")],
    )
    def test_what_fits_another_unit_better_stops_the_reader(self, tmp_path, name, price, meant_price):
        # over twice the highest of its range (0.6 USD/kWh, 60 USD/kW month), and usual in the other unit
        [said] = told(priced(tmp_path, "USD", **{name: price}))
        assert meant_price in said
        assert said.severity == "stops"

    def test_nothing_may_be_free(self, tmp_path: Path):
        free = dict.fromkeys(MARKETS["USD"] | REST["USD"], 0)
        assert told(priced(tmp_path, "USD", **free)) == []

    def test_the_ends_of_a_range_are_prices_too(self, tmp_path: Path):
        with pytest.raises(ProfileError, match=r"cost\.tariff\.per_kwh\.high: must lie between .* got 80"):
            priced(tmp_path, "USD", TARIFF="{value: 0.08, low: 0.05, high: 80}")

    def test_a_price_with_its_source_is_believed_and_noted(self, tmp_path: Path):
        [said] = told(priced(tmp_path, "USD", TARIFF="{value: 150, source: ledger of the island's mill}"))
        assert "cost.tariff.per_kwh is 150 USD/kWh; plausible worldwide is 0.01 to 0.6" in said

    def test_periods_are_tariffs(self, tmp_path: Path):
        with pytest.raises(ProfileError, match=r"cost\.tariff\.periods\.0\.per_kwh: .*did you mean 0\.26 \(per kWh"):
            priced(tmp_path, "USD", TARIFF="0.1, periods: [{per_kwh: 260, from_hour: 1, to_hour: 5}]")

    def test_hours_are_held_by_their_mean_and_their_ends(self, tmp_path: Path):
        def hours(*prices: float) -> LoadedProfile:
            (tmp_path / "prices.csv").write_text(
                "\n".join(map(str, [*prices, *((8760 - len(prices)) * [prices[0]])]))
            )
            (tmp_path / "a.yaml").write_text(
                f"{FREE}cost: {{currency: EUR, price_year: 2024, tariff: {{file: prices.csv, unit: EUR/kWh}}}}"
            )
            return load(str(tmp_path / "a.yaml"))

        assert told(hours(0.08, -0.2, 3.0)) == []
        assert len(told(hours(0.08, 20.0))) == 1
        with pytest.raises(ProfileError, match="must lie between"):
            hours(0.08, 500.0)
        with pytest.raises(
            ProfileError, match=r"got 80 \(mean of the hours\); did you mean 0\.08 \(per kWh; 80 is per MWh\)"
        ):
            hours(80.0)

    def test_the_assumptions_state_the_range_in_the_currency(self, tmp_path: Path):
        leaf = priced(tmp_path, "JPY").leaves["cost.tariff.per_kwh"]
        # 0.01 and 0.6 USD at 100 and 160 JPY
        assert usual(leaf, None) == pytest.approx((1.0, 96.0))


def test_every_price_of_a_profile_has_a_range(tmp_path: Path):
    """A price without one would be taken as it comes; an `amount` may be of any size, and the investment is not."""
    names = (
        "per_kwh",
        "per_m3",
        "per_t",
        "per_l",
        "per_kw_month",
        "per_it_kw",
        "_kwp",
        "per_wind_kw",
        "per_hydro_kw",
    )
    money = {
        path: leaf
        for path, leaf in priced(tmp_path, "USD").leaves.items()
        if path.startswith("cost.") or "price" in path or "premium" in path
        if path.endswith((*names, "per_battery_kwh"))
    }
    assert len(money) > 12
    assert {path for path, leaf in money.items() if "price" not in facts(leaf.field)} == set()
    assert {str(facts(leaf.field)["price"]) for leaf in money.values()} <= set(table("price_ranges"))


def test_prices_stand_where_they_are_looked_for():
    """Prices are looked for in cost and supply alone, as each bound of a range asks: none may stand elsewhere."""
    reached = {type(each) for root in (COST, SUPPLY) for each in sections(root)}
    holding = {
        kind for kind in every_section() if any("price" in facts(field) for field in kind.model_fields.values())
    }
    assert len(holding) == 7
    assert holding <= reached


def test_billions_do_not_appear_in_silence(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(
        f"{FREE}cost: {{currency: EUR, price_year: 2024, tariff: {{per_kwh: 0.1}},\n"
        "  capital: [{name: plant, amount: 15e9}]}"
    )
    said = [
        note for note in money_notes.notes(case.run(case.read(str(tmp_path / "a.yaml")))) if "is plausible" in note
    ]
    assert [note.severity for note in said] == ["stops", "stops"]  # the cost of a year, and the investment
    assert "EUR/kWh of IT" in said[0]
    assert "EUR/W of IT" in said[1]


@given(st.sampled_from(sorted(table("price_ranges"))), st.sampled_from(sorted(currencies())), st.floats(-1e9, 1e9))
def test_what_is_plausible_is_possible(key: str, code: str, price: float):
    known = price_range(key, code)
    assert known.least <= known.low < known.high <= known.most
    if known.holds(price):
        assert known.allows(price)
    assert known.guess(price or 1.0)
