"""What is usual of a number, how far it is outside, and whether its unit was mistaken.

A number outside its usual range is used, and noted: by the rule of `_severity`. One that is `REFUSED` times
outside, and that another unit brings back to about the range, is a mistake of the unit and refused, unless the
profile names a source for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dcenergy.errors import Where
from dcenergy.language import Message, Severity
from dcenergy.profile.fields import Leaf, facts
from dcenergy.profile.origins import Given, Origin, Set
from dcenergy.profile.problems import Problem
from dcenergy.profile.unit_slips import Slip, meant
from dcenergy.profile.units import unit
from dcenergy.reference.table import Row, cited

FAR, REFUSED = 2.0, 100.0
"""Times outside the usual range: from the first on, a headline figure may move by over 1 %."""

ABOUT = 5.0
"""Times outside the usual range at which a mistake of the unit is still recognised, where a number is refused."""


def note(leaf: Leaf, name: str, citation: str | None = None) -> Iterator[Message]:
    """Yield a note where the number leaves the range in which its kind is plausible.

    Parameters
    ----------
    name : the leaf's path as the user wrote it
    citation : who the profile says gives the number; the range of a row of the reference tables is that of its kind
    """
    low, high = usual(leaf, citation)
    number = next((each for each in _numbers(leaf) if _is_outside(each, low, high)), None)
    if number is None:
        return
    slip = _slip(number, leaf, citation)
    yield _outside(leaf, name, number, _ends(low, high), citation, slip).rated(_severity(number, leaf, citation))


def _severity(number: float, leaf: Leaf, citation: str | None) -> Severity:
    """Rate a number outside its usual range.

    One whose unit seems mistaken stops the reader; one that is `FAR` outside may move a figure; one that is
    nearer, or whose row of the reference tables is cited, informs.
    """
    if comparable_row(leaf, citation) is not None or _times_outside(number, leaf, citation) < FAR:
        return "informs"
    return "stops" if citation is None and _slip(number, leaf, citation) is not None else "moves"


def refusal(leaf: Leaf, citation: str | None = None) -> str | None:
    """Return why a number cannot be meant as it is written, if it cannot."""
    if citation is not None:
        return None
    low, high = _widest(leaf)
    for number in _numbers(leaf):
        if _times_outside(number, leaf, None) < REFUSED or low is None or high is None:
            continue
        if slip := meant(number, _unit(leaf), low / ABOUT, high * ABOUT, _is_whole(leaf)):
            return (
                f"is {_sized(number, leaf)}, and usual is {_ends(*usual(leaf, None))}; did you mean "
                f"{_sized(slip.value, leaf)}, which is {_plain(number)} {slip.unit}? "
                f"If {_sized(number, leaf)} is meant, write {{value: {_plain(number)}, source: ...}}"
            )
    return None


def mistaken(
    values: Mapping[str, Leaf], origins: Mapping[str, Origin], cited: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield every number that a file or the command line gives in a unit other than its key's."""
    for name, leaf in values.items():
        words = refusal(leaf, cited.get(name))
        match origins[name]:
            case Given(where) if words:
                yield Problem(where, (name,), words)
            case Set(argument) if words:
                yield Problem(Where(argument), (name,), words)


def usual(leaf: Leaf, citation: str | None) -> tuple[float | None, float | None]:
    """Return the ends of the plausible range: of the row that is cited, or else of the key, as far as they are known.

    A row without a range is plausible as it is; one in another unit says nothing of the key.
    """
    row = comparable_row(leaf, citation)
    if row is not None:
        ends = (row.value if row.low is None else row.low), (row.value if row.high is None else row.high)
        return int(ends[0]) if ends[0].is_integer() else ends[0], int(ends[1]) if ends[1].is_integer() else ends[1]
    if leaf.plausible is not None:
        return leaf.plausible
    low, high = (facts(leaf.field).get(bound) for bound in ("low", "high"))
    return (low if isinstance(low, int | float) else None), (high if isinstance(high, int | float) else None)


def comparable_row(leaf: Leaf, citation: str | None) -> Row | None:
    """Return the row that is cited for a value, where both are in the same unit."""
    row = cited(citation) if citation else None
    return row if row is not None and row.unit == _unit(leaf) else None


