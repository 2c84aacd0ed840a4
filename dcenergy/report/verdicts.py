"""Verdicts of rules in words: what was found, what is allowed, how far apart, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.accounting.compliance.judgement import CLIMATE, Compliance, Judgement, Verdict, scopes
from dcenergy.accounting.compliance.jurisdiction import RULE_SETS, RulesHere
from dcenergy.accounting.compliance.reporting import reported
from dcenergy.language import Message, _
from dcenergy.reference.limits import Limit
from dcenergy.reference.table import sources
from dcenergy.report import words
from dcenergy.report.blocks import Mark
from dcenergy.report.words import NBSP
from dcenergy.weather import places

MEASURED = {"pue", "pue_without_heat_pumps", "wue_l_per_kwh", "erf", "renewable_share_annual"}
"""Figures that rules ask a meter for."""

MARKS: Mapping[Verdict, Mark] = {
    "missed": "missed",
    "met": "met",
    "not verified": "open",
    "not determined": "none",
    "not applicable": "none",
}
"""What stands before each verdict; the gravest first."""

SHARES = {"erf", "renewable_share_annual", "servers_in_place"}


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
        "renewable_share_annual": _("The renewable share"),
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
    room = f"{sign}{_room(judgement, judgement.margin)}"
    if judgement.margin_relative is None:
        return room
    return f"{room} ({sign}{words.per_cent(words.fixed(100 * judgement.margin_relative, 1))})"


def _room(judgement: Judgement, room: float) -> str:
    """Write a difference of figures: of shares in points, as per cent are of the limit; of temperatures in K."""
    limit = judgement.limit
    if limit.figure in SHARES:
        return _("{points} points", points=words.fixed(100 * room, 1))
    return size(limit.figure, room, "K" if limit.row.unit == "degC" else limit.row.unit)


def standing_since(limit: Limit) -> str:
    """Say what kind of rule a limit stands in, and from when it holds, as a date that no line breaks."""
    if not limit.since:
        return standing(limit)
    since = limit.since.replace("-", "\N{NON-BREAKING HYPHEN}")
    return _("{standing}, from {since}", standing=standing(limit), since=since) if limit.standing else since


def note(judgement: Judgement, found: Compliance) -> str:
    """Say what a verdict rests on, and what would change it."""
    limit = judgement.limit
    said = (
        _why(judgement, found),
        _("It is a draft and no law.") if limit.standing == "draft" else "",
        _("The rule asks for a year's measurement, and this is a design's figure.")
        if limit.figure in MEASURED and judgement.verdict in ("met", "missed", "not verified")
        else "",
        _("The renewable share is a claim as typed in; no contract stands behind it.")
        if limit.figure == "renewable_share_annual" and judgement.value is not None and found.figures["ref"] is None
        else "",
        _("It counts where {area}.", area=_(found.here.areas[judgement.rules]))
        if judgement.rules in found.here.areas
        else "",
        _("{sentence}.", sentence=words.capital(_(limit.row.note)))
        if limit.row.note and limit.standing != "draft"
        else "",
    )
    return words.sentences(*said)


def _why(judgement: Judgement, found: Compliance) -> str:
    """Say what stands between a figure and its limit, or between the limit and a verdict."""
    match judgement.reason:
        case "from memory":
            said = _from_memory(judgement)
        case "place":
            said = _("Not certain: {doubt}.", doubt=_(found.here.doubts[judgement.rules]))
        case "figure":
            said = _lacking(judgement.limit.figure)
        case "load":
            said = _other_load(judgement.limit, found)
        case "size":
            said = _too_small(judgement.limit, found)
        case "climate":
            said = _climate(judgement, found)
        case "opening":
            said = _opening(judgement, found)
        case "a duty to report":
            said = _duty(found)
        case "":
            said = _missed(judgement) if judgement.verdict == "missed" else ""
    return said


def _other_load(limit: Limit, found: Compliance) -> str:
    return _(
        "It asks for the figure at {asked} of the IT power installed, and this year ran at {own}: "
        "set utilisation and active_share to that load.",
        asked=words.share(limit.load),
        own=words.share(found.figures["it_load_share"]),
    )


def _duty(found: Compliance) -> str:
    items = reported(found.figures)
    return _(
        "A duty to report and no limit: {known} of {all} figures follow from the design.",
        known=sum(item.value is not None for item in items),
        all=len(items),
    )


def _from_memory(judgement: Judgement) -> str:
    limit = judgement.limit
    if judgement.margin_low is None or judgement.margin_high is None:
        return ""
    return _(
        "The limit is known from memory alone, between {low} and {high}: the margin would be {at_low} or {at_high}. "
        "Read it in the source.",
        low=size(limit.figure, limit.row.low, limit.row.unit),
        high=size(limit.figure, limit.row.high, limit.row.unit),
        at_low=_room(judgement, judgement.margin_low),
        at_high=_room(judgement, judgement.margin_high),
    )


def _lacking(figure: str) -> str:
    """Say which key of the profile would determine a figure."""
    return {
        "renewable_share_annual": _("Give supply.contracts, or supply.renewable_share."),
        "servers_in_place": _("Give it.active_share: how many of the servers stand."),
        "erf": _("Give a cooling system: a fixed PUE does not tell what heat is reused."),
        "wue_l_per_kwh": _("Give a cooling system: a fixed PUE does not tell the water."),
    }.get(figure, _("Give servers that draw power."))


def _too_small(limit: Limit, found: Compliance) -> str:
    bounds = (each for each, _kept in scopes(limit) if each.figure != CLIMATE)
    scope = next(bounds, limit)
    own = size(scope.figure, found.figures[scope.figure], scope.row.unit)
    return _("It is for sites of {size}, and this one has {own}.", size=relation(scope), own=own)


def _climate(judgement: Judgement, found: Compliance) -> str:
    """Say which climate the limit is for, which the site has, and how far that is known."""
    own = found.figures[CLIMATE]
    if own is None:
        return _("Whether it holds hangs on the climate: give the site's weather.")
    scope, cool = next((each, kept) for each, kept in scopes(judgement.limit) if each.figure == CLIMATE)
    told = {"own": words.number(own), "bound": words.plain(scope.row.value)}
    known = _from_memory_between(scope)
    if judgement.verdict != "not applicable":
        here = Message("The climate is taken as cool: {own} cooling degree days, below {bound}.")
        there = Message("The climate is taken as warm: {own} cooling degree days, {bound} or more.")
        return words.sentences(_(here if cool else there, **told), known)
    here = Message(
        "It is for cool climates, and this one is taken as warm: {own} cooling degree days, not below {bound}."
    )
    there = Message(
        "It is for warm climates, and this one is taken as cool: {own} cooling degree days, below {bound}."
    )
    return words.sentences(_(here if cool else there, **told), known)


def _from_memory_between(scope: Limit) -> str:
    return _(
        "Where cool ends is known from memory alone, between {low} and {high}: read it with the pact.",
        low=words.plain(scope.row.low or 0.0),
        high=words.plain(scope.row.high or 0.0),
    )


def _opening(judgement: Judgement, found: Compliance) -> str:
    if judgement.verdict == "not applicable":
        return _("It is for sites that open at another time than this one ({opens}).", opens=str(found.here.opens))
    return _("Whether it holds hangs on when the site opens: give site.opens, as a year and month (2026-07).")


def _missed(judgement: Judgement) -> str:
    limit = judgement.limit
    room = _room(judgement, abs(judgement.margin or 0.0))
    if limit.relation in ("at most", "below"):
        return _("{figure} would have to fall by {room}.", figure=figure_name(limit.figure), room=room)
    return _("{figure} would have to rise by {room}.", figure=figure_name(limit.figure), room=room)


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
