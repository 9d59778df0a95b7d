"""Actions about what was bought outside contract without a deviation: own units are kept, asked, and answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.suppliers.models import Supplier
from followup.judging import actions as judging_actions
from followup.judging.models import RowJudgement, SpendMonth
from followup.missing.choices import Answer
from followup.missing.models import DeviationQuestion, OwnUnit
from followup.missing.querysets import missing, rows_asked_about, units_named
from followup.missing.rules import answer_due
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from procurement.deviations.choices import Outcome
from procurement.placements.models import Placement

if TYPE_CHECKING:
    from contracts.register.models import Contract
    from huddinge_vo.common.people.models import Organization, User


class NothingMissing(Exception):
    """Nothing is left to ask for."""

    def __init__(self) -> None:
        super().__init__("Det finns inget köp kvar utan avsteg att fråga om. Någon kan ha hunnit före.")


class AlreadyAnswered(Exception):
    """Somebody has answered the question already. The message is shown."""


def why_answered(question: DeviationQuestion) -> str:
    """Who answered a question and how, as a sentence; nothing while it waits."""
    if question.answered_at is None:
        return ""
    return f"Frågan är redan besvarad av {question.answered_by}: {question.get_answer_display()}."


def _is_a_name(name: str) -> bool:
    """Whether a name in the ledger can be an own unit's: none that has somebody's personal number in it."""
    try:
        refuse_personal_numbers(name)
    except ValidationError:
        return False
    return True


@transaction.atomic
def take_in_units(*, buyer: Organization, by: User, at: datetime) -> int:
    """Make own units of the names in the ledger that are none yet, as far as the person may know of them.

    Returns how many are new; a second time none.
    """
    require(by, "followup.change_ownunit", buyer)
    known = set(OwnUnit.objects.filter(buyer=buyer).values_list("name", flat=True))
    new = [name for name in units_named(buyer=buyer, user=by) if name not in known and _is_a_name(name)]
    OwnUnit.objects.bulk_create([OwnUnit(buyer=buyer, name=name) for name in new], ignore_conflicts=True)
    return len(new)


@transaction.atomic
def ask_unit(
    *, buyer: Organization, unit: str, supplier: int, category: int, month: date, by: User, at: datetime
) -> DeviationQuestion:
    """Ask an own unit for the deviation of what it bought from a supplier in a month. Asked twice it is asked once.

    Of what the person may see alone. Raises NothingMissing, and ValidationError for a unit that cannot be one.
    """
    require(by, "followup.add_deviationquestion", buyer)
    spend = SpendMonth.objects.for_buyer(buyer).visible_to(by)
    found = list(missing(spend.filter(supplier=supplier, key__unit=unit, category=category, month=month)))
    if not found or not unit:
        raise NothingMissing
    (one,) = found
    if not _is_a_name(unit):
        raise ValidationError("Enhetens namn i reskontran liknar ett personnummer. Bedöm raderna för hand.")
    OwnUnit.objects.bulk_create([OwnUnit(buyer=buyer, name=unit)], ignore_conflicts=True)
    asked = OwnUnit.objects.select_for_update().get(buyer=buyer, name=unit)  # of two at once the second waits
    same = Supplier.objects.same_as(Supplier.objects.filter(pk=supplier))
    earlier = asked.questions.unanswered().filter(supplier__in=same, category=category, month=month)
    if already := earlier.order_by("pk").first():
        return already
    question = DeviationQuestion(
        buyer=buyer,
        unit=asked,
        supplier_id=supplier,
        category_id=category,
        month=month,
        n=one["rows"],
        sum_sek=one["total"],
        asked_by=by,
        asked_at=at,
        due_on=answer_due(swedish_day(at), asked.answer_days),
    )
    question.full_clean()
    question.save()
    return question


@transaction.atomic
def answer_question(
    *,
    question_id: int,
    answer: str,
    deviation: Placement | None = None,
    contract: Contract | None = None,
    words: str = "",
    by: User,
    at: datetime,
) -> tuple[DeviationQuestion, bool]:
    """Answer with a deviation, a contract, or why no deviation was made. Twice is once.

    The rows that were asked about are tied to a deviation that is answered with: they count by it when it is approved.
    Returns the question, and whether the rows are judged already. Raises AlreadyAnswered, and ValidationError.
    """
    question = DeviationQuestion.objects.select_for_update(of=("self",)).select_related("unit").get(pk=question_id)
    require(by, "followup.change_deviationquestion", question)
    said = (answer, deviation, contract, words.strip())
    if question.answered_at is not None:
        if said == (question.answer, question.deviation, question.contract, question.words):
            return question, True
        raise AlreadyAnswered(why_answered(question))
    _refuse_others(question, deviation, contract, by)
    question.answer, question.deviation, question.contract, question.words = said
    question.answered_by, question.answered_at = by, at
    question.full_clean()
    question.save()
    is_judged = True
    if answer == Answer.DEVIATION and deviation is not None:
        is_judged = _tie(question, deviation, by, at)
    return question, is_judged


def _refuse_others(
    question: DeviationQuestion, deviation: Placement | None, contract: Contract | None, by: User
) -> None:
    """What is answered with is of the supplier that was asked about. Raises ValidationError."""
    same = set(Supplier.objects.same_as(Supplier.objects.filter(pk=question.supplier_id)).values_list("pk", flat=True))
    if deviation is not None:
        form = getattr(deviation, "form", None)
        seen = Placement.objects.visible_to(by).outside_contract().filter(pk=deviation.pk, supplier__in=same)
        if not seen.exists():
            raise ValidationError({"deviation": "Avsteget gäller en annan leverantör."})
        if form is not None and form.outcome in {Outcome.REFUSED, Outcome.TAKEN_BACK}:
            raise ValidationError({"deviation": f"Avsteget är {form.get_outcome_display()}."})
    if contract is not None and contract.supplier_id not in same:
        raise ValidationError({"contract": "Avtalet gäller en annan leverantör."})


def _tie(question: DeviationQuestion, deviation: Placement, by: User, at: datetime) -> bool:
    keys, found = rows_asked_about(question, user=by)
    judgement = RowJudgement(
        deviation=deviation, reason=f"Svar på fråga {question.pk} om avsteg", judged_by=by, judged_at=at
    )
    return judging_actions.tie_rows(
        buyer=question.buyer,
        rows=sorted(found.values_list("ledger_import_id", "line_no")),
        keys=keys,
        judgement=judgement,
        at=at,
    )
