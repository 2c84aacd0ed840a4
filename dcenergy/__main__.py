"""Entry point: commands, and what becomes of their errors."""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import suppress
from io import TextIOWrapper

import click

from dcenergy.errors import DcenergyError
from dcenergy.printable import streams
from dcenergy.stopping import Stopped, stoppable

INPUT_ERROR = 2
FAULT = 1
SIZE = re.compile("[0-9]{1,4}")
FULL = {errno.ENOSPC, errno.EDQUOT}


def main() -> None:
    """Run the command line: 0 done, 1 a fault of ours, 2 the user's input."""
    _never_fail_to_print()
    _forget_odd_sizes()
    _stand_somewhere()
    with streams(), stoppable():
        _main()


def _main() -> None:
    from dcenergy.cli import dcenergy

    try:
        dcenergy(standalone_mode=False)
    except click.ClickException as misuse:
        with suppress(OSError):  # nobody can be told; the code tells
            misuse.show()
        sys.exit(misuse.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _say("stopped")
        sys.exit(FAULT)
    except Stopped as stop:
        _say("stopped")
        stop.pass_on()
    except BrokenPipeError:
        sys.stdout = None  # whoever read us has gone; nothing is left to flush
        sys.exit(FAULT)
    except DcenergyError as problem:
        _say(str(problem))
        sys.exit(INPUT_ERROR)
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno in FULL:
            _say(f"cannot print: {os.strerror(fault.errno)}; make room, or print elsewhere")
            sys.exit(INPUT_ERROR)
        if os.environ.get("DCENERGY_DEBUG"):
            raise
        _say(
            f"an unexpected fault: {type(fault).__name__}: {fault}\nSet DCENERGY_DEBUG=1 to see where, and report it."
        )
        sys.exit(FAULT)


def _never_fail_to_print() -> None:
    """Escape the letters that the terminal has no code for, instead of failing on them."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _forget_odd_sizes() -> None:
    """Forget a size of the terminal that is no number: the packages that print would fail on it."""
    for name in ("COLUMNS", "LINES"):
        if not SIZE.fullmatch(os.environ.get(name, "0")):
            del os.environ[name]


def _stand_somewhere() -> None:
    """Refuse to work in a folder that was removed: no name could be found from there."""
    try:
        os.getcwd()
    except OSError:
        _say("the current folder is gone, or cannot be read; change to another folder")
        sys.exit(INPUT_ERROR)


def _say(message: str) -> None:
    with suppress(OSError):  # of a full disk: nobody can be told; the code tells
        click.echo(f"dcenergy: {message}", err=True)


if __name__ == "__main__":
    main()
