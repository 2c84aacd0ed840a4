"""Where a design and its baseline differ in more than the plant, and what that is of the savings."""

from __future__ import annotations

from collections.abc import Iterator

from dcenergy.errors import DesignError
from dcenergy.language import Message
from dcenergy.plant.servers import It
from dcenergy.profile.schema import Profile
from dcenergy.simulate import simulate
from dcenergy.study.assess import SERVERS, Assessment, design_twin
from dcenergy.study.case import Case
from dcenergy.study.shares import percent

AIR = tuple(key for key in It.model_fields if key not in SERVERS)
"""What the servers are given in a hall: a baseline has its own, and its plant is not the only difference."""

HIGHER = Message("With the design's values in both, the saved electricity would be {share} higher.")
LOWER = Message("With the design's values in both, the saved electricity would be {share} lower.")


def notes(case: Case, assessment: Assessment) -> list[Message]:
    """Say which inputs besides the plant differ, and what the design would save if they did not."""
    if case.baseline is None or assessment.baseline is None:
        return []
    return [*_of_air(case, assessment), *_not_used(case.loaded.profile, case.baseline.profile)]


def _not_used(design: Profile, baseline: Profile) -> list[Message]:
    """Name what the baseline's profile says of servers, supply and money: there the design's count for both."""
    of_servers = any(
        hall.it.servers != other.it.servers for hall, other in zip(design.halls, baseline.halls, strict=False)
    )
    keys = ["it.servers"] if of_servers else []
    if baseline.supply != design.supply and baseline.supply.known:
        keys.append("supply")
    if design.cost and baseline.cost:
        keys += [
            f"cost.{key}"
            for key in type(baseline.cost).model_fields
            if key not in ("capital", "currency", "price_year")
            and getattr(baseline.cost, key) != getattr(design.cost, key)
        ]
    if not keys:
        return []
    return [
        Message(
            "The baseline's own {keys} are not used: its plant serves the design's servers, with the design's "
            "supply, prices, rate and life.",
            keys=", ".join(keys),
        )
    ]


def _of_air(case: Case, assessment: Assessment) -> list[Message]:
    """Say which air the servers are given in either, and what the design would save if it were the same."""
    assert case.baseline is not None
    assert assessment.baseline is not None
    differing = tuple(_differing(case.loaded.profile, assessment.baseline.profile))
    if not differing:
        return []
    told = differing[0]
    for each in differing[1:]:
        told = Message("{former}, {latter}", former=told, latter=each)
    text = Message(
        "The design and its baseline differ in more than the plant: {inputs}. The savings include both effects.",
        inputs=told,
    )
    effect = _effect(case, assessment, case.baseline.profile)
    return [(Message("{finding} {effect}", finding=text, effect=effect) if effect else text).rated("moves")]


def _differing(design: Profile, baseline: Profile) -> Iterator[Message]:
    short = len(design.halls) == 1
    for i, (hall, other) in enumerate(zip(design.halls, baseline.halls, strict=True)):
        for key in AIR:
            own, its = getattr(hall.it, key), getattr(other.it, key)
            if own != its:
                path = f"it.{key}" if short else f"halls.{i}.it.{key}"
                yield Message("{key} {value} (baseline {other})", key=path, value=_told(own), other=_told(its))


def _told(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _effect(case: Case, assessment: Assessment, baseline: Profile) -> Message | None:
    """Simulate the baseline with the air of the design, and say what would then be saved."""
    saved = assessment.savings
    twin = design_twin(case.loaded.profile, baseline)
    pairs = zip(twin.halls, case.loaded.profile.halls, strict=True)
    halls = tuple(
        other.model_copy(update={"it": other.it.model_copy(update={key: getattr(hall.it, key) for key in AIR})})
        for other, hall in pairs
    )
    try:
        alike = simulate(twin.model_copy(update={"halls": halls}), case.weather)
    except DesignError:
        return None
    if saved is None or not saved.energy_kwh:
        return None
    saved_kwh = float((alike.site.facility_kw - assessment.design.site.facility_kw).sum())
    change = (saved_kwh - saved.energy_kwh) / abs(saved.energy_kwh)
    return Message(HIGHER if change > 0 else LOWER, share=percent(abs(change)))
