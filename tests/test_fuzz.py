"""The fuzzer itself: the same inputs every time, faults that are seen, counts that go on where they stopped."""

from __future__ import annotations

import json
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from fuzz import campaign, designs, laws, page, tally, trial
from fuzz.kinds import KINDS, WEIGHTS
from fuzz.sample import Attempt, attempt
from fuzz.tally import Tally
from fuzz.trial import Ended, Outcome, tried

from dcenergy.errors import ProfileError
from dcenergy.plant.facility import Hall
from dcenergy.profile.fields import members, tags
from dcenergy.profile.loading import load

SIMPLE = "name: S\nit: {servers: [{count: 10}]}\ncooling: {system: fixed_pue, pue: 1.2}\n"
RUN = Attempt(("run", "s.yaml", "--report", "out.html", "--json", "-"), {"s.yaml": SIMPLE})


def test_an_input_is_the_same_every_time():
    for index in range(60):
        assert attempt("a", index) == attempt("a", index)
    assert [attempt("a", i) for i in range(20)] != [attempt("b", i) for i in range(20)]


def test_every_kind_of_input_has_its_share():
    kinds = [attempt("a", index)[0] for index in range(400)]
    for kind, percent in zip(KINDS, WEIGHTS, strict=True):
        # 400 draws: within five standard deviations, sqrt(400 p (1 - p)), of the share
        spread = 5 * (400 * percent / 100 * (1 - percent / 100)) ** 0.5
        assert abs(kinds.count(kind) - 4 * percent) < spread
    assert sum(WEIGHTS) == 100


def test_nearly_all_drawn_designs_are_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    refused, systems = [], set()
    for index in range(200):
        design = designs.attempt(random.Random(f"valid-{index}")).files["design.yaml"]
        Path("design.yaml").write_text(str(design), encoding="utf-8")
        try:
            systems |= {hall.cooling.system for hall in load("design.yaml").profile.halls}
        except ProfileError as fault:
            refused.append(str(fault))
    assert len(refused) <= 4, refused  # read and checked; some cannot work, which only their year tells
    kinds = members(Hall.model_fields["cooling"].annotation)
    assert systems == {tag for kind in kinds for tag in tags(kind)}


def test_what_ends_well():
    assert tried(RUN).ended is Ended.DONE
    assert tried(Attempt(("run", "nowhere.yaml"))).ended is Ended.REFUSED
    assert tried(Attempt(("run", "--nowhere"))).ended is Ended.REFUSED


def raising(fault: BaseException):
    def raised(*_: object, **__: object) -> None:
        raise fault

    return raised


