"""Claims of green power in words: which share of the electricity rests on which instrument."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.accounting.compliance.figures import Figures
from dcenergy.language import Message, _
from dcenergy.report import words

PROVEN: Mapping[str, Message] = {
    "renewable_on_site_kwh": Message("{share} own generation used on the site"),
    "renewable_contracts_kwh": Message("{share} contracts with certificates"),
    "renewable_certificates_kwh": Message("{share} certificates bought without the energy"),
}
"""What REF rests on, by the figure of each part."""


def rests_on(figures: Figures) -> str:
    """Say which share of the electricity REF rests on, and which is claimed without certificates."""
    whole_kwh = figures["facility_kwh"]
    if not whole_kwh:
        return ""
    shares = {name: (figures[name] or 0.0) / whole_kwh for name in (*PROVEN, "claimed_kwh")}
    parts = [_(text, share=words.share(shares[name])) for name, text in PROVEN.items() if shares[name]]
    proven = _("REF rests on {parts}.", parts=words.listing(parts)) if parts else ""
    claimed = (
        _(
            "{share} is claimed without certificates and does not count: have certificates retired for it.",
            share=words.share(shares["claimed_kwh"]),
        )
        if shares["claimed_kwh"]
        else ""
    )
    return words.sentences(proven, claimed)
