import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcenergy.errors import ProfileError, Where
from dcenergy.profile.tree import place, plain
from dcenergy.profile.yaml_reader import MAX_BYTES, MAX_DEPTH, MAX_VALUES, parse, read_text

# YAML 1.2.2, section 10.3.2 (core schema), with the examples of section 10.2.1 and what YAML 1.1 read otherwise
CORE_SCHEMA = [
    ("null", None),
    ("~", None),
    ("", None),
    ("true", True),
    ("False", False),
    ("yes", "yes"),
    ("off", "off"),
    ("0", 0),
    ("0o7", 7),
    ("0x3A", 58),
    ("-19", -19),
    ("014", 14),
    ("0.", 0.0),
    ("-0.0", 0.0),
    (".5", 0.5),
    ("+12e03", 12000.0),
    ("-2E+05", -200000.0),
    (".inf", float("inf")),
    ("-.Inf", float("-inf")),
    ("1_000", "1_000"),
    ("1:30", "1:30"),
    ("2024-01-15", "2024-01-15"),
    ("'12'", "12"),
    ('"true"', "true"),
    ("١٢", "١٢"),
]


@pytest.mark.parametrize(("text", "value"), CORE_SCHEMA)
def test_scalars_are_read_by_the_core_schema(text, value):
    got = plain(parse(f"key: {text}", "a.yaml"))["key"]
    assert (got, type(got)) == (value, type(value))


def test_every_key_and_item_knows_its_place():
    tree = parse("it:\n  servers:\n    - {count: 3}\n    - count: 4\n", "a.yaml")
    assert place(tree, ("it",)) == Where("a.yaml", 1, 1)
    assert place(tree, ("it", "servers")) == Where("a.yaml", 2, 3)
    assert place(tree, ("it", "servers", 0, "count")) == Where("a.yaml", 3, 8)
    assert place(tree, ("it", "servers", 1)) == Where("a.yaml", 4, 7)


def test_what_is_missing_stands_where_its_parent_does():
    tree = parse("it:\n  servers: []\n", "a.yaml")
    assert place(tree, ("it", "servers", 0, "count")) == Where("a.yaml", 2, 3)


def test_an_alias_repeats_its_anchor():
    tree = parse("a: &pump {head_m: 3}\nb: *pump\n", "a.yaml")
    assert plain(tree) == {"a": {"head_m": 3}, "b": {"head_m": 3}}
    assert place(tree, ("b",)) == Where("a.yaml", 2, 1)
    assert place(tree, ("b", "head_m")) == Where("a.yaml", 1, 11)


