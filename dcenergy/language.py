"""The language that a report is written in: gettext, for the time of one report.

No figure depends on it. It is carried beside the calls, since every sentence of a report would otherwise have to
hand it on.
"""

from __future__ import annotations


def _(message: str, **values: object) -> str:
    """Return `message` in the reader's language, with `values` in its named places.

    >>> _("{power} at most", power="12 MW")
    '12 MW at most'
    """
    return message.format(**values) if values else message
