"""The example of docs/supply.md runs, and its equations close on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dcenergy
from dcenergy.study.case import read, run

PAGE = Path(dcenergy.__file__).parents[1] / "docs" / "supply.md"


def test_the_example_runs_and_closes(tmp_path: Path):
    [example] = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    profile = tmp_path / "site.yaml"
    profile.write_text(example)
    made = run(read(str(profile)))
    power = made.design.power
    coming = power.grid_kw + power.on_site_kw + power.diesel_kw + power.discharged_kw
    assert coming.sum() == pytest.approx((power.load_kw + power.charged_kw + power.exported_kw).sum(), rel=1e-12)
    assert len(made.life) == 15
    assert made.design.carbon.total_per_year is not None


def test_the_sixteen_shapes_are_sixteen():
    from dcenergy.supply.grid_shape import shapes

    assert len(shapes()) == 16