LAUGHS = "\n".join(["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 25))])
STAIRS = "\n".join(["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 50))])

BAD_TEXT = {
    "unclosed list": ("a: [1", "a.yaml:1:6: is not YAML: the `[` that opens in column 4 is not closed"),
    "colon twice": ("a: 1\nb: c: d", "a.yaml:2:5: is not YAML: a second `: ` in one line; put the text in quotes"),
    "tab": ("a:\n\tb: 1", "a.yaml:2:1: is not YAML"),
    "control character": ("a: 1\nb: \x01", "a.yaml:2: is not YAML: special characters"),
    "unknown escape": ('a: "\\q"', "a.yaml:1:6: is not YAML"),
    "escape beyond Unicode": ('a: 1\nb: "\\UFFFFFFFF"', "a.yaml:2:1: is not YAML, here or below"),
    "half a character": ('a: "\\ud800"', "a.yaml:1:4: the escape stands for no character"),
    "colour of a terminal": ('a: "\\e[31m"', "a.yaml:1:4: the escape stands for no character"),
    "bell": ('a: "\\a"', "a.yaml:1:4: the escape stands for no character"),
    "end of a C string": ('a: "\\0"', "a.yaml:1:4: the escape stands for no character"),
    "unknown directive version": ("%YAML 2.0\n---\na: 1", "a.yaml:1:1: is not YAML"),
    "YAML 1.1": ("%YAML 1.1\n---\na: 1", "a.yaml:2:1: is not YAML 1.2; remove the %YAML line"),
    "two documents": ("a: 1\n---\nb: 2", "a.yaml:2:1: a second document begins here"),
    "key twice": ("a: 1\nb: {c: 1, c: 2}", "a.yaml:2:11: c: is given twice (first on line 2)"),
    "number as key": ("a: 1\n2024: 3", "a.yaml:2:1: the key 2024 must be text"),
    "nothing as key": (": 3", "a.yaml:1:1: the key null must be text"),
    "list as key": ("? [a]\n: 1", "a.yaml:1:3: a key must be a word"),
    "alias as key": ("a: &x b\n*x : 1", "a.yaml:2:1: a key must be a word"),
    "merge key": ("a: &x {b: 1}\nc:\n  <<: *x", "a.yaml:3:3: merge keys (<<) are not YAML 1.2"),
    "python tag": ("a: !!python/object:os.system x", "a.yaml:1:4: the tag tag:yaml.org,2002:python/object"),
    "local tag": ("a: !kW 3", "a.yaml:1:4: the tag !kW is not read"),
    "tag on a key": ("!!str a: 3", "a.yaml:1:1: a key must be a word"),
    "unknown alias": ("a: *x", "a.yaml:1:4: *x is not defined above"),
    "alias in itself": ("a: &x [*x]", "a.yaml:1:8: *x is not defined above, or contains itself"),
    "billion laughs": (LAUGHS, f"more than {MAX_VALUES:,} values"),
    "stairs of aliases": (STAIRS, f"a.yaml:{MAX_DEPTH}:"),
    "deep flow": ("a: " + "[" * 5000, "nest deeper than 30"),
    "deep block": ("- " * 5000, "nest deeper than 30"),
    "long key": ("k" * 101 + ": 1", "a.yaml:1:1: a key of more than 100 letters"),
    "many values": ("a: [" + "0," * (MAX_VALUES + 1) + "]", f"more than {MAX_VALUES:,} values"),
    "digits": ("a: " + "9" * 5000, "a.yaml:1:4: a number of more than 200 digits"),
    "hexadecimal digits": ("a: 0x" + "f" * 5000, "a.yaml:1:4: a number of more than 200 digits"),
    "exponent": ("a: 1e" + "9" * 5000, "a.yaml:1:4: a number of more than 200 digits"),
}


SLIPS = {
    # where the mistake begins, which the parser meets later, and what to do
    "decimal comma in braces": (
        "{a: 1, pue: 1,2}",
        "a.yaml:1:15: pue: 1,2 is two values; write a decimal point: 1.2",
    ),
    "thousands in braces": (
        "{n: 36,000}",
        "a.yaml:1:8: n: 36,000 is two values; write 36000 without a comma, or 36.000 with a decimal point",
    ),
    "numbers as keys": ("{a: 1, 2: 3}", "a.yaml:1:8: the key 2 must be text"),
    "no colon": ("a: 1\nit:\n  servers\n    - {count: 1}\n", "a.yaml:3:3: is not YAML: a key without its colon"),
    "no colon at the top": ("a: 1\nit\nb: 2\n", "a.yaml:2:1: is not YAML: a key without its colon"),
    "bracket open": ("a: [{b: 1}\nc: 2\n", "a.yaml:1:4: is not YAML: the `[` that opens here is not closed"),
    "brace open": ("a:\n  - {b: 1\n  - {b: 2}\n", "a.yaml:2:5: is not YAML: the `{` that opens here is not closed"),
    "the wrong bracket": ("a: [{b: 1]\n", "a.yaml:1:10: is not YAML: the `{` that opens in column 5 is not closed"),
    "quote open": ('a: "x\nb: 1\nc: 2\n', "a.yaml:1:4: is not YAML: the quote that opens here is never closed"),
    "a space too many": (
        "a: 1\n b: 2\n",
        "a.yaml:2:2: is not YAML: indented below a key that has a value already; indent both alike",
    ),
    "deeper than its section": (
        "a:\n  b: {c: 1}\n   d: 2\n",
        "a.yaml:3:4: is not YAML: begins in column 4, and the keys of its section in column 3; indent them alike",
    ),
    "no space": ("a:{b: {c: 1}}\nc: 2\n", "a.yaml:1:1: is not YAML: no space behind the colon; write `key: value`"),
    "percent sign": ("a: %5\n", "a.yaml:1:4: is not YAML: no value begins with `%`; put it in quotes"),
    "tab": ("a:\n\tb: 1\n", "a.yaml:2:1: is not YAML: a tab indents the line; use spaces"),
}


@pytest.mark.parametrize(("text", "message"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_blamed_where_it_begins(text, message):
    with pytest.raises(ProfileError) as refused:
        parse(text, "a.yaml")
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(("text", "message"), BAD_TEXT.values(), ids=BAD_TEXT)
def test_bad_text_is_refused_with_its_place(text, message):
    with pytest.raises(ProfileError) as refused:
        parse(text, "a.yaml")
    assert message in str(refused.value)
    assert str(refused.value).startswith("a.yaml:")


@given(
    st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"%@`#,? \n\t0.\\\u2028~<"), max_size=40) | st.text(max_size=40)
)
def test_any_text_is_a_tree_or_a_profile_error(text):
    with suppress(ProfileError):
        parse(text, "a.yaml")


def test_a_missing_file(tmp_path):
    with pytest.raises(ProfileError, match=r"nowhere\.yaml: there is no such file"):
        read_text(tmp_path / "nowhere.yaml")


def test_a_folder(tmp_path):
    with pytest.raises(ProfileError, match="is a folder"):
        read_text(tmp_path)


def test_a_file_without_permission(monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refuse)  # root, who runs many a test, may read every real file
    with pytest.raises(ProfileError, match=r"a\.yaml: cannot be read \(Permission denied\)"):
        read_text(Path("a.yaml"))


def test_a_pipe_that_nobody_writes_to(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(ProfileError, match="it is a pipe or a device"):  # opening it as usual would wait for ever
        read_text(tmp_path / "pipe.yaml")


def test_a_pipe_that_the_shell_hands_over():
    reading, writing = os.pipe()
    with open(writing, "w") as file:
        file.write("name: piped")
    try:
        assert read_text(Path(f"/dev/fd/{reading}")) == "name: piped"
    finally:
        os.close(reading)


def test_a_name_longer_than_the_system_takes(tmp_path):
    with pytest.raises(ProfileError, match="cannot be read"):
        read_text(tmp_path / ("x" * 5000))


def test_bytes_that_are_not_utf8(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(ProfileError, match=r"a\.yaml:2: byte 0xff is not UTF-8"):
        read_text(path)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_text(path) == "a: 1\n"


def test_a_file_larger_than_a_megabyte(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(ProfileError, match="larger than 1,000,000 bytes"):
        read_text(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_an_endless_file():
    with pytest.raises(ProfileError, match="it is a pipe or a device"):
        read_text(Path("/dev/zero"))
