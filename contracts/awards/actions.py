"""Bringing in what others have bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from contracts.awards.imports import AwardRow
from contracts.awards.models import Award
from contracts.plan.cells import name_key
from contracts.suppliers.models import Supplier

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class AwardImportResult:
    """What a file of awards brought: how many were new, there already, and won by suppliers of ours."""

    created: int
    unchanged: int
    by_known_suppliers: int


@transaction.atomic
def import_awards(*, rows: Sequence[AwardRow], by: User | None, at: datetime) -> AwardImportResult:
    """Keep awards that are new. A supplier is recognised by a name that just one open supplier in the register
    has, or had before it was merged into another.
    """
    stored = set(Award.objects.values_list("fingerprint", flat=True))
    meant = Supplier.objects.public().by_name()
    known = {key: min(suppliers) for key, suppliers in meant.items() if len(suppliers) == 1}
    fresh = [
        Award(**asdict(row), supplier_id=known.get(name_key(row.supplier_name)))
        for row in rows
        if row.fingerprint not in stored
    ]
    Award.objects.bulk_create(fresh, batch_size=2000, ignore_conflicts=True)  # two at once bring the same rows
    return AwardImportResult(
        created=len(fresh),
        unchanged=len(rows) - len(fresh),
        by_known_suppliers=sum(award.supplier_id is not None for award in fresh),
    )
