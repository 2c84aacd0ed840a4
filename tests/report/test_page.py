"""The report's page: whole in itself, valid, and true to the result."""

import re
from datetime import UTC, datetime

import pytest
from pages import COMMAND, FIXED, LAKE, WRITTEN_AT, Case, case, tree, weather

from dcenergy.errors import OutputError
from dcenergy.language import SEVERITIES, Message
from dcenergy.report import render
from dcenergy.report.sections.remarks import grouped
from dcenergy.report.view import view
from dcenergy.study.case import Case as Read
from dcenergy.study.notes import notes

LARGEST = 200_000
"""Bytes that a report of one design may take; 400 kB is the contract."""


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Case:
    return case(tmp_path_factory.mktemp("lake"), LAKE, notes=('The plant is "small" & <cold>.',))


@pytest.fixture(scope="module")
def fixed(tmp_path_factory) -> Case:
    return case(tmp_path_factory.mktemp("fixed"), FIXED)


@pytest.fixture(params=["lake", "fixed"])
def any_case(request) -> Case:
    return request.getfixturevalue(request.param)


def headline(page: str, name: str) -> tuple[str, ...]:
    """The texts under a headline's name: value, delta, meaning."""
    [block] = re.findall(rf"<dt>{re.escape(name)}</dt>(.*?)</div>", page, re.DOTALL)
    texts = (re.sub(r"<[^>]+>", "", dd) for dd in re.findall(r"<dd[^>]*>(.*?)</dd>", block, re.DOTALL))
    return tuple(text.replace("\xa0", " ").strip() for text in texts)


def sections(page: str) -> list[str]:
    return re.findall(r'<section id="(\w+)"', page)


def test_every_tag_is_closed_and_every_id_is_its_own(any_case):
    parsed = tree(any_case.page)
    ids = parsed.values("id")
    assert len(ids) == len(set(ids))
    named = {word for value in parsed.values("aria-labelledby") for word in value.split()}
    assert named <= set(ids)
    assert {link.removeprefix("#") for link in parsed.values("href") if link.startswith("#")} <= set(ids)


def test_a_page_has_one_h1_and_a_heading_a_section(any_case):
    tags = [tag for tag, _ in tree(any_case.page).tags]
    assert tags.count("h1") == 1
    assert tags.count("h2") == tags.count("section") == len(sections(any_case.page))
    assert tags.count("main") == 1


def test_nothing_is_asked_from_elsewhere_and_nothing_runs(any_case):
    parsed = tree(any_case.page)
    assert not re.findall(r"https?://|@import|url\(", any_case.page)
    assert not {tag for tag, _ in parsed.tags} & {"script", "img", "iframe", "object", "embed", "audio", "video"}
    assert all(link.startswith("#") or link == "data:," for link in parsed.values("href"))
    assert not [name for _, name, _ in parsed.attributes if name.startswith("on") or name == "src"]
    [policy] = [value for value in parsed.values("content") if "default-src" in value]
    assert "default-src 'none'" in policy


def test_every_chart_has_a_name_a_description_and_its_numbers(any_case):
    parsed = tree(any_case.page)
    charts = [value for tag, name, value in parsed.attributes if tag == "svg" and name == "role"]
    assert charts
    assert set(charts) == {"img"}
    tags = [tag for tag, _ in parsed.tags]
    assert tags.count("title") == len(charts) + 1  # the page's own
    assert tags.count("desc") == len(charts)
    assert tags.count("figure") == len(charts)
    for figure in re.findall(r"<figure.*?</figure>", any_case.page, re.DOTALL):
        assert "<details" in figure
        assert "<caption>" in figure


def test_tables_name_their_rows_and_columns(any_case):
    parsed = tree(any_case.page)
    assert all("scope" in attributes for tag, attributes in parsed.tags if tag == "th")
    tags = [tag for tag, _ in parsed.tags]
    assert tags.count("caption") == tags.count("table") > 0


def test_a_page_is_small(any_case):
    assert len(any_case.page.encode()) < LARGEST


def test_the_same_result_gives_the_same_page(lake):
    again = render.html(lake.assessment, lake.loaded, WRITTEN_AT, COMMAND, ('The plant is "small" & <cold>.',))
    assert again == lake.page


