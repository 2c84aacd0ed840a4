"""Air systems in seven real climates: what must rank, and what merely does.

Law: where compressors answer to the outdoor temperature alone, a climate that is warmer at every rank of its
hours costs no less. Most pairs of climates cross somewhere (Guiyang is never cold and never hot): they have no
order, and none is tested. Systems that evaporate answer to humidity too: only the ends are certain, dry
highlands against the damp subtropics.
"""

from __future__ import annotations

import dataclasses
import itertools
import os
from pathlib import Path

import numpy as np
import pytest
from sites import design

from dcenergy.plant.cooled import Cooled
from dcenergy.simulate import simulate
from dcenergy.weather import files
from dcenergy.weather.hourly import Weather

FOLDER = os.environ.get("DCENERGY_EPW_DIR")
pytestmark = pytest.mark.skipif(not FOLDER, reason="DCENERGY_EPW_DIR names no folder of EPW files")

DX = {"chiller": "dx"}
BY_TEMPERATURE = {
    "air chiller and dry cooler": {"system": "air_chiller", "dry_cooler": {}},
    "direct expansion": {"system": "dx"},
    "dry exchangers": {"system": "indirect_evaporative", "exchanger": {"spray": None}, "trim": DX},
}
BY_HUMIDITY_TOO = {
    "outdoor air": {"system": "airside", "evaporative_cooler": {}, "humidity": {"envelope": "A2"}, "trim": DX},
    "exchangers": {"system": "indirect_evaporative", "trim": DX},
}
DRY_HIGHLANDS = ("Golden", "Hohhot")
DAMP_SUBTROPICS = ("Changning", "Tampa")


@pytest.fixture(scope="module")
def climates() -> dict[str, Weather]:
    """Seven years at sea level: thin air costs fans, whose heat would blur the ranking of compressors."""
    years = {path.stem: files.read(path) for path in sorted(Path(FOLDER or "").glob("*.epw"))}
    return {name: _at_sea_level(year) for name, year in years.items()}


def _at_sea_level(year: Weather) -> Weather:
    assert year.place is not None
    return dataclasses.replace(year, place=dataclasses.replace(year.place, altitude_m=0.0))


def cooled(cooling: dict, climate: Weather) -> Cooled:
    return simulate(design(cooling), climate).cooled.simulated[0]


def warmer_throughout(climates: dict[str, Weather]) -> list[tuple[str, str]]:
    """Pairs of climates, the second at least as warm as the first at every rank."""
    ranked = {name: np.sort(year.temp_c) for name, year in climates.items()}
    pairs = itertools.permutations(ranked, 2)
    return [(cold, warm) for cold, warm in pairs if np.all(ranked[cold] <= ranked[warm])]


@pytest.mark.parametrize("cooling", BY_TEMPERATURE.values(), ids=BY_TEMPERATURE.keys())
def test_a_climate_warmer_at_every_rank_is_never_cheaper(cooling: dict, climates: dict[str, Weather]):
    pairs = warmer_throughout(climates)
    assert len(pairs) >= 5  # Hohhot and Chicago below Beijing, Beijing below Changning, and so on
    kwh = {name: cooled(cooling, year).chiller_kw.sum() for name, year in climates.items()}
    for cold, warm in pairs:
        assert kwh[cold] <= kwh[warm], (cold, warm)


@pytest.mark.parametrize("cooling", BY_HUMIDITY_TOO.values(), ids=BY_HUMIDITY_TOO.keys())
def test_dry_highlands_need_a_tenth_of_the_compressors_of_the_damp_subtropics(
    cooling: dict, climates: dict[str, Weather]
):
    def kwh(places: tuple[str, ...]) -> list[float]:
        return [
            float(cooled(cooling, year).chiller_kw.sum())
            for name, year in climates.items()
            if any(place in name for place in places)
        ]

    dry, damp = kwh(DRY_HIGHLANDS), kwh(DAMP_SUBTROPICS)
    assert len(dry) == len(damp) == 2
    assert max(dry) < 0.1 * min(damp)


@pytest.mark.parametrize("cooling", (BY_TEMPERATURE | BY_HUMIDITY_TOO).values())
def test_real_hours_close_their_balance(cooling: dict, climates: dict[str, Weather]):
    # fog, real frost and heat, pressures that differ from the standard atmosphere's
    for year in climates.values():
        result = simulate(design(cooling), year)
        hall = result.cooled.simulated[0]
        outside_kw = result.site.transformer_loss_kw + result.site.other_kw
        np.testing.assert_allclose(hall.to_air_kw + hall.unmet_kw + outside_kw, result.site.facility_kw, rtol=1e-9)


def test_evaporation_spares_compressors_where_air_is_dry(climates: dict[str, Weather]):
    golden = next(year for name, year in climates.items() if "Golden" in name)
    dry = BY_HUMIDITY_TOO["outdoor air"] | {"evaporative_cooler": None}
    assert (
        cooled(BY_HUMIDITY_TOO["outdoor air"], golden).chiller_kw.sum() < 0.1 * cooled(dry, golden).chiller_kw.sum()
    )
