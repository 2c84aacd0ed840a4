"""The lake, river or sea that lends its water and takes it back warmer, and what it may bear.

Three warmings, never one: across the exchangers, at the outfall, after mixing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from dcenergy.constants import Liquid
from dcenergy.language import Message
from dcenergy.plant.water_loop import warming_k
from dcenergy.section import Section, quantity
from dcenergy.weather.hourly import Floats

Verdict = Literal["kept", "exceeded", "not verified"]
Reason = Literal["", "low flow", "limit"]


class Receiving(Section):
    """The water body that takes the water back, and what it may bear."""

    low_flow_m3_s: float | None = quantity(
        None,
        gt=0,
        source="not_given",
        doc="River flow in a dry spell, or a lake's through-flow: limits are judged at it.",
    )
    mean_flow_m3_s: float | None = quantity(None, gt=0, source="not_given", doc="Mean river flow: for information.")
    outfall_max_c: float = quantity(
        30.0, ge=0, le=60, low=25, high=35, source="assumption", doc="Warmest water that may be returned."
    )
    mixed_rise_max_k: float = quantity(
        1.0,
        gt=0,
        le=10,
        low=1,
        high=3,
        source="gb3838",
        doc="Largest warming of the water body after mixing.",
    )
    drawn_share_max: float = quantity(
        0.25,
        gt=0,
        le=1,
        low=0.10,
        high=0.25,
        source="assumption",
        doc="Largest share of the low flow that may be drawn.",
    )

    @model_validator(mode="after")
    def _low_flow_is_low(self) -> Self:
        if self.low_flow_m3_s and self.mean_flow_m3_s and self.low_flow_m3_s > self.mean_flow_m3_s:
            raise ValueError("low_flow_m3_s is above mean_flow_m3_s; swap or mend them")
        return self


@dataclass(frozen=True, eq=False)
class WaterBody:
    """Water that one hall draws and returns; arrays of shape (hours,)."""

    liquid: Liquid
    receiving: Receiving
    intake_c: Floats
    flow_m3_s: Floats
    exchanger_delta_t_k: Floats
    outfall_c: Floats

    @property
    def heat_kw(self) -> Floats:
        """Heat that the water carries away, from its flow and its two temperatures. [kW]"""
        capacity = self.flow_m3_s * self.liquid.density_kg_m3 * self.liquid.heat_capacity_kj_kg_k
        return capacity * (self.outfall_c - self.intake_c)


@dataclass(frozen=True)
class Limit:
    """A limit of the water body: what was found, what is allowed, and whether that can be judged.

    `reason` says why nothing is: no low flow is known, or the limit is none that the profile gives but the key's
    default, which is judgement and no permit.
    """

    name: str
    value: float | None
    limit: float
    unit: str
    verdict: Verdict
    reason: Reason = ""


@dataclass(frozen=True)
class Strain:
    """What the halls of a site together do to their water body in the worst hour."""

    flow_m3_s_max: float
    intake_c_min: float
    intake_c_max: float
    outlet_c_max: float
    exchanger_delta_t_k_max: float
    outfall_delta_t_k_max: float
    mixed_rise_k_max: float | None  # None where the profile gives no flow to mix with
    mixed_with: str | None
    limits: tuple[Limit, ...]


def strain(bodies: Sequence[WaterBody]) -> Strain:
    """Lay the halls of a site on one water body and judge its limits at the low flow.

    Halls are taken to share the body: their flows and heats add up, and the strictest
    limits among theirs hold.
    """
    flow = np.sum([body.flow_m3_s for body in bodies], axis=0)
    low = _smallest(body.receiving.low_flow_m3_s for body in bodies)
    mean = _smallest(body.receiving.mean_flow_m3_s for body in bodies)
    river = low or mean
    rises = [warming_k(body.heat_kw, river, body.liquid) for body in bodies] if river else []
    rise_k = float(np.sum(rises, axis=0).max()) if rises else None
    outlet_c = max(float(body.outfall_c.max()) for body in bodies)
    return Strain(
        flow_m3_s_max=float(flow.max()),
        intake_c_min=min(float(body.intake_c.min()) for body in bodies),
        intake_c_max=max(float(body.intake_c.max()) for body in bodies),
        outlet_c_max=outlet_c,
        exchanger_delta_t_k_max=max(float(body.exchanger_delta_t_k.max()) for body in bodies),
        outfall_delta_t_k_max=max(float((body.outfall_c - body.intake_c).max()) for body in bodies),
        mixed_rise_k_max=rise_k,
        mixed_with="low flow" if low else "mean flow" if mean else None,
        limits=(
            _judge(
                Message("Temperature at the outfall"), outlet_c, *_strictest(bodies, "outfall_max_c"), "degC", True
            ),
            _judge(Message("Rise after mixing"), rise_k, *_strictest(bodies, "mixed_rise_max_k"), "K", bool(low)),
            _judge(
                Message("Share of the low flow drawn"),
                float(flow.max()) / low if low else None,
                *_strictest(bodies, "drawn_share_max"),
                "",
                bool(low),
            ),
        ),
    )


def _strictest(bodies: Sequence[WaterBody], key: str) -> tuple[float, bool]:
    """Return the lowest of a limit among the halls', and whether the profile gives it."""
    limits = [(getattr(body.receiving, key), key not in body.receiving.model_fields_set) for body in bodies]
    limit, is_default = min(limits)
    return limit, not is_default


def _smallest(flows: Iterable[float | None]) -> float | None:
    return min((flow for flow in flows if flow is not None), default=None)


def _judge(name: str, value: float | None, limit: float, is_given: bool, unit: str, has_flow: bool) -> Limit:
    if value is None or not has_flow:
        return Limit(name, value, limit, unit, "not verified", "low flow")
    if not is_given:
        return Limit(name, value, limit, unit, "not verified", "limit")
    return Limit(name, value, limit, unit, "kept" if value <= limit else "exceeded")
