"""A measured year from CSV: averaged to hours, moved to the site's zone, refused where it is none."""

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from dcenergy.errors import WeatherError
from dcenergy.weather import site
from dcenergy.weather.measured import Columns
from dcenergy.weather.site import Site, WeatherSource

HERE = {"latitude_deg": 26.6, "longitude_deg": 106.7, "altitude_m": 1200.0, "utc_offset_h": 8.0}


@pytest.fixture(autouse=True)
def cache_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))


def samples(step_min: int = 15, year: int = 2023, **columns: object) -> pd.DataFrame:
    """A year that warms evenly from 0 to 20 degC."""
    times = pd.date_range(f"{year}-01-01", f"{year + 1}-01-01", freq=f"{step_min}min", inclusive="left")
    frame = pd.DataFrame({"time": times.strftime("%Y-%m-%d %H:%M"), "T": np.linspace(0, 20, len(times)).round(4)})
    frame["RH"] = 50.0
    return frame.assign(**columns)


def load(frame: pd.DataFrame, tmp_path, place=HERE, **columns: object):
    path = tmp_path / "year.csv"
    frame.to_csv(path, index=False)
    named = Columns(**{"temp_c": "T", "humidity_pct": "RH", **columns})
    return site.load(Site(**place, weather=WeatherSource(file=str(path), columns=named)))


@pytest.mark.parametrize("step_min", [5, 15, 60])
def test_samples_are_averaged_to_hours(tmp_path, step_min):
    frame = samples(step_min)
    year = load(frame, tmp_path)
    # pandas' own resampling
    expected = frame.set_index(pd.to_datetime(frame["time"]))["T"].resample("h").mean()
    assert year.temp_c == pytest.approx(expected.to_numpy(), abs=1e-9)
    # Magnus: half of the water at 20 degC is a dew point of 9.3 degC
    assert year.dew_point_c[-1] == pytest.approx(9.3, abs=0.1)
    assert any("wind: 3 m/s was assumed" in note for note in year.notes)
    assert any("0.6 of the clear sky" in note for note in year.notes)
    assert any("8760 hours had no air pressure" in note for note in year.notes)


def test_a_leap_year_has_its_day(tmp_path):
    assert load(samples(60, 2024), tmp_path).hours == 8784


def test_labels_at_the_end_belong_to_the_hour_before(tmp_path):
    frame = samples(30)
    late = frame.assign(time=(pd.to_datetime(frame["time"]) + pd.Timedelta(minutes=30)).dt.strftime("%Y-%m-%d %H:%M"))
    assert load(late, tmp_path, label="end").temp_c == pytest.approx(load(frame, tmp_path).temp_c)


def test_labels_in_the_middle_belong_to_the_hour_around_them(tmp_path):
    frame = samples(60)
    middle = frame.assign(
        time=(pd.to_datetime(frame["time"]) + pd.Timedelta(minutes=30)).dt.strftime("%Y-%m-%d %H:%M")
    )
    year = load(middle, tmp_path, label="middle")
    np.testing.assert_array_equal(year.temp_c, load(frame, tmp_path).temp_c)
    assert not any("samples begin" in note for note in year.notes)


KATHMANDU = {"latitude_deg": 27.7, "longitude_deg": 85.3, "altitude_m": 1340.0, "utc_offset_h": 5.75}
ADELAIDE = {"latitude_deg": -34.9, "longitude_deg": 138.6, "altitude_m": 50.0, "utc_offset_h": 9.5}
MUMBAI = {"latitude_deg": 19.1, "longitude_deg": 72.9, "altitude_m": 14.0, "utc_offset_h": 5.5}


