"""Reports in other languages: nothing is left untranslated, and nothing but words changes."""

from __future__ import annotations

import csv
import json
import pickle
import re
import subprocess
import sys
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import messages
import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from click.testing import CliRunner

from dcenergy import language, reference
from dcenergy.accounting.compliance.jurisdiction import RULE_SETS
from dcenergy.cli import dcenergy
from dcenergy.language import Message, _, counted, kept, reading, recalled
from dcenergy.profile import catalogue
from dcenergy.profile.fields import leaves
from dcenergy.profile.loading import LoadedProfile, load
from dcenergy.profile.schema import Profile
from dcenergy.reference import search
from dcenergy.reference.table import sources
from dcenergy.report import json_document, markdown, render
from dcenergy.report.comparison import markdown as compared_in_short
from dcenergy.report.comparison.files import html
from dcenergy.study import case, compare
from dcenergy.study.designs import designs
from dcenergy.study.notes import notes

WRITTEN_AT = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
ELSEWHERE = "site={weather: {normals: zixing}}"


@pytest.fixture(scope="module")
def template() -> Catalog:
    """All messages of the code, the templates, the reference tables and the shipped profiles."""
    return messages.template(messages.found())


@pytest.fixture(params=messages.catalogues(), ids=lambda path: path.stem)
def translated(request) -> Catalog:
    return messages.read(request.param)


def ids(catalog: Catalog) -> set[tuple[str | None, str]]:
    return {(message.context, str(message.id)) for message in catalog if message.id}


class TestCatalogues:
    def test_hold_every_message_and_no_other(self, template, translated):
        assert ids(translated) == ids(template), "run `make language`, then translate what is new"
        assert not translated.obsolete

    def test_lack_no_translation(self, translated):
        assert messages.lacking(translated) == []

    def test_are_written_as_make_language_writes_them(self, translated):
        path = messages.FOLDER / f"{translated.locale.language}.po"
        assert path.read_text(encoding="utf-8") == messages.written(translated)

    def test_have_the_places_of_the_message(self, translated):
        wrong = [message.id for message in translated if message.id and not same_places(message)]
        assert wrong == []


def same_places(message: Entry) -> bool:
    """Whether a translation has the places of its message: each of them, and no other."""
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    wanted = places(message.id if isinstance(message.id, str) else message.id[1])
    return all(places(string) == wanted for string in strings)


def places(text: str) -> set[str]:
    # texts with `{}` or `{value: ...}` in them are shown as they are, never filled: they have no places
    try:
        return {name for _text, name, _format, _conversion in Formatter().parse(text) if name and name.isidentifier()}
    except ValueError:
        return set()


SKIPPED = {"style", "script", "code", "pre"}
"""Elements that hold keys, profiles and code."""

READ = {"title", "aria-label", "alt", "placeholder"}
"""Attributes that are read out or shown."""


