"""Verdicts of rules in words: what was found, what is allowed, how far apart, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.accounting.compliance.judgement import Compliance, Judgement, Verdict
from dcenergy.accounting.compliance.jurisdiction import RULE_SETS, RulesHere
from dcenergy.language import _
from dcenergy.reference.limits import Limit
from dcenergy.reference.table import sources
from dcenergy.report import words
from dcenergy.report.blocks import Mark
from dcenergy.report.words import NBSP
from dcenergy.weather import places

MARKS: Mapping[Verdict, Mark] = {
    "missed": "missed",
    "met": "met",
    "not verified": "open",
    "not determined": "none",
    "not applicable": "none",
}
"""What stands before each verdict; the gravest first."""

SHARES = {"erf", "ref", "servers_in_place"}


def rules_name(rules: str) -> str:
    """Return what a rule set is called."""
    return {
        "cn": _("China"),
        "edwc_east": _("China, eastern computing clusters"),
        "edwc_west": _("China, western computing clusters"),
        "eu": _("European Union"),
        "de": _("Germany"),
        "sg": _("Singapore"),
        "cndcp": _("Climate Neutral Data Centre Pact"),
    }[rules]


def figure_name(figure: str) -> str:
    """Return what a figure is called in a sentence."""
    return {
        "pue": _("PUE"),
        "pue_without_heat_pumps": _("PUE without heat pumps"),
        "wue_l_per_kwh": _("WUE"),
        "erf": _("ERF"),
        "ref": _("REF"),
        "servers_in_place": _("The share of servers in place"),
        "supply_air_c": _("The supply air's set point"),
        "it_installed_kw": _("The IT power installed"),
        "connected_kw": _("The power connected"),
        "cooling_degree_days": _("The cooling degree days"),
    }[figure]


def relation(limit: Limit) -> str:
    """Return how a figure must stand to a limit, with its number."""
    amount = size(limit.figure, limit.row.value, limit.row.unit)
    match limit.relation:
        case "at most":
            return _("at most {amount}", amount=amount)
        case "below":
            return _("below {amount}", amount=amount)
        case "at least":
            return _("at least {amount}", amount=amount)
        case "above":
            return _("above {amount}", amount=amount)


def standing(limit: Limit) -> str:
    """Return what kind of rule a limit stands in."""
    return {
        "law": _("law"),
        "standard": _("standard"),
        "target": _("target"),
        "award": _("award"),
        "pact": _("pact"),
        "draft": _("draft, not law"),
        "": "",
    }[limit.standing]


def verdict(judgement: Judgement) -> str:
    """Return a verdict's word; that on a draft says so, and a duty to report is no verdict."""
    if judgement.reason == "a duty to report":
        return _("to be reported")
    word = {
        "met": _("met"),
        "missed": _("missed"),
        "not verified": _("not verified"),
        "not determined": _("not determined"),
        "not applicable": _("not applicable"),
    }[judgement.verdict]
    return _("{verdict}, as drafted", verdict=word) if judgement.limit.standing == "draft" else word


def size(figure: str, value: float | None, unit: str) -> str:
    """Write a figure as rules write theirs: PUE to three decimals, shares in per cent.

    >>> size("pue", 1.14, "-"), size("erf", 0.1, "-").replace(NBSP, " "), size("it_installed_kw", 7500.0, "kW")[:5]
    ('1.140', '10.0 %', '7,500')
    """
    if value is None:
        return words.UNKNOWN
    if figure in SHARES:
        return words.share(value)
    if unit == "-":
        return words.fixed(value, 3)
    return f"{words.number(value)}{NBSP}{'°C' if unit == 'degC' else unit}"


def margin(judgement: Judgement) -> str:
    """Write the room to a limit with its sign, and over the limit where that means anything."""
    if judgement.margin is None:
        return words.UNKNOWN
    sign = "+" if judgement.margin > 0 else ""
    told = f"{sign}{room(judgement, judgement.margin)}"
    if judgement.margin_relative is None:
        return told
    return f"{told} ({sign}{words.per_cent(words.fixed(100 * judgement.margin_relative, 1))})"


def room(judgement: Judgement, amount: float) -> str:
    """Write a difference of figures: of shares in points, as per cent are of the limit; of temperatures in K."""
    limit = judgement.limit
    if limit.figure in SHARES:
        return _("{points} points", points=words.fixed(100 * amount, 1))
    return size(limit.figure, amount, "K" if limit.row.unit == "degC" else limit.row.unit)


def standing_since(limit: Limit) -> str:
    """Say what kind of rule a limit stands in, and from when it holds, as a date that no line breaks."""
    if not limit.since:
        return standing(limit)
    since = limit.since.replace("-", "\N{NON-BREAKING HYPHEN}")
    return _("{standing}, from {since}", standing=standing(limit), since=since) if limit.standing else since


def source(limit: Limit) -> str:
    """Return who says so, and how far that was checked."""
    cited = sources()[limit.row.source]
    return _(
        "{title} ({publisher}, {year}; {evidence})",
        title=cited.title,
        publisher=cited.publisher,
        year=cited.year,
        evidence=words.EVIDENCE[limit.row.evidence],
    )


def whose(here: RulesHere) -> str:
    """Say whose rules are judged by, and how that is known."""
    country = _(here.country.name) if here.country else ""
    if here.basis == "unknown":
        return _(
            "Nothing is judged, as the country of the site is not known: give its weather as a shipped place, its "
            "grid as a row of the table, or the rules themselves (compliance: [cn]). Known are {names}.",
            names=_(", ").join(RULE_SETS),
        )
    if not here.sets:
        return (
            _("Nothing is judged: no rules are shipped for the country, {country}.", country=country)
            if country
            else _nothing()
        )
    if here.basis == "profile":
        return _("Judged by the rules that the profile names.")
    if here.basis == "place":
        return _(
            "Judged by the rules of {country}, where {place} lies.",
            country=country,
            place=_(places.called(here.named)),
        )
    return _("Judged by the rules of {country}, whose grid {factor} is of.", country=country, factor=here.named)


def _nothing() -> str:
    return _("Nothing is judged: the profile names no rules.")


def best_grades(found: Compliance) -> tuple[Judgement, ...]:
    """Return of every graded figure the highest grade whose number it keeps, verified or not."""
    graded = [
        each
        for each in found.judgements
        if each.limit.grade and each.holds and each.verdict not in ("not determined", "not applicable")
    ]
    best: dict[tuple[str, str], Judgement] = {}
    for each in graded:
        key = each.rules, each.limit.figure
        if key not in best or (each.margin or 0.0) < (best[key].margin or 0.0):
            best[key] = each
    return tuple(best.values())
