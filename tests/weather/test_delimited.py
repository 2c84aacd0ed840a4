"""A measured year as spreadsheets and loggers write it: read where it is certain, else told what it is."""

import io
import re
import zipfile

import numpy as np
import pandas as pd
import pytest

from dcenergy.errors import WeatherError
from dcenergy.weather import kept_years, site
from dcenergy.weather.measured import Columns
from dcenergy.weather.site import Site, WeatherSource

HERE = Site(latitude_deg=26.6, longitude_deg=106.7, altitude_m=1200.0, utc_offset_h=8.0)


@pytest.fixture(autouse=True)
def cache_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def frame():
    """A year with a day's course: 0 to 10 degC, 50.5 to 70.5 %, each with one decimal."""
    hours = np.arange(8760)
    warmth = np.round(np.cos(2 * np.pi * (hours % 24 - 15) / 24), 2)
    times = pd.date_range("2023-01-01", periods=8760, freq="h").strftime("%Y-%m-%d %H:%M")
    return pd.DataFrame({"time": times, "temp_c": 5.5 + 5 * warmth, "humidity_pct": 60.5 - 10 * warmth}).round(1)


@pytest.fixture(scope="module")
def plain(frame):
    return frame.to_csv(index=False, lineterminator="\n")


@pytest.fixture
def load(tmp_path):
    def read(content: bytes | str, name: str = "roof.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return site.load(HERE.model_copy(update={"distant_weather": True}), path)

    return read


def refusal(load, content: bytes | str, name: str = "roof.csv") -> str:
    with pytest.raises(WeatherError) as caught:
        load(content, name)
    return str(caught.value).partition(name)[2]


def commas(text: str) -> str:
    return text.replace(".", ",")


FORMS = {
    "semicolons": lambda text: text.replace(",", ";"),
    "semicolons and decimal commas": lambda text: commas(text.replace(",", ";")),
    "tabs and decimal commas": lambda text: commas(text.replace(",", "\t")),
    "bars": lambda text: text.replace(",", "|"),
    "a hint for spreadsheets": lambda text: "sep=;\n" + text.replace(",", ";"),
    "decimal commas in quotes": lambda text: "\n".join(
        ",".join(f'"{commas(cell)}"' for cell in line.split(",")) for line in text.split("\n") if line
    ),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "the other UTF-16": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "DOS": lambda text: text.replace("\n", "\r\n") + "\x1a",
    "empty fields past the last": lambda text: text.replace("\n", ",,\n").replace("pct,,", "pct"),
    "empty lines": lambda text: text.replace("\n", "\n\n"),
    "spaces": lambda text: text.replace(",", " , "),
    "names further down": lambda text: "latitude,longitude\n26.6,106.7\n\n" + text,
    "days first": lambda text: re.sub(r"2023-(\d\d)-(\d\d)", r"\2.\1.2023", text),
    "months first": lambda text: re.sub(r"2023-(\d\d)-(\d\d)", r"\1/\2/2023", text),
    "the last hour first": lambda text: "\n".join([text.split("\n")[0], *text.strip().split("\n")[:0:-1]]),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_is_certain_is_read(load, plain, form):
    expected, found = load(plain), load(FORMS[form](plain), "other.csv")
    for name in kept_years.ARRAYS:
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))
    assert found.notes == expected.notes


def test_a_name_beyond_ascii_is_read_with_a_note(tmp_path, frame):
    path = tmp_path / "dehors.csv"
    frame.rename(columns={"temp_c": "Température"}).to_csv(path, index=False, encoding="latin-1")
    columns = Columns(temp_c="Température", humidity_pct="humidity_pct")
    year = site.load(HERE.model_copy(update={"weather": WeatherSource(file=str(path), columns=columns)}))
    assert year.notes[0] == "The file is not UTF-8; its names were read as Latin-1."


def test_lines_are_counted_as_an_editor_does(load, plain):
    lines = plain.split("\n")
    lines[3] = lines[3].replace(lines[3].split(",")[1], "warm", 1)
    assert refusal(load, "\n".join(lines)).startswith(":4: the dry bulb")
    assert refusal(load, "sep=,\n" + "\n".join(lines)).startswith(":5: the dry bulb")
    lines[2:2] = ["", ""]
    assert refusal(load, "\n".join(lines)).startswith(":6: the dry bulb")


def replaced(old: str, new: str, count: int = -1):
    return lambda text: text.replace(old, new, count)


