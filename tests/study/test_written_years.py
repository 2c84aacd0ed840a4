"""A generated year stays one as a file: a design run from it is the design run from the normals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dcenergy.report.json_document import document
from dcenergy.report.sections.reproduce import _seed
from dcenergy.study import case
from dcenergy.study.notes import notes
from dcenergy.weather import epw, normals, places

ROUNDING = 1e-3
"""Of annual figures: chillers that run in a few hours alone, a degree or so above their limit, feel the half
hundredth of a degree to 4e-4, spray water to 1e-4, and the totals to 1e-5."""
HOURS = 10
"""Of a year that lie within that half hundredth of a limit, as freezing: 1 % of the hours are within 0.05 K."""


def flat(part: object, path: str = "") -> Iterator[tuple[str, object]]:
    match part:
        case dict():
            for key, value in part.items():
                yield from flat(value, f"{path}.{key}")
        case list() | tuple():
            for i, value in enumerate(part):
                yield from flat(value, f"{path}.{i}")
        case _:
            yield path, part


def told(profile: str, weather: str) -> tuple[dict[str, object], tuple[str, ...], case.Case]:
    read = case.read(profile, (f"site={{weather: {weather}}}",))
    result = case.run(read)
    said = notes(read, result)
    return dict(flat(document(result, "", ()))), said, read


@pytest.fixture
def written(tmp_path: Path) -> Path:
    climate = places.find("helsinki")
    path = tmp_path / "helsinki.epw"
    path.write_text(epw.text(normals.generate(climate, climate.place, 5)), encoding="utf-8")
    return path


@pytest.mark.parametrize("profile", ["base/chilled-water", "base/airside", "dongjiang-lake"])
def test_a_design_run_from_the_file_is_that_run_from_the_normals(profile, written):
    made, made_notes, by_normals = told(profile, "{normals: helsinki, seed: 5}")
    back, back_notes, by_file = told(profile, f"{{file: {written}}}")
    assert back.keys() == made.keys()
    for key, value in made.items():
        if isinstance(value, float):
            assert back[key] == pytest.approx(value, rel=ROUNDING, abs=1e-9), key
        elif "hours" in key and isinstance(value, int):
            assert back[key] == pytest.approx(value, abs=HOURS), key
        else:
            assert back[key] == value, key
    assert back[".weather.kind"] == "normals"

    def quality(said: tuple[str, ...]) -> list[str]:
        return [note for note in said if not note.startswith("In ")]  # that count hours

    assert quality(back_notes) == quality(made_notes)
    assert any("Expected error of annual figures" in note for note in back_notes)
    assert any("Do not size a plant by a typical year" in note for note in back_notes)
    assert _seed(by_file.weather) == _seed(by_normals.weather) == "5, of the typical year"


def test_its_hottest_hours_are_not_taken_for_those_of_a_real_year(written):
    read = case.read("base/chilled-water", (f"site={{weather: {{file: {written}}}}}",))
    sized_for = document(case.run(read), "", ())["cooling"]["sized_for"]
    assert "generated year" in [named for path, named in flat(sized_for)]