def test_the_time_of_writing_is_told_not_asked(lake):
    page = render.html(lake.assessment, lake.loaded, datetime(1999, 12, 31, 23, 59, tzinfo=UTC), COMMAND)
    assert "1999-12-31 23:59 UTC" in page
    assert f"{datetime.now(tz=UTC):%Y-%m-%d}" not in page


def test_headlines_are_the_results(lake):
    design, baseline = lake.assessment.design, lake.assessment.baseline
    facility, it = design.site.facility_kw.sum(), design.site.it_kw.sum()
    assert headline(lake.page, "PUE")[0] == f"{facility / it:.3f}"
    below = 1 - design.site.facility_kw.sum() / design.site.it_kw.sum() / 1.5
    assert headline(lake.page, "PUE")[1] == f"{below * 100:.0f} % below baseline, 1.500"

    value, unit = headline(lake.page, "Facility energy")[0].split()
    assert unit == "GWh"
    assert float(value) == pytest.approx(facility / 1e6, abs=0.05)  # one decimal at 10-100 GWh

    # 0.4976 kg/kWh: Hunan 2023, the factor that the profile names
    value, unit = headline(lake.page, "CUE, location-based")[0].split()
    assert float(value) == pytest.approx(0.4976 * facility / it, rel=0.002)
    assert baseline is not None
    assert headline(lake.page, "Renewable, annual")[0] == "60.0 %"

    value, unit, currency = headline(lake.page, "Cost a year")[0].split()
    assert (unit, currency) == ("million", "EUR")
    assert float(value) == pytest.approx(design.cost.total_per_year / 1e6, abs=0.05)  # one decimal at 10-100 million


def test_a_cost_with_its_investment_is_not_set_beside_one_without(lake, tmp_path):
    assert "baseline" not in " ".join(headline(lake.page, "Cost a year"))
    running = case(tmp_path, LAKE, "cost.capital=[]")
    assert "below baseline" in " ".join(headline(running.page, "Cost a year"))


def test_a_rate_of_return_says_whether_prices_rise_in_it(lake, tmp_path):
    risen = case(tmp_path, LAKE, "cost.inflation=0.02", "cost.discount_rate=0.09")
    assert "a year, real, before tax" in lake.page
    assert "a year, nominal, before tax" in risen.page


def test_the_map_holds_ratios_of_sums(lake):
    design = lake.assessment.design
    july_at_14 = (design.weather.calendar.month == 7) & (design.weather.calendar.hour == 14)
    expected = design.site.facility_kw[july_at_14].sum() / design.site.it_kw[july_at_14].sum()
    table = lake.page.partition("<caption>PUE by month and hour of the day</caption>")[2].partition("</table>")[0]
    [row] = [line for line in table.splitlines() if ">14:00<" in line]
    assert re.findall(r"<td>([\d.]+)</td>", row)[6] == f"{expected:.3f}"


def test_the_parts_of_pue_add_up(lake):
    table = lake.page.partition("<caption>Parts of PUE</caption>")[2].partition("</table>")[0]
    figures = [float(row) for row in re.findall(r'scope="row">[^<]+</th><td>([\d.]+)</td>', table)]
    *parts, total = figures
    # six parts of three decimals: each off by 0.0005 at most
    assert sum(parts) == pytest.approx(total, abs=0.0005 * (len(parts) + 1))


def test_the_three_warmings_stay_apart(lake):
    strain = lake.assessment.design.water_body
    assert strain is not None
    table = lake.page.partition("<caption>Warming in the worst hour</caption>")[2].partition("</table>")[0]
    shown = [float(value) for value in re.findall(r"<td>([\d.]+)</td>", table)]
    expected = [strain.exchanger_delta_t_k_max, strain.outfall_delta_t_k_max, strain.mixed_rise_k_max]
    assert shown == pytest.approx(expected, rel=0.005)  # three digits


def test_limits_show_their_verdicts(tmp_path):
    # 4,000 servers of 275 W warm 4 m3/h by far more than they may
    tight = case(tmp_path, LAKE, "cooling.receiving={low_flow_m3_s: 0.1, outfall_max_c: 12}")
    assert ("span", "exceeded") in tree(tight.page).texts
    assert 'class="mark missed"' in tight.page
    open_ended = case(tmp_path, LAKE, "cooling.receiving={mean_flow_m3_s: 50}")
    assert ("span", "not verified") in tree(open_ended.page).texts
    assert 'class="mark open"' in open_ended.page


