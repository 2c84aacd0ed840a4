"""The hours of a design as a table: CSV or Parquet."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dcenergy.errors import OutputError
from dcenergy.result import Result
from dcenergy.weather.hourly import Floats, Ints

if TYPE_CHECKING:
    import pandas as pd


def columns(design: Result) -> Mapping[str, Floats | Ints]:
    """Every hourly series that the design determines, by name with its unit."""
    calendar, weather, halls = design.weather.calendar, design.weather, design.cooled.simulated_by_name
    table: dict[str, Floats | Ints] = {
        "month": calendar.month,
        "day_of_year": calendar.day_of_year,
        "hour": calendar.hour,
    }
    if weather.kind != "none":
        table |= {"outdoor_c": weather.temp_c, "wet_bulb_c": weather.wet_bulb_c, "dew_point_c": weather.dew_point_c}
    table |= {"facility_kw": design.site.facility_kw}
    table |= {f"{part}_kw": power for part, power in design.parts_kw.items() if power is not None}
    if any(hall.it.flexible for hall in design.profile.halls):
        table |= {"it_unmoved_kw": design.load.unmoved_kw.sum(axis=0)}
    power = design.power
    table |= {"grid_kw": power.grid_kw}
    supplied = {
        "solar_kw": power.solar_kw,
        "wind_kw": power.wind_kw,
        "hydro_kw": power.hydro_kw,
        "diesel_kw": power.diesel_kw,
        "unserved_kw": power.unserved_kw,
        "battery_charged_kw": power.charged_kw,
        "battery_discharged_kw": power.discharged_kw,
        "battery_stored_kwh": power.stored_kwh,
        "exported_kw": power.exported_kw,
        "curtailed_kw": power.curtailed_kw,
    }
    table |= {name: series for name, series in supplied.items() if series.any()}
    if power.contracted_kw is not None:
        table |= {"contracted_kw": power.contracted_kw.sum(axis=0)}
    for name, hall in zip(prefixes(list(halls)), halls.values(), strict=True):
        prefix = f"{name}_" if len(halls) > 1 else ""
        table |= {
            f"{prefix}heat_kw": hall.heat_kw,
            f"{prefix}free_kw": hall.free_kw,
            f"{prefix}mechanical_kw": hall.mechanical_kw,
            f"{prefix}unmet_kw": hall.unmet_kw,
            f"{prefix}to_water_kw": hall.to_water_kw,
            f"{prefix}to_air_kw": hall.to_air_kw,
        }
        if hall.storage:
            table |= {
                f"{prefix}storage_charged_kw": hall.storage.charged_kw,
                f"{prefix}storage_discharged_kw": hall.storage.discharged_kw,
                f"{prefix}storage_stored_kwh": hall.storage.stored_kwh,
            }
        if hall.water_body:
            table |= {
                f"{prefix}intake_c": hall.water_body.intake_c,
                f"{prefix}outfall_c": hall.water_body.outfall_c,
                f"{prefix}source_flow_m3_s": hall.water_body.flow_m3_s,
            }
        if hall.water:
            table |= {
                f"{prefix}make_up_l": hall.water.make_up_l,
                f"{prefix}humidification_l": hall.water.humidification_l,
            }
        if hall.reused:
            table |= {f"{prefix}reused_heat_kw": hall.reused.delivered_kw}
    signals = {"grid_kg_per_kwh": design.signals.kg_per_kwh, "price_per_kwh": design.signals.price_per_kwh}
    return table | {name: series for name, series in signals.items() if series is not None}


def prefixes(halls: Sequence[str]) -> list[str]:
    """Return names for columns: letters and digits alone, no two alike.

    >>> prefixes(["Hall 1", "Hall-1", "=cmd"])
    ['Hall_1', 'Hall_1_2', '_cmd']
    """
    plain = [re.sub(r"\W+", "_", name) for name in halls]
    taken: Counter[str] = Counter()
    for i, name in enumerate(plain):
        taken[name] += 1
        if taken[name] > 1:
            plain[i] = f"{name}_{taken[name]}"
    return plain


def content(design: Result, path: Path) -> bytes:
    """Return the table as the file that `path` names by its ending.

    Raises
    ------
    OutputError
        Where the ending is neither .csv nor .parquet, or Parquet has no writer installed.
    """
    import pandas as pd

    frame = pd.DataFrame(columns(design))
    frame.index.name = "hour_of_year"
    buffer = io.BytesIO()
    match path.suffix.lower():
        case ".csv":
            frame.to_csv(buffer, float_format="%.10g")
        case ".parquet":
            _write_parquet(frame, buffer)
        case ending:
            raise OutputError(f"{path}: an hourly table ends in .csv or .parquet, got {ending or 'no ending'}")
    return buffer.getvalue()


def _write_parquet(frame: pd.DataFrame, buffer: io.BytesIO) -> None:
    try:
        import pyarrow  # noqa: F401 - pandas would name every engine it knows
    except ImportError as missing:
        raise OutputError("Parquet needs pyarrow: pip install 'dcenergy[parquet]', or write .csv") from missing
    frame.to_parquet(buffer)
