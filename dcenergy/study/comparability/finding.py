"""One thing in which designs are unlike, and what it does to figures and ranks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from dcenergy.language import Message, Severity
from dcenergy.study.measures import RANKED, Figures, Measure
from dcenergy.study.simulated import Design
from dcenergy.study.work import SAME

Figure = Measure | Literal["life_cost"]
"""What an unlike input may move: a figure to rank by, or the present value of all costs of the plant's life."""

Consequence = Literal["withheld", "excluded", "behind", "left_out", "named"]
"""Of a finding: no design is ranked by the figures, or some are not; some are ranked behind all others; the item
is left out for all; or it is named alone."""

MOVES = 0.01
"""Change of a figure that a reader must know of."""

FIGURES: Mapping[Figure, Message] = {
    "cost": Message("cost"),
    "carbon": Message("carbon"),
    "energy": Message("electricity"),
    "water": Message("water"),
    "carbon_market": Message("market-based carbon"),
    "npv": Message("net present value"),
    "irr": Message("internal rate of return"),
    "life_cost": Message("present value of all costs"),
}


@dataclass(frozen=True)
class Effect:
    """Figures of a design as they are, and as they were with an input of another design."""

    design: str
    other: str  # whose input it is
    before: Mapping[Figure, float | None]
    after: Mapping[Figure, float | None]

    def change(self, figure: Figure) -> float | None:
        """Return the change of a figure over its size, above 0 where it rises; None where not determined, or 0."""
        before, after = self.before.get(figure), self.after.get(figure)
        if before is None or after is None or abs(before) <= SAME * abs(after):
            return None
        return (after - before) / abs(before)

    @property
    def moved(self) -> tuple[Figure, ...]:
        """Figures that change."""
        return tuple(each for each in FIGURES if abs(self.change(each) or 0.0) > SAME or self._appears(each))

    def _appears(self, figure: Figure) -> bool:
        """Whether a figure is determined, or above 0, in one case alone."""
        before, after = self.before.get(figure), self.after.get(figure)
        if before is None or after is None:
            return before is not after
        return abs(before) <= SAME * abs(after) and after != 0


@dataclass(frozen=True)
class Finding:
    """One thing in which designs are unlike."""

    subject: str
    name: Message
    figures: tuple[Figure, ...]  # that it may move
    values: Mapping[str, str]  # by the designs' names
    what: Message
    consequence: Consequence = "named"
    unranked: Mapping[Measure, frozenset[int]] = field(default_factory=dict)  # designs that a figure does not rank
    effect: Effect | None = None
    told: Message | None = None  # the effect, in words
    serious: bool = False  # though no effect is calculated

    @property
    def severity(self) -> Severity:
        """What it does to the reader: a withheld rank stops, an effect of over 1 % moves."""
        if self.unranked:
            return "stops"
        changes = [abs(self.effect.change(each) or 0.0) for each in self.figures] if self.effect else []
        return "moves" if self.serious or max(changes, default=0.0) > MOVES else "informs"

    @property
    def words(self) -> Message:
        """The finding and its effect."""
        text = Message("{finding} {effect}", finding=self.what, effect=self.told) if self.told else self.what
        return text.rated(self.severity)

    def weight(self, by: Collection[Measure]) -> tuple[int, int, float]:
        """Return what the most telling findings have least of: first what leaves the ranking open."""
        open_ranks = any(measure in self.unranked for measure in by)
        steps: Sequence[Consequence] = ("withheld", "excluded", "behind", "left_out", "named")
        sizes = [abs(self.effect.change(each) or 0.0) for each in by] if self.effect else []
        touched = any(measure in self.figures for measure in by)
        return (0 if open_ranks else 1 if touched else 2, steps.index(self.consequence), -max(sizes, default=0.0))


