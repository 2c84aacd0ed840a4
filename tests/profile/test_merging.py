import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcenergy.errors import ProfileError, Where
from dcenergy.profile.merging import assigned, merged
from dcenergy.profile.tree import Node, place, plain
from dcenergy.profile.yaml_reader import parse


def tree(text, file="a.yaml"):
    return parse(text, file)


def over(base, new):
    return plain(merged(tree(base, "base.yaml"), tree(new, "new.yaml")))


def sets(text, *assignments):
    root = tree(text)
    for assignment in assignments:
        root = assigned(root, assignment)
    return plain(root)


MERGES = {
    "sections merge": ("{a: {b: 1, c: 2}}", "{a: {c: 3, d: 4}}", {"a": {"b": 1, "c": 3, "d": 4}}),
    "lists replace": ("{a: [1, 2, 3]}", "{a: [4]}", {"a": [4]}),
    "null takes away": ("{trim: {cop: 3}}", "{trim: null}", {"trim": None}),
    "a number over a range": ("{n: {value: 2, low: 1, high: 3}}", "{n: 5}", {"n": 5}),
    "a range over a range": (
        "{n: {value: 2, low: 1, high: 3}}",
        "{n: {value: 9, high: 10}}",
        {"n": {"value": 9, "high": 10}},
    ),
    "another system": (
        "{cooling: {system: lake_water, approach_k: 1, pump: {head_m: 3}}}",
        "{cooling: {system: air_chiller, loop: {}}}",
        {"cooling": {"system": "air_chiller", "loop": {}}},
    ),
    "the same system": (
        "{cooling: {system: lake_water, approach_k: 1}}",
        "{cooling: {system: lake_water, pump: {}}}",
        {"cooling": {"system": "lake_water", "approach_k": 1, "pump": {}}},
    ),
    "no system named": ("{cooling: {system: a, x: 1}}", "{cooling: {x: 2}}", {"cooling": {"system": "a", "x": 2}}),
    "another chiller": (
        "{trim: {chiller: air_cooled, cop: 3}}",
        "{trim: {chiller: source_cooled}}",
        {"trim": {"chiller": "source_cooled"}},
    ),
    "chiller as a section": ("{chiller: {a: 1}, x: 1}", "{chiller: {b: 2}}", {"chiller": {"a": 1, "b": 2}, "x": 1}),
    "a preset keeps the rest": (
        "{ups: {preset: legacy, redundancy: 2N}}",
        "{ups: {preset: eco}}",
        {"ups": {"preset": "eco", "redundancy": "2N"}},
    ),
    "another form of source": (
        "{source: {mean_c: 9, amplitude_k: 2, coldest_day: 30}}",
        "{source: {monthly_c: [1]}}",
        {"source": {"monthly_c": [1]}},
    ),
    "another weather": (
        "{weather: {normals: zixing, seed: 3}}",
        "{weather: {file: x.epw}}",
        {"weather": {"file": "x.epw"}},
    ),
    "another baseline": ("{baseline: {profile: b}}", "{baseline: {pue: 1.5}}", {"baseline": {"pue": 1.5}}),
    "a null is no form": (
        "{baseline: {pue: 1.5}}",
        "{baseline: {profile: null}}",
        {"baseline": {"pue": 1.5, "profile": None}},
    ),
    "halls over one hall": (
        "{name: a, it: {}, cooling: {}}",
        "{halls: [{name: h}]}",
        {"name": "a", "halls": [{"name": "h"}]},
    ),
    "one hall over halls": ("{name: a, halls: [{}]}", "{it: {}}", {"name": "a", "it": {}}),
    "both forms in one file stay, to be refused": ("{}", "{halls: [], it: {}}", {"halls": [], "it": {}}),
}


@pytest.mark.parametrize(("base", "new", "result"), MERGES.values(), ids=MERGES)
def test_what_extends_makes_of_two_files(base, new, result):
    assert over(base, new) == result


def test_every_value_keeps_the_place_it_was_written_at():
    both = merged(tree("a:\n  b: 1\n  c: 2", "base.yaml"), tree("a:\n  c: 3", "new.yaml"))
    assert place(both, ("a", "b")) == Where("base.yaml", 2, 3)
    assert place(both, ("a", "c")) == Where("new.yaml", 2, 3)


