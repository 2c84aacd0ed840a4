"""What the reader must know of sums of carbon and money, in words: what they hold, and what not."""

from __future__ import annotations

from dcenergy.language import Message
from dcenergy.profile.schema import Profile
from dcenergy.reference.price_ranges import price_range
from dcenergy.result import Result
from dcenergy.study import battery_notes, return_notes
from dcenergy.study.assess import Assessment
from dcenergy.study.left_out import COSTS, listed


def notes(assessment: Assessment, baseline: Profile | None = None) -> list[Message]:
    """Gather what is to be said of carbon and money, the most serious first.

    Parameters
    ----------
    baseline : the profile that the baseline's investment is from
    """
    design = assessment.design
    return [
        *_size(design),
        *_inventory(design),
        *_rate(design),
        *return_notes.notes(assessment, baseline),
        *battery_notes.notes(assessment),
        *_weekdays(design),
        *_bought(design),
        *_servers(design),
        *_cost(design),
    ]


def _size(design: Result) -> list[Message]:
    """Say where a year's cost or the investment is of a size that no site has."""
    own, it_kwh = design.cost, float(design.site.it_kw.sum())
    if own.currency is None:
        return []
    by_energy = own.total_per_year / it_kwh if own.total_per_year is not None and it_kwh else 0.0
    sizes = {
        Message("A year costs"): (by_energy, price_range("price-it-energy", own.currency)),
        Message("The investment is"): (own.capital_per_it_w or 0.0, price_range("price-it-power", own.currency)),
    }
    return [
        Message(
            "{subject} {amount} {unit} of IT, and {low} to {high} is plausible: check units and currency of all "
            "prices and amounts.",
            subject=subject,
            amount=f"{amount:.3g}",
            unit=known.unit,
            low=f"{known.low:.2g}",
            high=f"{known.high:.2g}",
        ).rated("stops")
        for subject, (amount, known) in sizes.items()
        if not known.holds(amount)
    ]


def _rate(design: Result) -> list[Message]:
    """Say where money of later years is worth more than that of today."""
    prices = design.profile.cost
    if prices is None or prices.inflation is None or prices.discount_rate >= prices.inflation:
        return []
    return [
        Message(
            "The nominal discount rate of {rate} is below the inflation of {inflation}: in real terms later payments "
            "weigh more than early ones.",
            rate=f"{prices.discount_rate:.1%}",
            inflation=f"{prices.inflation:.1%}",
        )
    ]


def _weekdays(design: Result) -> list[Message]:
    """Say where the week of the prices begins on another day than that of the servers' work."""
    prices = design.profile.cost
    if prices is None or all(period.days == "all" for period in prices.tariff.periods):
        return []
    first = prices.tariff.first_weekday
    weekly = [hall.it.pattern for hall in design.profile.halls if len(set(hall.it.pattern.weekly)) > 1]
    others = sorted({pattern.first_day for pattern in weekly} - {first})
    return [
        Message(
            "1 January is a {priced} in the tariff (first_weekday) and a {worked} in the servers' pattern "
            "(first_day): prices and work of a weekday fall on different days. Set both alike.",
            priced=first.capitalize(),
            worked=day.capitalize(),
        ).rated("moves")
        for day in others
    ]


def _bought(design: Result) -> list[Message]:
    """Name parts of the investment that buy nothing, as the site has none of what they are counted by."""
    prices, supply = design.profile.cost, design.profile.supply
    has = {
        "per_solar_kwp": bool(supply.solar),
        "per_wind_kw": bool(supply.wind),
        "per_hydro_kw": bool(supply.hydro),
        "per_battery_kwh": supply.battery is not None,
    }
    return [
        Message(
            "{part} costs nothing: it is told {key}, and the supply has none of that; mend it or remove it.",
            part=part.name,
            key=key,
        )
        for part in (prices.capital if prices else ())
        for key, is_there in has.items()
        if getattr(part, key) is not None and not is_there
    ]


def _servers(design: Result) -> list[Message]:
    """Say where servers last differently in carbon and in money, and what better ones do to the levelised cost."""
    prices, inventory = design.profile.cost, design.profile.carbon
    if prices is None or prices.server_refresh_years is None:
        return []
    words = []
    made = inventory.embodied if inventory else None
    if made is not None and made.server_life_years != prices.server_refresh_years:
        words.append(
            Message(
                "Servers last {life} years in embodied carbon (server_life_years) and {refresh} in energy and money "
                "(server_refresh_years): make them one.",
                life=f"{made.server_life_years:g}",
                refresh=f"{prices.server_refresh_years}",
            )
        )
    if prices.server_gain_per_year:
        words.append(
            Message(
                "Better servers lower the kWh of IT that the levelised cost is divided by: compare designs of "
                "different servers by levelised_per_work_kwh, which divides by what the first servers would have "
                "drawn for the same work."
            )
        )
    return words


def _cost(design: Result) -> list[Message]:
    """Say what no sum of money holds."""
    missing = design.cost.left_out
    if not missing:
        return []
    return [
        Message(
            "In the total cost, its present value and the levelised cost are not: {parts} (not determined, or "
            "without a price).",
            parts=listed([COSTS[part] for part in missing]),
        )
    ]


def _inventory(design: Result) -> list[Message]:
    """Say which parts of the inventory are missing, and that a total of several mixes gas bases."""
    own = design.carbon
    parts = {
        Message("scope 1"): own.scope_1,
        Message("upstream scope 3"): own.scope_3,
        Message("embodied carbon"): own.embodied_per_year,
    }
    if design.profile.supply.grid is None:
        return []
    missing = [name for name, kg in parts.items() if kg is None]
    row = design.profile.supply.grid.location
    words = [Message("Not determined of the site's carbon: {figures}.", figures=listed(missing))] if missing else []
    if own.total_per_year is not None and row is not None and "CO2 only" in row.method:
        words.append(
            Message("The total carbon adds electricity's CO2 to CO2 equivalent of refrigerants and materials.")
        )
    return words
