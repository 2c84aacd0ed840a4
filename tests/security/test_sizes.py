"""What is too large, too wide or has no end is refused before any work, in the time that a look at it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dcenergy.errors import DcenergyError, ProfileError, WeatherError
from dcenergy.profile.loading import load
from dcenergy.profile.yaml_reader import read_text
from dcenergy.weather import files, own_normals

SIMPLE = "name: Simple\nit: {servers: [{count: 1000}]}\ncooling: {system: fixed_pue, pue: 1.2}\n"
READERS = {"profile": read_text, "weather": files.content, "normals": own_normals.read}

refused = pytest.mark.parametrize("read", READERS.values(), ids=READERS)


SPENT = """
import resource, sys
from dcenergy.__main__ import main
try:
    main()
except SystemExit as leave:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    [memory] = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
    print(leave.code, spent.ru_utime + spent.ru_stime, int(memory.split()[1]) / 1024)
"""


measured = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to ask for the memory used")


def spent(folder: Path, *arguments: str) -> tuple[int, float, float, str]:
    """Return the exit code of a command, its processor time [s], its memory [MB], and what it said."""
    environment = {**os.environ, "DCENERGY_CACHE_DIR": str(folder / "cache"), "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", SPENT, *arguments],
        cwd=folder, capture_output=True, text=True, check=True, env=environment, timeout=60,
    )  # fmt: skip
    code, seconds, megabytes = done.stdout.split()[-3:]
    return int(code), float(seconds), float(megabytes), done.stderr


WIDE = 2_000_000
HEAD = ",".join(["c"] * WIDE)


@measured
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("command", [("weather", "info", "a.csv", "--lat", "50", "--lon", "8"), ("run", "a.yaml")])
def test_two_million_columns(tmp_path: Path, separator: str, command: tuple[str, ...]):
    (tmp_path / "a.csv").write_text(HEAD.replace(",", separator) + "\n")
    (tmp_path / "a.yaml").write_text(SIMPLE + "site: {weather: {file: a.csv}}\n")
    code, seconds, megabytes, said = spent(tmp_path, *command)
    assert code == 2
    assert "a.csv:1: has 2,000,000 columns, a table has at most 1,000" in said
    assert seconds < 1
    assert megabytes < 200


def test_columns_below_the_head(tmp_path: Path):
    (tmp_path / "a.epw").write_text("LOCATION,a\n" + HEAD)
    with pytest.raises(WeatherError, match=r"a\.epw:2: has 2,000,000 columns"):
        files.content(tmp_path / "a.epw")


def test_columns_of_normals(tmp_path: Path):
    (tmp_path / "a.csv").write_text(",".join(["c"] * 1001))
    with pytest.raises(WeatherError, match=r"a\.csv:1: has 1,001 columns"):
        own_normals.read(tmp_path / "a.csv")


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_millions_of_rows(tmp_path: Path, end: str):
    (tmp_path / "a.csv").write_text("x" + end * 19_000_000 + "x", newline="")
    with pytest.raises(WeatherError, match="has 19,000,001 lines, a table has at most 1,100,000"):
        files.content(tmp_path / "a.csv")


@refused
def test_files_of_a_terabyte(tmp_path: Path, read):
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(10**12)  # sparse
    with pytest.raises(DcenergyError, match="has 1000000 MB, larger than"):
        read(tmp_path / "a.csv")


@refused
def test_pipes(tmp_path: Path, read):
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(DcenergyError, match="it is a pipe or a device"):
        read(tmp_path / "a.csv")


@refused
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty0"])
def test_devices(tmp_path: Path, read, device: str):
    if not Path(device).exists():
        pytest.skip(f"this system has no {device}")
    (tmp_path / "a.csv").symlink_to(device)
    with pytest.raises(DcenergyError, match=r"it is a pipe or a device|cannot be read"):
        read(tmp_path / "a.csv")


def test_hourly_numbers_from_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("prices.csv")
    Path("a.yaml").write_text(SIMPLE + "cost: {currency: EUR, price_year: 2024, tariff: {file: prices.csv}}\n")
    with pytest.raises(ProfileError, match=r"prices\.csv: is not a file: it is a pipe or a device"):
        load("a.yaml")


HALL = "{{name: h{}, it: {{servers: [{{count: 1}}]}}, cooling: {{system: fixed_pue, pue: 1.2}}}}"
MANY = {
    "halls": f"name: A\nhalls: [{', '.join(map(HALL.format, range(101)))}]\n",
    "contracts": SIMPLE + f"supply: {{contracts: [{', '.join(['{kind: hydro, share: 0.001}'] * 101)}]}}\n",
    "solar": SIMPLE + f"supply: {{solar: [{', '.join(['{capacity_kwp: 1}'] * 101)}]}}\n",
    "wind": SIMPLE + f"supply: {{wind: [{', '.join(['{capacity_kw: 1}'] * 101)}]}}\n",
    "servers": SIMPLE.replace("[{count: 1000}]", f"[{', '.join(['{count: 1}'] * 101)}]"),
}


@pytest.mark.parametrize("key", MANY)
def test_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str):
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(MANY[key])
    with pytest.raises(ProfileError, match=rf"{key}: must have at most 100 items, got 101"):
        load("a.yaml")


@measured
def test_aliases_that_multiply(tmp_path: Path):
    # nine levels of nine: 387 million values from 300 bytes
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)]
    (tmp_path / "a.yaml").write_text("\n".join(lines))
    code, seconds, megabytes, said = spent(tmp_path, "check", "a.yaml")
    assert code == 2
    assert "more than 20,000 values, aliases written out" in said
    assert seconds < 1
    assert megabytes < 200
