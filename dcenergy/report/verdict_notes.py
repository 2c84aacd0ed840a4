"""What a verdict rests on, and what would change it, in words."""

from __future__ import annotations

from dcenergy.accounting.compliance.judgement import CLIMATE, Compliance, Judgement, scopes
from dcenergy.accounting.compliance.reporting import reported
from dcenergy.language import Message, _
from dcenergy.reference.limits import Limit
from dcenergy.report import green_power, verdicts, words

MEASURED = {"pue", "pue_without_heat_pumps", "wue_l_per_kwh", "erf", "ref"}
"""Figures that rules ask a meter for."""


def note(judgement: Judgement, found: Compliance) -> str:
    """Say what a verdict rests on, and what would change it."""
    limit = judgement.limit
    said = (
        _why(judgement, found),
        _("It is a draft and no law.") if limit.standing == "draft" else "",
        _("The rule asks for a year's measurement, and this is a design's figure.")
        if limit.figure in MEASURED and judgement.verdict in ("met", "missed", "not verified")
        else "",
        green_power.rests_on(found.figures) if limit.figure == "ref" else "",
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
        case "average":
            said = _average(judgement)
        case "claim":
            said = _("REF is not determined: a typed share is a claim without certificates.")
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


def _average(judgement: Judgement) -> str:
    """Say that a limit is for the average of many sites, and how this one stands beside it."""
    beside = (
        Message("This site's figure would keep it.") if judgement.holds else Message("This site's would miss it.")
    )
    sites = _(judgement.limit.average_of)
    return words.sentences(_("The limit is for the average of {sites}, not for one site.", sites=sites), _(beside))


def _from_memory(judgement: Judgement) -> str:
    limit = judgement.limit
    if judgement.margin_low is None or judgement.margin_high is None:
        return ""
    return _(
        "The limit is known from memory alone, between {low} and {high}: the margin would be {at_low} or {at_high}. "
        "Read it in the source.",
        low=verdicts.size(limit.figure, limit.row.low, limit.row.unit),
        high=verdicts.size(limit.figure, limit.row.high, limit.row.unit),
        at_low=verdicts.room(judgement, judgement.margin_low),
        at_high=verdicts.room(judgement, judgement.margin_high),
    )


def _lacking(figure: str) -> str:
    """Say which key of the profile would determine a figure."""
    return {
        "ref": _("Set supply.contracts, supply.certificates or own generation."),
        "servers_in_place": _("Give it.active_share: how many of the servers stand."),
        "erf": _("Give a cooling system: a fixed PUE does not tell what heat is reused."),
        "wue_l_per_kwh": _("Give a cooling system: a fixed PUE does not tell the water."),
    }.get(figure, _("Give servers that draw power."))


def _too_small(limit: Limit, found: Compliance) -> str:
    bounds = (each for each, _kept in scopes(limit) if each.figure != CLIMATE)
    scope = next(bounds, limit)
    own = verdicts.size(scope.figure, found.figures[scope.figure], scope.row.unit)
    return _("It is for sites of {size}, and this one has {own}.", size=verdicts.relation(scope), own=own)


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
    room = verdicts.room(judgement, abs(judgement.margin or 0.0))
    if limit.relation in ("at most", "below"):
        return _("{figure} would have to fall by {room}.", figure=verdicts.figure_name(limit.figure), room=room)
    return _("{figure} would have to rise by {room}.", figure=verdicts.figure_name(limit.figure), room=room)
