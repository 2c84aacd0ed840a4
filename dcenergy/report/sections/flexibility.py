"""What evens out supply and load: the battery, generators without the grid, work that waits."""

from __future__ import annotations

from dcenergy.accounting.moved_work import MovedWork
from dcenergy.language import _
from dcenergy.report import words
from dcenergy.report.blocks import Fact, Facts
from dcenergy.result import Result
from dcenergy.study.assess import Assessment
from dcenergy.supply.outage import hours_out


def battery_year(design: Result) -> dict[str, float | None]:
    """Return what the battery does over the year; nothing where there is none."""
    power, battery = design.power, design.profile.supply.battery
    if battery is None:
        return {}
    charged, discharged = float(power.charged_kw.sum()), float(power.discharged_kw.sum())
    return {
        "full_cycles": discharged / battery.capacity_kwh,
        "given_back": discharged / charged if charged else None,
        "losses_kwh": charged - discharged,
        "of_renewable_origin": float(power.renewable_discharged_kw.sum()) / discharged if discharged else None,
    }


def storage(design: Result) -> Facts:
    """Tell what the battery does over the year."""
    found = battery_year(design)
    return Facts(
        _("Battery"),
        (
            Fact(
                _("Full cycles"),
                words.number(found["full_cycles"]),
                _("discharge over capacity, a year"),
            ),
            Fact(
                _("Given back"),
                words.share(found["given_back"]),
                _("of what was charged; the year ends as it began"),
            ),
            Fact(_("Losses"), words.ENERGY.text(found["losses_kwh"]), _("in conversion and standing")),
            Fact(
                _("Of renewable origin"),
                words.share(found["of_renewable_origin"]),
                _("of what it gives back"),
            ),
        ),
    )


def outages(design: Result) -> Facts:
    """Return who carries the site while the grid is out."""
    power = design.power
    out = hours_out(design.profile.supply.outages, design.weather.calendar)
    unserved = float(power.unserved_kw.sum())
    most = words.POWER.text(float(power.unserved_kw.max()))
    return Facts(
        _("While the grid is out"),
        (
            Fact(_("Hours"), f"{int(out.sum()):,}", _("of the year, without the grid")),
            Fact(
                _("By generators"),
                words.ENERGY.text(float(power.backup_kw.sum())),
                _("after own sources and battery"),
            ),
            Fact(
                _("Not served"),
                words.ENERGY.text(unserved),
                _("{power} at most, which nothing carries", power=most) if unserved else _("all is carried"),
            ),
        ),
    )


def waiting(assessment: Assessment, moved: MovedWork) -> Facts:
    """Return what the servers' work gained by waiting for better hours."""
    currency, whole = assessment.design.cost.currency, assessment.waiting
    facts = [
        Fact(_("Moved"), words.ENERGY.text(moved.moved_kwh), _("of the servers' electricity, to better hours")),
        Fact(
            _("Highest IT power"),
            words.POWER.text(moved.it_peak_kw),
            _("{power} if nothing waited", power=words.POWER.text(moved.unmoved_it_peak_kw)),
        ),
    ]
    if moved.saved_money:
        facts.append(
            Fact(_("Saved by the tariff"), words.money(moved.saved_money, currency), _("on the servers alone"))
        )
    if moved.saved_money and whole and whole.saved_bill is not None:
        facts.append(
            Fact(
                _("Saved of the whole bill"),
                words.money(whole.saved_bill, currency),
                _("with demand charge, own generation and cooling"),
            )
        )
    if moved.saved_kg:
        facts.append(Fact(_("Saved by the grid's hours"), words.MASS.text(moved.saved_kg), _("on the servers alone")))
    if moved.saved_kg and whole and whole.saved_site_kg is not None:
        facts.append(
            Fact(
                _("Saved of the site's carbon"),
                words.MASS.text(whole.saved_site_kg),
                _("with own generation, battery and cooling"),
            )
        )
    return Facts(_("Work that waits"), tuple(facts))
