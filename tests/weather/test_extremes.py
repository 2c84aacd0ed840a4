"""Extremes: read from EPW headers, laid over by the profile, refused where they contradict each other."""

import math
from pathlib import Path

import pytest

from dcenergy.weather import files
from dcenergy.weather.design_conditions import extremes as of_header
from dcenergy.weather.extremes import Extreme, Extremes, SiteExtremes, laid_over
from dcenergy.weather.hourly import no_weather
from dcenergy.weather.site import Site, load

EXTREMES = {
    "Golden": "11.1,9.5,8.4,22.9,-22.9,36.1,3.8,1.2,-25.7,37,-27.9,37.7,-30.1,38.3,-32.8,39.2",
    "Tampa": "8.1,7.2,6.3,30.4,-0.7,35,3,0.8,-2.8,35.6,-4.5,36.1,-6.2,36.5,-8.3,37.1",
    "Chicago": "11.1,9.4,8.6,28.5,-23.7,35.9,4.5,1.9,-27,37.3,-29.6,38.4,-32.2,39.5,-35.5,40.9",
}
"""The extremes in the headers of three TMY3 stations: ASHRAE's Climate Design Data 2009."""


def header(extremes: str) -> str:
    """An EPW's second line with the extremes given; cooling stands before them with a word of its own."""
    return f"DESIGN CONDITIONS,1,Climate Design Data 2009 ASHRAE Handbook,,Cooling,7,15.2,33,Extremes,{extremes}"


@pytest.mark.parametrize("station", EXTREMES)
def test_the_dry_bulb_is_that_of_twenty_years(station: str):
    # ASHRAE Fundamentals 2009, ch. 14, eq. 1: M + F s with F = -sqrt(6) / pi (0.5772 + ln ln(n / (n - 1))), from mean
    # and standard deviation of the years' maxima. They are printed to 0.1: 0.05 + 1.866 * 0.05 and 0.05 of its own.
    fields = [float(field) for field in EXTREMES[station].split(",")]
    mean_c, spread_k = fields[5], fields[7]
    factor = -math.sqrt(6) / math.pi * (0.5772 + math.log(math.log(20 / 19)))
    found = of_header(header(EXTREMES[station]))
    assert found.dry_bulb is not None
    assert found.dry_bulb.temp_c == pytest.approx(mean_c + factor * spread_k, abs=0.2)
    assert found.dry_bulb.named_by == "weather file"


def test_the_wet_bulb_is_the_fourth_field():
    # Golden, 1,829 m, is dry: its highest wet bulb lies some 15 K below its highest dry bulb; the wind of 11.1 m/s
    # and the lowest temperature below -20 degC stand around it
    assert of_header(header(EXTREMES["Golden"])).wet_bulb == Extreme(22.9, "weather file")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "DESIGN CONDITIONS,0",
        header("11.1,9.5,8.4,22.9"),  # cut off
        header(EXTREMES["Golden"].replace("38.3", "")),
        header(EXTREMES["Golden"].replace("38.3", "N/A")),
        header(EXTREMES["Golden"].replace("38.3", "nan")),
        header(EXTREMES["Golden"].replace("38.3", "30.0")),  # milder than the highest in five years
        header(EXTREMES["Golden"].replace("38.3", "383")),
    ],
)
def test_a_header_that_contradicts_itself_names_no_dry_bulb(line: str):
    assert of_header(line).dry_bulb is None


def test_a_wet_bulb_above_the_dry_bulb_names_nothing():
    assert of_header(header(EXTREMES["Golden"].replace("22.9,-22.9", "42.9,-22.9"))).wet_bulb is None


def test_the_file_names_its_own(epw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))
    assert files.read(epw.write()).extremes == Extremes()
    epw.header[0] = header(EXTREMES["Tampa"])
    path = epw.write()
    expected = Extremes(Extreme(36.5, "weather file"), Extreme(30.4, "weather file"))
    assert files.read(path).extremes == expected
    for _ in ("fresh", "from the cache"):
        assert load(Site(), path).extremes == expected
        given = load(Site(extremes=SiteExtremes(wet_bulb_c=29.0)), path).extremes
        assert given == Extremes(expected.dry_bulb, Extreme(29.0, "profile"))


def test_a_profile_goes_before_what_is_named():
    named = Extremes(Extreme(36.5, "weather file"), Extreme(30.4, "weather file"))
    assert laid_over(None, named) == named
    assert laid_over(SiteExtremes(dry_bulb_c=40.0), named).dry_bulb == Extreme(40.0, "profile")
    assert laid_over(SiteExtremes(dry_bulb_c=40.0), named).wet_bulb == named.wet_bulb


def test_hours_without_air_have_none():
    assert no_weather().extremes == Extremes()


def test_a_wet_bulb_above_the_dry_bulb_is_refused():
    with pytest.raises(ValueError, match="wet_bulb_c 31 is above dry_bulb_c 30"):
        SiteExtremes(dry_bulb_c=30.0, wet_bulb_c=31.0)
