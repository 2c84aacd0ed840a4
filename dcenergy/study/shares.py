"""Shares in words, as notes write them."""

from __future__ import annotations


def percent(share: float) -> str:
    """Write a share in per cent, with two digits where it is small.

    >>> percent(0.123), percent(0.0042), percent(1.5), percent(0.00001)
    ('12%', '0.42%', '150%', 'under 0.01%')
    """
    if share < 0.0001:
        return "under 0.01%"
    if share >= 10:
        return "over 1000%"
    return f"{share:.0%}" if share >= 0.0995 else f"{share * 100:.2g}%"
