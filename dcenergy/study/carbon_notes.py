"""What the reader must know of the claims behind the electricity, and of what is counted as embodied, in words."""

from __future__ import annotations

from dcenergy.accounting.embodied import gpu_servers
from dcenergy.language import Message
from dcenergy.result import Result
from dcenergy.supply.instruments import instruments
from dcenergy.supply.null_power import null_power

ROUNDING = 1e-9


def notes(design: Result) -> list[Message]:
    """Gather what is to be said of claims and of embodied carbon, the most serious first."""
    return [*_claims(design), *_null_power(design), *_accelerators(design)]


def _claims(design: Result) -> list[Message]:
    """Say which claims nothing proves, and what they would move."""
    supply, own = design.profile.supply, design.carbon
    words = []
    if supply.renewable_share:
        words.append(
            Message(
                "The renewable share of {share} is a claim as typed in, without a contract or certificates. "
                "REF and hourly matching are not determined, and the market-based carbon does not count it.",
                share=f"{supply.renewable_share:.0%}",
            ).rated("moves")
        )
    held = [each for each in instruments(supply, design.power) if each.instrument == "contract_without_certificates"]
    if any(each.energy_kwh for each in held):
        words.append(
            Message(
                "{energy} kWh are contracted without certificates. They count neither in REF nor in market-based "
                "carbon: set `certificates: true` where certificates are retired for them.",
                energy=f"{sum(each.energy_kwh for each in held):,.0f}",
            ).rated("moves")
        )
    if words and own.market_based is not None and own.market_based_if_certified is not None:
        words.append(
            Message(
                "The market-based carbon is {proven} kg, and would be {claimed} kg if every claim were certified.",
                claimed=f"{own.market_based_if_certified:,.0f}",
                proven=f"{own.market_based:,.0f}",
            )
        )
    if supply.certificates_sold:
        words.append(
            Message(
                "Certificates of {share} of the own generation used on the site are sold: it earns no claim, and "
                "counts by market as power without certificates. The cost does not count what they bring.",
                share=f"{supply.certificates_sold:.0%}",
            ).rated("moves")
        )
    return [*words, *_surplus_certificates(design), *_assumed_deliverable(design)]


def _surplus_certificates(design: Result) -> list[Message]:
    """Say how many certificates cover nothing, as own generation and contracts leave no import for them."""
    supply, used_kwh = design.profile.supply, float(design.power.load_kw.sum())
    if supply.certificates is None:
        return []
    held = instruments(supply, design.power)
    covered_kwh = sum(each.consumed_kwh for each in held if each.instrument == "certificates_bought")
    idle_kwh = supply.certificates.share * used_kwh - covered_kwh
    if idle_kwh <= ROUNDING * used_kwh:
        return []
    return [
        Message(
            "Certificates for {energy} kWh cover nothing: own generation and contracts leave no import for them. "
            "Lower supply.certificates.share.",
            energy=f"{idle_kwh:,.0f}",
        )
    ]


def _assumed_deliverable(design: Result) -> list[Message]:
    """Say that contracts are taken to be of the site's own grid where the profile does not say so."""
    unsaid = [each for each in design.profile.supply.contracts if "deliverable" not in each.model_fields_set]
    if not unsaid:
        return []
    return [
        Message.counted(
            len(unsaid),
            "{count} contract is assumed to be delivered in the site's own grid, as hourly figures require. Set "
            "`deliverable` in supply.contracts.",
            "{count} contracts are assumed to be delivered in the site's own grid, as hourly figures require. Set "
            "`deliverable` in supply.contracts.",
        )
    ]


def _null_power(design: Result) -> list[Message]:
    """Say that no residual mix is known, where power without a claim has the location-based factor for it."""
    stated = design.profile.supply
    grid = stated.grid
    claimed = stated.contracts or stated.certificates or stated.renewable_share or stated.certificates_sold
    if grid is None or not claimed or null_power(grid, grid.location_kg_per_kwh).basis != "location":
        return []
    return [
        Message(
            "No residual mix of this grid is known, so that power without certificates counts at the location-based "
            "factor. A published residual mix is often higher: set supply.grid.residual_kg_per_kwh."
        ).rated("moves")
    ]


def _accelerators(design: Result) -> list[Message]:
    """Say which servers are counted as servers of accelerators in embodied carbon, by their power alone."""
    stated = design.profile.carbon.embodied if design.profile.carbon else None
    groups = [group for hall in design.profile.halls for group in hall.it.servers]
    guessed = [group for group in groups if stated and gpu_servers(stated, group)]
    if stated is None or not guessed:
        return []
    most = max(guessed, key=lambda group: group.peak_w)
    return [
        Message(
            "Servers of {peak} W are counted as servers of GPUs in embodied carbon, by their peak power: {each} kg "
            "each. Set `embodied_kg` of the servers to the maker's figure.",
            peak=f"{most.peak_w:,.0f}",
            each=f"{gpu_servers(stated, most) * stated.server_8gpu_kg:,.0f}",
        ).rated("moves")
    ]
