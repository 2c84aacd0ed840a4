"""Rates of return: every root of the flows, the one that counts, and how far it rests on a small difference."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy_financial
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dcenergy.accounting.cash_flow import present_value
from dcenergy.accounting.cost import CostResult
from dcenergy.accounting.rate_of_return import positive, rate_of_return, rates_of_return, why_none
from dcenergy.report.json_document import document
from dcenergy.report.sections.savings import savings
from dcenergy.study import case, money_notes
from dcenergy.study.assess import Assessment
from dcenergy.study.returns import returns

SHORT_PLANT = """
name: Short-lived plant, dear base
it: {servers: [{count: 1000}]}
cooling: {system: fixed_pue, pue: 1.2}
supply: {grid: {factor_kg_per_kwh: 0.5}}
cost:
  currency: EUR
  price_year: 2024
  tariff: {per_kwh: 0.1}
  lifetime_years: 15
  capital: [{name: plant, amount: 1300000, life_years: 15}]
  maintenance_fraction: 0
baseline: {profile: long.yaml}
"""
LONG_PLANT = """
name: Long-lived plant
it: {servers: [{count: 1000}]}
cooling: {system: fixed_pue, pue: 1.5}
cost:
  currency: EUR
  price_year: 2024
  tariff: {per_kwh: 0.1}
  capital: [{name: plant, amount: 1000000, life_years: 50}]