def test_a_fault_is_seen_with_its_place(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dcenergy.study.case.assess", raising(KeyError("x")))
    outcome = tried(RUN)
    assert (outcome.ended, outcome.place) == (Ended.FAULT, "study/case.py:run")
    assert outcome.words == "KeyError: 'x'"


def test_a_number_that_is_none_is_seen(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dcenergy.report.json_document.asdict", lambda _: {"pue": float("nan")})
    assert tried(RUN).ended is Ended.NAN


def test_a_page_with_a_number_that_is_none_is_seen(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dcenergy.report.render.html", lambda *_, **__: "<td>nan</td>")
    outcome = tried(RUN)
    assert (outcome.ended, outcome.place) == (Ended.NAN, "report")
    for innocent in ("finance", "Nanjing", "information", "1.5 in all"):
        assert not laws.NOT_A_NUMBER.search(innocent)


@pytest.mark.parametrize("limit", ["LONGEST_S", "LONGEST_WAIT_S"])
def test_what_takes_too_long_is_seen(monkeypatch: pytest.MonkeyPatch, limit: str):
    def late(*_: object) -> None:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            if limit == "LONGEST_WAIT_S":
                time.sleep(1)

    monkeypatch.setattr(trial, limit, 0.2)
    monkeypatch.setattr("dcenergy.study.case.assess", late)
    assert tried(RUN).ended is Ended.HANG


DOCUMENT = {
    "indicators": {"pue": 1.2},
    "energy_kwh": {"facility": 120.0, "it": 100.0, "other": 20.0, "fans": None, "reused_heat": 9.0},
    "supply_kwh": {
        "grid": 125.0, "solar": 10.0, "wind": 0.0, "hydro": 0.0, "diesel": 0.0, "unserved": 0.0, "curtailed": 3.0,
        "battery_charged": 8.0, "battery_discharged": 5.0, "exported": 12.0, "contracts": None,
    },
    "water_l": {"make_up": None},
    "peak_kw": {"it": 1.0},
}  # fmt: skip


def test_laws():
    assert list(laws.broken(DOCUMENT)) == []  # 125 + 10 + 5 = 120 + 8 + 12
    for section, change in (
        ("indicators", {"pue": 0.99}),
        ("energy_kwh", {"other": 21.0}),
        ("supply_kwh", {"exported": 13.0}),
        ("water_l", {"make_up": -1.0}),
        ("peak_kw", {"it": -1.0}),
    ):
        spoilt = DOCUMENT | {section: {**DOCUMENT[section], **change}}
        assert len(list(laws.broken(spoilt))) == 1, section


def test_counts():
    found = Tally("a")
    for index, (kind, ended) in enumerate(
        [("x", Ended.DONE), ("x", Ended.FAULT), ("y", Ended.NAN), ("y", Ended.DONE)]
    ):
        found.add(index, kind, Outcome(ended, "here", "why", seconds=index))
    assert (found.done, found.bad, found.next, found.slowest_s) == (4, 2, 4, 3)
    assert found.slowest == 3
    assert found.counts == {"x": {"done": 1, "fault": 1}, "y": {"nan": 1, "done": 1}}
    assert [group for group, _ in found.by_place()] == [("fault", "here"), ("nan", "here")]


def plan(folder: Path, end: int) -> campaign.Plan:
    return campaign.Plan(end, jobs=1, minutes=None, state=folder / "state.json", folder=folder / "faults")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every attempt in this process, and chunks of four."""

    def chunks(plan: campaign.Plan, seed: str, first: int, _until: float):
        for at in range(first, plan.end, 4):
            yield campaign.tried_all(seed, at, min(at + 4, plan.end))

    monkeypatch.setattr(campaign, "_chunks", chunks)


@pytest.mark.usefixtures("here")
def test_a_campaign_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(campaign, "tried", lambda _: Outcome(Ended.REFUSED))
    whole, parts = Tally("a"), Tally("a")
    campaign.run(plan(tmp_path, 12), whole)
    campaign.run(plan(tmp_path, 8), parts)
    again = tally.restored(tmp_path / "state.json")
    assert again == parts
    campaign.run(plan(tmp_path, 12), again)
    assert again == whole


@pytest.mark.usefixtures("here")
def test_a_fault_is_kept_with_its_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(campaign, "tried", lambda _: Outcome(Ended.FAULT, "here", "why"))
    campaign.run(plan(tmp_path, 4), Tally("a"))
    for index in range(4):
        folder, made = tmp_path / "faults" / str(index), attempt("a", index)[1]
        said = json.loads((folder / "attempt.json").read_text(encoding="utf-8"))
        assert tuple(said["arguments"]) == made.arguments
        assert {path.name for path in folder.iterdir()} == {"attempt.json", *made.files}


def test_a_page_is_written_between_its_marks(tmp_path: Path):
    found = Tally("a", next=1, counts={"valid design": {"done": 1_234}})
    written = tmp_path / "page.md"
    written.write_text(f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n")
    page.write(written, found)
    text = written.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| valid design | 1,234 | 0 | 0 | 0 | 0 | 0 |" in text
    assert "old" not in text
    written.write_text("no marks")
    with pytest.raises(ValueError, match="has no"):
        page.write(written, found)


def test_legs_of_a_campaign_leave_no_input_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # processes are begun anew after 6 inputs, in chunks of 4: 0-3, 4-5 | 6-9, 10-11 | 12
    monkeypatch.setattr(campaign, "LEG", 6)
    monkeypatch.setattr(campaign, "CHUNK", 4)
    monkeypatch.setattr(campaign, "tried", lambda _: Outcome(Ended.REFUSED))
    found = Tally("a")
    campaign.run(plan(tmp_path, 13), found)
    assert (found.done, found.next) == (13, 13)


def test_no_input_is_begun_after_the_last_minute(tmp_path: Path):
    found = Tally("a")
    campaign.run(replace(plan(tmp_path, 1000), minutes=1e-9), found)
    assert found.done == 0
