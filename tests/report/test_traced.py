"""Every number of a report is a result of the JSON, or an input whose origin resolves: no third kind.

The text of a page, outside its charts, is taken apart into numbers. Each must be one of the JSON's results, of the
stated arithmetic on them, or of its inputs; and every input must lead to a line of a file, to a row of a table with
exactly that number, or to a default of a section with a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dcenergy.plant.chiller_performance import ShippedAir, ShippedWater
from dcenergy.plant.heat_reuse import HeatPump
from dcenergy.profile import catalogue
from dcenergy.profile.fields import sections as within
from dcenergy.profile.key_page import sections
from dcenergy.profile.loading import load
from dcenergy.profile.schema import Profile
from dcenergy.reference.normals import rows_of_place
from dcenergy.reference.search import rows
from dcenergy.reference.table import NUMBERS, sources, table
from dcenergy.report import inputs_document, json_document, render, shown_document
from dcenergy.report.sections.assumptions import NAMES as NAMED
from dcenergy.study import case
from dcenergy.study.assess import Assessment
from dcenergy.study.expected_errors import EXPECTED
from dcenergy.study.library_page import tried_at
from dcenergy.study.notes import notes
from dcenergy.study.references import FIXED, READS
from dcenergy.supply.grid import Grid
from dcenergy.supply.solar import Module
from dcenergy.weather import places

Json = dict[str, Any]
WRITTEN_AT = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
SYSTEMS = (
    "dongjiang-lake",  # lake water, with a baseline and prices
    "base/chilled-water",
    "base/solar-battery",  # chillers, sun, wind, battery, life of the plant
    "base/airside",
    "base/indirect-evaporative",
    "base/air-chilled",
    "base/small-room",  # direct expansion
    "base/hpc-warm-water",  # liquid
    "simple",  # a fixed PUE
)
"""The flagship, and a profile of each cooling system."""

SAMPLE = ("dongjiang-lake", "simple", "base/solar-battery", "base/hpc-warm-water", "base/airside", "cluster/guian")
"""Profiles whose inputs are traced: of each folder, and of each way to give a number."""


@dataclass(frozen=True, eq=False)
class Run:
    """A shipped profile's run, as the command makes it."""

    inputs: case.Case
    assessment: Assessment
    document: Json
    page: str


@cache
def run(name: str) -> Run:
    """Run a shipped profile; a design without a place is tried where the library tries it."""
    inputs = case.read(name, tried_at(load(name)))
    assessment = case.run(inputs)
    said = notes(inputs, assessment)
    document = {
        **json_document.document(assessment, inputs.loaded.sha256, said),
        **shown_document.shown(assessment),
        **inputs_document.inputs(assessment, inputs.loaded, inputs.baseline),
    }
    page = render.html(assessment, inputs.loaded, WRITTEN_AT, "dcenergy run", said, baseline=inputs.baseline)
    return Run(inputs, assessment, document, page)


# --- inputs have origins


@cache
def defaults() -> Mapping[str, list[Any]]:
    """The defaults of every key of the key page, by the key; keys of several sections have several."""
    found: dict[str, list[Any]] = {}
    for section in sections(Profile):
        for key, field in section.model_fields.items():
            found.setdefault(key, []).append(field.default)
    return found


def lines_of(made: Run) -> Mapping[str, list[str]]:
    """The lines of every file that a run reads, by the name that the report gives it."""
    folder = catalogue.folder()
    texts = {**made.inputs.loaded.texts, **(made.inputs.baseline.texts if made.inputs.baseline else {})}
    return {str(file).removeprefix(f"{folder}/"): text.splitlines() for file, text in texts.items()}


NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def untraced_input(each: Json, made: Run) -> str:
    """Say what is wrong with the origin of an input; nothing where it resolves."""
    origin, value = each["origin"], each["value"]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if each["row"]:
        row = next(table(name)[each["row"]] for name in NUMBERS if each["row"] in table(name))
        if row.value != value or row.source != each["source"] or row.evidence != each["evidence"]:
            return f"row {row.key} says {row.value}"
    if each["evidence"] and each["evidence"] != "given" and each["source"] not in sources():
        return "its source is none of sources.csv"
    if origin["kind"] == "profile":
        line = lines_of(made)[origin["file"]][origin["line"] - 1]
        written = {float(number) for number in NUMBER.findall(line.replace("_", ""))}
        named = each["row"] and each["row"] in line
        return "" if not is_number or named or float(value) in written else f"line {line!r} does not hold it"
    if origin["kind"] == "default":
        if is_number and not each["source"]:
            return "a default without a source"
        known = defaults()[each["key"].rpartition(".")[2]]
        derived = each["source"] == "derived"
        own = each["row"] or derived or value in known or (isinstance(value, list) and tuple(value) in known)
        return "" if own or not is_number or _of_a_part(value) else "no section has this default"
    return "" if each["key"] in origin["argument"] else "not what the command set"


def _of_a_part(value: float) -> bool:
    """Whether a number is of a part that a section has as a whole by default."""
    return value in {number for each in defaults().values() for part in each for number in numbers(_dumped(part))}


def _dumped(part: Any) -> Any:
    return part.model_dump() if hasattr(part, "model_dump") else part


@pytest.mark.parametrize("name", SAMPLE)
def test_every_input_has_an_origin_that_resolves(name: str):
    made = run(name)
    told = made.document["inputs"] + made.document["baseline_inputs"]
    assert len(made.document["inputs"]) == len({each["key"] for each in made.document["inputs"]}) > 15
    assert [(each["key"], fault) for each in told if (fault := untraced_input(each, made))] == []


@pytest.mark.parametrize("name", SAMPLE)
def test_every_reference_is_a_row_with_exactly_that_number(name: str):
    for each in run(name).document["references"]:
        own = {**each}
        place = own["key"].split("-")[0] if own.pop("table") == "normals" else ""
        known = {row.key: row for row in rows_of_place(place)} if place else table(each["table"])
        assert {key: getattr(known[own["key"]], key) for key in own} == own
        assert own["source"] in sources()


def fixed(references: Iterable[Json]) -> set[str]:
    return {each["key"] for each in references if each["table"] == FIXED}


def test_the_fixed_numbers_of_a_run_are_those_of_its_parts():
    # by the parts that the profiles name: a typed-in PUE; chillers by Carnot's form cooled by air; and by towers
    chillers = {"carnot-evaporator-approach", "carnot-lift-min", "carnot-cop-max"}
    losses = {f"ups-double-conversion-{loss}" for loss in ("no-load", "proportional", "square-law")}
    towers = {"tower-catalogue-wet-bulb", "tower-rating-wet-bulb-min"}
    assert fixed(run("simple").document["references"]) == set()
    assert fixed(run("dongjiang-lake").document["references"]) == chillers | losses
    assert (
        fixed(run("base/chilled-water").document["references"])
        == chillers | {"carnot-condenser-approach"} | towers | losses
    )


def test_every_row_that_a_part_reads_is_told_where_the_part_stands():
    profiles = [load(name).profile for name in catalogue.names()]
    parts = [part for profile in profiles for part in within(profile)]
    # no shipped profile has these
    parts += [HeatPump(), Module(), Module(tracking="single_axis"), Grid(factor="germany-2023", shape="de-lu-2024")]
    told = {row for part in parts for kind, rows in READS.items() if isinstance(part, kind) for row in rows(part)}
    assert {row.key for name, row in told if name == FIXED} == set(table(FIXED))
    assert {name for name, _ in told} == {
        FIXED,
        "grid_factors",
        "grid_shapes",
        "limits",
        "refrigerants",
        "server_power",
    }