def test_limits_that_nobody_can_judge_are_one_note(tmp_path):
    made = case(tmp_path, LAKE, "cooling.receiving={mean_flow_m3_s: 50}")
    limits = made.assessment.design.water_body.limits
    named = [limit.name for limit in limits if limit.reason == "low flow"]
    assert len(named) > 1
    said = notes(Read(made.loaded, weather(), None), made.assessment)
    [note] = [note for note in said if "low_flow_m3_s" in note]
    assert all(name in note for name in named)


@pytest.mark.parametrize(("given", "verdict"), [("", "not verified"), (", outfall_max_c: 30", "kept")])
def test_a_limit_that_is_no_permit_gives_no_verdict(tmp_path, given, verdict):
    # the default is 30 °C, a judgement: the same number given by the profile is the site's own
    made = case(tmp_path, LAKE, f"cooling.receiving={{low_flow_m3_s: 20{given}}}")
    outfall = made.assessment.design.water_body.limits[0]
    assert (outfall.limit, outfall.verdict) == (30, verdict)
    said = [note for note in notes(Read(made.loaded, weather(), None), made.assessment) if "no permit" in note]
    assert len(said) == 1  # of the other two limits at least
    assert ("Temperature at the outfall" in said[0]) is (verdict == "not verified")


def test_annual_and_hourly_matching_are_told_apart(lake):
    own = lake.assessment.design.indicators
    assert own.cfe_hourly is not None
    assert own.renewable_share_annual is not None
    assert own.cfe_hourly < own.renewable_share_annual  # its delivery is uneven
    assert f"only {own.cfe_hourly * 100:.1f}\xa0%" in lake.page
    assert "surplus of other hours" in lake.page


def test_a_full_design_has_every_section_in_order(lake):
    assert sections(lake.page) == [
        "energy",
        "pue",
        "year",
        "water",
        "supply",
        "carbon",
        "cost",
        "savings",
        "compliance",
        "notes",
        "assumptions",
        "reproduce",
    ]


def test_a_fixed_pue_gives_a_short_report(fixed):
    assert sections(fixed.page) == ["energy", "pue", "supply", "compliance", "notes", "assumptions", "reproduce"]
    assert headline(fixed.page, "PUE")[0] == "1.200"
    assert "none: a fixed PUE needs none" in fixed.page
    assert 'id="map"' not in fixed.page


@pytest.mark.parametrize(
    "name", ["WUE", "CUE, location-based", "CUE, market-based", "Carbon-free, hourly", "Cost a year"]
)
def test_what_is_not_determined_is_never_zero(fixed, name):
    assert headline(fixed.page, name) == ("not determined",)


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        (("baseline=null",), "Savings: give a baseline."),
        (("cost=null",), "Cost: give cost, with a tariff."),
        (("cost.capital=[]",), "Investment: give cost.capital."),
        (("supply={}",), "Carbon and CUE: give supply.grid."),
        (("supply={renewable_share: 0.5}",), "is an annual claim as typed in"),
        (("supply.contracts=[]",), "No contract covers any of the electricity."),
        (("cooling.receiving={}",), "its rise after mixing is not determined"),
        (("cooling.trim=null", "cooling.source.mean_c=24"), "But the plant is too small"),
        (("cost.tariff={per_kwh: 0}", "cost.capital=[]", "supply.contracts=[]"), "Nothing is paid"),
        (("cooling={system: air_chiller}",), "Chillers carry the heat in every hour"),
        (("cooling={system: fixed_pue, pue: 1}", "supply={}", "baseline=null"), "Nothing is added"),
        (("it.servers=[{count: 5, idle_w: 0, utilisation: 0}]",), "run at no power"),
    ],
)
def test_every_gap_is_told(tmp_path, sets, expected):
    page = case(tmp_path, LAKE, *sets).page
    tree(page)
    assert expected in page
    assert not re.search(r"\b(nan|inf|None)\b", page)


def test_several_halls_share_a_page(tmp_path):
    halls = (
        "halls=["
        "{name: a, it: {servers: [{count: 100}]}, cooling: {system: fixed_pue, pue: 1.3}},"
        "{name: b, it: {servers: [{count: 100}]}, cooling: {system: air_chiller}},"
        "{name: c, it: {servers: [{count: 300}]}, cooling: {system: lake_water, "
        "source: {mean_c: 9, amplitude_k: 2}}}]"
    )
    lines = [line for line in LAKE.splitlines() if not line.startswith((" ", "it:", "cooling:"))]
    text = "\n".join([*lines[:3], "baseline: {pue: 1.5}"])
    page = case(tmp_path, text, halls).page
    tree(page)
    assert "500 in 3 halls" in page
    assert "halls.<wbr>2.<wbr>cooling.<wbr>source.<wbr>mean_<wbr>c" in page


