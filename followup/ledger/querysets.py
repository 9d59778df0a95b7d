"""Questions asked of received files."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import connection, models, transaction
from django.db.models import Max, Q

from huddinge_vo.common.people.querysets import buyers_of

if TYPE_CHECKING:
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
        """The import of a file with this fingerprint. Until the transaction ends nobody else can ask for the same."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sha256])
        return self.filter(sha256=sha256).select_for_update()

    @transaction.atomic
    def waiting_since(self, at: datetime) -> list[int]:
        """The ids of files received before a time that nobody is loading: whoever loads one holds its row."""
        waiting = self.filter(status="RECEIVED", received_at__lt=at).select_for_update(skip_locked=True)
        return list(waiting.order_by("pk").values_list("pk", flat=True))

    def with_months(self) -> Self:
        """With the first and last month that each file is the active delivery of."""
        active = Q(deliveries__is_active=True)
        return self.annotate(
            first_month=models.Min("deliveries__month", filter=active),
            last_month=Max("deliveries__month", filter=active),
        )
