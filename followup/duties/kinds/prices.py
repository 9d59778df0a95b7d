"""Price adjustments: when the window opens, when the suppliers must have asked, and when they must be answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db.models import Min, Q, QuerySet
from django.urls import reverse

from contracts.prices.models import PriceAdjustment, PriceClause
from contracts.prices.rules import Calendar
from contracts.register.models import Contract
from followup.duties.kinds.kind import (
    BUYER,
    CONTROLLER,
    KINDS,
    Facts,
    ReminderKind,
    StartRule,
    is_new_enough,
)
from huddinge_vo.common.untyped import PassedOn

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _clauses(buyer: Organization, day: date) -> QuerySet[PriceClause]:
    """Index clauses of contracts and rounds with contracts in force, each with its next window.

    An area's clause is whose contracts it is for.
    """
    held = Contract.objects.filter(buyer=buyer).in_force_on(day)
    found = PriceClause.objects.filter(
        Q(contract__in=held) | Q(framework__in=held.values("framework")) | Q(area__in=held.values("areas")),
        kind=PriceClause.Kind.INDEX,
    )
    return found.select_related("contract", "framework", "area").distinct()


def _clauses_with_requests(buyer: Organization, day: date) -> QuerySet[PriceClause]:
    """Those that want the suppliers to ask for new prices."""
    return _clauses(buyer, day).filter(needs_request=True)


def _of_clause(clause: PriceClause, due_on: date, words: str, *, makes: bool = True) -> Facts:
    holder = clause.holder
    owner, deputy = getattr(holder, "owner_id", None), getattr(holder, "deputy_id", None)
    return Facts((PriceClause, clause.pk), due_on, f"{words}: {holder}", owner, deputy, makes=makes)


def _windows(clauses: QuerySet[PriceClause], buyer: Organization, day: date) -> Iterator[Facts]:
    """The day that prices can begin to be adjusted, for each clause: requests come, and proposals are made.

    A window that is open is done when none of its adjustments waits any longer, or the day of the new prices has gone.
    """
    proposed = _adjustments(buyer, day)
    waiting = _adjustments(buyer, day, status="WAITING")
    for clause in clauses:
        calendar = clause.calendar()
        starts_on = getattr(clause.holder, "valid_from", date.min)
        window = calendar.window(_next_adjustment(calendar, starts_on, day))
        if window.opens_on < day:
            key = (clause.pk, window.effective_on)
            if key in waiting or key not in proposed:
                makes = is_new_enough(window.opens_on, day)
                yield _of_clause(clause, window.opens_on, "Prisjustering börjar", makes=makes)
            after = window.effective_on + relativedelta(days=1)
            window = calendar.window(_next_adjustment(calendar, starts_on, after))
        yield _of_clause(clause, window.opens_on, "Prisjustering börjar")


def _requests(clauses: QuerySet[PriceClause], buyer: Organization, day: date) -> Iterator[Facts]:
    """The last day for the suppliers to ask for new prices, for each clause.

    It is done, and past all asking for, when each of the adjustments has its request, or waits for nothing.
    """
    words = "Sista dag för leverantörer att begära nya priser"
    proposed = _adjustments(buyer, day)
    unasked = _adjustments(buyer, day, status="WAITING", request__isnull=True)
    for clause in clauses:
        calendar = clause.calendar()
        starts_on = getattr(clause.holder, "valid_from", date.min)
        window = calendar.window(_next_adjustment(calendar, starts_on, day))
        key = (clause.pk, window.effective_on)
        if key in unasked or key not in proposed:
            yield _of_clause(clause, window.ask_by, words, makes=is_new_enough(window.ask_by, day))
        if window.ask_by < day:
            after = window.effective_on + relativedelta(days=1)
            yield _of_clause(clause, calendar.window(_next_adjustment(calendar, starts_on, after)).ask_by, words)


def _adjustments(buyer: Organization, day: date, **narrowed: PassedOn) -> set[tuple[int, date]]:
    """Clauses and days from which their prices have been proposed, of days to come."""
    found = PriceAdjustment.objects.filter(contract__buyer=buyer, effective_on__gte=day, **narrowed)
    return set(found.order_by().values_list("clause", "effective_on"))


def _next_adjustment(calendar: Calendar, starts_on: date, on: date) -> date:
    first = starts_on if starts_on > date.min else on - relativedelta(years=2)
    return calendar.next_adjustment(starts_on=first, adjusted_on=None, on=on)


def _undecided(buyer: Organization) -> QuerySet[PriceAdjustment]:
    return PriceAdjustment.objects.filter(contract__buyer=buyer, status__in=("PROPOSED", "SUBMITTED"))


def _unanswered(buyer: Organization, day: date) -> QuerySet[PriceClause]:
    """Clauses with adjustments that are proposed and not decided."""
    found = PriceClause.objects.filter(pk__in=_undecided(buyer).values("clause"))
    return found.select_related("contract", "framework", "area")


def _answers(unanswered: QuerySet[PriceClause], buyer: Organization, day: date) -> Iterator[Facts]:
    """The day that the suppliers are to be told, the first of a clause's adjustments'."""
    days = dict(_undecided(buyer).order_by().values_list("clause").annotate(first=Min("tell_by")))
    for clause in unanswered:
        yield _of_clause(clause, days[clause.pk], "Avgör nya priser")


def _adjustments_of(clause: PriceClause) -> str:
    """The clause's adjustments that are not decided: there is the work, and not in the clause."""
    return f"{reverse('contracts:adjustment-list')}?laget=oppna&klausul={clause.pk}"


KINDS.add(
    ReminderKind(
        code="PRICE_WINDOW",
        number=11,
        words="prisjustering, fönstret öppnar",
        about=(PriceClause,),
        undone=_clauses,
        facts=_windows,
        href=_adjustments_of,
        start_rules=(StartRule(role=BUYER, days=14, grace_days=30),),
        by_hand=True,
    )
)
KINDS.add(
    ReminderKind(
        code="PRICE_REQUEST",
        number=12,
        words="prisjustering, fönstret stänger",
        about=(PriceClause,),
        undone=_clauses_with_requests,
        facts=_requests,
        href=_adjustments_of,  # a clause has nowhere to write down what a supplier asks for
        start_rules=(StartRule(role=BUYER, days=14, grace_days=7),),
        by_hand=True,  # who does not ask has not asked
    )
)
KINDS.add(
    ReminderKind(
        code="PRICE_ANSWER",
        number=13,
        words="besked om nya priser",
        about=(PriceClause,),
        undone=_unanswered,
        facts=_answers,
        href=_adjustments_of,
        start_rules=(StartRule(role=CONTROLLER, months=1, grace_days=7),),
    )
)
