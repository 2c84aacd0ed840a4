"""The indicators with the standard that defines each: part, edition, category."""

from __future__ import annotations

from dcenergy.language import _
from dcenergy.report import words
from dcenergy.report.blocks import Entry, Table
from dcenergy.report.words import NBSP
from dcenergy.result import Result


def iso_indicators(design: Result) -> Table:
    """Return the indicators of ISO/IEC 30134 with part, edition, category, value and definition.

    Part 2 is of January 2026, in place of 2016; parts 8 and 9 of 2022 were seen in catalogues,
    the other years are from memory. Of parts 8 and 9 it was read that they have categories,
    and not what these are.
    """
    return Table(
        _("Indicators by ISO/IEC 30134"),
        (_("Indicator"), _("Value"), "ISO/IEC"),
        tuple(
            (Entry(name, under=meaning), value, Entry(standard, under=category, whole=True))
            for name, value, standard, category, meaning in (
                *_of_energy(design),
                *_of_servers(design),
                *_of_carbon_and_water(design),
            )
        ),
        words=(2,),
        note=_(
            "All are designed figures of one year. Part 2 of 2026 replaces that of 2016; the years of parts 3 to 7 "
            "are from memory. Parts 8 and 9 have categories that were not read."
        ),
    )


def _of_energy(design: Result) -> tuple[tuple[str, ...], ...]:
    own = design.indicators
    return (
        (
            "PUE",
            words.fixed(own.pue, 3),
            "30134-2:2026",
            _("category 3 (PUE3), designed (dPUE)"),
            _("All energy over that of IT, metered at the servers' input"),
        ),
        (
            "REF",
            words.share(own.ref),
            "30134-3:2016",
            "",
            _("Renewable energy, own or with certificates retired, over all energy"),
        ),
        (
            "ERF",
            words.share(own.erf),
            "30134-6:2021",
            "",
            _("Heat reused outside, as delivered, over all energy"),
        ),
        (
            "CER",
            words.number(own.cer),
            "30134-7:2023",
            "",
            _("Heat removed over the electricity of the cooling"),
        ),
    )


def _of_servers(design: Result) -> tuple[tuple[str, ...], ...]:
    return (
        (
            "ITEEsv",
            words.UNKNOWN,
            "30134-4:2017",
            "",
            _("Work of the servers over their power: it takes a benchmark of each"),
        ),
        (
            "ITEUsv",
            words.share(utilisation(design)),
            "30134-5:2017",
            "",
            _("Mean utilisation of the servers that stand, as the profile gives it"),
        ),
    )


def _of_carbon_and_water(design: Result) -> tuple[tuple[str, ...], ...]:
    own = design.indicators
    not_read = _("category not verified")
    return (
        (
            "CUE",
            f"{words.number(own.cue_kg_per_kwh)}{NBSP}kg/kWh" if own.cue_kg_per_kwh is not None else words.UNKNOWN,
            "30134-8:2022",
            not_read,
            _fuel(design),
        ),
        (
            "WUE",
            f"{words.number(own.wue_l_per_kwh)}{NBSP}L/kWh" if own.wue_l_per_kwh is not None else words.UNKNOWN,
            "30134-9:2022",
            not_read,
            _("Water that the site meters, make-up and humidification, over the energy of IT"),
        ),
    )


def _fuel(design: Result) -> str:
    """Say what CUE counts: the fuel only where the profile tells of generators."""
    if design.carbon.scope_1_fuel is None:
        return _("Carbon of the electricity, by location, per kWh of IT; generators' fuel is not determined")
    return _("Carbon of the electricity, by location, and of the generators' fuel, per kWh of IT")


def utilisation(design: Result) -> float | None:
    """Mean utilisation of the servers that stand. [-]"""
    standing = [
        (group.count * hall.it.active_share, group.utilisation)
        for hall in design.profile.halls
        for group in hall.it.servers
    ]
    servers = sum(count for count, _use in standing)
    return sum(count * share for count, share in standing) / servers if servers else None
