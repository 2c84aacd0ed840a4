import copy
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcenergy.errors import ProfileError, Where
from dcenergy.profile import catalogue
from dcenergy.profile.loading import load
from dcenergy.profile.origins import Default, Given, Set
from dcenergy.profile.tree import plain
from dcenergy.profile.yaml_reader import parse

SMALL = """\
name: Small
it:
  servers:
    - {name: general, count: 100, peak_w: {value: 400, low: 250, high: 600}}
cooling: {system: fixed_pue, pue: 1.2}
"""

LAKE = """\
name: Lake
site: {altitude_m: 140, weather: {normals: zixing}}
it:
  supply_air_c: 26
  servers: [{count: 100}]
cooling:
  system: lake_water
  source: {mean_c: 10, amplitude_k: 2}
  pump: {static_head_m: 12}
"""


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text, name="a.yaml"):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name

    return write


def test_the_short_form_is_one_hall(write):
    loaded = load(write(SMALL))
    assert [hall.it.servers[0].count for hall in loaded.profile.halls] == [100]
    assert loaded.name == "a"
    assert loaded.path == Path("a.yaml")
    assert dict(loaded.texts) == {"a.yaml": SMALL}


def test_both_forms_are_refused(write):
    with pytest.raises(
        ProfileError, match=r"^a\.yaml:2:1: it: stands beside `halls`; move it into one of the halls$"
    ):
        load(write(SMALL + "halls: []\n"))


def test_paths_of_a_hall_in_a_list_are_those_of_the_list(write):
    hall = """\
name: One of many
halls:
  - it: {servers: [{count: 1, peak_w: {value: 400, low: 300}}]}
    cooling: {system: fixed_pue, pue: 1.2}
"""
    assert dict(load(write(hall)).ranges) == {"halls.0.it.servers.0.peak_w": (300.0, 400.0)}
    with pytest.raises(
        ProfileError, match=r"a\.yaml:4:34: halls\.0\.cooling\.pue: must be at least 1 and at most 10, got 0"
    ):
        load(write(hall.replace("1.2", "0")))


def test_every_value_has_its_origin(write):
    origins = load(write(SMALL), ["cooling.pue=1.3"]).origins
    assert origins["it.servers.0.count"] == Given(Where("a.yaml", 4, 23))
    assert origins["it.servers.0.peak_w"] == Given(Where("a.yaml", 4, 35))
    assert origins["cooling.pue"] == Set("--set cooling.pue=1.3")
    assert origins["it.servers.0.utilisation"] == Default("boavizta")
    assert origins["halls.0.name"] == Default(None)
    # the losses have no default of their own: whoever gives the transformer's default losses answers for them
    assert origins["electrical.transformer.losses.no_load"] == Default("assumption")


def test_a_range_is_kept_beside_its_value(write):
    loaded = load(write(SMALL))
    assert loaded.profile.halls[0].it.servers[0].peak_w == 400.0
    assert dict(loaded.ranges) == {"it.servers.0.peak_w": (250.0, 600.0)}


def test_what_is_implausible_is_noted(write):
    loaded = load(write(SMALL), ["it.servers.0.peak_w=5000"])
    assert loaded.notes == (
        "it.servers.0.peak_w is 5000 W; usual of servers without accelerators is 200 to 1000. Others have rows of "
        "their own to cite as the source, as dgx-h100-max: 10200 W.",
    )


def test_plausible_profiles_have_no_notes(write):
    assert load(write(SMALL)).notes == ()


def test_all_problems_are_shown_in_the_order_of_the_file(write):
    text = SMALL.replace("count: 100", "cont: 100").replace("pue: 1.2", "pue: yes") + "sight: {}\n"
    with pytest.raises(ProfileError) as refused:
        load(write(text))
    assert str(refused.value).splitlines() == [
        "a.yaml:4:7: it.servers.0.count: is missing; give it: Number of servers.",
        "a.yaml:4:23: it.servers.0.cont: unknown key; did you mean `count`?",
        "a.yaml:5:30: cooling.pue: must be a number, got the text 'yes'; write a number",
        "a.yaml:6:1: sight: unknown key; did you mean `site`?",
    ]


