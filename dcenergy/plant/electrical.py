"""The electrical chain: transformer, UPS and distribution, with losses by load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from dcenergy.errors import DesignError
from dcenergy.plant.servers import ItLoad
from dcenergy.reference.table import Row, find
from dcenergy.section import Section, option, quantity
from dcenergy.weather.hourly import Floats


class Losses(Section):
    """Loss of a part as shares of its rating: L = rated (no_load + proportional x + square_law x^2)."""

    no_load: float = quantity(ge=0, le=0.2, low=0.001, high=0.04, doc="Share of the rating lost at any load.")
    proportional: float = quantity(ge=0, le=0.2, low=0, high=0.03, doc="Share lost in proportion to load.")
    square_law: float = quantity(ge=0, le=0.2, low=0.003, high=0.03, doc="Share lost with load squared.")


def preset_rows(preset: str) -> Mapping[str, Row]:
    """Return the rows that a preset's losses are, by the key of each loss.

    >>> preset_rows("eco")["no_load"].value
    0.004
    """
    kind = f"ups-{preset.replace('_', '-')}"
    return {name: find("fixed_numbers", f"{kind}-{name.replace('_', '-')}") for name in Losses.model_fields}


UPS_PRESETS = {
    **{
        preset: Losses(**{name: row.value for name, row in preset_rows(preset).items()})
        for preset in ("double_conversion", "eco", "legacy")
    },
    "none": Losses(no_load=0.0, proportional=0.0, square_law=0.0),
}
"""Efficiencies at 25/50/100 % load: 93.9/95.2/95.2, 98.1/98.8/99.0, 83.5/88.9/90.9 %. The form is Schneider
Electric's White Paper 108; the numbers are assumptions inside the ranges of Lei and Masanet (2020)."""


class Ups(Section):
    """Uninterruptible power supplies; all installed modules share the load."""

    preset: Literal["double_conversion", "eco", "legacy", "none", "custom"] = option(
        "double_conversion",
        doc="Whose losses: a known kind, `none`, or `custom` with `losses`.",
        source="schneider_wp108",
    )
    losses: Losses | None = option(None, doc="Losses of a `custom` UPS.")
    redundancy: Literal["N", "N+1", "2N"] = option("N", doc="Modules beyond the need.", source="assumption")
    modules: int = quantity(
        4,
        ge=1,
        le=1000,
        low=1,
        high=20,
        source="assumption",
        doc="Modules that carry the rated load; N+1 adds one.",
    )
    rated_kw: float | None = quantity(
        None,
        gt=0,
        per_it_kw=(0.3, 5),
        source="derived",
        doc="Load that the N modules carry; absent: what the IT draws at full utilisation.",
    )

    @model_validator(mode="after")
    def _losses_go_with_custom(self) -> Self:
        if (self.preset == "custom") != (self.losses is not None):
            raise ValueError("`losses` goes with `preset: custom`, and only with it; add or remove one of the two")
        return self

    @property
    def curve(self) -> Losses:
        """The loss curve that the preset names."""
        return self.losses if self.losses is not None else UPS_PRESETS[self.preset]

    @property
    def installed_over_rated(self) -> float:
        """Installed capacity over the capacity needed. [-]"""
        return {"N": 1.0, "N+1": (self.modules + 1) / self.modules, "2N": 2.0}[self.redundancy]


class Distribution(Section):
    """Power distribution units and cables between UPS and servers."""

    losses: Losses = option(
        Losses(no_load=0.002, proportional=0.0, square_law=0.010), doc="Losses by load.", source="assumption"
    )


class Transformer(Section):
    """The site's transformers, which carry the whole load."""

    losses: Losses = option(
        Losses(no_load=0.002, proportional=0.0, square_law=0.008), doc="Losses by load.", source="assumption"
    )
    rated_kw: float | None = quantity(
        None,
        gt=0,
        per_it_kw=(0.3, 10),
        source="derived",
        doc="Rating; absent: all servers at full utilisation and the year's highest load of all else.",
    )


