"""What the commands' arguments have in common."""

from __future__ import annotations

import math
import shlex
import sys
from pathlib import Path

import click

from dcenergy.errors import OutputError
from dcenergy.language import ENGLISH, languages
from dcenergy.printable import show


class FileName(click.Path):
    """The name of a file; an empty one, as an unset variable of a shell leaves it, is refused."""

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # type: ignore[override]
        """Return the name as a path."""
        if value == "":
            self.fail("needs the name of a file, got an empty one", param, ctx)
        return Path(value)


FILE = FileName()


class Number(click.FloatRange):
    """A number within bounds; nan, which every comparison lets pass, and inf are none."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number."""
        number: float = super().convert(value, param, ctx)  # type: ignore[arg-type]  # click parses any value
        if not math.isfinite(number):
            self.fail(f"needs a number, got {value}", param, ctx)
        return number


LANG = click.option(
    "--lang",
    type=click.Choice(languages()),
    default=ENGLISH,
    show_default=True,
    help="Language of the report; JSON, CSV and messages stay English.",
)


def _allow_outside(context: click.Context, _option: click.Parameter, allowed: bool) -> None:
    """Let profiles name files anywhere while the command runs."""
    if allowed:
        from dcenergy.profile.root import everything_allowed

        context.with_resource(everything_allowed())


ALLOW_OUTSIDE = click.option(
    "--allow-outside",
    is_flag=True,
    expose_value=False,
    callback=_allow_outside,
    help="Let profiles name files outside their project's folder.",
)


def print_alone(text: str) -> None:
    """Print what standard output is to hold, and nothing else.

    Raises
    ------
    OutputError
        Where standard output is closed.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed; name a file instead of -")
    show(text)


def as_typed() -> str:
    """Return the command as it was typed, to print it where a result must be reproducible."""
    return shlex.join(["dcenergy", *sys.argv[1:]])
