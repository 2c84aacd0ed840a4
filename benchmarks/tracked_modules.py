"""How far the beam of typical years, and what modules that follow the sun make of it, is off in the ten real years.

Prints what docs/typical-year.md says of both; generated and real global radiation are split alike, after Erbs 1982.

    DCENERGY_EPW_DIR=folder/of/epw python benchmarks/tracked_modules.py
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from typical_year import OWN_STATION_KM, SEEDS, real_years

from dcenergy.supply.solar import Module, unit_yield_kw
from dcenergy.weather import days, months, neighbours, sun
from dcenergy.weather.hourly import Weather, calendar
from dcenergy.weather.normals import generate

MODULES = {"fixed": Module(), "tracked": Module(tracking="single_axis")}


def sums(year: Weather) -> Mapping[str, float]:
    """The year's beam, and yields of 1 kWp, from the global radiation alone."""
    from pvlib.irradiance import erbs

    assert year.place is not None
    dates = calendar()
    parts = erbs(year.ghi_w_m2, sun.apparent_zenith_deg(year.place, dates), dates.day_of_year)
    split = replace(year, dni_w_m2=np.asarray(parts["dni"]), dhi_w_m2=np.asarray(parts["dhi"]))
    yields = {name: float(unit_yield_kw(module, split).sum()) for name, module in MODULES.items()}
    return {"beam": float(split.dni_w_m2.sum()), **yields}


def errors(real: Weather) -> Mapping[str, list[float]]:
    """Generated over true, less 1, of every seed."""
    assert real.place is not None
    climate, true = months.normals(real), sums(real)
    likely = days.expected(climate, real.place, neighbours.stations().without(real.place, OWN_STATION_KM))
    generated = [sums(generate(climate, real.place, seed, likely)) for seed in SEEDS]
    return {name: [each[name] / true[name] - 1 for each in generated] for name in true}


def main() -> None:
    """Print every year, and all."""
    found = {real.name: errors(real) for real in real_years()}
    for name, of in found.items():
        print(f"{name:40}", *(f"{what} {np.mean(off):+.1%}" for what, off in of.items()))
    for what in ("beam", *MODULES):
        every = np.array([of[what] for of in found.values()])
        print(f"{what}: mean {every.mean():+.1%}, root mean square {np.sqrt(np.mean(every**2)):.1%}")


if __name__ == "__main__":
    main()
