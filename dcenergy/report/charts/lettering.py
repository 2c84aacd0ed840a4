"""How wide text is, before any browser has seen it, and text cut to fit."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

PER_LETTER = 6.3
"""Pixels of a letter at 12 px, on average, of a plain sans-serif with room to spare (assumption)."""

WIDE = 12.0
"""Pixels of a letter that fills a square."""


def width(text: str) -> float:
    """Return about how many pixels a text takes.

    >>> width("lake"), width("湖水")
    (25.2, 24.0)
    """
    return sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if combining(letter):
        return 0.0
    return WIDE if east_asian_width(letter) in "WF" else PER_LETTER


def shortened(text: str, pixels: float) -> str:
    """Return the text, cut to fit into so many pixels.

    >>> shortened("Dongjiang Lake Big Data Centre", 100.0), shortened("Lake", 100.0)
    ('Dongjiang Lake…', 'Lake')
    """
    if width(text) <= pixels:
        return text
    room, kept = pixels - PER_LETTER, ""
    for letter in text:
        room -= _letter(letter)
        if room < 0:
            break
        kept += letter
    return f"{kept.rstrip(' ,:=(')}…"
