import json
from pathlib import Path

import jsonschema
import pytest

from dcenergy.profile import catalogue, json_schema
from dcenergy.profile.tree import plain
from dcenergy.profile.yaml_reader import parse, read_text

SCHEMA = json_schema.profile_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def valid(text):
    return VALIDATOR.is_valid(plain(parse(text, "a.yaml")))


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_stored_schema_is_that_of_this_version():
    stored = (catalogue.folder() / json_schema.FILE_NAME).read_text(encoding="utf-8")
    assert stored == json_schema.text(), "run `dcenergy profiles schema > profiles/schema.json`"


@pytest.mark.parametrize("entry", catalogue.entries(), ids=catalogue.names())
def test_every_shipped_profile_fits_it(entry):
    VALIDATOR.validate(plain(parse(read_text(entry.path), entry.name)))


EDITOR_LINES = {
    entry.path: line
    for entry in catalogue.entries()
    for line in entry.path.read_text(encoding="utf-8").splitlines()
    if line.startswith(catalogue.EDITOR_LINE)
}


@pytest.mark.parametrize(("path", "line"), EDITOR_LINES.items(), ids=[path.stem for path in EDITOR_LINES])
def test_the_line_for_editors_leads_to_the_schema(path, line):
    named = line.removeprefix(f"{catalogue.EDITOR_LINE} $schema=")
    assert (path.parent / named).resolve() == (catalogue.folder() / json_schema.FILE_NAME).resolve()


FITS = {
    "the short form": "{name: a, it: {servers: [{count: 1}]}, cooling: {system: fixed_pue, pue: 1.2}}",
    "halls": "{name: a, halls: [{it: {servers: [{count: 1}]}, cooling: {system: fixed_pue, pue: 1.2}}]}",
    "nothing but extends": "{extends: dongjiang-lake}",
    "part of a section that is extended": "{extends: a, cooling: {pump: {static_head_m: 3}}}",
    "a range": "{name: a, cooling: {system: fixed_pue, pue: {value: 1.2, low: 1.1}}}",
    "a range in a list": "{name: a, it: {servers: [{count: {value: 3, high: 4}}]}}",
    "a file of temperatures": "{name: a, cooling: {system: lake_water, source: {file: lake.csv}}}",
    "a section taken away": "{extends: a, site: null}",
}


@pytest.mark.parametrize("text", FITS.values(), ids=FITS)
def test_what_the_loader_reads_the_schema_accepts(text):
    assert valid(text)


DOES_NOT_FIT = {
    "no name": "{cooling: {system: fixed_pue, pue: 1.2}}",
    "both forms": "{name: a, it: {servers: [{count: 1}]}, halls: []}",
    "unknown key": "{name: a, sight: {}}",
    "unknown key below": "{name: a, it: {server: []}}",
    "unknown system": "{name: a, cooling: {system: lake}}",
    "a key of another system": "{name: a, cooling: {system: fixed_pue, approach_k: 1}}",
    "text for a number": "{name: a, cooling: {system: fixed_pue, pue: low}}",
    "out of bounds": "{name: a, cooling: {system: fixed_pue, pue: 0.9}}",
    "a range without bounds": "{name: a, cooling: {system: fixed_pue, pue: {value: 1.2}}}",
    "a range without value": "{name: a, cooling: {system: fixed_pue, pue: {low: 1.2}}}",
    "no servers": "{name: a, it: {servers: []}}",
}


@pytest.mark.parametrize("text", DOES_NOT_FIT.values(), ids=DOES_NOT_FIT)
def test_what_the_loader_refuses_the_schema_refuses(text):
    assert not valid(text)


def test_fields_are_described_with_unit_range_and_source():
    peak = SCHEMA["$defs"]["ServerGroup"]["properties"]["peak_w"]
    assert peak["description"] == (
        "Power of one server at full utilisation. [W] Plausible: 200 to 1000. Source of the default: assumption."
    )
    assert peak["default"] == 400.0


def test_it_names_no_place_of_this_machine():
    assert str(Path.home()) not in json.dumps(SCHEMA)
