"""The demo's own units with who answers for them, and questions about purchases that lack a deviation."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from followup.judging.models import SpendMonth
from followup.missing.actions import answer_question, ask_unit, take_in_units
from followup.missing.choices import Answer
from followup.missing.models import OwnUnit
from followup.missing.reports import MissingPurchase, MissingPurchases
from followup.spend.reports import latest_period, root_category
from huddinge_vo.common.people.models import Organization, User
from procurement.placements.models import Placement

_ASKED_DAYS_AGO = (34, 27, 27, 20, 6, 6, 1)  # of the largest purchases, one after the other
_NO_DEVIATION, _CONTRACT, _DEVIATION = 1, 2, 3  # how some of them were answered; the first is late, the others wait


def load_missing(*, buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """The units of the ledger, all but the first with a manager; the largest purchases are asked about."""
    leader, chief = users["kategoriledare"], users["verksamhetschef"]
    take_in_units(buyer=buyer, by=leader, at=at)
    units = list(OwnUnit.objects.filter(buyer=buyer).order_by("sort_name", "pk"))
    for unit in units[1:]:
        unit.manager, unit.deputy = chief, users["gruppledare"]
        unit.save(update_fields=["manager", "deputy"])
    root = root_category(buyer)
    period = latest_period(root, on=on) if root else None
    if period is None:
        return
    spend = SpendMonth.objects.for_buyer(buyer).public().in_period(period)
    excused = set(
        Placement.objects.public().outside_contract().approved().filter(buyer=buyer).values_list("supplier", flat=True)
    )
    for number, (days, each) in enumerate(
        zip(_ASKED_DAYS_AGO, _of_many(MissingPurchases(spend, user=leader, buyer=buyer), excused), strict=False)
    ):
        asked_at = at - timedelta(days=days)
        question = ask_unit(
            buyer=buyer,
            unit=each.unit,
            supplier=each.supplier.pk,
            category=each.category.pk,
            month=each.month,
            by=leader,
            at=asked_at,
        )
        then = asked_at + timedelta(days=5)
        if number == _NO_DEVIATION:
            words = "Påhittat i demon: placeringen gjordes direkt med leverantören, och blanketten glömdes."
            answer_question(question_id=question.pk, answer=Answer.NONE, words=words, by=chief, at=then)
        elif number == _CONTRACT:
            words = "Påhittat i demon: avtalet är tecknat och skickas till avtalscontrollern."
            answer_question(question_id=question.pk, answer=Answer.CONTRACT, words=words, by=chief, at=then)
        elif number == _DEVIATION:
            found = Placement.objects.public().outside_contract().approved().filter(buyer=buyer)
            if deviation := found.filter(supplier=each.supplier).order_by("-valid_from", "pk").first():
                answer_question(
                    question_id=question.pk, answer=Answer.DEVIATION, deviation=deviation, by=chief, at=then
                )


def _of_many(purchases: MissingPurchases, excused: set[int]) -> list[MissingPurchase]:
    """The largest purchase of each supplier; the one that is answered with a deviation is of one that has some."""
    largest: dict[int, MissingPurchase] = {}
    for each in purchases:
        if each.unit:
            largest.setdefault(each.supplier.pk, each)
    found = list(largest.values())
    with_some = next((each for each in found if each.supplier.pk in excused), None)
    if with_some is not None:
        found.remove(with_some)
        found.insert(_DEVIATION, with_some)
    return found
