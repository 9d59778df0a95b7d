"""Questions to own units about purchases outside contract without a deviation: to be answered until a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from followup.duties.kinds.kind import KINDS, LEADER, Facts, ReminderKind, StartRule, is_new_enough, own_page
from followup.missing.models import DeviationQuestion
from huddinge_vo.common.periods import MONTHS

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _unanswered(buyer: Organization, day: date) -> QuerySet[DeviationQuestion]:
    """Asked, and answered by nobody."""
    found = DeviationQuestion.objects.unanswered().filter(buyer=buyer)
    return found.select_related("unit", "supplier")


def _facts(found: QuerySet[DeviationQuestion], buyer: Organization, day: date) -> Iterator[Facts]:
    """For the unit's manager; without one for whoever has the rule's role, the category leader."""
    for each in found.order_by("pk"):
        yield Facts(
            (DeviationQuestion, each.pk),
            each.due_on,
            f"Avsteg saknas: {each.supplier}, {MONTHS[each.month.month - 1]} {each.month.year}",
            each.unit.manager_id,
            each.unit.deputy_id,
            makes=is_new_enough(each.due_on, day),
        )


KINDS.add(
    ReminderKind(
        code="DEVIATION_ASKED",
        number=27,
        words="fråga om avsteg att svara på",
        about=(DeviationQuestion,),
        undone=_unanswered,
        facts=_facts,
        href=own_page,
        # Longer than any unit has to answer, so that it is told the day after it was asked.
        start_rules=(StartRule(role=LEADER, days=60, grace_days=3, manager=LEADER),),
    )
)
