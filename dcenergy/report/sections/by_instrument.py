"""The year's electricity by instrument: by what right each kWh is claimed, and where it counts."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.accounting.market_based import FactorBasis, factor_basis, factor_kg_per_kwh
from dcenergy.language import Message, _
from dcenergy.report import instruments_document, words
from dcenergy.report.blocks import Entry, Table
from dcenergy.result import Result
from dcenergy.supply.instruments import Instrument, Name, instruments
from dcenergy.supply.null_power import NullPower

NAMES: Mapping[Name, Message] = {
    "own_generation": Message("Own generation used on the site"),
    "contract_with_certificates": Message("Contract with certificates"),
    "contract_as_claim": Message("Contract, where no certificates exist"),
    "certificates_bought": Message("Certificates bought without the energy"),
    "contract_without_certificates": Message("Contract without certificates"),
    "typed_claim": Message("Claim as typed in"),
    "own_generation_certificates_sold": Message("Own generation, certificates sold"),
    "grid": Message("Grid, no claim"),
    "generators": Message("Generators"),
    "unserved": Message("Not served"),
}
KINDS: Mapping[str, Message] = {
    "solar": Message("solar"),
    "wind": Message("wind"),
    "hydro": Message("hydropower"),
    "geothermal": Message("geothermal"),
    "biomass": Message("biomass"),
    "nuclear": Message("nuclear, not renewable"),
    "diesel": Message("scope 1"),
}
BASES: Mapping[FactorBasis, Message] = {
    "own": Message("own plant"),
    "certificate": Message("certificate"),
    "contract": Message("contract"),
    "supplier": Message("supplier's mix"),
    "residual": Message("residual mix"),
    "location": Message("location-based, no residual mix known"),
}
COUNTED: Mapping[str, Message] = {
    "ref": Message("REF"),
    "market_based": Message("market-based"),
    "market_based_hourly": Message("by the hour"),
}
"""The figures of proof; an instrument that counts in none of them is a claim alone, or no claim."""


def by_instrument(design: Result) -> Table:
    """Return the table of instruments; its energies add up to the facility's electricity."""
    held, null = instruments(design.profile.supply, design.power), instruments_document.null_power(design)
    whole_kwh = sum(each.energy_kwh for each in held)
    step = words.ENERGY.step([whole_kwh])
    parts = [
        (
            Entry(_(NAMES[each.instrument]), under=_source(each)),
            Entry(step.number(each.energy_kwh), under=words.share(each.energy_kwh / whole_kwh) if whole_kwh else ""),
            _factor(each, null),
            _counted(each),
        )
        for each in held
    ]
    return Table(
        caption=_("Electricity by instrument, {unit}", unit=step.unit),
        head=(_("Instrument"), step.unit, _("Factor, kg/kWh"), _("Proves")),
        rows=(*parts, (_("Facility"), step.number(whole_kwh), "", "")),
        note=_(
            "Each kWh counts once: own generation first, then certified contracts, certificates, other claims. "
            "Factors are those of market-based carbon."
        ),
        total=True,
        words=(3,),
    )


def _source(each: Instrument) -> str:
    """Say what an instrument's power comes from, and where its plant stands if that is elsewhere."""
    kind = [_(KINDS[each.kind])] if each.kind else []
    return _(", ").join(kind if each.is_deliverable else [*kind, _("from another grid")])


def _factor(each: Instrument, null: NullPower | None) -> Entry | str:
    basis = factor_basis(each, null) if null else None
    if null is None or basis is None:
        return words.NOTHING
    return Entry(words.number(factor_kg_per_kwh(each, null.kg_per_kwh)), under=_(BASES[basis]))


def _counted(each: Instrument) -> str:
    """List the figures that an instrument proves its claim in; a claim that proves none says so."""
    proven = [_(name) for figure, name in COUNTED.items() if figure in each.counts_in]
    if proven:
        return _(", ").join(proven)
    return _("nothing: a claim alone") if each.counts_in else words.NOTHING