def test_a_key_of_another_choice_is_told_apart_from_a_slip(write):
    text = SMALL.replace("{system: fixed_pue, pue: 1.2}", "{system: dx, storage: {}}")
    with pytest.raises(ProfileError) as refused:
        load(write(text))
    assert str(refused.value) == (
        "a.yaml:5:23: cooling.storage: goes with air_chiller, chilled_water, lake_water, and not with what is chosen "
        "here; take it away, or choose another"
    )


def test_a_great_many_problems_are_counted(write):
    keys = "".join(f"unknown_{number}: 1\n" for number in range(50))
    with pytest.raises(ProfileError) as refused:
        load(write(SMALL + keys))
    assert len(str(refused.value).splitlines()) == 31
    assert str(refused.value).endswith("\nand 20 more")


FILES = {
    "empty": ("", "a.yaml:1: is empty; begin with `name: ...`"),
    "only comments": ("# nothing\n", "a.yaml:1: is empty"),
    "a list": ("- name: a\n", "a.yaml:1:1: must be a section of `key: value` lines"),
    "a word": ("hello\n", "a.yaml:1:1: must be a section"),
    "no halls": ("name: a\n", "a.yaml:1:1: halls: is missing; give it: Halls; `it` and `cooling` at the top"),
    "no name": (SMALL.replace("name: Small\n", ""), "a.yaml:1:1: name: is missing"),
    "no cooling": ("name: a\nit: {servers: [{count: 1}]}\n", "a.yaml:1:1: cooling: is missing; give it: "),
    "extends a number": ("extends: 3\n", "a.yaml:1:1: extends: must be the name or the path of one profile"),
    "extends nothing": ("extends:\n", "a.yaml:1:1: extends: must be the name or the path of one profile"),
    "extends what is not there": (
        "extends: base/large-colocatoin\n",
        "a.yaml:1:1: extends: base/large-colocatoin: there is no such file, nor a shipped profile of this name; "
        "did you mean `base/large-colocation`?",
    ),
    "extends itself": (
        "extends: a\n",
        "a.yaml:1:1: extends: runs in a circle: a.yaml -> a.yaml; remove one `extends`",
    ),
    "extends a folder": ("extends: .\n", "a.yaml:1:1: extends: .: is a folder; name a file in it"),
    "top key misspelt": (
        SMALL.replace("cooling", "colling"),
        "a.yaml:5:1: colling: unknown key; did you mean `cooling`?",
    ),
}


@pytest.mark.parametrize(("text", "message"), FILES.values(), ids=FILES)
def test_files_that_are_no_profile(write, text, message):
    with pytest.raises(ProfileError) as refused:
        load(write(text))
    assert message in str(refused.value)


def test_a_file_that_is_not_there(write):
    with pytest.raises(
        ProfileError, match=r"^dongjiang-lak: there is no such file, nor .*; did you mean `dongjiang-lake`\?$"
    ):
        load("dongjiang-lak")


def test_a_folder(write):
    write(SMALL, "folder/a.yaml")
    with pytest.raises(ProfileError, match=r"^folder: is a folder; name a file in it$"):
        load("folder")


def test_a_name_that_no_file_can_have(write):
    with pytest.raises(ProfileError, match="there is no such file"):
        load("a\0b")


