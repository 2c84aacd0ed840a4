"""The stored examples are what their commands make today, and know nothing of the machine that made them."""

from __future__ import annotations

import json
import math
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from test_cli import Call, call  # noqa: F401  (call is a fixture)

import dcenergy

ROOT = Path(dcenergy.__file__).parents[1]
FOLDER = ROOT / "docs" / "examples"
COMMANDS = [
    line.split()[1:]
    for line in (FOLDER / "make.sh").read_text(encoding="utf-8").splitlines()
    if line.startswith("dcenergy ")
]
ASIDE = {"dcenergy", "notes", "sha256"}
"""Keys that are not figures: the version, words, and the digest, which every new key of a profile changes."""
LARGEST = 250_000


def differences(stored: Any, made: Any, path: str = "") -> list[str]:
    """Where two documents differ by more than rounding.

    1e-9: sums of 8,760 hours in another order, on another machine, differ by some 1e-13.
    """
    if isinstance(stored, dict) and isinstance(made, dict):
        keys = (stored.keys() | made.keys()) - ASIDE
        return [
            where for key in sorted(keys) for where in differences(stored.get(key), made.get(key), f"{path}.{key}")
        ]
    if isinstance(stored, list) and isinstance(made, list) and len(stored) == len(made):
        pairs = enumerate(zip(stored, made, strict=True))
        return [where for i, (a, b) in pairs for where in differences(a, b, f"{path}.{i}")]
    if isinstance(stored, float | int) and isinstance(made, float | int):
        # differences of designs are small beside what they are differences of: 1e-3 kWh, kg or units of money
        return (
            [] if math.isclose(stored, made, rel_tol=1e-9, abs_tol=1e-3 if ".difference." in path else 0) else [path]
        )
    return [] if stored == made else [f"{path}: {stored!r} is now {made!r}"]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[-1])
def test_examples_are_current(call: Call, tmp_path: Path, command: list[str]):  # noqa: F811
    outcome = call(*command)
    assert outcome.code == 0, outcome.err
    stored = json.loads((FOLDER / command[-1]).read_text(encoding="utf-8"))
    made = json.loads((tmp_path / command[-1]).read_text(encoding="utf-8"))
    assert differences(stored, made) == [], "run `make examples`, look at the changes, and say why in the commit"


def test_differences_are_seen():
    assert differences({"a": [1.0], "notes": ["x"]}, {"a": [1.0 + 1e-12], "notes": []}) == []
    assert differences({"a": [1.0]}, {"a": [1.00001]}) == [".a.0"]
    assert differences({"a": None}, {"a": 0.0, "b": 1}) == [".a: None is now 0.0", ".b: None is now 1"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.*")), ids=lambda path: path.name)
def test_examples_are_small_and_tell_of_no_machine(path: Path):
    text = path.read_text(encoding="utf-8")
    assert len(text.encode()) < LARGEST
    assert not [place for place in (ROOT, Path.home(), tempfile.gettempdir()) if f"{place}/" in text]
    assert not re.findall(r"(?<![\w.])/(?:home|root|tmp|work|Users)/", text)
