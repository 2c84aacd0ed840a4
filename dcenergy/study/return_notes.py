"""What the reader must know of the return on an extra investment, in words."""

from __future__ import annotations

from collections.abc import Callable

from dcenergy.language import Message
from dcenergy.profile.schema import Profile
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.study.returns import Sensitivity

NONE = Message("none")
NEVER = Message("never")
NOTHING_EXTRA = Message("no extra investment")


def notes(assessment: Assessment, baseline: Profile | None) -> list[Message]:
    """Gather what is to be said of the savings' return; `baseline` is the profile that its investment is from."""
    return [*_other_money(assessment.design, baseline), *_returns(assessment)]


def _other_money(design: Result, baseline: Profile | None) -> list[Message]:
    """Say where the baseline's investment is in the money of another currency or year."""
    own, other = design.profile.cost, baseline.cost if baseline else None
    if own is None or other is None or all(part.is_supply for part in other.capital):
        return []
    if other.currency != own.currency:
        return [
            Message(
                "The baseline's investment is in {other}, and the design's prices are in {own}: the savings leave "
                "both investments out. State the baseline's in {own}.",
                other=other.currency,
                own=own.currency,
            ).rated("moves")
        ]
    if other.price_year != own.price_year:
        return [
            Message(
                "The baseline's investment is in money of {other}, and is compared with the design's of {own} as it "
                "is. State both in money of one year.",
                other=str(other.price_year),
                own=str(own.price_year),
            ).rated("moves")
        ]
    return []


def _returns(assessment: Assessment) -> list[Message]:
    """Name rates of return beside the one that is stated, and say where it rests on a small difference."""
    saved = assessment.savings
    if saved is None:
        return []
    others = [rate for rate in saved.irr_all if rate != saved.irr]
    rates = ", ".join(f"{rate:.1%}" for rate in others)
    words = []
    if saved.irr_reason == "several_rates":
        words.append(
            Message(
                "No internal rate of return is stated: at {rates} the present value of the savings is 0, as parts "
                "are bought again. Compare the present values.",
                rates=rates,
            ).rated("moves")
        )
    if saved.irr is not None and others:
        words.append(
            Message(
                "The internal rate of return is {rate}. The present value of the savings is 0 at {rates} too, which "
                "is below 0 and no return.",
                rate=f"{saved.irr:.1%}",
                rates=rates,
            )
        )
    if saved.sensitivity is not None:
        words.append(
            Message(
                "The extra investment is a small difference of two large ones. With either {change} higher or lower, "
                "the internal rate of return goes from {worst} to {best}, the payback from {longest} to {shortest}.",
                change=f"{saved.sensitivity.capital_change:.0%}",
                **ends(saved.sensitivity),
            ).rated("moves")
        )
    return words


def ends(known: Sensitivity, per_cent: Callable[[float], str] = "{:.1%}".format) -> dict[str, str]:
    """Return the ends of rate and payback in words, fractions as `per_cent` writes them."""

    def rate(value: float | None, otherwise: Message) -> str:
        return otherwise if value is None else per_cent(value)

    def span(value: float | None, otherwise: Message) -> str:
        return otherwise if value is None else Message("{years} years", years=f"{value:.1f}")

    return {
        "worst": rate(known.irr_worst, NONE),
        "best": rate(known.irr_best, NOTHING_EXTRA),
        "longest": span(known.payback_years_worst, NEVER),
        "shortest": span(known.payback_years_best, NOTHING_EXTRA),
    }
