"""What the README and the docs show works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dcenergy
from dcenergy.cli import dcenergy as command
from dcenergy.profile.loading import load

ROOT = Path(dcenergy.__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]


def blocks(language: str) -> list[str]:
    """Code blocks of the README in one language."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@pytest.mark.parametrize("text", blocks("yaml"))
def test_profiles_are_valid(text: str, tmp_path: Path):
    (tmp_path / "shown.yaml").write_text(text)
    assert load(str(tmp_path / "shown.yaml")).profile.name


@pytest.mark.parametrize("text", blocks("python"))
def test_python_runs(text: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path))
    exec(compile(text, "README.md", "exec"), {})
    # the profile at 5 K: fewer litres to lift than at 2.5 K, so below the 1.140 of the flagship
    assert 1 < float(capsys.readouterr().out.split()[0]) < 1.14


def test_every_option_of_run_is_listed():
    options = {option for parameter in command.commands["run"].params for option in parameter.opts if "--" in option}
    assert {option for option in options if f"`{option}" not in README} == set()


def test_headline_figures_are_those_of_the_demo():
    from dcenergy.study.case import read, run

    design = run(read("dongjiang-lake")).design
    assert f"{design.indicators.pue:.3f}" in README
    assert f"{design.site.facility_kw.sum():,.0f}" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path):
    targets = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
