"""What the pages of rule work have in common: the buyer, the months that are looked at, and what was so before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from contracts.plan.models import Category
from followup.judging.models import SpendTotal
from followup.judging.querysets import MonthsQuerySet
from followup.judging.reports import (
    MeasureChange,
    Standing,
    changes,
    chosen_period,
    misread_period,
    root_category,
    standing,
)
from huddinge_vo.common.pages.asked import read_ids
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import Period

SpendT = TypeVar("SpendT", bound=MonthsQuerySet)
_KEPT_SECONDS = 8 * 3600  # a day's work
UNCATEGORISED_ONLY = "underkategori"  # what `utan` says when only rows without a subcategory are asked for


def buyer_of(request: HttpRequest) -> Organization:
    """The buyer whose rules they are."""
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


@dataclass(frozen=True)
class ToPage:
    """Where one goes on after an action: to what is left, or to the rules."""

    href: str

    def get_absolute_url(self) -> str:
        """Its address."""
        return self.href


@dataclass(frozen=True)
class Months:
    """The months that a page looks at: a year, or the latest twelve; and what there is to choose among."""

    period: Period
    years: list[int]
    chosen: str
    misread: str = ""  # what to say where they could not be understood

    @property
    def query(self) -> dict[str, str]:
        """What says so in an address."""
        return {"period": self.chosen} if self.chosen else {}


def months_of(request: HttpRequest, buyer: Organization) -> Months | None:
    """As the address has it; null where nothing is loaded."""
    told = answered_for(SpendTotal.objects.all(), buyer, root_category(buyer)).months(timezone.localdate())
    latest = told.measured.period
    if latest is None or told.first is None:
        return None
    chosen = request.GET.get("period", "")
    years = list(range(latest.last.year, told.first.year - 1, -1))
    return Months(chosen_period(chosen, latest), years, chosen, misread_period(chosen, latest))


def answered_for(spend: SpendT, buyer: Organization, root: Category | None) -> SpendT:
    """Of some sums what a buyer's plan answers for, as Översikt and the list of rows have them."""
    return spend.under_root(root) if root else spend.for_buyer(buyer)


def groups_in(request: HttpRequest) -> list[int]:
    """The groups that an address names, each by one of its keys."""
    return read_ids(request.GET.getlist("grupp"))


def is_uncategorised_only(request: HttpRequest) -> bool:
    """Whether what the contracts give a subcategory is left out."""
    return request.GET.get("utan") == UNCATEGORISED_ONLY


def left_href(request: HttpRequest) -> str:
    """Back to what no rule takes, as it was narrowed."""
    kept = {name: request.GET[name] for name in ("period", "utan") if request.GET.get(name)}
    address = reverse("followup:left-list")
    return f"{address}?{urlencode(kept)}" if kept else address


def _kept(user: User, buyer: Organization) -> str:
    return f"rule-work-{user.pk}-{buyer.pk}"


def note_standing(request: HttpRequest, buyer: Organization) -> None:
    """Keep what the measures are before a decision, for the page that follows to tell what it did."""
    user = user_of(request)
    cache.set(_kept(user, buyer), standing(buyer, user=user, on=timezone.localdate()), _KEPT_SECONDS)


def since_last(request: HttpRequest, buyer: Organization) -> tuple[MeasureChange, ...]:
    """The measures before the person's latest decision and now; none where he has made none today."""
    user = user_of(request)
    before: Standing | None = cache.get(_kept(user, buyer))
    if before is None or before.period is None:
        return ()
    return changes(before, standing(buyer, user=user, on=timezone.localdate(), period=before.period))
