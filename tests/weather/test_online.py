"""Weather fetched over the network: a server of this machine replays answers, refusals, delays and rubbish."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import numpy as np
import pandas as pd
import pytest
from test_imports import imported, modules, own

from dcenergy.errors import ProfileError, WeatherError
from dcenergy.report.json_document import document
from dcenergy.study import case
from dcenergy.weather import files, kept_years, online
from dcenergy.weather.online import Request

LATITUDE, LONGITUDE, ZONE = 26.5, 106.7, 7
TIMES = pd.date_range("2021-01-01", periods=8760, freq="h")  # UTC
PARTS = ("T2m", "RH", "G(h)", "Gb(n)", "Gd(h)", "IR(h)", "WS10m", "WD10m", "SP")


def sun_at(hours: np.ndarray) -> np.ndarray:
    """Sine of the sun's height at the equinox, by plain trigonometry, at mid-hour of UTC."""
    return np.maximum(np.cos(np.radians(LATITUDE)) * np.cos(2 * np.pi * (hours + 0.5 + LONGITUDE / 15 - 12) / 24), 0)


def columns() -> dict[str, np.ndarray]:
    """Hours of UTC that can be told apart: a degree of the dry bulb is 300 hours."""
    hours = np.arange(8760)
    height = sun_at(hours)
    return {
        "T2m": np.round(hours / 300, 2),
        "RH": np.full(8760, 60.0),
        "G(h)": 80 * (height > 0) + 600 * height,
        "Gb(n)": 600.0 * (height > 0),
        "Gd(h)": 80.0 * (height > 0),
        "IR(h)": np.full(8760, 300.0),
        "WS10m": np.full(8760, 2.5),
        "WD10m": np.full(8760, 90.0),
        "SP": np.full(8760, 88_000.0),
    }


def pvgis(**changes: object) -> bytes:
    """An answer of PVGIS 5.3, as its interface's page describes it."""
    data = columns()
    hourly = [
        {"time(UTC)": stamp, **{part: float(data[part][i]) for part in PARTS}}
        for i, stamp in enumerate(TIMES.strftime("%Y%m%d:%H%M"))
    ]
    answer = {
        "inputs": {"location": {"latitude": LATITUDE, "longitude": LONGITUDE, "elevation": 1200.0}},
        "outputs": {
            "months_selected": [{"month": month, "year": 2005 + month} for month in range(1, 13)],
            "tmy_hourly": hourly,
        },
        "meta": {"inputs": {"location": {"description": "Selected location"}}},
    }
    answer["outputs"] |= changes
    return json.dumps(answer).encode()


def nasa(missing: slice = slice(0, 0)) -> bytes:
    """An answer of NASA POWER; `missing` hours have the fill value."""
    data = columns()
    names = {
        "T2M": data["T2m"],
        "T2MDEW": data["T2m"] - 5,
        "RH2M": data["RH"],
        "PS": data["SP"] / 1000,
        "WS10M": data["WS10m"],
        "ALLSKY_SFC_SW_DWN": data["G(h)"],
        "ALLSKY_SFC_SW_DNI": data["Gb(n)"],
        "ALLSKY_SFC_SW_DIFF": data["Gd(h)"],
    }
    names["T2M"] = names["T2M"].copy()
    names["T2M"][missing] = -999.0
    keys = TIMES.strftime("%Y%m%d%H")
    parameter = {name: dict(zip(keys, values.tolist(), strict=True)) for name, values in names.items()}
    return json.dumps(
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [LONGITUDE, LATITUDE, 1150.0]},
            "properties": {"parameter": parameter},
            "header": {"title": "NASA/POWER Source Native Resolution Hourly Data", "fill_value": -999.0},
            "times": {"data": 0.5, "process": 0.1},
            "parameters": {name: {"units": "", "longname": name} for name in names},
        }
    ).encode()


Reply = Callable[[BaseHTTPRequestHandler], None]


def reply(body: bytes, status: int = 200) -> Reply:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send