@pytest.mark.parametrize(("place", "begin"), [(KATHMANDU, 45), (ADELAIDE, 30), (MUMBAI, 30)])
def test_hours_of_utc_are_moved_by_parts_of_an_hour_too(tmp_path, place, begin):
    # one air in minutes: its means by the hour of UTC, as a service gives them, and by the hour of the place
    swing_k, minutes = 6.0, np.arange(-1440, 527_040)
    by_minute = 15 + swing_k * np.cos(2 * np.pi * (minutes / 60 - 9) / 24) - 8 * np.cos(2 * np.pi * minutes / 525_600)
    shift = round(place["utc_offset_h"] * 60)
    in_utc = by_minute[1440 : 1440 + 525_600].reshape(-1, 60).mean(axis=1)
    at_place = by_minute[1440 - shift : 1440 - shift + 525_600].reshape(-1, 60).mean(axis=1)
    frame = samples(60, T=in_utc).assign(time=lambda table: table["time"].str.replace(" ", "T") + "Z")
    year = load(frame, tmp_path, place)
    inner = slice(24, -24)  # the year's ends are taken from each other
    # a mean over two hours in place of one flattens the wave of a day by 1 - cos(pi / 24) = 0.9 % at most
    assert year.temp_c[inner] == pytest.approx(at_place[inner], abs=0.009 * swing_k + 0.01)
    # half an hour off, as without parts of hours, it would miss by swing sin(pi / 24)
    assert np.abs(np.roll(in_utc, shift // 60) - at_place)[inner].max() > 0.12 * swing_k
    assert any(
        note
        == f"The file's samples begin {begin} minutes after the hours of the site's zone: each hour is the mean of "
        "those that overlap it, by their share, which flattens the day by up to 1 % of its swing. If the times are "
        "the middle of their hours, say so (`label: middle`)."
        for note in year.notes
    )


@pytest.mark.parametrize("place", [KATHMANDU, MUMBAI])
def test_quarters_of_an_hour_fall_into_the_hours_of_such_zones(tmp_path, place):
    frame = samples(15)
    year = load(frame.assign(time=frame["time"] + "Z"), tmp_path, place)
    moved = np.roll(frame["T"].to_numpy(), round(place["utc_offset_h"] * 4))
    assert year.temp_c == pytest.approx(moved.reshape(-1, 4).mean(axis=1), abs=1e-9)
    assert not any("samples begin" in note for note in year.notes)


def test_a_gap_in_hours_that_overlap_two_counts_for_the_one_it_fills_more(tmp_path):
    frame = samples(60, T=np.arange(8760) % 40.0)
    frame.loc[1000, "T"] = np.nan
    year = load(frame.assign(time=frame["time"] + "Z"), tmp_path, KATHMANDU)
    # hour 1000 of UTC is 05:45 to 06:45 of the place: a quarter of one of its hours, three of the next
    assert "1 hour without a dry bulb was interpolated." in year.notes
    assert year.temp_c[1005] == pytest.approx(999 % 40)


@pytest.mark.parametrize("zone", ["Z", "+00:00", "+0000", "+00", " +00:00", ""])
def test_times_of_utc_are_moved_to_the_site_s_zone(tmp_path, zone):
    frame = samples(60)
    moved = frame.assign(time=frame["time"].str.replace(" ", "T") + zone)
    year = load(moved, tmp_path, **({} if zone else {"utc_offset_h": 0.0}))
    plain = frame["T"].to_numpy()
    # 00:00 of January 1st in UTC+8 was 16:00 UTC the day before: the last eight hours come first
    assert year.temp_c == pytest.approx(np.roll(plain, 8))
    assert year.notes[0] == "8 hours fall out of 2023 in the site's zone and were taken at its other end."


def test_columns_are_taken_in_their_units(tmp_path):
    frame = samples(60, P=880.0, v=2.5, G=100.0, dew=-3.0)
    columns = {"dew_point_c": "dew", "pressure_hpa": "P", "wind_m_s": "v", "ghi_w_m2": "G"}
    year = load(frame, tmp_path, **columns)
    assert year.pressure_pa[0] == 88_000.0
    assert year.wind_m_s[0] == 2.5
    assert year.ghi_w_m2[0] == 100.0
    assert year.dew_point_c[5000] == -3.0


def test_pressure_in_kilopascals_is_refused(tmp_path):
    with pytest.raises(WeatherError, match=r"year\.csv:2: the air pressure is 1/10 of that at .* in hPa"):
        load(samples(60, P=88.0), tmp_path, pressure_hpa="P")


def test_short_gaps_are_mended_and_long_ones_refused(tmp_path):
    frame = samples(15)
    frame.loc[400:411, "T"] = np.nan  # three whole hours
    frame.loc[800, "T"] = np.nan  # one sample of four
    assert "3 hours without a dry bulb were interpolated." in load(frame, tmp_path).notes
    short = samples(15).drop(index=range(4000, 4040))  # ten hours that are not in the file
    with pytest.raises(WeatherError, match=r"year\.csv:4002: the dry bulb is missing for more than 6 hours"):
        load(short, tmp_path)


def test_a_gap_is_named_by_the_line_after_it(tmp_path):
    # five hours are away in January, which is mended, and ten in July: line 2 holds hour 0, line 4997 hour 5000
    gaps = samples(60).drop(index=[*range(1000, 1005), *range(5000, 5010)])
    with pytest.raises(WeatherError, match=r"year\.csv:4997: the dry bulb is missing for more than 6 hours"):
        load(gaps, tmp_path)
    with pytest.raises(WeatherError, match=r"year\.csv:8001: "):  # the file's last line
        load(samples(60)[:8000], tmp_path)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda frame: frame.rename(columns={"T": "Temp"}), r"year\.csv:1: no column `T`; known are: RH, Temp, time"),
        (lambda frame: frame.assign(T="warm"), r"year\.csv:2: the dry bulb temperature must be a number.*got 'warm'"),
        (
            lambda frame: frame.assign(T=300.0),
            r"the dry bulb temperature must be .* -90 and 60, got '300.0'",
        ),
        (lambda frame: frame.assign(RH=0.5), r"the relative humidity never passes 0\.5: percent belong here"),
        (lambda frame: frame.assign(time="noon"), r"year\.csv:2: the time must be as 2024-01-31 13:05, got 'noon'"),
        (lambda frame: frame.iloc[[0, 1, 1, *range(2, 8760)]], r"year\.csv:4: times must rise in equal steps"),
        (lambda frame: frame.iloc[[1, 0, *range(2, 8760)]], r"year\.csv:3: times must rise in equal steps"),
        (lambda frame: frame.iloc[::2], "samples are 120 minutes apart"),
        (lambda frame: frame.iloc[:1000], "is missing for more than 6 hours"),
        (
            lambda frame: pd.concat([frame, samples(60, 2024)]),
            "holds more than the year 202[34]; name one calendar year",
        ),
        (lambda frame: frame.iloc[:0], "is empty|holds no samples"),
    ],
    ids=[
        "column",
        "text",
        "hot",
        "fraction",
        "time",
        "doubled",
        "backwards",
        "coarse",
        "short",
        "two years",
        "no samples",
    ],
)
def test_what_is_no_year_is_refused(tmp_path, spoil, says):
    with pytest.raises(WeatherError, match=says):
        load(spoil(samples(60)), tmp_path)