words = st.sampled_from(["a", "b", "c", "system", "kind", "halls", "it", "pue", "profile", "value", "low"])
values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["x", "y"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
profiles = st.dictionaries(words, values, max_size=4)


def node(value):
    match value:
        case dict():
            return Node({key: node(below) for key, below in value.items()}, Where("a.yaml", 1))
        case list():
            return Node(tuple(node(item) for item in value), Where("a.yaml", 1))
    return Node(value, Where("a.yaml", 1))


@given(profiles)
def test_extending_nothing_changes_nothing(profile):
    assert merged(node({}), node(profile)) == node(profile)


@given(profiles)
def test_adding_nothing_changes_nothing(profile):
    assert merged(node(profile), node({})) == node(profile)


@given(profiles)
def test_a_profile_over_itself_is_itself(profile):
    assert merged(node(profile), node(profile)) == node(profile)


@given(profiles, profiles)
def test_the_later_profile_wins(base, new):
    def wins(result, written):
        if isinstance(written, dict) and isinstance(result, dict):
            return all(key in result and wins(result[key], below) for key, below in written.items())
        return result == written

    assert wins(plain(merged(node(base), node(new))), new)


ASSIGNMENTS = {
    "a number": ("it: {count: 3}", ["it.count=400"], {"it": {"count": 400}}),
    "an item": ("it: [{count: 3}, {count: 4}]", ["it.1.count=5"], {"it": [{"count": 3}, {"count": 5}]}),
    "a whole item": ("it: [1, 2]", ["it.0=7"], {"it": [7, 2]}),
    "a section replaced whole": ("c: {system: a, x: 1}", ["c={system: b, y: 2}"], {"c": {"system": "b", "y": 2}}),
    "a section of the same system too": ("c: {system: a, x: 1}", ["c={system: a}"], {"c": {"system": "a"}}),
    "another system": ("c: {system: a, x: 1}", ["c.system=b"], {"c": {"system": "b"}}),
    "another form": ("s: {mean_c: 9, amplitude_k: 1}", ["s.monthly_c=[1]"], {"s": {"monthly_c": [1]}}),
    "sections on the way": (
        "name: a",
        ["site.weather.file=x.epw"],
        {"name": "a", "site": {"weather": {"file": "x.epw"}}},
    ),
    "through null": ("trim:", ["trim.cop=3"], {"trim": {"cop": 3}}),
    "null": ("trim: {cop: 3}", ["trim=null"], {"trim": None}),
    "nothing": ("trim: {cop: 3}", ["trim="], {"trim": None}),
    "equals signs": ("name: a", ["name=b=c"], {"name": "b=c"}),
    "text as YAML": ("name: a", ["name='2'"], {"name": "2"}),
    "the last wins": ("n: 1", ["n=2", "n=3"], {"n": 3}),
    "inside a range": ("n: {value: 2, low: 1}", ["n.low=0"], {"n": {"value": 2, "low": 0}}),
}


@pytest.mark.parametrize(("text", "assignments", "result"), ASSIGNMENTS.values(), ids=ASSIGNMENTS)
def test_what_the_command_line_sets(text, assignments, result):
    assert sets(text, *assignments) == result


def test_a_set_value_stands_on_the_command_line():
    root = assigned(tree("a: {b: 1}"), "a={b: 1, c: [2]}")
    assert place(root, ("a", "c", 0)) == Where("--set a={b: 1, c: [2]}")


BAD_ASSIGNMENTS = {
    "no equals sign": ("n", "--set n: must read key=value"),
    "no key": ("=3", "--set =3: must read key=value"),
    "an empty step": ("a..b=3", "--set a..b=3: must read key=value"),
    "beyond the list": ("l.2=3", "--set l.2=3: l is a list and has no 2; its items are 0 to 1"),
    "negative": ("l.-1=3", "l is a list and has no -1"),
    "a word in a list": ("l.x=3", "l is a list and has no x"),
    "through a number": ("n.x=3", "--set n.x=3: n is 1, not a section; set it to a section first"),
    "an item of a section": ("s.0=3", "--set s.0=3: s is no list, so it has no item 0"),
    "an item of nothing": ("new.0.x=3", "--set new.0.x=3: new is no list"),
    "bad YAML": ("n={a: 1", "--set n={a: 1:1:6: is not YAML"),
    "a tag": ("n=!!python/name:os.system", "is not read; remove it"),
    "extends": ("extends=x", "--set extends=x: `extends` cannot be set"),
}


@pytest.mark.parametrize(("assignment", "message"), BAD_ASSIGNMENTS.values(), ids=BAD_ASSIGNMENTS)
def test_bad_assignments_are_refused(assignment, message):
    with pytest.raises(ProfileError) as refused:
        sets("{n: 1, l: [1, 2], s: {a: 1}}", assignment)
    assert message in str(refused.value)
