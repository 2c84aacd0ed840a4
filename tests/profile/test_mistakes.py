"""What users write by mistake, and what they are told: where, what, and what to do."""

from __future__ import annotations

import pytest

from dcenergy.errors import ProfileError
from dcenergy.profile.loading import load

TOP = "name: x\nsite: {weather: {normals: zixing}}\nit: {servers: [{count: 10}]}\n"
SYSTEMS = "lake_water, chilled_water, air_chiller, airside, indirect_evaporative, dx, fixed_pue"

CHOICES = {
    # a choice that is missing lists what can be chosen
    "no system": (
        "cooling: {}",
        f"a.yaml:4:1: cooling.system: is missing; write `system: ...` with one of {SYSTEMS}",
    ),
    "nothing": (
        "cooling:",
        f"a.yaml:4:1: cooling: must be a section, got nothing (null); write `system: ...` with one of {SYSTEMS}",
    ),
    "the word alone": (
        "cooling: dx",
        f"cooling: must be a section, got the text 'dx'; write `system: ...` with one of {SYSTEMS}",
    ),
    "no kind of liquid": (
        "cooling: {system: dx}\nliquid: {}",
        "a.yaml:5:1: liquid.kind: is missing; write `kind: ...` with one of cold_plate, immersion, two_phase",
    ),
    "no kind of contract": (
        "cooling: {system: dx}\nsupply: {contracts: [{share: 0.5}]}",
        "a.yaml:5:22: supply.contracts.0.kind: is missing; give it: What generates it. Nuclear power is carbon-free "
        "and not renewable. Choose one of hydro,",
    ),
    "no source": (
        "cooling: {system: lake_water}",
        "a.yaml:4:1: cooling.source: is missing; give it: Temperature of the water at the intake. Write one of: "
        "`monthly_c`, or `mean_c` with `amplitude_k`",
    ),
    "no tariff": (
        "cooling: {system: dx}\ncost: {currency: EUR, price_year: 2024}",
        "a.yaml:5:1: cost.tariff: is missing; give it: Electricity. Its keys are: per_kwh, periods",
    ),
    "the begin of a word": (
        "cooling: {system: dx}\nelectrical: {ups: {preset: double}}",
        "electrical.ups.preset: must be one of double_conversion, eco, legacy, none, custom, got the text 'double'; "
        "did you mean `double_conversion`?",
    ),
}

NUMBERS = {
    # numbers as people of other countries and programs write them
    "decimal comma": (
        "supply_air_c: 24,5",
        "it.supply_air_c: must be a number, got the text '24,5'; write a decimal point: 24.5",
    ),
    "percent sign": (
        "active_share: 50%",
        "it.active_share: must be a number, got the text '50%'; write the fraction: 0.5",
    ),
    "unit": (
        "supply_air_c: 24 °C",
        "it.supply_air_c: must be a number, got the text '24 °C'; write the number alone, in °C: 24",
    ),
    "another unit": ("servers: [{count: 9, peak_w: 0.4 kW}]", "write the number alone, in W: 400"),
    "thousands": ("servers: [{count: '36,000'}]", "write it without separators: 36000"),
    "underscores": ("servers: [{count: 36_000}]", "write it without separators: 36000"),
    "nothing": ("servers: [{count: 9, peak_w: ~}]", "got nothing (null); write a number, or remove the key"),
}

KEYS = {
    "no space behind the colon": (
        "it: {servers: [{count:10}]}",
        "it.servers.0.count:10: unknown key; write a space behind the colon: `count: 10`",
    ),
    "no space behind the dash": (
        "it:\n  servers:\n    -count: 10",
        "it.servers: must be a list, got a section; write a space behind the dash of each item",
    ),
    "dots": ("site.altitude_m: 5", "site.altitude_m: unknown key; write it as a section: `site: {altitude_m: ...}`"),
}


def refused(tmp_path, text: str) -> str:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    with pytest.raises(ProfileError) as fault:
        load(str(path))
    return str(fault.value)


@pytest.mark.parametrize("case", CHOICES)
def test_a_missing_choice_lists_the_choices(tmp_path, case):
    text, said = CHOICES[case]
    assert said in refused(tmp_path, f"{TOP}{text}\n")


@pytest.mark.parametrize("case", NUMBERS)
def test_a_number_that_is_text_is_told_how_to_be_written(tmp_path, case):
    text, said = NUMBERS[case]
    servers = "" if "servers" in text else "  servers: [{count: 10}]\n"
    assert said in refused(tmp_path, f"name: x\nit:\n{servers}  {text}\ncooling: {{system: fixed_pue, pue: 1.2}}\n")


@pytest.mark.parametrize("case", KEYS)
def test_a_key_without_its_space_is_recognised(tmp_path, case):
    text, said = KEYS[case]
    assert said in refused(tmp_path, f"name: x\ncooling: {{system: fixed_pue, pue: 1.2}}\n{text}\n")


def test_halls_of_one_name_are_told(tmp_path):
    # a rule of the whole profile has no key of its own
    hall = "{name: a, it: {servers: [{count: 1}]}, cooling: {system: fixed_pue, pue: 1.2}}"
    assert "two halls are called 'a'" in refused(tmp_path, f"name: x\nhalls: [{hall}, {hall}]\n")
