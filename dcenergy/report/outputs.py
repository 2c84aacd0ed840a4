"""What a command is asked to write: files of the right kind, none twice, none over an input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from dcenergy.errors import OutputError
from dcenergy.output import spare

STANDARD_OUTPUT = Path("-")
PRINTABLE = ("json", "markdown")
"""What may go to standard output: text that stands alone."""

ENDINGS = {
    "report": (".html", ".htm"),
    "hourly": (".csv", ".parquet"),
    "csv": (".csv",),
    "pdf": (".pdf",),
    "xlsx": (".xlsx",),
    "markdown": (".md", ".markdown"),
}
"""How a file of each kind must end: other programs go by it. JSON may have any name."""

EXTRAS = {"xlsx": "xlsxwriter", "parquet": "pyarrow", "explorer": "bokeh"}
"""Extras of dcenergy that outputs need, and the package that each brings."""


@dataclass(frozen=True)
class Outputs:
    """Where each output goes, None where it is not asked for.

    Raises
    ------
    OutputError
        Where two name the same file, a name does not end as its kind does, or what writes one is not installed.
    """

    report: Path | None = None
    json: Path | None = None
    hourly: Path | None = None
    csv: Path | None = None
    pdf: Path | None = None
    xlsx: Path | None = None
    markdown: Path | None = None
    explorer: bool = False  # the report with every hour to explore

    def __post_init__(self) -> None:
        named = self.named
        if list(named.values()).count(STANDARD_OUTPUT) > 1:
            raise OutputError("two outputs go to standard output; name a file for one of them")
        if len(set(map(os.path.realpath, named.values()))) < len(named):
            raise OutputError("two outputs name the same file; give each its own")
        for kind, path in named.items():
            _refuse_ending(kind, path)
        for option, extra in self._extras():
            if find_spec(EXTRAS[extra]) is None:
                raise OutputError(
                    f"{option} needs {EXTRAS[extra]}; pip install 'dcenergy[{extra}]', or leave it away"
                )

    def _extras(self) -> Iterator[tuple[str, str]]:
        """Yield the options that need an extra, and which, so that nothing is computed in vain."""
        if self.xlsx:
            yield "--xlsx", "xlsx"
        if self.hourly and self.hourly.suffix.lower() == ".parquet":
            yield f"--hourly {self.hourly}", "parquet"
        if self.explorer:
            yield "--explorer", "explorer"

    @property
    def named(self) -> dict[str, Path]:
        """The files by the kind of output that goes there."""
        return {kind: path for kind in ("json", *ENDINGS) if (path := getattr(self, kind)) is not None}

    @property
    def printed(self) -> bool:
        """Whether one of them goes to standard output, which then holds nothing else."""
        return STANDARD_OUTPUT in self.named.values()

    def spare(self, read: Iterable[Path]) -> None:
        """Refuse an output that would be written over a file that was read.

        Raises
        ------
        OutputError
            Where one of `read` would be lost.
        """
        spare(self.named.values(), read)


def _refuse_ending(kind: str, path: Path) -> None:
    endings = ENDINGS.get(kind, ())
    if path == STANDARD_OUTPUT and kind in PRINTABLE:
        return
    if endings and path.suffix.lower() not in endings:
        got = path.suffix or "no ending"
        raise OutputError(f"{path}: --{kind} takes a file that ends in {' or '.join(endings)}, got {got}")
