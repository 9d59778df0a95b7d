"""Getting a published series over the net. A municipality's server may not reach it: then it is read from a file."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

_LARGEST = 20 << 20
_BLOCK = 1 << 16
_PATIENCE = 6  # times the time limit: each read may be just in time, but not forever
_LOCAL = {"127.0.0.1", "localhost"}
_ADVICE = "Försök igen senare, eller läs in serien från fil."
_CHECK = "Kontrollera tabellens adress och urval, eller läs in serien från fil."


class Unreachable(Exception):
    """The address gave no answer that can be used. The message says in Swedish what happened and what to do."""


def fetch(url: str, *, body: Mapping[str, object] | None = None, timeout: float = 20) -> bytes:
    """The answer from an address, as it came: a GET, or a POST of `body` as JSON. At most 20 MB.

    Only https, and http to this machine itself; the same goes for where it redirects. `timeout` is seconds without any
    sign of life. Raises Unreachable for whatever goes wrong on the way.
    """
    _check_address(url)
    headers = {"User-Agent": "Huddinge VO", "Accept": "application/json"}
    data = None
    if body is not None:
        data = json.dumps(body, ensure_ascii=False).encode()
        headers["Content-Type"] = "application/json; charset=utf-8"
    request = Request(url, data=data, headers=headers)  # noqa: S310  the scheme is checked above
    host = urlsplit(url).hostname
    try:
        with _opener(url).open(request, timeout=timeout) as answer:
            return _read(answer, time.monotonic() + _PATIENCE * timeout)
    except HTTPError as error:
        with error:
            raise Unreachable(_refusal(str(host), error.code)) from error
    except TimeoutError as error:
        raise Unreachable(_too_slow(host)) from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise Unreachable(_too_slow(host)) from error
        raise Unreachable(
            f"Det går inte att nå {host}: servern har kanske ingen väg ut på internet. {_ADVICE}"
        ) from error
    except (HTTPException, OSError, ValueError) as error:
        raise Unreachable(f"Svaret från {host} bröts. {_ADVICE}") from error


def _check_address(url: str, *, may_be_local: bool = True) -> None:
    try:
        parts = urlsplit(url)
        is_allowed = bool(parts.hostname) and (
            parts.scheme == "https" or (may_be_local and parts.scheme == "http" and parts.hostname in _LOCAL)
        )
    except ValueError:
        is_allowed = False
    if not is_allowed:
        raise Unreachable(f"Adressen {url[:200]} får inte hämtas. Den ska börja med https://. {_CHECK}")


class _SafeRedirects(HTTPRedirectHandler):
    """Follows only where one may go by the address alone."""

    def redirect_request(  # noqa: PLR0917 - urllib gives them so
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        try:
            # Nobody out on the net may point at a service on this machine.
            _check_address(newurl, may_be_local=urlsplit(req.full_url).hostname in _LOCAL)
        except Unreachable:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(url: str) -> OpenerDirector:
    # What is on this machine is not asked for through a proxy.
    proxies = [ProxyHandler({})] if urlsplit(url).hostname in _LOCAL else []
    return build_opener(_SafeRedirects(), *proxies)


def _read(answer: HTTPResponse, deadline: float) -> bytes:
    """All of the answer. Raises Unreachable when it is too large, and TimeoutError when it trickles."""
    blocks: list[bytes] = []
    size = 0
    while block := answer.read1(_BLOCK):
        blocks.append(block)
        size += len(block)
        if size > _LARGEST:
            raise Unreachable(f"Svaret är större än {_LARGEST >> 20} MB. Välj ut serien och färre perioder.")
        if time.monotonic() > deadline:
            raise TimeoutError
    announced = answer.headers.get("Content-Length", "")
    if announced.isdigit() and size < int(announced):
        raise HTTPException("cut off")
    return b"".join(blocks)


def _too_slow(host: str | None) -> str:
    return f"{host} svarade inte i tid. {_ADVICE}"


def _refusal(host: str, code: int) -> str:
    if code == 429:
        return f"{host} har fått för många frågor på kort tid. Vänta en minut och försök igen, eller läs in från fil."
    if code == 404:
        return f"Tabellen finns inte på {host} (svar 404). {_CHECK}"
    if code in {401, 403}:
        return f"{host} släpper inte in frågan (svar {code}). {_ADVICE}"
    if code >= 500:
        return f"{host} har ett fel just nu (svar {code}). {_ADVICE}"
    return f"{host} godtog inte frågan (svar {code}). {_CHECK}"
