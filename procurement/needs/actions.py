"""Actions about needs that come back: proposed for the procurement plan, and answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from contracts.law.querysets import LawBook
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from procurement.needs.models import ForeseenNeed
from procurement.needs.reports import GroupKey, direct_awards, figures_of, groups_on
from procurement.needs.reports.awards import BOOK_KINDS
from procurement.needs.reports.foreseen import key_of_foreseen
from procurement.needs.rules import has_doubled, is_foreseen
from procurement.placements.models import PlacementTerm
from procurement.plan.models import PlannedNeed

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


class AlreadyAnswered(Exception):
    """Somebody has answered the proposal already."""


@transaction.atomic
def foresee_needs(*, buyer: Organization, on: date) -> int:
    """Propose for the plan the needs that come back. Safe to call twice, and by two at once. Returns how many are new.

    What waits is not proposed again, and what was answered only when it has doubled since. Of what is secret nothing
    is reckoned: a proposal is read by many.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('foresee_needs'))")  # of two at once the second waits
    term, book = PlacementTerm.of(buyer), LawBook(*BOOK_KINDS)
    rows = direct_awards(buyer=buyer, user=None, book=book)
    earlier: dict[GroupKey, ForeseenNeed] = {}
    for one in ForeseenNeed.objects.filter(buyer=buyer).order_by("proposed_on", "pk"):
        earlier[key_of_foreseen(one)] = one
    made = 0
    for group in groups_on(rows, on=on, book=book):
        foreseen = is_foreseen(
            group.total,
            group.need,
            is_largest=group.is_largest,
            limit_sek=group.limit_sek,
            count=term.foreseen_count,
            percent=term.foreseen_percent,
        )
        before = earlier.get(group.key)
        if not foreseen or (before is not None and not _comes_back(before, group.key, rows, on)):
            continue
        ForeseenNeed.objects.create(
            buyer=buyer,
            category_id=group.key.category_id,
            area_id=group.key.area_id,
            reason=group.key.reason,
            target_group_id=group.key.target_group_id,
            proposed_on=on,
            count=group.total.count,
            used_sek=group.total.sum_sek,
            limit_sek=group.limit_sek,
        )
        made += 1
    return made


def _comes_back(before: ForeseenNeed, key: GroupKey, rows: list, on: date) -> bool:
    """Whether what was answered has doubled since that day; what waits for an answer is there already."""
    if before.answered_at is None:
        return False
    then, _rows = figures_of(key, rows, on=swedish_day(before.answered_at))
    now, _rows = figures_of(key, rows, on=on)
    return has_doubled(now, then)


@transaction.atomic
def answer_foreseen(*, foreseen_id: int, year: int | None, why_not: str, by: User, at: datetime) -> ForeseenNeed:
    """Answer a proposal, once: by a line of the plan in a year, or by why no procurement is needed.

    A line of the same name that the plan has for the year is the one. Raises AlreadyAnswered, ValidationError.
    """
    foreseen = ForeseenNeed.objects.select_for_update(of=("self",)).get(pk=foreseen_id)
    require(by, "procurement.change_foreseenneed", foreseen)
    if why := why_answered(foreseen):
        raise AlreadyAnswered(why)
    if (year is None) == (not why_not):
        raise ValidationError("Svara med ett år i planen, eller med varför ingen upphandling behövs: ett av dem.")
    if year is not None:
        foreseen.planned = _line_of_plan(foreseen, year, by)
    foreseen.why_not, foreseen.answered_by, foreseen.answered_at = why_not, by, at
    # What may be null of these is not asked for by a form: the model says so by its constraints alone.
    foreseen.full_clean(exclude=["area", "target_group", "planned", "limit_sek"])
    foreseen.save()
    return foreseen


def why_answered(foreseen: ForeseenNeed) -> str:
    """Who answered a proposal, as a sentence; nothing while it waits."""
    return f"{foreseen} är redan besvarat av {foreseen.answered_by}." if foreseen.answered_at is not None else ""


def _line_of_plan(foreseen: ForeseenNeed, year: int, by: User) -> PlannedNeed:
    name = str(foreseen.area or foreseen.category)
    there = PlannedNeed.objects.filter(buyer=foreseen.buyer, year=year, name=name).first()
    if there is not None:
        return there
    made = PlannedNeed(
        buyer=foreseen.buyer,
        year=year,
        name=name,
        category=foreseen.category,
        area=foreseen.area,
        is_added=True,
        note=f"Återkommer utanför avtal: {foreseen.get_reason_display()}",
    )
    require(by, "procurement.add_plannedneed", made)
    made.full_clean()
    made.save()
    return made
