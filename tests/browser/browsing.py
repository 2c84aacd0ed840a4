"""Which pages are looked at, and how a window on them is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIDTHS = (320, 360, 480, 640, 768, 840, 1024, 1280, 1440, 1600)
DELTAS = "cooling.exchanger_delta_t_k=1.5,2,2.5,3,3.5,4,4.5,5,5.5,6"
STRANGE = "name='" + "W" * 200 + "','<script>alert(1)</script> & more','مركز البيانات','" + "湖" * 60 + "'"
SITES = "zixing,helsinki,singapore,phoenix,lhasa"
COMMANDS: dict[str, tuple[str, ...]] = {
    "run": ("run", "dongjiang-lake"),
    "short": ("run", "simple"),
    "explorer": ("run", "dongjiang-air-chilled", "--explorer"),
    "zh": ("run", "dongjiang-lake", "--lang", "zh"),
    "two": ("compare", "dongjiang-lake", "dongjiang-air-chilled"),
    "mixed": ("compare", "dongjiang-lake", "google-hamina", "qiandao-lake", "simple", "--by", "energy"),
    "zh-ten": ("compare", "dongjiang-lake", "--vary", DELTAS, "--lang", "zh"),
    "ten": ("compare", "dongjiang-lake", "--vary", DELTAS, "--by", "cost=0.5,carbon=0.5"),
    "strange": ("compare", "dongjiang-lake", "--vary", STRANGE, "--vary", "cooling.exchanger_delta_t_k=2,4"),
    "fifty": ("compare", "dongjiang-lake", "--vary", DELTAS, "--over", SITES),
}
COMPARISONS = tuple(name for name, command in COMMANDS.items() if command[0] == "compare")
Open = Callable[..., Any]
"""Opens a report in a window: `with opened(report, width, **options) as page`."""


@dataclass(frozen=True)
class Report:
    """A page and the figures that it shows."""

    name: str
    path: Path
    figures: dict[str, Any]
