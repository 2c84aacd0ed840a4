"""Flows from sources through one node to uses, each as wide as its energy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dcenergy.report.charts.marks import Chart, Label, Path, Rect, ribbon

FLOW_HEIGHT = 190.0
"""Pixels that the whole takes."""
SLOT = 32.0
"""Pixels that a node with its two lines of text takes at least."""
GAP = 7.0
TOP = 30.0
NODE = 1.5
LEFT, MIDDLE, RIGHT = 0.0, 50.0, 100.0 - NODE
TEXTS = 116.0
"""Pixels for the texts of the uses, right of the plot."""
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
    per_pixel = whole.amount / FLOW_HEIGHT
    right = _stack([max(use.amount / per_pixel, LEAST) for use in uses])
    left = _stack([max(source.amount / per_pixel, LEAST) for source in sources])
    content = max(right[-1].end, left[-1].end, FLOW_HEIGHT)
    left_top = TOP + (FLOW_HEIGHT - (left[-1].bottom - left[0].top)) / 2 if len(left) > 1 else TOP
    left_top = max(left_top, TOP)
    paths: list[Path] = []
    rects = [Rect(MIDDLE, TOP, NODE, FLOW_HEIGHT, whole.kind)]
    labels = [Label(x, 12, head, "head") for x, head in zip((LEFT, MIDDLE, RIGHT), heads, strict=True)]
    labels += _texts(whole, MIDDLE + NODE, TOP + FLOW_HEIGHT / 2 - 10)
    for nodes, slots, shift in ((sources, left, left_top), (uses, right, TOP)):
        middle_y = TOP
        for node, slot in zip(nodes, slots, strict=True):
            y, height = shift + slot.top, slot.bottom - slot.top
            if nodes is sources:
                paths.append(Path(ribbon(LEFT + NODE, y, MIDDLE, middle_y, height), f"flow {node.kind}"))
                rects.append(Rect(LEFT, y, NODE, height, node.kind))
                labels += _texts(node, LEFT + NODE, y + height / 2 - 10)
            else:
                paths.append(Path(ribbon(MIDDLE + NODE, middle_y, RIGHT, y, height), f"flow {node.kind}"))
                rects.append(Rect(RIGHT, y, NODE, height, node.kind))
                labels += _texts(node, RIGHT + NODE, y + max(height / 2 - 10, -2))
            middle_y += node.amount / per_pixel
    return Chart(TOP + content + 6, right=TEXTS, paths=tuple(paths), rects=tuple(rects), labels=tuple(labels))


@dataclass(frozen=True)
class _Slot:
    top: float
    bottom: float
    end: float  # of the node or its text, whichever is lower


def _stack(heights: Sequence[float]) -> list[_Slot]:
    slots: list[_Slot] = []
    top = 0.0
    for height in heights:
        end = top + max(height, SLOT)
        slots.append(_Slot(top, top + height, end))
        top = end + GAP
    return slots


def _texts(node: Node, x: float, y: float) -> list[Label]:
    """Name and amount, one above the other; `y` is the top of the text."""
    return [Label(x, y + 11, node.name, "name", dx=7), Label(x, y + 26, node.text, "amount", dx=7)]
