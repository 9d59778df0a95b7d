"""Bringing in what registers tell of suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from contracts.suppliers.models import Supplier
from followup.flags.imports import FactRow
from followup.flags.models import SupplierFact
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.fingerprints import fingerprint
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


class FactsRefused(Exception):
    """Rows of a file that cannot be brought in: none of them is. `errors` say which and why."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        self.errors = list(errors)
        super().__init__(f"Ingenting är inläst: filen har {len(self.errors)} fel.")


@dataclass(frozen=True)
class FactsTold:
    """What a file brought: new, and what was there already; and suppliers that nobody knows, which are left out."""

    new: int
    known: int
    unknown: int


@transaction.atomic
def import_facts(*, buyer: Organization, rows: Sequence[FactRow], by: User, at: datetime) -> FactsTold:
    """Keep what a file tells, of the suppliers that the person may know of. The same file twice brings nothing new."""
    require(by, "followup.add_supplierfact", SupplierFact(buyer=buyer))
    numbers = {row.org_number for row in rows}
    known, _hidden = Supplier.objects.by_number_for(by, numbers)  # as good as unknown to whoever may not know of them
    wanted = [
        SupplierFact(
            buyer=buyer,
            supplier_id=known[row.org_number],
            kind=row.kind,
            token=fingerprint(row.words, of=row.kind.value),
            number=row.number,
            on=row.on,
            source=row.source,
            registered_by=by,
            registered_at=at,
        )
        for row in rows
        if row.org_number in known
    ]
    before = SupplierFact.objects.filter(buyer=buyer).count()
    SupplierFact.objects.bulk_create(wanted, ignore_conflicts=True)
    new = SupplierFact.objects.filter(buyer=buyer).count() - before
    return FactsTold(new=new, known=len(wanted) - new, unknown=len(numbers - known.keys()))
