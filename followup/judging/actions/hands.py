"""What people decide about rows by hand: one at a time, or many that no rule takes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F

from followup.judging.actions.judging import judge_these
from followup.judging.models import JudgedRow, RowJudgement, SpendKey
from followup.judging.querysets import at_places
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.saving import ChangedMeanwhile, check_shown, check_version, mark_of_all, save_checked

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
def judge_row(
    *, judgement: RowJudgement, by: User, at: datetime, version: int | None = None, instead_of: int | None = None
) -> RowJudgement:
    """Record what a person decided about one row. Its key is judged again; the outbox knows of it.

    `version` is of what was decided when the page was opened: nought where nothing was, null when that does not matter.
    `instead_of` is which one it was, by id: one that was made after that was taken back begins its versions anew. What
    has been taken back since is decided anew. Raises ChangedMeanwhile.
    """
    require(by, "followup.add_rowjudgement", judgement)
    row = {"ledger_import": judgement.ledger_import_id, "line_no": judgement.line_no}
    with connection.cursor() as cursor:  # of two who are the first to judge it the second sees what the other decided
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"judgement of {judgement}"])
    stored = RowJudgement.objects.select_for_update(of=("self",)).filter(**row).first()
    if stored is not None and version and stored.pk != instead_of:
        raise ChangedMeanwhile(stored)
    judgement.pk, judgement._state.adding = (stored.pk, False) if stored else (None, True)
    judgement.judged_by = by
    judgement.judged_at = at
    return save_checked(judgement, by=by, at=at, version=version)


def _say_of_each(rows: Sequence[tuple[int, int]], judgement: RowJudgement, *, by: User, at: datetime) -> None:
    """Judge rows, (import, line) of each, as one judgement says of all of them.

    One that was judged meanwhile, or tied to a deviation, keeps what it was given.
    """
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
        for ledger_import, line_no in rows
    ]
    made[0].full_clean()  # what it says is the same of all
    RowJudgement.objects.bulk_create(made, batch_size=_PORTION, ignore_conflicts=True)


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
    shown: str | None = None,
) -> tuple[int, bool]:
    """Decide the same, for the same reason, about each row of some groups that no rule takes, booked in a period.

    `judgement` says what, and each row gets one of its own, as judge_row gives it: with who and when, and to be undone
    by itself. Of the groups only what the person may open. Returns how many rows, and whether they are judged already:
    false when that has to wait for another, as judge_key. `shown` is mark_of_groups of what the person was shown: a
    file that is loaded meanwhile has rows that nobody has looked at. Raises NothingLeft, TooManyRows and NotAsShown.
    """
    require(by, "followup.add_rowjudgement", buyer)
    chosen, found = _rows_left(buyer=buyer, keys=keys, period=period, by=by, uncategorised_only=uncategorised_only)
    if not found:
        raise NothingLeft
    if len(found) > MOST_BY_HAND:
        raise TooManyRows
    check_shown("Vad som är kvar", shown=shown, now=mark_of_all(found))
    _say_of_each(found, judgement, by=by, at=at)
    return len(found), judge_these(buyer_id=buyer.pk, keys=chosen, at=at)


def mark_of_groups(
    *, buyer: Organization, keys: Collection[int], period: Period, by: User, uncategorised_only: bool = False
) -> str:
    """What changes with the rows of some groups that are left for a person, as judge_groups finds them."""
    return mark_of_all(
        _rows_left(buyer=buyer, keys=keys, period=period, by=by, uncategorised_only=uncategorised_only)[1]
    )


def _rows_left(
    *, buyer: Organization, keys: Collection[int], period: Period, by: User, uncategorised_only: bool
) -> tuple[list[int], list[tuple[int, int]]]:
    """The keys of some groups that a person may know of, and the rows of them that no rule takes: import and line."""
    groups = SpendKey.objects.visible_to(by).filter(buyer=buyer).in_groups_of(keys)
    rows = JudgedRow.objects.for_buyer(buyer).visible_to(by).in_period(period).taken_by_no_rule()
    if uncategorised_only:
        rows = rows.filter(category=None)
    chosen = list(groups.order_by("pk").values_list("pk", flat=True))
    found = rows.filter(key__in=chosen).order_by("ledger_import_id", "line_no")
    return chosen, list(found.values_list("ledger_import_id", "line_no")[: MOST_BY_HAND + 1])


@transaction.atomic
def remove_judgement(*, judgement: RowJudgement, by: User, at: datetime, version: int | None = None) -> None:
    """Take back what was decided about one row, so that rules and contracts speak again. The history keeps it.

    `version` is of what the page showed, null when that does not matter. Raises ChangedMeanwhile.
    """
    require(by, "followup.add_rowjudgement", judgement)
    check_version(judgement, version)
    judgement.delete()


def _moment(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)


@transaction.atomic
def judge_rows(
    *, buyer: Organization, rows: Collection[tuple[int, int]], judgement: RowJudgement, by: User, at: datetime
) -> tuple[list[tuple[int, int | None, int]], bool]:
    """Decide the same, for the same reason, about some rows that nobody has judged by hand: (import, line) of each.

    `judgement` says what, as of judge_groups; of the rows only what the person may open. Returns what takes them back
    (unjudge_rows), and whether they are judged already: false when that has to wait for another, as judge_key.
    """
    require(by, "followup.add_rowjudgement", buyer)
    if len(rows) > MOST_BY_HAND:
        raise TooManyRows
    seen = JudgedRow.objects.for_buyer(buyer).visible_to(by).filter(at_places(rows), is_judged_by_hand=False)
    found = list(seen.order_by("ledger_import_id", "line_no").values_list("ledger_import", "line_no", "key"))
    if not found:
        raise NothingLeft
    _say_of_each([(line[0], line[1]) for line in found], judgement, by=by, at=at)
    own = RowJudgement.objects.filter(at_places((line[0], line[1]) for line in found), judged_by=by, judged_at=at)
    before: list[tuple[int, int | None, int]] = [
        (pk, None, _moment(at)) for pk in own.order_by("pk").values_list("pk", flat=True)
    ]
    return before, judge_these(buyer_id=buyer.pk, keys=sorted({key for *_, key in found}), at=at)


@transaction.atomic
def unjudge_rows(
    *, buyer: Organization, before: Sequence[tuple[int, int | None, int]], by: User, at: datetime
) -> tuple[int, bool]:
    """Take back what the person decided about some rows, but for those that have been judged anew since.

    Returns how many, and whether they are judged already, as judge_rows. The history keeps what was said.
    """
    require(by, "followup.add_rowjudgement", buyer)
    was = {pk: moment for pk, _, moment in before}
    locked = RowJudgement.objects.select_for_update().filter(pk__in=was, judged_by=by, ledger_import__buyer=buyer)
    own = [each for each in locked.order_by("pk") if _moment(each.judged_at) == was[each.pk]]
    rows = JudgedRow.objects.for_buyer(buyer).filter(at_places((each.ledger_import_id, each.line_no) for each in own))
    keys = sorted(set(rows.order_by().values_list("key", flat=True)))
    RowJudgement.objects.filter(pk__in=[each.pk for each in own]).delete()
    return len(own), judge_these(buyer_id=buyer.pk, keys=keys, at=at)


@transaction.atomic
def tie_rows(
    *, buyer: Organization, rows: Sequence[tuple[int, int]], keys: Sequence[int], judgement: RowJudgement, at: datetime
) -> bool:
    """Tie rows to the deviation that a person has said they belong to: who, when and why stand in `judgement`.

    `rows` are (import, line) and `keys` are theirs. A row that was judged before keeps its subcategory and gets the
    deviation too. Whether the person may say so is the caller's to ask. Returns whether they are judged already: false
    when that has to wait for another, as judge_key.
    """
    if not rows:
        return True
    these = at_places(rows)
    said = {
        "deviation": judgement.deviation,
        "reason": judgement.reason,
        "judged_by": judgement.judged_by,
        "judged_at": judgement.judged_at,
    }
    earlier = RowJudgement.objects.select_for_update().filter(these)
    known = set(earlier.order_by("pk").values_list("ledger_import_id", "line_no"))
    RowJudgement.objects.filter(these).update(**said, version=F("version") + 1)
    made = [
        RowJudgement(ledger_import_id=ledger_import, line_no=line_no, **said)
        for ledger_import, line_no in rows
        if (ledger_import, line_no) not in known
    ]
    RowJudgement.objects.bulk_create(made, batch_size=_PORTION, ignore_conflicts=True)
    return judge_these(buyer_id=buyer.pk, keys=keys, at=at)
