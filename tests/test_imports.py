"""Imports run one way: every module stands on a floor of the house and imports only from its own or those below."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import dcenergy

PACKAGE = Path(dcenergy.__file__).parent

FLOORS = (
    {"", "errors", "constants", "shipped", "output", "language", "printable", "stopping"},
    {"section", "cache", "cache_folder", "input_file", "cells"},
    {"reference"},
    {"series"},
    {"weather"},
    {"store"},
    {"plant"},
    {"supply"},
    {"accounting"},
    {"profile"},
    {"result"},
    {"simulate"},
    {"study"},
    {"validation"},
    {"report"},
    {"cli"},
    {"__main__"},
)
"""Lowest first. A new module or folder without a place here fails the test."""

HEAVY = {"pandas", "pvlib", "scipy", "rich", "pyarrow", "numpy_financial"}
"""Imported only inside the functions that need them: they would slow every start."""


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip("."): path
        for path in PACKAGE.rglob("*.py")
    }


def imported(path: Path, everywhere: bool = True) -> set[str]:
    """Modules that a file imports; at its top level alone where not `everywhere`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree) if everywhere else tree.body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own(names: set[str], known: dict[str, Path]) -> set[str]:
    """Those of `names` that are modules of the package, without its name."""
    return {
        name for full in names if (name := full.removeprefix("dcenergy").lstrip(".")) in known and "dcenergy" in full
    }


def floor(module: str) -> int:
    """Where a module stands."""
    top = module.partition(".")[0]
    for level, rooms in enumerate(FLOORS):
        if top in rooms:
            return level
    raise AssertionError(f"dcenergy.{module} has no place in FLOORS; give it one")


@pytest.mark.parametrize("module", sorted(modules()))
def test_imports_run_downwards(module: str):
    known = modules()
    higher = {name for name in own(imported(known[module]), known) if floor(name) > floor(module)}
    assert not higher, f"dcenergy.{module} imports from above: {sorted(higher)}"


def test_no_module_imports_itself_in_a_circle():
    known = modules()
    graph = {module: own(imported(path), known) - {module, ""} for module, path in known.items()}
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("module", sorted(modules()))
def test_heavy_packages_are_imported_where_they_are_needed(module: str):
    top_level = {name.partition(".")[0] for name in imported(modules()[module], everywhere=False)}
    assert not top_level & HEAVY


def test_cooling_systems_do_not_import_each_other():
    known = modules()
    systems = {name for name in known if name.startswith("plant.cooling.")}
    assert systems
    for system in systems:
        assert not own(imported(known[system]), known) & (systems - {system})