def test_a_csv_needs_the_site_s_place(tmp_path):
    with pytest.raises(WeatherError, match=r"where it is from; give site\.altitude_m, site\.utc_offset_h"):
        load(samples(60), tmp_path, {"latitude_deg": 26.6, "longitude_deg": 106.7})


def test_a_zone_that_the_longitude_contradicts_is_refused(tmp_path):
    with pytest.raises(WeatherError, match=r"year\.csv: a longitude of 106\.7 and a time zone of -8 h .* by 9 h"):
        load(samples(60), tmp_path, {**HERE, "utc_offset_h": -8.0})


def test_columns_go_with_a_file_and_humidity():
    with pytest.raises(ValidationError, match="columns belong to a CSV file"):
        WeatherSource(normals="zixing", columns=Columns(temp_c="T", humidity_pct="RH"))
    with pytest.raises(ValidationError, match="name the column of the humidity"):
        Columns(temp_c="T")


def test_columns_with_our_names_need_no_map(tmp_path):
    mapped = load(samples(60), tmp_path)
    path = tmp_path / "ours.csv"
    samples(60).rename(columns={"T": "temp_c", "RH": "humidity_pct"}).to_csv(path, index=False)
    own = site.load(Site(**HERE, weather=WeatherSource(file=str(path))))
    np.testing.assert_array_equal(own.temp_c, mapped.temp_c)
    np.testing.assert_array_equal(own.dew_point_c, mapped.dew_point_c)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ({"T": "temp_c"}, r"year\.csv:1: no column dew_point_c or humidity_pct; name it so, or map it"),
        ({"RH": "humidity_pct"}, r"year\.csv:1: no column temp_c; name it so"),
        ({"T": "temp_c", "RH": "humidity_pct", "time": "when"}, r"year\.csv:1: no column time; name it so"),
        ({}, r"year\.csv:1: neither EPW .* nor TMY3 .* nor a CSV with columns time, temp_c, and dew_point_c"),
    ],
)
def test_columns_with_other_names_must_be_mapped(tmp_path, names, says):
    path = tmp_path / "year.csv"
    samples(60).rename(columns=names).to_csv(path, index=False)
    with pytest.raises(WeatherError, match=says):
        site.load(Site(**HERE), path)
