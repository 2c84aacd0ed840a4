"""A default that is written out changes nothing, and every value that is listed can be set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import get_args

import pytest

from dcenergy.errors import ProfileError
from dcenergy.plant.cooling.airside import Airside
from dcenergy.plant.cooling.lake_water import LakeWater
from dcenergy.plant.facility import Hall
from dcenergy.plant.facility_loop import FacilityLoop
from dcenergy.plant.humidity import Steam
from dcenergy.plant.liquid import Immersion, TwoPhase
from dcenergy.plant.loop_source import LoopSource
from dcenergy.plant.servers import It
from dcenergy.profile import catalogue
from dcenergy.profile.fields import literals, members
from dcenergy.profile.loading import load
from dcenergy.profile.schema import Profile
from dcenergy.report.sections.assumptions import told
from dcenergy.section import Section


def sections(kind: type[Section]) -> Iterator[type[Section]]:
    """Yield a kind of section and all that can stand within it."""
    yield kind
    for field in kind.model_fields.values():
        for member in members(field.annotation):
            for each in (member, *(part for item in get_args(member) for part in members(item))):
                if isinstance(each, type) and issubclass(each, Section):
                    yield from sections(each)


PARTS = sorted(
    {
        (section, name)
        for section in set(sections(Profile))
        for name, field in section.model_fields.items()
        if isinstance(field.default, Section)
    },
    key=str,
)
"""Every field of a section whose default is a section."""


def test_parts_with_defaults_are_found():
    assert {(Immersion, "loop"), (TwoPhase, "loop"), (FacilityLoop, "dry_cooler")} <= set(PARTS)


IT = {"servers": [{"count": 10}]}
NEEDED = {
    Hall: {"it": IT, "cooling": {"system": "dx"}},
    Profile: {"name": "x", "halls": [{"it": IT, "cooling": {"system": "dx"}}]},
    It: IT,
    LakeWater: {"system": "lake_water", "source": {"mean_c": 10, "amplitude_k": 3, "coldest_day": 40}},
    LoopSource: {"intake": {"mean_c": 10, "amplitude_k": 3, "coldest_day": 40}},
}
"""What sections need beside their parts, where it is more than the word they are chosen by."""


def needed(section: type[Section]) -> dict:
    """Return keys without which a section cannot be."""
    words = {key: literals(field.annotation) for key, field in section.model_fields.items() if field.is_required()}
    return {key: said[0] for key, said in words.items() if said} | NEEDED.get(section, {})


@pytest.mark.parametrize(("section", "name"), PARTS)
def test_a_part_may_restate_any_of_its_defaults(section, name):
    # a part of one key, with the value that this key has by default, states nothing that is not so: it is the default
    default = section.model_fields[name].default
    stated = default.model_dump()
    for restated in ({}, *({key: value} for key, value in stated.items())):
        assert getattr(section.model_validate(needed(section) | {name: restated}), name) == default, restated


def test_a_part_of_another_kind_takes_nothing_from_the_default():
    # the default humidifier is a spray; steam shares no key with it
    hall = Airside.model_validate({"system": "airside", "humidifier": {"kind": "steam"}})
    assert hall.humidifier == Steam(kind="steam")


def test_a_loop_with_a_key_of_its_own_keeps_the_rest():
    # the tank's loop is at 38 degC by default, its dry cooler without an exchanger (FacilityLoop's own: 32 degC)
    tank = Immersion.model_validate({"kind": "immersion", "loop": {"delta_t_k": 8, "dry_cooler": {"approach_k": 6}}})
    assert (tank.loop.supply_c, tank.loop.delta_t_k) == (38, 8)
    assert tank.loop.dry_cooler is not None
    assert (tank.loop.dry_cooler.approach_k, tank.loop.dry_cooler.exchanger_approach_k) == (6, 0)


@pytest.mark.parametrize("name", catalogue.names())
def test_every_listed_value_can_be_set_to_itself(name):
    loaded = load(name)
    for path, leaf in told(loaded):
        if leaf.value is not None:
            again = load(name, [f"{path}={json.dumps(leaf.value)}"])
            assert again.sha256 == loaded.sha256, path


@pytest.mark.parametrize(
    "restated", ["loop: {delta_t_k: 10}", "loop: {}", "loop: {dry_cooler: {fan_exponent: 2.7}}", "share: 0.97"]
)
def test_a_tank_that_restates_a_default_is_the_same_design(tmp_path, restated):
    # its loop restated 10 K, which is the default, and fell from 38 to 32 degC: 222 MWh of heat unmet in place of 33
    texts = {"plain": "{kind: immersion}", "restated": f"{{kind: immersion, {restated}}}"}
    for name, liquid in texts.items():
        (tmp_path / f"{name}.yaml").write_text(f"extends: base/large-colocation\nname: tank\nliquid: {liquid}\n")
    plain, again = (load(str(tmp_path / f"{name}.yaml")) for name in texts)
    assert again.profile == plain.profile
    assert again.sha256 == plain.sha256
    assert again.notes == plain.notes


def long(tmp_path, halls: int) -> str:
    """Write a profile that lists its halls, all alike but for their names."""
    hall = "{{name: h{0}, it: {{servers: [{{count: 10}}]}}, cooling: {{system: air_chiller}}}}"
    path = tmp_path / "long.yaml"
    path.write_text(f"name: x\nhalls: [{', '.join(map(hall.format, range(halls)))}]\n")
    return str(path)


@pytest.mark.parametrize("key", ["it.servers.0.count", "halls.0.it.servers.0.count"])
def test_a_single_hall_is_reached_by_either_way_of_writing_it(tmp_path, key):
    short = load("dongjiang-air-chilled", [f"{key}=77"])
    listed = load(long(tmp_path, 1), [f"{key}=77"])
    assert [each.profile.halls[0].it.servers[0].count for each in (short, listed)] == [77, 77]


def test_a_hall_at_the_top_can_be_named_and_changed_at_once():
    loaded = load("dongjiang-air-chilled", ["halls.0.name=east", "it.supply_air_c=24", "thermal_mass.limit_c=40"])
    hall = loaded.profile.halls[0]
    assert (hall.name, hall.it.supply_air_c, hall.thermal_mass.limit_c) == ("east", 24, 40)


def test_of_several_halls_one_must_be_named(tmp_path):
    with pytest.raises(ProfileError, match=r"^--set it\.supply_air_c=24: .* lists 2 halls; .* halls\.0\.it\.supply"):
        load(long(tmp_path, 2), ["it.supply_air_c=24"])


BLAMED = {
    "the value": (["it.supply_air_c=900"], "--set it.supply_air_c=900: it.supply_air_c: must be"),
    "beside another": (
        ["it.servers.0.peak_w=100"],
        "--set it.servers.0.peak_w=100: it.servers.0: idle_w 150 is above",
    ),
    "the second of two": (
        ["it.supply_air_c=24", "it.servers.0.idle_w=500"],
        "--set it.servers.0.idle_w=500: it.servers.0: idle_w 500 is above peak_w 400",
    ),
    "what it lacks": (["cooling.system=lake_water"], "--set cooling.system=lake_water: cooling.source: is missing"),
    "the longer way": (
        ["halls.0.it.supply_air_c=900"],
        "--set halls.0.it.supply_air_c=900: it.supply_air_c: must be",
    ),
}


@pytest.mark.parametrize("case", BLAMED)
def test_a_mistake_of_an_assignment_is_its_own(case):
    assignments, said = BLAMED[case]
    with pytest.raises(ProfileError) as fault:
        load("dongjiang-air-chilled", assignments)
    assert str(fault.value).startswith(said)


def test_a_mistake_of_the_file_stays_the_files(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("name: x\nit: {servers: [{idle_w: 100}]}\ncooling: {system: air_chiller}\n")
    with pytest.raises(ProfileError, match=r"a\.yaml:2:16: it\.servers\.0\.count: is missing"):
        load(str(path), ["it.servers.0.idle_w=120"])
