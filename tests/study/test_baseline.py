"""A baseline is the same servers in another design: what stays, what changes, and what is said where it fails."""

from __future__ import annotations

import re

import numpy as np
import pytest
from sites import LAKE, design, steady_weather

from dcenergy.errors import DcenergyError, DesignError
from dcenergy.profile import catalogue
from dcenergy.profile.loading import load
from dcenergy.profile.schema import Baseline, Profile
from dcenergy.study import case, money_notes
from dcenergy.study.assess import assess, design_twin
from dcenergy.study.notes import notes

DAY = (0.5,) * 12 + (1.5,) * 12


def against(**hall: object) -> Profile:
    """A design whose servers are half in place and busy in the afternoon, with a named baseline."""
    it = {"active_share": 0.5, "pattern": {"hourly": DAY}, "fans": {"slope_per_k": 0.0}}
    profile = design(LAKE, it, baseline={"profile": "base/air-chilled"})
    own = profile.halls[0].model_dump(exclude_unset=True) | hall
    return Profile.model_validate(profile.model_dump(exclude_unset=True) | {"halls": (own,)})


def test_the_servers_work_is_that_of_the_design():
    # inlet air differs (30 and 26 degC), but these fans do not answer to it: the IT load is equal in every hour
    baseline = design({"system": "air_chiller"}, {"supply_air_c": 30.0})
    found = assess(against(), steady_weather(), baseline)
    assert found.baseline is not None
    np.testing.assert_array_equal(found.baseline.load.it_kw, found.design.load.it_kw)
    assert found.baseline.load.inlet_c[0, 0] == 30.0


def test_liquid_is_the_designs_and_not_the_baselines():
    twin = design_twin(against(liquid={"kind": "cold_plate"}), design({"system": "air_chiller"}))
    assert twin.halls[0].liquid is None


def test_a_baseline_that_cannot_work_is_named():
    freezing = design(LAKE, {"supply_air_c": 5.0})
    with pytest.raises(DesignError, match=r"^baseline\.profile: test, with the servers of this profile, cannot work"):
        assess(against(), steady_weather(), freezing)


