"""Sheets of a review: interviews, case files, the gate, payslips and the group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from followup.field.actions.sending import ongoing
from followup.field.imports import CompanyRow
from followup.field.models import PAYSLIP_DAYS, GateCount, GroupCompany, PayslipCheck, SheetRow
from followup.field.rules import is_under_agreement
from followup.reviews.models import Review
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_MOST_PAYSLIP_DAYS = 3 * 365
Row = TypeVar("Row", SheetRow, GateCount, PayslipCheck)


def _added(row: Row, *, by: User) -> Row:
    require(by, "followup.change_review", row.review)
    ongoing(row.review)
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def add_sheet_row(*, row: SheetRow, by: User, at: datetime) -> SheetRow:
    """Write down an interview, or a case file that was looked into. Raises ReviewNotOpen and ValidationError."""
    return _added(row, by=by)


@transaction.atomic
def add_gate_count(*, row: GateCount, by: User, at: datetime) -> GateCount:
    """Write down who was seen to come, and how many were registered. Raises ReviewNotOpen and ValidationError."""
    if row.on > swedish_day(at):
        raise ValidationError({"on": "Dagen har inte varit än."})
    return _added(row, by=by)


@transaction.atomic
def add_payslip(*, row: PayslipCheck, by: User, at: datetime) -> PayslipCheck:
    """Hold a payslip to the agreement. Its figures go after half a year, or on the day that is said.

    Raises ReviewNotOpen and ValidationError.
    """
    today = swedish_day(at)
    row.delete_on = row.delete_on or today + timedelta(days=PAYSLIP_DAYS)
    if not today < row.delete_on <= today + timedelta(days=_MOST_PAYSLIP_DAYS):
        raise ValidationError({"delete_on": "Välj en dag efter i dag och inom tre år."})
    if row.hours is None or row.pay_sek is None or row.agreed_sek is None:
        raise ValidationError("Timmar, lön och avtalad timlön behövs.")
    row.month = row.month.replace(day=1)
    row.is_under = is_under_agreement(row.hours, row.pay_sek, row.agreed_sek)
    return _added(row, by=by)


def forget_payslips(rows: QuerySet[PayslipCheck]) -> int:
    """Take the figures away, and leave whether pay was as agreed. What somebody else is at is left to the next time."""
    locked = rows.order_by().select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    return PayslipCheck.objects.filter(pk__in=list(locked)).update(hours=None, pay_sek=None, agreed_sek=None)


@transaction.atomic
def remove_row(*, row: SheetRow | GateCount | PayslipCheck, by: User, at: datetime) -> None:
    """Take away what was written wrong, while the review goes on. Done twice it is gone. Raises ReviewNotOpen."""
    require(by, "followup.change_review", row.review)
    ongoing(row.review)
    type(row)._default_manager.filter(pk=row.pk).delete()


@transaction.atomic
def load_companies(*, review: Review, rows: Sequence[CompanyRow], by: User, at: datetime) -> int:
    """Bring in a supplier's group from a file: what it tells of a year stands in the place of what was told before.

    Twice changes nothing. Returns how many rows are new or changed. Raises ReviewNotOpen.
    """
    require(by, "followup.change_review", review)
    stored = ongoing(review)
    known = {(each.org_number, each.year): each for each in stored.companies.order_by("pk")}
    changed = 0
    for row in rows:
        each = known.get((row.org_number, row.year)) or GroupCompany(
            review=stored, org_number=row.org_number, year=row.year
        )
        told = (row.name, row.parent_number, row.turnover_sek, row.result_sek)
        if each.pk and (each.name, each.parent_number, each.turnover_sek, each.result_sek) == told:
            continue
        each.name, each.parent_number, each.turnover_sek, each.result_sek = told
        each.full_clean()
        each.save()
        changed += 1
    return changed
