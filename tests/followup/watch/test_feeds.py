"""Feeds: where one may fetch, how long and how much, and what is read of what nobody trusts."""

import socket
import threading
import time
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from followup.watch.imports import NotAFeed, Unreachable, fetch, fetching, read_feed
from followup.watch.rules import same_address, stands_in, words_in

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Prov</title>
<item><title>Provhem AB får &lt;b&gt;kritik&lt;/b&gt; &amp;amp; vite</title><link>https://tidning.example.se/a?x=1</link>
<description>Inspektionen &lt;script&gt;alert(1)&lt;/script&gt; säger åäö</description>
<pubDate>Mon, 02 Nov 2026 10:00:00 +0100</pubDate></item>
<item><title>Utan länk</title></item>
<item><title>Farlig</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Prov</title>
<entry><title/><link href="https://tidning.example.se/b"/><summary>x</summary><updated>inte en dag</updated></entry>
</feed>"""


# --------------------------------------------------------------------------------------------------- what is read


def test_titles_days_and_addresses_are_read_as_plain_text():
    (item,) = read_feed(RSS.encode())
    assert item.title == "Provhem AB får kritik & vite"
    assert (item.url, item.published_on) == ("https://tidning.example.se/a?x=1", date(2026, 11, 2))
    assert "<" not in item.text
    assert "åäö" in item.text
    (other,) = read_feed(ATOM.encode())
    assert (other.title, other.published_on) == ("https://tidning.example.se/b", None)


def test_an_older_encoding_is_read_and_an_odd_one_is_not():
    assert "åäö" in read_feed(RSS.replace("UTF-8", "ISO-8859-1").encode("latin-1"))[0].text
    for encoding in ("utf-7", "utf-16", "cp037"):
        with pytest.raises(NotAFeed, match="teckenkodning"):
            read_feed(RSS.replace("UTF-8", encoding).encode())
    for content in (RSS.encode("utf-16"), RSS.encode("latin-1"), b"<rss>\0</rss>"):
        with pytest.raises(NotAFeed):
            read_feed(content)


@pytest.mark.parametrize("content", [b"", b"hej", b"<html><body>x</body></html>", b"\xff\xfe"])
def test_what_is_no_feed_says_so(content):
    with pytest.raises(NotAFeed):
        read_feed(content)


def test_entities_are_never_expanded():
    laughs = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    for kind in (laughs, '<!ENTITY a SYSTEM "file:///etc/passwd">', '<!eNtItY % a SYSTEM "http://127.0.0.1/">'):
        with pytest.raises(NotAFeed, match="entiteter"):
            read_feed(RSS.replace("<rss", f"<!DOCTYPE rss [{kind}]><rss", 1).encode())


def test_five_hundred_articles_are_read_and_no_more():
    items = "".join(f"<item><title>{n}</title><link>https://x.example.se/{n}</link></item>" for n in range(600))
    assert len(read_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())) == 500


def test_words_are_whole_words_whatever_their_case():
    assert stands_in("Provhem AB", "kritik mot provhem ab i går")
    assert not stands_in("Prov", "kritik mot provhem ab")
    assert not stands_in(" ", "allt")
    assert stands_in("a.b (c)", "om a.b (c) i dag")
    assert words_in([(1, "Provhem"), (2, "Annat")], "PROVHEM\n  får vite") == [1]


def test_an_address_is_the_same_whatever_its_fragment():
    assert same_address("HTTPS://X.example.se/a#b") == same_address(" https://x.example.se/a")
    assert same_address("https://x.example.se/a?b=1") != same_address("https://x.example.se/a?b=2")


# ------------------------------------------------------------------------------------------------ where one may go


@contextmanager
def server(answer):
    """A feed server on this machine: `answer(handler)` writes the response. Gives its address and its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, dict(self.headers)))
            answer(self)

        def log_message(self, *args):
            pass

    asked = []
    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.daemon_threads = True
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{found.server_port}/", ("127.0.0.1", found.server_port), asked
    finally:
        found.shutdown()
        found.server_close()
        thread.join()


def says(content, status=200, **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def test_a_feed_is_fetched_from_where_it_is_allowed_with_nothing_but_its_address():
    with server(says(RSS.encode())) as (url, here, asked):
        assert fetch(f"{url}flode?a=1", allowed=[here]) == RSS.encode()
    ((path, headers),) = asked
    assert path == "/flode?a=1"
    assert not {"Cookie", "Authorization"} & set(headers)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.9/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://224.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "https://8.8.8.8:8443/",
        "http://8.8.8.8:22/",
    ],
)
def test_an_address_in_a_network_of_our_own_is_never_asked(url):
    with pytest.raises(Unreachable, match="får inte hämtas"):
        fetch(url)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.se/",
        "file:///etc/passwd",
        "gopher://example.se/",
        "http://",
        "http://user:pass@example.se/",
        "http://example.se:0/",
        "http://example.se:99999/",
        "http://exämple.se/",
        "http://example.se/a b",
        "http://example.se/\r\nHost: x",
        "//example.se/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(Unreachable, match="Adressen"):
        fetch(url)


