"""A site far from its weather: refused unless meant, and the slip that explains it named."""

import math
from pathlib import Path

import pvlib
import pytest

from dcenergy.errors import WeatherError
from dcenergy.weather import distance, site
from dcenergy.weather.hourly import Place
from dcenergy.weather.site import Site, WeatherSource

GREENSBORO = Path(pvlib.__file__).parent / "data" / "723170TYA.CSV"  # 36.1, -79.95, UTC-5


@pytest.fixture(autouse=True)
def cache_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))


def of(normals, **own):
    return Site(**own, weather=WeatherSource(normals=normals))


SWAPPED = r"are site\.latitude_deg and site\.longitude_deg swapped\?"


@pytest.mark.parametrize(
    ("here", "says"),
    [
        # Frankfurt stands at 50.0, 8.6
        (of("frankfurt", latitude_deg=8.7, longitude_deg=50.1), SWAPPED + r" \(50\.1, 8\.7 lies \d+ km from it\)"),
        (of("frankfurt", latitude_deg=50.1, longitude_deg=-8.7), r"is the sign of site\.longitude_deg wrong\?"),
        (of("zixing", latitude_deg=-25.95), r"is the sign of site\.latitude_deg wrong\? North is positive \(25\.95,"),
        (
            of("sao-paulo", latitude_deg=23.5, longitude_deg=46.6),
            r"are the signs of site\.latitude_deg and site\.long",
        ),
        (of("sao-paulo", latitude_deg=-46.6, longitude_deg=-23.5), SWAPPED),
        (of("sao-paulo", latitude_deg=46.6, longitude_deg=-23.5), SWAPPED),
        (of("johannesburg", latitude_deg=28.2, longitude_deg=-26.1), SWAPPED),
        (
            of("beijing", latitude_deg=31.2, longitude_deg=121.5),
            r"choose weather of a nearer place, or set site\.dist",
        ),
    ],
)
def test_a_site_far_from_its_normals_is_refused(here, says):
    with pytest.raises(
        WeatherError, match=r"the site \(.*\) lies [\d,]+ km from the place of the normals of .*" + says
    ):
        site.load(here)


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ({"latitude_deg": -36.1}, "is the sign of site.latitude_deg wrong"),
        ({"longitude_deg": 79.95}, "is the sign of site.longitude_deg wrong"),
        ({"latitude_deg": -79.95, "longitude_deg": 36.1}, "swapped"),
        ({"latitude_deg": 44.0}, "site.distant_weather"),
    ],
)
def test_a_site_far_from_its_file_is_refused(own, says):
    with pytest.raises(WeatherError) as fault:
        site.load(Site(**own), GREENSBORO)
    assert says in str(fault.value)


def test_the_distance_is_that_of_the_great_circle():
    # Shanghai to Beijing, by the spherical law of cosines
    north, south, east = math.radians(39.93), math.radians(31.2), math.radians(121.5 - 116.28)
    arc = math.acos(math.sin(north) * math.sin(south) + math.cos(north) * math.cos(south) * math.cos(east))
    shanghai, beijing = (Place(lat, lon, 0.0, 8.0) for lat, lon in ((31.2, 121.5), (39.93, 116.28)))
    with pytest.raises(WeatherError, match=rf"lies {6371 * arc:,.0f} km from"):
        distance.refuse(shanghai, beijing, "x", meant=False)


def test_500_km_are_near_enough_and_what_is_meant_is_far_enough():
    # one degree of latitude is 6371 km * pi / 180 = 111.195 km
    here = Place(0.0, 0.0, 0.0, 0.0)
    distance.refuse(Place(499 / 111.195, 0.0, 0.0, 0.0), here, "x", meant=False)
    beyond = Place(501 / 111.195, 0.0, 0.0, 0.0)
    with pytest.raises(WeatherError, match="501 km"):
        distance.refuse(beyond, here, "x", meant=False)
    distance.refuse(beyond, here, "x", meant=True)


def test_what_is_meant_is_still_noted_and_moves_figures():
    year = site.load(Site(latitude_deg=44.0, distant_weather=True), GREENSBORO)
    (note,) = [each for each in year.notes if "is not at the place of" in each]
    assert note.severity == "moves"


def test_turned_seasons_cannot_be_meant():
    with pytest.raises(WeatherError, match="in the site's summer"):
        site.load(Site(latitude_deg=-36.1, distant_weather=True), GREENSBORO)


def test_longitudes_meet_at_the_date_line():
    near = [Place(0.0, longitude, 0.0, 12.0) for longitude in (179.9, -179.9)]
    distance.refuse(*near, "x", meant=False)
    assert distance.notes(*near, "x") == ()


def test_the_command_line_refuses_it_with_the_question(call, tmp_path):
    (tmp_path / "swapped.yaml").write_text(
        "name: swapped\nsite: {latitude_deg: 8.7, longitude_deg: 50.1, weather: {normals: frankfurt}}\n"
        "it: {servers: [{count: 10}]}\ncooling: {system: air_chiller}\n"
    )
    code, _, err = call("run", "swapped.yaml", "--no-report")
    assert code == 2
    assert "swapped?" in err
    assert (
        call(
            "run", "swapped.yaml", "--no-report", "--set", "site.latitude_deg=50.1", "--set", "site.longitude_deg=8.7"
        )[0]
        == 0
    )
