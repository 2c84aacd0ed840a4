"""`profiles new`: whatever is answered, the starter is valid and runs; whatever it hides can be used."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcenergy.__main__ import main
from dcenergy.errors import DcenergyError
from dcenergy.plant.facility import SYSTEMS as SIMULATED
from dcenergy.profile.key_page import sections
from dcenergy.profile.loading import load
from dcenergy.profile.schema import Profile
from dcenergy.profile.starter.answers import SYSTEMS, Answers
from dcenergy.profile.starter.page import starter
from dcenergy.reference.table import table
from dcenergy.study import case
from dcenergy.supply import local_grid
from dcenergy.weather import places

PLACES = (*places.names(), *places.aliases())
SETTING = re.compile(r"( *)(#?)(?! )([^\s#].*)")
"""Indent, the # that hides it, and the setting; `# ` begins words."""


@pytest.fixture
def checked(tmp_path):
    """Write a text and load it as a profile."""

    def load_text(text: str):
        path = tmp_path / "starter.yaml"
        path.write_text(text, encoding="utf-8")
        return load(str(path))

    return load_text


def test_every_system_can_be_asked_for():
    assert set(SYSTEMS) == {*SIMULATED, "fixed_pue"}


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_a_valid_starter_with_its_factor(checked, place):
    loaded = checked(starter(Answers("x", place=place)))
    assert loaded.profile.site.weather.normals == place
    row = loaded.profile.supply.grid.location
    assert row == local_grid.factor(place)
    # the latest of its kind, and direct where a place has both: scope 2 counts no upstream
    assert "life-cycle" not in row.key
    assert f"Grid: {row.name}, {row.year}, {row.value:g}" in " ".join(loaded.texts[str(loaded.path)].split())


def test_factors_are_the_ministry_s_and_the_latest():
    # notice No. 47 of 2025, factors of 2023
    assert local_grid.factor("zixing").value == 0.4976
    assert local_grid.factor("guian").value == 0.5683
    assert {local_grid.factor(place).key.partition("-")[0] for place in PLACES} == {
        *("cn", "brazil", "finland", "germany", "india", "ireland", "japan"),
        *("pjm", "singapore", "south", "sweden", "united"),
    }
    assert max(row.year for row in table("grid_factors").values() if row.key.startswith("cn-hunan")) == "2023"


@pytest.mark.parametrize("system", sorted(SYSTEMS))
@pytest.mark.parametrize("place", ["singapore", "harbin"])  # hot and damp, cold and dry
def test_every_system_runs(tmp_path, system, place):
    path = tmp_path / "starter.yaml"
    path.write_text(starter(Answers("x", place=place, cooling=system, currency="CNY")))
    found = case.run(case.read(str(path))).design
    # 150 to 400 W at half work are 275 W; server fans in air of 26 degC draw 1.3 % more
    assert found.load.it_kw.mean() == pytest.approx(275, rel=0.02)
    assert 1 <= found.indicators.pue < 2
    # direct expansion stands still below -25 degC (its default, EnergyPlus'), which Harbin's winter reaches
    assert found.cooling.unmet_kwh in (None, 0) or (system, place) == ("dx", "harbin")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), min_size=1).filter(str.strip),
    place=st.sampled_from(PLACES),
    system=st.sampled_from(sorted(SYSTEMS)),
    servers=st.integers(1, 10_000_000),
    idle_w=st.floats(1, 300),
    peak_w=st.floats(300, 15_000),
    utilisation=st.floats(0.001, 1),
    currency=st.sampled_from([None, "CNY", "EUR", "USD"]),
)
def test_whatever_is_answered_comes_back(
    checked, name, place, system, servers, idle_w, peak_w, utilisation, currency
):
    answers = Answers(
        name,
        place=place,
        cooling=system,
        servers=servers,
        idle_w=idle_w,
        peak_w=peak_w,
        utilisation=utilisation,
        currency=currency,
    )
    profile = checked(starter(answers)).profile
    group = profile.halls[0].it.servers[0]
    assert profile.name == name
    assert (group.count, group.idle_w, group.peak_w, group.utilisation) == (servers, idle_w, peak_w, utilisation)
    assert (profile.cost.currency if profile.cost else None) == currency