def test_a_row_of_the_reference_tables_is_named(tmp_path):
    text = LAKE.replace("peak_w: {", "peak_w: {source: spec-2s-2019-2021-full, ") + (
        "carbon:\n  refrigerants: [{refrigerant: r134a, charge_kg: 100}]\n  embodied: {}\n"
    )
    rows = case(tmp_path, text).page.partition('id="assumptions"')[2].replace("<wbr>", "")

    def row(key: str) -> str:
        return rows.partition(f"<code>{key}</code>")[2].partition("</tr>")[0]

    assert "SPECpower" in row("it.servers.0.peak_w")
    assert "row spec-2s-2019-2021-full" in row("it.servers.0.peak_w")
    assert "computed" in row("it.servers.0.peak_w")
    # AR6: 1,530 times as strong as CO2 (the table's row r134a)
    assert "r134a: 1,530" in row("carbon.refrigerants.0.refrigerant")
    assert "row server-life" in row("carbon.embodied.server_life_years")


def test_losses_of_a_ups_preset_are_numbers_with_ranges_and_a_source(tmp_path):
    def row(key: str, text: str) -> str:
        rows = case(tmp_path, text).page.partition('id="assumptions"')[2].replace("<wbr>", "")
        return rows.partition(f"<code>{key}</code>")[2].partition("</tr>")[0]

    key = "electrical.ups.preset"
    for preset in ("double_conversion", "eco"):
        told = row(key, LAKE + f"electrical: {{ups: {{preset: {preset}}}}}\n")
        no_load, first, square = map(float, re.findall(r"0\.\d{3}", told)[:3])
        # efficiency at full and half load, of which a part's loss is 1/efficiency - 1: 95.2 and 95.2 % of double
        # conversion, 99.0 and 98.8 % in eco mode, rounded to 0.1 %
        full, half = {"double_conversion": (0.952, 0.952), "eco": (0.990, 0.988)}[preset]
        assert 1 / (1 + no_load + first + square) == pytest.approx(full, abs=0.0006)
        assert 0.5 / (0.5 + no_load + first / 2 + square / 4) == pytest.approx(half, abs=0.0006)
        assert "no load usual 0.001 to 0.04; x usual 0 to 0.03; x² usual 0.003 to 0.03" in told
        assert "assumption" in told
        assert "White Paper 108" in told
        assert "predicting location-specific data center PUE" in told
    none = row(key, LAKE + "electrical: {ups: {preset: none}}\n")
    assert "of the rating" not in none
    assert "assumption" not in none


def test_ratings_of_the_chain_are_told(lake):
    rows = lake.page.partition('id="assumptions"')[2].replace("<wbr>", "")

    def rated_kw(part: str) -> float:
        row = rows.partition(f"<code>electrical.{part}.rated_kw</code>")[2].partition("</tr>")[0]
        found = re.search(r"derived: ([\d,.]+)\xa0kW", row)
        assert found is not None
        return float(found[1].replace(",", ""))

    it_kw, facility_kw = (getattr(lake.assessment.design.site, name).max() for name in ("it_kw", "facility_kw"))
    # the UPS carries servers at full utilisation and 1.2 % of loss below it: no less than the year's peak of IT
    assert it_kw < rated_kw("ups") < rated_kw("transformer")
    # the transformer delivers what the meter shows less its own loss, of 0.7 to 1 % near full load
    assert rated_kw("transformer") > 0.985 * facility_kw


def test_every_value_is_listed_with_who_says_so(lake):
    rows = lake.page.partition('id="assumptions"')[2].partition("</section>")[0].replace("<wbr>", "")
    listed = set(re.findall(r"<code>([^<]+)</code>", rows))
    determined = {
        path for path, origin in lake.loaded.origins.items() if getattr(origin, "source", "") != "not given"
    }
    absent = {"it.flexible", "it.servers.0.embodied_kg", "it.pattern.hourly_load"}  # what is not there has no value
    assert {path for path in determined if path.startswith("it.")} - absent <= listed
    given = re.search(r"<code>it.servers.0.peak_w</code>.*", rows)
    assert given is not None
    assert "400\xa0W" in given[0]
    assert "given 250 to 600" in given[0]
    assert "design.yaml:7" in given[0]
    default = re.search(r"<code>it.fans.slope_per_k</code>.*", rows)
    assert default is not None
    assert "default" in default[0]
    assert "secondary" in default[0]
    assert "Rise of server power with inlet temperature" in default[0]
    factor = re.search(r"<code>supply.grid.factor</code>.*", rows)
    assert factor is not None
    assert "0.4976\xa0kg/kWh" in factor[0]