def test_a_name_is_looked_up_once_and_each_of_its_addresses_is_judged(monkeypatch):
    """A name that answers with one address outside and one inside is refused; and none is looked up again."""

    def found(host, port, **_):
        return [(socket.AF_INET, 0, 0, "", (each, port)) for each in ("8.8.8.8", "127.0.0.1")]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", found)
    with pytest.raises(Unreachable, match="får inte hämtas"):
        fetching.judged_address("tidning.example.se", 80, scheme="http")
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_, **__: [])
    with pytest.raises(Unreachable, match="inte att hitta"):
        fetching.judged_address("tidning.example.se", 80, scheme="http")
    monkeypatch.undo()
    assert fetching.judged_address("8.8.8.8", 443, scheme="https") == "8.8.8.8"
    with pytest.raises(Unreachable, match="inte att hitta"):
        fetch("http://finns-inte.invalid/")


def test_the_connection_is_made_to_the_address_that_was_judged(monkeypatch):
    with server(says(RSS.encode())) as (url, here, asked):
        looked_up = []

        def found(host, port, **_):
            looked_up.append(host)
            inside = "127.0.0.1" if len(looked_up) == 1 else "127.0.0.2"
            return [(socket.AF_INET, 0, 0, "", (inside, port))]

        monkeypatch.setattr(fetching.socket, "getaddrinfo", found)
        connected = []
        real = socket.create_connection
        monkeypatch.setattr(
            fetching.socket, "create_connection", lambda to, *rest: connected.append(to) or _plain(to, *rest)
        )
        assert real
        fetch(url.replace("127.0.0.1", "tidning.example.se"), allowed=[here])
    assert looked_up == ["tidning.example.se"]
    assert connected == [here]
    assert asked[0][1]["Host"].startswith("tidning.example.se")


def _plain(to, timeout):
    made = socket.socket()
    made.settimeout(timeout)
    made.connect(to)
    return made


def test_each_redirect_is_judged_anew():
    with (
        server(says(b"", 302, Location="http://169.254.169.254/")) as (url, here, _asked),
        pytest.raises(Unreachable, match="får inte hämtas"),
    ):
        fetch(url, allowed=[here])
    with (
        server(says(b"", 302, Location="file:///etc/passwd")) as (url, here, _asked),
        pytest.raises(Unreachable, match="ska börja med"),
    ):
        fetch(url, allowed=[here])
    with server(says(b"", 302, Location="/")) as (url, here, asked), pytest.raises(Unreachable, match="för många"):
        fetch(url, allowed=[here])
    assert len(asked) == 4
    with server(says(b"", 302)) as (url, here, _asked), pytest.raises(Unreachable, match="utan att säga vart"):
        fetch(url, allowed=[here])

    def once(handler):
        says(b"", 307, Location="/sedan")(handler) if handler.path == "/" else says(RSS.encode())(handler)

    with server(once) as (url, here, _asked):
        assert fetch(url, allowed=[here]) == RSS.encode()


def test_what_is_too_large_too_slow_or_broken_says_so():
    with server(says(b"x" * ((5 << 20) + 1))) as (url, here, _asked), pytest.raises(Unreachable, match="större än"):
        fetch(url, allowed=[here])
    with server(says(b"", 500)) as (url, here, _asked), pytest.raises(Unreachable, match="svarade 500"):
        fetch(url, allowed=[here])
    with server(lambda _handler: time.sleep(1)) as (url, here, _asked), pytest.raises(Unreachable, match="inte i tid"):
        fetch(url, timeout=0.1, allowed=[here])

    def trickle(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(20):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.02)

    with server(trickle) as (url, here, _asked), pytest.raises(Unreachable, match="inte i tid"):
        fetch(url, longest=0.1, allowed=[here])
    with server(says(RSS.encode())) as (url, here, _asked):
        pass
    with pytest.raises(Unreachable, match="inte att nå"):
        fetch(url, allowed=[here])
    with (
        server(says(RSS.encode())) as (url, here, _asked),
        pytest.raises(Unreachable, match="inte att nå"),
    ):  # it does not speak TLS
        fetch(url.replace("http:", "https:"), allowed=[here])
