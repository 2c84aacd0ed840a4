"""Water of a year: withdrawn, made up, consumed; and the strain on the water body."""

from __future__ import annotations

from dataclasses import dataclass

from dcenergy.constants import SECONDS_PER_HOUR
from dcenergy.plant.facility import Facility
from dcenergy.plant.receiving import Strain, strain


@dataclass(frozen=True)
class Water:
    """Litres (kilograms) a year; None where the profile does not determine them.

    `withdrawn` is once-through water, returned warmer; `make_up` replaces what towers lose;
    `consumed` leaves the site as vapour or droplets: evaporation, drift, humidification.
    """

    withdrawn: float | None
    make_up: float | None
    consumed: float | None
    evaporated: float | None
    blowdown: float | None
    drift: float | None
    humidification: float | None

    @property
    def metered(self) -> float | None:
        """What the site buys: make-up and humidification. [L]"""
        if self.make_up is None or self.humidification is None:
            return None
        return self.make_up + self.humidification


UNKNOWN = Water(None, None, None, None, None, None, None)


def water(cooled: Facility) -> Water:
    """Sum the water of a year. [L]

    Lake water is returned, not consumed; dry systems use none.
    """
    if not cooled.simulated:
        return UNKNOWN
    bodies = [hall.water_body for hall in cooled.simulated if hall.water_body]
    used = [hall.water for hall in cooled.simulated if hall.water]
    withdrawn = sum(float(body.flow_m3_s.sum()) * SECONDS_PER_HOUR * body.liquid.density_kg_m3 for body in bodies)
    evaporated = sum(float(use.evaporated_l.sum()) for use in used)
    drift = sum(float(use.drift_l.sum()) for use in used)
    humidification = sum(float(use.humidification_l.sum()) for use in used)
    return Water(
        withdrawn=withdrawn,
        make_up=sum(float(use.make_up_l.sum()) for use in used),
        consumed=evaporated + drift + humidification,
        evaporated=evaporated,
        blowdown=sum(float(use.blowdown_l.sum()) for use in used),
        drift=drift,
        humidification=humidification,
    )


def water_body(cooled: Facility) -> Strain | None:
    """What the site does to its water body; None where it has none."""
    bodies = [hall.water_body for hall in cooled.simulated if hall.water_body]
    return strain(bodies) if bodies else None
