"""What the reader must know of a battery's money, in words: what it costs, and what is left of it."""

from __future__ import annotations

from dcenergy.accounting.cash_flow import residual
from dcenergy.language import Message
from dcenergy.study.assess import Assessment

MOVES = 0.01
"""Share of the running cost from which on a note says that a figure moves."""

ROUNDING = 1e-9
"""Share of a sum below which a difference is that of its rounding."""


def notes(assessment: Assessment) -> list[Message]:
    """Gather what is to be said of the battery's money."""
    return [*_faded(assessment), *_higher_bill(assessment)]


def _faded(assessment: Assessment) -> list[Message]:
    """Say where money counts on a battery that has faded: credited at the end, or never bought again."""
    own, prices = assessment.design.profile.supply.battery, assessment.design.profile.cost
    if own is None or prices is None or not prices.capital or not assessment.life:
        return []
    left = (assessment.life[-1].battery_kwh or 0.0) / own.capacity_kwh
    parts = [part for part in prices.capital if part.per_battery_kwh is not None]
    years = prices.lifetime_years
    credited = max((residual(1.0, part.life_years or years, years) for part in parts), default=0.0)
    if credited > left:
        return [
            Message(
                "The battery holds {left} of its capacity in the last year, and yet {credited} of its price is "
                "credited at the end: life_years of its part of the investment is too long for its fading.",
                left=f"{left:.0%}",
                credited=f"{credited:.0%}",
            )
        ]
    if left < 1 and not parts:
        return [
            Message(
                "The battery fades to {left} of its capacity in the last year and is not bought again: only a part "
                "of the investment told per_battery_kwh, with life_years, renews it.",
                left=f"{left:.0%}",
            )
        ]
    return []


def _higher_bill(assessment: Assessment) -> list[Message]:
    """Say where the battery costs more in a year than it saves, and by what."""
    own, other, battery = assessment.design.cost, assessment.without_battery, assessment.design.profile.supply.battery
    if battery is None or other is None or own.running_per_year is None or other.running_per_year is None:
        return []
    more = own.running_per_year - other.running_per_year
    if more <= abs(other.running_per_year) * ROUNDING:
        return []
    demand = (own.demand or 0.0) - (other.demand or 0.0)
    return [
        Message(
            "The battery raises the running cost by {more} {currency} per year against none: the demand charge by "
            "{demand}, all else by {rest}. `dispatch: {dispatch}` does not follow the whole bill. Compare other "
            "dispatches.",
            more=f"{more:,.0f}",
            demand=f"{demand:,.0f}",
            rest=f"{more - demand:,.0f}",
            currency=str(own.currency),
            dispatch=battery.dispatch,
        ).rated("moves" if more > MOVES * abs(other.running_per_year) else "informs")
    ]
