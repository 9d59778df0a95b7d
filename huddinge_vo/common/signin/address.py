"""From where somebody asks, as far as it can be trusted, and what he asks.

Behind proxies the connection is the last proxy's. Each proxy adds whom it was asked by to X-Forwarded-For, and what
stands before that anybody may have written: VO_TRUSTED_PROXIES says how many of the last are ours.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_ONE_CUSTOMERS = 64  # bits: a household or an office has a network of so many, and all addresses in it


def address_of(request: HttpRequest) -> str | None:
    """The address, or null where none can be told."""
    proxies: int = settings.VO_TRUSTED_PROXIES
    said = request.headers.get("x-forwarded-for", "").split(",") if proxies else []
    found = said[-proxies] if said and len(said) >= proxies else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(found.strip()))
    except ValueError:
        return None


def counted_address(request: HttpRequest) -> str | None:
    """The address by which failures are counted: of IPv6 the customer's network, for it has addresses without end."""
    found = address_of(request)
    if found is None or not isinstance(ip_address(found), IPv6Address):
        return found
    return str(ip_network(f"{found}/{_ONE_CUSTOMERS}", strict=False).network_address)


def site_of(request: HttpRequest) -> str:
    """What links in a mail begin with: https://vo.example.se, as the person has it in his browser."""
    return request.build_absolute_uri("/").rstrip("/")
