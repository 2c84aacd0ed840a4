"""One's own monthly normals: what a file of them says, what is refused, and that nothing is lost on the way."""

import os
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import psychrolib
import pvlib
import pytest

from dcenergy.errors import WeatherError
from dcenergy.weather import files, months, own_normals
from dcenergy.weather.climate import Normals
from dcenergy.weather.hourly import DAYS_OF_MONTH, Draw
from dcenergy.weather.normals import generate
from dcenergy.weather.site import Site, WeatherSource, load

psychrolib.SetUnitSystem(psychrolib.SI)
DATA = Path(pvlib.__file__).parent / "data"
REAL = [DATA / "723170TYA.CSV", DATA / "703165TY.csv"]
EPW_FOLDER = os.environ.get("DCENERGY_EPW_DIR")

HONG_KONG = """\
place,latitude_deg,longitude_deg,altitude_m,utc_offset_h,source,month,temp_c,temp_max_c,temp_min_c,humidity_pct
Hong Kong,22.30,114.17,32,8,"Hong Kong Observatory, normals of 1981-2010",1,16.3,18.6,14.5,74
,,,,,,2,16.8,18.9,15.0,80
,,,,,,3,19.1,21.4,17.2,82
,,,,,,4,22.6,25.0,20.8,83
,,,,,,5,25.9,28.4,24.1,83
,,,,,,6,27.9,30.2,26.2,82
,,,,,,7,28.8,31.4,26.8,81
,,,,,,8,28.6,31.1,26.6,81
,,,,,,9,27.7,30.1,25.8,78
,,,,,,10,25.5,27.8,23.7,73
,,,,,,11,21.8,24.1,19.8,71
,,,,,,12,17.9,20.2,15.9,69
"""
"""Station 45005. January, March and April agree with the Observatory's own five-day normals of these years, which
have a mean dew point of 11.4 degC in January; the other months are from memory and stand here as typed."""

PATH = Path("mine.csv")


def parsed(text: str) -> Normals:
    return own_normals.parse(PATH, text.encode())


def refused(text: str) -> str:
    with pytest.raises(WeatherError) as fault:
        parsed(text)
    return str(fault.value)


def by_month(hourly, year):
    return pd.Series(hourly).groupby(year.calendar.month).mean().to_numpy()


def with_column(name: str, values: list[object], text: str = HONG_KONG) -> str:
    head, *rows = text.splitlines()
    return "\n".join([f"{head},{name}", *(f"{row},{value}" for row, value in zip(rows, values, strict=True))]) + "\n"


def with_cell(name: str, month: int, value: str, text: str = HONG_KONG) -> str:
    """Spoil a cell of the table; the first row's quoted source has one comma of its own."""
    lines = text.splitlines()
    column = lines[0].split(",").index(name)
    cells = lines[month].split(",")
    cells[column + (month == 1 and name != "place" and column > 5)] = value
    lines[month] = ",".join(cells)
    return "\n".join(lines) + "\n"


class TestTyped:
    def test_a_published_station_as_typed(self):
        climate = parsed(HONG_KONG)
        assert climate.name == "Hong Kong"
        assert (climate.place.latitude_deg, climate.place.altitude_m, climate.place.utc_offset_h) == (22.3, 32.0, 8.0)
        assert climate.temp_max_c.tolist()[:2] == [18.6, 18.9]
        # the Observatory publishes January's mean dew point too, 11.4 degC: by another program 1.35 kPa, and days
        # that differ by some 4 K add 2 to 5 %
        least_pa = psychrolib.GetSatVapPres(11.4)
        assert least_pa < climate.vapour_pressure_pa[0] < 1.05 * least_pa
        # no column: what a shipped place lacks, a typical year says of this one too
        assert climate.wind_m_s is climate.ghi_kwh_m2_day is climate.temp_spread_k is None
        assert climate.pressure_pa == pytest.approx(psychrolib.GetStandardAtmPressure(32.0), rel=1e-4)
        said = " ".join(generate(climate, climate.place).notes)
        assert "are those of the file mine.csv: Hong Kong Observatory, normals of 1981-2010." in said
        assert "from mean relative humidity at mean temperature" in said
        assert "that of the standard atmosphere at 32 m was taken, 1009 hPa" in said
        assert "Hong Kong has no wind normals: 3 m/s was assumed" in said
        assert "0.6 of the clear sky's was assumed" in said

    def test_its_typical_year_has_its_months(self):
        climate = parsed(HONG_KONG)
        year = generate(climate, climate.place)
        month = year.calendar.month
        means = [year.temp_c[month == each].mean() for each in range(1, 13)]
        assert means == pytest.approx(climate.temp_c.tolist(), abs=1e-9)
        assert (
            73
            < 100
            * np.mean(  # the months' mean of 78 %, less what days that differ take from it
                [
                    psychrolib.GetSatVapPres(dew) / psychrolib.GetSatVapPres(air)
                    for dew, air in zip(year.dew_point_c, year.temp_c, strict=True)
                ]
            )
            < 80
        )

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_as_spreadsheets_write_it(self, encoding):
        typed = pd.read_csv(pd.io.common.StringIO(HONG_KONG))
        semicolons = typed.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n") + ";;;;;;;;;;\r\n"
        for text in (
            HONG_KONG,
            semicolons,
            f"sep=;\r\n{semicolons}",
            typed.to_csv(index=False, sep="\t"),
            typed.to_csv(index=False, sep="|"),
        ):
            climate = own_normals.parse(PATH, text.encode(encoding))
            assert climate.text() == parsed(HONG_KONG).text()

    def test_months_and_columns_may_stand_in_any_order(self):
        typed = pd.read_csv(pd.io.common.StringIO(HONG_KONG)).ffill()
        turned = typed.iloc[::-1, ::-1].to_csv(index=False)
        assert parsed(turned).text() == parsed(HONG_KONG).text()


