"""Weather of any place, fetched from PVGIS or NASA POWER, and kept in the cache.

- PVGIS: a typical year of the European Commission's Joint Research Centre, put together from months of satellite
  radiation and ERA5 (doi:10.1016/j.solener.2012.03.006). Nearly all land but the polar regions.
- NASA POWER: the hours of one real year from MERRA-2 and CERES, anywhere, on cells of some 50 km.

Both answer in UTC. Hours are moved by whole hours to the zone of the longitude, or the one given; those that
run over the year's end are taken from its other end.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import numpy as np

from dcenergy import cache
from dcenergy.constants import HOURS_PER_YEAR
from dcenergy.errors import WeatherError
from dcenergy.printable import shortened
from dcenergy.weather import answers, download, epw, kept_years, mending
from dcenergy.weather.answers import Answer
from dcenergy.weather.formats import EPW_COLUMNS, WORDS
from dcenergy.weather.hourly import Floats, Notes, Place, Weather
from dcenergy.weather.identity import Identity

if TYPE_CHECKING:
    import pandas as pd

Source = Literal["pvgis", "nasa-power"]
SOURCES: tuple[Source, ...] = ("pvgis", "nasa-power")

TIMEOUT_S = 60.0
"""A typical year of PVGIS takes some 5 s, a year of NASA POWER some 20 s (assumption, both by experience)."""

TIMEOUT_OF_RUNS_S = 30.0
"""Of each attempt where a profile names the source: a run should not stand still for minutes (assumption)."""

ATTEMPTS = 3
PAUSE_S = 2.0
"""Between attempts, doubled each time."""

FIRST_NASA_YEAR = 2001

URLS: dict[Source, str] = {
    "pvgis": "https://re.jrc.ec.europa.eu/api",
    "nasa-power": "https://power.larc.nasa.gov/api/temporal/hourly/point",
}

NAMES = {"pressure_pa": "pressure"}
"""pvlib's names for what its EPW reader calls otherwise."""


@dataclass(frozen=True)
class Request:
    """What is asked for, and how patiently."""

    source: Source
    latitude_deg: float
    longitude_deg: float
    year: int | None = None  # of NASA POWER
    utc_offset_h: int | None = None  # absent: the hour nearest to the longitude's
    url: str | None = None  # of another server that answers as the source does; absent: the source's own
    timeout_s: float = TIMEOUT_S
    pause_s: float = PAUSE_S

    def __post_init__(self) -> None:
        """Refuse what no source can answer."""
        if not (-90 <= self.latitude_deg <= 90 and -180 <= self.longitude_deg <= 180):
            raise WeatherError(
                f"latitude {self.latitude_deg:g}, longitude {self.longitude_deg:g}: no such place; latitudes lie "
                "within 90, longitudes within 180 degrees, east positive"
            )
        if self.url is not None and not _is_address(self.url):
            raise WeatherError(
                f"{self.url}: is no address of a server; write it as https://host/path, or leave it away for the "
                "source's own"
            )
        if (self.source == "nasa-power") != (self.year is not None):
            raise WeatherError(
                "nasa-power gives one real year: name it (as 2023); pvgis gives a typical year: name none"
            )
        if self.year is not None and (self.year < FIRST_NASA_YEAR or self.year % 4 == 0):
            raise WeatherError(
                f"{self.year}: name a year from {FIRST_NASA_YEAR} on that is no leap year, as EPW has it"
            )

    @property
    def zone_h(self) -> int:
        """Standard time less UTC. [h]"""
        return round(self.longitude_deg / 15) if self.utc_offset_h is None else self.utc_offset_h

    @property
    def name(self) -> str:
        """What the year is called."""
        what = "typical year" if self.year is None else str(self.year)
        return f"{LABELS[self.source]} {what} of {self.latitude_deg:g} {self.longitude_deg:g}"


LABELS = {"pvgis": "PVGIS", "nasa-power": "NASA POWER"}


def fetch_epw(request: Request) -> tuple[str, Notes]:
    """Return the year as the text of an EPW, from the cache where it is there; with notes on the cache.

    Raises
    ------
    WeatherError
        Where the source does not answer, refuses, or sends what cannot be used.
    """
    inputs = [repr((request.source, request.latitude_deg, request.longitude_deg, request.year, request.zone_h))]

    def compute() -> cache.Arrays:
        answer = ask(request)
        written = epw.text(weather(request, answer))
        return {"text": np.frombuffer(written.encode(), dtype=np.uint8)}

    def check(arrays: cache.Arrays) -> None:
        cache.expect(arrays, {"text": cache.Form("uint8", (None,))})

    arrays, notes = cache.recall(cache.digest([*inputs, request.url or ""], kept_years.CODE), compute, check)
    return arrays["text"].tobytes().decode(), notes


