"""The example made as new: ordered on a page, done by who keeps the servers.

The web comes into the database by a login that can take nothing of history away (ADR 15), and cannot exchange the
database under its own feet. So the page leaves an order, and `manage.py serve`, which owns all of it and told the web
so when it started it, sees the order and does it. In production nobody keeps a demo: there is nothing to order.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.cache import cache

from huddinge_vo.common.people.models import Organization, User

ASK_AGAIN = "2; url=/aterstall-exemplet/"  # the header by which a browser asks every other second
_ORDER, _DONE = "example-ordered", "example-as-new"
_ORDER_SECONDS = 300  # nobody has seen it by then: whoever keeps the demo is gone
_TOLD_SECONDS = 3600


def is_example() -> bool:
    """Whether this installation is the demo and nothing else, by its settings and by the mark on its own buyer.

    The mark is only set where the buyer had nothing of its own (`load_demo`), and no page changes it.
    """
    return bool(settings.VO_DEMO) and _marked()


def _marked() -> bool:
    return Organization.objects.filter(org_number=settings.VO_BUYER_ORG_NUMBER, is_demo=True).exists()


def can_be_made_anew() -> bool:
    """Whether it is the example, and somebody keeps it who can."""
    return bool(settings.VO_DEMO_KEPT) and is_example()


def order_anew(by: User) -> None:
    """Ask for it to be made as new. Twice, or by two at once, is once."""
    cache.add(_ORDER, by.username, _ORDER_SECONDS)


def ordered_by() -> str | None:
    """Who has asked, as long as it is not done."""
    found: str | None = cache.get(_ORDER)
    return found


def forget_order() -> None:
    """It is done, or cannot be, or was left to a keeper that is gone."""
    cache.delete(_ORDER)


def note_done(at: datetime) -> None:
    """Keep when it was made as new, to tell those who were thrown out."""
    cache.set(_DONE, at, _TOLD_SECONDS)


def done_lately() -> datetime | None:
    """When it was made as new, within the hour."""
    found: datetime | None = cache.get(_DONE)
    return found