def test_the_example_of_the_documentation_is_this_one():
    page = (Path(__file__).parents[2] / "docs" / "weather.md").read_text(encoding="utf-8")
    assert f"```csv\n{HONG_KONG}```" in page


class TestHumidities:
    """Every humidity that normals are published in, where the true vapour pressure is known."""

    @pytest.fixture(params=REAL, ids=lambda path: path.name)
    def real(self, request):
        return files.read(request.param)

    def given(self, real, name, values, *left_out):
        rows = pd.read_csv(pd.io.common.StringIO(own_normals.text(months.as_measured(real), "a test")))
        rows = rows.drop(columns=["vapour_pressure_hpa", *left_out]).assign(**{name: values})
        return parsed(rows.to_csv(index=False)).vapour_pressure_pa

    @pytest.fixture
    def vapour_pa(self, real):
        return np.array(
            [
                psychrolib.GetVapPresFromHumRatio(w, p)
                for w, p in zip(real.humidity_ratio, real.pressure_pa, strict=True)
            ]
        )

    @pytest.fixture
    def mean_dew_point_c(self, real, vapour_pa):
        """As a station reports it, over water in frost too: WMO-No. 8, annex 4.B, turned round."""
        logarithm = np.log(vapour_pa / 611.2)
        return by_month(243.12 * logarithm / (17.62 - logarithm), real)

    def test_mean_dew_points_with_the_deviations_of_days(self, real, vapour_pa, mean_dew_point_c):
        true_pa = by_month(vapour_pa, real)
        # docs/weather.md: 7 % at worst, for the days' skewness and their hours are left out
        assert self.given(real, "dew_point_c", mean_dew_point_c) == pytest.approx(true_pa, rel=0.08)
        # taken for that of the mean vapour pressure, the mean dew point would say far less
        alone_pa = 611.2 * np.exp(17.62 * mean_dew_point_c / (243.12 + mean_dew_point_c))
        assert np.min(alone_pa / true_pa) < 0.92

    def test_mean_dew_points_with_estimated_deviations(self, real, vapour_pa, mean_dew_point_c):
        found_pa = self.given(real, "dew_point_c", mean_dew_point_c, "temp_spread_k", "dew_point_spread_k")
        # docs/weather.md: 14 % at worst, where days differ by a quarter less than they do
        assert found_pa == pytest.approx(by_month(vapour_pa, real), rel=0.15)

    def test_mean_relative_humidity(self, real, vapour_pa):
        over_water_pa = 611.2 * np.exp(17.62 * real.temp_c / (243.12 + real.temp_c))
        mean_pct = by_month(100 * vapour_pa / over_water_pa, real)
        # what the note says: up to 17 %
        assert self.given(real, "humidity_pct", mean_pct) == pytest.approx(by_month(vapour_pa, real), rel=0.17)


