"""Single numbers that others published, each against the function that computes it."""

from __future__ import annotations

import numpy as np

from dcenergy.constants import FRESH_WATER, Liquid
from dcenergy.plant import chiller_performance, electrical, heat_exchanger, ride_through, water_loop
from dcenergy.validation import lei_masanet
from dcenergy.validation.row import Row
from dcenergy.weather import psychrometrics

ROUNDED = "the last digit printed"


def rows() -> list[Row]:
    """Compare every number."""
    return [
        _row(
            "Saturated air at 20 degC",
            "vapour pressure",
            "Pa",
            2338.8,
            psychrometrics.saturation_pressure_pa(20.0),
            1e-4,
            ROUNDED,
            "ASHRAE Fundamentals 2017, ch. 1, table 3",
        ),
        _row(
            "Air of 40 degC with a wet bulb of 20 degC",
            "humidity ratio",
            "kg/kg",
            0.0065,
            psychrometrics.humidity_ratio_from_wet_bulb(40.0, 20.0, 101_325.0),
            0.02,
            "read off the chart to half a division",
            "ASHRAE Fundamentals 2017, ch. 1, example 1",
        ),
        _row(
            "Counterflow exchanger, NTU 3, ratio 0.5",
            "effectiveness",
            "-",
            0.8744251519,
            heat_exchanger.effectiveness(3.0, 0.5),
            1e-9,
            ROUNDED,
            "Incropera and DeWitt, table 11.3",
        ),
        _row(
            "Chiller at 55 % of Carnot, 18 to 32.5 degC",
            "COP",
            "-",
            11.0436207,
            chiller_performance.carnot_cop(18.0, 32.5, 0.55),
            1e-8,
            ROUNDED,
            "0.55 x 291.15 / 14.5",
        ),
        _row(
            "Chiller of Lei and Masanet at half load, 20 degC",
            "COP",
            "-",
            8.7789,
            lei_masanet.chiller_cop(0.5, 20.0),
            1e-5,
            ROUNDED,
            "Lei and Masanet 2020, regression",
        ),
        _row(
            "Double-conversion UPS at half load",
            "efficiency",
            "-",
            0.9523809524,
            500.0 / (500.0 + electrical.loss_kw(500.0, 1000.0, electrical.UPS_PRESETS["double_conversion"])),
            1e-9,
            ROUNDED,
            "Schneider Electric White Paper 108, form of the curve",
        ),
        _row(
            "1 MW in water warmed by 2.5 K",
            "flow",
            "m3/s",
            0.0957481,
            water_loop.water_flow_m3_s(1000.0, 2.5, FRESH_WATER),
            1e-6,
            ROUNDED,
            "1000 / (998 x 4.186 x 2.5)",
        ),
        _row(
            "20 MW in the Dongjiang river's mean 144 m3/s",
            "rise after mixing",
            "K",
            0.033196,
            water_loop.warming_k(20_000.0, 144.0, Liquid(999.5, 4.186)),
            1e-5,
            ROUNDED,
            "ASCE Water Power '87 for the flow",
        ),
        _row(
            "Dongjiang without cooling: 50 degC after 3 minutes",
            "implied heat capacity",
            "kJ/K per kW",
            7.5,
            ride_through.implied_capacity_kj_k_per_kw(3.0, 26.0, 50.0),
            1e-12,
            "arithmetic on a press report",
            "CCTV on the Dongjiang data centre",
        ),
    ]


def _row(
    case: str, figure: str, unit: str, published: float, ours: object, tolerance: float, reason: str, source: str
) -> Row:
    return Row(
        group="Published numbers",
        case=case,
        figure=figure,
        unit=unit,
        low=published,
        high=published,
        ours=float(np.asarray(ours)),
        tolerance=tolerance,
        reason=reason,
        source=source,
    )
