"""Every cooling system in every weather year at hand: the ranking that physics asks for, in numbers and a figure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from dcenergy.profile.schema import Profile
from dcenergy.simulate import simulate
from dcenergy.weather import files
from dcenergy.weather.hourly import Weather

SERVERS = {"servers": ({"count": 10_000},)}
DESIGNS: dict[str, dict[str, object]] = {
    "air chiller": {"system": "air_chiller"},
    "air chiller, dry cooler": {"system": "air_chiller", "dry_cooler": {}},
    "tower and economiser": {"system": "chilled_water", "economiser": {"arrangement": "integrated"}},
    "airside": {"system": "airside", "trim": {"chiller": "air_cooled"}},
    "indirect evaporative": {"system": "indirect_evaporative", "trim": {"chiller": "air_cooled"}},
    "lake at 12 °C": {
        "system": "lake_water",
        "source": {"mean_c": 12.0, "amplitude_k": 3.0, "coldest_day": 60},
        "trim": {"chiller": "air_cooled"},
    },
}
"""One plain design a system: the same 10,000 servers and electrical chain, all else by default."""


@dataclass(frozen=True)
class Point:
    """One system in one climate."""

    climate: str
    mean_c: float
    mean_wet_bulb_c: float
    system: str
    pue: float
    wue_l_per_kwh: float


def points(epw: Path) -> list[Point]:
    """Simulate every design in every EPW of a folder, the coolest climate first."""
    weathers = sorted(
        (files.read(path) for path in sorted(epw.glob("*.epw"))), key=lambda w: float(w.wet_bulb_c.mean())
    )
    return [_point(weather, system, profile(cooling)) for weather in weathers for system, cooling in DESIGNS.items()]


def profile(cooling: dict[str, object]) -> Profile:
    """Return the plain design with a cooling system."""
    return Profile.model_validate({"name": "plain", "halls": ({"it": SERVERS, "cooling": cooling},)})


def _point(weather: Weather, system: str, design: Profile) -> Point:
    result = simulate(design, weather)
    figures = result.indicators
    assert not result.cooling.unmet_kwh, "heat that is not removed costs nothing: such a PUE cannot be compared"
    assert figures.pue is not None
    assert figures.wue_l_per_kwh is not None
    return Point(
        climate=weather.name,
        mean_c=float(weather.temp_c.mean()),
        mean_wet_bulb_c=float(weather.wet_bulb_c.mean()),
        system=system,
        pue=figures.pue,
        wue_l_per_kwh=figures.wue_l_per_kwh,
    )


WIDTH, ROW, LEFT, RIGHT, TOP = 720, 30, 190, 20, 58
MARKS = {
    "air chiller": ("#4c5560", "M-5,-5h10v10h-10z"),
    "air chiller, dry cooler": ("#8a6a00", "M0,-6L6,5H-6z"),
    "tower and economiser": ("#00689e", "M0,-6L6,0L0,6L-6,0z"),
    "airside": ("#b14a00", "M-5,-2h3v-3h4v3h3v4h-3v3h-4v-3h-3z"),
    "indirect evaporative": ("#7a4a9e", "M0,6L6,-5H-6z"),
    "lake at 12 °C": ("#00775c", "M-5.5,0a5.5,5.5 0 1,0 11,0a5.5,5.5 0 1,0 -11,0z"),
}
"""Colour and shape of each system; the shape alone tells them apart."""


def figure(found: list[Point]) -> str:
    """Draw PUE of every system, one row a climate, as an SVG that stands alone."""
    climates = list(dict.fromkeys(point.climate for point in found))
    lowest, highest = 1.0, max(point.pue for point in found) * 1.01
    height = TOP + ROW * len(climates) + 30

    def x(pue: float) -> float:
        return LEFT + (pue - lowest) / (highest - lowest) * (WIDTH - LEFT - RIGHT)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        'font-size="12">',
        "<title>PUE of each cooling system by climate, the lowest mean wet bulb on top</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for i, (system, (colour, shape)) in enumerate(MARKS.items()):
        at = f"{20 + i % 3 * 235},{14 + i // 3 * 18}"
        lines += [
            f'<path d="{shape}" fill="{colour}" transform="translate({at})"/>',
            f'<text x="{30 + i % 3 * 235}" y="{18 + i // 3 * 18}">{escape(system)}</text>',
        ]
    for row, climate in enumerate(climates):
        y = TOP + ROW * row + ROW / 2
        lines += [
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#d8dbe0"/>',
            f'<text x="{LEFT - 10}" y="{y + 4}" text-anchor="end">{escape(climate.partition(",")[0][:28])}</text>',
        ]
        lines += [
            f'<path d="{MARKS[point.system][1]}" fill="{MARKS[point.system][0]}" '
            f'transform="translate({x(point.pue):.1f},{y})"/>'
            for point in found
            if point.climate == climate
        ]
    ticks = [1.0 + 0.05 * i for i in range(20) if 1.0 + 0.05 * i <= highest]
    lines += [f'<text x="{x(t):.1f}" y="{height - 10}" text-anchor="middle">{t:.2f}</text>' for t in ticks]
    lines.append(f'<text x="{LEFT - 10}" y="{height - 10}" text-anchor="end" fill="#4c5560">annual PUE</text>')
    return "\n".join([*lines, "</svg>", ""])
