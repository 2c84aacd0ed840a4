"""Shipped facts: every number has a unit, every source is known, every default says who says so."""

from __future__ import annotations

import csv
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import dcenergy
from dcenergy.errors import ReferenceError
from dcenergy.reference.table import FOLDER, find, sources, table
from dcenergy.section import Section

EVIDENCE = {"verified", "secondary", "computed", "assumption"}
NUMBER_TABLES = ("grid_factors",)


def sections(base: type[Section] = Section) -> Iterator[type[Section]]:
    """Every Section of the package."""
    for module in pkgutil.walk_packages(dcenergy.__path__, "dcenergy."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = base.__subclasses__()
    while found:
        section = found.pop()
        if section.__module__.startswith("dcenergy."):
            yield section
        found += section.__subclasses__()


def test_every_default_names_a_known_source():
    unknown = {
        f"{section.__name__}.{name}: {field.json_schema_extra['source']}"
        for section in sections()
        for name, field in section.model_fields.items()
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("source")
        if field.json_schema_extra["source"] not in sources()
    }
    assert unknown == set()


def test_every_plausible_range_lies_within_the_possible():
    for section in sections():
        for name, field in section.model_fields.items():
            facts = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
            low, high = facts.get("low"), facts.get("high")
            if low is not None and high is not None:
                assert low <= high, f"{section.__name__}.{name}"
            if low is not None and high is not None and isinstance(field.default, int | float):
                assert low <= field.default <= high, f"{section.__name__}.{name}: its own default is out of range"


def test_sources_are_complete():
    for key, source in sources().items():
        assert source.title, key
        assert source.publisher, key
        assert source.evidence in EVIDENCE, key


@pytest.mark.parametrize("name", NUMBER_TABLES)
def test_rows_are_complete(name: str):
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        keys = [row["key"] for row in csv.DictReader(file)]
    assert len(keys) == len(set(keys)) == len(table(name))
    for key, row in table(name).items():
        assert row.source in sources(), key
        assert row.evidence in EVIDENCE - {"assumption"}, key
        assert row.unit == "kg/kWh", key
        assert 0 <= row.value <= 1.31, key  # the highest of all is Turkmenistan (Ember, life cycle)


def test_published_factors():
    # Ministry of Ecology and Environment, notice No. 47 of 2025: Hunan 0.4976, national 0.5306, without traded
    # non-fossil power 0.6096
    assert [find("grid_factors", key).value for key in ("cn-hunan-2023", "cn-2023", "cn-residual-2023")] == [
        0.4976,
        0.5306,
        0.6096,
    ]


def test_an_unknown_row_is_answered_with_the_nearest():
    with pytest.raises(ReferenceError, match="cn-hunan-2023"):
        find("grid_factors", "cn-hunan-2032")
