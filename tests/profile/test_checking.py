from typing import Annotated, Literal, Self

import pytest
from pydantic import Field, model_validator

from dcenergy.profile.checking import MAX_RANGES, checked
from dcenergy.profile.ranges import ranges
from dcenergy.profile.yaml_reader import parse
from dcenergy.section import Section, listed, option, quantity


class Air(Section):
    kind: Literal["air"] = option(doc="Air.")
    supply_c: float = quantity(20.0, ge=5, le=45, source="assumption", doc="Supplied air.")


class Lake(Section):
    kind: Literal["lake"] = option(doc="Lake.")
    flow_m3_s: float = quantity(gt=0, doc="Flow.")


class Group(Section):
    count: int = quantity(ge=1, doc="How many.")
    idle_w: float = quantity(50.0, ge=0, source="assumption", doc="Idle.")
    peak_w: float = quantity(400.0, ge=0, source="assumption", doc="Peak.")

    @model_validator(mode="after")
    def _idle_below_peak(self) -> Self:
        if self.idle_w > self.peak_w:
            raise ValueError(f"idle_w {self.idle_w:g} is above peak_w; swap them")
        return self


class Plant(Section):
    name: str = option("plant", doc="Its name.")
    share: float = quantity(0.5, ge=0, le=1, source="assumption", doc="A share.")
    latitude_deg: Annotated[float, Field(ge=-90, le=90)] | None = option(None, doc="North is positive.")
    spare: bool = option(False, doc="Whether there is a spare.")
    mode: Literal["N", "N+1", "2N"] = option("N", doc="Redundancy.")
    groups: tuple[Group, ...] = listed((), doc="Groups.")
    monthly_c: tuple[float, ...] | None = listed(None, doc="By month.", min_length=2, max_length=3)
    cooling: Annotated[Air | Lake, Field(discriminator="kind")] | None = option(None, doc="What cools.")


def problems(text):
    section, found = checked(Plant, parse(text, "a.yaml"))
    assert (section is None) == bool(found)
    return [str(problem) for problem in found]


