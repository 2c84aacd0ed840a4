"""What a server of weather answers: of a size that a year can have, from the host that was asked and no other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import SplitResult, urljoin, urlsplit

from dcenergy.printable import on_a_line

if TYPE_CHECKING:
    import requests

LARGEST_ANSWER_BYTES = 20_000_000
"""A typical year of PVGIS has 2 MB, a year of NASA POWER 2 MB, unpacked."""

CHUNK_BYTES = 65_536
MOST_REDIRECTS = 5
LONGEST_REFUSAL = 200
"""Letters of a server's own words."""

PORTS = {"http": 80, "https": 443}


def text(url: str, query: Mapping[str, str], timeout_s: float) -> str:
    """Return what a server answers.

    Raises
    ------
    requests.RequestException
        Where it does not answer or refuses; `HTTPError` also where it sends on to another host.
    ValueError
        Where the answer is too large or no text.
    """
    import requests

    with requests.Session() as session:
        for _each in range(MOST_REDIRECTS + 1):
            with session.get(url, params=query, timeout=timeout_s, stream=True, allow_redirects=False) as response:
                if not response.is_redirect:
                    return _body(response)
                url, query = _next(response), {}
    raise requests.TooManyRedirects(f"more than {MOST_REDIRECTS} redirects")


def _next(response: requests.Response) -> str:
    """Return where a server sends on to; refuse another host, port, or the way back from https to http."""
    import requests

    target = urljoin(response.url, response.headers["location"])
    before, after = urlsplit(response.url), urlsplit(target)
    upgraded = (before.scheme, after.scheme) == ("http", "https") and before.hostname == after.hostname
    if _host(before) != _host(after) and not (upgraded and _host(after)[2] == PORTS["https"]):
        where = on_a_line(str(after.netloc)[:LONGEST_REFUSAL])
        raise requests.HTTPError(f"it sends on to another host ({where}), which is not asked", response=response)
    return target


def _host(address: SplitResult) -> tuple[str, str | None, int | None]:
    return address.scheme, address.hostname, address.port or PORTS.get(address.scheme)


def _body(response: requests.Response) -> str:
    content = bytearray()
    for chunk in response.iter_content(CHUNK_BYTES):
        content += chunk
        if len(content) > LARGEST_ANSWER_BYTES:
            raise ValueError(f"more than {LARGEST_ANSWER_BYTES:,} bytes")
    if not response.ok:
        _refuse(response, bytes(content))
    return content.decode()


def _refuse(response: requests.Response, content: bytes) -> NoReturn:
    """Raise what the server says of its refusal, or else its status."""
    import requests

    try:
        said = json.loads(content)["message"]
    except (ValueError, LookupError, TypeError, RecursionError):
        response.raise_for_status()
        raise
    raise requests.HTTPError(on_a_line(str(said)[:LONGEST_REFUSAL]), response=response)
