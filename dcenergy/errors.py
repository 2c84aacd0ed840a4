"""One family of errors: everything that is the user's to mend.

A message says where (file:line:column, key), what is wrong and what to do. The
command line prints it and exits with 2; any other exception is a fault of ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dcenergy.printable import on_a_line


@dataclass(frozen=True)
class Where:
    """A place in the user's input."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [on_a_line(self.file), self.line, self.column]
        return ":".join(str(part) for part in parts if part is not None)


class DcenergyError(Exception):
    """Input that cannot be used; the message says where, what and what to do."""


class ProfileError(DcenergyError):
    """A profile that cannot be read, or that describes what cannot be."""


class SeriesError(DcenergyError):
    """A file of a table or a series that cannot be read."""


class WeatherError(DcenergyError):
    """A weather source that cannot be read or trusted."""


class ReferenceError(DcenergyError):
    """A reference row that does not exist."""


class DesignError(DcenergyError):
    """A valid profile whose plant cannot work: too small, too warm, running away.

    `key` is the profile's key to mend; whoever knows the file adds the place.
    """

    def __init__(self, key: str, message: str) -> None:
        super().__init__(f"{key}: {message}")
        self.key = key
        self.message = message

    def within(self, parent: str) -> DesignError:
        """Return the same fault of a part that stands at `parent` in the profile."""
        return DesignError(f"{parent}.{self.key}", self.message)


class OutputError(DcenergyError):
    """A file that cannot be written."""


@contextmanager
def told_as(kind: type[DcenergyError]) -> Iterator[None]:
    """Raise a `SeriesError` of the block, or of the function that this decorates, as another kind of error.

    >>> with told_as(WeatherError):
    ...     raise SeriesError("a.csv: is empty")
    Traceback (most recent call last):
    dcenergy.errors.WeatherError: a.csv: is empty
    """
    try:
        yield
    except SeriesError as fault:
        raise kind(str(fault)) from fault


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which name may have been meant, or else all that are known.

    The begin of one name means it; the end of two means both.

    >>> nearest("haed_m", ["head_m", "efficiency"])
    'did you mean `head_m`?'
    >>> nearest("flow_m3_s", ["monthly_flow_m3_s", "left_flow_m3_s", "head_m"])
    'did you mean `left_flow_m3_s` or `monthly_flow_m3_s`?'
    >>> nearest("double", ["double_conversion", "eco"])
    'did you mean `double_conversion`?'
    >>> nearest("colour", ["head_m", "efficiency"])
    'known are: efficiency, head_m'
    """
    names = {name.lower(): name for name in sorted(known)}
    holding = [name for lowered, name in names.items() if lowered.endswith(f"_{word.lower()}")]
    if len(holding) == 2:
        return f"did you mean `{holding[0]}` or `{holding[1]}`?"
    begun = [name for lowered, name in names.items() if lowered.startswith(f"{word.lower()}_")]
    if len(begun) == 1:
        return f"did you mean `{begun[0]}`?"
    close = difflib.get_close_matches(word.lower(), names, n=1)
    if close:
        return f"did you mean `{names[close[0]]}`?"
    return f"known are: {', '.join(names.values())}" if names else "none is known"
