"""What a data centre in the European Union reports every year, and what of it a design determines.

Delegated Regulation (EU) 2024/1364: Annex II lists the figures, Annex III the four indicators made of them. The list
is from memory, and so are the symbols; most of its items were read in accounts of the regulation (`read`).
"""

from __future__ import annotations

from dataclasses import dataclass

from dcenergy.accounting.compliance.figures import Figures
from dcenergy.language import _

REPORTED = "eu-2024-1364-scope"
"""The limit above which a site reports."""


@dataclass(frozen=True)
class Reported:
    """One figure of the list: its symbol, name, unit and annex, and its value where the design determines it.

    `lacks` says of what no design determines where it would come from.
    """

    symbol: str
    name: str
    unit: str
    annex: str
    value: float | None
    lacks: str = ""
    read: bool = True


def reported(figures: Figures) -> tuple[Reported, ...]:
    """Return the list with the values that a year determines, in the reader's language."""
    return *_annex_2_energy(figures), *_annex_2_renewable(figures), *_annex_2_services(), *_annex_3(figures)


def _annex_2_energy(found: Figures) -> tuple[Reported, ...]:
    building, services = _("of the building"), _("of what the site does for the grid")
    return (
        Reported("PD_IT", _("Installed information technology power demand"), "kW", "II", found["it_installed_kw"]),
        Reported("S_DC", _("Total floor area"), "m2", "II", None, building),
        Reported("S_CR", _("Floor area of the computer rooms"), "m2", "II", None, building),
        Reported("E_DC", _("Total energy consumption"), "kWh", "II", found["facility_kwh"]),
        Reported("E_DC-BG", _("Energy of backup generators"), "kWh", "II", found["diesel_kwh"]),
        Reported("E_IT", _("Energy consumption of information technology equipment"), "kWh", "II", found["it_kwh"]),
        Reported("", _("Electrical grid functions"), "", "II", None, services, read=False),
        Reported("C_BtG", _("Average battery capacity for the grid"), "kW", "II", None, services, read=False),
        Reported("W_IN", _("Total water input"), "m3", "II", found["water_m3"]),
        Reported("W_IN-POT", _("Total potable water input"), "m3", "II", None, _("of the water's kind"), read=False),
        Reported("E_REUSE", _("Waste heat reused"), "kWh", "II", found["reused_kwh"]),
        Reported("T_WH", _("Average waste heat temperature"), "degC", "II", found["waste_heat_c"]),
        Reported("T_IN", _("Average set point of the intake air"), "degC", "II", found["mean_supply_air_c"]),
        Reported("", _("Types of refrigerants used"), "", "II", None, _("words, no figure"), read=False),
        Reported("CDD", _("Cooling degree days"), "K d", "II", found["cooling_degree_days"], read=False),
    )


def _annex_2_renewable(found: Figures) -> tuple[Reported, ...]:
    certified, contracted = found["renewable_certificates_kwh"], found["renewable_contracts_kwh"]
    own = found["renewable_on_site_kwh"]
    return (
        Reported("E_RES-TOT", _("Total renewable energy consumption"), "kWh", "II", found["renewable_kwh"]),
        Reported("E_RES-GOO", _("Renewable energy by guarantees of origin"), "kWh", "II", certified),
        Reported(
            "E_RES-PPA", _("Renewable energy by power purchase agreements"), "kWh", "II", contracted, read=False
        ),
        Reported("E_RES-OS", _("Renewable energy from the site itself"), "kWh", "II", own, read=False),
    )


def _annex_2_services() -> tuple[Reported, ...]:
    services = _("of the IT services, not of the plant")
    return (
        Reported("C_SERV", _("Capacity of servers"), "", "II", None, services, read=False),
        Reported("C_STOR", _("Capacity of storage"), "PB", "II", None, services),
        Reported("B_IN", _("Incoming traffic bandwidth"), "Gbit/s", "II", None, services, read=False),
        Reported("B_OUT", _("Outgoing traffic bandwidth"), "Gbit/s", "II", None, services, read=False),
        Reported("T_IN", _("Incoming data traffic"), "EB", "II", None, services),
        Reported("T_OUT", _("Outgoing data traffic"), "EB", "II", None, services),
    )


def _annex_3(found: Figures) -> tuple[Reported, ...]:
    return (
        Reported("PUE", _("Power usage effectiveness, E_DC / E_IT"), "", "III", found["pue"]),
        Reported("WUE", _("Water usage effectiveness, W_IN / E_IT"), "L/kWh", "III", found["wue_input_eu_l_per_kwh"]),
        Reported("ERF", _("Energy reuse factor, E_REUSE / E_DC"), "", "III", found["erf"]),
        Reported("REF", _("Renewable energy factor, E_RES-TOT / E_DC"), "", "III", found["ref"]),
    )
