"""Getting a feed over the net, and nothing else: an address that a person wrote must not lead into our own network.

The host is looked up once, each of its addresses is judged, and the connection is made to the one that was judged: a
name that answers otherwise the next time leads nowhere. Where the answer redirects, that address is judged anew.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urljoin, urlsplit

_LARGEST = 5 << 20
_BLOCK = 1 << 16
_MOST_REDIRECTS = 3
_PORTS = {"http": 80, "https": 443}
# IPv6 networks that carry an IPv4 address within: what that one is cannot be told by the outer.
_CARRIERS = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))


class Unreachable(Exception):
    """The address gave no feed, or may not be asked. The message says in Swedish what happened."""


def fetch(url: str, *, timeout: float = 10, longest: float = 30, allowed: Collection[tuple[str, int]] = ()) -> bytes:
    """What an address answers, as it came: at most 5 MB, within `longest` seconds.

    Only http and https, at their own ports, to addresses out on the net. `allowed` are (address, port) that may be
    asked all the same. Raises Unreachable.
    """
    deadline = time.monotonic() + longest
    for _ in range(_MOST_REDIRECTS + 1):
        answer = _ask(url, timeout=timeout, deadline=deadline, allowed=allowed)
        if isinstance(answer, bytes):
            return answer
        url = urljoin(url, answer)
    raise Unreachable("Adressen skickar vidare för många gånger.")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Unreachable("Adressen går inte att läsa.") from error
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.password or port == 0:
        raise Unreachable("Adressen ska börja med http:// eller https:// och vara utan inloggning.")
    if not url.isascii() or any(sign <= " " or sign == "\x7f" for sign in url):
        raise Unreachable(
            "Adressen går inte att läsa: skriv den utan mellanslag och med internationella tecken kodade."
        )
    return parts


def _is_outside(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address lies out on the net: not this machine's, a private network's or a link's own."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_outside(address.ipv4_mapped)
        if any(address in carrier for carrier in _CARRIERS):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def judged_address(host: str, port: int, *, scheme: str, allowed: Collection[tuple[str, int]] = ()) -> str:
    """The address to connect to. Raises Unreachable where the host has any that may not be asked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"Det går inte att hitta {host}.") from error
    addresses = [str(each[4][0]).partition("%")[0] for each in found]
    for each in addresses:
        if (each, port) in allowed:
            continue
        if not _is_outside(ip_address(each)) or port != _PORTS[scheme]:
            raise Unreachable(f"{host} får inte hämtas: adressen ligger inte ute på nätet.")
    if not addresses:
        raise Unreachable(f"Det går inte att hitta {host}.")
    return addresses[0]


def _ask(url: str, *, timeout: float, deadline: float, allowed: Collection[tuple[str, int]]) -> bytes | str:
    """What the address answers, or where it redirects to."""
    parts = _parts(url)
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    address = judged_address(host, port, scheme=parts.scheme, allowed=allowed)
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    connection = _Judged(host, port, address, is_secure=parts.scheme == "https", timeout=timeout)
    try:
        headers = {"User-Agent": "Huddinge VO", "Accept": "application/rss+xml, application/atom+xml, text/xml;q=0.9"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        if answer.status in {301, 302, 303, 307, 308}:
            return _redirect(answer)
        if answer.status != http.client.OK:
            raise Unreachable(f"{host} svarade {answer.status}.")
        return _read(answer, deadline)
    except TimeoutError as error:
        raise Unreachable(f"{host} svarade inte i tid.") from error
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise Unreachable(f"{host} går inte att nå, eller svaret bröts.") from error
    finally:
        connection.close()


def _redirect(answer: http.client.HTTPResponse) -> str:
    where = answer.headers.get("Location", "")
    if not where:
        raise Unreachable("Adressen skickar vidare utan att säga vart.")
    return where


def _read(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    blocks, size = [], 0
    while block := answer.read1(_BLOCK):
        blocks.append(block)
        size += len(block)
        if size > _LARGEST:
            raise Unreachable(f"Flödet är större än {_LARGEST >> 20} MB.")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(blocks)


class _Judged(http.client.HTTPConnection):
    """A connection to an address that has been judged; the host is what it is asked as, and must prove to be."""

    def __init__(self, host: str, port: int, address: str, *, is_secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self.default_port = _PORTS["https" if is_secure else "http"]
        self._address, self._is_secure = address, is_secure

    def connect(self) -> None:
        """To the address, and to no other."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = plain
        if self._is_secure:
            try:
                self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
            except BaseException:
                plain.close()
                raise
