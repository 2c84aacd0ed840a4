"""`dcenergy weather` and `dcenergy reference` as a user meets them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pvlib
import pytest

from dcenergy.reference.table import find
from dcenergy.weather import files, months, online, places

GREENSBORO = str(Path(pvlib.__file__).parent / "data" / "723170TYA.CSV")


def test_info_tells_place_months_and_notes(call):
    code, out, err = call("weather", "info", GREENSBORO)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:2] == [
        "GREENSBORO PIEDMONT TRIAD INT, NC, TMY3",
        "latitude 36.1, longitude -79.95, 273 m, UTC-5 h; 8760 hours",
    ]
    # pandas' own means of pvlib's own columns
    frame, _ = pvlib.iotools.read_tmy3(GREENSBORO, coerce_year=2001)
    january = frame.iloc[: 31 * 24]
    row = next(line for line in lines if line.startswith("1 ")).split()
    assert float(row[1]) == pytest.approx(january["temp_air"].mean(), abs=0.051)
    assert float(row[4]) == pytest.approx(january["temp_dew"].mean(), abs=0.1)  # held below the air
    assert float(row[6]) == pytest.approx(january["pressure"].mean(), abs=0.051)
    assert float(row[8]) == pytest.approx(january["ghi"].sum() / 31 / 1000, abs=0.0051)
    whole = next(line for line in lines if line.startswith("year")).split()
    assert float(whole[1]) == pytest.approx(frame["temp_air"].mean(), abs=0.051)
    assert lines[-1] == "nothing is wrong with it"


@pytest.mark.parametrize(
    "arguments",
    [
        ("weather", "info", GREENSBORO, "--lat", "nan"),
        ("weather", "fetch", "--lat", "0", "--lon", "0", "--timeout", "nan", "out.epw"),
        ("profiles", "new", "mine.yaml", "--lat", "nan", "--lon", "3"),
        ("profiles", "new", "mine.yaml", "--peak-w", "inf"),
    ],
)
def test_what_is_no_number_is_refused(call, arguments):
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert "needs a number, got" in err
    assert not Path("mine.yaml").exists()


def test_info_tells_what_is_wrong(call, epw):
    epw.set("wind", slice(100, 103), "999")
    epw.write()
    code, out, _ = call("weather", "info", "test.epw")
    assert code == 0
    assert out.endswith("note: 3 hours without a wind speed were interpolated.\n")


def test_info_of_a_leap_year(call, make_epw):
    make_epw(leap=True).write()
    code, out, _ = call("weather", "info", "test.epw")
    assert code == 0
    assert "8784 hours" in out


def test_info_refuses_with_where_and_what(call, epw):
    epw.set("temp", slice(4, 5), "warm")
    epw.write()
    code, out, err = call("weather", "info", "test.epw")
    assert (code, out) == (2, "")
    assert err == (
        "dcenergy: test.epw:13: the dry bulb temperature must be a number between -90 and 60, got 'warm'; "
        "give it in degC, and as 99.9 where it is missing\n"
    )


@pytest.fixture
def roof(tmp_path):
    """A measured year of 15 degC at half humidity, under our names."""
    times = pd.date_range("2023-01-01", periods=8760, freq="h").strftime("%Y-%m-%d %H:%M")
    frame = pd.DataFrame({"time": times, "temp_c": 15.0, "humidity_pct": 50.0})
    frame.to_csv(tmp_path / "roof.csv", index=False)
    return frame


WHERE = ("--lat", "26.6", "--lon", "106.7", "--alt", "1200", "--utc-offset", "8")


def test_info_of_a_measured_year(call, roof):
    code, out, err = call("weather", "info", "roof.csv", *WHERE)
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == ["roof.csv", "latitude 26.6, longitude 106.7, 1200 m, UTC+8 h; 8760 hours"]
    year = next(line for line in out.splitlines() if line.startswith("year")).split()
    # Magnus: half of the water at 15 degC is a dew point of 4.7 degC
    assert (float(year[1]), float(year[4])) == (15.0, pytest.approx(4.7, abs=0.1))
    assert "note: The file has no wind: 3 m/s was assumed" in out


def test_info_takes_place_and_columns_of_a_profile(call, roof):
    roof.rename(columns={"temp_c": "T"}).to_csv("other.csv", index=False)
    Path("mine.yaml").write_text(
        "name: mine\nit: {servers: [{count: 10}]}\ncooling: {system: air_chiller}\n"
        "site: {latitude_deg: 26.6, longitude_deg: 106.7, altitude_m: 1200, utc_offset_h: 8,\n"
        "       weather: {file: other.csv, columns: {temp_c: T, humidity_pct: humidity_pct}}}\n"
    )
    for arguments in (("other.csv", "--profile", "mine.yaml"), ("--profile", "mine.yaml")):
        code, out, err = call("weather", "info", *arguments)
        assert (code, err) == (0, "")
        assert out.startswith("other.csv\nlatitude 26.6, longitude 106.7, 1200 m")


def test_info_shows_a_shipped_profile_s_weather(call):
    code, out, _ = call("weather", "info", "--profile", "dongjiang-lake")
    assert code == 0
    assert out.startswith("typical year of Zixing, seed 0\nlatitude 25.95, longitude 113.25")
    assert call("weather", "info", "--profile", "simple")[1].startswith("no weather")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("roof.csv",), "does not say where it is from; give site.latitude_deg, site.longitude_deg"),
        (("roof.csv", "--profile", "simple"), "give site.latitude_deg"),
        (("roof.csv", "--profile", "simple", "--lat", "3"), "--profile has a place of its own"),
        ((), "name a FILE, or the --profile"),
        (("roof.csv", "--lat", "95"), "95.0 is not in the range"),
    ],
)
def test_info_says_what_it_lacks(call, roof, arguments, says):
    code, out, err = call("weather", "info", *arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_make_writes_a_year_that_says_what_it_is(call):
    code, out, _ = call("weather", "make", "--normals", "horinger", "--seed", "3", "h.epw")
    assert code == 0
    assert out.startswith("h.epw: typical year of Horinger, seed 3\n")
    assert "Horinger has no normals of its own: those of Hohhot stand for it" in out
    back = files.read(Path("h.epw"))
    assert months.normals(back).temp_c == pytest.approx(places.find("hohhot").temp_c, abs=0.001)
    assert "Do not size a plant by a typical year" in back.notes[1]
    assert (back.kind, back.name, back.draw.seed) == ("normals", "typical year of Horinger, seed 3", 3)
    assert back.place == places.find("horinger").place


def test_make_refuses_what_is_not_there(call):
    code, _, err = call("weather", "make", "--normals", "honringer", "h.epw")
    assert code == 2
    assert "no normals of `honringer` are shipped; there are, among others, horinger" in err
    assert not Path("h.epw").exists()
    code, _, err = call("weather", "make", "--normals", "horinger", "no/where.epw")
    assert code == 2
    assert "no/where.epw: cannot be written" in err


def test_fetch_writes_what_the_source_sends(call, monkeypatch):
    hours = np.arange(8760)
    frame = pd.DataFrame({"temp_air": hours / 300, "relative_humidity": 50.0, "wind_speed": 2.0, "ghi": 0.0})
    frame["pressure"] = np.where(hours < 5, np.nan, 101_325.0)
    monkeypatch.setitem(online.ASK, "pvgis", lambda request: online.Answer(frame, 3.0, "of a test"))
    code, out, err = call("weather", "fetch", "--lat", "31.2", "--lon", "121.5", "s.epw")
    assert (code, err) == (0, "")
    assert out.startswith("s.epw: PVGIS typical year of 31.2 121.5\nnote: of a test\n")
    assert "note: 5 hours had no air pressure; it was taken from the standard atmosphere at 3 m" in out
    year = files.read(Path("s.epw"))
    assert year.place.utc_offset_h == 8.0
    assert year.temp_c[8] == pytest.approx(0.0)


def test_fetch_tells_a_server_that_is_not_there(call, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(online, "ATTEMPTS", 1)
    arguments = ("--lat", "31.2", "--lon", "121.5", "--url", "http://127.0.0.1:9/", "s.epw")
    code, _, err = call("weather", "fetch", *arguments)
    assert code == 2
    assert "the server (http://127.0.0.1:9/): no connection" in err
    assert not Path("s.epw").exists()


def test_places_are_listed_with_whose_air_they_have(call):
    code, out, _ = call("weather", "places")
    assert code == 0
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert set(lines) == {*places.names(), *places.aliases()}
    assert lines["qingyang"].endswith("53845 Yan'an, 189 km, 2003-2021, dwd-climat-2003-2021")
    assert lines["portland"].endswith("no radiation")


def test_reference_search_tells_number_unit_and_source(call):
    code, out, _ = call("reference", "search", "Hunan", "2023")
    assert code == 0
    row = find("grid_factors", "cn-hunan-2023")
    assert out == (
        f"grid_factors: cn-hunan-2023: Hunan: {row.value:g} kg/kWh, 2023, direct, average, CO2 only, "
        "source mee_2025_47, secondary\n"
    )


def test_reference_search_finds_places_sources_and_their_titles(call):
    for word, table in (("zixing", "places: zixing place"), ("Dobos", "sources: pvwatts_v5"), ("mcquay", "chiller_")):
        code, out, _ = call("reference", "search", word)
        assert code == 0
        assert table in out, word
    # by the title of the source
    assert "grid_factors: cn-hunan-2023" in call("reference", "search", "NBS")[1]


def test_reference_search_of_nothing_is_told(call):
    code, out, err = call("reference", "search", "xyzzy")
    assert (code, out) == (2, "")
    assert "no row has xyzzy in it" in err


def test_reference_show_and_list(call):
    code, out, _ = call("reference", "show", "sources")
    assert code == 0
    assert "lei_masanet: Statistical analysis" in out
    code, _, err = call("reference", "show", "source")
    assert code == 2
    assert "`source` is neither a reference table nor the key of a row; did you mean `sources`?" in err
    code, out, _ = call("reference", "list")
    assert code == 0
    assert "grid_factors" in out


def test_info_lists_the_severest_notes_first(call, epw):
    epw.set("wind", slice(100, 103), "999")  # informs
    epw.set("ghi", slice(0, 8760), "0")
    epw.set("dni", slice(0, 8760), "0")
    epw.set("dhi", slice(0, 8760), "0")  # moves
    epw.location[6] = "-40.0"  # stops
    epw.write()
    code, out, _ = call("weather", "info", "test.epw")
    assert code == 0
    notes = [line for line in out.splitlines() if line.startswith("note")]
    assert [note.partition(":")[0] for note in notes] == ["note (stops)", "note (moves)", "note"]
    assert "warmest in month 7, which is not summer at a latitude of -40" in notes[0]
    assert notes[1] == "note (moves): The radiation is 0 in all hours: solar modules yield nothing."
    assert notes[2] == "note: 3 hours without a wind speed were interpolated."


def test_info_of_a_csv_says_that_the_latitude_s_sign_is_wrong(call, epw):
    year = files.read(epw.write())
    times = pd.date_range("2023-01-01", periods=8760, freq="h").strftime("%Y-%m-%d %H:%M")
    columns = {name: getattr(year, name) for name in ("temp_c", "dew_point_c", "ghi_w_m2")}
    frame = pd.DataFrame({"time": times, **columns})
    frame.to_csv("site.csv", index=False)
    place = ("--lon", "-105", "--alt", "1800", "--utc-offset", "-7")
    code, out, _ = call("weather", "info", "site.csv", "--lat", "-40", *place)
    assert code == 0
    (note,) = [line for line in out.splitlines() if line.startswith("note (stops)")]
    assert "it fits a latitude of 40, not -40. Is the sign of the latitude wrong" in note
    assert "(stops)" not in call("weather", "info", "site.csv", "--lat", "40", *place)[1]


def test_info_refuses_an_epw_of_elsewhere(call, epw):
    epw.write()
    code, _, err = call("weather", "info", "test.epw", "--lat", "-105", "--lon", "40", "--utc-offset", "3")
    assert code == 2
    code, _, err = call("weather", "info", "test.epw", "--lon", "105", "--utc-offset", "7")
    assert code == 2
    assert "is the sign of site.longitude_deg wrong?" in err
