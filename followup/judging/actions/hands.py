"""What people decide about rows by hand: one at a time, or many that no rule takes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from followup.judging.actions.judging import judge_these
from followup.judging.models import JudgedRow, RowJudgement, SpendKey
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User
    from huddinge_vo.common.periods import Period

MOST_BY_HAND = 20_000  # rows; so many are judged and have their history written while a person waits for the page
_PORTION = 2000


class NothingLeft(Exception):
    """None of the groups has any row left that no rule takes."""

    def __init__(self) -> None:
        super().__init__("Det finns inga rader kvar att bedöma i det du valde. Någon kan ha hunnit före.")


class TooManyRows(Exception):
    """More rows than can be judged one by one: a rule is what they need."""

    def __init__(self) -> None:
        super().__init__(
            f"Det är fler än {MOST_BY_HAND} rader. Välj färre grupper eller en kortare period, eller gör en regel."
        )


@transaction.atomic
def judge_row(*, judgement: RowJudgement, by: User, at: datetime) -> RowJudgement:
    """Record what a person decided about one row. Its key is judged again; the outbox knows of it."""
    require(by, "followup.add_rowjudgement", judgement)
    judgement.judged_by = by
    judgement.judged_at = at
    judgement.full_clean()
    judgement.save()
    return judgement


@transaction.atomic
def judge_groups(
    *,
    buyer: Organization,
    keys: Collection[int],
    period: Period,
    judgement: RowJudgement,
    by: User,
    at: datetime,
    uncategorised_only: bool = False,
) -> tuple[int, bool]:
    """Decide the same, for the same reason, about each row of some groups that no rule takes, booked in a period.

    `judgement` says what, and each row gets one of its own, as judge_row gives it: with who and when, and to be undone
    by itself. Of the groups only what the person may open. Returns how many rows, and whether they are judged already:
    false when that has to wait for another, as judge_key. Raises NothingLeft and TooManyRows.
    """
    require(by, "followup.add_rowjudgement", buyer)
    groups = SpendKey.objects.visible_to(by).filter(buyer=buyer).in_groups_of(keys)
    rows = JudgedRow.objects.for_buyer(buyer).visible_to(by).in_period(period).taken_by_no_rule()
    if uncategorised_only:
        rows = rows.filter(category=None)
    chosen = list(groups.order_by("pk").values_list("pk", flat=True))
    found = list(
        rows.filter(key__in=chosen)
        .order_by("ledger_import_id", "line_no")
        .values_list("ledger_import_id", "line_no")[: MOST_BY_HAND + 1]
    )
    if not found:
        raise NothingLeft
    if len(found) > MOST_BY_HAND:
        raise TooManyRows
    made = [
        RowJudgement(
            ledger_import_id=ledger_import,
            line_no=line_no,
            category=judgement.category,
            area=judgement.area,
            exclusion=judgement.exclusion,
            reason=judgement.reason,
            judged_by=by,
            judged_at=at,
        )
        for ledger_import, line_no in found
    ]
    made[0].full_clean()  # what it says is the same of all
    # A row that was judged meanwhile, or tied to a deviation, keeps what it was given.
    RowJudgement.objects.bulk_create(made, batch_size=_PORTION, ignore_conflicts=True)
    return len(made), judge_these(buyer_id=buyer.pk, keys=chosen, at=at)


@transaction.atomic
def remove_judgement(*, judgement: RowJudgement, by: User, at: datetime) -> None:
    """Take back what was decided about one row, so that rules and contracts speak again. The history keeps it."""
    require(by, "followup.add_rowjudgement", judgement)
    judgement.delete()


@transaction.atomic
def tie_rows(
    *, buyer: Organization, rows: Sequence[tuple[int, int]], keys: Sequence[int], judgement: RowJudgement, at: datetime
) -> bool:
    """Tie rows to the deviation that a person has said they belong to: who, when and why stand in `judgement`.

    `rows` are (import, line) and `keys` are theirs. A row that was judged before keeps its subcategory and gets the
    deviation too. Whether the person may say so is the caller's to ask. Returns whether they are judged already: false
    when that has to wait for another, as judge_key.
    """
    these = Q()
    by_import: dict[int, list[int]] = {}
    for ledger_import, line_no in rows:
        by_import.setdefault(ledger_import, []).append(line_no)
    for ledger_import, lines in by_import.items():
        these |= Q(ledger_import=ledger_import, line_no__in=lines)
    if not by_import:
        return True
    said = {
        "deviation": judgement.deviation,
        "reason": judgement.reason,
        "judged_by": judgement.judged_by,
        "judged_at": judgement.judged_at,
    }
    earlier = RowJudgement.objects.select_for_update().filter(these)
    known = set(earlier.order_by("pk").values_list("ledger_import_id", "line_no"))
    RowJudgement.objects.filter(these).update(**said)
    made = [
        RowJudgement(ledger_import_id=ledger_import, line_no=line_no, **said)
        for ledger_import, line_no in rows
        if (ledger_import, line_no) not in known
    ]
    RowJudgement.objects.bulk_create(made, batch_size=_PORTION, ignore_conflicts=True)
    return judge_these(buyer_id=buyer.pk, keys=keys, at=at)
