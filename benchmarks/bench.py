"""Speed and memory of dcenergy as ratios within one run; exits 1 beyond a stated ratio.

R is the time of importing the libraries that a run builds on, in a fresh interpreter. Commands and R are
measured alternately, since machines drift; the minimum of the rounds counts. The simulation alone is timed
in this process, in milliseconds and against a pass of numpy arithmetic of a known size.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5
IMPORTS = "import numpy, pandas, pvlib, pydantic, jinja2, ruamel.yaml, click"
CLI = str(Path(sys.executable).parent / "dcenergy")


@dataclass(frozen=True)
class Bound:
    """A measured figure and the most it may be."""

    name: str
    value: float
    limit: float
    unit: str

    def __str__(self) -> str:
        verdict = "ok" if self.value <= self.limit else "TOO MUCH"
        return f"{self.name:<34} {self.value:8.3f} {self.unit:<3} at most {self.limit:g}  {verdict}"


def seconds(command: list[str], cwd: str, cache: str) -> float:
    """Wall time of a command that must succeed."""
    environment = os.environ | {"DCENERGY_CACHE_DIR": cache}
    begin = time.perf_counter()
    subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def command_ratios(folder: str) -> list[Bound]:
    """Time of each command over R."""
    cache = str(Path(folder) / "cache")
    run = [CLI, "run", "dongjiang-lake"]
    limits = {"first run": 2.0, "cached run": 0.9, "run --explorer": 2.0, "run --xlsx": 3.0, "--help": 0.15}
    times: dict[str, list[float]] = {"R": [], **{name: [] for name in limits}}
    for _ in range(ROUNDS):
        times["R"].append(seconds([sys.executable, "-c", IMPORTS], folder, cache))
        shutil.rmtree(cache, ignore_errors=True)
        times["first run"].append(seconds(run, folder, cache))
        times["cached run"].append(seconds(run, folder, cache))
        times["run --explorer"].append(seconds([*run, "--explorer"], folder, cache))
        times["run --xlsx"].append(seconds([*run, "--xlsx", "year.xlsx"], folder, cache))
        times["--help"].append(seconds([CLI, "--help"], folder, cache))
    unit = min(times["R"])
    print(f"R = {unit:.2f} s")
    return [Bound(name, min(times[name]) / unit, limit, "R") for name, limit in limits.items()]


def peak_memory_mb(folder: str) -> float:
    """Largest memory of one run in a process of its own."""
    cache = str(Path(folder) / "memory-cache")
    seconds([CLI, "run", "dongjiang-lake", "--hourly", "hours.csv"], folder, cache)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def milliseconds(work: Callable[[], object], rounds: int = 4 * ROUNDS) -> float:
    """Shortest time of some work, in this process."""
    import numpy as np

    np.empty(2**20)  # freed at once: from then on glibc keeps its heap, and no page faults are measured
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times) * 1000


def simulation_ms() -> list[Bound]:
    """One simulated year of each cooling system, its weather loaded: towers where they work hardest."""
    from dcenergy.simulate import simulate
    from dcenergy.study.case import read

    here = ("site={weather: {normals: chongqing}}",)
    designs = {"dongjiang-lake": (), "dongjiang-air-chilled": ()} | dict.fromkeys(
        ("base/chilled-water", "base/airside", "base/indirect-evaporative", "base/small-room", "base/ai-training"),
        here,
    )
    cases = {name: read(name, sets) for name, sets in designs.items()}
    tank = "cooling.storage={capacity_kwh: 4000, charge_kw: 1000, discharge_kw: 1000, schedule: {by: temperature}}"
    cases["base/air-chilled with a tank"] = read("base/air-chilled", (*here, tank))
    return [
        Bound(
            f"year of {name}",
            milliseconds(lambda case=case: simulate(case.loaded.profile, case.weather)),
            10.0 if name == "dongjiang-lake" else 30.0,
            "ms",
        )
        for name, case in cases.items()
    ]


def reading_ms(folder: str) -> list[Bound]:
    """Weather from the cache, and a weather file from its text, the libraries loaded."""
    from dcenergy.study.case import read
    from dcenergy.weather import files, site

    os.environ["DCENERGY_CACHE_DIR"] = str(Path(folder) / "weather-cache")
    epw = Path(folder) / "zixing.epw"
    subprocess.run([CLI, "weather", "make", str(epw), "--normals", "zixing"], check=True, stdout=subprocess.DEVNULL)
    place = read("dongjiang-lake").loaded.profile.site
    return [
        Bound("a cached site", milliseconds(lambda: site.load(place, None)), 10.0, "ms"),
        Bound("an EPW file", milliseconds(lambda: files.read(epw)), 120.0, "ms"),
    ]


def page_bounds() -> list[Bound]:
    """The report after its simulation, and a comparison of as many designs as a page holds."""
    from datetime import UTC, datetime

    from dcenergy.report import render
    from dcenergy.report.comparison import files as compared
    from dcenergy.study import compare
    from dcenergy.study.case import read, run
    from dcenergy.study.designs import LIMIT, designs
    from dcenergy.study.notes import notes

    case = read("dongjiang-lake")
    assessment, now = run(case), datetime.now(UTC)
    told = notes(case, assessment)
    page = render.html(assessment, case.loaded, now, "dcenergy run dongjiang-lake", told)
    deltas = ",".join(f"{1 + i / 10}" for i in range(LIMIT))

    def many() -> None:
        asked = designs(["dongjiang-lake"], [f"cooling.exchanger_delta_t_k={deltas}"])
        compared.html(compare.compare(asked), now, "dcenergy compare")

    return [
        Bound(
            "report after its simulation",
            milliseconds(lambda: render.html(assessment, case.loaded, now, "dcenergy run", told)) / 1000,
            0.3,
            "s",
        ),
        Bound("size of the report", len(page.encode()) / 1000, 400.0, "kB"),
        Bound(f"{LIMIT} designs compared", milliseconds(many, rounds=2) / 1000, 10.0, "s"),
    ]


def supply_bounds() -> list[Bound]:
    """A year of one battery and its balance, of work that waits, and of many batteries at once."""
    import numpy as np

    from dcenergy.plant.flexible import moved_kw
    from dcenergy.supply import balance, battery_fleet
    from dcenergy.supply.battery import Battery
    from dcenergy.supply.supply import Supply
    from dcenergy.weather.hourly import no_weather

    hour, random = np.arange(8760), np.random.default_rng(0)
    load = 1000 + 500 * np.sin(hour * 2 * np.pi / 24) + random.normal(0, 100, 8760)
    river = {"capacity_kw": 1000.0, "head_m": 50.0, "monthly_flow_m3_s": (3.0,) * 12}
    one = Supply.model_validate({"hydro": (river,), "battery": {"capacity_kwh": 4000.0, "power_kw": 1000.0}})
    count = 512
    fleet = [Battery(capacity_kwh=size, power_kw=size / 4) for size in random.uniform(100, 8000, count).tolist()]
    net_kw = (1000 - load)[:, None]
    together = milliseconds(lambda: battery_fleet.run(fleet, net_kw), rounds=3) / 1000
    signal = 0.5 + 0.3 * np.sin(hour * 2 * np.pi / 24) + random.normal(0, 0.1, 8760)
    return [
        Bound("year of supply with battery", milliseconds(lambda: balance.run(one, load, no_weather())), 10.0, "ms"),
        Bound("year of work that waits 24 h", milliseconds(lambda: moved_kw(load, 2 * load, signal, 24)), 30.0, "ms"),
        Bound("2,000 battery design-years", 2000 / count * together, 1.0, "s"),
    ]


def main() -> int:
    """Measure, print, and say whether every bound is kept."""
    with tempfile.TemporaryDirectory() as folder:
        memory = peak_memory_mb(folder)
        bounds = [
            *command_ratios(folder),
            *simulation_ms(),
            *reading_ms(folder),
            *supply_bounds(),
            *page_bounds(),
            Bound("memory of one run", memory, 400.0, "MB"),
        ]
    for bound in bounds:
        print(bound)
    return int(any(bound.value > bound.limit for bound in bounds))


if __name__ == "__main__":
    sys.exit(main())
