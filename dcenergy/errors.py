"""One family of errors: everything that is the user's to mend.

A message says where (file:line:column, key), what is wrong and what to do. The
command line prints it and exits with 2; any other exception is a fault of ours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Where:
    """A place in the user's input."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file, self.line, self.column]
        return ":".join(str(part) for part in parts if part is not None)


class DcenergyError(Exception):
    """Input that cannot be used; the message says where, what and what to do."""


class ProfileError(DcenergyError):
    """A profile that cannot be read, or that describes what cannot be."""


class WeatherError(DcenergyError):
    """A weather source that cannot be read or trusted."""


class ReferenceError(DcenergyError):  # noqa: A001 - the domain's word; the builtin is about weak references
    """A reference row that does not exist."""


class DesignError(DcenergyError):
    """A valid profile whose plant cannot work: too small, too warm, running away."""


class OutputError(DcenergyError):
    """A file that cannot be written."""
