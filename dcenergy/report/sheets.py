"""The workbook of a run: its figures, months, hours, assumptions, rules, years and notes, a table each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from dcenergy import __version__
from dcenergy.language import Severity, _
from dcenergy.profile.fields import Leaf
from dcenergy.profile.loading import LoadedProfile
from dcenergy.profile.plausible import usual
from dcenergy.profile.units import unit
from dcenergy.report import hourly_table, inputs_document, json_document, monthly_table, words
from dcenergy.report.backing import losses_of_preset, named_row
from dcenergy.report.blocks import Assumption
from dcenergy.report.figures import Figure, Value, figures
from dcenergy.report.json_document import Json
from dcenergy.report.sections.assumptions import baseline_values, key, sizes, values
from dcenergy.report.sections.masthead import weather_words
from dcenergy.report.sections.remarks import SEVERITY
from dcenergy.report.sections.reproduce import when
from dcenergy.report.workbook import SHARE, TIDY, WHOLE, Cell, Column, Sheet, Shown
from dcenergy.report.years_table import years
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.study.case import Case

LARGE = 1000
"""From here on a figure reads better without decimals; the cell holds all of them."""

COUNTS = {"month": "0", "day_of_year": "0", "hour": "0", "hour_of_year": "0"}
HOUR = 13.0
"""Width of a column of hours, in letters."""


def sheets(case: Case, assessment: Assessment, document: Json, written_at: datetime, command: str) -> Iterator[Sheet]:
    """Yield the tables; names of sheets are the same in every language, so that other programs find them."""
    design = assessment.design
    yield summary(assessment, document)
    yield monthly(design)
    yield hourly(design)
    yield assumptions("Assumptions", case.loaded, design, values(case.loaded, design))
    if case.baseline and assessment.baseline:
        own = baseline_values(case.baseline, assessment.baseline)
        yield assumptions("Baseline", case.baseline, assessment.baseline, own)
    yield from (
        records(name, rows)
        for name, rows in (
            ("References", inputs_document.references(assessment, case.loaded, case.baseline)),
            ("Limits", (document["water_body"] or {}).get("limits", [])),
            ("Rules", document["compliance"]),
            ("Years", years(assessment, document["life"])),
        )
        if rows
    )
    yield notes(document["notes_by_severity"])
    yield about(case, design, written_at, command)


def summary(assessment: Assessment, document: Json) -> Sheet:
    """Set every figure of the design beside the baseline's."""
    baseline = assessment.baseline
    other = json_document.document(Assessment(baseline, None, None), "", ()) if baseline else {}
    known = {each.key: each.value for each in figures(other)}
    return Sheet(
        "Summary",
        (
            Column(_("Part"), 22),
            Column(_("Figure"), 38),
            Column(_("Design"), 18),
            Column(_("Baseline"), 18),
            Column(_("Design less baseline"), 18),
            Column(_("Unit"), 10),
            Column(_("Key in the JSON"), 40),
            Column(_("Leaves out"), 40),
        ),
        [_figure(each, known.get(each.key)) for each in figures(document)],
        frozen=2,
    )


def _figure(own: Figure, other: Value) -> Sequence[Cell]:
    form = form_of(own)
    return (
        own.group,
        own.name,
        Shown(own.value, form),
        Shown(other, form),
        Shown(less(own.value, other), form),
        own.unit,
        own.key,
        own.left_out,
    )


