"""What the reader must know: notes and warnings, and what the profile does not determine."""

from __future__ import annotations

from collections.abc import Mapping

from dcenergy.language import Message, Severity, _, by_severity
from dcenergy.report.blocks import Block, Notes, Section
from dcenergy.study.assess import Assessment

SHOWN = 8
"""Notes of a design that stand open, whatever their severity."""


SEVERITY: Mapping[Severity, Message] = {
    "stops": Message("Settle before use"),
    "moves": Message("May move a figure by over 1%"),
    "informs": Message("Good to know"),
}
"""What notes of each severity are headed by."""


def remarks(assessment: Assessment, notes: tuple[str, ...]) -> Section:
    """Return the section with the run's notes."""
    missing = undetermined(assessment)
    blocks: list[Block] = grouped(notes, assessment.design.weather.notes)
    if missing:
        blocks.append(Notes(_("Not determined"), missing))
    lead = (
        _("Nothing out of the ordinary.")
        if not blocks
        else _("What stands behind the figures, and what they leave out.")
    )
    return Section("notes", _("Notes"), lead, tuple(blocks))


def grouped(notes: tuple[str, ...], of_weather: tuple[str, ...]) -> list[Block]:
    """Show notes by their severity; those that only inform are folded where there are many."""
    rated = by_severity(notes)
    own = tuple(note for note in rated["informs"] if note not in of_weather)
    weather = tuple(note for note in rated["informs"] if note in of_weather)
    many = len(notes) > SHOWN
    groups = (
        *(Notes(SEVERITY[each].text(), rated[each], mark=each) for each in ("stops", "moves")),
        Notes(SEVERITY["informs"].text(), own, folded=many, mark="informs"),
        Notes(_("On the weather"), weather, folded=many, mark="informs"),
    )
    return [group for group in groups if group.items]


def undetermined(assessment: Assessment) -> tuple[str, ...]:
    """Say what is not determined, and what would determine it."""
    design = assessment.design
    supply = design.profile.supply
    said = (
        (
            not design.cooled.simulated,
            _(
                "Parts of the overhead, free cooling and water: a fixed PUE does not tell them; "
                "give a cooling system."
            ),
        ),
        (supply.grid is None, _("Carbon and CUE: give supply.grid.")),
        (
            design.carbon.scope_1_fuel is None,
            _("Scope 1, fuel of generators: give supply.generators ([] for none)."),
        ),
        (
            design.carbon.scope_1_refrigerants is None,
            _("Scope 1, refrigerants: give carbon.refrigerants ([] for none)."),
        ),
        (
            supply.grid is not None and design.carbon.scope_3 is None,
            _("Scope 3: give supply.grid.upstream_kg_per_kwh."),
        ),
        (
            design.carbon.embodied_per_year is None,
            _("Embodied carbon: give carbon.embodied ({} for the defaults)."),
        ),
        (
            supply.grid is not None and design.indicators.wue_source_l_per_kwh is None,
            _("The water that the electricity took: give supply.grid.water_l_per_kwh."),
        ),
        (not supply.known, _("Renewable shares: give supply.contracts or supply.renewable_share.")),
        (design.profile.cost is None, _("Cost: give cost, with a tariff.")),
        (design.cost.currency is not None and design.cost.capital is None, _("Investment: give cost.capital.")),
        (assessment.baseline is None, _("Savings: give a baseline.")),
    )
    return tuple(sentence for is_so, sentence in said if is_so)
