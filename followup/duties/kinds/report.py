"""The work with the yearly status report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse

from activities.plan.models import CategoryPlan
from followup.duties.kinds.kind import KEPT, KINDS, LEADER, Facts, ReminderKind, StartRule
from followup.report.models import StatusReport
from followup.report.reports import report_period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _plans(buyer: Organization, day: date) -> QuerySet[CategoryPlan]:
    """The plans that are reported on. A year's report is done when it is locked, which `_facts` asks of each year."""
    return CategoryPlan.objects.filter(category__buyer=buyer).select_related("category")


def _facts(plans: QuerySet[CategoryPlan], buyer: Organization, day: date) -> Iterator[Facts]:
    """The status report is due on the last of June in each of a plan's years, and stays until it is locked.

    A year has one report, also when one plan takes over from another: it is of the plan that the report tells.
    """
    of_buyer = StatusReport.objects.filter(category__buyer=buyer, status=StatusReport.Status.LOCKED)
    locked = set(of_buyer.values_list("category", "year"))
    told: dict[tuple[int, int], CategoryPlan] = {}
    for plan in plans.order_by("valid_from", "pk"):
        for year in range(plan.valid_from.year + 1, plan.valid_until.year + 1):
            told.setdefault((plan.category_id, year), plan)
        for category, year in told:  # those that an earlier plan was to tell, and this one does
            if category == plan.category_id and plan.valid_from <= report_period(year, None).last:
                told[category, year] = plan
    for key, plan in told.items():
        due = date(key[1], 6, 30)
        if due >= day - KEPT and key not in locked:
            title, makes = f"Statusrapport {key[1]}: {plan.category.name}", due.year >= day.year
            yield Facts((CategoryPlan, plan.pk), due, title, makes=makes)


KINDS.add(
    ReminderKind(
        code="REPORT_WORK",
        number=14,
        words="statusrapport i juni",
        about=(CategoryPlan,),
        undone=_plans,
        facts=_facts,
        href=lambda _plan: reverse("followup:status-report"),
        start_rules=tuple(StartRule(role=LEADER, months=months, grace_days=14) for months in (3, 2, 1)),
    )
)
