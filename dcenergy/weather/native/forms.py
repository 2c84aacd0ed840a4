"""Every form of weather files that is read beside EPW, TMY3 and one's own CSV."""

from __future__ import annotations

from pathlib import Path

from dcenergy.errors import WeatherError, told_as
from dcenergy.series import raw_text
from dcenergy.weather import mending
from dcenergy.weather.native import dwd_try, nasa_power, open_meteo, pvgis, sam, tmy2
from dcenergy.weather.native.found import Form, table

FORMS: tuple[Form, ...] = (sam.FORM, pvgis.FORM, open_meteo.FORM, nasa_power.FORM, dwd_try.FORM, tmy2.FORM)

BEGINNING = 20_000
"""Bytes by which a form is recognised."""


def form_of(content: bytes) -> Form | None:
    """Return the form of a file; None where it has none of these."""
    lines = raw_text.text(content[:BEGINNING])[0].split("\n")[:-1]
    return next((form for form in FORMS if form.recognised(lines)), None)


@told_as(WeatherError)
def parse(path: Path, content: bytes, form: Form, zone_h: float | None) -> mending.Table:
    """Return the hours of a file of a form, in the site's zone where it says one."""
    text, _ = raw_text.text(content)
    return table(path, form.read(path, text.split("\n")), zone_h)
