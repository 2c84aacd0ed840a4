"""Radiation of a year's hours: its three parts, each from the others where it is missing.

- Radiation of 0 to -20 W/m2, a sensor's offset, counts as 0.
- A beam above the sun's own, outside the air, is missing in up to a day of hours; in more, refused.
- A missing whole is the sum of its parts; missing parts are split from the whole after Erbs 1982, and no beam is
  above what a clean and dry atmosphere lets through. What then is missing for up to 6 hours is interpolated.
- Parts that miss the whole by over 3 % of the year's sum, with the sun at mid-hour, are left and noted.
"""

from __future__ import annotations

import numpy as np

from dcenergy.language import Message
from dcenergy.series.hours import LONGEST_GAP_H, bridged
from dcenergy.weather import bad_hours, sun
from dcenergy.weather.hourly import Calendar, Floats, Notes
from dcenergy.weather.table import Bools, Table, counted, noted, number

LARGEST_CLOSURE_GAP = 0.03
"""Of the year's sum (assumption); measured years have under 1 %, modelled ones (CSWD) 9 to 15 %."""

ABOVE_THE_SUN = 1.02
"""Beam over that outside the air: figures are rounded, and the solar constant has been put 0.5 % apart."""

Parts = tuple[Floats, Floats, Floats]


def filled(table: Table, days: Calendar, zenith_deg: Floats) -> tuple[Parts, Notes]:
    """Return global, direct normal and diffuse radiation of every hour. [W/m2]

    Raises
    ------
    WeatherError
        Where no rule fills what is missing.
    """
    columns = table.ghi_w_m2, table.dni_w_m2, table.dhi_w_m2
    negative = np.any([column < 0 for column in columns], axis=0)
    whole, direct, diffuse = (np.where(column < 0, 0.0, column) for column in columns)
    direct, beam_notes = _below_the_sun(table, direct, days)
    upright = sun.cosine(zenith_deg)

    summed = np.isnan(whole) & ~np.isnan(direct) & ~np.isnan(diffuse)
    whole = np.where(summed, direct * upright + diffuse, whole)
    interpolated = np.isnan(whole)
    whole = bridged(whole)
    table.refuse(
        np.isnan(whole),
        f"radiation is missing for more than {LONGEST_GAP_H} hours on end",
        "mend the file or take another",
    )
    halved = np.isnan(direct) | np.isnan(diffuse)
    split_direct, split_diffuse = sun.split_w_m2(whole, table.place, days, zenith_deg)
    direct, diffuse = np.where(halved, split_direct, direct), np.where(halved, split_diffuse, diffuse)
    notes = _notes(negative, summed, interpolated, halved)
    return (whole, direct, diffuse), beam_notes + notes + _closure(whole, direct * upright + diffuse)


def _below_the_sun(table: Table, direct: Floats, days: Calendar) -> tuple[Floats, Notes]:
    """Take beams above the sun's own as missing."""
    most = ABOVE_THE_SUN * sun.above_the_air_w_m2(days)
    return bad_hours.screened(
        table.cells("dni_w_m2"), direct, direct > most, "not be above the sun's outside the air, 1,409 W/m2 at most"
    )


def _notes(negative: Bools, summed: Bools, interpolated: Bools, halved: Bools) -> Notes:
    return (
        counted(negative, Message("{hours} had radiation slightly below 0, counted as 0."))
        + counted(summed, Message("{hours} had no global radiation; it was summed from its parts."))
        + noted(
            Message.counted(
                number(interpolated),
                "{count} hour without radiation was interpolated.",
                "{count} hours without radiation were interpolated.",
            )
        )
        + counted(
            halved,
            Message("{hours} had no direct or diffuse radiation; they were split from the global (Erbs 1982)."),
        )
    )


def _closure(whole: Floats, summed: Floats) -> Notes:
    gap = np.abs(summed - whole).sum() / whole.sum() if whole.sum() else 0.0
    if gap <= LARGEST_CLOSURE_GAP:
        return ()
    return (
        Message(
            "Direct and diffuse radiation miss the global by {gap} of the year's sum, hour by hour: the "
            "radiation is modelled, or its place, time zone or hours are not those of the header. "
            "Solar yields inherit this.",
            gap=f"{gap:.0%}",
        ).rated("moves"),
    )
