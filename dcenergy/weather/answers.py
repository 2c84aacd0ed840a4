"""What PVGIS and NASA POWER answer: the hours of a year in UTC, the altitude, and what the year is."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dcenergy.language import Message

if TYPE_CHECKING:
    import pandas as pd

PA_PER_KPA = 1000.0

NASA_NAMES = {
    "T2M": "temp_air",
    "T2MDEW": "temp_dew",
    "RH2M": "relative_humidity",
    "PS": "pressure",
    "WS10M": "wind_speed",
    "ALLSKY_SFC_SW_DWN": "ghi",
    "ALLSKY_SFC_SW_DNI": "dni",
    "ALLSKY_SFC_SW_DIFF": "dhi",
}
"""What NASA POWER calls what pvlib calls so."""

ALTITUDE_M = -450.0, 6000.0
"""The lowest and highest land that can hold a site."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What a source sent: hours of UTC under pvlib's names, and the altitude it takes the place to have."""

    frame: pd.DataFrame
    altitude_m: float
    comment: str


def of_pvgis(text: str) -> Answer:
    """Return a typical year of PVGIS.

    Raises
    ------
    ValueError, LookupError, TypeError, AttributeError, RecursionError
        Where the text is none.
    """
    from pvlib.iotools import read_pvgis_tmy

    frame, facts = read_pvgis_tmy(io.StringIO(text), pvgis_format="json")
    months = "; ".join(f"{int(chosen['month'])}: {int(chosen['year'])}" for chosen in facts["months_selected"])
    return Answer(
        frame=frame,
        altitude_m=_altitude_m(facts["inputs"]["location"]["elevation"]),
        comment=Message(
            "The weather is a typical year of PVGIS (European Commission, Joint Research Centre), put together from "
            "real months; their years by month: {months}.",
            months=months,
        ),
    )


def of_nasa_power(text: str, year: int | None) -> Answer:
    """Return a real year of NASA POWER, the one that was asked for.

    Raises
    ------
    ValueError, LookupError, TypeError, AttributeError, RecursionError
        Where the text is none.
    """
    import pandas as pd

    facts = json.loads(text)
    hours = pd.DataFrame(facts["properties"]["parameter"]).sort_index()
    frame = hours.replace(facts["header"]["fill_value"], np.nan)
    frame["PS"] *= PA_PER_KPA
    return Answer(
        frame=frame.rename(columns=NASA_NAMES),
        altitude_m=_altitude_m(facts["geometry"]["coordinates"][2]),
        comment=Message(
            "The weather is the hours of one real year, {year}, of NASA POWER (MERRA-2, CERES).",
            year=str(year),
        ),
    )


def _altitude_m(said: object) -> float:
    altitude_m = float(said)  # type: ignore[arg-type]  # whatever a server sends; no number is a TypeError
    if not ALTITUDE_M[0] <= altitude_m <= ALTITUDE_M[1]:
        raise ValueError(f"an altitude of {altitude_m:g} m")
    return altitude_m
