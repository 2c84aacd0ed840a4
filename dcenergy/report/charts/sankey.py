"""Flows from sources through one node to uses, each as wide as its energy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dcenergy.report.charts.lettering import width
from dcenergy.report.charts.marks import Chart, Label, Path, Rect, ribbon

FLOW_HEIGHT = 180.0
"""Pixels that the whole takes."""
SLOT = 32.0
"""Pixels that a node with its two lines of text takes at least."""
TEXT_MIDDLE = 9.0
GAP = 7.0
TOP = 30.0
NODE = 1.5
LEFT, MIDDLE, RIGHT = 0.0, 50.0, 100.0 - NODE
TEXTS = 116.0
"""Pixels for the texts of the uses, right of the plot, at least."""
TEXT_GAP = 7.0
LEAST = 1.0
"""Pixels of the smallest flow that is still seen."""


@dataclass(frozen=True)
class Node:
    """A source or a use: `amount` in any unit, common to all."""

    name: str
    text: str
    amount: float
    kind: str


def sankey(sources: Sequence[Node], whole: Node, uses: Sequence[Node], heads: tuple[str, str, str]) -> Chart:
    """Draw sources on the left, the whole in the middle, uses on the right."""
    pixels = FLOW_HEIGHT / whole.amount
    left, right = _column(sources, pixels), _column(uses, pixels)
    labels = [Label(x, 12, head, "head") for x, head in zip((LEFT, MIDDLE, RIGHT), heads, strict=True)]
    labels += _texts(whole, MIDDLE + NODE, TOP + FLOW_HEIGHT / 2)
    paths: list[Path] = []
    rects = [Rect(MIDDLE, TOP, NODE, FLOW_HEIGHT, whole.kind)]
    for place in left:
        paths.append(
            Path(ribbon(LEFT + NODE, place.top, MIDDLE, place.joint, place.height), f"flow {place.node.kind}")
        )
        rects.append(Rect(LEFT, place.top, NODE, place.height, place.node.kind))
        labels += _texts(place.node, LEFT + NODE, place.top + place.height / 2)
    for place in right:
        paths.append(
            Path(ribbon(MIDDLE + NODE, place.joint, RIGHT, place.top, place.height), f"flow {place.node.kind}")
        )
        rects.append(Rect(RIGHT, place.top, NODE, place.height, place.node.kind))
        labels += _texts(place.node, RIGHT + NODE, place.top + max(place.height / 2, TEXT_MIDDLE))
    height = max(place.end for place in (*left, *right))
    texts = max(TEXTS, *(TEXT_GAP + width(place.node.text) for place in right))
    return Chart(height, right=texts, paths=tuple(paths), rects=tuple(rects), labels=tuple(labels))


@dataclass(frozen=True)
class _Place:
    """Where a node stands, and where its flow meets the whole."""

    node: Node
    top: float
    height: float
    joint: float

    @property
    def end(self) -> float:
        """Foot of the node or of its texts, whichever is lower."""
        return self.top + max(self.height, SLOT)


def _column(nodes: Sequence[Node], pixels: float) -> list[_Place]:
    """Stack nodes with room for their texts; at the whole their flows lie side by side."""
    places: list[_Place] = []
    top = joint = TOP
    for node in nodes:
        places.append(_Place(node, top, max(node.amount * pixels, LEAST), joint))
        top = places[-1].end + GAP
        joint += node.amount * pixels
    return places


def _texts(node: Node, x: float, middle: float) -> list[Label]:
    """Name and amount, one above the other."""
    return [
        Label(x, middle + 1, node.name, "name", dx=TEXT_GAP),
        Label(x, middle + 16, node.text, "amount", dx=TEXT_GAP),
    ]