class Electrical(Section):
    """From the meter to the servers, and the small consumers beside them."""

    ups: Ups = option(Ups(), doc="Uninterruptible power supplies.")
    distribution: Distribution = option(Distribution(), doc="From UPS to servers.")
    transformer: Transformer = option(Transformer(), doc="From the grid's voltage.")
    lighting_fraction: float = quantity(
        0.005,
        ge=0,
        le=0.5,
        low=0.0,
        high=0.05,
        source="lei_masanet",
        doc="Lighting in the halls, per IT power.",
    )
    other_fraction: float = quantity(
        0.005,
        ge=0,
        le=0.5,
        low=0.0,
        high=0.02,
        source="assumption",
        doc="Offices, security and the like, per IT power.",
    )


@dataclass(frozen=True, eq=False)
class Feed:
    """The IT side of the chain; arrays of shape (halls, hours), design values (halls, 1).

    Distribution, UPS and lighting stand in cooled rooms: `room_kw` is the heat that the
    cooling receives with the servers' own. A hall whose cooling is a fixed PUE has none of
    them: its PUE was metered with them inside.
    """

    modelled: Floats  # 1 where the hall has a chain of its own
    distribution_loss_kw: Floats
    ups_loss_kw: Floats
    lighting_kw: Floats
    other_kw: Floats
    room_kw: Floats
    design_room_kw: Floats
    ups_load_fraction: Floats
    ups_rated_kw: float  # load that the N modules of all halls carry


@dataclass(frozen=True, eq=False)
class Site:
    """What the site draws at its meter; arrays of shape (hours,)."""

    it_kw: Floats
    electrical_loss_kw: Floats  # distribution, UPS and transformer
    transformer_loss_kw: Floats
    lighting_kw: Floats
    other_kw: Floats  # with the overhead of halls that have a fixed PUE
    cooling_kw: Floats
    facility_kw: Floats
    transformer_rated_kw: float


def loss_kw(load_kw: Floats | float, rated_kw: Floats | float, curve: Losses) -> Floats:
    """Loss of a part that delivers `load_kw`. [kW]

    No-load, proportional and square-law terms. Schneider Electric, White Paper 108.

    >>> round(float(500.0 / (500.0 + loss_kw(500.0, 1000.0, UPS_PRESETS["double_conversion"]))), 10)
    0.9523809524
    """
    x = np.asarray(load_kw) / rated_kw
    return np.asarray(rated_kw * (curve.no_load + curve.proportional * x + curve.square_law * x**2))


def it_side(electrical: Electrical, load: ItLoad, modelled: Floats) -> Feed:
    """Distribution, UPS, lighting and other consumers of every hall.

    `modelled`, shape (halls, 1), is 1 for a hall with a chain of its own and 0 for one
    whose fixed PUE already contains it.

    Raises
    ------
    DesignError
        Where the UPS is too small for the load.
    """
    distribution_kw = modelled * loss_kw(load.it_kw, load.design_kw, electrical.distribution.losses)
    design_distribution_kw = modelled * loss_kw(load.design_kw, load.design_kw, electrical.distribution.losses)
    carried_kw = load.it_kw + distribution_kw
    design_kw = load.design_kw + design_distribution_kw
    rated_kw = _ups_rating_kw(electrical.ups, design_kw, modelled)
    _refuse_overload(carried_kw, rated_kw, modelled)
    installed_kw = rated_kw * electrical.ups.installed_over_rated
    ups_kw = modelled * loss_kw(carried_kw, installed_kw, electrical.ups.curve)
    design_ups_kw = modelled * loss_kw(np.minimum(design_kw, rated_kw), installed_kw, electrical.ups.curve)
    lighting_kw = modelled * electrical.lighting_fraction * load.it_kw
    design_lighting_kw = modelled * electrical.lighting_fraction * load.design_kw
    return Feed(
        modelled=modelled,
        distribution_loss_kw=distribution_kw,
        ups_loss_kw=ups_kw,
        lighting_kw=lighting_kw,
        other_kw=modelled * electrical.other_fraction * load.it_kw,
        room_kw=load.it_kw + distribution_kw + ups_kw + lighting_kw,
        design_room_kw=load.design_kw + design_distribution_kw + design_ups_kw + design_lighting_kw,
        ups_load_fraction=carried_kw / installed_kw,
        ups_rated_kw=float((modelled * rated_kw).sum()),
    )


