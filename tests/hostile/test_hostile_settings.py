"""Settings and variables of the environment that nobody should type."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from outcomes import Call, told

QUIET = ("--no-report", "--json", "-")
KEYS = {
    "5,000 steps": ".".join(["a"] * 5000),
    "5,000 items": ".".join(["0"] * 5000),
    "31 steps": ".".join(["a"] * 31),
    "5,000 steps of a real one": "it" + ".servers" * 5000,
    "an item of 5,000 digits": f"it.servers.{'9' * 5000}.count",
    "an item of 400 digits": f"it.servers.{'9' * 400}.count",
    "an item that is no ASCII digit": "it.servers.².count",
    "131,072 letters": "x" * 131_072,
}
VALUES = {
    "400 digits": "9" * 400,
    "5,000 digits": "-" + "9" * 5000,
    "400 decimals": "0." + "3" * 400,
    "an exponent of 400 digits": "1e" + "9" * 400,
    "131,072 letters": "x" * 131_072,
    "131,072 digits": "1" * 131_072,
    "5,000 brackets": "[" * 5000,
    "5,000 sections": "{a: " * 5000 + "}" * 5000,
    "no text": "\udcff",
    "a control character": "\x1b]52;c;aGFsbG8=\x07",
}


@pytest.mark.parametrize("key", KEYS.values(), ids=list(KEYS))
def test_keys(call: Call, key: str):
    told(call("run", "s.yaml", *QUIET, "--set", f"{key}=1"))
    told(call("compare", "s.yaml", *QUIET, "--vary", f"{key}=1,2"))


@pytest.mark.parametrize("value", VALUES.values(), ids=list(VALUES))
@pytest.mark.parametrize("key", ["cooling.pue", "it.servers.0.count", "it.servers", "supply"])
def test_values(call: Call, key: str, value: str):
    told(call("run", "s.yaml", *QUIET, "--set", f"{key}={value}"))
    told(call("compare", "s.yaml", *QUIET, "--vary", f"{key}={value}"))


def test_the_deepest_key_that_a_profile_has_can_be_set(call: Call):
    # halls, 0, liquid, loop, towers, tower, performance, approach_k: a limit on steps must let it pass
    key = "halls.0.liquid.loop.towers.tower.performance.approach_k"
    assert "31" not in key
    message = told(call("run", "s.yaml", *QUIET, "--set", f"{key}=4"))
    assert "nest at most" not in message


def test_a_thousand_settings(call: Call):
    sets = [part for count in range(1, 1001) for part in ("--set", f"it.servers.0.count={count}")]
    outcome = call("run", "s.yaml", *QUIET, *sets)
    assert outcome.code == 0, outcome.err
    assert json.loads(outcome.out)["peak_kw"]["it"] > 200  # the last one holds: 1,000 servers of 275 W


WEIGHTS = ["", ",", "cost=", "cost=nan", "cost=inf", "cost=1e400", "cost=-1", "x" * 131_072, "\udcff"]


@pytest.mark.parametrize("by", WEIGHTS)
def test_weights(call: Call, by: str):
    told(call("compare", "s.yaml", "simple", *QUIET, "--by", by))


ZONES = ["", "UTC", "Nowhere/City", "../../etc/passwd", "x" * 300, "UTC+24", "UTC-24", "<A>-25:61", ":", "\udcff"]


@pytest.mark.parametrize("zone", ZONES)
def test_time_zones(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch, zone: str):
    # Python knows no zone of 24 h or more: there, the page has the time of UTC
    with monkeypatch.context() as here:
        here.setenv("TZ", zone)
        time.tzset()
        outcome = call("run", "s.yaml", "--report", "out.html")
        both = call("compare", "s.yaml", "simple", "--report", "both.html")
    time.tzset()
    assert (outcome.code, both.code) == (0, 0), (outcome.err, both.err)


@pytest.mark.parametrize("size", ["²", "٣", "0", "-1", "9" * 400, "9" * 5000, "1e9", "", "\udcff"])
@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
def test_sizes_of_the_terminal(call: Call, monkeypatch: pytest.MonkeyPatch, name: str, size: str):
    monkeypatch.setenv(name, size)
    assert call("run", "s.yaml", "--no-report").code == 0
    assert call("compare", "s.yaml", "simple", "--no-report").code == 0