class Server:
    """Gives the next of its replies to each request; the last one stays."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.queries: list[dict[str, list[str]]] = []
        self.paths: list[str] = []
        self.over = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.queries.append(parse_qs(urlparse(self.path).query))
                outer.paths.append(urlparse(self.path).path)
                chosen = outer.replies.pop(0) if len(outer.replies) > 1 else outer.replies[0]
                chosen(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}/"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.over.set()
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    running = Server()
    yield running
    running.close()


def request(server: Server, source: online.Source = "pvgis", **more: object) -> Request:
    year = 2021 if source == "nasa-power" else None
    return Request(source, LATITUDE, LONGITUDE, url=server.url, **{"year": year, "pause_s": 0.01, **more})


def read(text: str, tmp_path):
    path = tmp_path / "fetched.epw"
    path.write_text(text, encoding="utf-8")
    return files.read(path)


def test_hours_of_utc_become_hours_of_the_place(server, tmp_path):
    server.replies = [reply(pvgis())]
    text, notes = online.fetch_epw(request(server))
    year = read(text, tmp_path)
    # midnight of January 1st in the zone of 106.7 degrees east was 17:00 UTC of the day before, the year's last
    assert year.temp_c[:9] == pytest.approx([*columns()["T2m"][-7:], 0.0, 0.0], abs=0.006)
    assert year.place == files.Place(LATITUDE, LONGITUDE, 1200.0, float(ZONE))
    assert year.pressure_pa == pytest.approx(88_000)
    # Magnus, 60 % at 20 degC: dew point 12.0
    assert year.dew_point_c[np.argmin(abs(year.temp_c - 20))] == pytest.approx(12.0, abs=0.1)
    # the sun stands highest at noon of the place, 12:07 by its clock
    assert year.ghi_w_m2.reshape(365, 24).mean(axis=0).argmax() in (11, 12)
    assert year.notes[0].startswith("The weather is a typical year of PVGIS (European Commission")
    assert "their years by month: 1: 2006; 2: 2007;" in year.notes[0]
    assert notes == ()
    assert server.queries[0]["lat"] == ["26.5"]
    assert server.queries[0]["outputformat"] == ["json"]


def test_a_second_time_the_cache_answers(server):
    server.replies = [reply(pvgis())]
    first = online.fetch_epw(request(server))
    assert online.fetch_epw(request(server)) == first
    assert len(server.queries) == 1
    online.fetch_epw(request(server, utc_offset_h=8))
    assert len(server.queries) == 2


def test_what_is_kept_hangs_on_every_module_that_makes_it():
    known = modules()
    reached, open_ends = set(), {"weather.online"}
    while open_ends:
        reached |= open_ends
        near = set().union(*(own(imported(known[name]), known) for name in open_ends))
        open_ends = {name for name in near if name.startswith("weather.")} - reached
    assert {known[name] for name in reached} <= set(kept_years.CODE)


@pytest.mark.parametrize("end", ["", "/"])
def test_another_server_s_address_needs_no_last_slash(server, end):
    server.replies = [reply(pvgis())]
    online.ask(replace(request(server), url=server.url.rstrip("/") + end))
    assert server.paths == ["/tmy"]


@pytest.mark.parametrize("url", ["host", "host/api", "ftp://host/", "http://", "http://host:here/", "http://[::1"])
def test_what_is_no_address_is_refused_unasked(url):
    with pytest.raises(WeatherError, match="is no address of a server; write it as https://host/path"):
        Request("pvgis", LATITUDE, LONGITUDE, url=url)


def test_nasa_power_s_gaps_are_mended_with_a_note(server, tmp_path):
    server.replies = [reply(nasa(missing=slice(100, 103)))]
    asked = request(server, "nasa-power")
    year = online.weather(asked, online.ask(asked))
    assert year.temp_c[100 + ZONE : 103 + ZONE] == pytest.approx(columns()["T2m"][100:103], abs=0.02)
    assert "3 hours without a dry bulb were interpolated." in year.notes
    assert (year.place.altitude_m, year.pressure_pa[0]) == (1150.0, 88_000.0)
    assert server.queries[0]["start"] == ["20210101"]
    assert server.queries[0]["time-standard"] == ["utc"]
    # ... which the file keeps, and what it is
    back = read(online.fetch_epw(asked)[0], tmp_path)
    assert (back.kind, back.name, back.draw) == ("online", "NASA POWER 2021 of 26.5 106.7", None)
    assert back.notes == year.notes
    assert back.notes[0] == "The weather is the hours of one real year, 2021, of NASA POWER (MERRA-2, CERES)."


def test_a_refusal_is_told_and_not_repeated(server):
    # PVGIS says this of the sea, with status 400
    server.replies = [reply(b'{"message": "Location over the sea. Please, select another location"}', 400)]
    with pytest.raises(WeatherError, match="refuses: Location over the sea"):
        online.fetch_epw(request(server))
    assert len(server.queries) == 1


def test_a_server_that_stumbles_is_asked_again(server):
    server.replies = [reply(b"busy", 503), reply(b"busy", 502), reply(pvgis())]
    assert online.fetch_epw(request(server))[0].startswith("LOCATION,PVGIS typical year of 26.5 106.7")
    assert len(server.queries) == 3


def test_a_server_that_stays_down_is_told(server):
    server.replies = [reply(b"busy", 503)]
    with pytest.raises(WeatherError, match=r"503 Server Error.*tried 3 times; try again later"):
        online.fetch_epw(request(server))
    assert len(server.queries) == online.ATTEMPTS


def test_no_server_is_told(server):
    server.close()
    with pytest.raises(WeatherError, match=r"no connection \(ConnectionError\), tried 3 times"):
        online.fetch_epw(request(server))


@pytest.mark.parametrize("source", online.SOURCES)
def test_a_silent_server_is_left(server, source):
    server.replies = [lambda handler: server.over.wait(20)]
    begun = time.monotonic()
    with pytest.raises(WeatherError, match=r"no answer within 0\.2 s, tried 3 times|no connection \(ReadTimeout\)"):
        online.fetch_epw(request(server, source, timeout_s=0.2))
    assert time.monotonic() - begun < 5


def test_a_server_that_dribbles_is_left(server):
    def dribble(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        while not server.over.wait(0.05):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return

    server.replies = [dribble]
    with pytest.raises(WeatherError, match=r"no answer within 0\.3 s"):
        online.fetch_epw(request(server, timeout_s=0.3))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<html>maintenance</html>", "an answer that is not understood"),
        (b"", "an answer that is not understood"),
        (b"{}", r"an answer that is not understood \(KeyError: 'meta'\)"),
        (b'{"meta": {"inputs": 3}, "inputs": {}, "outputs": null}', "an answer that is not understood"),
        (pvgis()[: len(pvgis()) // 2], "an answer that is not understood"),
        (pvgis(tmy_hourly=json.loads(pvgis())["outputs"]["tmy_hourly"][:100]), "100 hours in place of 8760"),
    ],
    ids=["html", "empty", "no keys", "other keys", "cut off", "hours short"],
)
def test_rubbish_is_refused_with_what_it_is(server, body, says):
    server.replies = [reply(body)]
    with pytest.raises(WeatherError, match=says):
        online.fetch_epw(request(server))
    assert len(server.queries) == 1


def test_values_that_cannot_be_are_refused(server):
    hourly = json.loads(pvgis())["outputs"]["tmy_hourly"]
    hourly[500]["T2m"] = 400.0
    server.replies = [reply(pvgis(tmy_hourly=hourly))]
    with pytest.raises(WeatherError, match="a dry bulb temperature of 400, which does not lie between -90 and 60"):
        online.fetch_epw(request(server))


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"source": "pvgis", "year": 2021}, "pvgis gives a typical year: name none"),
        ({"source": "nasa-power"}, "nasa-power gives one real year: name it"),
        ({"source": "nasa-power", "year": 2020}, "no leap year"),
        ({"source": "nasa-power", "year": 1980}, "from 2001 on"),
        ({"source": "pvgis", "latitude_deg": 126.5}, "no such place"),
        ({"source": "pvgis", "longitude_deg": float("nan")}, "no such place"),
    ],
)
def test_what_cannot_be_asked_is_refused_before(keys, says):
    with pytest.raises(WeatherError, match=says):
        Request(**{"latitude_deg": LATITUDE, "longitude_deg": LONGITUDE, **keys})


PROFILE = f"""\
name: anywhere
site: {{latitude_deg: {LATITUDE}, longitude_deg: {LONGITUDE}, weather: {{online: pvgis}}}}
it: {{servers: [{{count: 10}}]}}
cooling: {{system: air_chiller}}
"""


@pytest.fixture
def profile(server, tmp_path, monkeypatch):
    """A profile whose sources are asked of the test's server; `sets` change it."""
    for source, ask in dict(online.ASK).items():
        monkeypatch.setitem(
            online.ASK, source, lambda asked, ask=ask: ask(replace(asked, url=server.url, pause_s=0.01))
        )
    monkeypatch.setattr(online, "PAUSE_S", 0.01)
    path = tmp_path / "anywhere.yaml"
    path.write_text(PROFILE)
    return path


