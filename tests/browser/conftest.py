"""A browser, and the pages to open in it: made by the commands, as users make them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browsing import COMMANDS, COMPARISONS, Open, Report

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NPM = Path(sys.prefix) / "npm" / "node_modules"


def without(tool: str) -> None:
    """Leave a test out for want of a tool; under CI, fail it."""
    reason = f"{tool} is missing; `make test-browser` installs it on Debian"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        without("playwright")
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        without("chromium")
    with sync_playwright() as playwright:
        # chromium's sandbox refuses to run as root, as containers do; the pages are our own
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core."""
    path = NPM / "axe-core" / "axe.min.js"
    if not path.is_file():
        without("axe-core")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def vnu() -> list[str]:
    """The command that validates HTML."""
    jar = NPM / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        without("vnu-jar")
    if shutil.which("java") is None:
        without("java")
    return ["java", "-jar", str(jar)]


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    folder = tmp_path_factory.mktemp("reports")
    made = {}
    for name, command in COMMANDS.items():
        files = ["--report", f"{name}.html", "--json", f"{name}.json"]
        subprocess.run([sys.executable, "-m", "dcenergy", *command, *files], cwd=folder, check=True)
        made[name] = Report(name, folder / f"{name}.html", json.loads((folder / f"{name}.json").read_text()))
    return made


@pytest.fixture(params=list(COMMANDS))
def report(request: pytest.FixtureRequest, reports: dict[str, Report]) -> Report:
    return reports[request.param]


@pytest.fixture(params=COMPARISONS)
def comparison(request: pytest.FixtureRequest, reports: dict[str, Report]) -> Report:
    return reports[request.param]


@pytest.fixture
def opened(browser: Any) -> Open:
    """Open a report in a window of its own; what the page complains of is an error."""

    @contextmanager
    def window(report: Report, width: int = 1440, **options: Any) -> Iterator[Any]:
        context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, **options)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda fault: said.append(str(fault)))
        page.goto(report.path.as_uri())
        if report.name == "explorer" and options.get("java_script_enabled", True):
            page.wait_for_selector(".explorer.drawn")
        yield page
        context.close()
        assert said == []

    return window
