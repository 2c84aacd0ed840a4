"""What no field of a profile, table or command expects: numbers, words, letters, names."""

from __future__ import annotations

import json
import random

NUMBERS = (
    "0", "-0", "-0.0", "1", "-1", "0.5", "1e-12", "1e-13", "5e-324", "1e15", "1e16", "1e308", "1e309", "-1e308",
    ".nan", ".inf", "-.inf", "nan", "inf", "NaN", "Infinity", "-Infinity", "0x10", "0o17", "0b1", "1_000",
    "1:30", "9" * 190, "9" * 400, "0." + "3" * 400, "1e" + "9" * 400, "-" + "9" * 5000, "2147483648",
    "9223372036854775808", "18446744073709551616", "1,5", "1.5.2", "1e", "+", "-", ".", "1e+", "٣", "１２", "²",
    "½", "∞", "1 000", "1\u00a0000", "3.4028236e38", "0.1e-1000", "366", "8760", "8784", "24", "25",
    "1.0000000000000002", "0.9999999999999999", "99",
)  # fmt: skip
"""Numbers as text: of every size, and what looks like one."""

WORDS = (
    "", "~", "null", "true", "false", "yes", "no", "on", "off", "x", "name", "hall", "liquid", "hall liquid",
    "-", "--", "..", "/", "/dev/null", "/dev/zero", "/dev/full", "/dev/stdin", "/proc/self/mem",
    "/proc/self/fd/0", "/etc/shadow", "/root", "C:\\con", "con", "a" * 300, "a/" * 600, "\n", "\t", "\r", " ",
    "\x00", "\x1b[31m", "\x07", "\u202e", "\ufeff", "\ud800", "\udcff", "\U0001f600", "é", "e\u0301", "中文",
    "ﷺ", "İ", "ß", "K", "\u2028", "{{ 7*7 }}", "<script>", "%s", "%n", "{0}", "{heat}", "$HOME", "`id`", "'",
    '"', "=1+1", "@SUM(1)", "2026-07-01", "12:00", "simple", "dongjiang-lake", "base/reference", "cn-2023",
    "cn-hunan-2023", "zixing", "shanghai", "helsinki", "assumption", "given", "pvgis",
    "!!python/object/apply:os.system", "&a", "*a", "<<", "? ", "- - -", "| ", "> ", "%YAML 1.1", "---", "...",
    "[", "{", "]",
)  # fmt: skip
"""Words that mean something to YAML, to a shell, to a terminal, to a page, to a spreadsheet or to us."""

LETTERS = (
    "\x00\x01\x07\x1b\x7f\x85\xa0\u200b\u202e\u2028\ufeff\ud800\udcff\U0001f600\t\r\n'\"\\{}[]:,#&*!|>%@`-?=<~é中٣"
)

LONG = 131_072
"""Letters of a line that is longer than the system lets an argument be."""


def number(rng: random.Random) -> str:
    """Return a number as text, or what looks like one."""
    pick = rng.random()
    if pick < 0.6:
        return rng.choice(NUMBERS)
    if pick < 0.9:
        return repr(rng.choice((-1, 1)) * 10 ** rng.uniform(-20, 20))
    return str(rng.randint(-(10**6), 10**6))


def word(rng: random.Random) -> str:
    """Return a word."""
    pick = rng.random()
    if pick < 0.75:
        return rng.choice(WORDS)
    if pick < 0.98:
        return "".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 12)))
    return rng.choice(("x", "9", " ", "[", "é")) * LONG


def value(rng: random.Random) -> str:
    """Return a value as YAML text."""
    pick = rng.random()
    if pick < 0.5:
        return number(rng)
    if pick < 0.75:
        return word(rng)
    if pick < 0.85:
        return json.dumps(word(rng))
    return rng.choice(FORMS)(rng)


def _nested(begin: str, end: str, rng: random.Random) -> str:
    depth = rng.choice((29, 31, 500, 5000))
    return begin * depth + end * depth


FORMS = (
    lambda rng: f"[{number(rng)}]",
    lambda rng: f"[{', '.join(number(rng) for _ in range(rng.choice((2, 12, 24, 8760))))}]",
    lambda rng: f"{{value: {number(rng)}, low: {number(rng)}, high: {number(rng)}}}",
    lambda rng: f"{{value: {number(rng)}, source: {rng.choice(('assumption', 'x', '{}', '[]', '1'))}}}",
    lambda _: "[]",
    lambda _: "{}",
    lambda _: "[{}]",
    lambda _: "[[[[]]]]",
    lambda rng: "[" * rng.choice((29, 31, 500, 5000)),
    lambda rng: _nested("[", "]", rng),
    lambda rng: _nested("{a: ", "}", rng),
    lambda _: "[&a [1], *a, *a]",
    lambda _: "&a {b: *a}",
    lambda _: "!!binary aGFsbG8=",
    lambda _: "!!set {a, b}",
    lambda _: "{a: 1, a: 2}",
    lambda _: "{1: 2}",
    lambda _: "{? [a]: b}",
)
"""Lists, sections, ranges, anchors, tags; deep and long ones."""
