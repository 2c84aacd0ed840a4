"""Files of hours that a profile names: their units, bounds, forms and zones, and the totals they make."""

import numpy as np
import pytest

from dcenergy.errors import ProfileError
from dcenergy.profile.loading import load
from dcenergy.study.case import read, run
from dcenergy.study.notes import notes

DAY = [60, 55, 50, 48, 50, 60, 80, 95, 90, 70, 50, 30, 20, 15, 20, 40, 70, 100, 130, 120, 100, 85, 75, 65]
"""EUR/MWh; they sum to 1,578, so that the mean is 65.75."""

TEXT = """\
name: Hourly
site: {weather: {normals: frankfurt}}
it: {supply_air_c: 22, servers: [{count: 1000, idle_w: 150, peak_w: 400, utilisation: 0.5}]}
cooling: {system: fixed_pue, pue: 1.2}
supply: {grid: {GRID}}
cost: {currency: EUR, price_year: 2024, tariff: {TARIFF}}
"""
MEAN_EUR = 0.06575
FACTOR, RULE = "supply.grid.hourly_utc_kg_per_kwh", "must be at least 0 and at most 3 kg/kWh"
CARBON_FILE = "per_kwh: 0.1", "file: h.csv"


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(values: str | bytes, tariff: str = "file: h.csv", grid: str = "factor_kg_per_kwh: 0.3"):
        (tmp_path / "h.csv").write_bytes(values if isinstance(values, bytes) else values.encode())
        (tmp_path / "a.yaml").write_text(TEXT.replace("GRID", grid).replace("TARIFF", tariff))
        return "a.yaml"

    return write


def column(head: str, values, form: str = "{:g}") -> str:
    return "\n".join([head, *(form.format(value) for value in values)]) + "\n"


PRICES = {
    "EUR/MWh": column("Day-ahead price [EUR/MWh]", DAY * 365),
    "cents": column("ct/kWh", [value / 10 for value in DAY] * 365),
    "our name": column("price_eur_per_kwh", [value / 1000 for value in DAY] * 365),
    "no name": column("price", [value / 1000 for value in DAY] * 365),
    "decimal comma": column("EUR/kWh", [value / 1000 for value in DAY] * 365).replace(".", ","),
    "decimal comma between semicolons": column("hour;EUR/MWh", [f"1;{value},0" for value in DAY] * 365, "{}"),
    "thousands": column("h;EUR/GWh", [f"0;{value * 1000:,.2f}" for value in DAY] * 365, "{}"),
    "thousands and decimal comma": column("EUR/GWh", [f"{value},000" for value in DAY] * 365, "{},0").replace(
        ",000", ".000"
    ),
    "UTF-16": column("Preis [\u20ac/MWh]", DAY * 365).encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf" + column("Preis [\u20ac/MWh]", DAY * 365).encode(),
    "Latin-1": column("Preis in EUR/MWh, g\u00fcltig", DAY * 365).encode("latin-1"),
    "a comment above": "# of a market\n# EUR\n" + column("EUR/MWh", DAY * 365),
    "a row of units": column("price\n[EUR/MWh]", DAY * 365),
    "halves of an hour": column("EUR/MWh", [value + more for value in DAY for more in (-5, 5)] * 365),
    "a leap year": column("EUR/MWh", DAY * 366),
    "months": column("month,EUR/MWh", [f"{month},{MEAN_EUR * 1000}" for month in range(1, 13)], "{}"),
}


@pytest.mark.parametrize("form", PRICES)
def test_a_price_is_what_its_unit_says(case, form):
    found = run(read(case(PRICES[form]))).design
    kwh = float(found.power.grid_kw.sum())
    # 1000 servers of 275 W and a PUE of 1.2 all year: 275 kW x 1.2 x 8760 h = 2,890,800 kWh, at 0.06575 EUR/kWh
    assert kwh == pytest.approx(2_890_800)
    assert found.cost.energy == pytest.approx(190_070.10)


def test_a_unit_beside_the_file_goes_before_its_name(case):
    path = case(column("price", DAY * 365), "file: h.csv, unit: EUR/MWh")
    assert run(read(path)).design.cost.energy == pytest.approx(190_070.10)
    path = case(column("EUR/kWh", DAY * 365), "file: h.csv, unit: EUR/MWh")
    assert run(read(path)).design.cost.energy == pytest.approx(190_070.10)


