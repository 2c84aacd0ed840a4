"""The kinds of inputs, and how many of each there are among a hundred."""

from __future__ import annotations

from fuzz import commands, designs, profiles, tables

KINDS = {
    "valid design": designs.attempt,
    "shipped profile, text changed": profiles.with_text_changed,
    "shipped profile, values changed": profiles.with_values_changed,
    "hourly file": tables.hourly,
    "monthly normals": tables.monthly,
    "weather file": tables.weather,
    "command line": commands.attempt,
}
WEIGHTS = (12, 22, 26, 10, 6, 4, 20)
"""Percent. A simulated design takes 10 to 50 times as long as a file that is refused: 200,000 are to take an hour."""
