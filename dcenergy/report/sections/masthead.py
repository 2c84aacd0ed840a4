"""The top of the report: what it is about, and what was found."""

from __future__ import annotations

from dcenergy.report import parts, words
from dcenergy.report.blocks import Fact, Masthead
from dcenergy.report.sections.headlines import headlines
from dcenergy.report.words import NBSP
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.weather.hourly import Place, Weather

WEATHER = {"file": "a weather file", "normals": "monthly normals", "online": "an online source"}
"""Where a year comes from."""

UNMET_TOLERANCE = 1e-9
"""Heat that rounding may leave, as a share of all heat."""


def masthead(assessment: Assessment) -> Masthead:
    """Gather the top of the report."""
    design = assessment.design
    return Masthead(
        name=design.profile.name,
        description=design.profile.description,
        finding=finding(assessment),
        facts=_facts(assessment),
        headlines=headlines(assessment),
    )


def finding(assessment: Assessment) -> str:
    """State in words what the year comes to."""
    design, baseline = assessment.design, assessment.baseline
    facility, it = parts.facility_kwh(design), parts.it_kwh(design)
    servers = words.counted(_servers(design), "server", "servers")
    if not it:
        return f"{servers} run at no power: nothing follows for PUE, and little for the rest."
    sentence = (
        f"{servers} and their plant use {words.ENERGY.text(facility)} a year; "
        f"{words.whole_share(it / facility)} of it reaches the servers."
    )
    if baseline is not None:
        saved = 1 - facility / parts.facility_kwh(baseline)
        sentence += (
            f" The design uses {words.whole_share(abs(saved))} {'less' if saved >= 0 else 'more'} "
            f"than its baseline, {baseline.profile.name}."
        )
    unmet, heat = design.cooling.unmet_kwh, design.cooling.heat_kwh
    if unmet and heat and unmet > UNMET_TOLERANCE * heat:
        sentence += (
            f" But the plant is too small: {words.ENERGY.text(unmet)} of heat stay in the halls, "
            "so these figures flatter it."
        )
    return sentence


def weather_words(weather: Weather) -> str:
    """Name the year and where it comes from."""
    if weather.kind == "none":
        return "none: a fixed PUE needs none"
    return f"{weather.name}, from {WEATHER[weather.kind]}"


def _servers(design: Result) -> int:
    return sum(group.count for hall in design.profile.halls for group in hall.it.servers)


def _facts(assessment: Assessment) -> tuple[Fact, ...]:
    design, baseline = assessment.design, assessment.baseline
    halls = words.counted(len(design.profile.halls), "hall", "halls")
    power = words.POWER.text(float(design.site.it_kw.mean()))
    facts = [Fact("Servers", f"{_servers(design):,} in {halls}, {power} on average")]
    if design.weather.place is not None:
        facts.append(Fact("Place", _place(design.weather.place)))
    facts.append(Fact("Weather", weather_words(design.weather)))
    facts.append(Fact("Baseline", baseline.profile.name if baseline else "none"))
    return tuple(facts)


def _place(place: Place) -> str:
    north = f"{abs(place.latitude_deg):.2f}°{NBSP}{'N' if place.latitude_deg >= 0 else 'S'}"
    east = f"{abs(place.longitude_deg):.2f}°{NBSP}{'E' if place.longitude_deg >= 0 else 'W'}"
    return f"{north}, {east}, {words.fixed(place.altitude_m, 0)}{NBSP}m above the sea"