def test_a_profile_s_weather_is_fetched_once_and_kept(server, profile):
    server.replies = [reply(pvgis())]
    first = case.read(str(profile))
    assert (first.weather.kind, first.weather.place.utc_offset_h) == ("online", float(ZONE))
    assert first.weather.temp_c[ZONE] == pytest.approx(0.0, abs=0.006)
    server.close()
    again = case.read(str(profile))
    assert (again.weather.kind, again.weather.name, again.weather.notes) == (
        "online",
        first.weather.name,
        first.weather.notes,
    )
    np.testing.assert_array_equal(again.weather.temp_c, first.weather.temp_c)
    assert len(server.queries) == 1


def test_a_profile_s_real_year(server, profile):
    server.replies = [reply(nasa())]
    read_ = case.read(str(profile), ["site.weather={online: nasa-power, year: 2021}", "site.utc_offset_h=8"])
    assert read_.weather.name.startswith("NASA POWER 2021 of 26.5 106.7")
    assert read_.weather.temp_c[8] == pytest.approx(0.0, abs=0.006)
    assert server.queries[0]["start"] == ["20210101"]


def test_what_a_profile_says_of_its_site_goes_before(server, profile):
    server.replies = [reply(pvgis())]
    weather = case.read(str(profile), ["site.altitude_m=1600"]).weather
    assert weather.place.altitude_m == 1600.0
    assert any("400 m higher than the place of the weather file" in note for note in weather.notes)


