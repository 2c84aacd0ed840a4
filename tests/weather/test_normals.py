"""A typical year from monthly normals: what is exact, what is like real years, what is said of it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import psychrolib
import pvlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcenergy.errors import WeatherError
from dcenergy.reference.table import sources
from dcenergy.weather import epw, files, months, places, series, spreads, sun
from dcenergy.weather.days import expected
from dcenergy.weather.hourly import Place, calendar
from dcenergy.weather.normals import generate
from dcenergy.weather.psychrometrics import dew_point_from_vapour_pressure_c, vapour_pressure_pa

psychrolib.SetUnitSystem(psychrolib.SI)

MONTH = calendar().month
ARRAYS = ("temp_c", "dew_point_c", "humidity_ratio", "wet_bulb_c", "pressure_pa", "wind_m_s")
EVERYWHERE = (*places.names(), "guian", "the-dalles")
SUN_ARRAYS = ("ghi_w_m2", "dni_w_m2", "dhi_w_m2")


def by_month(values):
    return np.array([values[month == MONTH].mean() for month in range(1, 13)])


def by_day(values, how):
    daily = how(values.reshape(365, 24), axis=1)
    return np.array([daily[MONTH[::24] == month].mean() for month in range(1, 13)])


def clear_sky_w_m2(place):
    return sun.clear_sky_w_m2(place, calendar(), sun.apparent_zenith_deg(place, calendar()))


def moved(climate, **place):
    """Return the normals at another place, half a year apart where that is south."""
    there = replace(climate, place=replace(climate.place, **place))
    if there.place.latitude_deg > 0:
        return there
    turned = {
        name: np.roll(getattr(climate, name), 6)
        for name in ("temp_c", "temp_max_c", "temp_min_c", "vapour_pressure_pa", "pressure_pa", "ghi_kwh_m2_day")
    }
    return replace(there, **turned)


@pytest.mark.parametrize("name", EVERYWHERE)
def test_months_are_exact_at_every_shipped_place(name):
    climate = places.find(name)
    year = generate(climate, climate.place)
    # exact by construction: what remains is rounding
    assert by_month(year.temp_c) == pytest.approx(climate.temp_c, abs=1e-9)
    if climate.ghi_kwh_m2_day is None:
        clear = clear_sky_w_m2(climate.place)
        assert year.ghi_w_m2.sum() == pytest.approx(0.6 * clear.sum(), rel=1e-9)
    else:
        assert by_month(year.ghi_w_m2) * 24 / 1000 == pytest.approx(climate.ghi_kwh_m2_day, rel=1e-9)
    assert by_month(year.pressure_pa) == pytest.approx(climate.pressure_pa, rel=1e-9)
    # vapour pressure by another program; it takes exactly 0.01 degC for ice, and its curves meet there to 6e-9
    found_pa = by_month(np.array([psychrolib.GetSatVapPres(dew_point) for dew_point in year.dew_point_c]))
    if any("taken as saturated" in note for note in year.notes):
        most_pa = by_month(np.array([psychrolib.GetSatVapPres(temp) for temp in year.temp_c]))
        frosty = climate.vapour_pressure_pa > 0.98 * most_pa
        assert np.all(climate.temp_c[frosty] < 0)
        assert np.all(found_pa[frosty] < most_pa[frosty])
        assert found_pa[frosty] == pytest.approx(climate.vapour_pressure_pa[frosty], rel=0.10)
        found_pa[frosty] = climate.vapour_pressure_pa[frosty]
    assert found_pa == pytest.approx(climate.vapour_pressure_pa, rel=1e-7)
    # highest and lowest of a smooth day: 0.8 K where mean and middle of the extremes stand far apart and days differ
    # by 4 to 5 K (Guiyang in February and March), 0.6 K where they differ less
    smooth_k = 0.6 if expected(climate, climate.place).temp_k.max() < 4 else 0.9
    assert by_day(year.temp_c, np.max) == pytest.approx(climate.temp_max_c, abs=smooth_k)
    assert by_day(year.temp_c, np.min) == pytest.approx(climate.temp_min_c, abs=smooth_k)
    wind_m_s = np.full(12, 3.0) if climate.wind_m_s is None else climate.wind_m_s
    assert by_month(year.wind_m_s) == pytest.approx(wind_m_s, rel=1e-9)


@given(
    name=st.sampled_from(["zixing", "helsinki", "singapore", "yinchuan"]),
    seed=st.integers(0, 2**32),
    south=st.booleans(),
    utc_shift_h=st.sampled_from([-0.75, -0.5, 0.0, 0.5, 1.0]),
)
@settings(max_examples=12, deadline=None)
def test_every_year_could_be(name, seed, south, utc_shift_h):
    climate = places.find(name)
    here = climate.place
    climate = moved(
        climate,
        latitude_deg=-here.latitude_deg if south else here.latitude_deg,
        utc_offset_h=here.utc_offset_h + utc_shift_h,
    )
    year = generate(climate, climate.place, seed)
    for array in ARRAYS + SUN_ARRAYS:
        assert np.isfinite(getattr(year, array)).all(), array
        assert len(getattr(year, array)) == 8760, array
    assert np.all(year.dew_point_c <= year.temp_c)
    assert np.all(year.wet_bulb_c <= year.temp_c)
    assert min(year.wind_m_s.min(), *(getattr(year, array).min() for array in SUN_ARRAYS)) >= 0
    assert by_month(year.temp_c) == pytest.approx(climate.temp_c, abs=1e-9)
    assert by_month(year.ghi_w_m2) * 24 / 1000 == pytest.approx(climate.ghi_kwh_m2_day, rel=1e-9)
    # whole and parts close with the sun at mid-hour, but where Erbs' split meets the horizon: 0.5 % of the year
    upright = sun.cosine(sun.apparent_zenith_deg(climate.place, calendar()))
    gap = np.abs(year.dni_w_m2 * upright + year.dhi_w_m2 - year.ghi_w_m2).sum() / year.ghi_w_m2.sum()
    assert gap < 0.005


@pytest.mark.parametrize("name", EVERYWHERE)
def test_no_hour_is_brighter_than_the_sun_between_clouds(name):
    climate = places.find(name)
    year = generate(climate, climate.place, seed=3)
    clear = clear_sky_w_m2(climate.place)
    possible = by_month(clear)
    wanted = possible * 0.6 if climate.ghi_kwh_m2_day is None else climate.ghi_kwh_m2_day * 1000 / 24
    # clouds' edges add some 5 % to a clear sky; where a month's mean is above that itself, its hours are too
    highest = np.maximum(1.05, wanted / possible)[MONTH - 1]
    assert np.all(year.ghi_w_m2 <= clear * highest * (1 + 1e-6))


@pytest.mark.parametrize(
    ("latitude_deg", "altitude_m", "sun"),
    [
        (-16.5, 5000.0, [5.5] * 12),  # above the Altiplano, where the clear sky's model exceeds the sun itself
        (-90.0, 2800.0, [9.5, 5.5, 1.0, 0, 0, 0, 0, 0, 0.3, 3.8, 8.2, 10.1]),  # the South Pole, rounded up
    ],
)
def test_no_hour_is_brighter_than_the_sun_above_the_air(tmp_path, latitude_deg, altitude_m, sun):
    place = Place(latitude_deg, 90.0, altitude_m, 6.0)
    climate = replace(places.find("lhasa"), place=place, ghi_kwh_m2_day=np.array(sun, dtype=float))
    year = generate(climate, place, seed=0)
    assert by_month(year.ghi_w_m2) * 24 / 1000 == pytest.approx(climate.ghi_kwh_m2_day, rel=1e-9, abs=1e-9)
    # at most the sun's constant at its nearest, 1361 W/m2 and 3.4 % more; a beam is what is left of it
    assert year.ghi_w_m2.max() <= 1361 * 1.035
    assert year.dni_w_m2.max() <= 1361 * 1.035
    (tmp_path / "high.epw").write_text(epw.text(year))
    assert files.read(tmp_path / "high.epw").kind == "normals"


@pytest.mark.parametrize("seed", range(1, 9))
def test_frost_is_no_contradiction_in_any_year(seed):
    # Haparanda's stations tell up to a tenth more vapour than air holds over ice, and days may be colder than theirs
    climate = places.find("haparanda")
    year = generate(climate, climate.place, seed)
    assert np.all(year.dew_point_c <= year.temp_c)


def test_the_same_seed_gives_the_same_year_and_another_another():
    climate = places.find("frankfurt")
    first, second, other = (generate(climate, climate.place, seed) for seed in (3, 3, 4))
    for array in ARRAYS + SUN_ARRAYS:
        assert np.array_equal(getattr(first, array), getattr(second, array)), array
    assert np.abs(first.temp_c - other.temp_c).mean() > 1
    # ... of the same months
    assert by_month(first.temp_c) == pytest.approx(by_month(other.temp_c), abs=1e-9)


def test_the_afternoon_is_the_warmest_and_noon_the_brightest_by_the_sun_not_the_clock():
    climate = places.find("beijing")
    for utc_offset_h in (7.0, 7.5, 8.0):
        there = moved(climate, utc_offset_h=utc_offset_h)
        year = generate(there, there.place)
        solar_hour = np.arange(24) + 0.5 - utc_offset_h + there.place.longitude_deg / 15
        temp_c = year.temp_c.reshape(365, 24).mean(axis=0)
        radiation = year.ghi_w_m2.reshape(365, 24).mean(axis=0)
        # warmest between 14 and 16 h solar time (Erbs, Klein and Beckman 1983, fig. 1), to the hour
        assert 13.5 <= solar_hour[temp_c.argmax()] <= 16.0
        # the middle of the day's radiation is at noon but for the equation of time, 0.25 h, and clouds
        assert (radiation * solar_hour).sum() / radiation.sum() == pytest.approx(12.0, abs=0.3)


def test_summer_is_in_january_in_the_south():
    climate = moved(places.find("tokyo"), latitude_deg=-35.7)
    year = generate(climate, climate.place)
    radiation = by_month(year.ghi_w_m2)
    assert by_month(year.temp_c)[:2].min() > by_month(year.temp_c)[5:8].max()
    assert radiation[0] > radiation[5]
    # winter days differ more than summer's: July in the south
    spread_k = expected(climate, climate.place).temp_k
    assert spread_k[6] > spread_k[0]


def test_days_differ_as_expected_and_remember_one_another():
    climate = places.find("frankfurt")
    spread_k = expected(climate, climate.place).temp_k
    daily = np.stack(
        [generate(climate, climate.place, seed).temp_c.reshape(365, 24).mean(axis=1) for seed in range(8)]
    )
    days = MONTH[::24]
    # the year's course, which all seeds share, is their mean but for a spread of 4 / sqrt(8) K: 15 %
    found = np.array([(daily - daily.mean(axis=0))[:, days == month].std() for month in range(1, 13)])
    assert found * np.sqrt(8 / 7) == pytest.approx(spread_k, rel=0.15)
    anomaly = (daily - daily.mean(axis=0)).ravel()
    # taking the mean out of 30 days lowers a correlation of 0.70 by (1 + 3 * 0.70) / 30
    # (Marriott and Pope 1954, doi:10.1093/biomet/41.3-4.390): 0.60
    assert np.corrcoef(anomaly[1:], anomaly[:-1])[0, 1] == pytest.approx(0.60, abs=0.05)


@pytest.mark.parametrize("name", ["frankfurt", "singapore", "yinchuan", "zixing"])
def test_dew_points_differ_as_expected_though_the_air_holds_them_down(name):
    climate = places.find(name)
    year = generate(climate, climate.place)
    mean_c = dew_point_from_vapour_pressure_c(climate.vapour_pressure_pa)
    depression_k = np.maximum(climate.temp_c - mean_c, 0.5)
    wanted_k = expected(climate, climate.place).dew_point_k
    # six rounds of correction leave up to 2 % where the air is never near saturation for long
    assert deviation(year.dew_point_c) == pytest.approx(wanted_k, rel=0.02)
    # within the day: noise of the regression's deviation, and by how much the days around draw it, some tenth more
    within_k = spreads.within_day_k(climate.temp_max_c - climate.temp_min_c, mean_c, depression_k)
    days = year.dew_point_c.reshape(365, 24)
    found_k = np.sqrt(by_month(np.repeat(days.var(axis=1), 24)))
    assert np.exp(np.mean(np.log(found_k / within_k))) == pytest.approx(1.0, abs=0.2)


def deviation(hourly):
    """Standard deviation of the days' means about the year's course, which `days_of_months` draws."""
    daily = hourly.reshape(365, 24).mean(axis=1)
    rest = daily - series.days_of_months(by_month(hourly))
    return np.array([rest[MONTH[::24] == month].std() for month in range(1, 13)])


def test_measured_deviations_go_before_the_regression():
    climate = places.find("frankfurt")
    measured = replace(climate, temp_spread_k=np.full(12, 3.0), dew_point_spread_k=np.full(12, 2.5))
    year = generate(measured, climate.place)
    # exact by construction but for the hours, which run between the days' means, and the rounds of correction
    assert deviation(year.temp_c) == pytest.approx(np.full(12, 3.0), rel=1e-6)
    assert deviation(year.dew_point_c) == pytest.approx(np.full(12, 2.5), rel=0.02)


def test_a_year_made_from_a_real_year_s_months_is_like_it():
    real = files.read(Path(pvlib.__file__).parent / "data" / "723170TYA.CSV")
    climate = months.normals(real)
    assert climate.temp_c == pytest.approx(by_month(real.temp_c))
    assert climate.temp_max_c == pytest.approx(by_day(real.temp_c, np.max))
    assert climate.vapour_pressure_pa == pytest.approx(
        by_month(vapour_pressure_pa(real.humidity_ratio, real.pressure_pa))
    )
    assert climate.ghi_kwh_m2_day == pytest.approx(by_month(real.ghi_w_m2) * 24 / 1000)
    year = generate(climate, climate.place)
    assert by_day(year.temp_c, np.max) == pytest.approx(climate.temp_max_c, abs=0.02)
    assert by_day(year.temp_c, np.min) == pytest.approx(climate.temp_min_c, abs=0.02)
    # The eastern United States are where the method is known to be weakest (their days differ more than
    # the regression says): the middle four fifths of the wet bulb within 1.5 K, free-cooling hours within 300.
    ranks = np.linspace(0.1, 0.9, 9)
    assert np.quantile(year.wet_bulb_c, ranks) == pytest.approx(np.quantile(real.wet_bulb_c, ranks), abs=1.5)
    for limit_c in (8, 12, 16, 20):
        free, really_free = (np.count_nonzero(hours.wet_bulb_c < limit_c) for hours in (year, real))
        assert abs(free - really_free) < 300, limit_c
    # Erbs' split against the measured one: 21 % less beam here, made up by the diffuse part
    assert year.dni_w_m2.sum() == pytest.approx(real.dni_w_m2.sum(), rel=0.25)


def test_a_typical_year_says_what_it_is():
    climate = places.find("dublin")
    year = generate(climate, climate.place)
    said = " ".join(year.notes)
    assert year.kind == "normals"
    assert "typical year made from monthly normals" in said
    assert "Do not size a plant" in said
    assert "Dublin has no wind normals: 3 m/s was assumed" in said


def test_normals_that_contradict_themselves_are_refused():
    climate = places.find("beijing")
    with pytest.raises(WeatherError, match="cannot hold its mean vapour pressure"):
        generate(replace(climate, vapour_pressure_pa=climate.vapour_pressure_pa * 3), climate.place)
    arctic = Place(78.0, 15.0, 10.0, 1.0)
    with pytest.raises(WeatherError, match="radiation in a month without sun"):
        generate(replace(climate, place=arctic), arctic)


@pytest.mark.parametrize(("normals_of", "latitude_deg"), [("haparanda", 70.2), ("dublin", 57.5), ("beijing", 78.0)])
def test_a_site_further_north_has_the_sun_that_its_sky_can_give(tmp_path, normals_of, latitude_deg):
    climate = places.find(normals_of)
    place = replace(climate.place, latitude_deg=latitude_deg)
    year = generate(climate, place)
    # The day's radiation at the top of the air, FAO-56 eq. 21, by hand for the shortest day: at 70 and 78 degrees of
    # latitude the sun stays down in December; at 57.5 it sends 0.9 kWh/m2, of which no sky passes over 0.8
    declination, latitude = -np.radians(23.44), np.radians(latitude_deg)
    sunset = np.arccos(np.clip(-np.tan(latitude) * np.tan(declination), -1.0, 1.0))
    height = sunset * np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(declination) * np.sin(sunset)
    december = by_month(year.ghi_w_m2)[11] * 24 / 1000
    assert december <= 0.8 * 24 / np.pi * 1.361 * 1.033 * height + 0.06  # the month's sun and that of 21 December
    assert climate.ghi_kwh_m2_day[11] > december
    (note,) = [each for each in year.notes if "cannot give the radiation of" in each]
    assert f"a latitude of {latitude_deg:g} " in note
    (tmp_path / "north.epw").write_text(epw.text(year))
    again = files.read(tmp_path / "north.epw")  # every hour can be
    assert [each for each in again.notes if each not in year.notes] == []


def test_a_site_beside_its_normals_has_their_radiation():
    climate = places.find("frankfurt")
    year = generate(climate, replace(climate.place, latitude_deg=climate.place.latitude_deg + 0.4))
    assert by_month(year.ghi_w_m2) * 24 / 1000 == pytest.approx(climate.ghi_kwh_m2_day, rel=1e-6)
    assert not any("cannot give" in note for note in year.notes)


EVEN = np.ones(12)
HOT = {"temp_c": 50 + np.arange(12) / 10, "temp_max_c": 55 * EVEN, "temp_min_c": 40 * EVEN}
COLD = {"temp_c": -70 + np.arange(12) / 10, "temp_max_c": -66 * EVEN, "temp_min_c": -75 * EVEN}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"wind_m_s": 20 * EVEN}, r"month \d+ .* has a wind speed of 6\d\.\d m/s, .* 0 and 60; mend wind_m_s"),
        (HOT, r"a dry bulb temperature of 6\d\.\d degC, .* -90 and 60; mend temp_c, temp_max_c, temp_min_c or"),
        ({"temp_spread_k": 8 * EVEN, "dew_point_spread_k": 15 * EVEN}, r"a dew point of 5\d.* dew_point_spread_k"),
        (COLD | {"vapour_pressure_pa": 0.1 * EVEN}, r"a dew point of -10\d\.\d degC, .* -100 and 45; mend its hum"),
    ],
)
def test_normals_of_hours_that_no_file_may_hold_are_refused(change, says):
    climate = replace(places.find("singapore"), **change)
    with pytest.raises(WeatherError, match=f"^normals of Singapore: .*{says}"):
        generate(climate, climate.place)


def test_dew_points_that_cannot_have_their_vapour_are_refused():
    climate = places.find("haparanda")
    deviations = {"temp_spread_k": 0.1 * EVEN, "dew_point_spread_k": 15 * EVEN}
    with pytest.raises(WeatherError, match=r"month \d+: no days whose dew points differ so far.*dew_point_spread_k"):
        generate(replace(climate, **deviations), climate.place)


@given(
    name=st.sampled_from(["singapore", "frankfurt", "haparanda"]),
    wind_m_s=st.floats(10, 20),
    temp_spread_k=st.floats(0.1, 15),
    dew_point_spread_k=st.floats(0.1, 15),
)
@settings(max_examples=12, deadline=None)
def test_every_generated_year_is_refused_or_read_again(
    tmp_path_factory, name, wind_m_s, temp_spread_k, dew_point_spread_k
):
    climate = replace(
        places.find(name),
        wind_m_s=wind_m_s * EVEN,
        temp_spread_k=temp_spread_k * EVEN,
        dew_point_spread_k=dew_point_spread_k * EVEN,
    )
    try:
        year = generate(climate, climate.place)
    except WeatherError:
        return
    path = tmp_path_factory.mktemp("years") / "year.epw"
    path.write_text(epw.text(year), encoding="utf-8")
    assert files.read(path).kind == "normals"


@pytest.mark.parametrize(
    "change",
    [
        lambda climate: {"temp_max_c": climate.temp_c + 0.2},
        lambda climate: {"temp_spread_k": 10 * EVEN, "dew_point_spread_k": 5 * EVEN},
    ],
    ids=["mean beside the highest", "days far apart"],
)
def test_a_year_that_misses_highest_or_lowest_says_by_how_much_and_when(change):
    plain = places.find("frankfurt")
    climate = replace(plain, **change(plain))
    year = generate(climate, climate.place)
    missed_k = np.maximum(
        abs(by_day(year.temp_c, np.max) - climate.temp_max_c), abs(by_day(year.temp_c, np.min) - climate.temp_min_c)
    )
    assert missed_k.max() > 1
    told = f"by up to {missed_k.max():.1f} K, in month {missed_k.argmax() + 1}:"
    assert any(told in note for note in year.notes)
    # what is shipped stays within 0.9 K, above
    assert not any("highest and lowest" in note for note in generate(plain, plain.place).notes)


class TestPlaces:
    def test_zixing_is_named_for_what_it_is(self):
        said = " ".join(places.find("zixing").notes)
        assert "57993 Ganzhou, 175 km away" in said
        assert "wind normals of Zixing are those of 57874 Changning, 100 km away (1971-2003, cswd-2005)" in said

    def test_an_unknown_place_is_answered_with_its_neighbours_in_the_list(self):
        with pytest.raises(WeatherError, match=r"no normals of `Bejing` are shipped.*beijing"):
            places.find("Bejing")
        with pytest.raises(WeatherError, match="zixing"):
            places.find("xyzzy")

    @pytest.mark.parametrize("name", places.names())
    def test_rows_are_plausible(self, name):
        climate = places.find(name)
        assert name == name.lower()
        assert name.isascii()
        assert np.all(climate.temp_min_c < climate.temp_c)
        assert np.all(climate.temp_c < climate.temp_max_c)
        # station pressure within 3 % of the standard atmosphere: monthly means are no storms
        standard_pa = psychrolib.GetStandardAtmPressure(climate.place.altitude_m)
        assert climate.pressure_pa == pytest.approx(standard_pa, rel=0.03)
        # a station's zone stands within 2.5 h of its sun
        assert abs(climate.place.utc_offset_h - climate.place.longitude_deg / 15) < 2.5

    def test_every_row_says_who_says_so_in_the_words_agreed(self):
        groups = {"alias": set(), "place": set()}
        for name in (*places.names(), *places.aliases()):
            for group, row in places._groups()[name].items():
                groups.setdefault(group, set()).add(name)
                assert row["evidence"] in ("verified", "secondary", "computed", "assumption"), name
                assert row["source"] in sources(), name
                assert sources()[row["source"]].title, name
                if row["station"] and group in ("air", "sun", "wind"):
                    assert row["period"] in ("2003-2021", "1971-2003", "2020-2024", "1976-2005"), name
                    of = {**places._groups()[name]["place"]}
                    assert places.distance_km(of, row) == pytest.approx(float(row["distance_km"]), abs=2), name
        own = set(places.names())
        assert groups == {group: own for group in ("place", "air", "sun", "wind")} | {"alias": set(places.aliases())}
        assert set(places.aliases().values()) <= own

    def test_months_are_those_of_the_places(self):
        months = [(row["place"], int(row["month"])) for row in places._rows("normals")]
        assert months == [(name, month) for name in places.names() for month in range(1, 13)]

    def test_typical_years_of_unknown_licence_stand_only_where_nothing_open_does(self):
        by_source = {}
        for name in places.names():
            by_source.setdefault(places._groups()[name]["air"]["source"], set()).add(name)
        # climate data of the open sources reach all but these
        assert by_source["cswd-2005"] == {"zhangjiakou", "zhangbei", "shaoguan", "lhasa", "harbin", "haikou"}
        assert set(by_source) == {"cswd-2005", "dwd-climat-2003-2021", "tmy3-2008"}

    def test_the_ten_clusters_are_known_by_name(self):
        for name in (
            *("zhangjiakou", "yangtze-delta", "wuhu", "shaoguan", "tianfu", "chongqing", "guian", "horinger"),
            *("qingyang", "zhongwei"),
        ):
            assert places.find(name).name == places.called(name)
        said = " ".join(places.find("qingyang").notes)
        assert "Qingyang has no normals of its own: those of Yan'an stand for it" in said
        assert "53845 Yan'an, 189 km away" in said
        assert "240 m lower; nothing was adjusted" in said
        assert "some 30 years old" in " ".join(places.find("shaoguan").notes)

    def test_where_another_source_knows_a_place_they_agree(self):
        # NREL's TMY3 of Phoenix: means of January and July 13.0 and 35.6 degC, dew points -2.2 and 13.6 degC
        phoenix = places.find("phoenix")
        assert phoenix.temp_c[[0, 6]] == pytest.approx([13.0, 35.6], abs=1.0)
        # WMO normals 1991-2020 of Harbin -17.6 and 23.3, Lhasa -0.4 and 16.6 degC: the stations' own typical years
        # are older and of single months
        for name, wmo_c in (("harbin", [-17.6, 23.3]), ("lhasa", [-0.4, 16.6])):
            assert places.find(name).temp_c[[0, 6]] == pytest.approx(wmo_c, abs=2.5), name

    def test_a_place_without_radiation_says_so(self):
        climate = places.find("portland")
        said = " ".join(generate(climate, climate.place).notes)
        assert "0.6 of the clear sky's was assumed (0.4 to 0.8)" in said
        assert "has no wind normals" in said

    def test_beijing_is_the_published_one_a_little_warmer(self):
        # China Meteorological Administration, 1971-2000: January -3.7, July 26.2 degC; ours are of 2003-2021,
        # some 30 years or 1 K later
        climate = places.find("beijing")
        assert climate.temp_c[0] == pytest.approx(-3.7 + 1, abs=0.7)
        assert climate.temp_c[6] == pytest.approx(26.2 + 1, abs=0.7)
