"""The language that a report is written in: gettext, for the time of one report.

English is the text in the code; every other language is a catalogue, `locale/LANGUAGE.po`. No figure depends on
the language: it is carried beside the calls, since every sentence would otherwise have to hand it on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal, Self

from dcenergy.printable import on_a_line

ENGLISH = "en"
PROFILE = "profile"
"""Context of the messages that shipped profiles give of themselves."""
FOLDER = Path(__file__).parent / "locale"

Severity = Literal["stops", "moves", "informs"]
SEVERITIES: tuple[Severity, ...] = ("stops", "moves", "informs")
"""What a note does to its reader, the gravest first: do not use the figures before it is settled; a headline
figure may move by over 1 %; good to know."""

_READER: ContextVar[str] = ContextVar("reader", default=ENGLISH)


def languages() -> tuple[str, ...]:
    """Return the languages that a report can be written in, English first.

    >>> languages()
    ('en', 'zh')
    """
    return (ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.po")))


@contextmanager
def reading(language: str) -> Iterator[None]:
    """Write for a reader of `language` until the block ends.

    >>> with reading("zh"):
    ...     _("Chillers")
    '冷水机组'
    """
    before = _READER.set(language)
    try:
        yield
    finally:
        _READER.reset(before)


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the translations into a language; those into English are the messages themselves."""
    if language == ENGLISH:
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)


def current() -> str:
    """Return the reader's language."""
    return _READER.get()


def tag() -> str:
    """Return the reader's language as HTML names it.

    >>> tag()
    'en'
    """
    return catalogue(current()).info().get("language", ENGLISH).replace("_", "-")


def _(message: str, /, **values: object) -> str:
    """Return `message` in the reader's language, with `values` in its named places.

    >>> _("{power} at most", power="12 MW")
    '12 MW at most'
    """
    return _filled(catalogue(current()).gettext(message), values) if message else ""


def of_profile(text: str) -> str:
    """Return a name or description that a shipped profile gives itself in the reader's language; others as they are.

    >>> of_profile("My own site")
    'My own site'
    """
    return catalogue(current()).pgettext(PROFILE, text) if text else ""


def counted(count: int, one: str, many: str, /, **values: object) -> str:
    """Return the message that goes with a count, as the reader's language has it.

    >>> counted(1, "{count} hall", "{count} halls"), counted(36000, "{count} server", "{count} servers")
    ('1 hall', '36,000 servers')
    """
    return _filled(catalogue(current()).ngettext(one, many, count), {"count": f"{count:,}", **values})


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text.format(**{name: on_a_line(told(value)) for name, value in values.items()}) if values else text


def told(value: object) -> str:
    """Return a text in the reader's language where it is a `Message`, else as it is."""
    return value.text() if isinstance(value, Message) else str(value)


class Message(str):
    """Text for a reader who is not known yet: English wherever it goes, and its own translation in a report.

    What is made below the report is kept, compared and printed as English; the report asks for `text()`.
    In its places stand texts, numbers and other messages.

    >>> note = Message("The air was read from {file}.", file="a.epw")
    >>> note
    'The air was read from a.epw.'
    """

    template: str
    many: str
    number: int
    values: Mapping[str, object]
    severity: Severity = "informs"

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Make a message of a template with named places, and what stands in them."""
        return cls._of(template, template, 1, values)

    @classmethod
    def counted(cls, count: int, one: str, many: str, /, **values: object) -> Self:
        """Make the message that goes with a count.

        >>> Message.counted(2, "In {count} hour {event}.", "In {count} hours {event}.", event="it froze")
        'In 2 hours it froze.'
        """
        return cls._of(one, many, count, {"count": f"{count:,}", **values})

    @classmethod
    def _of(cls, one: str, many: str, count: int, values: Mapping[str, object]) -> Self:
        template = one if count == 1 else many
        shown = {name: on_a_line(each) if isinstance(each, str) else each for name, each in values.items()}
        message = super().__new__(cls, template.format(**shown) if values else template)
        message.template, message.many, message.number, message.values = one, many, count, values
        return message

    def rated(self, severity: Severity) -> Self:
        """Return the message as a note of this severity.

        >>> Message("The plant is too small.").rated("stops").severity
        'stops'
        """
        message = self._of(self.template, self.many, self.number, self.values)
        message.severity = severity
        return message

    def text(self) -> str:
        """Return the message in the reader's language."""
        if not self:
            return ""
        reader = catalogue(current())
        alone = self.many == self.template
        found = reader.gettext(self.template) if alone else reader.ngettext(self.template, self.many, self.number)
        return _filled(found, self.values)


def by_severity(notes: Iterable[str]) -> dict[Severity, tuple[str, ...]]:
    """Return notes by their severity, each in its order; plain text informs.

    >>> by_severity(["It is dark.", Message("The plant is too small.").rated("stops")])["stops"]
    ('The plant is too small.',)
    """
    said = tuple(notes)
    return {each: tuple(note for note in said if severity(note) == each) for each in SEVERITIES}


def severity(note: str) -> Severity:
    """Return how severe a note is."""
    return note.severity if isinstance(note, Message) else "informs"


def in_order(notes: Iterable[str]) -> tuple[str, ...]:
    """Return notes in the order of their severity, the most severe first.

    >>> in_order(["It is dark.", Message("The plant is too small.").rated("stops")])[0]
    'The plant is too small.'
    """
    return tuple(note for group in by_severity(notes).values() for note in group)


KEPT = "\N{INFORMATION SEPARATOR ONE}"
"""What a kept message begins with, and no other text."""

PLAIN = re.compile(r"[^{}]*(?:\{\w+\}[^{}]*)*")
"""A template that only names its places: what was kept may ask for nothing else of what stands in them."""


def kept(text: str) -> str:
    """Return a text, or a message, as plain text to keep between runs."""
    if not isinstance(text, Message):
        return text
    places = {name: kept(each) if isinstance(each, str) else each for name, each in text.values.items()}
    return KEPT + json.dumps([text.template, text.many, text.number, places, text.severity], ensure_ascii=False)


def recalled(text: str) -> str:
    """Return what was `kept`.

    Raises
    ------
    ValueError
        Where it is none of ours.

    >>> recalled(kept(Message("{hall} froze", hall=Message("The hall"))))
    'The hall froze'
    """
    if not text.startswith(KEPT):
        return text
    one, many, number, places, severity = json.loads(text.removeprefix(KEPT))
    if not (PLAIN.fullmatch(one) and PLAIN.fullmatch(many)):
        raise ValueError("the message is none of ours")
    values = {name: recalled(each) if isinstance(each, str) else each for name, each in places.items()}
    return Message._of(one, many, number, values).rated(severity)