def test_how_to_reproduce_holds_all_inputs(lake):
    text = "\n".join(text for _, text in tree(lake.page).texts)
    assert COMMAND in text
    assert lake.loaded.sha256 in text
    assert "a plain year" in text
    assert "2026-03-01 14:05 UTC" in text
    assert "Test lake" in text
    assert " ".join(LAKE.split()) in text


def test_notes_are_told_in_their_order(lake):
    assert ("li", 'The plant is "small" & <cold>.') in tree(lake.page).texts


def test_the_view_is_text_and_geometry_alone(lake):
    def leaves(value: object) -> set[type]:
        if isinstance(value, tuple):
            return {kind for item in value for kind in leaves(item)}
        if hasattr(value, "__dataclass_fields__"):
            return {kind for name in value.__dataclass_fields__ for kind in leaves(getattr(value, name))}
        return {type(value)}

    report = view(lake.assessment, lake.loaded, WRITTEN_AT, COMMAND, ())
    assert leaves(report) <= {str, Message, float, int, bool, type(None)}  # a message is text that tells itself


def test_a_page_is_written_whole_or_not_at_all(lake, tmp_path):
    path = tmp_path / "report.html"
    render.write(path, lake.assessment, lake.loaded, WRITTEN_AT, COMMAND)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(OutputError):
        render.write(tmp_path / "nowhere" / "report.html", lake.assessment, lake.loaded, WRITTEN_AT, COMMAND)


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(fixed, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "file"))
    assert render.html(fixed.assessment, fixed.loaded, WRITTEN_AT, COMMAND) == fixed.page


def test_the_contents_tell_what_each_section_finds(lake):
    contents = lake.page[lake.page.index("<nav") : lake.page.index("</nav>")]
    assert "China: 4 not verified, 3 not applicable" in contents
    [figure] = re.findall(r'<figure id="waterfall".*?<h3>(.*?)</h3>', lake.page, re.DOTALL)
    assert f'<span dir="auto">{figure}</span>' in contents


def test_what_a_life_costs_is_the_sum_of_its_years(lake):
    [title] = re.findall(r'<figure id="plant-life".*?<h3>(.*?)</h3>', lake.page, re.DOTALL)
    paid = sum(lake.assessment.design.cost.flows)
    # three digits are shown
    assert float(title.split("EUR\xa0")[1].split()[0]) * 1e6 == pytest.approx(paid, rel=0.005)


def test_many_notes_are_folded_and_those_on_the_weather_stand_together():
    own, weather = tuple(f"note {i}" for i in range(11)), ("a made-up day",)
    severe = Message("too small").rated("stops"), Message("another unit").rated("moves")
    stops, moves, informs, of_weather = grouped((*own[:3], *weather, *severe, *own[3:]), weather)
    assert [(each.items, each.folded, each.mark) for each in (stops, moves)] == [
        (severe[:1], False, "stops"),
        (severe[1:], False, "moves"),
    ]
    assert (informs.items, informs.folded, informs.mark) == (own, True, "informs")
    assert (of_weather.items, of_weather.folded) == (weather, True)
    few, also = grouped((*own[:7], *weather), weather)
    assert (few.items, few.folded, also.folded) == (own[:7], False, False)


def test_the_severity_of_notes_is_a_word_and_a_shape():
    # octagon, triangle and circle tell them apart without colour
    blocks = grouped(tuple(Message("It is so.").rated(each) for each in SEVERITIES), ())
    write = render.environment().get_template("blocks.html.j2").module.notes
    shapes = [re.findall(r'class="mark \w+" .*?<path d="(.*?)"/>', write(block)) for block in blocks]
    assert len({shape for [shape] in shapes}) == 3
    assert [block.title for block in blocks] == ["Settle before use", "May move a figure by over 1%", "Good to know"]
