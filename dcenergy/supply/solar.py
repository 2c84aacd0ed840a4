"""Photovoltaic arrays: what one kilowatt-peak yields in every hour of a year.

The chain is PVWatts' (Dobos 2014, NREL/TP-6A20-62641), built from pvlib's functions: Hay and Davies' sky,
Fresnel reflection at the cover, Faiman's cell temperature, a linear module, PVWatts' inverter.
"""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from dcenergy.errors import DesignError
from dcenergy.reference.table import find
from dcenergy.section import Section, option, quantity
from dcenergy.weather import sun
from dcenergy.weather.hourly import Floats, Place, Weather

FACING_SOUTH_DEG, FACING_NORTH_DEG = 180.0, 0.0
FIXED_TILT_DEG = find("fixed_numbers", "solar-fixed-tilt").value
TRACKER_LIMIT_DEG = find("fixed_numbers", "solar-tracker-limit").value
TRACKER_GROUND = find("fixed_numbers", "solar-tracker-ground").value


class Module(Section):
    """How an array stands and what it is made of: all that a kilowatt-peak's yield follows from."""

    tracking: Literal["fixed", "single_axis"] = option(
        "fixed", doc="A level axis that follows the sun over the day, or none.", source="pvwatts_v5"
    )
    tilt_deg: float | None = quantity(
        None,
        ge=0,
        le=90,
        low=0,
        high=60,
        source="pvwatts_v5",
        doc=f"Of a fixed array over the horizontal; absent: {FIXED_TILT_DEG:g}.",
    )
    azimuth_deg: float | None = quantity(
        None,
        ge=0,
        lt=360,
        source="derived",
        doc="Where the array faces, or its axis points: 180 is south; absent: towards the equator.",
    )
    soiling: float = quantity(
        0.02, ge=0, lt=1, low=0.0, high=0.1, source="pvwatts_v5", doc="Light lost to dirt on the modules."
    )
    other_losses: float = quantity(
        0.1233,
        ge=0,
        lt=1,
        low=0.08,
        high=0.20,
        source="pvwatts_v5",
        doc="Shading, mismatch, wiring, first light, nameplate, outages: with soiling 14.08 % in all.",
    )
    temperature_coefficient_per_k: float = quantity(
        -0.0035,
        ge=-0.01,
        le=0,
        low=-0.0047,
        high=-0.0025,
        source="pvwatts_v8",
        doc="Change of the module's power with its temperature.",
    )
    dc_ac_ratio: float = quantity(
        1.2, ge=0.5, le=3, low=1.0, high=1.5, source="pvwatts_v5", doc="Module power over inverter power."
    )
    inverter_efficiency: float = quantity(
        0.96, gt=0, le=1, low=0.94, high=0.99, source="pvwatts_v5", doc="At the inverter's rated power."
    )
    albedo: float = quantity(
        0.2, ge=0, le=1, low=0.1, high=0.6, source="pvwatts_v5", doc="Light that the ground throws back."
    )

    @model_validator(mode="after")
    def _trackers_have_no_tilt(self) -> Self:
        if self.tracking == "single_axis" and self.tilt_deg is not None:
            raise ValueError("a single-axis tracker turns about a level axis; remove `tilt_deg`")
        return self

    @property
    def key(self) -> str:
        """All of it in words, the same for modules of the same yield."""
        return repr([getattr(self, name) for name in Module.model_fields])


class SolarArray(Module):
    """Solar modules on the site, behind its meter."""

    capacity_kwp: float = quantity(gt=0, per_it_kw=(0.001, 20), doc="Module power under standard test conditions.")
    degradation_per_year: float = quantity(
        0.005,
        ge=0,
        lt=0.1,
        low=0.003,
        high=0.01,
        source="jordan_kurtz",
        doc="Yield lost a year, over the plant's life; the year shown is the first.",
    )


def unit_yield_kw(module: Module, weather: Weather) -> Floats:
    """Output of 1 kWp of every hour, after the inverter, of shape (hours,). [kW]

    The sun stands where it is at the middle of each hour. Modelled radiation (typical years
    of weather files, monthly normals) carries an error of 5 to 10 %.

    Raises
    ------
    DesignError
        Where the weather has no place, and so no sun.
    """
    from pvlib import iam, inverter, irradiance, pvsystem, temperature

    if weather.place is None:
        raise DesignError("site.weather", "is missing, and solar power needs it; name an EPW file or normals")
    zenith_deg, azimuth_deg = sun.position_deg(weather.place, weather.calendar)
    tilt_deg, facing_deg = orientation_deg(module, weather.place, zenith_deg, azimuth_deg)
    poa = irradiance.get_total_irradiance(
        tilt_deg,
        facing_deg,
        zenith_deg,
        azimuth_deg,
        weather.dni_w_m2,
        weather.ghi_w_m2,
        weather.dhi_w_m2,
        dni_extra=irradiance.get_extra_radiation(weather.calendar.day_of_year),
        albedo=module.albedo,
        model="haydavies",
    )
    incidence_deg = irradiance.aoi(tilt_deg, facing_deg, zenith_deg, azimuth_deg)
    absorbed_w_m2 = poa["poa_direct"] * iam.physical(incidence_deg) + poa["poa_diffuse"]
    cell_c = temperature.faiman(poa["poa_global"], weather.temp_c, weather.wind_m_s)
    dc_kw = pvsystem.pvwatts_dc(absorbed_w_m2, cell_c, 1.0, module.temperature_coefficient_per_k)
    kept = (1 - module.soiling) * (1 - module.other_losses)
    rated_dc_kw = 1 / module.dc_ac_ratio / module.inverter_efficiency
    ac_kw: Floats = inverter.pvwatts(np.maximum(dc_kw, 0.0) * kept, rated_dc_kw, module.inverter_efficiency)
    return ac_kw


def orientation_deg(module: Module, place: Place, zenith_deg: Floats, azimuth_deg: Floats) -> tuple[Floats, Floats]:
    """Tilt of the modules and where they face, in every hour. [degree]

    Trackers turn 60 degrees to either side and back so as not to shade each other (rows
    take 40 % of the ground): PVWatts version 5.
    """
    towards_equator_deg = FACING_SOUTH_DEG if place.latitude_deg >= 0 else FACING_NORTH_DEG
    facing_deg = towards_equator_deg if module.azimuth_deg is None else module.azimuth_deg
    if module.tracking == "fixed":
        tilt_deg = FIXED_TILT_DEG if module.tilt_deg is None else module.tilt_deg
        return np.full_like(zenith_deg, tilt_deg), np.full_like(zenith_deg, facing_deg)

    from pvlib import tracking

    turned = tracking.singleaxis(
        zenith_deg,
        azimuth_deg,
        axis_tilt=0.0,
        axis_azimuth=facing_deg,
        max_angle=TRACKER_LIMIT_DEG,
        backtrack=True,
        gcr=TRACKER_GROUND,
    )
    level_at_night = (np.nan_to_num(turned[name], nan=0.0) for name in ("surface_tilt", "surface_azimuth"))
    tilt, facing = level_at_night
    return tilt, facing