class TestRoundTrip:
    def years(self):
        yield from REAL
        if EPW_FOLDER:
            yield from sorted(Path(EPW_FOLDER).glob("*.epw"))

    def test_a_file_s_normals_are_read_again_to_the_last_digit(self):
        for path in self.years():
            wanted = months.as_measured(files.read(path))
            text = own_normals.text(wanted, 'a, "quoted" source')
            found = parsed(text)
            for field in fields(Normals):
                if field.name in ("notes", "key"):
                    continue
                assert np.array_equal(getattr(found, field.name), getattr(wanted, field.name)), (path, field.name)
            assert own_normals.text(found, 'a, "quoted" source') == text

    @pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
    def test_deviations_are_those_of_pandas(self, path):
        frame, _ = pvlib.iotools.read_tmy3(path, coerce_year=2001)
        frame.index = pd.date_range("2001-01-01", periods=8760, freq="h")
        found = months.as_measured(files.read(path))
        for column, spread_k in (("temp_air", found.temp_spread_k), ("temp_dew", found.dew_point_spread_k)):
            hours = frame[column] if column == "temp_air" else frame[["temp_dew", "temp_air"]].min(axis=1)
            daily = hours.resample("D").mean()
            month = daily.index.month
            # the season's course: straight lines between mid-months, moved until they keep the months' means
            middle = np.cumsum(DAYS_OF_MONTH) - np.array(DAYS_OF_MONTH) / 2 - 0.5
            corners = daily.groupby(month).mean().to_numpy()
            for _round in range(200):
                course = pd.Series(np.interp(np.arange(365), middle, corners, period=365), daily.index)
                corners = corners + (daily - course).groupby(month).mean().to_numpy()
            wanted_k = (daily - course).groupby(month).std(ddof=0)
            assert spread_k == pytest.approx(wanted_k.to_numpy(), rel=1e-6)

    def test_a_leap_year_s_months_are_those_without_its_leap_day(self, make_epw):
        leap, common = (files.read(make_epw(leap=each).write(f"{each}.epw")) for each in (True, False))
        leap_day = leap.calendar.day_of_year == 60
        found = months.as_measured(leap)
        kept = leap.temp_c[~leap_day]
        assert found.temp_c == pytest.approx(pd.Series(kept).groupby(common.calendar.month).mean().to_numpy())

    def test_what_nobody_measured_is_left_away(self, tmp_path):
        times = pd.date_range("2023-01-01", periods=8760, freq="h").strftime("%Y-%m-%d %H:%M")
        temp_c = 15 + 8 * np.sin(np.arange(8760) / 24)
        pd.DataFrame({"time": times, "temp_c": temp_c, "humidity_pct": 50}).to_csv(tmp_path / "roof.csv", index=False)
        site = Site(latitude_deg=26.6, longitude_deg=106.7, altitude_m=1200, utc_offset_h=8)
        head = own_normals.text(months.as_measured(load(site, tmp_path / "roof.csv")), "a roof").splitlines()[0]
        assert "wind_m_s" not in head
        assert "ghi_kwh_m2_day" not in head
        assert "dew_point_spread_k" in head

    def test_a_generated_year_s_days_are_no_measurement(self):
        year = load(Site(weather=WeatherSource(normals="shanghai")))
        assert months.as_measured(year).temp_spread_k is None
        assert months.as_measured(replace(year, draw=Draw("", 0, days_measured=True))).temp_spread_k is not None


