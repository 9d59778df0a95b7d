"""Fetching a series from a real server on this machine, and everything that goes wrong on the way."""

import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from contracts.index.imports import fetching
from contracts.index.imports.fetching import Unreachable, fetch


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        self.server.seen.append((self.command, self.path, dict(self.headers), b""))
        name = self.path.strip("/")
        if name.isdigit():
            self._answer(int(name), b"nej")
        elif name == "slow":
            self.server.released.wait(5)
            self._answer(200, b"{}")
        elif name == "short":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"{")
        elif name == "trickle":
            self.send_response(200)
            self.end_headers()
            try:
                while not self.server.released.wait(0.02):
                    self.wfile.write(b" ")
            except OSError:
                return
        elif name in self.server.redirects:
            self.send_response(302)
            self.send_header("Location", self.server.redirects[name])
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._answer(200, self.server.answer)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        self._answer(200, self.server.answer)

    def _answer(self, code, content):
        try:
            self.send_response(code)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            return  # who asked has gone


@pytest.fixture
def server():
    one = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    one.seen, one.answer, one.redirects, one.released = [], b'{"ok": 1}', {}, threading.Event()
    one.daemon_threads = False
    thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    one.at = f"http://127.0.0.1:{one.server_address[1]}"
    yield one
    one.released.set()
    one.shutdown()
    one.server_close()
    thread.join()


def test_an_answer_comes_as_it_is_and_the_server_learns_who_asks(server):
    assert fetch(f"{server.at}/table") == b'{"ok": 1}'
    command, path, headers, _ = server.seen[0]
    assert (command, path, headers["User-Agent"]) == ("GET", "/table", "Huddinge VO")


def test_a_question_is_posted_as_json(server):
    fetch(f"{server.at}/table", body={"fråga": ["Q"]})
    command, _, headers, body = server.seen[0]
    assert command == "POST"
    assert headers["Content-Type"].startswith("application/json")
    assert json.loads(body) == {"fråga": ["Q"]}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (400, "godtog inte frågan"),
        (403, "släpper inte in"),
        (404, "Tabellen finns inte"),
        (429, "för många frågor"),
        (500, "har ett fel just nu"),
        (503, "har ett fel just nu"),
    ],
)
def test_a_refusal_says_what_happened_and_that_a_file_will_do(server, code, said):
    with pytest.raises(Unreachable, match=said) as caught:
        fetch(f"{server.at}/{code}")
    assert "från fil" in str(caught.value)


def test_a_server_that_does_not_answer_is_not_waited_for(server):
    begun = time.monotonic()
    with pytest.raises(Unreachable, match="svarade inte i tid"):
        fetch(f"{server.at}/slow", timeout=0.1)
    assert time.monotonic() - begun < 3


def test_an_answer_that_trickles_is_not_waited_for_either(server):
    with pytest.raises(Unreachable, match="svarade inte i tid"):
        fetch(f"{server.at}/trickle", timeout=0.1)


def test_an_answer_that_is_cut_off_is_no_answer(server):
    with pytest.raises(Unreachable, match="bröts"):
        fetch(f"{server.at}/short")


def test_a_too_large_answer_is_refused(server, monkeypatch):
    monkeypatch.setattr(fetching, "_LARGEST", 1 << 20)
    server.answer = b" " * ((1 << 20) + 1)
    with pytest.raises(Unreachable, match="större än 1 MB"):
        fetch(f"{server.at}/table")


def test_nobody_there_is_said_so():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match=r"går inte att nå 127\.0\.0\.1.*från fil"):
        fetch(f"http://127.0.0.1:{port}/table")


def test_a_name_that_is_not_known_is_said_so(monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(Unreachable, match=r"finns-inte\.invalid"):
        fetch("https://finns-inte.invalid/table", timeout=2)


@pytest.mark.parametrize(
    "url", ["http://api.example.org/x", "file:///etc/hostname", "ftp://127.0.0.1/x", "api.scb.se", "http://[x", ""]
)
def test_only_protected_addresses_are_fetched(url):
    with pytest.raises(Unreachable, match="https://"):
        fetch(url)


def test_a_redirect_within_bounds_is_followed(server):
    server.redirects["old"] = "/new"
    assert fetch(f"{server.at}/old") == b'{"ok": 1}'


@pytest.mark.parametrize("target", ["http://example.org/x", "ftp://127.0.0.1/x", "file:///etc/hostname"])
def test_a_redirect_to_an_unprotected_address_is_not_followed(server, target):
    server.redirects["old"] = target
    with pytest.raises(Unreachable):
        fetch(f"{server.at}/old")
