"""A server of weather that sends on, sends without end, or sends what is none of its business."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dcenergy.errors import WeatherError
from dcenergy.printable import printable
from dcenergy.weather import download, online

Reply = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Answers every request as `reply` does, and counts them."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.reply: Reply = lambda handler: None
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                outer.reply(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer((host, 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://{host}:{self.http.server_port}/"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture(autouse=True)
def direct(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DCENERGY_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1,localhost")


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.http.shutdown()
    running.http.server_close()


@pytest.fixture
def other() -> Iterator[Server]:
    running = Server()
    yield running
    running.http.shutdown()
    running.http.server_close()


def answers(body: bytes, status: int = 200, **headers: str) -> Reply:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def fetch(server: Server, source: online.Source = "pvgis") -> str:
    """Return what a refused request says."""
    year = 2021 if source == "nasa-power" else None
    with pytest.raises(WeatherError) as caught:
        online.fetch_epw(online.Request(source, 26.5, 106.7, year, url=server.url, pause_s=0.01, timeout_s=20))
    return str(caught.value)


@pytest.mark.parametrize("source", online.SOURCES)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_another_host_is_not_asked(server: Server, other: Server, source: online.Source, status: int):
    other.reply = answers(b"{}")
    server.reply = answers(b"", status, Location=f"{other.url}latest/meta-data")  # another port: another server
    said = fetch(server, source)
    assert f"it sends on to another host (127.0.0.1:{other.http.server_port}), which is not asked" in said
    assert other.asked == []
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "where", ["//example.org/", "https://127.0.0.1:1/", "file:///etc/passwd", "http://127.0.0.1@e/"]
)
def test_other_ways_to_another_host(server: Server, where: str):
    server.reply = answers(b"", 302, Location=where)
    assert "which is not asked" in fetch(server)
    assert len(server.asked) == 1


def test_the_same_host_may_send_on(server: Server):
    server.reply = lambda handler: (answers(b"{}") if handler.path == "/new" else answers(b"", 302, Location="/new"))(
        handler
    )
    assert download.text(f"{server.url}old", {"lat": "1"}, 20) == "{}"
    assert server.asked == ["/old?lat=1", "/new"]


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("http://a.example/x", "https://a.example/x", True),
        ("https://a.example/x", "https://a.example:443/y", True),
        ("https://a.example/x", "http://a.example/x", False),
        ("http://a.example/x", "https://b.example/x", False),
        ("http://a.example/x", "https://a.example:8443/x", False),
        ("https://a.example/x", "https://a.example.evil.example/x", False),
    ],
)
def test_what_is_the_same_host(before: str, after: str, allowed: bool):
    requests = pytest.importorskip("requests")
    response = requests.Response()
    response.url, response.status_code, response.headers["location"] = before, 302, after
    if allowed:
        assert download._next(response) == after
    else:
        with pytest.raises(requests.HTTPError, match="which is not asked"):
            download._next(response)


def test_a_circle_of_redirects_ends(server: Server):
    server.reply = answers(b"", 302, Location="/again")
    assert "TooManyRedirects" in fetch(server)
    assert len(server.asked) == online.ATTEMPTS * (download.MOST_REDIRECTS + 1)


def test_an_answer_without_end_is_left(server: Server):
    sent = []

    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while len(sent) < 10_000:
                handler.wfile.write(b" " * 100_000)
                sent.append(1)
        except OSError:
            return

    server.reply = pour
    assert "more than 20,000,000 bytes" in fetch(server)
    assert len(sent) < 1000


def test_an_answer_that_unpacks_without_end_is_left(server: Server):
    server.reply = answers(gzip.compress(bytes(300_000_000), 1), Content_Encoding="gzip")
    assert "more than 20,000,000 bytes" in fetch(server)


def test_words_of_a_server_are_short_and_command_nothing(server: Server):
    hostile = "\x1b]52;c;YQ==\a" + "Q" * 10_000
    server.reply = answers(json.dumps({"message": hostile}).encode(), 400)
    said = fetch(server)
    assert len(said) < 400
    assert printable(said) == said


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b'{"a":' * 100_000, b"9" * 100_000, b"NaN", b"\xff\xfe", b'{"outputs": {"tmy_hourly": 1e999}}'],
)
@pytest.mark.parametrize("source", online.SOURCES)
def test_rubbish_is_a_fault_of_the_server(server: Server, source: online.Source, body: bytes):
    server.reply = answers(body)
    assert "an answer that is not understood" in fetch(server, source)


def test_a_profile_names_no_server():
    # the address is typed (`weather fetch --url`): a mailed profile cannot have the machine ask a host of its choice
    from dcenergy.weather.site import WeatherSource

    assert "url" not in WeatherSource.model_fields
    assert set(online.URLS) == set(online.SOURCES)
    assert all(each.startswith("https://") for each in online.URLS.values())
