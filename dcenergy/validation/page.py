"""docs/validation.md: every comparison with its expected value, ours, the difference and what was allowed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dcenergy.validation import climates, energyplus, measured, peers, published
from dcenergy.validation.climates import Point
from dcenergy.validation.energyplus import Comparison
from dcenergy.validation.peers import Pair
from dcenergy.validation.row import Row
from dcenergy.weather import files

FIGURE = "climate-ranking.svg"


def comparisons(epw: Path | None) -> list[Comparison]:
    """Compare every stored EnergyPlus case whose weather file lies in the folder `epw`."""
    found: list[Comparison] = []
    for row in energyplus.stored():
        path = epw / row.weather_file if epw else None
        if path and path.is_file():
            found += energyplus.compare(row, files.read(path))
    return found


def markdown(epw: Path | None) -> str:
    """Write the page from computations made now."""
    return "\n".join(
        [
            "# Validation",
            "",
            "Written by `dcenergy validate --page docs/validation.md`; `make validate` repeats it. Nothing is tuned",
            "to these cases: inputs that are not published take the defaults of the shipped profiles, which were",
            "set before comparing, and a miss stays on the page with its likely cause.",
            "",
            *sites(measured.rows()),
            *numbers(published.rows()),
            *_energyplus(comparisons(epw)),
            *_peers(peers.pairs(epw) if epw else []),
            *_climates(climates.points(epw) if epw else []),
        ]
    )


def sites(rows: Sequence[Row]) -> list[str]:
    """Write the section on sites."""
    return [
        "## Measured and announced sites",
        "",
        f"Ours is the profile as shipped; the range is the middle {measured.SPREAD[1] - measured.SPREAD[0]} % of",
        f"{measured.SAMPLES} runs. Each run draws the inputs for which the profile writes a range, uniformly and",
        "independently; all other inputs, and every default, keep their value. The range is therefore narrower than",
        "what is unknown about a site. A published bound must be kept by ours; a published number must lie in the",
        "range.",
        "",
        *_table(
            ("site", "figure", "published", "ours", "range", "inputs assumed", "verdict", "source and remark"),
            (
                (
                    row.case,
                    row.figure,
                    row.expected,
                    _number(row.ours),
                    "" if row.spread is None else f"{row.spread[0]:.3g} to {row.spread[1]:.3g}",
                    str(row.assumed),
                    row.verdict,
                    f"{row.source}: {row.reason}",
                )
                for row in rows
            ),
        ),
        "",
    ]


def numbers(rows: Sequence[Row]) -> list[str]:
    """Write the section on single numbers."""
    return [
        "## Published numbers",
        "",
        *_table(
            ("case", "published", "ours", "difference", "tolerance", "verdict", "why that tolerance"),
            (
                (
                    f"{row.case}, {row.figure} [{row.unit}]",
                    row.expected,
                    _number(row.ours),
                    "" if row.difference is None else f"{row.difference:+.3%}",
                    "" if row.tolerance is None else f"{row.tolerance:.2g}",
                    row.verdict,
                    f"{row.reason} ({row.source})",
                )
                for row in rows
            ),
        ),
        "",
    ]


def _energyplus(found: Sequence[Comparison]) -> list[str]:
    misses = sum(not each.holds for each in found)
    return [
        "## EnergyPlus",
        "",
        "Plants at a constant 1 MW, the same sizes, curves and weather in both programs; EnergyPlus' figures are",
        "stored rows of `dcenergy/validation/energyplus.csv`; `dcenergy validate --energyplus` runs the engine anew.",
        "In one run on two cores the engine took 90 (tower) to 1,100 (air-cooled) times as long for the same",
        "plant-year; with `--energyplus` the command prints the ratio of the machine it runs on.",
        f"{len(found)} figures, {misses} misses.",
        "",
        *_table(
            ("case", "climate", "figure", "EnergyPlus", "ours", "difference", "allowed", "verdict"),
            (
                (
                    each.case,
                    each.climate,
                    each.figure,
                    _number(each.theirs),
                    _number(each.ours),
                    f"{each.difference:+.2%}",
                    "shown" if each.allowed is None else f"{each.allowed:.2%}",
                    "within" if each.holds else "**miss**",
                )
                for each in found
            ),
        ),
        "",
    ]


def _peers(found: Sequence[Pair]) -> list[str]:
    if not found:
        return []
    return [
        "## The model of Lei and Masanet",
        "",
        "Their tower system (Energy 201, 2020), written again from its equations, beside ours with the same losses,",
        "temperatures, pressures and efficiencies: shown, not judged. Theirs is above ours in every climate: their",
        "chillers' COP is a regression on load and condenser water alone (about 7 at 25 °C), ours a share of",
        "Carnot's with chilled water of 18 °C (about 10); and they charge the coils for a sensible heat ratio of",
        "0.97 and a humidifier that gives the water back.",
        "",
        *_table(
            ("climate", "PUE, theirs", "PUE, ours", "difference", "chillers, theirs", "chillers, ours"),
            (
                (
                    pair.climate,
                    f"{pair.theirs:.3f}",
                    f"{pair.ours:.3f}",
                    f"{pair.ours - pair.theirs:+.3f}",
                    f"{pair.their_chillers:.3f}",
                    f"{pair.our_chillers:.3f}",
                )
                for pair in found
            ),
        ),
        "",
    ]


def _climates(found: Sequence[Point]) -> list[str]:
    if not found:
        return []
    names = list(dict.fromkeys(point.climate for point in found))
    by = {(point.climate, point.system): point for point in found}
    return [
        "## Climates",
        "",
        "PUE of plain designs that differ in nothing but the cooling system, from the lowest mean wet bulb to the",
        "highest. Systems that meet the outdoor air rank as its temperature and humidity do; the lake does not know",
        "the climate above it but for its trim chillers. Below PUE stands the metered water in L per kWh of IT.",
        "",
        f"![PUE of each cooling system by climate]({FIGURE})",
        "",
        *_table(
            ("climate", "mean °C", "mean wet bulb °C", *climates.DESIGNS),
            (
                (
                    name,
                    f"{by[name, next(iter(climates.DESIGNS))].mean_c:.1f}",
                    f"{by[name, next(iter(climates.DESIGNS))].mean_wet_bulb_c:.1f}",
                    *(
                        f"{by[name, system].pue:.3f} ({by[name, system].wue_l_per_kwh:.2f})"
                        for system in climates.DESIGNS
                    ),
                )
                for name in names
            ),
        ),
        "",
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return lines + [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]


def _number(value: float) -> str:
    return f"{value:,.5g}" if abs(value) < 1000 else f"{value:,.0f}"
