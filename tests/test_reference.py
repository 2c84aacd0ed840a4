"""Shipped facts: every number has a unit, every source is known, every default says who says so."""

from __future__ import annotations

import csv
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields

import numpy as np
import pytest

import dcenergy
from dcenergy.errors import ReferenceError
from dcenergy.reference import limits
from dcenergy.reference.search import tables
from dcenergy.reference.table import FOLDER, Row, find, sources, table
from dcenergy.section import Section

EVIDENCE = {"verified", "secondary", "computed", "assumption"}
PRICES = {f"{money}/{per}" for money in ("CNY", "EUR", "USD") for per in ("kWh", "MWh", "t", "m3")}
UNITS = {
    "grid_factors": {"kg/kWh"},
    "embodied": {"kg", "kg/kW", "kg/kWh", "years"},
    "refrigerants": {"kg/kg"},
    "limits": {"-", "L/kWh", "degC", "kW", "K d"},
    "server_power": {"W"},
    "prices": PRICES,
    "fixed_numbers": {"-", "K", "degC", "degree", "h", "kg/m3"},
    "chiller_curves": {"-", "degC", "1/K", "1/K2"},
    "grid_shapes": {"-", "kg/kWh"},
}
"""Tables of numbers, a number a row, and the only units they may have."""
OTHER_TABLES = {"countries", "jurisdictions", "normals", "places", "sources"}
"""Tables of another form, tested where they are read."""
COLUMNS = [field.name for field in fields(Row)]
MORE_COLUMNS = {"limits": list(limits.COLUMNS)}


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


def test_every_table_is_known():
    assert set(tables()) == set(UNITS) | OTHER_TABLES


@pytest.mark.parametrize("name", sorted(UNITS))
def test_rows_are_complete(name: str):
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        keys = [row["key"] for row in reader]
    assert reader.fieldnames == COLUMNS + MORE_COLUMNS.get(name, [])
    assert len(keys) == len(set(keys)) == len(table(name))
    for key, row in table(name).items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key), key
        assert row.name, key
        assert row.method, key
        assert re.fullmatch(r"(19|20)\d\d", row.year), key
        assert row.unit in UNITS[name], key
        assert row.source in sources(), key
        assert row.evidence in EVIDENCE, key
        low, high = row.low, row.high
        assert (-np.inf if low is None else low) <= row.value <= (np.inf if high is None else high), key


@pytest.mark.parametrize("name", sorted(UNITS))
def test_what_is_from_memory_says_so_and_has_a_range(name: str):
    for key, row in table(name).items():
        if row.evidence == "assumption" or row.source == "assumption":
            assert row.evidence == "assumption", key
            assert row.low is not None, key
            assert row.high is not None, key
            assert row.low < row.high, key


def test_grid_factors_are_what_a_grid_can_have():
    for key, row in table("grid_factors").items():
        assert row.evidence != "assumption", key
        assert 0 <= row.value <= 1.31, key  # the highest of all is Turkmenistan (Ember, life cycle)


def test_limits_are_those_of_the_texts():
    # Energieeffizienzgesetz s. 11 (1), opened before July 2026: 1.5 and 1.3; (2): 1.2, and 10, 15, 20 % reused
    assert [
        find("limits", key).value for key in ("de-enefg-new-pue", "de-enefg-old-pue-2027", "de-enefg-old-pue-2030")
    ] == [
        1.2,
        1.5,
        1.3,
    ]
    assert [find("limits", f"de-enefg-new-erf-{year}").value for year in (2026, 2027, 2028)] == [0.10, 0.15, 0.20]
    # ASHRAE TC 9.9: classes get wider, all within the equipment's 5 to 45 degC
    bounds = [[find("limits", f"ashrae-a{i}-{end}").value for end in ("min", "max")] for i in (1, 2, 3, 4)]
    assert bounds == [[15, 32], [10, 35], [5, 40], [5, 45]]
    for row in table("limits").values():
        assert row.method.startswith(("at most", "at least", "below", "above")), row.key


def test_servers_idle_below_their_full_power():
    rows = table("server_power")
    pairs = [
        (rows[key], rows[key.replace("-idle", "-full")]) for key in rows if key.startswith("spec-") and "idle" in key
    ]
    assert len(pairs) == 12
    for idle, full in pairs:
        # medians of SPECpower: 0.16 (2015-2018, two sockets) to 0.48 (2007-2010)
        assert 0.15 < idle.value / full.value < 0.5, idle.key


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
