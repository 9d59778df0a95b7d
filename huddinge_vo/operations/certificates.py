"""When the certificates of the addresses that the system is reached by end."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

_PATIENCE_SECONDS = 5


@dataclass(frozen=True)
class Certificate:
    """An address, when its certificate ends, and what is wrong with it in a sentence, if anything is."""

    address: str
    ends_at: datetime | None
    wrong: str = ""


def look_at(addresses: Iterable[str], *, trusting: ssl.SSLContext | None = None) -> list[Certificate]:
    """The certificate of each address with https, as the server itself shows it.

    A name with a star is of no one server, and is left out. An address that does not answer says so and stops nothing.
    """
    context = trusting or ssl.create_default_context()
    found = []
    for address in sorted(set(addresses)):
        parts = urlsplit(address)
        if parts.scheme == "https" and parts.hostname and "*" not in parts.hostname:
            found.append(_look_at(address, parts.hostname, parts.port or 443, context))
    return found


def _look_at(address: str, host: str, port: int, context: ssl.SSLContext) -> Certificate:
    try:
        with (
            socket.create_connection((host, port), timeout=_PATIENCE_SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=host) as sealed,
        ):
            shown = sealed.getpeercert() or {}
    except ssl.SSLCertVerificationError as error:
        return Certificate(address, None, f"Certifikatet går inte att lita på ({error.verify_message}).")
    except OSError:
        return Certificate(address, None, "Adressen svarade inte, så certifikatet är inte sett.")
    return Certificate(address, datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), tz=UTC))