def test_the_curves_of_a_chiller_are_told():
    for kind, curves in ((ShippedAir, "mcquay_agz010bs_34kw"), (ShippedWater, "mcquay_wsc_471kw")):
        told = {row.key for _, row in READS[kind](kind(model="eir_shipped", curves=curves))}
        assert f"{curves.replace('_', '-')}-reference-cop" in told
        assert (
            len(told) == 21
        )  # a COP, four temperatures, two curves of six coefficients, one of three and its least load


def test_what_the_baselines_plant_rests_on_is_told_too():
    inputs = case.read("dongjiang-lake", ("baseline.profile=base/small-room",))  # steam, and a legacy UPS
    told = fixed(inputs_document.references(case.run(inputs), inputs.loaded, inputs.baseline))
    losses = {f"ups-legacy-{loss}" for loss in ("no-load", "proportional", "square-law")}
    assert told - fixed(run("dongjiang-lake").document["references"]) >= {"make-up-water"} | losses


def test_every_default_of_a_run_is_among_its_inputs():
    # by pydantic's own dump of the profile: every number of it is told, under its own key
    made = run("base/solar-battery")
    told = {each["key"]: each["value"] for each in made.document["inputs"]}

    def leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
        if isinstance(value, dict):
            for key, below in value.items():
                yield from leaves(below, f"{path}.{key}".lstrip("."))
        elif isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            for index, below in enumerate(value):
                yield from leaves(below, f"{path}.{index}")
        elif value is not None and value not in ((), []):
            yield path.removeprefix("halls.0.") if path != "halls.0.name" else path, value

    for path, value in leaves(made.inputs.loaded.profile.model_dump(), ""):
        if path in ("supply.grid.factor", "supply.grid.residual", "carbon.refrigerants.0.refrigerant"):
            continue  # told as the number of the row that they name
        expected = list(value) if isinstance(value, tuple) else value
        assert told[path] == expected, path


def test_an_input_without_an_origin_would_be_found():
    made = run("dongjiang-lake")
    given = next(each for each in made.document["inputs"] if each["key"] == "it.servers.0.count")
    assert untraced_input(given, made) == ""
    assert "does not hold it" in untraced_input({**given, "value": 36001}, made)
    unnamed = {**given, "origin": {"kind": "default"}, "evidence": None, "source": None}
    assert untraced_input(unnamed, made) == "a default without a source"
    factor = next(each for each in made.document["inputs"] if each["row"] == "cn-hunan-2023")
    assert untraced_input({**factor, "value": 0.4977}, made) == "row cn-hunan-2023 says 0.4976"


BY_DATA = {"sizes", "conditions_hours", "embodied_parts", "pue_parts", "monthly", "baseline", "compliance_figures"}
"""Groups whose keys are names of data, or those of other groups with a unit."""


def keys(content: Any) -> Iterator[str]:
    """Every key of a document, but for those of groups that data names."""
    if isinstance(content, Mapping):
        for key, each in content.items():
            yield key
            yield from () if key in BY_DATA else keys(each)
    elif isinstance(content, list | tuple):
        for each in content:
            yield from keys(each)


def test_every_key_of_the_document_stands_in_the_docs():
    folder = Path(__file__).parents[2] / "docs"
    pages = [(folder / f"{name}.md").read_text(encoding="utf-8") for name in ("outputs", "reference", "compliance")]
    told = {each for page in pages for each in re.findall(r"`([\w ]+)`", page)}
    found = {key for name in SYSTEMS for key in keys(run(name).document)}
    assert len(found) > 200
    assert sorted(found - told) == []


# --- numbers of the page


