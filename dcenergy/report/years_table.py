"""The years of a plant's life as records: year 0 with the investment, then each with what it uses, pays and saves."""

from __future__ import annotations

from typing import Any

from dcenergy.report.sections.plant_life import present
from dcenergy.study.assess import Assessment

Json = dict[str, Any]


def years(assessment: Assessment, life: list[Json]) -> list[Json]:
    """Return a record for every year from 0; `life` holds those of the JSON, from year 1.

    Money is that of the flows: present values sum to `cost.npv`, and `saved` is what the internal rate of return
    is of. Empty without prices.
    """
    own, prices, saved = assessment.design.cost, assessment.design.profile.cost, assessment.savings
    if own.flows is None or own.invested is None or prices is None:
        return []
    start = dict.fromkeys(life[0]) | {"year": 0}
    worth = present(own.flows, prices.discount_rate)
    other = saved.baseline_flows if saved else ()
    gains = saved.flows if saved else ()
    return [
        {
            **used,
            "paid": own.flows[year],
            "invested": own.invested[year],
            "present_value": worth[year],
            "baseline_paid": other[year] if other else None,
            "saved": gains[year] if gains else None,
        }
        for year, used in enumerate((start, *life))
    ]
