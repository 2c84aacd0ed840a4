"""One's own normals as a user meets them: `weather normals`, `weather make`, and profiles that name a file."""

import json
from dataclasses import replace
from pathlib import Path

import pvlib
import pytest

from dcenergy.study import case
from dcenergy.weather import files, months, own_normals
from dcenergy.weather.hourly import DAYS_OF_MONTH
from dcenergy.weather.site import Site, WeatherSource, load

GREENSBORO = Path(pvlib.__file__).parent / "data" / "723170TYA.CSV"
PROFILE = """\
name: mine
site:
  weather: {normals: city.csv}
it: {servers: [{count: 10}]}
cooling: {system: air_chiller}
"""


@pytest.fixture
def city(tmp_path) -> Path:
    """The normals of Greensboro's year."""
    path = tmp_path / "city.csv"
    path.write_text(own_normals.text(months.as_measured(files.read(GREENSBORO)), "its TMY3"))
    return path


def test_normals_are_printed_or_written(call):
    code, printed, err = call("weather", "normals", GREENSBORO)
    assert (code, err) == (0, "")
    lines = printed.splitlines()
    assert len(lines) == 13
    assert lines[0] == (
        "place,latitude_deg,longitude_deg,altitude_m,utc_offset_h,source,month,temp_c,temp_max_c,temp_min_c,"
        "vapour_pressure_hpa,pressure_hpa,ghi_kwh_m2_day,wind_m_s,temp_spread_k,dew_point_spread_k"
    )
    assert lines[1].startswith(
        '"GREENSBORO PIEDMONT TRIAD INT, NC, TMY3",36.1,-79.95,273,-5,monthly means of 723170TYA.CSV,1,'
    )
    code, out, _ = call("weather", "normals", GREENSBORO, "--out", "city.csv")
    assert (code, out) == (0, "city.csv: monthly normals of GREENSBORO PIEDMONT TRIAD INT, NC, TMY3\n")
    assert Path("city.csv").read_text() == printed


def test_notes_go_beside_what_is_printed(call, epw):
    epw.set("wind", slice(100, 103), "999")
    epw.write()
    _, out, err = call("weather", "normals", "test.epw")
    assert err == "note: 3 hours without a wind speed were interpolated.\n"
    assert "note" not in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("weather", "normals"), "name a FILE"),
        (("weather", "normals", GREENSBORO, "--out", "city.txt"), "name that ends in .csv"),
        (("weather", "normals", GREENSBORO, "--out", "no/city.csv"), "no/city.csv: cannot be written"),
        (("weather", "make", "--normals", "city.csv", "city.csv"), "city.csv: is a file that this run reads"),
        (("weather", "make", "--normals", "other.csv", "x.epw"), "other.csv: no such file of normals"),
        (("weather", "make", "--normals", "x.epw", "y.epw"), "`dcenergy weather normals x.epw --out my-normals.csv`"),
        (("weather", "info", "city.csv"), "city.csv: holds monthly normals, no hours"),
        (("run", "mine", "--weather", "city.csv"), "name it as `weather: {normals: city.csv}`"),
    ],
)
def test_what_does_not_go_is_refused(call, city, arguments, says):
    Path("mine.yaml").write_text(PROFILE)
    before = city.read_text()
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err
    assert city.read_text() == before
    assert {path.name for path in Path().iterdir()} <= {"city.csv", "mine.yaml", ".cache"}


def test_an_input_is_never_written_over(call, roof_of_our_names):
    before = roof_of_our_names.read_text()
    where = ("--lat", "26.6", "--lon", "106.7", "--alt", "1200", "--utc-offset", "8")
    code, _, err = call("weather", "normals", "roof.csv", *where, "--out", "roof.csv")
    assert code == 2
    assert "roof.csv: is a file that this run reads; name another" in err
    assert roof_of_our_names.read_text() == before


@pytest.fixture
def roof_of_our_names(tmp_path) -> Path:
    """A measured year, one degree warmer every day of a month."""
    days = [(month, day) for month, days in enumerate(DAYS_OF_MONTH, 1) for day in range(1, days + 1)]
    rows = [
        f"2023-{month:02d}-{day:02d} {hour:02d}:00,{5 + day / 3 + hour / 6:.2f},60"
        for month, day in days
        for hour in range(24)
    ]
    path = tmp_path / "roof.csv"
    path.write_text("\n".join(["time,temp_c,humidity_pct", *rows]) + "\n")
    return path


