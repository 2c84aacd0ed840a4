"""YAML 1.2 to a tree with places, within bounds that keep hostile files harmless.

The tree is built from the parser's events, so that no constructor ever runs: a tag
cannot make an object, an alias cannot contain itself, and every bound is checked
while the file is read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StreamMark, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from ruamel.yaml.reader import ReaderError

from dcenergy.errors import ProfileError, Where
from dcenergy.profile.scalars import meaning
from dcenergy.profile.tree import Node, Scalar

UNPRINTABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # what commands a terminal; halves of characters
MAX_BYTES = 1_000_000
MAX_VALUES = 20_000  # with aliases written out; two hourly series fit
MAX_DEPTH = 30
MAX_KEY = 100  # letters


def read_text(path: Path) -> str:
    """Return the text of a file of at most a megabyte, in UTF-8.

    Raises
    ------
    ProfileError
        Where there is no such file, or it cannot be read, is too large or is no text.
    """
    content = read_bytes(path, MAX_BYTES, "a profile is a page of YAML")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        byte = content[fault.start]
        raise ProfileError(
            f"{Where(str(path), line)}: byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"
        ) from fault


def read_bytes(path: Path, most: int, advice: str = "give the hours of one year") -> bytes:
    """Return what a file holds, of at most `most` bytes.

    Raises
    ------
    ProfileError
        Where there is no such file, or it cannot be read or is too large; `advice` says what belongs there.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            os.set_blocking(file.fileno(), True)
            content = file.read(most + 1)
    except FileNotFoundError as fault:
        raise ProfileError(f"{path}: there is no such file; check the name") from fault
    except IsADirectoryError as fault:
        raise ProfileError(f"{path}: is a folder; name a file in it") from fault
    except OSError as fault:
        raise ProfileError(f"{path}: cannot be read ({fault.strerror}); check its permissions") from fault
    if len(content) > most:
        raise ProfileError(f"{path}: is larger than {most:,} bytes; {advice}")
    return content


def _without_waiting(path: str, flags: int) -> int:
    """Open a pipe that nobody writes to as an empty file, instead of waiting for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def parse(text: str, file: str) -> Node:
    """Return the one document of `text` as a tree; an empty document is null.

    >>> parse("pue: 1.2", "a.yaml").value["pue"]
    Node(value=1.2, where=Where(file='a.yaml', line=1, column=1))

    Raises
    ------
    ProfileError
        Where the text is not YAML 1.2, or leaves the bounds of a profile.
    """
    return _Reader(text, file).document()


class _Reader:
    """Builds one tree from the parser's events and counts what it builds."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.events = self._events(text)
        self.anchors: dict[str, Node] = {}
        self.values = 0

    def document(self) -> Node:
        next(self.events)  # the start of the stream
        start = next(self.events)
        if isinstance(start, StreamEndEvent):
            return Node(None, Where(self.file, 1))
        if isinstance(start, DocumentStartEvent) and start.version not in (None, (1, 2)):
            raise self._refusal(start, "is not YAML 1.2; remove the %YAML line")
        root = self._node(next(self.events), depth=0)
        next(self.events)  # the end of the document
        after = next(self.events)
        if not isinstance(after, StreamEndEvent):
            raise self._refusal(after, "a second document begins here; a profile is one document")
        return root

    def _events(self, text: str) -> Iterator[Event]:
        last = Where(self.file, 1)
        try:
            for event in YAML(typ="safe", pure=True).parse(text):
                last = self._at(event.start_mark)
                yield event
        except MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            words = ", ".join(part for part in (fault.context, fault.problem) if part)
            raise ProfileError(f"{self._at(mark) if mark else last}: is not YAML: {words}") from fault
        except ReaderError as fault:
            line = text.count("\n", 0, fault.position) + 1
            raise ProfileError(f"{Where(self.file, line)}: is not YAML: {fault.reason}; remove it") from fault
        except (YAMLError, ValueError, OverflowError) as fault:  # the last two: escapes such as "\UFFFFFFFF"
            raise ProfileError(f"{last}: is not YAML, here or below: {fault}") from fault

    def _node(self, event: Event, depth: int, key: Where | None = None) -> Node:
        where = key or self._at(event.start_mark)
        if isinstance(event, AliasEvent):
            return Node(self._aliased(event, depth).value, where)
        assert isinstance(event, ScalarEvent | CollectionStartEvent)
        if event.tag is not None:
            raise self._refusal(event, f"the tag {event.tag[:MAX_KEY]} is not read; remove it")
        self._count(event, 1, depth)
        node = Node(self._value(event, depth + 1), where)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def _value(self, event: Event, depth: int) -> Scalar | tuple[Node, ...] | dict[str, Node]:
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(depth)
        return tuple(self._items(depth))

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), SequenceEndEvent):
            yield self._node(event, depth)

    def _mapping(self, depth: int) -> dict[str, Node]:
        keys: dict[str, Node] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._key(event)
            if key in keys:
                first = keys[key].where.line
                raise self._refusal(event, f"{key}: is given twice (first on line {first}); remove one")
            keys[key] = self._node(next(self.events), depth, self._at(event.start_mark))
        return keys

    def _key(self, event: Event) -> str:
        if not isinstance(event, ScalarEvent) or event.tag is not None:
            raise self._refusal(event, "a key must be a word; write `key: value`")
        key = self._scalar(event)
        if not isinstance(key, str):
            raise self._refusal(event, f"the key {event.value[:MAX_KEY] or 'null'} must be text; put it in quotes")
        if len(key) > MAX_KEY:
            raise self._refusal(event, f"a key of more than {MAX_KEY} letters; no section has one")
        if key == "<<":
            raise self._refusal(event, "merge keys (<<) are not YAML 1.2; write the keys out")
        return key

    def _scalar(self, event: ScalarEvent) -> Scalar:
        text: str = event.value
        if event.implicit[0]:  # written without quotes
            try:
                return meaning(text)
            except ValueError as fault:
                raise self._refusal(event, str(fault)) from fault
        if UNPRINTABLE.search(text):
            raise self._refusal(event, "the escape stands for no character that text can hold; remove it")
        return text

    def _aliased(self, event: AliasEvent, depth: int) -> Node:
        if event.anchor not in self.anchors:
            raise self._refusal(event, f"*{event.anchor[:MAX_KEY]} is not defined above, or contains itself")
        node = self.anchors[event.anchor]
        self._count(event, _size(node), depth + _height(node))
        return node

    def _count(self, event: Event, values: int, depth: int) -> None:
        self.values += values
        if self.values > MAX_VALUES:
            raise self._refusal(event, f"more than {MAX_VALUES:,} values, aliases written out; shorten it")
        if depth > MAX_DEPTH:
            raise self._refusal(event, f"sections nest deeper than {MAX_DEPTH}; no profile needs that")

    def _at(self, mark: StreamMark) -> Where:
        return Where(self.file, mark.line + 1, mark.column + 1)

    def _refusal(self, event: Event, words: str) -> ProfileError:
        return ProfileError(f"{self._at(event.start_mark)}: {words}")


def _children(node: Node) -> tuple[Node, ...]:
    match node.value:
        case dict():
            return tuple(node.value.values())
        case tuple():
            return node.value
    return ()


def _size(node: Node) -> int:
    return 1 + sum(_size(below) for below in _children(node))


def _height(node: Node) -> int:
    return 1 + max((_height(below) for below in _children(node)), default=-1)
