"""Direct awards that lack a notice or papers, and needs that come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse

from contracts.law.choices import LawKind
from contracts.law.querysets import LawBook
from followup.duties.kinds.kind import BUYER, KINDS, LEADER, Facts, ReminderKind, StartRule, is_new_enough, own_page
from huddinge_vo.common.periods import swedish_day
from procurement.deviations.models import Deviation
from procurement.needs.models import ForeseenNeed
from procurement.needs.querysets import annexes_of_categories
from procurement.needs.rules import Documented, lacking, notice_days

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization

# How soon what is missing of a decision's papers is to be there, and a need that comes back answered (start values).
_DOCUMENTED_WITHIN = timedelta(days=10)
_ANSWERED_WITHIN = timedelta(days=30)


def _over(kind: LawKind, buyer: Organization) -> QuerySet[Deviation]:
    """Approved deviations that may be over a figure of the law: which one held is told by each one's own day."""
    lowest = LawBook(kind).lowest(kind)
    found = Deviation.objects.approved().filter(placement__buyer=buyer)
    found = found.none() if lowest is None else found.filter(expected_value_sek__gt=lowest)
    return found.select_related("placement__area").order_by("decided_at", "pk")


def _is_over(each: Deviation, kind: LawKind, book: LawBook, on: date) -> bool:
    above = book.figure(kind, on)
    return above is not None and each.expected_value_sek > above


def _decided(found: QuerySet[Deviation]) -> Iterator[tuple[Deviation, date]]:
    for each in found:
        if each.decided_at is not None:  # the database holds it: what is approved was approved at some time
            yield each, swedish_day(each.decided_at)


def _unannounced(buyer: Organization, day: date) -> QuerySet[Deviation]:
    """Those whose award notice is not made."""
    return _over(LawKind.AWARD_NOTICE_ABOVE, buyer).filter(notice_on__isnull=True)


def _of_unannounced(found: QuerySet[Deviation], buyer: Organization, day: date) -> Iterator[Facts]:
    """Due on the last day there is: gathered for the quarter, where what is bought is within annex 2."""
    book, annexes = LawBook(LawKind.AWARD_NOTICE, LawKind.AWARD_NOTICE_ABOVE), annexes_of_categories(buyer)
    for each, decided_on in _decided(found):
        days = book.figure(LawKind.AWARD_NOTICE, decided_on)
        if days is None or not _is_over(each, LawKind.AWARD_NOTICE_ABOVE, book, decided_on):
            continue
        area = each.placement.area
        within = frozenset({area.annex_2}) if area else annexes.get(each.placement.category_id, frozenset())
        due = notice_days(decided_on, int(days), annex_2=within == {True}).latest
        yield Facts((Deviation, each.pk), due, f"Efterannonsera: {each}", makes=is_new_enough(due, day))


def _href(about: Deviation) -> str:
    return reverse("procurement:direct-award", args=[about.placement_id])


KINDS.add(
    ReminderKind(
        code="AWARD_NOTICE",
        number=40,
        words="direktupphandling ska efterannonseras",
        about=(Deviation,),
        undone=_unannounced,
        facts=_of_unannounced,
        href=_href,
        start_rules=(StartRule(role=BUYER, days=14, grace_days=7),),
    )
)


def _undocumented(buyer: Organization, day: date) -> QuerySet[Deviation]:
    """Those that have to be documented."""
    return _over(LawKind.DOCUMENT_ABOVE, buyer).prefetch_related("placement__asked")


def _of_undocumented(found: QuerySet[Deviation], buyer: Organization, day: date) -> Iterator[Facts]:
    """Those that lack something. Old ones are told by the register, and not dug up."""
    book = LawBook(LawKind.DOCUMENT_ABOVE)
    for each, decided_on in _decided(found):
        due = decided_on + _DOCUMENTED_WITHIN
        if not _is_over(each, LawKind.DOCUMENT_ABOVE, book, decided_on) or not lacking(_written(each)):
            continue
        yield Facts((Deviation, each.pk), due, f"Dokumentation saknas: {each}", makes=is_new_enough(due, day))


def _written(each: Deviation) -> Documented:
    return Documented(
        need=each.need,
        reason=each.reason,
        ground=each.ground,
        ground_is_explained=each.ground == "LOW_VALUE" or bool(each.ground_words),
        asked=len(each.placement.asked.all()),
        value_sek=each.expected_value_sek,
        price_sek=each.placement.price_sek,
        contract_price_sek=each.contract_price_sek,
        checks=len(each.checks),
        is_decided=True,
        registry_number=each.registry_number,
    )


KINDS.add(
    ReminderKind(
        code="AWARD_DOCUMENTS",
        number=41,
        words="direktupphandling saknar dokumentation",
        about=(Deviation,),
        undone=_undocumented,
        facts=_of_undocumented,
        href=_href,
        start_rules=(StartRule(role=BUYER, days=10, grace_days=30),),
        by_hand=True,  # a decision stays as it was decided: what is missing is put in the case, which we cannot see
    )
)


def _unanswered(buyer: Organization, day: date) -> QuerySet[ForeseenNeed]:
    found = ForeseenNeed.objects.unanswered().filter(buyer=buyer).select_related("area", "category")
    return found.order_by("proposed_on", "pk")


def _of_unanswered(found: QuerySet[ForeseenNeed], buyer: Organization, day: date) -> Iterator[Facts]:
    for each in found:
        yield Facts((ForeseenNeed, each.pk), each.proposed_on + _ANSWERED_WITHIN, f"Behov återkommer: {each}")


KINDS.add(
    ReminderKind(
        code="NEED_FORESEEN",
        number=42,
        words="behov återkommer utanför avtal",
        about=(ForeseenNeed,),
        undone=_unanswered,
        facts=_of_unanswered,
        href=own_page,
        start_rules=(StartRule(role=LEADER, days=30, grace_days=30), StartRule(role=BUYER, days=14, grace_days=30)),
    )
)