def test_json_says_that_the_weather_was_fetched(server, profile):
    server.replies = [reply(pvgis())]
    read_ = case.read(str(profile))
    content = document(case.run(read_), read_.loaded.sha256, ())
    assert content["weather"]["kind"] == "online"


def test_without_a_network_the_key_and_a_way_out_are_named(server, profile):
    server.close()
    with pytest.raises(WeatherError) as fault:
        case.read(str(profile))
    message = str(fault.value)
    assert message.startswith(f"{profile}:2:")
    assert "site.weather.online: PVGIS typical year of 26.5 106.7: the server" in message
    assert "no connection (ConnectionError), tried 3 times" in message
    for way_out in ("dcenergy weather fetch", "name the file", "a shipped place"):
        assert way_out in message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("site.longitude_deg=null", "pvgis is asked for a place: give latitude_deg and longitude_deg"),
        ("site.utc_offset_h=5.5", "utc_offset_h is 5.5: round it to a whole hour"),
        ("site.weather={online: nasa-power}", "nasa-power gives one real year: name it"),
        ("site.weather={online: nasa-power, year: 2020}", "2020: name a year from 2001 on that is no leap year"),
        ("site.weather={online: pvgis, year: 2021}", "pvgis gives a typical year: name none"),
        ("site.weather={online: pvgis, normals: zixing}", "name exactly one of normals"),
        ("site.weather={online: pvgis, seed: 1}", "seed belongs to normals"),
        ("site.weather={normals: zixing, year: 2021}", "year belongs to online"),
        ("site.weather={online: meteonorm}", "must be one of pvgis, nasa-power"),
    ],
)
def test_what_a_profile_cannot_ask_for_is_refused_unasked(server, profile, change, says):
    with pytest.raises(ProfileError, match=says):
        case.read(str(profile), [change])
    assert server.queries == []


def test_another_form_of_weather_replaces_the_inherited_one(profile, tmp_path):
    moved = tmp_path / "moved.yaml"
    moved.write_text(f"extends: {profile.name}\nsite: {{distant_weather: true, weather: {{normals: zixing}}}}\n")
    assert case.read(str(moved)).weather.kind == "normals"