@pytest.mark.parametrize(
    ("values", "guess"), [(DAY, "EUR/MWh"), ([value / 10 for value in DAY], "ct/kWh")], ids=["per MWh", "cents"]
)
def test_a_price_without_a_unit_is_asked_for_where_it_cannot_be_meant(case, values, guess):
    with pytest.raises(ProfileError) as refused:
        load(case(column("price", values * 365)))
    assert str(refused.value).startswith("a.yaml:6:50: file: h.csv: the price is between ")
    assert str(refused.value).endswith(f"; did you mean {guess}? Set `unit: {guess}` beside `file`")


def test_a_unit_that_makes_a_price_implausible_stops_the_reader(case):
    loaded = load(case(column("EUR/kWh", [price / 40 for price in DAY] * 365)))
    note = next(note for note in loaded.notes if "on average" in note)
    assert note.startswith("The price of h.csv is 1.64 EUR/kWh on average, read as EUR/kWh; usual is ")
    assert note.severity == "stops"
    with pytest.raises(ProfileError, match=r"got 65\.75 \(mean of the hours\); did you mean 0\.06575"):
        load(case(column("EUR/kWh", DAY * 365)))


def test_grams_of_carbon_are_kilograms(case):
    grid = "file: h.csv"
    for head in ("gCO2/kWh", "g/kWh", "kg CO2e per MWh", "Carbon intensity gCO\u2082eq/kWh (direct)"):
        found = run(read(case(column(head, [251] * 8760), "per_kwh: 0.1", grid))).design
        # 2,890,800 kWh x 0.251 kg/kWh
        assert found.carbon.location_based == pytest.approx(725_590.8)
    with pytest.raises(ProfileError, match=r"a\.yaml:5:17: .* did you mean g/kWh\? Set `unit: g/kWh`"):
        load(case(column("factor", [251] * 8760), "per_kwh: 0.1", grid))
    # 553.4 lb/MWh x 0.45359237 kg/lb = 251.0 kg/MWh
    found = run(read(case(column("lb/MWh", [553.4] * 8760), "per_kwh: 0.1", grid))).design
    assert found.carbon.location_based == pytest.approx(725_590.8, rel=1e-3)


@pytest.mark.parametrize(
    ("head", "values", "keys", "message"),
    [
        (
            "kg/kWh",
            [0.3] * 8759 + [-0.2],
            CARBON_FILE,
            f"h.csv:8761: {FACTOR}.8759: {RULE}, got -0.2",
        ),
        (
            "kg/kWh",
            [0.3] * 99 + [4] + [0.3] * 8660,
            CARBON_FILE,
            f"h.csv:101: {FACTOR}.99: {RULE}, got 4.0",
        ),
        (
            "EUR/kWh",
            [0.1] * 9 + [2e5] + [0.1] * 8750,
            ("file: h.csv, unit: EUR/kWh", "factor_kg_per_kwh: 0.3"),
            "h.csv:11: cost.tariff.hourly_per_kwh.9: must lie between ",
        ),
    ],
    ids=["carbon below 0", "carbon above all", "price above all"],
)
def test_every_hour_is_held_to_the_bounds_of_the_single_value(case, head, values, keys, message):
    with pytest.raises(ProfileError) as refused:
        load(case(column(head, values), *keys))
    assert message in str(refused.value)


def test_a_price_may_be_negative(case):
    found = run(read(case(column("EUR/MWh", [-20, 100] * 4380)))).design
    # half of the year at -20 and half at 100: 40 EUR/MWh x 2,890.8 MWh
    assert found.cost.energy == pytest.approx(115_632)


def test_a_series_is_moved_to_the_zone_of_the_shipped_place(case):
    stamps = np.datetime_as_string(np.datetime64("2023-01-01T00", "h") + np.arange(8760), unit="m")
    text = "time (UTC),EUR/MWh\n" + "".join(f"{at},{hour % 24}\n" for hour, at in enumerate(stamps))
    prices = load(case(text)).profile.cost.tariff.hourly_per_kwh
    assert [round(1000 * price) for price in prices[:3]] == [23, 0, 1]  # Frankfurt is at UTC+1


