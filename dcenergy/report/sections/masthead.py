"""The top of the report: what it is about, and what was found."""

from __future__ import annotations

from dcenergy.language import Message, _, counted, of_profile
from dcenergy.report import parts, words
from dcenergy.report.blocks import Fact, Masthead
from dcenergy.report.sections.headlines import headlines
from dcenergy.report.words import NBSP
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.weather.hourly import Place, Weather

WEATHER = {
    "file": Message("a weather file"),
    "normals": Message("monthly normals"),
    "online": Message("an online source"),
}
"""Where a year comes from."""

UNMET_TOLERANCE = 1e-9
"""Heat that rounding may leave, as a share of all heat."""


def masthead(assessment: Assessment) -> Masthead:
    """Gather the top of the report."""
    design = assessment.design
    return Masthead(
        name=of_profile(design.profile.name),
        description=of_profile(design.profile.description),
        finding=finding(assessment),
        facts=_facts(assessment),
        headlines=headlines(assessment),
    )


def finding(assessment: Assessment) -> str:
    """State in words what the year comes to."""
    design, baseline = assessment.design, assessment.baseline
    facility, it = parts.facility_kwh(design), parts.it_kwh(design)
    told = counted(servers(design), "{count} server", "{count} servers")
    if not it:
        return _("{servers} run at no power: nothing follows for PUE, and little for the rest.", servers=told)
    said = [
        _(
            "{servers} and their plant use {energy} a year; {share} of it reaches the servers.",
            servers=told,
            energy=words.ENERGY.text(facility),
            share=words.whole_share(it / facility),
        )
    ]
    if baseline is not None:
        saved = 1 - facility / parts.facility_kwh(baseline)
        less = Message("The design uses {share} less than its baseline, {baseline}.")
        more = Message("The design uses {share} more than its baseline, {baseline}.")
        share = words.whole_share(abs(saved))
        said.append(_(less if saved >= 0 else more, share=share, baseline=of_profile(baseline.profile.name)))
    unmet, heat = design.cooling.unmet_kwh, design.cooling.heat_kwh
    if unmet and heat and unmet > UNMET_TOLERANCE * heat:
        said.append(
            _(
                "But the plant is too small: {heat} of heat stay in the halls, so these figures flatter it.",
                heat=words.ENERGY.text(unmet),
            )
        )
    return words.sentences(*said)


def weather_words(weather: Weather) -> str:
    """Name the year and where it comes from."""
    if weather.kind == "none":
        return _("none: a fixed PUE needs none")
    return _("{name}, from {source}", name=weather.name, source=WEATHER[weather.kind])


def servers(design: Result) -> int:
    """Count the servers of all halls."""
    return sum(group.count for hall in design.profile.halls for group in hall.it.servers)


def _facts(assessment: Assessment) -> tuple[Fact, ...]:
    design, baseline = assessment.design, assessment.baseline
    halls = counted(len(design.profile.halls), "{count} hall", "{count} halls")
    power = words.POWER.text(float(design.site.it_kw.mean()))
    counts = _("{servers} in {halls}, {power} on average", servers=f"{servers(design):,}", halls=halls, power=power)
    facts = [Fact(_("Servers"), counts)]
    if design.weather.place is not None:
        facts.append(Fact(_("Place"), _place(design.weather.place)))
    facts.append(Fact(_("Weather"), weather_words(design.weather)))
    facts.append(Fact(_("Baseline"), of_profile(baseline.profile.name) if baseline else _("none")))
    return tuple(facts)


def _place(place: Place) -> str:
    north, east = f"{abs(place.latitude_deg):.2f}", f"{abs(place.longitude_deg):.2f}"
    return _(
        "{latitude}, {longitude}, {altitude} above the sea",
        latitude=_("{degrees}°\u00a0N", degrees=north)
        if place.latitude_deg >= 0
        else _("{degrees}°\u00a0S", degrees=north),
        longitude=_("{degrees}°\u00a0E", degrees=east)
        if place.longitude_deg >= 0
        else _("{degrees}°\u00a0W", degrees=east),
        altitude=f"{words.fixed(place.altitude_m, 0)}{NBSP}m",
    )
