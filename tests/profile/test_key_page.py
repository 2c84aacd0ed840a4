"""docs/profiles.md lists every key as the sections state it today."""

from __future__ import annotations

from pathlib import Path

import dcenergy
from dcenergy.profile.key_page import sections, text
from dcenergy.profile.schema import Profile

PAGE = Path(dcenergy.__file__).parents[1] / "docs" / "profiles.md"


def test_the_page_is_that_of_today():
    assert PAGE.read_text(encoding="utf-8") == text(), "run: dcenergy profiles keys > docs/profiles.md"


def test_every_key_is_on_it():
    page = PAGE.read_text(encoding="utf-8")
    keys = {name for section in sections(Profile) for name in section.model_fields}
    assert {key for key in keys if f"| `{key}` |" not in page} == set()


def test_every_key_says_what_it_means():
    silent = [
        f"{section.__name__}.{name}"
        for section in sections(Profile)
        for name, field in section.model_fields.items()
        if not field.description
    ]
    assert silent == []
