"""The flagship against docs/dongjiang-by-hand.md: every part within 2 %, the rounding of that page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dcenergy.result import Result
from dcenergy.study.case import read, run

PAGE = Path(__file__).parents[1] / "docs" / "dongjiang-by-hand.md"


@pytest.fixture(scope="module")
def flagship() -> Result:
    """A year of Dongjiang Lake."""
    return run(read("dongjiang-lake")).design


def by_hand_kw(step: str) -> float:
    """The figure of the page's row that begins with `step`."""
    row = next(line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(f"| **{step}"))
    return float(re.sub(r"[*, ]", "", row.split("|")[3]))


def mean_kw(result: Result) -> dict[str, float]:
    """Mean power of each step of the page."""
    hall = result.cooled.simulated[0]
    loop_kw = (hall.heat_kw - result.feed.room_kw[0] - hall.fan_kw) / 0.9
    return {
        "Servers": result.site.it_kw.mean(),
        "Distribution": result.feed.distribution_loss_kw.sum(axis=0).mean(),
        "UPS": result.feed.ups_loss_kw.sum(axis=0).mean(),
        "Lighting": result.site.lighting_kw.mean(),
        "Fans": hall.fan_kw.mean(),
        "Chilled-water pumps": loop_kw.mean(),
        "Lake pumps": (hall.pump_kw - loop_kw).mean(),
        "Other": result.site.other_kw.mean(),
        "Transformers": result.site.transformer_loss_kw.mean(),
        "Facility": result.site.facility_kw.mean(),
    }


def test_every_part_matches_the_hand_calculation(flagship: Result):
    computed = mean_kw(flagship)
    misses = {step: (by_hand_kw(step), kw) for step, kw in computed.items() if abs(kw / by_hand_kw(step) - 1) > 0.02}
    assert not misses


def test_pue(flagship: Result):
    # worked by hand: 11,431 / 10,028; the page prints three decimals
    assert flagship.indicators.pue == pytest.approx(1.1400, abs=5e-4)


def test_three_warmings(flagship: Result):
    strain = flagship.water_body
    assert strain is not None
    assert strain.exchanger_delta_t_k_max == pytest.approx(2.5, rel=1e-9)
    assert strain.outfall_delta_t_k_max == pytest.approx(2.56, abs=0.005)
    assert strain.mixed_rise_k_max == pytest.approx(0.0187, abs=5e-5)


def test_published_claims_that_the_design_meets(flagship: Result):
    # China Daily 2026: "annual average PUE under 1.2", lake water of 8-13 degC; no compressor in normal operation
    assert flagship.indicators.pue is not None
    assert flagship.indicators.pue < 1.2
    assert flagship.water_body is not None
    assert flagship.water_body.intake_c_min >= 7.99
    assert flagship.water_body.intake_c_max <= 13.01
    assert flagship.cooling.free_share == 1.0
