"""Questions asked of received files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import connection, models, transaction
from django.db.models import Max, Q

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from followup.ledger.models import LedgerImport
    from huddinge_vo.common.people.models import User


class LedgerProfileQuerySet(models.QuerySet):
    """How other systems' files are read."""

    def visible_to(self, user: User) -> Self:
        """The profiles of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user, may="followup.view_ledgerimport"))

    def with_uses(self) -> Self:
        """With how many files each has read."""
        return self.annotate(uses=models.Count("imports", filter=Q(imports__status="LOADED")))

    def for_files_of(self, user: User | None) -> Self:
        """Those that may recognise a file: of the buyers whose ledgers its sender may load; all, from the terminal."""
        used = self.filter(is_active=True).select_related("buyer")
        return used if user is None else used.filter(buyer__in=buyers_of(user, may="followup.add_ledgerimport"))


class LedgerImportQuerySet(models.QuerySet):
    """Received ledger files."""

    def visible_to(self, user: User) -> Self:
        """The files of a person's buyers, and those a person sent in that could not be told a buyer."""
        return self.filter(
            Q(buyer__in=buyers_of(user, may="followup.view_ledgerimport")) | Q(buyer__isnull=True, received_by=user)
        )

    def with_content(self, sha256: str) -> Self:
        """The import of a file with this fingerprint, unless it was undone: then the file may come again.

        Until the transaction ends nobody else can ask for the same.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sha256])
        return self.filter(sha256=sha256).exclude(status="UNDONE").select_for_update()

    @transaction.atomic
    def waiting_since(self, at: datetime) -> list[int]:
        """The ids of files received, or chosen to be loaded, before a time and that nobody is at: whoever is at one
        holds its row.
        """
        waiting = self.filter(
            Q(status="RECEIVED", received_at__lt=at) | Q(status="LOADING", chosen_at__lt=at)
        ).select_for_update(skip_locked=True)
        return list(waiting.order_by("pk").values_list("pk", flat=True))

    def to_undo_before(self, ledger_import: LedgerImport) -> Self:
        """What has to be undone before a loaded file can be, the latest first.

        What replaced some of it; what left rows out since they are here; and what was loaded later into months that
        this file replaced, for it met other rows there than would come back.
        """
        own = ledger_import.deliveries.all()
        later = Q(pk__in=own.filter(replaced_by__isnull=False).values("replaced_by")) | Q(rests_on=ledger_import)
        restored = ledger_import.replaced.all()
        latest = own.aggregate(latest=Max("pk"))["latest"]
        met = restored.model.objects.filter(
            buyer=ledger_import.buyer_id, month__in=restored.values("month"), pk__gt=latest or 0
        )
        later |= Q(pk__in=met.values("ledger_import"))
        found = self.filter(later, status="LOADED").exclude(pk=ledger_import.pk)
        return found.distinct().order_by("-loaded_at", "-pk")

    def with_months(self) -> Self:
        """With the first and last month that each file is the active delivery of."""
        active = Q(deliveries__is_active=True)
        return self.annotate(
            first_month=models.Min("deliveries__month", filter=active),
            last_month=Max("deliveries__month", filter=active),
        )


def partition_of(ledger_import_id: int) -> str:
    """The table that holds an import's rows, and no others."""
    return f"followup_ledgerrow_{ledger_import_id:d}"


Identity = tuple[int, int]  # import and line
Row = tuple[date, int, int]  # what rows are ordered by: the day, the line, the import


@dataclass(frozen=True)
class Postings:
    """The rows of a buyer's months that count, before anything is said of them; of some keys, where those are named.

    They are counted by day, and found by place, in their indexes alone: what each was judged to be, and who it leads
    to, need then be looked up for those that are shown and for no others. Each import has a table of its own, which is
    asked for itself: that a row is of it need not be read in the row.
    """

    deliveries: tuple[tuple[int, date], ...]
    keys: tuple[int, ...] | None = None

    @classmethod
    def of(cls, buyer_id: int | None, months: Collection[date], keys: Sequence[int] | None) -> Postings:
        """Of some months, by their first days. Without a buyer there are none."""
        from followup.ledger.models import LedgerDelivery

        found = LedgerDelivery.objects.filter(buyer=buyer_id, month__in=months, is_active=True)
        deliveries = found.order_by("ledger_import", "month").values_list("ledger_import", "month")
        return cls(tuple(deliveries), None if keys is None else tuple(keys))

    def page(self, first: int, last: int, *, latest_first: bool) -> tuple[list[Identity], int]:
        """Which rows lie from one place up to another, in the order that they were booked or the other way round; and
        how many there are in all, or nought where none lie there.
        """
        if not self.deliveries:
            return [], 0
        way = "DESC" if latest_first else "ASC"
        order = f"ORDER BY booked_on {way}, line_no {way}, ledger_import_id {way} OFFSET {first} LIMIT {last - first}"
        asked = f"SELECT ledger_import_id, line_no, count(*) OVER () FROM {{rows}} {order}"
        found = self._asked(asked, "booked_on, line_no")
        return [(ledger_import, line_no) for ledger_import, line_no, _ in found], found[0][2] if found else 0

    def nth(self, place: int, *, latest_first: bool) -> tuple[Row | None, int]:
        """Which row has a place among them, as its day, line and import; and how many there are in all.

        The day is found by how many each has, and only rows of that day are passed over.
        """
        if not self.deliveries:
            return None, 0
        way = "DESC" if latest_first else "ASC"
        found = self._asked(
            f"""
            WITH of_day AS (SELECT booked_on, count(*) AS n FROM {{rows}} GROUP BY booked_on),
            passed AS (
                SELECT booked_on, n, sum(n) OVER (ORDER BY booked_on {way}) - n AS before, sum(n) OVER () AS whole
                FROM of_day
            )
            SELECT p.booked_on, r.line_no, r.ledger_import_id, p.whole
            FROM passed p CROSS JOIN LATERAL (
                SELECT line_no, ledger_import_id FROM {{rows}} WHERE rows.booked_on = p.booked_on
                ORDER BY line_no {way}, ledger_import_id {way} OFFSET ({place} - p.before)::bigint LIMIT 1
            ) r
            WHERE p.before <= {place} AND p.before + p.n > {place}
            """,
            "booked_on, line_no",
        )
        if not found:
            return None, 0
        ((day, line_no, ledger_import, whole),) = found
        return (day, line_no, ledger_import), int(whole)

    def _asked(self, question: str, columns: str) -> list:
        """The answer to a question of {rows}, by some of their columns."""
        of_keys = "" if self.keys is None else " AND key_id = ANY(%(keys)s)"
        spans = [(ledger_import, Period.containing(month)) for ledger_import, month in self.deliveries]
        parts = (
            f"SELECT {ledger_import} AS ledger_import_id, {columns} FROM {partition_of(ledger_import)}"
            f" WHERE booked_on BETWEEN '{span.first}' AND '{span.last}'{of_keys}"
            for ledger_import, span in spans
        )
        rows = f"({' UNION ALL '.join(parts)}) rows"
        with connection.cursor() as cursor:
            cursor.execute(question.replace("{rows}", rows), {"keys": list(self.keys or ())})
            return cursor.fetchall()
