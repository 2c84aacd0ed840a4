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
from dcenergy.reference.currencies import currencies
from dcenergy.reference.normals import UNITS as NORMALS
from dcenergy.reference.normals import rows_of_place
from dcenergy.reference.search import line, missing, rows, search, shown, tables
from dcenergy.reference.table import FOLDER, NUMBERS, SERIES, Row, cited, find, series, sources, table
from dcenergy.section import Section
from dcenergy.weather.places import called

EVIDENCE = {"verified", "secondary", "computed", "assumption"}
PRICES = {f"{money}/{per}" for money in ("CNY", "EUR", "USD") for per in ("kWh", "MWh", "t", "m3")}
UNITS = {
    "grid_factors": {"kg/kWh"},
    "embodied": {"kg", "kg/kW", "kg/kWh", "years"},
    "refrigerants": {"kg/kg"},
    "limits": {"-", "L/kWh", "degC", "kW", "K d"},
    "server_power": {"W"},
    "prices": PRICES,
    "price_ranges": {f"USD/{per}" for per in ("kWh", "kW month", "m3", "L", "t", "kW", "kWp", "W")},
    "currencies": {f"{code}/USD" for code in currencies()},
    "fixed_numbers": {"-", "K", "degC", "degree", "h", "kg/m3"},
    "chiller_curves": {"-", "degC", "1/K", "1/K2"},
    "grid_shapes": {"-", "kg/kWh"},
}
"""Tables of numbers, a number a row, and the only units they may have."""
OTHER_TABLES = {"countries", "days", "jurisdictions", "normals", "places", "sources"}
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
    assert set(tables()) == {path.stem for path in FOLDER.glob("*.csv")} == set(UNITS) | OTHER_TABLES
    assert set(NUMBERS) == set(UNITS)


def test_a_key_is_of_one_row_alone():
    keys = [key for each in NUMBERS for key in table(each)]
    assert len(keys) == len(set(keys))  # a profile cites a row by its key, whatever its table
    assert not set(keys) & set(sources())


@pytest.mark.parametrize("table_name", tables())
def test_every_row_is_shown_by_its_name_and_found_by_its_words(table_name: str):
    every = rows(table_name)
    assert list(shown(table_name)) == [line(row) for row in every]
    for asked, row in {row.get("key") or row["place"]: row for row in every}.items():
        if table_name in SERIES and not row["key"].endswith(("-h13", "-capacity-a")):
            continue  # one of a set stands for the others: their look-up is the same
        assert f"{table_name}: {line(row)}" in list(shown(asked)), asked
        assert table_name in {found for found, _told in search(asked)}, asked


@pytest.mark.parametrize("key", ["cn-hunan-2023", "ashrae-a2-humidity-max", "de-lu-2024", "mcquay-wsc-471kw"])
def test_a_row_is_shown_with_its_source(key: str):
    told = list(shown(key))
    row = cited(key) or next(iter(next(series(each)[key] for each in SERIES if key in series(each)).values()))
    assert f"sources: {row.source}: " in told[-1]
    assert len(told) == 2 or key in {each for of in SERIES for each in series(of)}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("hunan", "grid_factors: cn-hunan-2023: Hunan: 0.4976 kg/kWh, 2023"),
        ("HUNAN 2023", "grid_factors: cn-hunan-2023: Hunan: 0.4976 kg/kWh, 2023"),
        ("湖南", "grid_factors: cn-hunan-2023: Hunan: 0.4976 kg/kWh, 2023"),
        ("东江湖", "jurisdictions: dongjiang: country cn"),
        ("hydropower", "embodied: hydro: Run-of-river hydropower"),
        ("R-134a", "refrigerants: r134a: R134a: 1530 kg/kg, 1430 to 1530"),
        (
            "A2",
            "limits: ashrae-a2-humidity-max: ASHRAE allowable inlet, class A2: dampest, by relative humidity: 0.80",
        ),
        ("PUE 1.25", "limits: cn-edwc-east-pue: Eastern Data Western Computing: PUE of the eastern clusters: 1.25"),
        ("embodied server", "embodied: server: Two-socket server"),
        ("water price", "prices: cn-water: Water, industry, China: 5.0 CNY/m3"),
        ("germany shapes", "grid_shapes: de-lu-2024: Germany(-Lux): 37 numbers"),
        ("zixing", "normals: zixing: 12 months; see `dcenergy reference show zixing`"),
    ],
)
def test_a_newcomer_finds_what_is_shipped(asked: str, found: str):
    assert [told for each in search(asked, called) if (told := ": ".join(each)).startswith(found)]


def test_short_words_are_whole_words():
    assert {found for found, _told in search("A2")} == {"limits"}  # not NREL/TP-6A20 of the sources


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("water price beijing", "no row has water and price and beijing in it; alone they have: water "),
        ("germny", "no row has germny in it; did you mean `germany`?"),
        (" ", "there is no word to search for"),
        ("qwxyz hunan", "no row has qwxyz in it; try a part of the word, or another one"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(asked: str, told: str):
    assert list(search(asked)) == []
    assert missing(asked).startswith(told)


def test_an_unknown_name_is_answered_with_a_search_or_the_nearest():
    with pytest.raises(ReferenceError, match="`dcenergy reference search hunan`"):
        list(shown("hunan"))
    with pytest.raises(ReferenceError, match="did you mean `cn-hunan-2023`"):
        list(shown("cn-hunan-20233"))


def test_normals_have_units_and_sources():
    numbers = {column for row in rows("normals") for column in row} - {"place", "month"}
    assert numbers == set(NORMALS)
    for place in {row["place"] for row in rows("normals")}:
        found = rows_of_place(place)
        assert len({row.key for row in found}) == len(found) >= 60, place  # twelve of five columns at least
        for row in found:
            assert row.source in sources(), row.key
            assert row.evidence in EVIDENCE, row.key
            assert row.year, row.key


def test_rows_of_other_tables_name_known_sources():
    for each in OTHER_TABLES - {"normals", "sources"}:
        for row in rows(each):
            assert not row["source"] or row["source"] in sources(), line(row)
            assert not row.get("evidence") or row["evidence"] in EVIDENCE, line(row)


@pytest.mark.parametrize("table_name", SERIES)
def test_sets_are_whole(table_name: str):
    parts = {tuple(of_set) for of_set in series(table_name).values()}
    assert len(parts) == 1
    assert sum(map(len, series(table_name).values())) == len(table(table_name))


def test_humidity_of_the_classes_is_as_in_an_account():
    # a calculator's table of the classes (trivolt.ac): A1 -12..17 and 8..80 %, A2 to 21, A3 to 24 and 85 %, A4 90 %
    ends = ("dew-point-min", "dew-point-max", "humidity-min", "humidity-max")
    bounds = [[find("limits", f"ashrae-a{i}-{end}").value for end in ends] for i in (1, 2, 3, 4)]
    assert bounds == [[-12, 17, 0.08, 0.8], [-12, 21, 0.08, 0.8], [-12, 24, 0.08, 0.85], [-12, 24, 0.08, 0.9]]


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
