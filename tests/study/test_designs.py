"""What a command asks to compare: names, folders, patterns, values and places."""

from __future__ import annotations

import pytest

from dcenergy.errors import ProfileError, WeatherError
from dcenergy.study.compare import compare
from dcenergy.study.designs import LIMIT, Asked, designs, expanded, told, variations
from dcenergy.study.simulated import told_apart
from dcenergy.weather import places

SIMPLE = "name: {name}\nit: {{servers: [{{count: 10}}]}}\ncooling: {{system: fixed_pue, pue: {pue}}}\n"


def test_folders_and_patterns_stand_for_their_profiles(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b.yaml", "a.yaml", "note.txt"):
        (tmp_path / name).write_text("name: x")
    assert expanded(".") == ["a.yaml", "b.yaml"]
    assert expanded("[ab].yaml") == ["a.yaml", "b.yaml"]
    assert expanded("dongjiang-*") == ["dongjiang-air-chilled", "dongjiang-lake"]
    assert expanded("dongjiang-lake") == ["dongjiang-lake"]
    for name, words in (("none*", "matches no file"), (str(tmp_path / "empty"), "holds no profile")):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(ProfileError, match=words):
            expanded(name)


def test_values_are_yaml_and_are_crossed():
    asked = designs(["x"], vary=["a.b=1,2.5,yes", "cooling={system: fixed_pue, pue: 1.2}"], over=["zixing,helsinki"])
    assert len(asked) == 3 * 1 * 2
    assert asked[0].assignments == (
        "a.b=1",
        'cooling={"system": "fixed_pue", "pue": 1.2}',
        'site={"weather": {"normals": "zixing"}}',
        'supply.grid={"factor": "cn-hunan-2023", "residual": "cn-residual-2023"}',
    )
    assert asked[-1].variant == "b = yes, Fixed pue, pue 1.2, Helsinki"
    assert asked[-1].short == "yes, Fixed pue, pue 1.2, Helsinki"
    assert len(told([f"item {i}" for i in range(100)])) <= 40


def test_all_places_once_each():
    asked = designs(["x"], over=["zixing,all"])
    assert len(asked) == len(places.names())
    assert asked[0].variant == "Zixing"


def test_the_ten_clusters():
    # the clusters of Eastern Data, Western Computing as approved in 2021 and 2022
    asked = designs(["x"], over=["clusters"])
    assert {each.variant for each in asked} == {
        "Zhangjiakou",
        "Yangtze Delta",
        "Wuhu",
        "Shaoguan",
        "Tianfu",
        "Chongqing",
        "Gui'an",
        "Horinger",
        "Qingyang",
        "Zhongwei",
    }


def test_a_place_brings_its_grid_or_leaves_carbon_open(monkeypatch):
    # Sichuan's hydropower, not the design's own grid, at Tianfu; without a shipped factor no other place's
    assert designs(["x"], over=["tianfu"])[0].assignments[1].startswith('supply.grid={"factor": "cn-sichuan-2023"')
    monkeypatch.setattr("dcenergy.supply.local_grid._regions", dict)
    assert designs(["x"], over=["tianfu"])[0].assignments[1] == "supply.grid=null"


@pytest.mark.parametrize(
    ("vary", "words"),
    [("a.b", "must read"), ("=1", "must read"), ("a=", "names no value"), ("a=[1", "YAML"), ("a=1]", "YAML")],
)
def test_values_that_cannot_be_read(vary, words):
    with pytest.raises(ProfileError, match=words):
        variations(vary)


def test_more_designs_than_a_page_holds():
    values = ",".join(str(i) for i in range(LIMIT + 1))
    assert len(designs(["x"], vary=[f"a={values}".removesuffix(f",{LIMIT}")])) == LIMIT
    with pytest.raises(ProfileError, match=f"51 designs.*at most {LIMIT}"):
        designs(["x"], vary=[f"a={values}"])


def test_unknown_places_are_refused_before_anything_runs():
    with pytest.raises(WeatherError, match="helsinki"):
        designs(["x"], over=["helsinky"])


def test_names_tell_designs_apart():
    one, two = Asked("a.yaml"), Asked("b.yaml")
    assert told_apart([one, two], ["Lake", "Sea"], ["", ""]) == ["Lake", "Sea"]
    assert told_apart([one, one], ["Lake", "Lake"], ["x = 1", "x = 2"]) == ["x = 1", "x = 2"]
    assert told_apart([one, two], ["Lake", "Sea"], ["x = 1", "x = 1"]) == ["Lake: x = 1", "Sea: x = 1"]
    assert told_apart([one, one], ["Lake", "Lake"], ["", ""]) == ["Lake (a)", "Lake (a) #2"]


def test_designs_stand_in_the_order_of_their_rank_and_failures_apart(tmp_path):
    for name, pue in (("high", 1.5), ("low", 1.2), ("bad", 0.5), ("middle", 1.3)):
        (tmp_path / f"{name}.yaml").write_text(SIMPLE.format(name=name, pue=pue))
    comparison = compare(designs([str(tmp_path)]))
    assert [design.name for design in comparison.designs] == ["low", "middle", "high"]
    assert [standing.rank for standing in comparison.standings] == [1, 2, 3]
    [failed] = comparison.failed
    assert "bad.yaml:3" in failed.message
    assert comparison.by == {"energy": 1.0}
    # told from the first asked for, "high" by its file's name
    assert compare(designs([str(tmp_path)]), against="first").reference == 2
    with pytest.raises(ProfileError, match="pue"):
        compare(designs([str(tmp_path / "bad.yaml")]))
    with pytest.raises(ProfileError, match="no design determines a comparable cost"):
        compare(designs([str(tmp_path)]), by="cost")


def test_weather_of_a_place_is_read_once(monkeypatch):
    from dcenergy.study import case

    read = []
    original = case.weather_of
    monkeypatch.setattr(case, "weather_of", lambda *given: read.append(given) or original(*given))
    compare(designs(["dongjiang-lake"], vary=["cooling.approach_k=1,1.5,2"]))
    assert len(read) == 1