def test_a_profile_runs_on_normals_beside_it(call, city, tmp_path):
    (tmp_path / "designs").mkdir()
    (tmp_path / "designs" / "mine.yaml").write_text(PROFILE)
    city.rename(tmp_path / "designs" / "city.csv")
    code, out, err = call("run", "designs/mine.yaml", "--no-report", "--json", "-")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert document["weather"]["kind"] == "normals"
    notes = " ".join(document["notes"])
    assert "are those of the file city.csv: its TMY3." in notes
    # its days differ as measured: docs/typical-year.md, air-cooled chillers
    assert "whose days differ as far as those measured" in notes
    assert "air-cooled chillers: PUE 0.0003" in notes
    assert "Do not size a plant by a typical year" in notes
    # ... and the same from the EPW that `make` writes of it
    call("weather", "make", "--normals", "designs/city.csv", "city.epw")
    _, out, _ = call("run", "designs/mine.yaml", "--no-report", "--json", "-", "--weather", "city.epw")
    written = json.loads(out)
    assert written["indicators"]["pue"] == pytest.approx(document["indicators"]["pue"], abs=2e-5)  # EPW's digits
    assert [note for note in written["notes"] if "digits" not in note] == document["notes"]


def test_the_report_names_file_and_source(call, city):
    Path("mine.yaml").write_text(PROFILE)
    assert call("run", "mine.yaml")[0] == 0
    page = Path("mine.html").read_text()
    assert "are those of the file city.csv: its TMY3." in page
    assert call("run", "mine.yaml", "--lang", "zh", "--report", "zh.html")[0] == 0
    assert "取自文件 city.csv：its TMY3。" in Path("zh.html").read_text()


def test_an_error_says_where_in_the_profile_and_where_in_the_file(call, city):
    Path("mine.yaml").write_text(PROFILE)
    city.write_text(city.read_text().replace("temp_max_c", "temp_c_max"))
    code, _, err = call("run", "mine.yaml")
    assert code == 2
    assert err.startswith("dcenergy: mine.yaml:3:")
    assert ": site.weather.normals: city.csv:1:" in err
    assert "no column `temp_c_max` is known" in err


def test_outputs_spare_the_normals(call, city):
    Path("mine.yaml").write_text(PROFILE)
    code, _, err = call("run", "mine.yaml", "--no-report", "--json", "city.csv")
    assert code == 2
    assert "city.csv: is a file that this run reads" in err


def test_the_cache_follows_the_content(city, monkeypatch, tmp_path):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / ".cache"))
    here = Site(weather=WeatherSource(normals=str(city)))
    first = load(here)
    assert load(here).name == first.name
    assert len(list((tmp_path / ".cache").glob("*.npz"))) == 1
    lines = city.read_text().splitlines()
    cells = lines[12].split(",")
    cells[7] = str(float(cells[7]) + 0.5)
    city.write_text("\n".join([*lines[:12], ",".join(cells)]) + "\n")
    warmer = load(here)
    assert warmer.temp_c[-31 * 24 :].mean() == pytest.approx(first.temp_c[-31 * 24 :].mean() + 0.5)


def test_two_designs_name_alike_files_in_their_own_folders(call, city, tmp_path):
    for folder, shift in (("cool", 0.0), ("warm", 3.0)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mine.yaml").write_text(PROFILE.replace("mine", folder))
        climate = own_normals.read(city)
        moved = replace(
            climate,
            temp_c=climate.temp_c + shift,
            temp_max_c=climate.temp_max_c + shift,
            temp_min_c=climate.temp_min_c + shift,
        )
        (tmp_path / folder / "city.csv").write_text(own_normals.text(moved, "a test"))
    code, out, err = call("compare", "cool/mine.yaml", "warm/mine.yaml", "--json", "-")
    assert (code, err) == (0, "")
    cool, warm = (design["indicators"]["pue"] for design in json.loads(out)["designs"])
    assert cool < warm


def test_a_profile_s_files_hold_its_normals(call, city):
    Path("mine.yaml").write_text(PROFILE)
    assert Path("city.csv") in case.read("mine.yaml").files
