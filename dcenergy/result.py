"""Result: one design's year, as a plain record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dcenergy.accounting.carbon import Carbon
from dcenergy.accounting.compliance.judgement import Compliance
from dcenergy.accounting.cooling import CoolingSummary
from dcenergy.accounting.cost import CostResult
from dcenergy.accounting.indicators import Indicators
from dcenergy.accounting.water import Water
from dcenergy.plant.electrical import Feed, Site
from dcenergy.plant.facility import Facility
from dcenergy.plant.receiving import Strain
from dcenergy.plant.servers import ItLoad
from dcenergy.plant.signals import Signals
from dcenergy.profile.schema import Profile
from dcenergy.supply.balance import Power
from dcenergy.weather.hourly import Floats, Weather


@dataclass(frozen=True, eq=False)
class Result:
    """Every stage of one design's year: hours first, then annual figures.

    `parts_kw` holds the facility's power part by part, arrays of shape (hours,); a part is
    None where the profile does not determine it.
    """

    profile: Profile
    weather: Weather
    signals: Signals
    load: ItLoad
    feed: Feed
    cooled: Facility
    site: Site
    power: Power
    parts_kw: Mapping[str, Floats | None]
    water: Water
    water_body: Strain | None
    cooling: CoolingSummary
    carbon: Carbon
    indicators: Indicators
    cost: CostResult
    compliance: Compliance
