"""A design, its baseline, and what it saves: arithmetic on two results."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dcenergy.accounting.carbon import Inventory
from dcenergy.accounting.cash_flow import Flows
from dcenergy.accounting.cost import CostResult
from dcenergy.accounting.prices import Capital, Cost
from dcenergy.accounting.rate_of_return import Reason
from dcenergy.errors import DesignError
from dcenergy.plant.cooling.fixed_pue import FixedPue
from dcenergy.plant.facility import Hall
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.simulate import simulate
from dcenergy.study.lifetime import Life, live, supplied
from dcenergy.study.returns import Sensitivity, returns
from dcenergy.weather.hourly import Weather

SERVERS = ("servers", "pattern", "active_share", "flexible", "fans")
"""What of a hall's IT is the servers' own, and moves with them; the rest is the air they are given."""

BASELINES = ("it.", "halls.", "cooling.", "liquid.", "electrical.", "cost.capital.", "carbon.refrigerants.")
"""Keys of a baseline's profile that its twin of the design keeps; all else is the design's."""


@dataclass(frozen=True)
class Savings:
    """The baseline's figure less the design's: above 0, the design is better.

    `cost_per_year` compares running costs (without maintenance where an investment is not
    known); `water_l` the water that is metered; `npv` the present values of all costs. `irr`
    and `payback_years` weigh the design's extra investment against its lower running costs, by
    `flows`: those of the baseline (`baseline_flows`) less the design's. Payback leaves out what is
    credited at the end. None where not determined; `irr` also where `irr_reason` says why: it is
    the one positive rate among `irr_all`. `sensitivity` is there where the extra investment is a
    small difference of two large ones.
    """

    baseline: str
    energy_kwh: float
    carbon_kg: float | None
    carbon_market_kg: float | None  # of proven claims alone
    carbon_market_if_certified_kg: float | None
    cost_per_year: float | None
    npv: float | None
    irr: float | None
    payback_years: float | None
    water_l: float | None
    flows: Flows = ()
    baseline_flows: Flows = ()
    irr_all: tuple[float, ...] = ()
    irr_reason: Reason | None = None
    sensitivity: Sensitivity | None = None


@dataclass(frozen=True)
class Waiting:
    """What waiting for better hours saved of the site's year, against the same year in which nothing waits.

    Above 0, waiting is better. Of the whole running cost, with demand charge, own generation,
    battery and cooling, and of all that the site emits in the year; None where not determined.
    """

    saved_bill: float | None
    saved_site_kg: float | None


@dataclass(frozen=True, eq=False)
class Assessment:
    """What `run` shows: the design, and the baseline where the profile names one."""

    design: Result
    baseline: Result | None
    savings: Savings | None
    life: Life = ()  # the design's, year by year, where prices are given
    baseline_life: Life = ()
    waiting: Waiting | None = None  # where some of the servers' work waits
    without_battery: CostResult | None = None  # of the same year, where there are prices and a battery


def assess(profile: Profile, weather: Weather, baseline: Profile | None) -> Assessment:
    """Simulate a design, and with it `baseline`, the profile that `profile.baseline` names.

    A baseline that is only a PUE needs no profile.

    Raises
    ------
    DesignError
        Where a plant cannot work, or the baseline's halls do not match.
    """
    design, life = live(simulate(profile, weather), weather)
    alone = Assessment(
        design, None, None, life, waiting=waiting(design, weather), without_battery=without_battery(design, weather)
    )
    if profile.baseline is None:
        return alone
    twin = pue_twin(profile, profile.baseline.pue) if profile.baseline.pue else design_twin(profile, baseline)
    if twin.needs_weather and weather.kind == "none":
        raise DesignError(
            "baseline.profile",
            f"{twin.name} needs a climate, which this design alone does not; add "
            "`site: {weather: {normals: PLACE}}`",
        )
    try:
        other, other_life = live(simulate(twin, weather), weather)
    except DesignError as fault:
        key = "baseline.pue" if profile.baseline.pue else "baseline.profile"
        raise DesignError(key, f"{twin.name}, with the servers of this profile, cannot work: {fault}") from fault
    return replace(alone, baseline=other, savings=savings(design, other), baseline_life=other_life)


def without_battery(design: Result, weather: Weather) -> CostResult | None:
    """Return the cost of the same year without the battery; None where there is none, or no price."""
    supply = design.profile.supply
    if supply.battery is None or design.profile.cost is None:
        return None
    return supplied(design, supply.model_copy(update={"battery": None}), weather).cost


def waiting(design: Result, weather: Weather) -> Waiting | None:
    """Simulate the year again with work done as it comes; None where none of it waits."""
    profile = design.profile
    if not any(hall.it.flexible for hall in profile.halls):
        return None
    halls = tuple(
        hall.model_copy(update={"it": hall.it.model_copy(update={"flexible": None})}) for hall in profile.halls
    )
    unmoved = simulate(profile.model_copy(update={"halls": halls}), weather)
    return Waiting(
        saved_bill=less(unmoved.cost.running_per_year, design.cost.running_per_year),
        saved_site_kg=less(_emitted(unmoved), _emitted(design)),
    )


def _emitted(result: Result) -> float | None:
    """Scope 1, as far as it is known, and location-based scope 2. [kg]"""
    own = result.carbon
    return None if own.location_based is None else own.location_based + (own.scope_1_fuel or 0.0)


def pue_twin(profile: Profile, pue: float) -> Profile:
    """Return the same servers, supply and prices at a given PUE, of unknown investment."""
    cooling = FixedPue(system="fixed_pue", pue=pue)
    halls = tuple(hall.model_copy(update={"cooling": cooling}) for hall in profile.halls)
    cost = profile.cost.model_copy(update={"capital": ()}) if profile.cost else None
    carbon = _inventory(profile.carbon, None)
    return profile.model_copy(update={"name": f"PUE {pue:g}", "halls": halls, "cost": cost, "carbon": carbon})


def design_twin(profile: Profile, baseline: Profile | None) -> Profile:
    """Return the same servers, supply and prices in the halls and plant of `baseline`.

    Servers stay, with their work: how many are in place, how it moves over the day, how their
    fans answer to warm air. The air they are given, what cools them, the electrical chain and
    the investment are the baseline's. One baseline hall serves every hall of the design.
    """
    if baseline is None:
        raise DesignError("baseline.profile", "is named but was not loaded")
    patterns = baseline.halls * len(profile.halls) if len(baseline.halls) == 1 else baseline.halls
    if len(patterns) != len(profile.halls):
        raise DesignError(
            "baseline.profile",
            f"has {len(patterns)} halls for the design's {len(profile.halls)}; give it one, or as many",
        )
    halls = tuple(_rehoused(hall, pattern) for hall, pattern in zip(profile.halls, patterns, strict=True))
    cost = (
        profile.cost.model_copy(update={"capital": _capital(profile.cost, baseline.cost)}) if profile.cost else None
    )
    return profile.model_copy(
        update={
            "name": baseline.name,
            "halls": halls,
            "electrical": baseline.electrical,
            "cost": cost,
            "carbon": _inventory(profile.carbon, baseline.carbon),
        }
    )


def _capital(own: Cost, baseline: Cost | None) -> tuple[Capital, ...]:
    """The baseline's plant, with the design's arrays, turbines and batteries: the supply is the same.

    Of a baseline that counts in another currency it is not known.
    """
    plant = baseline.capital if baseline and baseline.currency == own.currency else ()
    shared = tuple(part for part in own.capital if part.is_supply)
    return (*(part for part in plant if not part.is_supply), *shared) if plant else ()


def _inventory(own: Inventory | None, baseline: Inventory | None) -> Inventory | None:
    """The design's materials with the refrigerants of the baseline's plant; unknown where it names none."""
    refrigerants = baseline.refrigerants if baseline else None
    return own.model_copy(update={"refrigerants": refrigerants}) if own else None


def _rehoused(hall: Hall, pattern: Hall) -> Hall:
    """Return a hall's servers in the hall of another design."""
    it = pattern.it.model_copy(update={name: getattr(hall.it, name) for name in SERVERS})
    return pattern.model_copy(update={"name": hall.name, "it": it})


