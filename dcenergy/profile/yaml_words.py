"""What is wrong with a text that is not YAML: the place where the mistake begins, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError

NO_SPACE = re.compile(r"^\s*(?:- )?\w+:[\[{]")
"""A key whose value begins right behind the colon."""


@dataclass(frozen=True)
class Spot:
    """A place in a text, from 0."""

    line: int
    column: int


@dataclass(frozen=True)
class Complaint:
    """The parser's own words, the places that it names, and the lines of the text."""

    problem: str
    context: str
    at: Spot  # where the parser gave up
    since: Spot  # where that began which it was reading
    lines: Sequence[str]

    @property
    def line(self) -> str:
        """The line where the parser gave up; empty behind the last."""
        return self.line_of(self.at)

    def line_of(self, spot: Spot) -> str:
        """Return the line of a place; empty behind the last."""
        return self.lines[spot.line] if spot.line < len(self.lines) else ""


def explained(fault: MarkedYAMLError, text: str) -> tuple[Spot, str]:
    """Return where a mistake begins and what it is; what no rule knows keeps the parser's words."""
    at = fault.problem_mark or fault.context_mark
    since = fault.context_mark or at
    complaint = Complaint(
        fault.problem or "",
        fault.context or "",
        Spot(at.line, at.column) if at else Spot(0, 0),
        Spot(since.line, since.column) if since else Spot(0, 0),
        text.splitlines(),
    )
    rule = next((rule for words, rule in RULES.items() if words in complaint.problem), _as_it_is)
    return rule(complaint)


def _as_it_is(it: Complaint) -> tuple[Spot, str]:
    return it.at, f"is not YAML: {', '.join(part for part in (it.context, it.problem) if part)}"


def _no_colon(it: Complaint) -> tuple[Spot, str]:
    return it.since, "is not YAML: a key without its colon; write `key: value`"


def _open_quote(it: Complaint) -> tuple[Spot, str]:
    return it.since, "is not YAML: the quote that opens here is never closed; close it on this line"


def _open_bracket(it: Complaint) -> tuple[Spot, str]:
    """Say which bracket is not closed: the one that opened, where the mistake shows only on a later line."""
    opened = it.line_of(it.since)[it.since.column : it.since.column + 1]
    closing = {"[": "]", "{": "}"}.get(opened, opened)
    where = it.since if it.at.line > it.since.line else it.at
    here = "here" if where == it.since else f"in column {it.since.column + 1}"
    return where, f"is not YAML: the `{opened}` that opens {here} is not closed; write `,` or `{closing}`"


def _stray_letter(it: Complaint) -> tuple[Spot, str]:
    letter = it.line[it.at.column : it.at.column + 1]
    if letter == "\t":
        return it.at, "is not YAML: a tab indents the line; use spaces"
    return it.at, f"is not YAML: no value begins with `{letter}`; put it in quotes"


def _second_colon(it: Complaint) -> tuple[Spot, str]:
    """Say which it is: a text with a colon, or below the line before a key without a colon or with a value."""
    above = [(number, line) for number, line in enumerate(it.lines[: it.at.line]) if line.split("#")[0].strip()]
    if not above or ": " in it.line[: it.at.column]:
        return it.at, "is not YAML: a second `: ` in one line; put the text in quotes, or begin a new line"
    number, line = above[-1]
    if ":" not in line:
        return Spot(number, _indent(line)), "is not YAML: a key without its colon; write `key: value`"
    rule = "indented below a key that has a value already; indent both alike, or remove the value"
    return Spot(it.at.line, _indent(it.line)), f"is not YAML: {rule}"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _indented(it: Complaint) -> tuple[Spot, str]:
    spaces = _indent(it.line)
    if NO_SPACE.match(it.line):
        return Spot(it.at.line, spaces), "is not YAML: no space behind the colon; write `key: value`"
    if it.at.column == spaces and spaces != it.since.column:
        begin = f"begins in column {spaces + 1}, and the keys of its section in column {it.since.column + 1}"
        return it.at, f"is not YAML: {begin}; indent them alike"
    return it.at, "is not YAML: more stands here than the value that ended before; remove it, or begin a new line"


RULES: dict[str, Callable[[Complaint], tuple[Spot, str]]] = {
    "could not find expected ':'": _no_colon,
    "found unexpected end of stream": _open_quote,
    "expected ',' or ']'": _open_bracket,
    "expected ',' or '}'": _open_bracket,
    "that cannot start any token": _stray_letter,
    "mapping values are not allowed here": _second_colon,
    "expected <block end>": _indented,
}
"""What the parser says, and who explains it; the first that fits."""
