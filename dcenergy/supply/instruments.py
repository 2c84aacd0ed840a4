"""The inventory of a year's electricity by instrument: by what right each kWh is claimed, and each counted once.

Own generation comes first, as it is used before the meter. What is imported is then covered in the order of the
GHG Protocol Scope 2 Guidance: contracts with certificates, certificates bought without the energy, contracts where
no certificates exist, contracts without certificates, a typed claim. What is left is the grid's. Instruments beyond
the import cover nothing: power that is exported or delivered in excess of the year's import is not used power.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from dcenergy.supply.balance import Power
from dcenergy.supply.contract import Contract
from dcenergy.supply.matching import excess_kw, matched_kw
from dcenergy.supply.supply import Supply
from dcenergy.weather.hourly import Floats

Name = Literal[
    "own_generation",
    "contract_with_certificates",
    "contract_as_claim",
    "certificates_bought",
    "contract_without_certificates",
    "typed_claim",
    "own_generation_certificates_sold",
    "grid",
    "generators",
    "unserved",
]

BY_MARKET = ("market_based", "market_based_if_certified")
OWNED = ("ref", "renewable_share_annual", "cfe_hourly", *BY_MARKET, "market_based_hourly")
COUNTS_IN: Mapping[Name, tuple[str, ...]] = {
    "own_generation": OWNED,
    "contract_with_certificates": OWNED,
    "contract_as_claim": OWNED,
    "certificates_bought": ("ref", "renewable_share_annual", *BY_MARKET),
    "contract_without_certificates": ("renewable_share_annual", "cfe_hourly", "market_based_if_certified"),
    "typed_claim": ("renewable_share_annual", "market_based_if_certified"),
}
"""The figures that an instrument counts in; those not listed count in none."""

ROUNDING = 1e-12
OF_RENEWABLES = {"ref", "renewable_share_annual"}
OF_HOURS = {"cfe_hourly", "market_based_hourly"}
PROVEN: frozenset[Name] = frozenset(
    {"own_generation", "contract_with_certificates", "contract_as_claim", "certificates_bought"}
)
"""Instruments that prove their claim; a contract does where no certificates exist (`contract_as_claim`)."""


@dataclass(frozen=True)
class Instrument:
    """Electricity of one instrument in a year.

    `energy_kwh` reaches the facility, `losses_kwh` is lost in the battery on its account.
    `claimed_kg_per_kwh` is the factor of its claim, None where it makes none.
    """

    instrument: Name
    kind: str  # of the source; empty where it is not known
    energy_kwh: float
    losses_kwh: float = 0.0
    claimed_kg_per_kwh: float | None = None
    is_renewable: bool = False
    is_deliverable: bool = True

    @property
    def is_certified(self) -> bool:
        """Whether its claim is proven: owned, certified, or by contract where no certificates exist."""
        return self.instrument in PROVEN

    @property
    def is_purchased(self) -> bool:
        """Whether scope 2 counts it: what is imported, and own power whose attributes are sold."""
        return self.instrument not in ("own_generation", "generators", "unserved")

    @property
    def consumed_kwh(self) -> float:
        """What the site consumes of it: at the facility and in the battery. [kWh]"""
        return self.energy_kwh + self.losses_kwh

    @property
    def counts_in(self) -> tuple[str, ...]:
        """Figures in which it counts as clean power.

        >>> Instrument("contract_with_certificates", "nuclear", 1.0, is_deliverable=False).counts_in
        ('market_based', 'market_based_if_certified')
        """
        barred = (set() if self.is_renewable else OF_RENEWABLES) | (set() if self.is_deliverable else OF_HOURS)
        return tuple(each for each in COUNTS_IN.get(self.instrument, ()) if each not in barred)


Instruments = tuple[Instrument, ...]


def instruments(supply: Supply, power: Power) -> Instruments:
    """Return a year's electricity by instrument; `energy_kwh` adds up to the facility's electricity.

    >>> import numpy as np
    >>> from dcenergy.supply import balance
    >>> from dcenergy.weather.hourly import no_weather
    >>> hydro = {"kind": "hydro", "share": 0.8}
    >>> stated = Supply.model_validate({"contracts": (hydro,), "certificates": {"share": 0.5}})
    >>> held = instruments(stated, balance.run(stated, np.ones(8760), no_weather()))
    >>> [(each.instrument, each.energy_kwh) for each in held]
    [('certificates_bought', 4380.0), ('contract_without_certificates', 4380.0)]
    """
    own_plant: tuple[tuple[Name, str, Floats], ...] = (
        ("generators", "diesel", power.diesel_kw),
        ("unserved", "", power.unserved_kw),
    )
    apart = (Instrument(name, kind, float(kw.sum())) for name, kind, kw in own_plant if kw.any())
    return (*_own(supply, power), *_imported(supply, power), *apart)


def counted_kwh(held: Instruments, *figures: str) -> float:
    """What reaches the facility of the instruments that count in every one of some figures. [kWh]"""
    return float(sum(each.energy_kwh for each in held if set(figures) <= set(each.counts_in)))


def _own(supply: Supply, power: Power) -> Iterator[Instrument]:
    """Own generation by its source, what is sold of its certificates apart."""
    own_kw = power.on_site_kw
    direct_kw = own_kw - power.exported_kw - power.own_charged_kw
    kept = np.divide(power.own_discharged_kw.sum(), power.own_charged_kw.sum() or 1.0)
    for kind in ("solar", "wind", "hydro"):
        part = np.divide(getattr(power, f"{kind}_kw"), own_kw, out=np.zeros_like(own_kw), where=own_kw > 0)
        charged_kwh = float(part @ power.own_charged_kw)
        used_kwh = float(part @ direct_kw + charged_kwh * kept)
        lost_kwh = charged_kwh * float(1 - kept)
        sold = supply.certificates_sold
        if used_kwh and sold < 1:
            yield Instrument("own_generation", kind, (1 - sold) * used_kwh, (1 - sold) * lost_kwh, 0.0, True)
        if used_kwh and sold:
            yield Instrument("own_generation_certificates_sold", kind, sold * used_kwh, sold * lost_kwh)


def _imported(supply: Supply, power: Power) -> Iterator[Instrument]:
    """What is imported, covered by one claim after the other; what is lost in the battery is shared by all."""
    import_kwh = left_kwh = float(power.grid_kw.sum())
    charged_kwh = float((power.charged_kw - power.own_charged_kw).sum())
    lost_kwh = charged_kwh - float((power.discharged_kw - power.own_discharged_kw).sum())
    through = 1 - lost_kwh / import_kwh if import_kwh else 1.0
    for together in _claims(supply, power, import_kwh):
        whole_kwh = sum(each.energy_kwh for each in together)
        scale = min(1.0, left_kwh / whole_kwh) if whole_kwh else 0.0
        left_kwh = max(left_kwh - scale * whole_kwh, 0.0)
        yield from (_delivered(each, scale * each.energy_kwh, through) for each in together)
    if left_kwh > ROUNDING * import_kwh:
        yield _delivered(Instrument("grid", "", 0.0), left_kwh, through)


def _claims(supply: Supply, power: Power, import_kwh: float) -> Iterator[list[Instrument]]:
    """Claims by their rank, each with its contracted volume; those of one rank share what is left."""
    volumes = () if power.contracted_kw is None else power.contracted_kw.sum(axis=1).tolist()
    contracts = [_contract(supply, *each) for each in zip(supply.contracts, volumes, strict=False)]
    bought, typed = supply.certificates, supply.renewable_share
    bought_kwh = bought.share * float(power.load_kw.sum()) if bought else 0.0
    yield [each for each in contracts if each.instrument == "contract_with_certificates"]
    yield [Instrument("certificates_bought", "", bought_kwh, 0.0, 0.0, True)] if bought else []
    yield [each for each in contracts if each.instrument == "contract_as_claim"]
    yield [each for each in contracts if each.instrument == "contract_without_certificates"]
    yield [Instrument("typed_claim", "", typed * import_kwh, 0.0, 0.0, True)] if typed else []


def _contract(supply: Supply, contract: Contract, volume_kwh: float) -> Instrument:
    if contract.certificates:
        name: Name = "contract_with_certificates"
    else:
        name = "contract_as_claim" if supply.contracts_confer_claims else "contract_without_certificates"
    factor = contract.factor_kg_per_kwh
    return Instrument(name, contract.kind, volume_kwh, 0.0, factor, contract.is_renewable, contract.deliverable)


def _delivered(claim: Instrument, consumed_kwh: float, through: float) -> Instrument:
    """What a claim covers of the import: at the facility, and lost in the battery."""
    return replace(claim, energy_kwh=consumed_kwh * through, losses_kwh=consumed_kwh * (1 - through))


def clean_kw(supply: Supply, power: Power) -> Floats:
    """Load that own generation and deliverable contracts meet in its own hour, nuclear power with them. [kW]

    Contracts meet what their hour imports; own power whose certificates are sold earns nothing.
    """
    own = 1 - supply.certificates_sold
    return matched_kw(
        power.load_kw,
        own * power.on_site_kw + np.minimum(power.deliverable_kw, power.grid_kw),
        own * power.exported_kw,
        power.renewable_charged_kw,
        power.renewable_discharged_kw,
    )


def certified_kw(supply: Supply, power: Power) -> Floats:
    """Certified power of deliverable contracts, at most the import of its hour, of shape (contracts, hours). [kW]"""
    delivered_kw = np.zeros((0, len(power.grid_kw))) if power.contracted_kw is None else power.contracted_kw
    counted = [
        float(each.deliverable and (each.certificates or supply.contracts_confer_claims))
        for each in supply.contracts[: len(delivered_kw)]
    ]
    counted_kw = delivered_kw * np.array(counted)[:, None]
    return np.asarray(counted_kw - excess_kw(counted_kw, power.grid_kw))