MONTHS = [str(month) for month in range(1, 13)]
SUN = ["2.9", "2.9", "3.2", "3.9", "4.5", "4.9", "5.5", "5.1", "4.7", "4.3", "3.7", "3.2"]
VAPOUR = HONG_KONG.replace("humidity_pct", "vapour_pressure_hpa")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "mine.csv: is empty; the names of the columns and twelve months belong here"),
        (
            HONG_KONG.replace("temp_max_c", "temp_max"),
            "mine.csv:1:78: no column `temp_max` is known (did you mean `temp_max_c`?); mend its name, or remove it",
        ),
        (
            HONG_KONG.replace("temp_max_c", "temp_c"),
            "mine.csv:1:78: the column `temp_c` stands twice; remove one",
        ),
        (
            "\n".join(line.rpartition(",")[0] for line in HONG_KONG.splitlines()),
            "mine.csv:1: no column vapour_pressure_hpa, dew_point_c or humidity_pct; monthly normals need "
            "place, source, latitude_deg, longitude_deg, altitude_m, utc_offset_h, month, temp_c, temp_max_c, "
            "temp_min_c and one humidity (docs/weather.md has an example)",
        ),
        (
            HONG_KONG.replace("Hong Kong,22.30", ",22.30"),
            "mine.csv:2: place: is empty; the first row must say it, the others may repeat it",
        ),
        (
            HONG_KONG.replace(",,,,,,5", "Macau,,,,,,5"),
            "mine.csv:6:1: place: 'Macau' here and 'Hong Kong' in line 2; a file holds one place, whose "
            "normals are of one source",
        ),
        (
            HONG_KONG.replace("114.17", "-114.17"),
            "mine.csv:2:28: a longitude of -114.17 and a time zone of +8 h contradict each other by 8 h; east "
            "is positive for both: is the sign of one of them wrong?",
        ),
        (
            HONG_KONG.replace(",,,,,,3,19.1,21.4,17.2,82\n", ""),
            "mine.csv: month 3 is missing; normals have a row for each of the twelve",
        ),
        (
            HONG_KONG.replace(",,,,,,4,", ",,,,,,3,"),
            "mine.csv:5:7: month: 3 stands in line 4 too; give each month once",
        ),
        (HONG_KONG.replace(",,,,,,4,", ",,,,,,Apr,"), "mine.csv:5:7: month: must be 1 to 12, got 'Apr'"),
        (HONG_KONG.replace(",,,,,,4,", ",,,,,,,"), "mine.csv:5: month: is empty; number the months 1 to 12"),
        (
            with_cell("temp_c", 4, "mild"),
            "mine.csv:5:9: temp_c: must be a number from -75 to 55 (degC), got 'mild'; write figures and a point",
        ),
        (
            with_cell("temp_c", 4, ""),
            "mine.csv:5: temp_c: month 4 has none; give all twelve months",
        ),
        (
            with_cell("temp_c", 4, "295.8"),
            "mine.csv:5:9: temp_c: must be a number from -75 to 55 (degC), got '295.8'; that looks like "
            "kelvin: subtract 273.15",
        ),
        (
            with_cell("temp_max_c", 7, "88.5"),
            "mine.csv:8:14: temp_max_c: must be a number from -75 to 55 (degC), got '88.5'; that looks like degrees "
            "Fahrenheit: subtract 32, then divide by 1.8",
        ),
        (
            with_cell("temp_c", 7, "32.0"),
            "mine.csv:8:9: temp_c: must lie between temp_min_c and temp_max_c of its month, the means of the "
            "days' lowest and highest",
        ),
        (
            with_cell("temp_c", 1, "16,3"),
            "mine.csv:2:92: '74' stands under no column's name; name it, or is a number's point a comma?",
        ),
        (
            with_cell("humidity_pct", 2, "0.8"),
            "mine.csv:3:24: humidity_pct: must be a number from 3 to 100 (%), got '0.8'; percent belong here: "
            "50 and not 0.5",
        ),
        (
            VAPOUR,
            "mine.csv:2:92: vapour_pressure_hpa: must be a number from 0.001 to 42 (hPa), got '74'; that looks "
            "like Pa: divide by 100",
        ),
        (
            with_column("dew_point_c", ["12"] * 12),
            "mine.csv:2:92: dew_point_c and humidity_pct say the same twice; give one of vapour_pressure_hpa, "
            "dew_point_c, humidity_pct, the first where you have it",
        ),
        (
            with_column("ghi_kwh_m2_day", ["2900", *SUN[1:]]),
            "mine.csv:2:95: ghi_kwh_m2_day: must be a number from 0 to 12 (kWh/m2 a day), got '2900'; that "
            "looks like Wh/m2 a day: divide by 1000",
        ),
        (
            with_column("ghi_kwh_m2_day", [f"{float(each) * 3.6:.1f}" for each in SUN]),
            "mine.csv:5:27: ghi_kwh_m2_day: must be a number from 0 to 12 (kWh/m2 a day), got '14.0'; that "
            "looks like MJ/m2 a day: divide by 3.6; or a month's sum: divide by its days",
        ),
        (
            with_column("ghi_kwh_m2_day", ["10.4", *SUN[1:]]),
            "mine.csv:2:95: ghi_kwh_m2_day: is more than reaches the top of the air there, 7.12 kWh/m2 a day; "
            "is it in MJ (divide by 3.6), or the latitude's sign wrong?",
        ),
        (
            with_column("wind_m_s", ["22", *SUN[1:]]),
            "mine.csv:2:95: wind_m_s: must be a number from 0.1 to 20 (m/s), got '22'; that looks like km/h: "
            "divide by 3.6",
        ),
        (
            with_column("wind_m_s", ["", *SUN[1:]]),
            "mine.csv:2: wind_m_s: month 1 has none; give all twelve months, or leave the column empty",
        ),
        (
            with_column("pressure_hpa", ["101.3"] * 12),
            "mine.csv:2:95: pressure_hpa: must be a number from 400 to 1090 (hPa), got '101.3'; that looks "
            "like kPa: multiply by 10",
        ),
        (
            with_column("pressure_hpa", ["1013"] * 12, HONG_KONG.replace(",32,8,", ",1800,8,")),
            "mine.csv:2:97: pressure_hpa: is over 10% from the 815 hPa of 1800 m; give the station's own "
            "pressure, not that reduced to the level of the sea, or mend altitude_m",
        ),
        (
            with_column("temp_spread_k", ["3"] * 12),
            "mine.csv:2:95: temp_spread_k: stands without dew_point_spread_k; give both, or neither: one alone "
            "makes a year no truer",
        ),
        (
            with_cell("place", 1, '"Hong Kong'),
            "mine.csv:2:1: a quote that does not close; mend the cell",
        ),
    ],
)
def test_what_is_refused_and_where(text, says):
    assert refused(text) == says


