"""Text from profiles stays text: no name, file or note changes the tree of the page."""

import pytest
from pages import COMMAND, LAKE, WRITTEN_AT, case, tree

from dcenergy.printable import printable
from dcenergy.report import render

HOSTILE = (
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "</title></style></svg></textarea></pre><h1>new</h1>",
    "<!-- ", "]]>", "&lt;b&gt;&#x27;&quot;",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)", "url(https://example.org/x)",
    "\u202eright to left\u202c <style>*{display:none}</style>",
)  # fmt: skip


def profile(text: str) -> str:
    """The lake, with `text` wherever a profile takes free text."""
    quoted = "'" + text.replace("'", "''") + "'"
    return (
        LAKE.replace("name: Test lake", f"name: {quoted}")
        .replace(
            "description: A lake that takes all heat in winter and a part of it in summer.", f"description: {quoted}"
        )
        .replace("name: general", f"name: {quoted}")
        .replace("name: everything", f"name: {quoted}")
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(tmp_path, text):
    plain = tree(case(tmp_path, profile("harmless"), notes=("harmless",)).page)
    page = case(tmp_path, profile(text), notes=(text,)).page
    parsed = tree(page)
    assert parsed.tags == plain.tags
    shown = printable(" ".join(text.split()))
    assert ("h1", shown) in parsed.texts
    assert ("li", shown) in parsed.texts


def test_hostile_commands_files_and_settings_stay_text(tmp_path):
    text = "<b onclick=x>'\"&.yaml"
    plain = case(tmp_path, LAKE, "it.servers.0.name=harmless")
    hostile = case(tmp_path, LAKE, "it.servers.0.name='<script>x</script>'", file=text)
    page = render.html(hostile.assessment, hostile.loaded, WRITTEN_AT, f"dcenergy run {text}")
    parsed = tree(page)
    assert parsed.tags == tree(plain.page).tags
    assert ("dd", f"dcenergy run {text}") in parsed.texts
    assert ("b", text) in parsed.texts


def test_of_attributes_only_labels_hold_text_of_a_profile(tmp_path):
    parsed = tree(case(tmp_path, profile("zebra"), notes=("zebra",), file="zebra.yaml").page)
    assert {name for _, name, value in parsed.attributes if "zebra" in value} <= {"aria-label"}
    assert not [value for _, _, value in parsed.attributes if COMMAND in value]
