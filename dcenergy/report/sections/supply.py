"""Electricity supply: matched over the year, and hour by hour."""

from __future__ import annotations

import numpy as np

from dcenergy.accounting.energy import monthly_kwh
from dcenergy.report import words
from dcenergy.report.blocks import Block, Fact, Facts, Figure, Key, Section, Table
from dcenergy.report.charts.columns import Series, columns
from dcenergy.report.words import MONTH_NAMES, MONTHS
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.weather.hourly import Floats


def supply(assessment: Assessment) -> Section | None:
    """Return the section on supply; None where nothing is said of the electricity's origin."""
    design = assessment.design
    if not design.profile.supply.known:
        return None
    blocks: tuple[Block, ...] = (shares(design),)
    contracted = design.power.contracted_kw
    if contracted is not None and len(contracted):
        blocks = (monthly(design, contracted.sum(axis=0)), *blocks)
    return Section("supply", "Electricity supply", difference(design), blocks)


def difference(design: Result) -> str:
    """Say in one sentence how annual and hourly matching differ."""
    own = design.indicators
    annual, hourly = own.renewable_share_annual, own.cfe_hourly
    if annual is None:
        return ""
    if hourly is None:
        return (
            f"{words.share(annual)} is an annual claim as typed in: no contract's hours stand behind it, "
            "so matching hour by hour is not determined."
        )
    if annual == 0:
        return "No contract covers any of the electricity."
    if annual - hourly < 0.0005:
        return f"Contracts cover {words.share(annual)} of the year's electricity, and as much of it hour by hour."
    return (
        f"Over the year contracts cover {words.share(annual)} of the electricity, but only {words.share(hourly)} in "
        f"the hour of its use: {words.share(annual - hourly)} is covered by surplus of other hours."
    )


def shares(design: Result) -> Facts:
    """Set annual and hourly matching side by side."""
    own = design.indicators
    claimed = design.profile.supply.renewable_share is not None
    return Facts(
        "Renewable share",
        (
            Fact(
                "Annual",
                words.share(own.renewable_share_annual),
                "as typed in" if claimed else "contracted volume over the year's use",
            ),
            Fact("Hourly", words.share(own.cfe_hourly), "delivered in the hour of use"),
            Fact("Hourly, with the grid", words.share(own.cfe_hourly_with_grid), "and the grid's own clean share"),
            Fact("REF", words.share(own.ref), "with certificates retired, ISO/IEC 30134-3"),
        ),
    )


def monthly(design: Result, contracted_kw: Floats) -> Figure:
    """Stack what contracts meet hour by hour, and what they do not, by month."""
    calendar, load_kw = design.weather.calendar, design.power.load_kw
    met = monthly_kwh(np.minimum(load_kw, contracted_kw), calendar)
    open_kwh = monthly_kwh(load_kw, calendar) - met
    delivered = monthly_kwh(contracted_kw, calendar)
    step = words.ENERGY.step([float((met + open_kwh).max())])
    share = met / (met + open_kwh)
    best, worst = int(share.argmax()), int(share.argmin())
    title = (
        f"Contracts meet {words.whole_share(float(share[worst]))} of the use in every month"
        if share[best] - share[worst] < 0.01
        else f"Contracts meet {words.whole_share(float(share[best]))} of the use in {MONTH_NAMES[best]}, "
        f"{words.whole_share(float(share[worst]))} in {MONTH_NAMES[worst]}"
    )
    return Figure(
        id="matching",
        title=title,
        subtitle=f"Electricity by month, {step.unit}, matched hour by hour",
        description=f"{title}. Stacked columns: met by contracts in the same hour, and not met.",
        chart=columns(
            [
                Series("contract", (met / step.factor).tolist()),
                Series("grid-power", (np.maximum(open_kwh, 0.0) / step.factor).tolist()),
            ],
            MONTHS,
            height=210,
        ),
        table=Table(
            f"Electricity by month, {step.unit}",
            ("Month", "Used", "Delivered by contracts", "Met in the same hour"),
            tuple(
                (name, *(step.number(float(kwh[i])) for kwh in (met + open_kwh, delivered, met)))
                for i, name in enumerate(MONTH_NAMES)
            ),
        ),
        keys=(Key("contract", "Met by contracts in the same hour"), Key("grid-power", "Grid, no contract")),
    )