class TestExtends:
    def test_a_file_goes_over_the_one_it_names(self, write):
        write(SMALL, "base/small.yaml")
        loaded = load(write("extends: base/small\nit: {supply_air_c: 24}\n"))
        assert loaded.profile.name == "Small"
        assert loaded.profile.halls[0].it.supply_air_c == 24.0
        assert loaded.origins["it.servers.0.count"] == Given(Where("base/small.yaml", 4, 23))
        assert list(loaded.texts) == ["a.yaml", "base/small.yaml"]

    def test_a_path_is_taken_from_the_file_that_names_it(self, write):
        write(SMALL, "base/small.yaml")
        write("extends: small.yaml\nname: Middle\n", "base/middle.yaml")
        assert load(write("extends: base/middle.yaml\n")).profile.name == "Middle"

    def test_a_file_goes_before_a_shipped_profile_of_its_name(self, write):
        write(SMALL, "dongjiang-lake.yaml")
        assert load("dongjiang-lake").profile.name == "Small"

    def test_a_shipped_profile_is_found_by_name(self, write):
        loaded = load(write("extends: dongjiang-lake\nname: Mine\n"))
        assert loaded.profile.name == "Mine"
        assert loaded.profile.halls[0].it.servers[0].count == 36_000

    def test_another_system_inherits_nothing_of_the_old_one(self, write):
        write(LAKE, "lake.yaml")
        loaded = load(write("extends: lake\ncooling: {system: fixed_pue, pue: 1.5}\n"))
        assert loaded.profile.halls[0].cooling.system == "fixed_pue"

    def test_a_section_is_taken_away_with_null(self, write):
        write(LAKE, "lake.yaml")
        assert load(write("extends: lake\nsite: null\n")).profile.site is None

    def test_a_circle_is_named(self, write):
        write("extends: b\n", "a.yaml")
        write("extends: c.yaml\n", "b.yaml")
        write("extends: a\n", "c.yaml")
        with pytest.raises(
            ProfileError, match=r"^c\.yaml:1:1: extends: runs in a circle: a\.yaml -> b\.yaml -> c\.yaml -> a\.yaml;"
        ):
            load("a.yaml")

    def test_a_chain_has_an_end(self, write):
        for number in range(30):
            write(f"extends: p{number + 1}\n", f"p{number}.yaml")
        with pytest.raises(ProfileError, match=r"^p10\.yaml:1:1: extends: more than 10 in a chain: p0\.yaml -> "):
            load("p0.yaml")

    def test_an_error_in_a_base_names_the_base(self, write):
        write(SMALL.replace("1.2", "0.5"), "small.yaml")
        with pytest.raises(ProfileError, match=r"^small\.yaml:5:30: cooling\.pue: must be at least 1"):
            load(write("extends: small\n"))


