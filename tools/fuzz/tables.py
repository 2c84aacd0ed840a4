"""Tables that a profile or a command names: numbers by the hour, monthly normals, years of weather; then spoilt."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from dcenergy.weather import epw, months, normals, own_normals, places
from dcenergy.weather.hourly import Weather
from fuzz import odd
from fuzz.sample import Attempt, Content, run_of

HOURS = (*(8760,) * 5, 8784)

PRICED = """\
name: Hourly
it: {{servers: [{{count: 1000}}]}}
cooling: {cooling}
site: {{weather: {{normals: helsinki}}}}
supply: {{grid: {grid}}}
cost: {{currency: EUR, price_year: 2024, tariff: {tariff}}}
"""

COOLED = """\
name: Cooled
it: {{servers: [{{count: 10}}]}}
cooling: {{system: dx}}
site: {{weather: {{normals: {}}}}}
"""

FILES = {
    "tariff": ("{file: hours.csv}", (0.02, 0.3), ("price", "EUR/kWh", "price (EUR/MWh)", "ct/kWh", "Preis")),
    "grid": ("{file: hours.csv}", (0.02, 0.9), ("carbon", "kg/kWh", "gCO2eq/kWh", "intensity (g/kWh)")),
    "cooling": ("{system: lake_water, source: {file: hours.csv}}", (1, 25), ("water", "degC", "t (°C)", "K", "F")),
}
"""Sections that take a file of numbers: how, between which numbers, and what its first line may say."""

PLAIN = {
    "cooling": "{system: fixed_pue, pue: 1.2}",
    "grid": "{factor_kg_per_kwh: 0.3}",
    "tariff": "{per_kwh: 0.1}",
}


def hourly(rng: random.Random) -> Attempt:
    """Return a run that reads a file of hourly numbers, mostly spoilt."""
    name = rng.choice(list(FILES))
    section, (low, high), heads = FILES[name]
    some = [f"{rng.uniform(low, high):.4f}" for _ in range(24)]
    numbers = some * (rng.choice(HOURS) // 24)
    lines = numbers if rng.random() < 0.5 else _stamped(numbers, rng)
    if rng.random() < 0.5:
        lines = [rng.choice((*heads, f"time,{rng.choice(heads)}", f"timestamp;{rng.choice(heads)}")), *lines]
    content = _spoilt(lines, rng)
    profile = PRICED.format(**{**PLAIN, name: section})
    return run_of(profile, rng, **{"hours.csv": content})


def _stamped(numbers: list[str], rng: random.Random) -> list[str]:
    """Return the numbers beside their hours, as power exchanges and inventories write them."""
    comma, zone = rng.choice((",", ";", "\t")), rng.choice(("", "Z", "+01:00", " UTC"))
    first = rng.choice(
        ("2023-01-01T{:02}:00", "2024-01-01 {:02}:00:00", "01/01/2023 {:02}:00", "01.01.2023 {:02}:00")
    )
    stamps = [first.format(hour) + zone for hour in range(24)]
    decimal = rng.choice((".", ","))
    return [f"{stamps[at % 24]}{comma}{number.replace('.', decimal)}" for at, number in enumerate(numbers)]


@cache
def _year() -> Weather:
    climate = places.find("helsinki")
    return normals.generate(climate, climate.place, seed=0)


@cache
def _epw() -> tuple[str, ...]:
    return tuple(epw.text(_year()).split("\n"))


@cache
def _tmy3() -> tuple[str, ...]:
    names = ("GHI (W/m^2)", "DNI (W/m^2)", "DHI (W/m^2)", "Dry-bulb (C)", "Dew-point (C)", "RHum (%)",
             "Pressure (mbar)", "Wspd (m/s)")  # fmt: skip
    rest = [f"other {i}" for i in range(68 - 2 - len(names))]
    head = ["700000,FUZZ,AK,2.0,60.32,24.97,51", ",".join(["Date (MM/DD/YYYY)", "Time (HH:MM)", *names, *rest])]
    rows = []
    for line in _epw()[8:-1]:
        field = line.split(",")
        values = [*field[13:16], *field[6:9], f"{float(field[9]) / 100:.0f}", field[21]]
        stamp = f"{int(field[1]):02}/{int(field[2]):02}/1990,{int(field[3]):02}:00"
        rows.append(",".join([stamp, *values, *["0"] * len(rest)]))
    return (*head, *rows)


@cache
def _csv() -> tuple[str, ...]:
    rows = [line.split(",") for line in _epw()[8:-1]]
    return (
        "time,temp_c,humidity_pct,wind_m_s,ghi_w_m2",
        *(f"2023-{int(f[1]):02}-{int(f[2]):02} {int(f[3]) - 1:02}:00,{f[6]},{f[8]},{f[21]},{f[13]}" for f in rows),
    )


@cache
def _normals() -> tuple[str, ...]:
    return tuple(own_normals.text(months.as_measured(_year()), "made").split("\n"))


WEATHER = {"year.epw": _epw, "year.tmy3.csv": _tmy3, "year.csv": _csv}
PLACE = ("--lat", "60.32", "--lon", "24.97", "--alt", "51", "--utc-offset", "2")


def weather(rng: random.Random) -> Attempt:
    """Return a look into a spoilt weather file."""
    name = rng.choice(list(WEATHER))
    lines = list(WEATHER[name]())
    if name == "year.epw" and rng.random() < 0.5:
        head = rng.randrange(8)
        lines[head : head + 1] = _changed([lines[head]], rng)
    else:
        return Attempt(("weather", "info", name, *(PLACE if name == "year.csv" else ())), {name: _spoilt(lines, rng)})
    return Attempt(("weather", "info", name), {name: "\n".join(lines)})


def monthly(rng: random.Random) -> Attempt:
    """Return a look into a spoilt file of monthly normals."""
    name = rng.choice(("mine.csv", "mine.CSV"))
    made = Attempt(("weather", "make", "--normals", name, "out.epw"), {name: _spoilt(list(_normals()), rng)})
    if rng.random() < 0.9:
        return made
    return run_of(COOLED.format(name), rng, **made.files)


def _spoilt(lines: list[str], rng: random.Random) -> Content:
    """Return a table in which one to three things are wrong, now and then none, and perhaps its encoding."""
    text = "\n".join(_changed(lines, rng))
    return text if rng.random() < 0.8 else rng.choice(ENCODINGS)(text, rng)


def _changed(lines: list[str], rng: random.Random) -> list[str]:
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        if lines:
            lines = rng.choice(LINE_CHANGES)(lines, rng)
    return lines


def _field(lines: list[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(lines))
    fields = lines[at].split(",")
    fields[rng.randrange(len(fields))] = odd.number(rng) if rng.random() < 0.7 else odd.word(rng)
    return [*lines[:at], ",".join(fields), *lines[at + 1 :]]


def _column(lines: list[str], rng: random.Random) -> list[str]:
    """Put one odd number in every line."""
    number, column = odd.number(rng), rng.randrange(lines[-2].count(",") + 1 if len(lines) > 1 else 1)
    return [",".join([*(f := line.split(","))[:column], number, *f[column + 1 :]]) for line in lines]


def _some(change: Callable[[str, random.Random], list[str]]) -> Callable[[list[str], random.Random], list[str]]:
    def changed(lines: list[str], rng: random.Random) -> list[str]:
        if not lines:
            return lines
        at = rng.randrange(len(lines)) if rng.random() < 0.7 else 0
        return [*lines[:at], *change(lines[at], rng), *lines[at + 1 :]]

    return changed


LINE_CHANGES: tuple[Callable[[list[str], random.Random], list[str]], ...] = (
    *(_field,) * 5,
    _column,
    _some(lambda _line, _rng: []),
    _some(lambda line, _rng: [line, line]),
    _some(lambda _line, rng: [odd.word(rng)]),
    _some(lambda line, _rng: [line + ","]),
    _some(lambda line, _rng: [f'"{line}"']),
    _some(lambda line, _rng: ['"' + line]),
    _some(lambda line, rng: [line + rng.choice("x ") * odd.LONG]),
    _some(lambda line, rng: [line + "," * rng.choice((1, 100, 20_000))]),
    lambda lines, rng: lines[: rng.randrange(len(lines) + 1)],
    lambda lines, rng: lines[rng.randrange(len(lines)) :] if lines else lines,
    lambda lines, _: lines * 2,
    lambda lines, _: lines[::-1],
    lambda lines, rng: rng.sample(lines, len(lines)),
    lambda lines, _: [line.replace(",", ";").replace(".", ",") for line in lines],
    lambda lines, _: [line.replace(",", "\t") for line in lines],
    lambda lines, _: [each for line in lines for each in (line, "")],
    lambda lines, rng: [*lines, *[""] * rng.choice((1, 5, 10_000))],
    lambda lines, rng: [rng.choice(("", "# comment", "sep=;", "\ufeff")), *lines],
)  # fmt: skip

ENCODINGS: tuple[Callable[[str, random.Random], bytes], ...] = (
    lambda text, _: text.encode("utf-16", "surrogatepass"),
    lambda text, _: text.encode("utf-8-sig", "surrogatepass"),
    lambda text, _: text.encode("latin-1", "replace"),
    lambda text, _: text.replace("\n", "\r\n").encode("utf-8", "surrogatepass"),
    lambda text, _: text.replace("\n", "\r").encode("utf-8", "surrogatepass"),
    lambda text, rng: _byte(text.encode("utf-8", "surrogatepass"), rng),
    lambda text, _: b"\x1f\x8b" + text.encode("utf-8", "surrogatepass"),
    lambda text, _: b"PK\x03\x04" + text.encode("utf-8", "surrogatepass"),
    lambda _text, _: b"",
    lambda _text, rng: rng.randbytes(200),
    lambda _text, _: b"\x00" * 100_000,
)


def _byte(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.randbytes(1) + content[at + 1 :]
