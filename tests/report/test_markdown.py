"""Summaries as Markdown: what a reader of a pull request sees is the result, and texts of a profile are text."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pages import COMMAND, FIXED, LAKE, WRITTEN_AT, Case, case

from dcenergy.printable import printable
from dcenergy.report import markdown
from dcenergy.report.comparison import markdown as comparison_markdown
from dcenergy.study.compare import compare
from dcenergy.study.designs import designs

RENDER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
"""Another program's reading of CommonMark with GitHub's tables."""

HOSTILE = (
    "# head",
    "- item",
    "+ item",
    "1. item",
    "12) item",
    "---",
    "===",
    "> quote",
    "a | b",
    "`code` and ``more``",
    "<script>alert(1)</script>",
    "<b>bold</b> &amp; &lt;",
    "[link](https://example.org)",
    "![image](https://example.org/a.png)",
    "**bold** __bold__ *em* _em_ ~~gone~~",
    "$x^2$ and \\(y\\)",
    "back\\slash\\",
    "two\nlines\r\nand | a table",
    "https://example.org and www.example.org",
    "@somebody #12 GH-12 :smile:",
    "[^1] [x]: y",
    "湖水 مركز",
)


def page(made: Case) -> str:
    return markdown.summary(made.assessment, made.loaded, ("A <note> | with *marks*",), WRITTEN_AT, COMMAND)


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Case:
    return case(tmp_path_factory.mktemp("lake"), LAKE)


def visible(rendered: str) -> str:
    """What a reader sees of HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", rendered)).replace(markdown.BREAK, "").strip()


def tidy(value: str) -> str:
    return re.sub(r"[ \t\r\n\f\v\u2028\u2029]+", " ", value).strip()


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(("before", "after"), [("", ""), ("- ", ""), ("# ", ""), ("**", "**")])
def test_text_reads_as_it_is_wherever_it_stands(value: str, before: str, after: str):
    rendered = RENDER.render(f"{before}{markdown.text(value)}{after}")
    assert visible(rendered) == tidy(value)
    assert set(re.findall(r"<(\w+)", rendered)) <= {"p", "ul", "li", "h1", "strong"}
    assert rendered.count("<li") <= 1


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=40))
def test_any_text_reads_as_it_is(value: str):
    rendered = RENDER.render(f"- x{markdown.text(value)}x")
    assert visible(rendered) == f"x{printable(tidy(value))}x"


@pytest.mark.parametrize("value", HOSTILE)
def test_a_cell_stays_one_cell(value: str):
    rendered = RENDER.render(markdown.table(("a", "b"), [(markdown.text(value), "end")]))
    cells = re.findall(r"<td[^>]*>(.*?)</td>", rendered, re.DOTALL)
    assert [visible(each) for each in cells] == [tidy(value), "end"]


@pytest.mark.parametrize("value", ["https://example.org", "www.example.org", "@somebody", "a@example.org", "#12"])
def test_what_github_would_link_is_parted(value: str):
    # GitHub links what stands in the text after it is rendered: only a part between breaks the word
    assert markdown.BREAK in markdown.text(value)


@pytest.mark.parametrize("line", ["dcenergy run a.yaml", "dcenergy run 'a```b'", "dcenergy run 'two\nlines'"])
def test_a_command_stays_in_its_fence(line: str):
    rendered = RENDER.render(markdown.code(line))
    assert rendered.count("<pre>") == 1
    assert visible(rendered) == " ".join(line.split())


def test_a_summary_tells_headlines_parts_notes_and_how_to_make_it_again(lake):
    text, design = page(lake), lake.assessment.design
    assert text.startswith("# Test lake\n")
    pue = design.site.facility_kw.sum() / design.site.it_kw.sum()
    assert f"| PUE | **{pue:.3f}** |" in text
    # 1.5 is the baseline that the profile names
    assert "below baseline, 1.500 |" in text
    shares = [float(share) for share in re.findall(r"\| ([\d.]+)\xa0% \|$", text, re.MULTILINE)]
    *parts, whole = shares
    assert whole == 100
    # one decimal each
    assert sum(parts) == pytest.approx(100, abs=0.05 * len(parts))
    assert r"- A \<note\> \| with \*marks\*" in text
    assert f"```sh\n{COMMAND}\n```" in text
    assert lake.loaded.sha256 in text
    assert "2026-03-01 14:05 UTC" in text


def test_a_summary_is_short_and_all_markdown(lake):
    text = page(lake)
    assert len(text.splitlines()) < 60
    rendered = RENDER.render(text)
    assert rendered.count("<table>") == 2
    assert rendered.count("<h1>") == 1
    assert not re.search(r"\b(nan|inf|None)\b", text)


def test_what_is_not_determined_says_so(tmp_path):
    text = page(case(tmp_path, FIXED))
    assert "| WUE | **not determined** |  |" in text


def test_a_comparison_has_its_ranking_with_the_best_in_bold():
    found = compare(designs(("dongjiang-lake", "dongjiang-air-chilled"), (), ()))
    text = comparison_markdown.summary(found, WRITTEN_AT, COMMAND)
    rows = [line for line in text.splitlines() if line.startswith(("| 1 ", "| 2 "))]
    assert len(rows) == 2
    best = found.designs[0].result.indicators.pue
    assert f"| **{best:.3f}** |" in rows[0]
    assert RENDER.render(text).count("<table>") == 1
    for design in found.designs:
        assert design.loaded.sha256 in text
