"""A short summary as Markdown, for a pull request or a wiki: GitHub's, with every text of a profile escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from dcenergy import __version__
from dcenergy.language import _, by_severity, told
from dcenergy.printable import printable
from dcenergy.profile.loading import LoadedProfile
from dcenergy.report import parts, words
from dcenergy.report.blocks import Headline
from dcenergy.report.sections.masthead import masthead, weather_words
from dcenergy.report.sections.remarks import SEVERITY
from dcenergy.report.sections.reproduce import when
from dcenergy.result import Result
from dcenergy.study.assess import Assessment

MARKS = re.compile(r"([\\`*_{}\[\]<>|~#$&!^])")
"""What Markdown, GitHub's tables, its mathematics and HTML take for marks."""

LEADING = re.compile(r"^(\d*)([-+=]|(?<=\d)[.)](?=\s|$))")
"""What makes a list, a line or a heading of what it begins."""

LINKS = re.compile(
    r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=\w)(?=@)|(?<=#)(?=\d)|(?<=GH)(?=-\d)|(?<=:)(?=[-+\w]+:)",
    re.IGNORECASE,
)
"""Where GitHub would make a link, a mention, a reference or a smile."""

BREAK = "\u200b"
"""A space of no width, which parts them."""

SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")


def summary(
    assessment: Assessment, loaded: LoadedProfile, notes: Sequence[str], written_at: datetime, command: str
) -> str:
    """Return what a run found: its headline figures, its electricity by part, its notes, how to make it again."""
    top = masthead(assessment)
    blocks = (
        f"# {text(top.name)}",
        text(top.finding),
        table((_("Figure"), _("Design"), _("Against the baseline")), map(_headline, top.headlines)),
        f"## {_('Electricity by part')}",
        _by_part(assessment.design),
        *_notes(notes),
        f"## {_('How to reproduce')}",
        code(command),
        bullets(
            (
                named(_("Version"), f"dcenergy {__version__}"),
                named(_("Weather"), text(weather_words(assessment.design.weather))),
                named(_("Profile, SHA-256"), f"`{loaded.sha256}`"),
                named(_("Written"), when(written_at)),
            )
        ),
    )
    return document(blocks)


def _headline(headline: Headline) -> Sequence[str]:
    return text(headline.name), f"**{text(words.sized(headline.value, headline.unit))}**", text(headline.delta)


def _by_part(design: Result) -> str:
    known, whole = parts.known(design), parts.facility_kwh(design)
    step = words.ENERGY.step([whole])
    rows = [
        (text(parts.name(part, design)), step.part(kwh, whole), words.share(kwh / whole))
        for part, kwh in known.items()
        if kwh
    ]
    rows.append((_("Facility"), step.part(whole, whole), words.share(1.0)))
    return table((_("Part"), _("A year"), _("Share")), rows)


def _notes(notes: Sequence[str]) -> Iterator[str]:
    """Yield the notes under their severity, the most severe first."""
    if notes:
        yield f"## {_('Notes')}"
    for severity, said in by_severity(notes).items():
        if said:
            yield f"**{text(SEVERITY[severity])}**"
            yield bullets(text(note) for note in said)


def document(blocks: Iterable[str]) -> str:
    """Join blocks as Markdown parts them, by an empty line."""
    return "\n\n".join(block for block in blocks if block) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, its first column to the left and the others to the right.

    >>> print(table(("Part", "kWh"), [("Fans", "12")]))
    | Part | kWh |
    | :--- | ---: |
    | Fans | 12 |
    """
    lines = (head, (":---", *("---:" for _each in head[1:])), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def named(name: str, value: str) -> str:
    """Write a value with its name."""
    return _("{name}: {value}", name=name, value=value)


def bullets(items: Iterable[str]) -> str:
    """Return a list, a line an item."""
    return "\n".join(f"- {item}" for item in items)


def code(line: str) -> str:
    """Return a line as it is typed; the fence is longer than any run of backticks in it.

    >>> print(code("dcenergy run a.yaml"))
    ```sh
    dcenergy run a.yaml
    ```
    """
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}sh\n{printable(' '.join(line.split()))}\n{fence}"


def text(value: str) -> str:
    r"""Return text that reads as it is: no mark, link, mention or reference, on one line.

    >>> text("a|b `c` <i>"), text("see https://example.org, @me, #12").replace(BREAK, "/")
    ('a\\|b \\`c\\` \\<i\\>', 'see https:///example.org, @/me, \\#/12')
    """
    line = printable(SPACES.sub(" ", told(value)).strip())
    return LEADING.sub(r"\1\\\2", MARKS.sub(r"\\\1", LINKS.sub(BREAK, line)))
