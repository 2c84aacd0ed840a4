"""Where the shipped `profiles/` and `templates/` are: beside a checkout's package, or inside a wheel's."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """Return the folder `name` that came with this copy of dcenergy.

    A checkout is asked first: an editable install leaves a stale copy in site-packages.
    """
    checkout = PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    return PACKAGE / name
