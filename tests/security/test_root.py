"""A project that somebody mailed: what it names outside its folder is not read, and not told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from attacks import SIMPLE, Call

from dcenergy.profile import root
from dcenergy.profile.loading import load
from dcenergy.profile.yaml_reader import parse

SECRET = "ssh-ed25519 AAAAC3 a key that nobody may see"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mailed folder, the current one, beside what the user has."""
    for name in ("home/.ssh", "other", "mail/project/data"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "home/.ssh/key").write_text(SECRET)
    (tmp_path / "other/site.yaml").write_text(SIMPLE.replace("Simple", "Other").replace("1.2", "1.3"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("DCENERGY_ROOT", raising=False)
    monkeypatch.chdir(tmp_path / "mail/project")
    return tmp_path / "mail/project"


def naming(file: str) -> dict[str, str]:
    """A profile for each key that names a file."""
    weather = SIMPLE + "site: {latitude_deg: 50, longitude_deg: 8, altitude_m: 9, utc_offset_h: 1, weather: {%s}}\n"
    return {
        "extends": f"extends: {file}\nname: A\n",
        "site.weather.file": weather % f"file: {file}",
        "site.weather.normals": weather % f"normals: {file}.csv",
        "baseline.profile": f"{SIMPLE}baseline: {{profile: {file}}}\n",
        "cost.tariff.file": f"{SIMPLE}cost: {{currency: EUR, price_year: 2024, tariff: {{file: {file}}}}}\n",
        "supply.grid.file": f"{SIMPLE}supply: {{grid: {{file: {file}}}}}\n",
        "cooling.source.file": SIMPLE.replace(
            "system: fixed_pue, pue: 1.2", f"system: lake_water, source: {{file: {file}}}"
        ),
        "halls.0.cooling.source.file": "name: A\nhalls:\n- name: h\n  it: {servers: [{count: 1}]}\n"
        f"  cooling: {{system: lake_water, source: {{file: {file}}}}}\n",
    }


KEYS = list(naming(""))
OUTSIDE = "lies outside the project"


@pytest.mark.parametrize("command", ["run", "check", "compare"])
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("way", ["parent", "absolute", "link", "folder link", "parent through a folder"])
def test_what_lies_outside_is_neither_read_nor_told(project: Path, call: Call, key: str, way: str, command: str):
    secret = Path(os.environ["HOME"]) / ".ssh/key"
    (project / "data/link").symlink_to(secret)
    (project / "data/link.csv").symlink_to(secret)
    (project / "data/folder").symlink_to(secret.parent)
    file = {
        "parent": "../../home/.ssh/key",
        "absolute": str(secret),
        "link": "data/link",
        "folder link": "data/folder/key",
        "parent through a folder": "data/../../../home/.ssh/key",
    }[way]
    (project / "a.yaml").write_text(naming(file)[key])
    before = set(project.rglob("*"))
    done = call(command, "--no-report", "a.yaml") if command != "check" else call(command, "a.yaml")
    code, said = done.code, done.said
    if (command, key) != ("compare", "baseline.profile"):  # a comparison reads no baseline
        assert code == 2
        ending = ".csv" if key == "site.weather.normals" else ""
        assert f"{key}: {file}{ending} {OUTSIDE}" in said
        assert "a.yaml:" in said
    assert "ssh-ed25519" not in said
    assert set(project.rglob("*")) == before


def test_every_text_below_a_file_is_a_name(project: Path):
    tree = parse(
        "a: {file: {path: ../x, column: EUR/MWh}}\nb: [{file: [y, /z]}]\nnormals: zixing\nname: /w", "a.yaml"
    )
    assert [(key, node.value) for key, node in root._files(tree)] == [
        ("a.file.path", "../x"),
        ("a.file.column", "EUR/MWh"),
        ("b.0.file.0", "y"),
        ("b.0.file.1", "/z"),
    ]


def test_nothing_tells_whether_a_file_outside_is_there(project: Path, call: Call):
    said = []
    for file in ("../../home/.ssh/key", "../../home/.ssh/kex"):
        for key in KEYS:
            (project / "a.yaml").write_text(naming(file)[key])
            said.append(call("check", "a.yaml").said.replace("kex", "key"))
    assert said[: len(KEYS)] == said[len(KEYS) :]


@pytest.mark.parametrize("key", KEYS)
def test_a_folder_called_tilde_is_a_plain_folder(project: Path, call: Call, key: str):
    (project / "~/.ssh").mkdir(parents=True)
    (project / "~/.ssh/key").write_text("name: [")
    (project / "~/.ssh/key.csv").write_text("nothing")
    (project / "a.yaml").write_text(naming("~/.ssh/key")[key])
    done = call("run", "a.yaml")
    code, said = done.code, done.said
    assert code == 2
    assert OUTSIDE not in said  # it is the project's own, and of no use
    assert "ssh-ed25519" not in said


def test_a_base_within_the_project_names_nothing_outside_either(project: Path, call: Call):
    (project / "data/base.yaml").write_text(naming("../../../other/site.yaml")["extends"])
    (project / "a.yaml").write_text("extends: data/base.yaml\nname: A\n")
    done = call("check", "a.yaml")
    code, said = done.code, done.said
    assert code == 2
    assert "base.yaml:1:1: extends: ../../../other/site.yaml lies outside" in said.replace("data/", "", 1)


def test_a_baseline_has_the_root_of_its_design(project: Path, call: Call):
    # a marker of its own, in the folder above, would make a higher root of the baseline than of the design
    (project / "data/.git").mkdir()
    (project / "data/base.yaml").write_text(naming("../../../other/site.yaml")["extends"])
    (project / "a.yaml").write_text(f"{SIMPLE}baseline: {{profile: data/base.yaml}}\n")
    done = call("run", "a.yaml")
    code, said = done.code, done.said
    assert code == 2
    assert OUTSIDE in said


def test_a_base_by_its_short_name_is_no_way_out(project: Path, call: Call):
    (project / "base.yaml").symlink_to("../../other/site.yaml")
    for key in ("extends", "baseline.profile"):
        (project / "a.yaml").write_text(naming("base")[key])
        done = call("run", "a.yaml")
        code, said = done.code, done.said
        assert code == 2
        assert "there is no such file" in said


@pytest.mark.parametrize("key", KEYS)
def test_the_flag_and_the_variable_allow_it(project: Path, call: Call, monkeypatch: pytest.MonkeyPatch, key: str):
    (project / "a.yaml").write_text(naming("../../other/none")[key])
    assert OUTSIDE in call("check", "a.yaml").said + call("run", "a.yaml").said
    assert OUTSIDE not in call("run", "--allow-outside", "a.yaml").said
    assert OUTSIDE in call("run", "a.yaml").said  # for one command alone
    monkeypatch.setenv("DCENERGY_ROOT", f"/nowhere{os.pathsep}{project.parent.parent / 'other'}")
    assert OUTSIDE not in call("run", "a.yaml").said
    monkeypatch.setenv("DCENERGY_ROOT", str(project.parent.parent / "oth"))  # no beginning of a name
    assert OUTSIDE in call("run", "a.yaml").said


@pytest.mark.parametrize("named", [".", "*.yaml"])
def test_a_link_that_nobody_typed_is_not_followed(project: Path, call: Call, named: str):
    (project / "a.yaml").write_text(SIMPLE)
    (project / "b.yaml").symlink_to("../../home/.ssh/key")
    done = call("compare", named, "--no-report")
    assert done.code == 2
    assert "b.yaml: is a link out of the project" in done.err
    assert "ssh-ed25519" not in done.said
    (project / "b.yaml").unlink()
    (project / "b.yaml").symlink_to("a.yaml")
    assert call("compare", named, "--no-report").code == 0


def test_what_is_allowed_is_read(project: Path, call: Call):
    (project / "a.yaml").write_text("extends: ../../other/site.yaml\nname: Mine\n")
    assert call("check", "a.yaml").code == 2
    for command in ("check", "run", "compare"):
        assert call(command, "--allow-outside", "a.yaml").code == 0
    assert OUTSIDE in call("weather", "info", "--profile", "a.yaml").said
    assert OUTSIDE not in call("weather", "info", "--allow-outside", "--profile", "a.yaml").said


def test_shipped_profiles_are_inside_wherever_they_lie(project: Path, call: Call):
    (project / "a.yaml").write_text(
        "extends: base/large-colocation\nname: A\nsite: {weather: {normals: zixing}}\n"
        "baseline: {profile: base/air-chilled}\n"
    )
    done = call("check", "a.yaml")
    code, said = done.code, done.said
    assert code == 0, said


def test_what_is_typed_is_the_users_own(project: Path, call: Call):
    (project / "a.yaml").write_text(SIMPLE)
    assert call("check", "../../other/site.yaml").code == 0
    done = call("run", "a.yaml", "--set", "baseline.profile=../../other/site.yaml")
    code, said = done.code, done.said
    assert code == 0, said
    for assignment in ("site.weather.file=../../home/.ssh/key", "site.weather={file: ../../home/.ssh/key}"):
        done = call("run", "a.yaml", "--set", assignment)
        code, said = done.code, done.said
        assert code == 2
        assert OUTSIDE not in said
    assert OUTSIDE not in call("run", "a.yaml", "--weather", "../../home/.ssh/key").said


class TestTheRoot:
    def test_is_the_current_folder_where_it_holds_the_profile(self, project, call, monkeypatch):
        (project / "data/a.yaml").write_text("extends: ../b\nname: A\n")
        (project / "b.yaml").write_text(SIMPLE)
        assert call("check", "data/a.yaml").code == 0
        monkeypatch.chdir(project / "data")
        assert OUTSIDE in call("check", "a.yaml").said
        monkeypatch.chdir(project.parent.parent / "other")
        assert OUTSIDE in call("check", str(project / "data/a.yaml")).said

    @pytest.mark.parametrize("marker", [".dcenergy-root", ".git"])
    def test_is_the_nearest_folder_above_that_is_marked(self, project, call, monkeypatch, marker):
        (project / "data/a.yaml").write_text("extends: ../b\nname: A\n")
        (project / "b.yaml").write_text(SIMPLE)
        (project / "data/c.yaml").write_text("extends: ../../../other/site.yaml\nname: C\n")
        (project.parent.parent / marker).write_text("")
        monkeypatch.chdir(project / "data")
        assert call("check", "a.yaml").code == 0
        assert call("check", "c.yaml").code == 0
        (project / marker).mkdir()  # the nearest counts
        assert call("check", "a.yaml").code == 0
        assert OUTSIDE in call("check", "c.yaml").said

    def test_is_not_marked_by_another_user(self, project, call, monkeypatch):
        (project / "data/a.yaml").write_text("extends: ../b\nname: A\n")
        (project / "b.yaml").write_text(SIMPLE)
        (project / ".git").mkdir()
        monkeypatch.chdir(project / "data")
        monkeypatch.setattr(os, "geteuid", lambda: project.stat().st_uid + 1)
        assert OUTSIDE in call("check", "a.yaml").said

    def test_is_that_of_the_link_that_is_typed(self, project, call):
        (project / "a.yaml").symlink_to("../../other/site.yaml")
        assert call("check", "a.yaml").code == 0
        (project.parent.parent / "other/site.yaml").write_text("extends: ../home/.ssh/key\nname: A\n")
        assert OUTSIDE in call("check", "a.yaml").said

    def test_needs_no_current_folder(self, project, monkeypatch):
        (project / "gone").mkdir()
        (project / "a.yaml").write_text(SIMPLE)
        monkeypatch.chdir(project / "gone")
        (project / "gone").rmdir()
        assert load("dongjiang-lake").profile.halls
        assert load(str(project / "a.yaml")).profile.halls