def test_water_saved_is_what_the_meter_reads():
    # the design uses none; the baseline's coils condense water that steam returns: all of it is humidification
    drying = design({"system": "dx", "sensible_heat_ratio": 0.9})
    found = assess(against(), steady_weather(), drying)
    assert found.baseline is not None
    assert found.savings is not None
    assert found.baseline.water.make_up == 0
    assert found.savings.water_l == found.baseline.water.humidification > 0


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("weather: {normals: zixin}", None, "mine.yaml:2:18: site.weather.normals: no normals of `zixin`"),
        ("weather: {file: none.epw}", None, "mine.yaml:2:18: site.weather.file: none.epw: no such weather file"),
        (
            "weather: {normals: zixing}",
            "site.weather.normals=zixin",
            "--set site.weather.normals=zixin: site.weather",
        ),
    ],
)
def test_weather_that_is_not_there_has_a_place(tmp_path, monkeypatch, key, value, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(
        f"name: x\nsite: {{{key}}}\nit: {{servers: [{{count: 10}}]}}\ncooling: {{system: air_chiller}}\n"
    )
    with pytest.raises(DcenergyError) as fault:
        case.read("mine.yaml", [value] if value else [])
    assert str(fault.value).startswith(said)


SELF = "extends: dongjiang-lake\nbaseline: {profile: mine.yaml}\n"


def test_a_design_is_no_baseline_of_itself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(SELF)
    with pytest.raises(DcenergyError, match=r"mine\.yaml:2:12: baseline\.profile: mine\.yaml is this very design"):
        case.read("mine.yaml")


def test_a_changed_design_may_be_told_from_itself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(SELF)
    found = case.run(case.read("mine.yaml", ["cooling.pump.static_head_m=30"]))
    assert found.savings is not None
    assert found.savings.energy_kwh < 0  # a higher lift saves nothing


@pytest.mark.parametrize(
    ("money", "irr_reason", "said"),
    [
        ("currency: CNY, price_year: 2024", "unknown_investment", "is in CNY, and the design's prices are in EUR"),
        ("currency: EUR, price_year: 2015", None, "is in money of 2015"),
        ("currency: EUR, price_year: 2024", None, None),
    ],
)
def test_investments_of_unlike_money_are_not_subtracted(tmp_path, money, irr_reason, said):
    site = "name: {name}\nit: {{servers: [{{count: 1000}}]}}\ncooling: {{system: fixed_pue, pue: {pue}}}\n"
    cost = "cost: {{{money}, tariff: {{per_kwh: 0.1}}, capital: [{{name: plant, amount: {amount}}}]}}\n"
    text = site.format(name="other", pue=1.5) + cost.format(money=money, amount=1e6)
    (tmp_path / "other.yaml").write_text(text)
    own = cost.format(money="currency: EUR, price_year: 2024", amount=1.2e6)
    (tmp_path / "own.yaml").write_text(site.format(name="own", pue=1.2) + own + "baseline: {profile: other.yaml}\n")
    read = case.read(str(tmp_path / "own.yaml"))
    made = case.run(read)
    assert made.savings is not None
    assert made.savings.irr_reason == irr_reason
    assert read.baseline is not None
    told = [note for note in money_notes.notes(made, read.baseline.profile) if "The baseline's investment" in note]
    assert len(told) == bool(said)
    assert all(said is not None and said in note and note.severity == "moves" for note in told)


LIQUID = [name for name in catalogue.names() if any(hall.liquid for hall in load(name).profile.halls)]


def test_shipped_profiles_have_liquid():
    assert {"base/ai-training", "cluster/wuhu", "nrel-esif"} <= set(LIQUID)


@pytest.mark.parametrize("name", LIQUID)
def test_servers_on_liquid_against_a_typed_pue(name):
    # by hand: the same servers, so the baseline draws 1.5 times the design's IT power in every hour
    found = assess(load(name, ["baseline={pue: 1.5}"]).profile, steady_weather(), None)
    assert found.baseline is not None
    assert found.savings is not None
    np.testing.assert_allclose(found.baseline.site.facility_kw, 1.5 * found.design.site.it_kw, rtol=1e-12)
    saved = 1.5 * found.design.site.it_kw.sum() - found.design.site.facility_kw.sum()
    assert found.savings.energy_kwh == pytest.approx(saved, rel=1e-9)


@pytest.mark.parametrize("kind", ["cold_plate", "immersion", "two_phase"])
def test_heat_that_liquid_delivers_is_not_the_typed_pues(kind):
    liquid = {"kind": kind, "loop": {"heat_reuse": {"demand_kw": 50.0}}}
    profile = against(liquid=liquid, cooling={"system": "air_chiller"})
    found = assess(profile.model_copy(update={"baseline": Baseline(pue=1.5)}), steady_weather(), None)
    assert found.baseline is not None
    assert found.design.indicators.erf is not None
    assert found.design.indicators.erf > 0
    assert not found.baseline.indicators.erf
    assert list(found.baseline.cooled.systems) == ["hall"]


def told(folder, text: str) -> list[str]:
    """Notes on what a design and its baseline differ in besides the plant."""
    (folder / "design.yaml").write_text(text, encoding="utf-8")
    inputs = case.read(str(folder / "design.yaml"))
    return [note for note in notes(inputs, case.run(inputs)) if "differ in more than the plant" in note]


def test_a_baseline_of_other_air_is_said_with_what_it_saves(tmp_path):
    # the flagship's halls get air of 26 degC, the baseline's of 22 degC: servers' fans take 1.29 % less there
    [note] = told(tmp_path, "extends: dongjiang-lake\nname: A\n")
    assert "it.supply_air_c 26 (baseline 22)" in note
    assert note.severity == "moves"


def test_a_baseline_of_the_same_air_says_nothing(tmp_path):
    text = "extends: dongjiang-lake\nname: A\nit: {supply_air_c: 22}\n"
    assert told(tmp_path, text) == []
    # nor does a baseline that is a PUE, which has no halls of its own
    assert told(tmp_path, "extends: dongjiang-lake\nname: A\nbaseline: {profile: null, pue: 1.5}\n") == []


def test_the_saving_left_is_that_of_a_baseline_with_the_air_of_the_design(tmp_path):
    [note] = told(tmp_path, "extends: dongjiang-lake\nname: A\n")
    told_share = float(re.findall(r"would be ([\d.]+)% lower", note)[0]) / 100
    warm = "extends: base/air-chilled\nname: W\nit: {supply_air_c: 26}\n"
    (tmp_path / "warm.yaml").write_text(warm, encoding="utf-8")
    for name, baseline in (("cold", "base/air-chilled"), ("alike", "warm.yaml")):
        text = f"extends: dongjiang-lake\nname: A\nbaseline: {{profile: {baseline}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    saved = [case.run(case.read(str(tmp_path / f"{name}.yaml"))).savings for name in ("cold", "alike")]
    cold_kwh, alike_kwh = (each.energy_kwh for each in saved if each is not None)
    assert told_share == pytest.approx(1 - alike_kwh / cold_kwh, abs=0.005)  # told in whole per cent


def test_what_a_baseline_says_of_money_and_supply_is_named_where_it_is_not_used(tmp_path):
    site = "name: {0}\nit: {{servers: [{{count: {1}}}]}}\ncooling: {{system: fixed_pue, pue: {2}}}\n"
    cost = "cost: {{currency: EUR, price_year: 2024, tariff: {{per_kwh: 0.1}}, lifetime_years: {}}}\n"
    (tmp_path / "other.yaml").write_text(site.format("other", 900, 1.5) + cost.format(10))
    own = site.format("own", 1000, 1.2) + cost.format(25) + "baseline: {profile: other.yaml}\n"
    (tmp_path / "own.yaml").write_text(own)
    read = case.read(str(tmp_path / "own.yaml"))
    [said] = [note for note in notes(read, case.run(read)) if "are not used" in note]
    assert said.startswith("The baseline's own it.servers, cost.lifetime_years are not used")


@pytest.mark.parametrize("name", ["base/reference", "base/air-chilled", "base/airside"])
def test_a_baseline_that_needs_a_climate_asks_for_it(tmp_path, name):
    # the design's typed PUE needs none, and no year is read for it
    path = tmp_path / "own.yaml"
    path.write_text(
        "name: own\nit: {servers: [{count: 100}]}\ncooling: {system: fixed_pue, pue: 1.2}\n"
        f"baseline: {{profile: {name}}}\n"
    )
    with pytest.raises(DcenergyError, match=r"own\.yaml:4:.*baseline\.profile: .* needs a climate"):
        case.run(case.read(str(path)))
