"""For whom one works right now: most people for one buyer, some for several."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.request import user_of

_CHOICE = "buyer"


def buyers(user: User) -> list[Organization]:
    """The buyers a person works for; this installation's own municipality first."""
    found = Organization.objects.filter(pk__in=buyers_of(user)).order_by("sort_name", "name", "pk")
    return sorted(found, key=lambda buyer: buyer.org_number != settings.VO_BUYER_ORG_NUMBER)


def current_buyer(request: HttpRequest) -> Organization | None:
    """The buyer chosen in this session, else the first; none when the person works for nobody."""
    cached: list[Organization] | None = getattr(request, "_vo_buyers", None)
    if cached is None:
        cached = buyers(user_of(request))
        request._vo_buyers = cached  # type: ignore[attr-defined]
    chosen = request.session.get(_CHOICE)
    return next((buyer for buyer in cached if buyer.pk == chosen), cached[0] if cached else None)


def choose_buyer(request: HttpRequest, buyer_id: int) -> None:
    """Work for another buyer from now on, if one may."""
    if any(buyer.pk == buyer_id for buyer in buyers(user_of(request))):
        request.session[_CHOICE] = buyer_id
