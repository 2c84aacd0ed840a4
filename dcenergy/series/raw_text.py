"""The bytes of a file as text; what is no text is told by what it is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from dcenergy.errors import SeriesError
from dcenergy.language import Message
from dcenergy.printable import shortened

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


UTF_16 = b"\xff\xfe", b"\xfe\xff"
ENDS = b"\r\n\x1a"
"""Of lines, and of files where DOS wrote them."""


def plain(path: Path, content: bytes, wanted: str = "a weather file") -> bytes:
    """Return the content of a text file, of UTF-16 as UTF-8.

    Raises
    ------
    SeriesError
        Where it is none; the message says what it is.
    """
    if content.startswith(UTF_16):
        try:
            return content.decode("utf-16").encode()
        except UnicodeDecodeError as fault:
            raise SeriesError(f"{path}: begins as UTF-16 and is none; save it as UTF-8") from fault
    if content.startswith(b"PK\x03\x04"):
        raise SeriesError(f"{path}: {_archive(content)}")
    start = content[:100].lstrip().lower()
    for beginning, what, advice in BEGINNINGS:
        if start.startswith(beginning.lower()):
            raise SeriesError(f"{path}: is {what}, not {wanted}; {advice}")
    if b"\0" in content:
        if content[1:200:2].strip(b"\0") == b"" or content[:200:2].strip(b"\0") == b"":
            raise SeriesError(f"{path}: looks like UTF-16 without its mark; save it as UTF-8")
        raise SeriesError(f"{path}: is not text (packed?); name the text file itself")
    return content.rstrip(ENDS)


def _archive(content: bytes) -> str:
    """Say what is in a zip archive, which Excel's workbooks are too."""
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        return "is a damaged zip archive; fetch it again, unpack it and name the file in it"
    if any(name.startswith(WORKBOOK) for name in names):
        return f"is an Excel workbook, whatever its name; {AS_CSV}"
    weather = [name for name in names if name.lower().endswith((".epw", ".csv"))]
    return f"is a zip archive of {shortened(', '.join(weather or names))}; {UNPACK}"


def text(content: bytes) -> tuple[str, tuple[Message, ...]]:
    """Return the text with plain line ends; what is not UTF-8 is taken as Latin-1, and noted."""
    notes: tuple[Message, ...] = ()
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        decoded = content.decode("latin-1")
        notes = (Message("The file is not UTF-8; its names were read as Latin-1."),)
    return decoded.replace("\r\n", "\n").replace("\r", "\n"), notes