def test_rows_without_times_are_moved_by_the_zone_that_is_said(case):
    text = column("EUR/MWh", [hour % 24 for hour in range(8760)])
    prices = load(case(text, "file: h.csv, zone: UTC")).profile.cost.tariff.hourly_per_kwh
    assert [round(1000 * price) for price in prices[:3]] == [23, 0, 1]  # Frankfurt is at UTC+1
    assert load(case(text)).profile.cost.tariff.hourly_per_kwh[0] == 0
    for said, message in (
        ("zone: Europe/Berlin", "has no times, which `zone: Europe/Berlin` could"),
        ("label: end", "none; remove"),
    ):
        with pytest.raises(ProfileError, match=message):
            load(case(text, f"file: h.csv, {said}"))


def test_a_site_whose_zone_nobody_says_is_asked_for_it(case):
    stamps = np.datetime_as_string(np.datetime64("2023-01-01T00", "h") + np.arange(8760), unit="m")
    path = case("time (UTC),EUR/MWh\n" + "".join(f"{at},50\n" for at in stamps))
    with pytest.raises(ProfileError, match=r"its times are at UTC\+0 h, .* set `site\.utc_offset_h`"):
        load(path, ["site={weather: {file: x.epw}}"])
    assert load(path, ["site={utc_offset_h: 2, weather: {file: x.epw}}"]).profile.cost


def test_months_of_water_are_monthly_water(case):
    path = case(column("degF", [50, *[59] * 11]))
    lake = "{system: lake_water, source: {file: h.csv}, exchanger_delta_t_k: 2.5, approach_k: 1.5}"
    loaded = load(path, [f"cooling={lake}", "cost.tariff={per_kwh: 0.1}"])
    # 50 degF is 10 degC, 59 degF 15 degC
    assert loaded.profile.halls[0].cooling.source.monthly_c == pytest.approx((10, *[15] * 11))


def test_a_load_by_the_hour_keeps_the_mean(case):
    load_mw = [1.0 if hour % 24 < 12 else 3.0 for hour in range(8760)]
    path = case(column("Load [MW]", load_mw), "per_kwh: 0.1")
    case_ = read(path, ["it.pattern={file: h.csv}"])
    it_kw = run(case_).design.load.it_kw[0]
    # 0.5 of utilisation on average at 1 : 3 is 0.25 and 0.75: 150 + 250 x u watts, times 1000 servers
    assert it_kw[:24] == pytest.approx([212.5] * 12 + [337.5] * 12)
    assert not [note for note in notes(case_, run(case_)) if "leap year" in note]


def test_a_file_of_a_base_gives_way_to_a_number(case):
    path = case(PRICES["EUR/MWh"], "file: h.csv, unit: EUR/MWh")
    (load(path).path.parent / "b.yaml").write_text("extends: a\ncost: {tariff: {per_kwh: 0.2}}\n")
    assert load("b.yaml").profile.cost.tariff.per_kwh == 0.2


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("unit: [1]", "a.yaml:6:63: unit: must be text"),
        ("label: ending", "a.yaml:6:63: label: must be start, middle or end, got 'ending'"),
        (
            "zone: Mars",
            "file: h.csv: zone: must be UTC, an offset as +01:00, or a place as Europe/Berlin, got 'Mars'",
        ),
        ("column: price", "file: h.csv:1: no column `price`; known are: EUR/MWh"),
    ],
)
def test_what_is_said_of_a_file_is_checked(case, said, message):
    text = "time,EUR/MWh\n" + "".join(
        f"{at},50\n" for at in np.datetime_as_string(np.datetime64("2023-01-01T00", "h") + np.arange(8760), unit="m")
    )
    with pytest.raises(ProfileError) as refused:
        load(case(text, f"file: h.csv, {said}"))
    assert message.replace("are: EUR/MWh", "are: EUR/MWh, time") in str(refused.value)


def test_a_workbook_is_called_one(case):
    with pytest.raises(ProfileError, match="is an old Excel workbook, whatever its name, not a file of the price"):
        load(case(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)))


def test_a_file_of_wrong_hours_is_told_by_the_first_of_them(case):
    with pytest.raises(ProfileError) as refused:
        load(case(column("gCO2/kWh", [-1] * 8760), "per_kwh: 0.1", "file: h.csv"))
    lines = str(refused.value).splitlines()
    # ten hours one by one, and the other 8,750 as one
    assert len(lines) == 11
    assert sum("more of its values are wrong" in line for line in lines) == 1
    assert "8,750 more of its values are wrong" in str(refused.value)