def _numbers(leaf: Leaf) -> Iterator[float]:
    """Yield the numbers of a leaf, prices apart; a switch or a word is none."""
    if "price" in facts(leaf.field):
        return  # `profile.prices` judges them
    for each in leaf.value if isinstance(leaf.value, tuple) else (leaf.value,):
        if isinstance(each, int | float) and not isinstance(each, bool):
            yield each


def _is_outside(number: float, low: float | None, high: float | None) -> bool:
    return (low is not None and number < low) or (high is not None and number > high)


def _widest(leaf: Leaf) -> tuple[float | None, float | None]:
    """Return the usual range with the row of another kind that it may be, if there is one."""
    low, high = usual(leaf, None)
    other = cited(str(facts(leaf.field).get("beside", "")))
    if other is None or low is None or high is None:
        return low, high
    return min(low, other.value), max(high, other.value)


def _times_outside(number: float, leaf: Leaf, citation: str | None) -> float:
    """Return how many times a number is outside what is usual, 1 within it.

    A temperature and a number of another sign have no ratio to an end: they are `FAR` outside from half the
    width of the range on, and never more than that. So is a zero where zero is not usual.
    """
    low, high = usual(leaf, citation) if citation else _widest(leaf)
    if not _is_outside(number, low, high):
        return 1.0
    end = low if low is not None and number < low else high
    assert end is not None
    if number == 0:
        return FAR
    if end * number > 0 and _unit(leaf) != "°C":
        return max(number / end, end / number)
    width = (high - low) if low is not None and high is not None and high > low else max(abs(end), 1.0)
    return 1 + (FAR - 1) * min(1.0, abs(number - end) / (width / 2))


def _slip(number: float, leaf: Leaf, citation: str | None) -> Slip | None:
    """Return what a number that is `FAR` outside may have been meant as."""
    if _times_outside(number, leaf, citation) < FAR:
        return None
    return meant(number, _unit(leaf), *_widest(leaf), _is_whole(leaf))


def _is_whole(leaf: Leaf) -> bool:
    return isinstance(leaf.value, int)


def _unit(leaf: Leaf) -> str:
    """Return the unit of a leaf's key; the items of a list have that of the list."""
    return str(unit(next((step for step in reversed(leaf.path) if isinstance(step, str)), "")))


def _sized(number: float, leaf: Leaf) -> str:
    return f"{_plain(number)} {_unit(leaf)}".strip()


def _plain(number: float) -> str:
    """Write a number without an exponent, where its size allows it.

    >>> _plain(5_000_000.0), _plain(0.15), _plain(2e-6)
    ('5000000', '0.15', '2e-06')
    """
    return f"{number:.10g}"


def _outside(leaf: Leaf, name: str, number: float, ends: Message, citation: str | None, slip: Slip | None) -> Message:
    """Say what is usual, and of what; a value of another kind may be that of a row."""
    row, size = comparable_row(leaf, citation), _sized(number, leaf)
    if row is not None:
        return Message(
            "{name} is {size}; row {key}, which it cites, has {range}.", name=name, size=size, key=row.key, range=ends
        )
    if slip is not None:
        return Message(
            "{name} is {size}; usual is {range}. Did you mean {meant}, which is {number} {unit}?",
            name=name,
            size=size,
            range=ends,
            meant=_sized(slip.value, leaf),
            number=_plain(number),
            unit=slip.unit,
        )
    kind, other = facts(leaf.field).get("kind"), cited(str(facts(leaf.field).get("beside", "")))
    if kind is None or other is None:
        return Message("{name} is {size}; usual is {range}.", name=name, size=size, range=ends)
    return Message(
        "{name} is {size}; usual of {kind} is {range}. Others have rows of their own to cite as the source, as "
        "{key}: {value} {unit}.",
        name=name,
        size=size,
        kind=kind,
        range=ends,
        key=other.key,
        value=f"{other.value:g}",
        unit=other.unit,
    )


def _ends(low: float | None, high: float | None) -> Message:
    """Say what is usual; ranges may have one end."""
    if high is None:
        return Message("at least {low}", low=low)
    if low is None:
        return Message("at most {high}", high=high)
    if low == high:
        return Message("{value} and no range", value=low)
    return Message("{low} to {high}", low=low, high=high)
