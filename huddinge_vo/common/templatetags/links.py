"""Links that are shown only to those who may follow them."""

from __future__ import annotations

from django.http import HttpRequest
from django.template import Library

from huddinge_vo.common.pages.permissions import may_open

register = Library()


@register.filter
def opens_for(href: str, request: HttpRequest | None) -> bool:
    """Whether whoever reads the page may open an address of ours; on paper nobody opens anything."""
    return bool(href) and request is not None and may_open(request, href)