BAD = {
    "unknown key": ("spar: true", "a.yaml:1:1: spar: unknown key; did you mean `spare`?"),
    "unlike any key": (
        "groups: [{count: 1, colour: red}]",
        "a.yaml:1:21: groups.0.colour: unknown key; known are: count, idle_w, peak_w",
    ),
    "missing": ("groups:\n  - {idle_w: 3}", "a.yaml:2:5: groups.0.count: is missing; give it: How many."),
    "text for a number": (
        "cooling: {kind: air, supply_c: 20 C}",
        "a.yaml:1:22: cooling.supply_c: must be a number, got the text '20 C'; write the number alone, in °C",
    ),
    "true for a number": ("share: true", "a.yaml:1:1: share: must be a number, got true; write a number"),
    "null for a number": ("share:", "a.yaml:1:1: share: must be a number, got nothing (null); write a number"),
    "a list for a number": ("share: [1]", "a.yaml:1:1: share: must be a number, got a list of 1; write a number"),
    "a fraction for a count": (
        "groups: [{count: 1.5}]",
        "a.yaml:1:11: groups.0.count: must be a whole number, got 1.5; write a whole number",
    ),
    "not a number": (
        "share: .nan",
        "a.yaml:1:1: share: must be a finite number, got nan; write a number, or remove the key",
    ),
    "infinite": ("share: .inf", "share: must be a finite number, got inf"),
    "more than a float holds": ("share: 1e999", "share: must be a finite number, got inf"),
    "a percentage": (
        "share: 60",
        "a.yaml:1:1: share: must be at least 0 and at most 1, got 60; a share is a fraction: 60 % is 0.6",
    ),
    "out of bounds": ("latitude_deg: 91", "latitude_deg: must be at least -90 and at most 90 °, got 91"),
    "open bound": ("cooling: {kind: lake, flow_m3_s: 0}", "cooling.flow_m3_s: must be above 0 m³/s, got 0"),
    "a number for text": ("name: 5", "a.yaml:1:1: name: must be text, got 5; put it in quotes if it is meant"),
    "a word for a switch": ("spare: yes", "spare: must be true or false, got the text 'yes'; write one of the two"),
    "unknown word": ("mode: 2n", "mode: must be one of N, N+1, 2N, got the text '2n'; did you mean `2N`?"),
    "a section for a word": ("mode: {a: 1}", "mode: must be one of N, N+1, 2N, got a section"),
    "unknown choice": (
        "cooling:\n  kind: laek",
        "a.yaml:2:3: cooling.kind: must be one of air, lake, got the text 'laek'; did you mean `lake`?",
    ),
    "no choice": (
        "cooling: {supply_c: 3}",
        "a.yaml:1:1: cooling.kind: is missing; write `kind: ...` with one of air, lake",
    ),
    "a choice that is no word": ("cooling: {kind: [1]}", "a.yaml:1:11: cooling.kind: "),
    "text for a section": (
        "groups: [three]",
        "groups.0: must be a section, got the text 'three'; its keys are: count",
    ),
    "text for a union": ("cooling: air", "a.yaml:1:1: cooling: must be a section"),
    "a section for a list": ("groups: {count: 1}", "groups: must be a list, got a section; write [...]"),
    "too few": ("monthly_c: [1]", "monthly_c: must have at least 2 items, got 1"),
    "too many": ("monthly_c: [1, 2, 3, 4]", "monthly_c: must have at most 3 items, got 4"),
    "a bad item": ("monthly_c:\n - 1\n - x", "a.yaml:3:4: monthly_c.1: must be a number, got the text 'x'"),
    "a rule of the section": (
        "name: a\ngroups:\n  - count: 1\n    idle_w: 500",
        "a.yaml:3:5: groups.0: idle_w 500 is above peak_w; swap them",
    ),
    "a range without value": ("share: {low: 0, high: 1}", "a.yaml:1:1: share: a range needs its `value`; write"),
    "a range without bounds": (
        "share: {value: 0.5}",
        "share: a range needs `low`, `high` or both, or a `source`; write",
    ),
    "a range of words": ("name: {value: a, low: b}", "name: `value` of a range must be a number"),
    "a bound that is no number": ("share: {value: 0.5, low: true}", "share: `low` of a range must be a number"),
    "a value below its range": (
        "share: {value: 0.1, low: 0.2, high: 0.3}",
        "share: its value 0.1 must lie between low 0.2 and high 0.3",
    ),
    "a range upside down": ("share: {value: 0.5, low: 0.7, high: 0.3}", "share: its value 0.5 must lie between"),
    "a range of infinity": ("share: {value: 0.5, high: .inf}", "share.high: must be a finite number, got inf"),
    "a range of nan": ("share: {value: .nan, high: 1}", "share: `value` of a range must be a number"),
    "an impossible bound": (
        "share: {value: 0.5, low: -1, high: 1}",
        "a.yaml:1:21: share.low: must be at least 0 and at most 1, got -1",
    ),
    "a bound of a count": (
        "groups: [{count: {value: 2, low: 1.5, high: 3}}]",
        "a.yaml:1:29: groups.0.count.low: must be a whole number, got 1.5",
    ),
    "a bound against another key": (
        "groups: [{count: 1, idle_w: 100, peak_w: {value: 400, low: 60, high: 500}}]",
        "a.yaml:1:55: groups.0.peak_w: at its low 60: idle_w 100 is above peak_w; swap them",
    ),
    "a range for a section": ("cooling: {value: 3, low: 1}", "cooling: must be a section, got 3"),
    "a range in a list": (
        "monthly_c: [1, {value: 3, high: 2}]",
        "a.yaml:1:16: monthly_c.1: its value 3 must lie between low 3 and high 2",
    ),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_said_in_the_words_of_the_profile(text, message):
    found = problems(text)
    assert len(found) == 1
    assert message in found[0]


def test_ranges_without_end_are_refused():
    group = "{count: {value: 2, low: 1}}"
    found = problems(f"groups: [{', '.join([group] * (MAX_RANGES + 1))}]")
    assert len(found) == 1
    assert "groups.300.count: more than 300 ranges" in found[0]


def test_all_problems_are_found_at_once():
    assert len(problems("share: 2\nname: 3\ngroups: [{count: 0}, {}]\nspare: {value: 3, low: 2, high: 1}")) == 5


def test_what_clashes_already_is_said_once_and_not_again_at_each_bound():
    # 300 above 200 is wrong as it stands: the same at 250 and at 350 says nothing more
    assert problems(
        "groups: [{count: 1, idle_w: {value: 300, low: 250, high: 350}, peak_w: {value: 200, low: 190, high: 210}}]"
    ) == ["a.yaml:1:10: groups.0: idle_w 300 is above peak_w; swap them"]


def test_a_range_leaves_its_value():
    text = "share: {value: 0.5, low: 0.2, high: 0.7}\nmonthly_c: [{value: 3, low: 2}, 4]"
    section, _ = checked(Plant, parse(text, "a.yaml"))
    assert section == Plant(share=0.5, monthly_c=(3.0, 4.0))


def test_ranges_are_kept_by_path():
    text = "share: {value: 0.5, low: 0.2, high: 0.7}\nmonthly_c: [{value: 3, low: 2}, 4]"
    kept = {each.path: each.low_high for each in ranges(parse(text, "a.yaml"))}
    assert kept == {("share",): (0.2, 0.7), ("monthly_c", 0): (2.0, 3.0)}
