"""Where a site's electricity comes from: the section of the profile, as a whole."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from dcenergy.section import MOST_PARTS, Section, listed, option, quantity
from dcenergy.supply.battery import Battery
from dcenergy.supply.contract import Certificates, Contract
from dcenergy.supply.generator import Generator
from dcenergy.supply.grid import Grid
from dcenergy.supply.hydro import RunOfRiver
from dcenergy.supply.outage import Outages
from dcenergy.supply.solar import Module, SolarArray
from dcenergy.supply.wind import WindFarm

ROUNDING = 1e-9


class Supply(Section):
    """Where the electricity comes from."""

    grid: Grid | None = option(None, doc="The grid's emission factor; absent: carbon is not determined.")
    contracts: tuple[Contract, ...] = listed(
        (), doc="Clean electricity bought through the grid.", max_length=MOST_PARTS
    )
    certificates: Certificates | None = option(None, doc="Bought without the energy.")
    certificates_sold: float = quantity(
        0.0,
        ge=0,
        le=1,
        source="not_given",
        doc="Share of the own generation used on the site whose certificates are sold: it earns no claim.",
    )
    renewable_share: float | None = quantity(
        None,
        ge=0,
        le=1,
        source="not_given",
        doc="An annual claim where no contract is known: no hourly figure follows.",
    )
    solar: tuple[SolarArray, ...] = listed((), doc="Solar arrays on the site.", max_length=MOST_PARTS)
    wind: tuple[WindFarm, ...] = listed((), doc="Wind turbines on the site.", max_length=MOST_PARTS)
    hydro: tuple[RunOfRiver, ...] = listed((), doc="Hydropower on the site.", max_length=MOST_PARTS)
    battery: Battery | None = option(None, doc="Storage on the site; absent: none.")
    generators: tuple[Generator, ...] | None = listed(
        None, doc="Backup generators; absent: not determined; `[]`: there are none.", max_length=MOST_PARTS
    )
    outages: Outages | None = option(None, doc="Hours without the grid, which generators carry; absent: none.")
    export_limit_kw: float = quantity(
        0.0, ge=0, source="not_given", doc="What the grid takes of surplus; the rest is curtailed. Absent: nothing."
    )

    @model_validator(mode="after")
    def _shares_add_up(self) -> Self:
        counted = [key for key in ("contracts", "certificates", "solar", "wind", "hydro") if getattr(self, key)]
        if counted and self.renewable_share is not None:
            raise ValueError(f"give `{counted[0]}` or `renewable_share`, not both: they would count twice")
        whole = sum(contract.share for contract in self.contracts)
        if whole > 1 + ROUNDING:
            raise ValueError(f"the shares of `contracts` add up to {whole:g}, above 1; lower them")
        certified = sum(contract.share for contract in self.contracts if contract.certificates)
        apart = self.certificates.share if self.certificates else 0.0
        if certified + apart > 1 + ROUNDING:
            raise ValueError(
                f"certificates for {certified + apart:g} of the electricity are more than it uses "
                f"({certified:g} come with contracts); lower `certificates.share`"
            )
        return self

    @model_validator(mode="after")
    def _sold_certificates_are_own(self) -> Self:
        if self.certificates_sold and not self.on_site:
            raise ValueError(
                "certificates_sold is for own generation, and the site has none; add `solar`, `wind` or `hydro`, "
                "or remove it"
            )
        return self

    @model_validator(mode="after")
    def _dispatch_has_its_signal(self) -> Self:
        if self.battery and self.battery.dispatch == "carbon" and self.grid is None:
            raise ValueError("a battery that goes by carbon needs `grid`, with its factor")
        return self

    @property
    def contracts_confer_claims(self) -> bool:
        """Whether a contract alone conveys its attributes, as no certificates exist for the site's grid."""
        return self.grid is not None and not self.grid.certificate_system

    @property
    def on_site(self) -> bool:
        """Whether the site generates any of it."""
        return bool(self.solar or self.wind or self.hydro)

    @property
    def known(self) -> bool:
        """Whether anything is said of the electricity's origin."""
        claimed = self.renewable_share is not None or self.certificates is not None
        return self.grid is not None or bool(self.contracts) or claimed or self.on_site

    @property
    def needs_weather(self) -> bool:
        """Whether any of it follows from sun or wind."""
        return bool(self.solar or self.wind) or any(contract.needs_weather for contract in self.contracts)

    @property
    def modules(self) -> tuple[Module, ...]:
        """Every kind of solar array that it takes power from, on the site or by contract."""
        return *self.solar, *(contract.array for contract in self.contracts if contract.array)