def _ups_rating_kw(ups: Ups, design_kw: Floats, modelled: Floats) -> Floats:
    if ups.rated_kw is None:
        return design_kw
    whole_kw = (modelled * design_kw).sum()
    return np.asarray(ups.rated_kw * design_kw / whole_kw if whole_kw else design_kw)


def _refuse_overload(carried_kw: Floats, rated_kw: Floats, modelled: Floats) -> None:
    need_kw, given_kw = (modelled * carried_kw).sum(axis=0).max(), (modelled * rated_kw).sum()
    if need_kw > given_kw * (1 + 1e-9):
        raise DesignError(
            "electrical.ups.rated_kw",
            f"the UPS must carry {need_kw:,.0f} kW, got {given_kw:,.0f} kW; raise it or take servers away",
        )


def site_side(electrical: Electrical, load: ItLoad, feed: Feed, cooling_kw: Floats, overhead_kw: Floats) -> Site:
    """Add up the site, with its transformers before the whole.

    `cooling_kw` is the electricity of the cooling, `overhead_kw` that of halls with a fixed
    PUE, whose IT and overhead pass no transformer of ours; both of shape (hours,).
    A transformer without a rating is sized for servers at full utilisation and the year's
    highest load of all else. Where every hall has a fixed PUE there is none, rated or not.

    Raises
    ------
    DesignError
        Where the transformer is too small for the load.
    """
    chain_kw = (feed.distribution_loss_kw + feed.ups_loss_kw).sum(axis=0)
    lighting_kw, other_kw = feed.lighting_kw.sum(axis=0), feed.other_kw.sum(axis=0)
    it_kw = load.it_kw.sum(axis=0)
    through_kw = (feed.modelled * load.it_kw).sum(axis=0)
    design_kw = float((feed.modelled * load.design_kw).sum())
    carried_kw = through_kw + chain_kw + lighting_kw + other_kw + cooling_kw
    there = bool(feed.modelled.any())
    rated_kw = _transformer_rating_kw(electrical.transformer, carried_kw, through_kw, design_kw) if there else 0.0
    transformer_kw = (
        loss_kw(carried_kw, rated_kw, electrical.transformer.losses) if rated_kw else np.zeros_like(carried_kw)
    )
    return Site(
        it_kw=it_kw,
        electrical_loss_kw=chain_kw + transformer_kw,
        transformer_loss_kw=transformer_kw,
        lighting_kw=lighting_kw,
        other_kw=other_kw + overhead_kw,
        cooling_kw=cooling_kw,
        facility_kw=it_kw + chain_kw + lighting_kw + other_kw + cooling_kw + transformer_kw + overhead_kw,
        transformer_rated_kw=rated_kw,
    )


def _transformer_rating_kw(transformer: Transformer, carried_kw: Floats, it_kw: Floats, design_it_kw: float) -> float:
    rated_kw = transformer.rated_kw
    if rated_kw is None:
        return design_it_kw + float((carried_kw - it_kw).max())
    if carried_kw.max() > rated_kw:
        raise DesignError(
            "electrical.transformer.rated_kw",
            f"the transformers must carry {carried_kw.max():,.0f} kW, got {rated_kw:,.0f} kW; raise it",
        )
    return rated_kw
