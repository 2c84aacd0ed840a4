"""What the commands' arguments have in common."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

FILE = click.Path(path_type=Path)


def as_typed() -> str:
    """Return the command as it was typed, to print it where a result must be reproducible."""
    return shlex.join(["dcenergy", *sys.argv[1:]])