@dataclass(frozen=True)
class Comparability:
    """All in which designs are unlike, the most telling first."""

    findings: tuple[Finding, ...] = ()
    count: int = 0  # of designs

    @property
    def unranked(self) -> dict[Measure, frozenset[int]]:
        """Designs that each figure does not rank: all of them, where fewer than two could be ranked."""
        found: dict[Measure, frozenset[int]] = {}
        for measure in RANKED:
            out = frozenset(i for each in self.findings for i in each.unranked.get(measure, ()))
            if out:
                found[measure] = out if self.count - len(out) > 1 else frozenset(range(self.count))
        return found

    def moved(self, order: Sequence[int]) -> Comparability:
        """Return the same where the designs stand in another order."""
        place = {old: new for new, old in enumerate(order)}
        return Comparability(
            tuple(
                replace(
                    each,
                    unranked={key: frozenset(place[i] for i in some) for key, some in each.unranked.items()},
                )
                for each in self.findings
            ),
            self.count,
        )

    def reasons(self, by: Collection[Measure], i: int | None = None) -> tuple[Finding, ...]:
        """Return the findings that leave designs (or design `i`) without a rank by these figures."""
        return tuple(
            each
            for each in self.findings
            if any(measure in each.unranked and (i is None or i in each.unranked[measure]) for measure in by)
        )


@dataclass(frozen=True, eq=False)
class Compared:
    """Designs as they are looked through: with their figures, what is ranked by, and one that others are held to."""

    designs: tuple[Design, ...]
    figures: tuple[Figures, ...]
    by: Mapping[Measure, float]
    reference: int

    @property
    def first(self) -> Design:
        """The design that others are held to."""
        return self.designs[self.reference]

    def values(self, told: Sequence[str | None]) -> dict[str, str]:
        """Return values by the designs' names, those that there are."""
        return {each.name: text for each, text in zip(self.designs, told, strict=True) if text is not None}

    def out(self, unlike: Mapping[Measure, Collection[int]]) -> dict[Measure, frozenset[int]]:
        """Return the designs that figures do not rank: those unlike the reference, all where it is left alone."""
        everyone = frozenset(range(len(self.designs)))
        return {
            measure: frozenset(some) if len(everyone) - len(set(some)) > 1 else everyone
            for measure, some in unlike.items()
            if some
        }

    def verdict(self, measures: Collection[Measure], unlike: Collection[int]) -> tuple[Consequence, Message | None]:
        """Return what unlike designs do to the ranks by these figures, and how that is said."""
        if not measures or not unlike:
            return "named", None
        if len(self.designs) - len(set(unlike)) < 2:
            return "withheld", Message("The designs are not ranked by {figures}.", figures=names_of(measures))
        return "excluded", Message(
            "By {figures}, only designs with the value of {design} are ranked.",
            figures=names_of(measures),
            design=self.first.name,
        )


MOST, FEW = 4, 2
"""Values that a sentence names, each with its designs; where there are more than the most, a few of them."""


def listed(values: Mapping[str, str]) -> Message:
    """Return values with the designs that have them: `8% (Full), 3% (Cheap money)`."""
    by_value: dict[str, list[str]] = {}
    for name, value in values.items():
        by_value.setdefault(str(value), []).append(name)
    kept = {str(value): value for value in values.values()}
    said = [_of_designs(kept[text], names) for text, names in by_value.items()]
    if len(said) > MOST:
        rest = Message.counted(len(said) - FEW, "{count} other value", "{count} other values")
        said = [*said[:FEW], rest]
    return joined(said, apart=Message("{former}; {latter}"))


def _of_designs(value: str, names: Sequence[str]) -> Message:
    if len(names) > 1:
        whose: str = Message.counted(len(names), "{count} design", "{count} designs")
    else:
        whose = names[0]
    return Message("{value} ({designs})", value=value, designs=whose)


COMMA = Message("{former}, {latter}")


def joined(parts: Sequence[str], apart: Message = COMMA) -> Message:
    """Return parts as a list in words."""
    text = Message("{part}", part=parts[0])
    for part in parts[1:]:
        text = Message(apart.template, former=text, latter=part)
    return text


def names_of(figures: Collection[Figure]) -> Message:
    """Return the names of figures in words."""
    return joined([FIGURES[each] for each in FIGURES if each in figures])
