"""Bring the catalogues of dcenergy/locale up to date with the text in the code: `make language`.

Messages are the arguments of `_`, `counted` and `Message` in the package and in the templates, and what the
sections say of their keys (`doc=`). The same code always gives the same file; what is new stands there untranslated.
"""

from __future__ import annotations

import ast
import csv
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from ruamel.yaml import YAML

import dcenergy.profile.schema  # noqa: F401 - so that every section is there
from dcenergy import reference
from dcenergy.language import PROFILE
from dcenergy.profile import catalogue as shipped_profiles
from dcenergy.reference.table import SERIES, sources, table
from dcenergy.section import Section
from dcenergy.weather import places

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "dcenergy" / "locale"
FACTS = {
    "grid_factors": ("name", "method"),
    "grid_shapes": ("method",),
    "embodied": ("name",),
    "fixed_numbers": ("name",),
    "refrigerants": ("name",),
    "server_power": ("name",),
    "prices": ("name",),
    "limits": ("name", "note", "average_of"),
    "countries": ("name",),
    "jurisdictions": ("note",),
}
"""Columns of the reference tables that a report shows in words, by table."""

US = "dcenergy"
"""Who publishes the sources that are no works, as our own judgement."""

WIDTH = 110
HEADER = """\
# Texts of dcenergy's reports; `make language` brings in what is new. See docs/languages.md.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural}\\n"

"""

Found = tuple[str, str | tuple[str, ...]]
"""A file, and a message in it: one text, or a singular with its plural."""


def of_profiles() -> Iterator[Found]:
    """Yield what shipped profiles say of themselves."""
    for name in shipped_profiles.names():
        path = shipped_profiles.folder() / f"{name}{shipped_profiles.SUFFIX}"
        content = YAML(typ="safe").load(path)
        for text in (content.get("name"), content.get("description")):
            if text:
                yield path.relative_to(ROOT).as_posix(), text.strip()


def found() -> Iterator[Found]:
    """Yield every message, file by file."""
    for path in sorted((ROOT / "dcenergy").rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        for message in of_module(path):
            yield file, message
    for path in sorted((ROOT / "templates").glob("*.j2")):
        extracted = extract_from_file("jinja2.ext:babel_extract", path, keywords={"_": None})
        for _line, words, _comments, _context in extracted:
            yield path.relative_to(ROOT).as_posix(), words
    yield from docs()
    yield from facts()


def of_module(path: Path) -> Iterator[str | tuple[str, str]]:
    """Yield the messages of a module, in their order; one call may stand within another."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        literals = [
            each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        match call.func, literals:
            case ast.Name("_" | "Message"), [message]:
                yield message
            case ((ast.Name("counted") | ast.Attribute(_, "counted")), [one, many]):
                yield one, many


def docs() -> Iterator[Found]:
    """Yield what the sections of a profile say of their keys."""
    for section in sorted(_kinds(Section), key=lambda kind: (kind.__module__, kind.__name__)):
        file = f"{section.__module__.replace('.', '/')}.py"
        for field in section.model_fields.values():
            if field.description and section.__module__.startswith("dcenergy."):
                yield file, field.description


def facts() -> Iterator[Found]:
    """Yield the words of reference tables that a report shows, and the titles of sources that are our own."""
    for facts_of, columns in FACTS.items():
        path = Path(reference.__file__).parent / f"{facts_of}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for column in columns:
            for text in dict.fromkeys(row[column] for row in rows if row[column]):
                yield path.relative_to(ROOT).as_posix(), text
    for name in SERIES:
        for text in dict.fromkeys(row.name.partition(": ")[0] for row in table(name).values()):
            yield f"dcenergy/reference/{name}.csv", text
    for name in (*places.names(), *places.aliases()):
        yield "dcenergy/reference/places.csv", places.called(name)
    for source in sources().values():
        if source.publisher == US:
            yield "dcenergy/reference/sources.csv", source.title


def _kinds(section: type[Section]) -> Iterator[type[Section]]:
    for kind in section.__subclasses__():
        yield kind
        yield from _kinds(kind)


def template(messages: Iterable[Found]) -> Catalog:
    """Return the catalogue of all messages, and of the shipped profiles' own, none of them translated."""
    catalog = Catalog()
    for file, message in messages:
        catalog.add(message, locations=[(file, 0)])
    for file, text in of_profiles():
        catalog.add(text, locations=[(file, 0)], context=PROFILE)
    return catalog


def renewed(catalog: Catalog, messages: Catalog) -> Catalog:
    """Return a catalogue with the messages there are now, and the translations it has of them."""
    catalog.update(messages, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def catalogues() -> list[Path]:
    """Return the file of every language."""
    return sorted(FOLDER.glob("*.po"))


def read(path: Path) -> Catalog:
    """Read the catalogue of a language."""
    with path.open("rb") as file:
        return read_po(file)


def written(catalog: Catalog) -> str:
    """Return a catalogue as the text of its file: no dates, no line numbers, nothing that changes by itself."""
    content = BytesIO()
    write_po(content, catalog, width=WIDTH, omit_header=True, include_lineno=False)
    return HEADER.format(language=catalog.locale, plural=catalog.plural_forms) + content.getvalue().decode()


def lacking(catalog: Catalog) -> list[str]:
    """Return the messages that have no translation, or only a doubtful (fuzzy) one."""
    return [str(message.id) for message in catalog if message.id and (message.fuzzy or not _full(message))]


def _full(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return all(strings or ("",))


def main() -> int:
    """Renew every catalogue, and say how many messages each still lacks."""
    messages = template(found())
    for path in catalogues():
        catalog = renewed(read(path), messages)
        path.write_text(written(catalog), encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {len(catalog)} messages, {len(lacking(catalog))} without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
