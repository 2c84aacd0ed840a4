"""The page to read first: a design's year, stage by stage, in physical order."""

from __future__ import annotations

from dcenergy.accounting.carbon import carbon
from dcenergy.accounting.compliance.figures import figures
from dcenergy.accounting.compliance.judgement import compliance
from dcenergy.accounting.compliance.jurisdiction import rules_here
from dcenergy.accounting.cooling import cooling
from dcenergy.accounting.cost import cost
from dcenergy.accounting.energy import parts_kw
from dcenergy.accounting.indicators import indicators
from dcenergy.accounting.signals import signals
from dcenergy.accounting.water import water, water_body
from dcenergy.plant import electrical, facility, servers
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.supply import balance
from dcenergy.weather.hourly import Weather


def simulate(profile: Profile, weather: Weather) -> Result:
    """Run every hour of `weather` through the site that `profile` describes.

    Raises
    ------
    DesignError
        Where the plant cannot work: too small, too cold, or without the weather it needs.
    """
    known = signals(profile.cost, profile.supply, weather)
    load = servers.run(profile.halls, weather.calendar, known)
    feed = electrical.it_side(profile.electrical, load, facility.modelled(profile.halls))
    cooled = facility.cool(profile.halls, load, feed, weather)
    site = electrical.site_side(profile.electrical, load, feed, cooled.electric_kw, cooled.overhead_kw)
    power = balance.run(profile.supply, site.facility_kw, weather, known)

    used = water(cooled)
    emitted = carbon(profile.carbon, profile.supply, power, weather, profile.halls, load)
    rated = indicators(site, cooled, power, profile.supply, used, emitted)
    here = rules_here(profile.compliance, profile.site, profile.supply, weather)
    found = figures(profile.halls, load, cooled, site, profile.supply, power, used, rated, weather)
    return Result(
        profile=profile,
        weather=weather,
        signals=known,
        load=load,
        feed=feed,
        cooled=cooled,
        site=site,
        power=power,
        parts_kw=parts_kw(site, cooled),
        water=used,
        water_body=water_body(cooled),
        cooling=cooling(cooled, weather.calendar),
        carbon=emitted,
        indicators=rated,
        cost=cost(profile.cost, profile.supply, load, power, used, emitted, weather.calendar),
        compliance=compliance(here, found),
    )