def weather(request: Request, answer: Answer) -> Weather:
    """Return the answer's hours in local standard time, checked and mended as those of a file."""
    shift = request.zone_h

    def column(key: str) -> Floats:
        return np.roll(_column(request, answer.frame, key), shift)

    table = mending.Table(
        file=request.name,
        lines=1 + np.arange(HOURS_PER_YEAR),
        identity=Identity("online", request.name, (answer.comment,)),
        place=Place(request.latitude_deg, request.longitude_deg, answer.altitude_m, float(shift)),
        **{key: column(key) for key in EPW_COLUMNS},
    )
    return mending.weather(table)


def _column(request: Request, frame: pd.DataFrame, key: str) -> Floats:
    """Return a column, NaN where it is not sent; refuse what cannot be."""
    import pandas as pd

    if len(frame) != HOURS_PER_YEAR:
        raise _useless(request, f"{len(frame)} hours in place of {HOURS_PER_YEAR}")
    column, name = EPW_COLUMNS[key], NAMES.get(key, EPW_COLUMNS[key].name)
    if name not in frame:
        return np.full(HOURS_PER_YEAR, np.nan)
    values = pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=np.float64)
    beyond = np.flatnonzero((values < column.low) | (values > column.high))
    if len(beyond):
        raise _useless(
            request,
            f"a {WORDS[key]} of {values[beyond[0]]:g}, which does not lie between {column.low:g} and {column.high:g}",
        )
    return values


def ask(request: Request) -> Answer:
    """Ask the source, again where it does not answer, but not where it refuses.

    Raises
    ------
    WeatherError
        Where there is no answer, or none that can be used.
    """
    import requests

    problem = ""
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(request.pause_s * 2 ** (attempt - 1))
        try:
            return _within(request.timeout_s, lambda: ASK[request.source](request))
        except requests.HTTPError as fault:
            status = getattr(fault.response, "status_code", 400)
            if status < 500:
                raise WeatherError(f"{request.name}: {_server(request)} refuses: {fault}") from fault
            problem = str(fault)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as fault:
            words = shortened(str(fault))
            raise _useless(request, f"an answer that is not understood ({type(fault).__name__}: {words})") from fault
        except TimeoutError:
            problem = f"no answer within {request.timeout_s:g} s"
        except OSError as fault:
            problem = f"no connection ({type(fault).__name__})"
    raise WeatherError(
        f"{request.name}: {_server(request)}: {problem}, tried {ATTEMPTS} times; try again later, or fetch it where "
        "there is a network (`dcenergy weather fetch`) and name the file, or take a shipped place"
    )


def _within(seconds: float, call: Callable[[], Answer]) -> Answer:
    """Run a call in a thread of its own, and leave it when its time is over: a server may send a byte a minute."""
    outcome: list[Answer | BaseException] = []

    def work() -> None:
        try:
            outcome.append(call())
        except BaseException as fault:  # handed over, and raised below
            outcome.append(fault)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(seconds)
    if not outcome:
        raise TimeoutError
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def _is_address(url: str) -> bool:
    """Say whether a text is the address of a server.

    >>> _is_address("http://127.0.0.1:8000"), _is_address("host/api"), _is_address("http://host:here")
    (True, False, False)
    """
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of an address or a port that is none
        return False


def _ask_pvgis(request: Request) -> Answer:
    query = {"lat": str(request.latitude_deg), "lon": str(request.longitude_deg), "outputformat": "json"}
    url = (request.url or URLS["pvgis"]).rstrip("/") + "/tmy"
    return answers.of_pvgis(download.text(url, query, request.timeout_s))


def _ask_nasa_power(request: Request) -> Answer:
    query = {
        "latitude": str(request.latitude_deg),
        "longitude": str(request.longitude_deg),
        "start": f"{request.year}0101",
        "end": f"{request.year}1231",
        "community": "re",
        "parameters": ",".join(answers.NASA_NAMES),
        "format": "json",
        "header": "True",
        "time-standard": "utc",
    }
    return answers.of_nasa_power(
        download.text(request.url or URLS["nasa-power"], query, request.timeout_s), request.year
    )


ASK: dict[Source, Callable[[Request], Answer]] = {"pvgis": _ask_pvgis, "nasa-power": _ask_nasa_power}


def _server(request: Request) -> str:
    return f"the server ({request.url or LABELS[request.source]})"


def _useless(request: Request, what: str) -> WeatherError:
    return WeatherError(
        f"{request.name}: {_server(request)} sent {what}; try again later, or take a file (EPW) or a shipped place"
    )