class Texts(HTMLParser):
    """What a reader of a page reads or hears."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value for name, value in attrs if name in READ and value]
        if tag in SKIPPED:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self.within.remove(tag)

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.within:
            self.texts.append(" ".join(data.split()))


KEPT = """
kWh MWh GWh TWh kW MW GW W kWp kg t g K d Pa hPa kPa m L l h s km MJ kJ IT COP SHA
PUE PUE1 PUE2 PUE3 dPUE WUE CUE REF ERF CER CDD ITEEsv ITEUsv GWP CO CO2 CO2e UPS AI GPU HPC
ISO IEC GB ASHRAE EnEfG SS EIRFT CapFT EIRFPLR EPW TMY CSV csv YAML JSON UTC UTF Latin
PVGIS NASA POWER EnergyPlus Carnot Mohseni Erbs Fan Weber Barroso PJM ERCOT SEN SIC
NREL ESIF Meta PRN NVIDIA DGX SXM dcenergy CNY EUR USD II III
"""
"""Symbols, figures, standards, formats, data sets, grids and people that keep their names."""

CODE = re.compile(r"[\w.:/\[\]`=+-]*(?:[_/`=\[\]]|\w\.\w|--\w)[\w.:/\[\]`=+,-]*")
"""A key, a file, a command or another piece of code within a sentence: it has a mark that words have not."""

BARE = "count normals columns limits losses plates periods inflation custom none null flat load peak valley"
"""Keys and choices that stand bare in a sentence, beside those at the top of a profile."""

ALLOWED = {*KEPT.split(), *BARE.split(), *Profile.model_fields, *RULE_SETS}

EXAMPLES = {
    "--per work",
    "--per it-kwh",
    "dcenergy run",
    "dcenergy compare",
    "dcenergy reference search",
    "cn-hunan-2023",
    "de-lu-2024",
}
"""Commands and keys that a sentence gives as an example."""

WORD = re.compile(r"[A-Za-z][A-Za-z]+")


def own_words(loaded: LoadedProfile) -> set[str]:
    """What a profile says itself, in its author's language: names of halls, choices, citations, files, settings."""
    said = {str(leaf.value) for leaf in leaves(loaded.profile) if isinstance(leaf.value, str)}
    said |= {
        item for leaf in leaves(loaded.profile) if isinstance(leaf.value, tuple) for item in map(str, leaf.value)
    }
    return said | set(loaded.citations.values()) | {loaded.sha256} | set(loaded.sets) | set(catalogue.names())


def titles() -> set[str]:
    """What keeps its own title or name everywhere: works, who published them, weather stations, rows of tables."""
    works = [each for each in sources().values() if each.publisher != messages.US]
    named = {word for each in works for word in (each.title, each.publisher, each.key)}
    for path in Path(reference.__file__).parent.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        stations = "place" if path.stem == "days" else "station"
        named |= {row[stations] for row in rows if stations in row} | {
            f"行 {row['key']}" for row in rows if "key" in row
        }
    return named


def without(text: str, kept: list[str]) -> str:
    for own in kept:
        text = text.replace(own, " ")
    return text


def english(page: str, kept: set[str]) -> list[str]:
    """Return the texts of a page that hold an English word, without those that are kept as they are."""
    reader = Texts()
    reader.feed(page)
    known = sorted((text for text in kept if WORD.search(text)), key=len, reverse=True)
    phrases, words = ([text for text in known if (" " in text) is phrase] for phrase in (True, False))
    left = []
    for text in dict.fromkeys(reader.texts):
        bare = without(CODE.sub(" ", without(text, phrases)), words)
        found = set(WORD.findall(bare)) - ALLOWED
        if found:
            left.append(f"{sorted(found)}: {text}")
    return left


def as_page(markdown: str) -> str:
    """Return the lines of Markdown as texts of a page, without the marks that keep its letters as they are."""
    lines = re.sub(r"\\(.)|\u200b", r"\1", markdown.partition("```")[0]).splitlines()
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def test_an_untranslated_text_would_be_found():
    page = "<p>数据中心 PUE 1.2</p><p aria-label='The sum'>合计 12 MW</p><code>it.servers</code><h2>Energy flow</h2>"
    assert english(page, kept=set()) == ["['The', 'sum']: The sum", "['Energy', 'flow']: Energy flow"]


def sets_of(name: str) -> tuple[str, ...]:
    """Bases have no site of their own."""
    profile = load(name).profile
    return (ELSEWHERE,) if profile.needs_weather and (profile.site is None or profile.site.weather is None) else ()


@pytest.mark.parametrize("name", catalogue.names())
def test_no_english_is_left_in_a_chinese_report(name):
    inputs = case.read(name, sets_of(name))
    assessment = case.run(inputs)
    with reading("zh"):
        said = notes(inputs, assessment)
        page = render.html(assessment, inputs.loaded, WRITTEN_AT, "dcenergy run", said)
        short = markdown.summary(assessment, inputs.loaded, said, WRITTEN_AT, "dcenergy run")
    kept = own_words(inputs.loaded) | titles() | EXAMPLES | set(search.TABLES)
    if inputs.baseline:
        kept |= own_words(inputs.baseline)
    assert english(page, kept) == []
    assert english(as_page(short), kept) == []