class TestHourlyFile:
    HOURS = "\n".join(["lake_c", *["10.5"] * 8760]) + "\n"

    @staticmethod
    def lake(file="lake.csv"):
        return LAKE.replace("{mean_c: 10, amplitude_k: 2}", f"{{file: {file}}}")

    def test_its_numbers_reach_the_plant(self, write):
        write(self.HOURS, "data/lake.csv")
        loaded = load(write(self.lake(), "data/a.yaml"))
        assert loaded.profile.halls[0].cooling.source.hourly_c == (10.5,) * 8760
        assert loaded.origins["cooling.source.hourly_c"] == Given(Where("data/a.yaml", 8, 12))

    def test_the_command_line_names_files_of_the_current_folder(self, write):
        write(self.HOURS)
        loaded = load(write(LAKE, "data/a.yaml"), ["cooling.source={file: a.yaml}"])
        assert len(loaded.profile.halls[0].cooling.source.hourly_c) == 8760

    def test_a_header_may_be_left_out_and_a_leap_year_given(self, write):
        write("4\r\n" * 8784, "lake.csv")
        assert len(load(write(self.lake())).profile.halls[0].cooling.source.hourly_c) == 8784

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "a.yaml:8:12: file: lake.csv: holds no numbers; give one number per hour"),
            ("4\n" * 8759, "a.yaml:8:12: file: lake.csv: holds 8759 numbers"),
            (HOURS.replace("10.5", "x", 1), "a.yaml:8:12: file: lake.csv: holds 8759 numbers (lines 3 to 8761)"),
            (HOURS[:-5] + "x\n10.5", "a.yaml:8:12: file: lake.csv:8761: must hold a number, got 'x'"),
            (
                HOURS.replace("10.5", "10,5", 1),
                "a.yaml:8:12: file: lake.csv:3: the column `lake_c` has decimals with",
            ),
            (HOURS.replace("10.5", "", 1), "a.yaml:8:12: file: lake.csv: holds 8759 numbers (lines 3 to 8761)"),
            (HOURS.replace("10.5", "1050", 1), "lake.csv:2: cooling.source.hourly_c.0: must be "),
        ],
    )
    def test_a_bad_file_is_refused_with_its_line(self, write, text, message):
        write(text, "lake.csv")
        with pytest.raises(ProfileError) as refused:
            load(write(self.lake()))
        assert str(refused.value).startswith(message)

    def test_a_missing_file_is_named(self, write):
        with pytest.raises(ProfileError, match=r"^a\.yaml:8:12: file: nowhere\.csv: there is no such file"):
            load(write(self.lake("nowhere.csv")))

    def test_a_file_is_a_name(self, write):
        with pytest.raises(ProfileError, match=r"^a\.yaml:8:12: file: must be the name of a file$"):
            load(write(self.lake("[1, 2]")))

    def test_a_file_stands_alone(self, write):
        with pytest.raises(ProfileError, match=r"^a\.yaml:8:12: file: stands beside `hourly_c`"):
            load(write(self.lake("lake.csv, hourly_c: [1]")))


def test_a_named_file_is_found_beside_the_profile_that_names_it(write):
    write(LAKE.replace("normals: zixing", "file: x.epw"), "base/lake.yaml")
    path = write("extends: base/lake\n")
    assert load(path).resolve("site.weather.file") == Path("base/x.epw")
    assert load(path, ["site.weather.file=y.epw"]).resolve("site.weather.file") == Path("y.epw")
    absolute = os.path.abspath("z.epw")
    assert load(path, [f"site.weather.file={absolute}"]).resolve("site.weather.file") == Path(absolute)


class TestDigest:
    def test_it_does_not_hang_on_comments_order_or_place(self, write):
        reordered = "\n".join(["# a comment", *SMALL.splitlines()[4:], *SMALL.splitlines()[:4]]) + "\n"
        assert load(write(SMALL)).sha256 == load(write(reordered, "elsewhere/b.yaml")).sha256

    def test_it_does_not_hang_on_how_a_number_is_written(self, write):
        assert load(write(SMALL)).sha256 == load(write(SMALL.replace("value: 400", "value: 4.0e2"), "b.yaml")).sha256

    def test_it_hangs_on_every_number(self, write):
        assert load(write(SMALL)).sha256 != load("a.yaml", ["cooling.pue=1.2001"]).sha256


@pytest.mark.parametrize("name", catalogue.names())
def test_every_shipped_profile_loads(name):
    loaded = load(name)
    assert loaded.name == name
    assert all(isinstance(origin, Given | Default) for origin in loaded.origins.values())


TREES = [plain(parse(text, "a.yaml")) for text in (SMALL, LAKE)]
JUNK = st.sampled_from(
    [
        *(None, True, 0, -1, 1e308, 10**30, float("nan"), float("inf"), "", "x", "lake_water", "a\u2028b", "a\0b"),
        *([], [1], [[1]], [{}], {}, {"system": "lake_water"}),
        *({"value": 1}, {"value": 1, "low": 0}, {"value": {"value": 1}, "low": None}),
    ]
)


def paths(value, path=()):
    yield path
    for key, below in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from paths(below, (*path, key))


