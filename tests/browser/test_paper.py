"""The report on paper, as --pdf prints it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import without

A4_PT = (595, 842)
COMMANDS = {
    "run": ("run", "dongjiang-lake", "--report", "page.html"),
    "compare": ("compare", "dongjiang-lake", "dongjiang-air-chilled", "--no-report"),
    "zh": ("run", "dongjiang-lake", "--no-report", "--lang", "zh"),
}
WORDS = {
    "run": ("Dongjiang Lake Big Data Centre", "Energy flow", "How to reproduce", "SHA-256", "extends: base"),
    "compare": ("What makes the difference", "How to reproduce"),
    "zh": ("Dongjiang Lake Big Data Centre", "PUE", "SHA-256", "extends: base"),
}


@pytest.fixture(scope="module", params=list(COMMANDS))
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Any:
    try:
        from pypdf import PdfReader
    except ImportError:
        without("pypdf")
    folder: Path = tmp_path_factory.mktemp("pdf")
    subprocess.run(
        [sys.executable, "-m", "dcenergy", *COMMANDS[request.param], "--pdf", "page.pdf"], cwd=folder, check=True
    )
    return request.param, PdfReader(folder / "page.pdf")


def text(reader: Any) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def test_it_is_a_tagged_document_with_title_and_language(printed: Any):
    name, reader = printed
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == ("zh-Hans" if name == "zh" else "en")
    assert reader.metadata.title
    assert reader.outline


def test_its_pages_are_a4_and_numbered(printed: Any):
    _name, reader = printed
    pages = reader.pages
    assert 3 < len(pages) < 40
    for number, page in enumerate(pages, 1):
        # a point is 0.35 mm; Chromium rounds paper to pixels
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4_PT, abs=1)
        assert f"{number} / {len(pages)}" in page.extract_text()


def test_it_holds_the_report_from_the_first_line_to_the_last(printed: Any):
    name, reader = printed
    said = text(reader)
    for words in WORDS[name]:
        assert words in said, words


def test_nothing_of_the_screen_is_on_paper(printed: Any):
    name, reader = printed
    if name == "run":
        said = text(reader)
        assert "Skip to content" not in said
        assert "Numbers\n" not in said
        assert "drawn here by a script" not in said