def less(own: Value, other: Value) -> float | None:
    """Return the difference of two numbers, 0 where it is rounding; None where either is none.

    >>> less(1.5, 1.0), less(0.1 + 0.2, 0.3), less(None, 1.0)
    (0.5, 0.0, None)
    """
    numbers = [each for each in (own, other) if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(numbers) < 2:
        return None
    return 0.0 if words.alike(*numbers) else numbers[0] - numbers[1]


def form_of(figure: Figure) -> str:
    """Return the number format that suits a figure: it rounds what is shown, never what is there."""
    if figure.share:
        return SHARE
    if figure.key == "cost.price_year":
        return "0"
    large = isinstance(figure.value, int | float) and abs(figure.value) >= LARGE
    return WHOLE if large else TIDY


def monthly(design: Result) -> Sheet:
    """Sum the hours by month, and the months to the year."""
    table = monthly_table.months(design)
    year = monthly_table.year(design, table)
    rows: list[Sequence[Cell]] = [
        (month + 1, *(float(column[month]) for column in table.values())) for month in range(12)
    ]
    rows.append((_("Year"), *year.values()))
    ratios = {"pue": "0.000", "outdoor_c": "0.0"}
    columns = (Column(name, max(12, len(name) + 3), ratios.get(name, WHOLE)) for name in table)
    return Sheet("Monthly", (Column("month", 8, "0"), *columns), rows, total=True)


def hourly(design: Result) -> Sheet:
    """Give every hour, in the columns of --hourly."""
    table = hourly_table.columns(design)
    columns = (Column(name, max(HOUR, len(name) + 3), COUNTS.get(name, TIDY)) for name in ("hour_of_year", *table))
    hours = range(design.weather.hours)
    return Sheet(
        "Hourly", tuple(columns), list(zip(hours, *(each.tolist() for each in table.values()), strict=True)), 4
    )


def assumptions(name: str, loaded: LoadedProfile, design: Result, rows: Iterable[tuple[Leaf, Assumption]]) -> Sheet:
    """List values of a profile with their range and who says so."""
    return Sheet(
        name,
        (
            Column(_("Key"), 44),
            Column(_("Meaning"), 48),
            Column(_("Value"), 16),
            Column(_("Unit"), 12),
            Column(_("Low"), 10),
            Column(_("High"), 10),
            Column(_("Range"), 10),
            Column(_("Who says so"), 26),
            Column(_("Evidence"), 12),
            Column(_("Source"), 60),
            Column(_("Row of the reference"), 22),
        ),
        [_assumption(loaded, design, leaf, row) for leaf, row in rows],
    )


def _assumption(loaded: LoadedProfile, design: Result, leaf: Leaf, row: Assumption) -> Sequence[Cell]:
    path = "".join(row.path)
    reference = named_row(leaf)
    given = loaded.ranges.get(path)
    low, high = given or usual(leaf, loaded.citations.get(path))
    ranged = _("given") if given else _("usual") if low is not None or high is not None else ""
    built = sizes(design).get(".".join(map(str, leaf.path)))
    if reference is not None:
        value: Value = reference.value
    elif leaf.value is None:
        value = built
    else:
        value = row.value if losses_of_preset(leaf) else single(leaf.value)
    return (
        path,
        row.meaning,
        row.value if value is None else value,
        reference.unit if reference else unit(key(leaf)),
        low,
        high,
        ranged,
        row.origin,
        row.evidence,
        row.source,
        reference.key if reference else "",
    )


def single(value: object) -> Value:
    """Return a value as one cell holds it; several are told one after the other.

    >>> single((1.0, 2.5)), single(True), single(0.5)
    ('1, 2.5', True, 0.5)
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case tuple() | list():
            return ", ".join(f"{item:.10g}" if isinstance(item, float) else str(item) for item in value)
    return str(value)


def records(name: str, rows: Sequence[Mapping[str, object]]) -> Sheet:
    """Lay out records of the document, a column a key; what is no single value is left to the JSON."""
    keys = [key for key in rows[0] if not any(isinstance(row.get(key), dict) for row in rows)]
    columns = tuple(Column(each, 60 if each in {"name", "note"} else max(12, len(each) + 3)) for each in keys)
    years = {"year": "0", "since": "0"}
    content = [[Shown(single(row.get(each)), years.get(each, TIDY)) for each in keys] for row in rows]
    return Sheet(name, columns, content)


def notes(said: Mapping[Severity, Sequence[str]]) -> Sheet:
    """List what the reader must know, the most severe first."""
    rows = [(SEVERITY[severity].text(), note) for severity, notes in said.items() for note in notes]
    columns = (Column("", 5, "0"), Column(_("Severity"), 28), Column(_("Note"), 120))
    return Sheet("Notes", columns, [(number, *row) for number, row in enumerate(rows, 1)])


def about(case: Case, design: Result, written_at: datetime, command: str) -> Sheet:
    """Say what the figures follow from."""
    facts = (
        (_("Design"), design.profile.name),
        (_("Version"), f"dcenergy {__version__}"),
        (_("Command"), command),
        (_("Settings"), ", ".join(case.loaded.sets) or _("none beside the profile")),
        (_("Weather"), weather_words(design.weather)),
        (_("Profile, SHA-256"), case.loaded.sha256),
        (_("Written"), when(written_at)),
    )
    return Sheet("About", (Column(_("What"), 20), Column("", 100)), facts)
