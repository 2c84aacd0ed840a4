"""The command line: settings, variations, names and options that nobody should type."""

from __future__ import annotations

import random
from collections.abc import Callable

from dcenergy.profile import catalogue
from dcenergy.profile.loading import load
from fuzz import odd
from fuzz.sample import Attempt, typed

SIMPLE = """\
name: Simple
it: {servers: [{count: 1000}]}
cooling: {system: fixed_pue, pue: 1.2}
supply: {renewable_share: 0.9}
"""
QUIET = ("--no-report", "--json", "-")
ZONES = (
    "",
    "UTC",
    "Asia/Shanghai",
    "Nowhere/City",
    "../../etc/passwd",
    "x" * 300,
    "UTC+99",
    ":",
    "é",
    "<A>-25:61",
    "\udcff",
)
"""Values of TZ: real ones, wrong ones, and what is none."""


def _keys(rng: random.Random) -> str:
    """Return a key as `--set` takes it: a real one, a real one gone wrong, or odd words."""
    paths = list(load(rng.choice(("simple", "dongjiang-lake", "cluster/wuhu"))).leaves)
    key = rng.choice(paths)
    return rng.choice((
        key, key, key,
        key.rpartition(".")[0],
        f"{key}.{odd.word(rng)}",
        key.replace("0", odd.number(rng)),
        f"halls.{odd.number(rng)}.it.supply_air_c",
        ".".join(odd.word(rng) for _ in range(rng.randint(1, 4))),
        ".".join(["a"] * 5000),
        ".".join(["0"] * 5000),
        "it" + ".servers" * rng.choice((1, 2, 50)),
        f"it.servers.{'9' * rng.choice((2, 400, 5000))}.count",
    ))  # fmt: skip


def _set(rng: random.Random) -> str:
    return f"{_keys(rng)}{rng.choice(('=', '=', '=', '=', '', '==', ' = '))}{odd.value(rng)}"


def _settings(rng: random.Random) -> Attempt:
    """Return a run with odd settings: few mostly, now and then hundreds."""
    many = rng.choices((1, 2, 3, 300), (60, 20, 18, 2))[0]
    sets = [part for _ in range(many) for part in ("--set", _set(rng))]
    name = rng.choice(("simple", "simple", "simple", "base/reference", "dongjiang-lake"))
    return Attempt(("run", name, *QUIET, *sets))


def _comparison(rng: random.Random) -> Attempt:
    """Return a comparison of small designs with odd variations, weights and places."""
    options: list[str] = []
    for _ in range(rng.randint(0, 2)):
        options += ["--vary", f"{_keys(rng)}={','.join(odd.value(rng)[:2000] for _ in range(rng.randint(1, 3)))}"]
    if rng.random() < 0.5:
        options += ["--by", rng.choice((odd.word(rng), f"cost={odd.number(rng)}", f"cost={odd.number(rng)},carbon=1",
                                        "carbon", "energy", "cost=,", "cost=1,cost=2", "water"))]  # fmt: skip
    if rng.random() < 0.1:
        options += ["--over", rng.choice((odd.word(rng), "helsinki,helsinki", ",", "helsinki,,guian"))]
    if rng.random() < 0.3:
        options += ["--set", _set(rng)]
    names = [
        rng.choice(("simple", "a.yaml", "b.yaml", "*.yaml", ".", odd.word(rng))) for _ in range(rng.randint(1, 3))
    ]
    files = {"a.yaml": SIMPLE, "b.yaml": SIMPLE.replace("1.2", "1.3")}
    return Attempt(("compare", *names, *QUIET, *options), files)


def _names(rng: random.Random) -> Attempt:
    """Return a command that takes a name, with an odd one, of a file that may be there."""
    name = rng.choice(
        (
            odd.word(rng),
            f"{odd.word(rng)[:60]}.yaml",
            "d\udcffsign.yaml",
            "a" * 255,
            "a" * 250 + ".yaml",
            "a/../design.yaml",
        )
    )
    command = rng.choice(COMMANDS).split(" ")
    files = {name: SIMPLE} if _can_be_a_file(name) and rng.random() < 0.5 else {}
    return Attempt(tuple(part.format(name) if part == "{}" else part for part in command), files)


COMMANDS = """\
check {}
check design.yaml {}
run {} --no-report --json -
run simple --no-report --json - --weather {}
run simple --no-report --json - --lang {}
run simple --no-report --json {}
run simple --report {}
run simple --hourly {}
run simple --markdown {}
run simple --no-report --xlsx {}
compare simple {} --no-report --json -
compare simple --no-report --csv {}
weather info {}
weather info --profile {}
weather normals {}
weather make --normals {} out.epw
weather make --normals helsinki {}
profiles show {}
profiles new {}
profiles new - --name {}
profiles new - --place {}
profiles new - --cooling {}
profiles new - --grid {}
profiles new - --currency {} --tariff 0.1
reference search {}
reference show {}
""".splitlines()


def _can_be_a_file(name: str) -> bool:
    """Say whether a name is one of a plain file in the folder of the command."""
    return (
        0 < len(typed(name).encode("utf-8", "surrogateescape")) < 255
        and not set("/\0") & set(name)
        and name not in (".", "..")
    )


def _numbers(rng: random.Random) -> Attempt:
    """Return a command with odd numbers for its options."""
    options = rng.sample(
        ("--lat", "--lon", "--alt", "--utc-offset", "--servers", "--idle-w", "--peak-w", "--utilisation", "--tariff"),
        3,
    )
    return Attempt(("profiles", "new", "-", *(part for option in options for part in (option, odd.number(rng)))))


def _zone(rng: random.Random) -> Attempt:
    """Return a run, with its report, in an odd time zone and language."""
    environment = {
        "TZ": rng.choice(ZONES),
        "LANG": rng.choice(("C", "POSIX", "zh_CN.UTF-8", "xx_YY")),
        "COLUMNS": odd.number(rng),
    }
    return Attempt(("run", "simple", "--report", "out.html", "--lang", rng.choice(("en", "zh"))), {}, environment)


def _chain(rng: random.Random) -> Attempt:
    """Return a run of a profile that extends others, deep, odd or in a circle."""
    depth = rng.choice((1, 2, 9, 10, 11, 40))
    files = {f"p{i}.yaml": f"name: P\nextends: p{i + 1}.yaml\n" for i in range(depth)}
    files[f"p{depth}.yaml"] = rng.choice(
        (SIMPLE, f"extends: {odd.value(rng)}\nname: Q\n", "extends: p0.yaml", "", odd.value(rng))
    )
    return Attempt(("run", "p0.yaml", *QUIET), files)


def _shipped(rng: random.Random) -> Attempt:
    """Return a command on a shipped profile, as it is."""
    return Attempt(("check", rng.choice(catalogue.names())))


ATTEMPTS: tuple[Callable[[random.Random], Attempt], ...] = (
    *(_settings,) * 6, *(_comparison,) * 3, *(_names,) * 5, *(_numbers,) * 2, _zone, _chain, _shipped,
)  # fmt: skip


def attempt(rng: random.Random) -> Attempt:
    """Return a command, as a shell can pass it."""
    made = rng.choice(ATTEMPTS)(rng)
    return Attempt(
        tuple(map(typed, made.arguments)),
        {typed(name): content for name, content in made.files.items()},
        {name: typed(value) for name, value in made.environment.items()},
    )