"""

amounts = st.integers(-1000, 1000).map(float)
flows_of_any_kind = st.lists(amounts, min_size=2, max_size=40).map(lambda later: [-500.0, *later])


def plants(folder: Path, design: str = SHORT_PLANT) -> Assessment:
    """Return the assessment of a short-lived plant against a long-lived one."""
    (folder / "long.yaml").write_text(LONG_PLANT)
    (folder / "short.yaml").write_text(design)
    return case.run(case.read(str(folder / "short.yaml")))


class TestRates:
    def test_the_rate_nearest_zero_is_not_the_return(self):
        # -300,000 now, 14 years of 73,202 and a last of 73,202 less the 700,000 that the long-lived plant is still
        # worth: roots at -3.16 and 19.63 % (by numpy.roots in other hands); numpy_financial 1.0 names the first
        flows = [-300_000.0, *(14 * (73_202.283,)), 73_202.283 - 700_000]
        assert rates_of_return(flows) == pytest.approx((-0.03165, 0.19627), abs=1e-5)
        assert rate_of_return(flows) == pytest.approx(0.19627, abs=1e-5)
        assert numpy_financial.irr(flows) == pytest.approx(-0.03165, abs=1e-5)

    def test_several_rates_are_none(self):
        # -100 (1 - 1.1 v) (1 - 1.2 v) (1 - 1.3 v) with v = 1 / (1 + rate): 10, 20 and 30 %
        three = [-100.0, 360.0, -431.0, 171.6]
        assert rates_of_return(three) == pytest.approx((0.1, 0.2, 0.3))
        assert (rate_of_return(three), why_none(three)) == (None, "several_rates")

    def test_a_mine_that_must_be_filled_in(self):
        # -1 (1 - 2 v) (1 - 0.9 v): 100 % and -10 %; of the two, one is a return
        flows = [-1.0, 2.9, -1.8]
        assert rates_of_return(flows) == pytest.approx((-0.1, 1.0))
        assert rate_of_return(flows) == pytest.approx(1.0)

    def test_a_value_that_only_touches_zero_is_no_rate(self):
        # -(1 - 1.1 v)^2: a loss at every rate but 10 %
        assert rate_of_return([-100.0, 220.0, -121.0]) is None
        assert why_none([-100.0, 220.0, -121.0 - 1e-9]) == "never_repaid"

    def test_spreadsheet_example(self):
        # the example of spreadsheet help pages: IRR(-70000, 12000, 15000, 18000, 21000, 26000) is 8.7 %
        assert rate_of_return([-70_000.0, 12_000.0, 15_000.0, 18_000.0, 21_000.0, 26_000.0]) == pytest.approx(
            0.0866, abs=5e-5
        )

    @pytest.mark.parametrize(
        ("flows", "reason"),
        [
            ((), "unknown_investment"),
            ((100.0, 1.0), "no_extra_investment"),
            ((0.0, -100.0, 300.0), "no_extra_investment"),
            ((-1e-10, 1.0, 1.0), "no_extra_investment"),  # 0.3 - 0.1 - 0.2: rounding is no investment
            ((-100.0, 30.0, 30.0), "never_repaid"),
            ((-100.0, 50.0, 50.0), "never_repaid"),  # what comes back is no return
            ((-100.0, 0.0), "never_repaid"),
        ],
    )
    def test_what_has_no_rate_says_why(self, flows: tuple[float, ...], reason: str):
        assert (rate_of_return(flows), why_none(flows)) == (None, reason)

    @given(flows_of_any_kind)
    def test_the_return_divides_gain_from_loss(self, flows: list[float]):
        rate = rate_of_return(flows)
        assume(rate is not None)
        assert rate is not None
        weight = sum(abs(flow) / (1 + rate) ** year for year, flow in enumerate(flows))
        assert present_value(rate, flows) == pytest.approx(0.0, abs=1e-9 * weight)
        assert sum(flows) > -1e-9  # it earns at a rate of 0,
        assert present_value(rate + 0.01, flows) < 1e-9 * weight  # and loses beyond the only rate, up to any
        assert present_value(rate + 10.0, flows) < 0

    @given(flows_of_any_kind)
    def test_as_many_rates_as_signs_allow(self, flows: list[float]):
        # Descartes: the roots are as many as the changes of sign, or fewer by an even number
        signs = [flow > 0 for flow in flows if flow]
        changes = sum(former != latter for former, latter in pairwise(signs))
        found = [rate for rate in rates_of_return(flows)]
        assert len(found) <= changes
        if changes == 1 and sum(flows) > 0:
            assert found == pytest.approx([numpy_financial.irr(flows)], abs=1e-6)

    @given(flows_of_any_kind)
    def test_between_two_rates_the_sign_stays(self, flows: list[float]):
        edges = [0.0, *positive(rates_of_return(flows)), 1000.0]
        for low, high in pairwise(edges):
            values = [present_value(rate, flows) for rate in np.linspace(low, high, 9)[1:-1]]
            size = 1e-9 * sum(map(abs, flows))
            assert not (min(values) < -size and max(values) > size)

    @given(st.floats(0.001, 3.0), st.floats(1e-9, 1e12))
    def test_a_loan_at_a_known_rate(self, rate: float, size: float):
        # 1 lent for 60 years at `rate`, whatever the money it is counted in
        flows = [-size, *(59 * (rate * size,)), (1 + rate) * size]
        assert rate_of_return(flows) == pytest.approx(rate, rel=1e-9)


class TestPlants:
    def test_a_long_lived_baseline(self, tmp_path: Path):
        saved = document(plants(tmp_path), "", ())["savings"]
        assert saved["irr"] == pytest.approx(0.1963, abs=5e-5)
        assert saved["irr_all"] == pytest.approx([-0.0316, 0.1963], abs=5e-5)
        assert saved["irr_reason"] is None

    def test_the_other_rate_is_named(self, tmp_path: Path):
        [said] = [note for note in money_notes.notes(plants(tmp_path)) if "internal rate of return is 19.6%" in note]
        assert "-3.2%" in said

    def test_several_rates_stand_in_the_note(self, tmp_path: Path):
        # a sibling: 10,000 more at the start, 45,000 a year saved, and 700,000 that the baseline is worth at the end:
        # -10 + 45 x 15 - 700 is below 0, -10 + 45 x 7.606 - 700 x 0.239 (at 10 %) above, -10 + 45 / 10 (at 1000 %)
        # below: two rates
        made = plants(
            tmp_path, SHORT_PLANT.replace("1300000", "1010000").replace("per_kwh: 0.1}", "per_kwh: 0.0615}")
        )
        assert made.savings is not None
        assert (made.savings.irr, made.savings.irr_reason) == (None, "several_rates")
        low, high = made.savings.irr_all
        assert 0 < low < 0.1
        assert 4 < high < 5
        [said] = [note for note in money_notes.notes(made) if "No internal rate of return" in note]
        assert f"at {low:.1%}, {high:.1%} the present value" in said
        assert "fit several rates" in str(savings(made))

    def test_a_design_without_extra_investment(self, tmp_path: Path):
        made = plants(tmp_path, SHORT_PLANT.replace("1300000", "900000"))
        assert made.savings is not None
        assert (made.savings.irr, made.savings.irr_reason) == (None, "no_extra_investment")
        page = str(savings(made))
        assert "the design needs no extra investment at the start" in page


class TestSmallDifferences:
    def cost(self, capital: float, running: float) -> CostResult:
        invested = (capital, *(10 * (0.0,)))
        return CostResult(
            capital=capital, maintenance=0.0, invested=invested, flows=(capital, *(10 * (running,))), residual=0.0
        )

    def test_the_ends_by_hand(self):
        # 100 more of 1,000, 20 a year less for ten years: payback 5 years. The design 10 % dearer: 210 more, which
        # 20 x 10 never repays; the baseline 10 % dearer: nothing more is invested
        small = returns(self.cost(1100.0, 80.0), self.cost(1000.0, 100.0)).sensitivity
        assert small is not None
        assert (small.irr_worst, small.payback_years_worst) == (None, None)
        assert (small.irr_best, small.payback_years_best) == (None, None)

    def test_the_ends_by_an_annuity(self):
        # 250 more of 1,000, 80 a year less: 3.125 years. Worst: the design 125 dearer, 375 / 80; best: 125 / 80
        small = returns(self.cost(1250.0, 20.0), self.cost(1000.0, 100.0)).sensitivity
        assert small is not None
        assert small.payback_years_worst == pytest.approx(375 / 80)
        assert small.payback_years_best == pytest.approx(125 / 80)
        for rate, extra in ((small.irr_worst, 375.0), (small.irr_best, 125.0)):
            assert rate == pytest.approx(numpy_financial.irr([-extra, *(10 * (80.0,))]), abs=1e-9)

    @pytest.mark.parametrize("own", [2000.0, 999.0, 1000.0])
    def test_a_large_difference_says_nothing(self, own: float):
        assert returns(self.cost(own, 80.0), self.cost(1000.0, 100.0)).sensitivity is None

    def test_maintenance_moves_with_the_investment(self):
        kept = CostResult(
            capital=1250.0, maintenance=25.0, invested=(1250.0, 0.0), flows=(1250.0, 525.0), residual=0.0
        )
        other = CostResult(
            capital=1000.0, maintenance=0.0, invested=(1000.0, 0.0), flows=(1000.0, 900.0), residual=0.0
        )
        small = returns(kept, other).sensitivity
        assert small is not None
        # 375 more, and 900 - 525 - 2.5 saved, does not come back; 125 more and 377.5 saved: 125 / 377.5
        assert small.irr_worst is None
        assert small.payback_years_best == pytest.approx(125 / 377.5)

    def test_page_and_notes_say_so(self, tmp_path: Path):
        made = plants(tmp_path)  # 300,000 of 1,300,000
        [said] = [note for note in money_notes.notes(made) if "small difference" in note]
        assert said.severity == "moves"
        assert "10% higher or lower" in said
        assert "as the extra one is a small difference" in str(savings(made))