def hidden_blocks(lines: list[str]) -> Iterator[tuple[int, ...]]:
    """Every hidden setting that stands right in what is used, with all that is hidden below it."""
    settings_ = [(number, match) for number, line in enumerate(lines) if (match := SETTING.fullmatch(line))]
    above: list[tuple[int, bool]] = []
    for at, (number, match) in enumerate(settings_):
        indent, hidden = len(match[1]), bool(match[2])
        while above and above[-1][0] >= indent:
            above.pop()
        if hidden and not any(hides for _, hides in above):
            block = [number]
            for below, inner in settings_[at + 1 :]:
                if len(inner[1]) <= indent:
                    break
                block += [below] if inner[2] else []
            yield tuple(block)
        above.append((indent, hidden))


def revealed(lines: list[str], block: tuple[int, ...]) -> str:
    return "\n".join(SETTING.sub(r"\1\3", line) if number in block else line for number, line in enumerate(lines))


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_what_is_hidden_can_be_used_as_it_stands(checked, system):
    lines = starter(Answers("x", place="zixing", cooling=system, currency="CNY")).splitlines()
    begins = lines.index(next(line for line in lines if line.startswith("cooling:")))
    ends = next(number for number, line in enumerate(lines) if line.startswith("electrical:"))
    tried = 0
    for block in hidden_blocks(lines):
        if system != "lake_water" and not begins < block[0] < ends:
            continue  # the same in every starter
        tried += 1
        try:
            checked(revealed(lines, block))
        except DcenergyError as fault:
            raise AssertionError(
                f"{lines[block[0]].strip()}: {fault}\ngive an example in starter/samples.py, or put it into ONLY_TOLD"
            ) from fault
    assert tried >= 5 or system == "fixed_pue"  # whose only key is its PUE


def test_every_key_of_what_a_starter_shows_is_told():
    text = starter(Answers("x", place="zixing", cooling="lake_water", currency="CNY"))
    told = {match[1] for match in re.finditer(r"^ *#? ?(?:- )?(\w+):", text, re.MULTILINE)}
    shown = [
        kind
        for kind in sections(Profile)
        if kind.__name__ in {"Site", "It", "ServerGroup", "LakeWater", "Pump", "Ups", "Supply", "Battery", "Cost"}
    ]
    assert len(shown) == 9
    for kind in shown:
        assert set(kind.model_fields) <= told, kind.__name__


def test_a_key_is_told_with_its_unit_and_usual_range():
    lines = starter(Answers("x", place="zixing", cooling="lake_water")).splitlines()
    line = next(line for line in lines if "#approach_k" in line)
    field = next(kind for kind in sections(Profile) if kind.__name__ == "LakeWater").model_fields["approach_k"]
    assert line.split("# ")[-1] == f"{field.description} [K] Usual: 1 to 3."
    assert max(map(len, lines)) <= 130


