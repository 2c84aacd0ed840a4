"""What the commands' arguments have in common."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from dcenergy.language import ENGLISH, languages


class FileName(click.Path):
    """The name of a file; an empty one, as an unset variable of a shell leaves it, is refused."""

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # type: ignore[override]
        """Return the name as a path."""
        if value == "":
            self.fail("needs the name of a file, got an empty one", param, ctx)
        return Path(value)


FILE = FileName()

LANG = click.option(
    "--lang",
    type=click.Choice(languages()),
    default=ENGLISH,
    show_default=True,
    help="Language of the report; JSON, CSV and messages stay English.",
)


def as_typed() -> str:
    """Return the command as it was typed, to print it where a result must be reproducible."""
    return shlex.join(["dcenergy", *sys.argv[1:]])
