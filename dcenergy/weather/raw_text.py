"""The bytes of a weather file as text; what is no text is told by what it is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from stat import S_ISREG

from dcenergy.errors import WeatherError, Where
from dcenergy.language import Message
from dcenergy.weather.hourly import Notes

AS_CSV = "save its table as CSV (UTF-8) and name that"
UNPACK = "unpack it and name the file in it"
WORKBOOK = "xl/workbook"

BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook, whatever its name", AS_CSV),
    (b"\x1f\x8b", "packed by gzip", UNPACK),
    (b"BZh", "packed by bzip2", UNPACK),
    (b"\xfd7zXZ", "packed by xz", UNPACK),
    (b"7z\xbc\xaf", "packed by 7-Zip", UNPACK),
    (b"Rar!", "packed by RAR", UNPACK),
    (b"%PDF", "a PDF", AS_CSV),
    (b"CDF", "NetCDF", AS_CSV),
    (b"\x89HDF", "HDF5 or NetCDF", AS_CSV),
    (b"GRIB", "GRIB", AS_CSV),
    (b"PAR1", "Parquet", AS_CSV),
    (b"SQLite format 3", "an SQLite database", AS_CSV),
    (b"<!doctype", "a web page", "the download went wrong, or needs a login; fetch the file itself"),
    (b"<html", "a web page", "the download went wrong, or needs a login; fetch the file itself"),
    (b"<?xml", "XML", AS_CSV),
    (b"{", "JSON", AS_CSV),
    (b"[", "JSON", AS_CSV),
)
"""What files begin with that are taken for weather files by mistake, in lower case where it is text."""

SPREADSHEET_HINT = re.compile(r"sep=.?$", re.IGNORECASE)
"""A first line of CSV that some spreadsheets write."""

LONGEST_LINE = 131_072
"""Bytes, as Python's csv reads letters in a field; an hour of the widest format has 500."""

UTF_16 = b"\xff\xfe", b"\xfe\xff"
ENDS = b"\r\n\x1a"
"""Of lines, and of files where DOS wrote them."""


def size(path: Path, what: str, advice: str) -> int:
    """Return how many bytes a file holds.

    Raises
    ------
    WeatherError
        Where there is none, or a folder, a device or a pipe, or one that is out of reach.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise WeatherError(f"{path}: no such {what}; {advice}") from fault
    except OSError as fault:
        raise WeatherError(f"{path}: cannot be read ({fault.strerror}); {advice}") from fault
    if not S_ISREG(status.st_mode):
        raise WeatherError(f"{path}: is not a file; {advice}")
    return status.st_size


def plain(path: Path, content: bytes) -> bytes:
    """Return the content of a text file, of UTF-16 as UTF-8.

    Raises
    ------
    WeatherError
        Where it is none; the message says what it is.
    """
    if content.startswith(UTF_16):
        try:
            text = content.decode("utf-16").encode()
        except UnicodeDecodeError as fault:
            raise WeatherError(f"{path}: begins as UTF-16 and is none; save it as UTF-8") from fault
        _refuse_long_line(path, text)
        return text
    if content.startswith(b"PK\x03\x04"):
        raise WeatherError(f"{path}: {_archive(content)}")
    start = content[:100].lstrip().lower()
    for beginning, what, advice in BEGINNINGS:
        if start.startswith(beginning.lower()):
            raise WeatherError(f"{path}: is {what}, not a weather file; {advice}")
    if b"\0" in content:
        if content[1:200:2].strip(b"\0") == b"" or content[:200:2].strip(b"\0") == b"":
            raise WeatherError(f"{path}: looks like UTF-16 without its mark; save it as UTF-8")
        raise WeatherError(f"{path}: is not text (packed?); name the EPW, TMY3 or CSV file itself")
    _refuse_long_line(path, content)
    return content.rstrip(ENDS)


def _refuse_long_line(path: Path, content: bytes) -> None:
    for number, line in enumerate(content.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            raise WeatherError(
                f"{Where(str(path), number)}: has {len(line):,} bytes in one line, and at most {LONGEST_LINE:,} are "
                "read; give each hour or month a line of its own"
            )


def _archive(content: bytes) -> str:
    """Say what is in a zip archive, which Excel's workbooks are too."""
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        return "is a damaged zip archive; fetch it again, unpack it and name the file in it"
    if any(name.startswith(WORKBOOK) for name in names):
        return f"is an Excel workbook, whatever its name; {AS_CSV}"
    weather = [name for name in names if name.lower().endswith((".epw", ".csv"))]
    return f"is a zip archive of {', '.join(weather or names)[:100]}; {UNPACK}"


def text(content: bytes) -> tuple[str, Notes]:
    """Return the text with plain line ends; what is not UTF-8 is taken as Latin-1, and noted."""
    notes: Notes = ()
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        decoded = content.decode("latin-1")
        notes = (Message("The weather file is not UTF-8; its names were read as Latin-1."),)
    return decoded.replace("\r\n", "\n").replace("\r", "\n"), notes
