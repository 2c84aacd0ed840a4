"""Utilisation over the day and the week, and a site that fills up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from sites import LAKE, design, steady_weather

from dcenergy.errors import DesignError
from dcenergy.plant import servers
from dcenergy.simulate import simulate
from dcenergy.weather.hourly import calendar


@dataclass(frozen=True)
class Hall:
    """Servers in a hall cooled by air."""

    it: servers.It
    server_multiplier: float = 1.0


NIGHT_AND_DAY = (0.5,) * 12 + (1.5,) * 12


def it(**more: object) -> servers.It:
    """A thousand servers between 100 and 300 W at a mean utilisation of 0.4."""
    group = {"count": 1000, "idle_w": 100.0, "peak_w": 300.0, "utilisation": 0.4}
    return servers.It.model_validate({"servers": (group,), "fans": {"slope_per_k": 0.0}, **more})


def test_day_and_night():
    # half of the hours at 0.2, half at 0.6: 140 kW and 220 kW
    power = servers.run([Hall(it(pattern={"hourly": NIGHT_AND_DAY}))], calendar()).it_kw[0]
    assert power[:24].tolist() == pytest.approx([140.0] * 12 + [220.0] * 12)


def test_the_week_begins_where_the_pattern_says():
    # idle weekends; the year begins on a Saturday: two days at 100 kW, then work
    pattern = {"weekly": (1.0,) * 5 + (0.0,) * 2, "first_day": "saturday"}
    daily = servers.run([Hall(it(pattern=pattern))], calendar()).it_kw[0].reshape(365, 24)[:, 0]
    assert (daily < 101).tolist()[:9] == [True, True, False, False, False, False, False, True, True]


@pytest.mark.parametrize("leap", [False, True])
def test_a_pattern_keeps_the_mean(leap: bool):
    # linear servers draw at their mean utilisation what they draw on average, whatever the pattern: 180 W
    pattern = {"hourly": NIGHT_AND_DAY, "weekly": (1.2, 1.1, 1.0, 1.0, 0.9, 0.4, 0.3)}
    power = servers.run([Hall(it(pattern=pattern))], calendar(leap)).it_kw
    assert power.mean() == pytest.approx(180.0, rel=1e-12)


def test_utilisation_beyond_one_is_refused():
    with pytest.raises(DesignError, match=r"peaks at 1\.20") as fault:
        servers.run([Hall(it(pattern={"hourly": (0.0,) * 16 + (3.0,) * 8}))], calendar())
    assert fault.value.key == "halls.0.it.servers.0.utilisation"


def test_a_half_empty_site_has_a_higher_pue_in_a_plant_of_the_same_size():
    full, half = (simulate(design(LAKE, it={"active_share": share}), steady_weather()) for share in (1.0, 0.5))
    assert half.site.it_kw.sum() == pytest.approx(full.site.it_kw.sum() / 2, rel=1e-12)
    np.testing.assert_array_equal(half.load.design_kw, full.load.design_kw)
    # no-load losses stay while the load halves; at 25 m of lift and 2N-less UPS that outweighs slower fans
    assert half.feed.ups_loss_kw.sum() > full.feed.ups_loss_kw.sum() / 2


def test_an_empty_site_has_no_pue():
    empty = simulate(design(LAKE, it={"active_share": 0.0}), steady_weather())
    assert empty.indicators.pue is None
    assert empty.site.facility_kw.max() > 0  # the plant's no-load losses and least flows remain
