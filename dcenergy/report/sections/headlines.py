"""The headline figures, each with the baseline's."""

from __future__ import annotations

from collections.abc import Callable

from dcenergy.language import _
from dcenergy.report import parts, words
from dcenergy.report.blocks import Headline, Verdict
from dcenergy.report.compared import Both, both
from dcenergy.report.words import NBSP
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.study.left_out import caption, joined

Written = tuple[str, str]
"""A number and its unit."""


def headlines(assessment: Assessment) -> tuple[Headline, ...]:
    """Return the large figures; what is not determined says so."""
    design = assessment.design

    def figure(read: Callable[[Result], float | None]) -> Both:
        return both(assessment, read)

    return (
        headline("PUE", figure(lambda r: r.indicators.pue), _decimals, _("category 3 (PUE3), as designed")),
        headline(_("Facility energy"), figure(parts.facility_kwh), _energy(design), _power(design)),
        headline("WUE", figure(lambda r: r.indicators.wue_l_per_kwh), _per_kwh("L"), _metered(design)),
        headline(
            _("CUE, location-based"),
            figure(lambda r: r.indicators.cue_kg_per_kwh),
            _per_kwh("kg"),
            _("at the grid's average"),
        ),
        headline(
            _("CUE, market-based"),
            figure(lambda r: r.indicators.cue_market_kg_per_kwh),
            _per_kwh("kg"),
            _("certified claims alone"),
        ),
        headline(
            _("Renewable, annual"),
            figure(lambda r: r.indicators.renewable_share_annual),
            _share,
            _volumes(design),
            more_is_better=True,
        ),
        headline(
            _("Carbon-free, hourly"),
            figure(lambda r: r.indicators.cfe_hourly),
            _share,
            _("met in the hour of use"),
            more_is_better=True,
        ),
        headline(_("Cost a year"), _cost(assessment), _money(design), _levelised(design)),
    )


def _cost(assessment: Assessment) -> Both:
    """The whole cost; beside it the baseline's only where the investment is known of both or of neither."""
    whole = both(assessment, lambda result: result.cost.total_per_year)
    capital = both(assessment, lambda result: result.cost.capital)
    return whole if (capital.design is None) == (capital.baseline is None) else Both(whole.design, None)


def headline(
    name: str, figures: Both, write: Callable[[float], Written], note: str, more_is_better: bool = False
) -> Headline:
    """Write one figure, and how far it is from the baseline's."""
    own, other = figures.design, figures.baseline
    if own is None:
        return Headline(name, words.UNKNOWN, "", "", "", "same")
    value, unit = write(own)
    if other is None:
        return Headline(name, value, unit, note, "", "same")
    delta = words.against(own, other, words.sized(*write(other)))
    return Headline(name, value, unit, note, delta, _verdict(own, other, more_is_better))


def _verdict(own: float, other: float, more_is_better: bool) -> Verdict:
    if words.alike(own, other):
        return "same"
    return "better" if (own > other) == more_is_better else "worse"


def _decimals(value: float) -> Written:
    return words.fixed(value, 3), ""


def _share(value: float) -> Written:
    return words.share(value), ""


def _per_kwh(unit: str) -> Callable[[float], Written]:
    return lambda value: (words.number(value), f"{unit}/kWh")


def _energy(design: Result) -> Callable[[float], Written]:
    step = words.ENERGY.step([parts.facility_kwh(design)])
    return lambda value: (step.number(value), step.unit)


def _money(design: Result) -> Callable[[float], Written]:
    step = words.MONEY.step([design.cost.total_per_year])
    return lambda value: (step.number(value), words.amount_of(step, design.cost.currency))


def _power(design: Result) -> str:
    power_kw = design.site.facility_kw
    mean, peak = (words.POWER.text(float(kw)) for kw in (power_kw.mean(), power_kw.max()))
    return _("{mean} on average, {peak} at most", mean=mean, peak=peak)


def _metered(design: Result) -> str:
    """Say what passes through where WUE itself leaves it out."""
    through = design.indicators.wue_input_eu_l_per_kwh
    if design.water.withdrawn and through:
        return _("metered; {amount} pass through", amount=f"{words.number(through)}{NBSP}L/kWh")
    return _("metered: make-up and humidification")


def _volumes(design: Result) -> str:
    """Say what the annual share counts, and REF where less of it is proven."""
    own = design.indicators
    if own.ref is None:
        return _("as typed in, not certified")
    if own.renewable_share_annual is None or words.alike(own.ref, own.renewable_share_annual):
        return _("by the year's volumes")
    return _("by the year's volumes; REF {ref}", ref=words.share(own.ref))


def _levelised(design: Result) -> str:
    levelised, currency = design.cost.levelised_per_it_kwh, words.currency_name(design.cost.currency)
    amount = words.sized(words.number(levelised), currency)
    basis = _("{amount} per kWh of IT; money of {year}", amount=amount, year=design.cost.price_year)
    return joined(basis, caption(design.cost, most=2)).text()
