"""What `dcenergy validate` prints and writes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dcenergy.errors import DcenergyError, OutputError
from dcenergy.output import write_whole
from dcenergy.validation import climates, energyplus, energyplus_engine, measured, page, published
from dcenergy.validation.energyplus import CASES, Comparison
from dcenergy.validation.row import Row
from dcenergy.weather import files


def lines(epw: Path | None, live: bool) -> Iterator[str]:
    """Yield one line a comparison, and last how many misses there are.

    Raises
    ------
    DcenergyError
        Where the engine is asked for and is not installed, or there is no weather to run it on.
    """
    if live and not energyplus_engine.installed():
        raise DcenergyError("EnergyPlus is not installed; pip install 'dcenergy[validation]'")
    if live and epw is None:
        raise DcenergyError("EnergyPlus needs weather: name a folder of EPW files with --epw")
    misses = 0
    for row in [*published.rows(), *measured.rows()]:
        misses += row.verdict == "miss"
        yield _row(row)
    found, times = engine_now(epw) if live and epw else (page.comparisons(epw), {})
    for each in found:
        misses += not each.holds
        yield _comparison(each)
    if not found:
        yield "EnergyPlus: not compared, no weather file at hand; name their folder with --epw"
    for case, (theirs_s, ours_s) in times.items():
        yield f"speed  {case}: EnergyPlus takes {theirs_s / ours_s:,.0f} times as long ({theirs_s:.2f} s a year)"
    yield f"{misses} misses"


def engine_now(epw: Path) -> tuple[list[Comparison], dict[str, tuple[float, float]]]:
    """Run EnergyPlus on every case in every EPW file of a folder; compare, and time both in turn. [s]"""
    found: list[Comparison] = []
    times: dict[str, tuple[float, float]] = {}
    for path in sorted(epw.glob("*.epw")):
        weather = files.read(path)
        for case in CASES.values():
            with tempfile.TemporaryDirectory() as folder:
                begin = time.perf_counter()
                figures = energyplus_engine.run(case, path, Path(folder))
                theirs_s = time.perf_counter() - begin
            row = energyplus.Row(case.name, weather.name, path.name, energyplus_engine.engine(), figures)
            begin = time.perf_counter()
            found += energyplus.compare(row, weather)
            ours_s = time.perf_counter() - begin
            best = times.get(case.name, (theirs_s, ours_s))
            times[case.name] = (min(best[0], theirs_s), min(best[1], ours_s))
    return found, times


def write(path: Path, epw: Path | None) -> None:
    """Write the page, and its figure beside it.

    Raises
    ------
    OutputError
        Where there are no weather files: the page would lose half of its tables.
    """
    if epw is None or not any(epw.glob("*.epw")):
        raise OutputError(f"{path}: needs weather; name a folder of EPW files with --epw")
    write_whole(
        {
            path: page.markdown(epw).encode(),
            path.with_name(page.FIGURE): climates.figure(climates.points(epw)).encode(),
        }
    )


def _row(row: Row) -> str:
    spread = f" ({row.spread[0]:.3g} to {row.spread[1]:.3g})" if row.spread else ""
    return f"{row.verdict:<7}{row.case}: {row.figure} {row.expected} {row.unit}, ours {row.ours:.5g}{spread}"


def _comparison(each: Comparison) -> str:
    verdict = "within" if each.holds else "miss"
    allowed = "not judged" if each.allowed is None else f"allowed {each.allowed:.2%}"
    return (
        f"{verdict:<7}EnergyPlus {each.case}, {each.climate}: {each.figure} {each.theirs:.6g}, ours {each.ours:.6g}, "
        f"{each.difference:+.2%} ({allowed})"
    )
