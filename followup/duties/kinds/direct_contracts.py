"""Contracts that were awarded directly: their award notice, and what the law wants written down of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from contracts.law.choices import LawKind
from contracts.law.querysets import LawBook
from contracts.register.models import Contract
from followup.duties.kinds.kind import BUYER, KINDS, Facts, ReminderKind, StartRule, is_new_enough, own_page
from procurement.needs.querysets import awarded_directly
from procurement.needs.rules import is_documented_by_law, notice_days

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization

# How soon what is missing of a contract's papers is to be there (start value). Nobody has said when it was decided: its
# first day is taken for it, as in the register.
_DOCUMENTED_WITHIN = timedelta(days=10)


def _direct(buyer: Organization) -> QuerySet[Contract]:
    found: QuerySet[Contract] = awarded_directly(Contract.objects.filter(buyer=buyer))
    return found


def _valued(buyer: Organization, day: date) -> QuerySet[Contract]:
    """Those whose value is known: of which the law may want a notice."""
    return _direct(buyer).filter(ceiling_sek__isnull=False)


def _notices(found: QuerySet[Contract], buyer: Organization, day: date) -> Iterator[Facts]:
    """Due on the last day there is: gathered for the quarter, where all that is bought is within annex 2."""
    book = LawBook(LawKind.AWARD_NOTICE, LawKind.AWARD_NOTICE_ABOVE)
    for each in found:
        above = book.figure(LawKind.AWARD_NOTICE_ABOVE, each.valid_from)
        days = book.figure(LawKind.AWARD_NOTICE, each.valid_from)
        if above is None or days is None or each.ceiling_sek is None or each.ceiling_sek <= above:
            continue
        annexes = {area.annex_2 for area in each.areas.all()}
        due = notice_days(each.valid_from, int(days), annex_2=annexes == {True}).latest
        yield _facts(each, due, f"Efterannonsera: {each}", day)


def _unwritten(buyer: Organization, day: date) -> QuerySet[Contract]:
    """Those that lack a value or a registry number."""
    return _direct(buyer).filter(Q(ceiling_sek__isnull=True) | Q(registry_number=""))


def _papers(found: QuerySet[Contract], buyer: Organization, day: date) -> Iterator[Facts]:
    """What is over the law's figure; and what nobody knows the value of, for it may be."""
    book = LawBook(LawKind.DOCUMENT_ABOVE)
    for each in found:
        above = book.figure(LawKind.DOCUMENT_ABOVE, each.valid_from)
        if is_documented_by_law(each.ceiling_sek, above) is not False:
            yield _facts(each, each.valid_from + _DOCUMENTED_WITHIN, f"Dokumentation saknas: {each}", day)


def _facts(each: Contract, due: date, title: str, day: date) -> Facts:
    about = (Contract, each.pk)
    return Facts(about, due, title, each.owner_id, each.deputy_id, makes=is_new_enough(due, day))


KINDS.add(
    ReminderKind(
        code="CONTRACT_NOTICE",
        number=44,
        words="direktupphandlat avtal ska efterannonseras",
        about=(Contract,),
        undone=_valued,
        facts=_notices,
        href=own_page,
        start_rules=(StartRule(role=BUYER, days=14, grace_days=7),),
        by_hand=True,  # the notice is kept in the case, which we cannot see
    )
)
KINDS.add(
    ReminderKind(
        code="CONTRACT_PAPERS",
        number=45,
        words="direktupphandlat avtal saknar värde eller diarienummer",
        about=(Contract,),
        undone=_unwritten,
        facts=_papers,
        href=own_page,
        start_rules=(StartRule(role=BUYER, days=10, grace_days=30),),
    )
)
