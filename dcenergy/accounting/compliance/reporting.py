"""What a data centre in the European Union reports every year, and what of it a design determines.

Delegated Regulation (EU) 2024/1364: Annex II lists the figures, Annex III the four indicators made of them. The list
is from memory, and so are the symbols; most of its items were read in accounts of the regulation (`read`).
"""

from __future__ import annotations

from dataclasses import dataclass

from dcenergy.accounting.compliance.figures import Figures

REPORTED = "eu-2024-1364-scope"
"""The limit above which a site reports."""

IT_SERVICES = "it services"
BUILDING = "building"
GRID_SERVICES = "grid services"


@dataclass(frozen=True)
class Item:
    """One figure of the list: its symbol, unit, and the name of ours that gives it.

    Of what no design determines, `lacks` says what it is of.
    """

    symbol: str
    name: str
    unit: str
    annex: str
    figure: str = ""
    lacks: str = ""
    read: bool = True


@dataclass(frozen=True)
class Reported:
    """One figure of the list, with its value where the design determines it."""

    item: Item
    value: float | None


ITEMS = (
    Item("PD_IT", "Installed information technology power demand", "kW", "II", "it_installed_kw"),
    Item("S_DC", "Total floor area", "m2", "II", lacks=BUILDING),
    Item("S_CR", "Floor area of the computer rooms", "m2", "II", lacks=BUILDING),
    Item("E_DC", "Total energy consumption", "kWh", "II", "facility_kwh"),
    Item("E_DC-BG", "Of it from backup generators", "kWh", "II", "diesel_kwh"),
    Item("E_IT", "Energy consumption of information technology equipment", "kWh", "II", "it_kwh"),
    Item("", "Electrical grid functions", "", "II", lacks=GRID_SERVICES, read=False),
    Item("C_BtG", "Average battery capacity offered to the grid", "kW", "II", lacks=GRID_SERVICES, read=False),
    Item("W_IN", "Total water input", "m3", "II", "water_m3"),
    Item("W_IN-POT", "Total potable water input", "m3", "II", lacks=BUILDING, read=False),
    Item("E_REUSE", "Waste heat reused", "kWh", "II", "reused_kwh"),
    Item("T_WH", "Average waste heat temperature", "degC", "II", "waste_heat_c"),
    Item("T_IN", "Average set point of the intake air", "degC", "II", "mean_supply_air_c"),
    Item("", "Types of refrigerants used", "", "II", lacks=BUILDING, read=False),
    Item("CDD", "Cooling degree days", "K d", "II", "cooling_degree_days", read=False),
    Item("E_RES-TOT", "Total renewable energy consumption", "kWh", "II", "renewable_kwh"),
    Item("E_RES-GOO", "Of it by guarantees of origin", "kWh", "II", "renewable_certificates_kwh"),
    Item("E_RES-PPA", "Of it by power purchase agreements", "kWh", "II", "renewable_contracts_kwh", read=False),
    Item("E_RES-OS", "Of it from renewables on the site", "kWh", "II", "renewable_on_site_kwh", read=False),
    Item("C_SERV", "Capacity of servers", "", "II", lacks=IT_SERVICES, read=False),
    Item("C_STOR", "Capacity of storage", "PB", "II", lacks=IT_SERVICES),
    Item("B_IN", "Incoming traffic bandwidth", "Gbit/s", "II", lacks=IT_SERVICES, read=False),
    Item("B_OUT", "Outgoing traffic bandwidth", "Gbit/s", "II", lacks=IT_SERVICES, read=False),
    Item("T_IN", "Incoming data traffic", "EB", "II", lacks=IT_SERVICES),
    Item("T_OUT", "Outgoing data traffic", "EB", "II", lacks=IT_SERVICES),
    Item("PUE", "Power usage effectiveness: E_DC / E_IT", "-", "III", "pue"),
    Item("WUE", "Water usage effectiveness: W_IN / E_IT", "L/kWh", "III", "wue_input_eu_l_per_kwh"),
    Item("ERF", "Energy reuse factor: E_REUSE / E_DC", "-", "III", "erf"),
    Item("REF", "Renewable energy factor: E_RES-TOT / E_DC", "-", "III", "ref"),
)


def reported(figures: Figures) -> tuple[Reported, ...]:
    """Return the list with the values that a year determines."""
    return tuple(Reported(item, figures[item.figure] if item.figure else None) for item in ITEMS)
