"""A site's year: whose place counts, what is noted, what the cache keeps."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pvlib
import pytest
from pydantic import ValidationError

from dcenergy.errors import WeatherError
from dcenergy.weather import files, kept_years, normals, site
from dcenergy.weather.site import Site, WeatherSource

GREENSBORO = Path(pvlib.__file__).parent / "data" / "723170TYA.CSV"
ZIXING = {"latitude_deg": 25.95, "longitude_deg": 113.25, "altitude_m": 140.0, "utc_offset_h": 8.0}


@pytest.fixture(autouse=True)
def cache_folder(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(folder))
    return folder


def same(first, second):
    return all(np.array_equal(getattr(first, name), getattr(second, name)) for name in kept_years.ARRAYS) and (
        first.kind,
        first.name,
        first.place,
        first.notes,
        first.hours,
    ) == (
        second.kind,
        second.name,
        second.place,
        second.notes,
        second.hours,
    )


def test_a_site_without_weather_has_hours_but_no_air():
    assert site.load(Site()).kind == "none"


def test_a_file_is_read_as_it_is_and_kept(cache_folder, monkeypatch):
    plain = files.read(GREENSBORO)
    first = site.load(Site(), GREENSBORO)
    assert same(first, plain)
    assert len(list(cache_folder.glob("*.npz"))) == 1
    monkeypatch.setattr(files, "parse", None)  # the second time nothing is parsed
    assert same(site.load(Site(), GREENSBORO), plain)


def test_a_given_file_goes_before_the_site_s_own_weather():
    assert site.load(Site(weather=WeatherSource(normals="zixing")), GREENSBORO).kind == "file"
    named = Site(weather=WeatherSource(file=str(GREENSBORO)))
    assert site.load(named).name == site.load(named, GREENSBORO).name


def test_normals_are_made_once(monkeypatch):
    here = Site(**ZIXING, weather=WeatherSource(normals="zixing", seed=7))
    first = site.load(here)
    monkeypatch.setattr(normals, "generate", None)
    assert same(site.load(here), first)
    assert first.kind == "normals"
    assert first.name == "typical year of Zixing, seed 7"


@pytest.mark.parametrize("change", [{"altitude_m": 150.0}, {"weather": WeatherSource(normals="zixing", seed=1)}])
def test_every_input_makes_another_entry(cache_folder, change):
    here = Site(**ZIXING, weather=WeatherSource(normals="zixing"))
    site.load(here)
    site.load(here.model_copy(update=change))
    assert len(list(cache_folder.glob("*.npz"))) == 2


def test_the_site_s_place_is_laid_over_the_weather_s():
    weather = site.load(Site(latitude_deg=36.2, altitude_m=300.0), GREENSBORO)
    assert (weather.place.latitude_deg, weather.place.altitude_m) == (36.2, 300.0)
    assert (weather.place.longitude_deg, weather.place.utc_offset_h) == (-79.95, -5.0)
    assert weather.notes == ()


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ({"latitude_deg": 37.0}, "The site (37, -79.95) is not at the place of the weather file"),
        ({"altitude_m": 400.0}, "The site is 127 m higher than the place of the weather file"),
        ({"altitude_m": 100.0}, "The site is 173 m lower"),
        ({"utc_offset_h": -6.0}, "The site's utc_offset_h of -6 goes before the -5 of the weather file"),
    ],
)
def test_weather_from_elsewhere_is_noted(own, says):
    notes = site.load(Site(**own), GREENSBORO).notes
    assert any(note.startswith(says) for note in notes), notes


def test_a_place_whose_zone_is_on_the_other_side_is_refused():
    with pytest.raises(WeatherError, match=r"contradict each other by 11 h; east is positive for both"):
        site.load(Site(utc_offset_h=8.0), GREENSBORO)


@pytest.mark.parametrize(
    ("normals_of", "latitude_deg"), [("frankfurt", -33.9), ("johannesburg", 34.0), ("sao-paulo", 10.5)]
)
def test_normals_of_the_other_hemisphere_are_refused(normals_of, latitude_deg):
    here = Site(latitude_deg=latitude_deg, weather=WeatherSource(normals=normals_of))
    with pytest.raises(WeatherError, match=r"site lies at .* in the site's summer; take normals or a file of"):
        site.load(here)


def test_a_file_of_the_other_hemisphere_is_refused():
    with pytest.raises(WeatherError, match=r"the weather file .*723170TYA\.CSV at 36\.1, where it is winter in"):
        site.load(Site(latitude_deg=-20.0), GREENSBORO)


@pytest.mark.parametrize(("normals_of", "latitude_deg"), [("singapore", -30.0), ("johannesburg", 9.0)])
def test_the_tropics_have_no_seasons_to_turn(normals_of, latitude_deg):
    here = Site(latitude_deg=latitude_deg, distant_weather=True, weather=WeatherSource(normals=normals_of))
    weather = site.load(here)
    assert weather.place.latitude_deg == latitude_deg
    assert any("is not at the place of" in note for note in weather.notes)


def test_errors_are_not_kept(tmp_path):
    path = tmp_path / "weather.epw"
    path.write_text("nothing")
    for _ in range(2):
        with pytest.raises(WeatherError, match="neither EPW"):
            site.load(Site(), path)
    with pytest.raises(WeatherError, match="no normals of `atlantis`"):
        site.load(Site(weather=WeatherSource(normals="atlantis")))


def test_a_damaged_entry_is_computed_anew_with_a_note(cache_folder):
    here = Site(weather=WeatherSource(normals="singapore"))
    first = site.load(here)
    (entry,) = cache_folder.glob("*.npz")
    entry.write_bytes(entry.read_bytes()[:5000])
    second = site.load(here)
    assert np.array_equal(second.temp_c, first.temp_c)
    assert second.notes[:-1] == first.notes
    assert "could not be read" in second.notes[-1]
    assert site.load(here).notes == first.notes


@pytest.mark.parametrize("keys", [{}, {"normals": "zixing", "file": "x.epw"}])
def test_weather_is_named_once(keys):
    with pytest.raises(ValidationError, match="name exactly one of normals"):
        WeatherSource(**keys)


def test_a_seed_without_normals_is_an_error():
    with pytest.raises(ValidationError, match="seed belongs to normals"):
        WeatherSource(file="x.epw", seed=3)


def test_a_kept_year_comes_back_without_the_heavy_packages():
    site.load(Site(weather=WeatherSource(normals="zixing")))
    code = (
        "import sys; from dcenergy.weather.site import Site, WeatherSource, load; "
        "load(Site(weather=WeatherSource(normals='zixing'))); "
        "print([name for name in ('pandas', 'pvlib', 'scipy') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True)
    assert run.stdout.strip() == "[]"
