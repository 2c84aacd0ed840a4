"""The built wheel, installed elsewhere, runs the demo: profiles, templates and catalogues travel with it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import dcenergy

CHECKOUT = Path(dcenergy.__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the wheel unpacked as pip installs it; its dependencies are those of this environment."""
    pytest.importorskip("hatchling", reason="the wheel is built with hatchling, which only a checkout has")
    place = tmp_path_factory.mktemp("wheel")
    built = place / "dist"
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)], cwd=CHECKOUT, check=True
    )
    (wheel,) = built.glob("*.whl")
    venv.create(place / "venv", system_site_packages=False, with_pip=True)
    python = place / "venv" / "bin" / "python"
    quiet = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([python, *quiet, str(wheel)], check=True)
    return place


def test_the_installed_wheel_runs_the_demo(installed: Path):
    here = [path for path in sys.path if path.endswith("site-packages")]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {"DCENERGY_CACHE_DIR": str(installed / "cache")}
    # dependencies are found after the wheel's own folder, and never this checkout
    code = (
        f"import sys; sys.path += {here!r}; import dcenergy; print(dcenergy.__file__);"
        "from dcenergy.__main__ import main; main()"
    )
    done = subprocess.run(
        [installed / "venv" / "bin" / "python", "-c", code, "run", "dongjiang-lake", "--lang", "zh"],
        cwd=installed,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(installed) in done.stdout.splitlines()[0]
    assert "PUE" in done.stdout
    assert '<html lang="zh-Hans">' in (installed / "dongjiang-lake.html").read_text(
        encoding="utf-8"
    )  # its catalogue too
