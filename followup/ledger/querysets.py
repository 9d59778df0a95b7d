"""Questions asked of received files."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import connection, models, transaction
from django.db.models import Max, Q

from huddinge_vo.common.people.querysets import buyers_of

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