SKIPPED = {"svg", "style", "script", "code", "pre", "time"}
VOID = {"meta", "link", "br", "wbr", "hr", "img", "input"}
TOKEN = re.compile(r"(?<![\w.])[−-]?\d[\d,]*(?:\.\d+)?(?!\d)")
NAMES = re.compile(
    r"(?:ISO/IEC )?30134(?:-\d+(?::\d{4})?)?|GB \d+|EU \d{4}/\d+|Scope \d|scope \d|category \d|PUE\d"
    r"|\d{4}[\u2011-]\d\d[\u2011-]\d\d|\d\d:\d\d|dcenergy \d[\d.]*|cn-\w+-\d{4}|[0-9a-f]{64}|SHA-256"
    r"|Part 2 of 2026 replaces that of 2016|row [\w-]+|[<>]\s\d[\d.]* %"
)
"""Standards, dates, times, versions and keys: names that have digits in them, and are no numbers."""


class Texts(HTMLParser):
    """What stands on a page outside its charts and its code."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.within: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not SKIPPED & set(self.within):
            self.found.append(" ".join(data.split()))


def numbers(content: Any) -> Iterator[float]:
    """Every number of a document."""
    if isinstance(content, bool) or content is None:
        return
    if isinstance(content, int | float):
        yield float(content)
    elif isinstance(content, Mapping):
        for key, each in content.items():
            yield from (
                map(float, re.findall(r"\d{4}", each)) if key in DATES and isinstance(each, str) else numbers(each)
            )
    elif isinstance(content, list | tuple):
        for each in content:
            yield from numbers(each)


DATES = {"year", "since"}
"""Keys of a document whose text holds years."""


@cache
def words() -> tuple[str, ...]:
    """Text of the tables and of the sections that a report repeats, the longest first."""
    cells = [
        cell for name in (*NUMBERS, "jurisdictions") for row in rows(name) for cell in (row.get("name"), row["note"])
    ]
    titles = [source.title for source in sources().values()]
    stations = [f"{row['station']}" for row in rows("places")] + [row["period"] for row in rows("places")]
    docs = [field.description for section in sections(Profile) for field in section.model_fields.values()]
    methods = [row["method"] for name in NUMBERS for row in rows(name)] + [row["source"] for row in rows("places")]
    found = {text.replace("`", "") for text in (*cells, *titles, *stations, *docs, *methods) if text}
    return tuple(sorted((text for text in found if re.search(r"\d", text)), key=len, reverse=True))


def without_words(text: str) -> str:
    for each in words():
        if each in text or f"{each[0].upper()}{each[1:]}" in text:
            text = text.replace(each, " ").replace(f"{each[0].upper()}{each[1:]}", " ")
    return NAMES.sub(" ", text)


SCALES = (1.0, 100.0, 1e-3, 1e-6, 1e-9)
"""A report writes shares in per cent, and kWh, kg, L and money in thousands, millions and more of them."""


class Known:
    """Numbers that a page may show, in all units that it writes them in."""

    def __init__(self, found: Iterable[float]) -> None:
        plain = np.unique(np.abs(np.array(list(found))))
        self.sorted = np.unique(np.concatenate([plain * scale for scale in SCALES]))

    def holds(self, token: str) -> bool:
        """Whether a number, rounded as the token is, reads like it."""
        digits = token.replace(",", "").lstrip("−-")
        half = 0.5 * 10.0 ** -len(digits.partition(".")[2])
        value = float(digits)
        # 1e-9 of the number: a half that binary rounds to the other side
        low, high = np.searchsorted(self.sorted, [value - half - 1e-9 * value, value + half + 1e-9 * value])
        return bool(low < high)


def arithmetic(made: Run) -> Iterator[float]:
    """What sentences and tables say of results: shares, differences and means, each by its own rule."""
    own = made.document
    other = own["baseline"] or {}
    energy, supply, hours = own["energy_kwh"], own["supply_kwh"], own["weather"]["hours"] or 8760
    for kwh in (*numbers(energy), *numbers(supply)):
        yield from (kwh / energy["facility"], kwh / energy["it"], kwh / hours)
    yield energy["facility"] - energy["it"]
    for group in ("indicators", "energy_kwh", "carbon_kg", "cost", "water_l", "peak_kw"):
        for key, value in own[group].items():
            base = other.get(group, {}).get(key)
            if all(isinstance(each, int | float) for each in (value, base)) and base:
                yield from (base, base - value, 1 - value / base)  # saved of the baseline's
    if other:
        yield from (base / other["energy_kwh"]["it"] for base in numbers(other["energy_kwh"]))
    annual, hourly = own["indicators"]["renewable_share_annual"], own["indicators"]["cfe_hourly"]
    if annual is not None and hourly is not None:
        yield annual - hourly
    months = own["monthly"]
    used, it = np.array(months["facility_kwh"]), np.array(months["it_kwh"])
    overhead = (used - it) / DAYS
    yield from (overhead.max() / max(overhead.min(), 1e-9) - 1, it.mean())
    if "met_in_the_same_hour_kwh" in months:
        yield from np.array(months["met_in_the_same_hour_kwh"]) / used
    yield from _of_money(made)
    yield from (*_counts(own["inputs"]), *_counts(own["baseline_inputs"]))
    yield from (len(own["inputs"]), len(own["references"]), len(own["baseline_inputs"]), len(own["notes"]))
    yield from (own["energy_kwh"]["facility"] + supply["battery_charged"] + supply["exported"],)
    yield from (litres / energy["it"] for litres in numbers(own["water_l"]))
    yield sum(filter(None, (own["water_l"]["make_up"], own["water_l"]["humidification"])))
    yield from (hours, *24.0 * DAYS)
    yield from (float(sources()[each["source"]].year or 0) for each in own["references"])
    yield from (
        float(year) for each in EXPECTED.values() for one in each.values() for year in NUMBER.findall(str(one))
    )


DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def _of_money(made: Run) -> Iterator[float]:
    """Sums of a life's payments, how far they are from the baseline's, and what the last year is worth."""
    own, prices = made.document, made.inputs.loaded.profile.cost
    flows, saved = own["cost"].get("flows") or [], own["savings"] or {}
    yield from (sum(flows), sum(saved.get("flows") or []), sum(saved.get("baseline_flows") or []))
    yield sum(own["flows_present_value"])
    whole = own["cost"]["total_per_year"]
    yield from (part / whole for part in numbers(own["cost"]) if whole)
    left = own["cost"].get("residual") or 0.0
    for year, paid in enumerate(flows) if prices else ():
        yield from (worth / (1 + prices.discount_rate) ** year for worth in (paid, paid + left, left))
        yield paid + left


def _counts(told: list[Json]) -> Iterator[float]:
    """How many values a profile gives, by its parts."""
    given = [each["origin"]["kind"] != "default" for each in told]
    yield from (sum(given), len(given) - sum(given), sum(each["evidence"] == "assumption" for each in told))
    parts = [first if (first := each["key"].partition(".")[0]) in NAMED else "name" for each in told]
    for part in NAMED:
        mine = [is_given for own, is_given in zip(parts, given, strict=True) if own == part]
        yield from (len(mine), sum(mine))


def untraced(made: Run) -> list[str]:
    """Numbers of a page that are neither results nor inputs, each with the text around it."""
    known = Known([*numbers(made.document), *arithmetic(made), *numbers(_places(made))])
    texts = Texts()
    texts.feed(made.page)
    own_words = [each["value"] for each in made.document["inputs"] if isinstance(each["value"], str)]
    return [
        f"{token} in {text[:120]!r}"
        for text in texts.found
        if text not in own_words  # a name or description, which stands in a line of the profile
        for token in TOKEN.findall(without_words(text))
        if not known.holds(token.rstrip(","))
    ]


def _places(made: Run) -> list[list[float]]:
    """Where the place and its stations lie; a report tells how far they are, and how much higher the site is."""
    site = made.inputs.loaded.profile.site
    named = site.weather.normals if site and site.weather else None
    if site is None or named is None:
        return []
    place, groups = places.groups_of(named)
    of_place = [row for row in (place, *groups.values()) if row["latitude_deg"]]
    heights = [abs((site.altitude_m or 0.0) - float(row["altitude_m"])) for row in of_place]
    where = ("latitude_deg", "longitude_deg", "altitude_m")
    days = {row["place"]: row for row in rows("days")}.values()
    return [
        heights,
        [places.distance_km(place, row) for row in days],
        *([*(float(row[key]) for key in where), places.distance_km(place, row)] for row in of_place),
    ]


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_number_of_a_report_is_a_result_or_an_input(name: str):
    assert untraced(run(name)) == []


def figures_of(made: Run) -> list[str]:
    """The numbers of a page that have four digits or more: few others read like them."""
    texts = Texts()
    texts.feed(made.page)
    tokens = [token for text in texts.found for token in TOKEN.findall(without_words(text))]
    return [token for token in tokens if len(re.sub(r"\D", "", token).lstrip("0")) >= 4 and "." in token]


def test_a_number_from_nowhere_would_be_found():
    made = run("dongjiang-lake")
    known = Known([*numbers(made.document), *arithmetic(made), *numbers(_places(made))])
    tokens = dict.fromkeys(figures_of(made))
    assert len(tokens) > 30
    assert all(known.holds(token) for token in tokens)
    # with the last digit another, most of them are no number of the run; one in ten is close to some other by chance
    changed = [f"{token[:-1]}{(int(token[-1]) + 5) % 10}" for token in tokens]
    assert sum(not known.holds(token) for token in changed) > 0.8 * len(changed)
    page = made.page.replace("</main>", "<p>It saves 48,213.77 kWh.</p></main>")
    assert untraced(Run(made.inputs, made.assessment, made.document, page)) == [
        "48,213.77 in 'It saves 48,213.77 kWh.'"
    ]


def test_files_of_one_name_are_told_apart(tmp_path: Path):
    (tmp_path / "under").mkdir()
    (tmp_path / "under" / "a.yaml").write_text("name: Under\nit:\n  servers: [{count: 7}]\n")
    (tmp_path / "a.yaml").write_text("extends: under/a.yaml\nname: Over\ncooling: {system: fixed_pue, pue: 1.2}\n")
    read = case.read(str(tmp_path / "a.yaml"))
    told = inputs_document.inputs(case.run(read), read.loaded, None)["inputs"]
    where = {each["key"]: (each["origin"].get("file"), each["origin"].get("line")) for each in told}
    assert where["it.servers.0.count"] == ("under/a.yaml", 3)
    assert where["cooling.pue"] == ("a.yaml", 3)


@pytest.mark.parametrize(("peak_w", "evidence"), [(10_200, "secondary"), (300, "given")])
def test_a_number_has_the_evidence_of_a_row_that_it_is(tmp_path: Path, peak_w: int, evidence: str):
    # NVIDIA's DGX H100: 10.2 kW at most
    (tmp_path / "a.yaml").write_text(
        "name: A node\nit:\n  servers:\n    - {count: 1, idle_w: 100, peak_w: {value: "
        + str(peak_w)
        + ", source: dgx-h100-max}}\ncooling: {system: fixed_pue, pue: 1.2}\n"
    )
    read = case.read(str(tmp_path / "a.yaml"))
    told = inputs_document.inputs(case.run(read), read.loaded, None)["inputs"]
    (found,) = (each for each in told if each["key"] == "it.servers.0.peak_w")
    assert found["evidence"] == evidence
    assert found["row"] == ("dgx-h100-max" if evidence == "secondary" else None)


def test_a_number_that_was_chosen_inside_a_range_is_no_verified_one():
    told = {each["key"]: each for each in run("dongjiang-lake").document["inputs"]}
    chosen = [each for each in told.values() if each["source"] == "lei_masanet"]
    # pumps, exchangers, lighting: the paper gives ranges
    assert {each["key"] for each in chosen} >= {"cooling.loop.pump_efficiency", "electrical.lighting_fraction"}
    assert {each["evidence"] for each in chosen} == {"assumption"}