def of_baseline(path: str) -> bool:
    """Say whether a baseline has a value from its own profile: all of its plant, and nothing of its servers.

    >>> of_baseline("cooling.loop.delta_t_k"), of_baseline("it.servers.0.count"), of_baseline("site.altitude_m")
    (True, False, False)
    """
    return path.startswith(BASELINES) and not {*SERVERS, "name"} & set(path.split(".")[:4])


def savings(design: Result, baseline: Result) -> Savings:
    """Subtract a design's annual figures from its baseline's."""
    extra = less(design.cost.capital, baseline.cost.capital)
    yearly = less(_bills(baseline.cost, extra), _bills(design.cost, extra))
    earned = returns(design.cost, baseline.cost)
    return Savings(
        baseline=baseline.profile.name,
        energy_kwh=float(baseline.site.facility_kw.sum() - design.site.facility_kw.sum()),
        carbon_kg=less(baseline.carbon.location_based, design.carbon.location_based),
        carbon_market_kg=less(baseline.carbon.market_based, design.carbon.market_based),
        carbon_market_if_certified_kg=less(
            baseline.carbon.market_based_if_certified, design.carbon.market_based_if_certified
        ),
        cost_per_year=yearly,
        npv=None if extra is None else less(baseline.cost.npv, design.cost.npv),
        irr=earned.irr,
        payback_years=earned.payback_years,
        water_l=less(baseline.water.metered, design.water.metered),
        flows=earned.flows,
        baseline_flows=baseline.cost.flows or (),
        irr_all=earned.irr_all,
        irr_reason=earned.irr_reason,
        sensitivity=earned.sensitivity,
    )


def less(a: float | None, b: float | None) -> float | None:
    """Return `a` less `b`, None where either is unknown."""
    return None if a is None or b is None else a - b


def _bills(cost: CostResult, extra: float | None) -> float | None:
    """Yearly bills; with maintenance only where both investments, and so both its parts, are known."""
    return cost.running_per_year if extra is not None else less(cost.running_per_year, cost.maintenance or 0.0)
