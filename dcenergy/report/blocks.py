"""What a report is made of, as text and geometry: the template only places it.

Strings are plain text; the template escapes them. `kind` names come from the code, never from a profile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from dcenergy.language import told
from dcenergy.report.charts.marks import Chart
from dcenergy.report.words import UNKNOWN

Verdict = Literal["better", "worse", "same"]

Mark = Literal["met", "missed", "open", "none"]
"""What stands before a verdict: each has a shape of its own."""

SHORT = 12
"""Letters of a row's name, up to which any column is wide enough."""


@dataclass(frozen=True)
class Entry:
    """A cell of a table that holds more than its text."""

    text: str
    under: str = ""  # a smaller line
    mark: Mark | None = None
    whole: bool = False  # on one line


@dataclass(frozen=True)
class Table:
    """Figures in rows; the first cell of a row is its header, the others are numbers."""

    block: ClassVar[str] = "table"

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | Entry, ...], ...]
    note: str = ""
    total: bool = False  # whether the last row is the sum of the others
    words: tuple[int, ...] = ()  # columns whose cells are words and no numbers, counted from 0
    title: str = ""  # the finding

    @property
    def named(self) -> bool:
        """Whether its rows have names that need room."""
        heads = (row[0] for row in self.rows)
        return any(len(told(head)) > SHORT if isinstance(head, str) else True for head in heads)


@dataclass(frozen=True)
class Key:
    """What a colour stands for."""

    kind: str
    name: str


@dataclass(frozen=True)
class Ramp:
    """What a scale of colours stands for."""

    kinds: tuple[str, ...]
    low: str
    high: str


@dataclass(frozen=True)
class Figure:
    """A chart with its finding, and the numbers behind it."""

    block: ClassVar[str] = "figure"

    id: str
    title: str  # the finding
    subtitle: str  # what is shown, and its unit
    description: str  # for those who do not see it
    chart: Chart
    table: Table
    keys: tuple[Key, ...] = ()
    ramp: Ramp | None = None
    note: str = ""
    half: bool = False  # takes half the width where there is room


@dataclass(frozen=True)
class Fact:
    """One figure with its name, and what it means."""

    name: str
    value: str
    note: str = ""

    @property
    def known(self) -> bool:
        """Whether the profile determines it."""
        return self.value != UNKNOWN


@dataclass(frozen=True)
class Facts:
    """Single figures, side by side."""

    block: ClassVar[str] = "facts"

    title: str
    facts: tuple[Fact, ...]
    numbers: bool = True  # large numbers, or else lines of text


@dataclass(frozen=True)
class Notes:
    """Sentences in a list."""

    block: ClassVar[str] = "notes"

    title: str
    items: tuple[str, ...]
    folded: bool = False  # under a line that opens it; on paper it is open
    mark: str = ""  # the severity, whose shape stands before the title


@dataclass(frozen=True)
class Assumption:
    """One value of the profile: what it means, and who says so."""

    path: tuple[str, ...]  # in pieces, between which a line may break
    meaning: str
    value: str
    bounds: str
    origin: str
    evidence: str
    source: str


@dataclass(frozen=True)
class AssumptionGroup:
    """The values of one part of the profile."""

    name: str
    summary: str
    rows: tuple[Assumption, ...]


@dataclass(frozen=True)
class Assumptions:
    """Every value of the profile."""

    block: ClassVar[str] = "assumptions"

    groups: tuple[AssumptionGroup, ...]


@dataclass(frozen=True)
class Listing:
    """A text as it is written."""

    block: ClassVar[str] = "listing"

    title: str
    text: str


@dataclass(frozen=True)
class Panel:
    """One of several small charts."""

    id: str
    title: str
    subtitle: str
    description: str
    chart: Chart


@dataclass(frozen=True)
class Panels:
    """Small charts side by side, one a figure, with the same rows in each."""

    block: ClassVar[str] = "panels"

    id: str
    title: str
    subtitle: str
    panels: tuple[Panel, ...]
    keys: tuple[Key, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """A figure in a table that can be sorted; `sort` is what it is sorted by, empty where it is not known."""

    text: str
    sort: str
    best: bool = False


@dataclass(frozen=True)
class Head:
    """The head of a column: what is in it, and its unit."""

    name: str
    unit: str = ""


@dataclass(frozen=True)
class RankedRow:
    """One design of a ranking: its rank, or the ranks between which it lies, and its place in the order."""

    number: str
    place: int
    name: str
    marks: tuple[str, ...]
    cells: tuple[Cell, ...]
    kind: str


@dataclass(frozen=True)
class Ranking:
    """Designs in the order of their rank; where scripts run, sorted anew by any column."""

    block: ClassVar[str] = "ranking"

    caption: str
    head: tuple[Head, ...]  # of the cells, beside number and name
    rows: tuple[RankedRow, ...]
    note: str = ""


@dataclass(frozen=True)
class Fold:
    """Content under a line that opens it."""

    title: str
    summary: str
    table: Table
    open: bool = False


@dataclass(frozen=True)
class Folds:
    """Several contents, each under a line of its own."""

    block: ClassVar[str] = "folds"

    title: str
    folds: tuple[Fold, ...]
    note: str = ""


@dataclass(frozen=True)
class ExplorerLine:
    """One line of a panel, which a box shows or hides."""

    id: str  # of its column
    kind: str
    name: str


@dataclass(frozen=True)
class ExplorerPanel:
    """Lines over the hours that share an axis."""

    id: str
    title: str
    unit: str
    lines: tuple[ExplorerLine, ...]


@dataclass(frozen=True)
class Explorer:
    """Every hour of the year, drawn where scripts run."""

    block: ClassVar[str] = "explorer"

    id: str  # of the strip that shows the whole year
    hours: int
    line: str  # of the strip
    panels: tuple[ExplorerPanel, ...]
    data: str  # what the script draws, as JSON


Block = Table | Figure | Facts | Notes | Assumptions | Listing | Panels | Ranking | Folds | Explorer


@dataclass(frozen=True)
class Section:
    """A part of the report under one heading."""

    id: str
    title: str
    lead: str
    blocks: tuple[Block, ...]

    @property
    def finding(self) -> str:
        """What its first chart or table shows; empty where none says so."""
        titled = (block.title for block in self.blocks if isinstance(block, Figure | Panels | Table))
        return next(filter(None, titled), "")


@dataclass(frozen=True)
class Headline:
    """A large figure at the top."""

    name: str
    value: str
    unit: str
    note: str
    delta: str  # against the baseline; empty where there is none
    verdict: Verdict

    @property
    def known(self) -> bool:
        """Whether the profile determines it."""
        return self.value != UNKNOWN


@dataclass(frozen=True)
class Masthead:
    """What the report is about, and what it found."""

    name: str
    description: str
    finding: str
    facts: tuple[Fact, ...]
    headlines: tuple[Headline, ...]


@dataclass(frozen=True)
class ReportView:
    """The whole report as text."""

    masthead: Masthead
    sections: tuple[Section, ...]
    footer: str
    language: str  # as HTML names it
    scripts: tuple[str, ...] = ()  # that the page may run, each whole
