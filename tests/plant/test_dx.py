"""Direct expansion: worked by hand, locked out in the cold, with dried and humidified air."""

from __future__ import annotations

import numpy as np
import pytest
from sites import design, steady_weather

from dcenergy.errors import DcenergyError
from dcenergy.plant import direct_expansion
from dcenergy.plant.air import Room
from dcenergy.plant.cooled import Cooled
from dcenergy.plant.cooling import dx
from dcenergy.plant.cooling.dx import Dx
from dcenergy.plant.direct_expansion import ExpansionUnits
from dcenergy.profile.loading import load
from dcenergy.simulate import simulate

KW = np.full(8760, 1000.0)
ROOM = Room(
    it_kw=KW,
    design_it_kw=1000.0,
    heat_kw=KW,
    design_heat_kw=1000.0,
    supply_air_c=18.0,
    it_air_delta_t_k=10.0,
    air_per_it_air=1.0,
    pressure_pa=101_325.0,
)
UNITS = {
    "carnot_fraction": 0.42,
    "evaporator_approach_k": 10.0,
    "condenser_approach_k": 14.0,
    "min_condensing_c": 30.0,
    "condenser_fan_kw_per_kw": 0.02,
    "cycling_loss": 0.15,
    "lock_out_air_c": -25.0,
}


def cool(temp_c: float | np.ndarray, **keys: object) -> Cooled:
    still = {"system": "dx", "air_handler": {"pressure_drop_pa": 0.0}, "units": UNITS}
    return dx.run(Dx.model_validate(still | keys), ROOM, steady_weather(temp_c))


@pytest.mark.parametrize(
    ("temp_c", "compressor_kw"),
    [
        (35.0, 347.213),  # 8 to 49 degC: COP 0.42 * 281.15 / 41 = 2.88007
        (5.0, 186.310),  # held at 30 degC: 0.42 * 281.15 / 22 = 5.36741
    ],
)
def test_a_megawatt(temp_c: float, compressor_kw: float):
    cooled = cool(temp_c)
    assert cooled.chiller_kw[0] == pytest.approx(compressor_kw, abs=2e-3)  # of COPs rounded to six digits
    assert cooled.heat_rejection_kw[0] == pytest.approx(0.02 * (1000 + compressor_kw), abs=1e-3)


def test_half_load_cycles():
    # 500 kW of 1,000: 0.5 / (1 - 0.15 * 0.5) = 0.540541 of full power
    made = direct_expansion.run(
        ExpansionUnits(**UNITS), np.array([500.0]), 1000.0, supply_air_c=18.0, air_c=np.array([35.0])
    )
    assert made.power_kw[0] == pytest.approx(0.540541 * 347.213, abs=2e-3)


def test_below_its_lock_out_heat_is_unmet_and_nothing_runs_away():
    # EnergyPlus' one-zone data centre ran beyond 200 degC in Golden and Urumqi from this very lock-out
    temp_c = np.where(np.arange(8760) < 100, -25.1, -25.0)
    cooled = cool(temp_c)
    assert np.all(cooled.unmet_kw[:100] == 1000.0)
    assert np.all(cooled.chiller_kw[:100] == 0.0)
    assert np.all(cooled.unmet_kw[100:] == 0.0)
    assert cooled.conditions["dx_locked_out"] == 100
    result = simulate(design({"system": "dx"}), steady_weather(-40.0))
    assert result.cooling.unmet_kwh == pytest.approx(result.cooling.heat_kwh)


def test_what_exceeds_the_capacity_is_unmet():
    cooled = cool(20.0, units=UNITS | {"capacity_kw": 700.0})
    assert cooled.mechanical_kw[0] == 700.0
    assert cooled.unmet_kw[0] == pytest.approx(300.0)


@pytest.mark.parametrize(
    ("kind", "coil_kw", "humidifier_kw", "litres"),
    [
        # By hand, 5 % latent: steam of 2,700 kJ/kg for 2,477 kJ/kg condensed: coil Q = 1000 + 0.05 * 1.09003 Q
        ("steam", 1057.644, 57.644, 76.858),
        # spray's evaporation cools the hall by what the coil then spends on condensing; the pump's 10.02 kJ/kg stay
        ("spray", 1000.202, 0.2023, 72.684),
    ],
)
def test_dried_air_is_humidified_again(kind: str, coil_kw: float, humidifier_kw: float, litres: float):
    cooled = cool(20.0, sensible_heat_ratio=0.95, humidifier={"kind": kind})
    assert cooled.mechanical_kw[0] == pytest.approx(coil_kw, abs=1e-3)
    assert cooled.humidification_kw[0] == pytest.approx(humidifier_kw, abs=1e-3)
    assert cooled.heat_kw[0] == pytest.approx(1000.0 + humidifier_kw, abs=1e-3)
    assert cooled.water is not None
    assert cooled.water.humidification_l[0] == pytest.approx(litres, abs=1e-3)
    assert cooled.water.make_up_l[0] == 0.0


def test_dry_coils_use_no_water():
    assert cool(20.0).water is None


def test_a_humidifier_that_heats_more_than_the_coils_take_is_refused():
    # half of the coils' heat condenses water: 0.5 kJ / 2477 kJ/kg; steam of 1.4 kWh/kg brings 5,040 kJ/kg: 1.02
    with pytest.raises(ValueError, match=r"brings 1\.02 kW into the hall for every kW"):
        Dx.model_validate(
            {"system": "dx", "sensible_heat_ratio": 0.5, "humidifier": {"kind": "steam", "kwh_per_kg": 1.4}}
        )


def test_drying_coils_without_a_humidifier_are_refused(tmp_path):
    profile = tmp_path / "room.yaml"
    profile.write_text("extends: base/small-room\ncooling: {humidifier: null}\n", encoding="utf-8")
    with pytest.raises(DcenergyError, match="sensible_heat_ratio below 1"):
        load(str(profile))


@pytest.mark.parametrize("temp_c", [-40.0, -25.0, 0.0, 20.0, 50.0])
@pytest.mark.parametrize("ratio", [1.0, 0.9])
@pytest.mark.parametrize("capacity_kw", [400.0, None])
def test_any_weather_closes_its_balance(temp_c: float, ratio: float, capacity_kw: float | None):
    keys = {"sensible_heat_ratio": ratio, "units": UNITS | {"capacity_kw": capacity_kw}}
    cooled = cool(temp_c, **keys)
    assert cooled.to_air_kw[0] + cooled.unmet_kw[0] == pytest.approx(1000.0 + cooled.electric_kw[0], rel=1e-9)
    assert cooled.mechanical_kw[0] + cooled.unmet_kw[0] == pytest.approx(cooled.heat_kw[0], rel=1e-12)