def test_a_starter_is_the_same_every_time():
    first, second = (starter(Answers("x", place="zixing")) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("latitude_deg", "longitude_deg", "place", "zone_h", "factor"),
    [
        # Xi'an: Yan'an is 260 km away, in the same zone and province
        (34.3, 108.9, "qingyang", None, "cn-gansu-2023"),
        # Sydney: nothing is near; 151 degrees east are 10 hours
        (-33.9, 151.2, "singapore", 10.0, None),
        # Antananarivo: Mumbai is nearer than most, but has its summer in the other half of the year
        (-18.8, 47.5, "johannesburg", 3.0, None),
        # Fiji: Tokyo's is the nearest climate of the north
        (-18.1, 178.4, "singapore", 12.0, None),
    ],
)
def test_a_site_by_its_coordinates(checked, latitude_deg, longitude_deg, place, zone_h, factor):
    loaded = checked(starter(Answers("x", latitude_deg=latitude_deg, longitude_deg=longitude_deg)))
    site, supply = loaded.profile.site, loaded.profile.supply
    assert (site.latitude_deg, site.longitude_deg, site.utc_offset_h) == (latitude_deg, longitude_deg, zone_h)
    assert site.weather.normals == place
    assert (supply.grid.factor if supply.grid else None) == factor
    assert f"The climate is that of {place}" in " ".join(loaded.texts[str(loaded.path)].replace("# ", "").split())


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"place": "shangai"}, "no normals of `shangai` are shipped; there are, among others, shanghai"),
        ({}, "chilled_water needs a climate; give --place PLACE"),
        ({"place": "zixing", "cooling": "chiled_water"}, "did you mean `chilled_water`"),
        ({"latitude_deg": 3.0}, "--lat and --lon belong together"),
        ({"place": "zixing", "idle_w": 500.0}, "--peak-w 400 is below --idle-w 500"),
        ({"place": "zixing", "grid": "cn-hunan-2032"}, "`cn-hunan-2032` is not in the table"),
        ({"place": "zixing", "currency": "JPY"}, "no price of electricity in JPY is shipped"),
        ({"place": "zixing", "tariff_per_kwh": 3.0}, "--tariff needs its --currency"),
        ({"place": "zixing", "name": " "}, "--name is empty"),
    ],
)
def test_what_cannot_be_is_refused(answers, says):
    with pytest.raises(DcenergyError, match=re.escape(says)):
        Answers(**{"name": "x", **answers})


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Call dcenergy in a folder of its own: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, typed: str | None = None):
        monkeypatch.setattr(sys, "argv", ["dcenergy", "profiles", "new", *arguments])
        terminal = io.StringIO(typed or "")
        monkeypatch.setattr(terminal, "isatty", lambda: typed is not None, raising=False)
        monkeypatch.setattr(sys, "stdin", terminal)
        code = 0
        try:
            main()
        except SystemExit as leave:
            code = int(leave.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return invoke


def test_the_command_writes_what_runs_and_never_over_it(call):
    code, out, err = call("mine.yaml", "--place", "horinger", "--servers", "50", "--cooling", "air_chiller")
    assert (code, err) == (0, "")
    assert out.startswith("mine.yaml: written")
    assert load("mine.yaml").profile.name == "mine"
    before = Path("mine.yaml").read_text()
    code, out, err = call("mine.yaml", "--place", "horinger")
    assert (code, out) == (2, "")
    assert err == "dcenergy: mine.yaml: is there already, and is not written over; name another file\n"
    assert Path("mine.yaml").read_text() == before


@pytest.mark.parametrize("where", ["-", "--stdout"])
def test_the_command_prints(call, where):
    code, out, err = call(where, "--place", "horinger", "--name", "Ours")
    assert (code, err) == (0, "")
    assert "\nname: Ours " in out
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("arguments", [(), ("mine.yaml", "--stdout")])
def test_the_command_wants_one_place_to_write(call, arguments):
    code, _, err = call(*arguments, "--place", "horinger")
    assert code == 2
    assert "name a FILE to write, or print with --stdout" in err


def test_on_a_terminal_it_asks_and_asks_again(call):
    typed = "Ours\nshangai\nshanghai\n0\n250\nairside\n\nCNY\n"
    code, out, err = call("mine.yaml", typed=typed)
    assert code == 0
    assert out.endswith("mine.yaml: written; change what you know better, then `dcenergy run mine.yaml`\n")
    assert "no normals of `shangai` are shipped" in err
    profile = load("mine.yaml").profile
    hall = profile.halls[0]
    assert (profile.name, hall.it.servers[0].count, hall.cooling.system) == ("Ours", 250, "airside")
    assert profile.supply.grid.factor == "cn-shanghai-2023"
    assert profile.cost.currency == "CNY"


def test_without_a_terminal_it_asks_nothing(call):
    code, out, err = call("mine.yaml")
    assert (code, out) == (2, "")
    assert "give --place PLACE" in err