@st.composite
def mutated(draw):
    tree = json.loads(json.dumps(draw(st.sampled_from(TREES))))
    for _ in range(draw(st.integers(1, 3))):
        *above, last = draw(st.sampled_from([path for path in paths(tree) if path]))
        parent = tree
        for step in above:
            parent = parent[step]
        match draw(st.sampled_from(["replace", "remove", "rename"])):
            case "replace":
                parent[last] = copy.deepcopy(draw(JUNK))
            case "remove":
                del parent[last]
            case "rename" if isinstance(parent, dict):
                parent[draw(st.sampled_from(["system", "it", "halls", "file", "extends", "kind", "x.y"]))] = (
                    parent.pop(last)
                )
    return tree


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=mutated())
def test_a_mutated_profile_loads_or_says_what_is_wrong(tree, write):
    text = json.dumps(tree).replace("NaN", ".nan").replace("Infinity", ".inf")  # JSON is YAML but for these
    try:
        assert load(write(text)).profile.halls
    except ProfileError as refused:
        message = str(refused)
    else:
        return
    assert message


def test_a_number_says_who_gives_it(write):
    text = SMALL.replace("count: 100", "count: {value: 100, source: the operator, 2025}")
    text = text.replace("the operator, 2025", "'the operator, 2025'").replace(
        "high: 600", "high: 600, source: uptime_2024"
    )
    loaded = load(write(text))
    assert loaded.profile.halls[0].it.servers[0].count == 100
    assert dict(loaded.citations) == {
        "it.servers.0.count": "the operator, 2025",
        "it.servers.0.peak_w": "uptime_2024",
    }
    assert dict(loaded.ranges) == {"it.servers.0.peak_w": (250.0, 600.0)}


def test_a_source_is_said_in_words(write):
    with pytest.raises(ProfileError, match=r"a\.yaml:4:.*`source` must say in words"):
        load(write(SMALL.replace("count: 100", "count: {value: 100, source: 3}")))


@pytest.mark.parametrize(
    ("trim", "said"),
    [
        ("{chiller: air_cooled, capacity_kv: 3}", r"a\.yaml:9:.*capacity_kv.*did you mean `capacity_kw`"),
        ("{chiller: air_cooled, capacity_kw: -3}", r"a\.yaml:9:.*cooling\.trim\.capacity_kw: must be above 0"),
    ],
)
def test_a_chosen_section_answers_for_its_own_keys(write, trim, said):
    with pytest.raises(ProfileError, match=said):
        load(write(LAKE.replace("  pump: {static_head_m: 12}", f"  trim: {trim}")))


def test_what_another_choice_leaves_out_is_told():
    changed = load("base/chilled-water", ["cooling.system=dx"])
    assert (
        changed.notes[0]
        == "--set cooling.system=dx leaves out what goes with the former choice: economiser, chiller, tower."
    )
    assert load("base/chilled-water", ["cooling.system=chilled_water"]).notes == load("base/chilled-water").notes


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{value: 10200, source: dgx-h100-max}", ""),  # NVIDIA's data sheet: 10.2 kW, which the row is
        ("{value: 716, source: spec-2s-2022-2024-full}", ""),
        (
            "{value: 9000, source: dgx-h100-max}",
            "it.servers.0.peak_w is 9000 W; row dgx-h100-max, which it cites, has 10200 and no range.",
        ),
        (
            "10200",
            "it.servers.0.peak_w is 10200 W; usual of servers without accelerators is 200 to 1000. Others have rows "
            "of their own to cite as the source, as dgx-h100-max: 10200 W.",
        ),
    ],
)
def test_what_is_usual_is_that_of_the_row_that_is_cited(tmp_path, written, told):
    path = tmp_path / "gpu.yaml"
    path.write_text(
        f"name: GPUs\nit: {{servers: [{{count: 8, idle_w: 100, peak_w: {written}}}]}}\n"
        "cooling: {system: fixed_pue, pue: 1.2}\n",
        encoding="utf-8",
    )
    assert [note for note in load(str(path)).notes if "peak_w" in note] == ([told] if told else [])