UNCERTAIN = {
    "decimal commas between commas": (
        commas,
        ":2: has 5 fields, and the first line names 3 columns; are the decimals written with commas? Then separate "
        "the columns by semicolons, or write 12.5 for 12,5",
    ),
    "two kinds of decimals": (
        lambda text: commas(text.replace(",", ";")).replace(";0,7;", ";0.7;", 1),
        ":4: the column `temp_c` has decimals with a point and with a comma, as '0.7' and '2,0'; write all with "
        "a point",
    ),
    "cut off": (
        lambda text: text[:-6],
        ":8761: has 2 fields, and the first line names 3 columns; is the file cut off?",
    ),
    "a row of units": (
        replaced("pct\n", "pct\nISO,degC,%\n"),
        ":2: the time must be as 2024-01-31 13:05, got 'ISO'; is this a row of units? Delete it",
    ),
    "days first": (
        lambda text: re.sub(r"2023-(\d\d)-(\d\d)", r"\2.\1.2023", text).replace("31.12.2023 23", "12.31.2023 23"),
        ":8761: the day stands first in some lines and the month in others, as '13.01.2023 00:00' and "
        "'12.31.2023 23:00'; write all with the year first",
    ),
    "all days first": (
        replaced("2023-", "1/"),
        ":2: the time must be as 2024-01-31 13:05, got '1/01-01 00:00'; write all times so",
    ),
    "midnight at 24": (
        replaced(" 00:00", " 24:00"),
        ":3: times must rise in equal steps, got '2023-01-01 01:00'; sort the rows by time",
    ),
    "a column twice": (
        lambda text: text.replace("humidity_pct", "humidity_pct,temp_c").replace(":00,", ":00,1,"),
        ":1: 2 columns are called `temp_c`; give them different names",
    ),
    "capitals": (
        replaced("temp_c", "Temp_C"),
        ":1: no column temp_c; name it so, or map it in a profile's `weather: {file: ..., columns: {...}}`",
    ),
    "all capitals": (
        replaced("time,temp_c,humidity_pct", "TIME,TEMP_C,HUMIDITY_PCT"),
        ":1: write the names of the columns in small letters, as temp_c; got 'TIME,TEMP_C,HUMIDITY_PCT'",
    ),
    "spaces alone": (
        replaced(",", " "),
        ":1: separate the columns by commas, semicolons or tabs; got 'time temp_c humidity_pct'",
    ),
    "a quote left open": (
        replaced("2023-03-01 00:00", '"2023-03-01 00:00', 1),
        ":1418: cannot be read as CSV (field larger than field limit (131072)); is a quote left open?",
    ),
    "UTF-16 without its mark": (
        lambda text: text.encode("utf-16-le"),
        ": looks like UTF-16 without its mark; save it as UTF-8",
    ),
    "half of UTF-16": (
        lambda text: text.encode("utf-16")[:-1],
        ": begins as UTF-16 and is none; save it as UTF-8",
    ),
}


@pytest.mark.parametrize("form", UNCERTAIN)
def test_what_is_not_certain_is_told(load, plain, form):
    spoil, says = UNCERTAIN[form]
    assert refusal(load, spoil(plain)) == says


def archive(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return content.getvalue()


AS_CSV = "save its table as CSV (UTF-8) and name that"
UNPACK = "unpack it and name the file in it"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (archive("[Content_Types].xml", "xl/workbook.xml"), f"is an Excel workbook, whatever its name; {AS_CSV}"),
        (archive("city.epw", "city.stat"), f"is a zip archive of city.epw; {UNPACK}"),
        (archive("readme"), f"is a zip archive of readme; {UNPACK}"),
        (b"PK\x03\x04 cut", "is a damaged zip archive; fetch it again, unpack it and name the file in it"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
            f"is an old Excel workbook, whatever its name, not a weather file; {AS_CSV}",
        ),
        (b"\x1f\x8b\x08\0", f"is packed by gzip, not a weather file; {UNPACK}"),
        (b"\x89HDF\r\n\x1a\n\0", f"is HDF5 or NetCDF, not a weather file; {AS_CSV}"),
        (
            b"\n<!DOCTYPE html><html>404</html>",
            "is a web page, not a weather file; the download went wrong, or needs a login; fetch the file itself",
        ),
        (b'{"outputs": {}}', f"is JSON, not a weather file; {AS_CSV}"),
        (b"\x01\x02\0\0", "is not text (packed?); name the text file itself"),
    ],
)
@pytest.mark.parametrize("name", ["roof.csv", "roof.epw"])
def test_what_is_another_thing_is_called_so_whatever_its_name(load, content, says, name):
    assert refusal(load, content, name) == f": {says}"


def test_an_epw_named_csv_and_a_csv_named_epw_are_what_they_are(load, plain, epw, tmp_path):
    assert load(plain, "roof.epw").notes == load(plain).notes
    assert load(epw.text(), "test.csv").name == "Testville, USA, SYNTHETIC"


def test_columns_that_an_epw_does_not_need_are_noted(epw):
    source = WeatherSource(file=str(epw.write()), columns=Columns(temp_c="T", humidity_pct="RH"))
    assert site.load(Site(weather=source)).notes == (
        "The profile's `columns` were not used: the weather file is EPW or TMY3, which need none.",
    )


@pytest.mark.parametrize("separator", [";", "\t"])
def test_an_epw_that_a_spreadsheet_saved(epw, separator, load):
    assert refusal(load, epw.text().replace(",", separator), "saved.epw") == (
        ":1: an EPW whose fields are not separated by commas, as a spreadsheet saves it; take the file as it was, or "
        "save it with commas"
    )


def test_lines_that_a_spreadsheet_filled_up_are_read(epw, load):
    lines = epw.text().split("\n")
    lines[:8] = [line + "," * (34 - line.count(",")) for line in lines[:8]]
    assert load("\n".join(lines), "filled.epw").place == load(epw.text(), "plain.epw").place
