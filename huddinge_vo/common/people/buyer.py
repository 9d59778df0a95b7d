"""For whom one works right now: most people for one buyer, some for several."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.context_processors import PermWrapper
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.people.rights import buyer_id_in
from huddinge_vo.common.untyped import Context

_CHOICE = "buyer"
_PLACE = "_vo_place"  # on the request: where the page asks


def buyers(user: User) -> list[Organization]:
    """The buyers a person works for; this installation's own municipality first."""
    found = Organization.objects.filter(pk__in=buyers_of(user)).order_by("sort_name", "name", "pk")
    return sorted(found, key=lambda buyer: buyer.org_number != settings.VO_BUYER_ORG_NUMBER)


def _own(request: HttpRequest) -> list[Organization]:
    """The same, found once for a request."""
    cached: list[Organization] | None = getattr(request, "_vo_buyers", None)
    if cached is None:
        cached = buyers(user_of(request))
        request._vo_buyers = cached  # type: ignore[attr-defined]
    return cached


def current_buyer(request: HttpRequest) -> Organization | None:
    """The buyer chosen in this session, else the first; none when the person works for nobody."""
    cached = _own(request)
    chosen = request.session.get(_CHOICE)
    return next((buyer for buyer in cached if buyer.pk == chosen), cached[0] if cached else None)


def choose_buyer(request: HttpRequest, buyer_id: int) -> None:
    """Work for another buyer from now on, if one may."""
    if any(buyer.pk == buyer_id for buyer in buyers(user_of(request))):
        request.session[_CHOICE] = buyer_id


def find_place(request: HttpRequest, rows: QuerySet | None = None) -> Organization | None:
    """The buyer at which this request asks what one may do: that of the row its address names, else the chosen one.

    The row is among `rows`, narrowed to what the person may see; where there is none the page does not exist.
    """
    place = current_buyer(request)
    if rows is not None:
        found = buyer_id_in(rows)
        if not found:
            raise Http404
        if found[0] is not None:
            place = next((buyer for buyer in _own(request) if buyer.pk == found[0]), Organization(pk=found[0]))
    setattr(request, _PLACE, place)
    return place


def place_of(request: HttpRequest) -> Organization | None:
    """The buyer that `find_place` has found for this request; the chosen one where nothing has been asked."""
    found: Organization | None = getattr(request, _PLACE, None)
    return found or current_buyer(request)


class _RightsAt:
    """A person as the templates' `perms` asks him: always about one buyer."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def has_perm(self, permission: str) -> bool:
        """At the buyer of what the page shows."""
        return self.request.user.has_perm(permission, place_of(self.request))


def rights(request: HttpRequest) -> Context:
    """Templates' `perms`: what one may do at the buyer of the page, in place of Django's, which knows of no buyer."""
    if not hasattr(request, "user") or not request.user.is_authenticated:
        return {}
    return {"perms": PermWrapper(_RightsAt(request))}
