"""docs/validation.md says what the program says today."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import dcenergy
from dcenergy.validation import lei_masanet, measured, page, published
from dcenergy.validation.row import Row

DOCS = Path(dcenergy.__file__).parents[1] / "docs"
STORED = (DOCS / "validation.md").read_text(encoding="utf-8")
NUMBER = re.compile(r"[-+]?\d[\d,]*\.?\d*(?:e[-+]?\d+)?")
EPW = os.environ.get("DCENERGY_EPW_DIR")


def parts(text: str) -> tuple[str, list[float]]:
    """A text with its numbers taken out, and the numbers."""
    return NUMBER.sub("#", text), [float(number.replace(",", "")) for number in NUMBER.findall(text)]


def assert_alike(written: str, stored: str) -> None:
    words, numbers = parts(written)
    stored_words, stored_numbers = parts(stored)
    assert words == stored_words
    # the page prints three to five digits, and a last digit may round the other way on another machine
    assert numbers == pytest.approx(stored_numbers, rel=2e-3, abs=2e-3)


def section(title: str) -> str:
    """A section of the stored page."""
    return re.split(r"^## ", STORED.split(f"## {title}\n", 1)[1], flags=re.MULTILINE)[0]


def test_sites_and_published_numbers_are_those_of_today():
    sites = "\n".join(page.sites(measured.rows())).removeprefix("## Measured and announced sites\n")
    assert_alike(sites.strip(), section("Measured and announced sites").strip())
    numbers = "\n".join(page.numbers(published.rows())).removeprefix("## Published numbers\n")
    assert_alike(numbers.strip(), section("Published numbers").strip())


@pytest.mark.skipif(not EPW, reason="DCENERGY_EPW_DIR names no folder of EPW files")
def test_the_whole_page_is_that_of_today():
    assert_alike(page.markdown(Path(str(EPW))), STORED)
    assert (DOCS / page.FIGURE).is_file()


@pytest.mark.parametrize("row", published.rows(), ids=lambda row: row.case)
def test_published_numbers_are_met(row: Row):
    assert row.verdict == "within", f"{row.figure}: {row.ours} for {row.expected}"


def test_a_miss_is_called_one():
    row = Row("g", "c", "PUE", "", 1.09, 1.09, 1.06, None, "", "", spread=(1.05, 1.08))
    assert row.verdict == "miss"
    bound = Row("g", "c", "PUE", "", None, 1.2, 1.25, None, "", "", spread=(1.1, 1.3))
    assert bound.verdict == "miss"
    assert bound.difference == pytest.approx(1.25 / 1.2 - 1)


@pytest.mark.parametrize(("load", "source_c", "cop"), [(0.5, 20.0, 8.7789), (0.5, 30.0, 6.0158), (0.8, 40.0, 5.6753)])
def test_lei_and_masanets_chiller(load: float, source_c: float, cop: float):
    # from the published regression, to the last digit printed
    assert lei_masanet.chiller_cop(load, source_c) == pytest.approx(cop, abs=5e-5)
