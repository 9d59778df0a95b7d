"""What is to be written in of the law, and areas that are to be judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse

from contracts.law.choices import PermitNeed
from contracts.law.models import LawValue, PermitRule
from contracts.plan.models import ContractArea
from followup.duties.kinds.kind import KEEPER, KINDS, Facts, ReminderKind, StartRule, own_page

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _missing(buyer: Organization, day: date) -> QuerySet[LawValue]:
    """The figures that are still to be written in, but for those that the next of their kind has taken over from."""
    gone = LawValue.objects.begun_on(day).exclude(pk__in=LawValue.objects.in_force_on(day).values("pk"))
    return LawValue.objects.missing().exclude(pk__in=gone.values("pk")).order_by("kind", "pk")


def _of_missing(missing: QuerySet[LawValue], buyer: Organization, day: date) -> Iterator[Facts]:
    """Due on the day that they hold from, however long ago: until then nothing is decided by them."""
    for value in missing:
        yield Facts((LawValue, value.pk), value.valid_from or day, f"Skriv in: {value}")


KINDS.add(
    ReminderKind(
        code="LAW_MISSING",
        number=15,
        words="värde enligt lag ska skrivas in",
        about=(LawValue,),
        undone=_missing,
        facts=_of_missing,
        href=own_page,
        start_rules=(StartRule(role=KEEPER, months=2, grace_days=30),),
    )
)


def _unjudged(buyer: Organization, day: date) -> QuerySet[ContractArea]:
    """A buyer's areas of which it is not known whether they need a permit.

    Whether there are contracts in them is not asked: an area whose only contract is secret would be told by its duty.
    """
    judged = PermitRule.objects.latest_on(day).exclude(need=PermitNeed.UNKNOWN)
    return (
        ContractArea.objects.filter(category__buyer=buyer)
        .exclude(pk__in=judged.values("area"))
        .order_by("sort_name", "pk")
    )


def _of_unjudged(areas: QuerySet[ContractArea], buyer: Organization, day: date) -> Iterator[Facts]:
    """To be judged within the year."""
    for area in areas:
        yield Facts((ContractArea, area.pk), date(day.year, 12, 31), f"Bedöm om tillstånd krävs: {area}")


KINDS.add(
    ReminderKind(
        code="PERMIT_UNCLEAR",
        number=16,
        words="oklart om tillstånd krävs",
        about=(ContractArea,),
        undone=_unjudged,
        facts=_of_unjudged,
        href=lambda area: reverse("contracts:area-permit", args=[area.pk]),
        start_rules=(StartRule(role=KEEPER, months=12, grace_days=30),),
    )
)