COMPARED = (
    ("dongjiang-lake", "dongjiang-air-chilled"),
    ("dongjiang-lake", "google-hamina", "simple", "nrel-esif"),  # other servers: figures of a kWh of IT
)


@pytest.mark.parametrize("names", COMPARED, ids=len)
@pytest.mark.parametrize("by", ["cost", "energy=0.5,carbon=0.5"])
def test_no_english_is_left_in_a_chinese_comparison(names, by):
    if by == "cost" and len(names) > 2:
        by = "energy"  # they are priced in other currencies
    comparison = compare.compare(designs(names), by=by)
    with reading("zh"):
        page = html(comparison, WRITTEN_AT, "dcenergy compare")
        short = compared_in_short.summary(comparison, WRITTEN_AT, "dcenergy compare")
    kept = titles() | EXAMPLES
    for design in comparison.designs:
        kept |= own_words(design.loaded)
    assert english(page, kept) == []
    assert english(as_page(short), kept) == []


def test_figures_are_the_same_in_every_language():
    inputs = case.read("dongjiang-lake")
    assessment = case.run(inputs)
    said = notes(inputs, assessment)
    with reading("zh"):
        chinese = json_document.document(assessment, inputs.loaded.sha256, said)
        assert said[0].text() != said[0]  # there is something to translate
    assert json.dumps(chinese) == json.dumps(json_document.document(assessment, inputs.loaded.sha256, said))


def test_the_command_writes_chinese_and_prints_english(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(dcenergy, ["run", "simple", "--lang", "zh", "--json", "simple.json"])
    assert done.exit_code == 0, done.output
    page = Path("simple.html").read_text(encoding="utf-8")
    assert '<html lang="zh-Hans">' in page
    assert "万kWh" in page
    assert "category 3, as designed" in done.output
    assert Path("simple.json").read_text(encoding="utf-8").isascii()


def test_a_language_without_a_catalogue_is_refused():
    done = CliRunner().invoke(dcenergy, ["run", "simple", "--lang", "xx"])
    assert done.exit_code == 2
    assert "'en', 'zh'" in done.output


class TestMessage:
    note = Message("{name} is not verified: give cooling.receiving.low_flow_m3_s.", name=Message("Rise after mixing"))

    def test_is_english_text(self):
        assert self.note == "Rise after mixing is not verified: give cooling.receiving.low_flow_m3_s."
        assert json.loads(json.dumps([self.note])) == [str(self.note)]

    def test_tells_itself_and_what_stands_in_it(self):
        with reading("zh"):
            assert self.note.text() == _(self.note.template, name="混合后温升")

    @pytest.mark.parametrize(
        "carry", [lambda note: recalled(kept(note)), lambda note: pickle.loads(pickle.dumps(note))]
    )
    def test_survives_being_kept_or_sent_to_another_process(self, carry):
        carried = carry(self.note)
        assert carried == self.note
        with reading("zh"):
            assert carried.text() == self.note.text()


def test_a_language_ends_with_its_block():
    with reading("zh"):
        assert _("Servers") == "服务器"
    assert _("Servers") == "Servers"
    assert language.tag() == "en"


def test_counts_go_by_the_rule_of_the_language():
    # English has two forms, Chinese one (Unicode CLDR, language plural rules)
    one, many = "{count} server", "{count} servers"
    assert [counted(number, one, many) for number in (0, 1, 2)] == ["0 servers", "1 server", "2 servers"]
    with reading("zh"):
        assert [counted(number, one, many) for number in (0, 1, 2)] == ["0 台服务器", "1 台服务器", "2 台服务器"]


def test_english_needs_no_catalogue():
    code = "import sys, dcenergy.cli; from dcenergy.language import _; _('Servers'); print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
