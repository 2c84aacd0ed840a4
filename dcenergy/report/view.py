"""The report as text: every number rounded, every sentence written, every mark placed."""

from __future__ import annotations

from datetime import datetime

from dcenergy import __version__
from dcenergy.language import _, tag
from dcenergy.profile.loading import LoadedProfile
from dcenergy.report.blocks import ReportView, Section
from dcenergy.report.sections.assumptions import assumptions
from dcenergy.report.sections.carbon import carbon
from dcenergy.report.sections.compliance import compliance
from dcenergy.report.sections.cost import cost
from dcenergy.report.sections.energy import energy
from dcenergy.report.sections.masthead import masthead
from dcenergy.report.sections.pue import pue
from dcenergy.report.sections.remarks import remarks
from dcenergy.report.sections.reproduce import reproduce, when
from dcenergy.report.sections.savings import savings
from dcenergy.report.sections.supply import supply
from dcenergy.report.sections.water import water
from dcenergy.report.sections.year import year
from dcenergy.study.assess import Assessment


def view(
    assessment: Assessment,
    loaded: LoadedProfile,
    written_at: datetime,
    command: str,
    notes: tuple[str, ...],
    explorer: Section | None = None,
    scripts: tuple[str, ...] = (),
    baseline: LoadedProfile | None = None,
) -> ReportView:
    """Write the report of an assessment; sections that the profile does not determine are left out."""
    sections = (
        energy(assessment),
        pue(assessment),
        year(assessment),
        explorer,
        water(assessment),
        supply(assessment),
        carbon(assessment),
        cost(assessment),
        savings(assessment),
        compliance(assessment),
        remarks(assessment, notes),
        assumptions(assessment, loaded, baseline),
        reproduce(assessment.design.weather, loaded, written_at, command),
    )
    return ReportView(
        masthead=masthead(assessment),
        sections=tuple(section for section in sections if section is not None),
        footer=_("Made with dcenergy {version}, {time}.", version=__version__, time=when(written_at)),
        language=tag(),
        scripts=scripts,
    )