def hong_kong_with(name: str, values: list[str]) -> str:
    head, *rows = HONG_KONG.replace("humidity_pct", name).splitlines()
    return "\n".join([head, *(f"{row.rpartition(',')[0]},{value}" for row, value in zip(rows, values, strict=True))])


def test_more_than_air_can_hold_is_refused():
    kpa = ["1.37", "1.53", "1.81", "2.28", "2.77", "3.08", "3.21", "3.17", "2.9", "2.38", "1.86", "1.42"]
    hpa = [f"{10 * float(value):.1f}" for value in kpa]
    assert parsed(hong_kong_with("vapour_pressure_hpa", hpa)).vapour_pressure_pa[0] == 1370.0
    too_much = refused(hong_kong_with("vapour_pressure_hpa", ["23.7", *hpa[1:]]))
    # saturated at 16.3 degC: 18.5 hPa
    assert too_much.startswith(
        "mine.csv:2:92: vapour_pressure_hpa: is more vapour than air of the month's temperatures can"
    )
    assert "1.3 times as much" in too_much
    assert "is it in kPa (multiply by 10)?" in refused(hong_kong_with("vapour_pressure_hpa", kpa))
    assert refused(hong_kong_with("humidity_pct", ["5"] * 12)).endswith(
        "no place is as dry: mend it, or the temperatures"
    )
    dew = ["11.4", "13.2", "16.5", "19.6", "23", "25", "25.5", "25.4", "23.5", "28", "16", "12"]
    assert refused(hong_kong_with("dew_point_c", dew)) == (
        "mine.csv:11:25: dew_point_c: is above temp_c; no air's mean dew point is"
    )


def test_one_temperature_for_all_months_is_refused():
    same = HONG_KONG.splitlines()
    rows = [",".join([*row.split(",")[:-4], "25,28,22,75"]) for row in same[1:]]
    assert refused("\n".join([same[0], *rows])) == (
        "mine.csv:2:77: temp_c: is the same in all months, as at no place; give each month its own"
    )


def test_what_is_no_table_is_refused():
    for content, says in (
        (b"\xd0\xcf\x11\xe0 a workbook", "is an old Excel workbook, whatever its name"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xff\xfeabc", "begins as UTF-16 and is none; save it as UTF-8"),
        (
            HONG_KONG.replace("Hong Kong,", "São Paulo,").encode("latin-1"),
            "mine.csv:2: is not UTF-8; save the sheet as CSV UTF-8",
        ),
        ((HONG_KONG + ',,,,,,"1\n').encode(), "mine.csv:14:7: a quote that does not close; mend the cell"),
    ):
        with pytest.raises(WeatherError, match=says.replace("(", r"\(")):
            own_normals.parse(PATH, content)


def test_twilight_of_the_polar_night_is_told_apart_from_a_wrong_unit():
    tromso = with_column("ghi_kwh_m2_day", [0, *[0.5] * 9, 0.05, 0.01]).replace(
        "22.30,114.17,32,8", "69.65,18.9,100,1"
    )
    assert refused(tromso).endswith("give 0 where the sun stays down: twilight is not reckoned with")


@pytest.mark.parametrize("hint", ["", "sep=,\r\n", "\ufeff"])
def test_normals_are_told_apart_from_hours(hint):
    assert own_normals.recognised((hint + HONG_KONG).encode())
    assert not own_normals.recognised(f"{hint}time,temp_c,humidity_pct\n".encode())
