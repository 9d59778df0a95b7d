"""What has been paid for care on days after a permit was lost: a reason to look, never a verdict.

A row names a supplier and no home, so that with several homes it may be another's: that is told beside the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from contracts.suppliers.models import Permit, PlacementStop, Supplier, SupplierUnit
from contracts.suppliers.rules import PermitFacts, lost_on
from followup.judging.models import JudgedRow, SpendKey

if TYPE_CHECKING:
    from followup.judging.querysets import JudgedRowQuerySet
    from followup.ledger.models import LedgerImport
    from huddinge_vo.common.people.models import Organization, User

_DAY = Coalesce("service_on", "booked_on")


@dataclass(frozen=True)
class LostPermit:
    """A permit that was lost, and until when it mattered: null is still. `homes` are how many the supplier has."""

    stop: PlacementStop
    lost_on: date
    until: date | None
    suppliers: tuple[int, ...]
    homes: int

    def days(self) -> Q:
        """The rows that are for days after it, up to when nobody was kept from being placed there any more."""
        after = Q(day__gt=self.lost_on)
        return after if self.until is None else after & Q(day__lte=self.until)


@dataclass(frozen=True)
class PaidAfter:
    """What was paid after one permit was lost: rows and kronor, and where they are."""

    lost: LostPermit
    n: int
    sum_sek: Decimal
    href: str


def lost_permits(user: User | None, *suppliers: int, stop: int | None = None) -> list[LostPermit]:
    """The permits that were lost, as far as a person may know of them, the latest first: of some suppliers, or of all.

    `stop` is the one that is asked for. Nobody in particular is the system itself, which knows of all.
    """
    known = PlacementStop.objects.all() if user is None else PlacementStop.objects.visible_to(user)
    stops = known.for_lost_permits()
    if suppliers:
        stops = stops.filter(supplier__in=suppliers)
    if stop is not None:
        stops = stops.filter(pk=stop)
    homes = SupplierUnit.objects.all() if user is None else SupplierUnit.objects.visible_to(user)
    seen = homes.values("pk")
    found = list(
        stops.select_related("supplier", "unit", "permit")
        .annotate(homes=Count("supplier__units", filter=Q(supplier__units__in=seen), distinct=True))
        .order_by("-valid_from", "pk")
    )
    same = _same({stop.supplier_id for stop in found})
    return [_lost(stop, stop.permit, same[stop.supplier_id]) for stop in found if stop.permit is not None]


def _lost(stop: PlacementStop, permit: Permit, suppliers: tuple[int, ...]) -> LostPermit:
    facts = PermitFacts(
        ground=permit.legal_ground,
        form=permit.form,
        places=permit.places,
        valid_until=permit.valid_until,
        status=permit.status,
    )
    day = lost_on(
        facts,
        decided_on=permit.decided_on,
        is_own_decision=stop.is_own_decision,  # type: ignore[attr-defined]  # annotated
        stopped_on=stop.valid_from,
    )
    return LostPermit(stop, day, stop.valid_until, suppliers, stop.homes)  # type: ignore[attr-defined]  # annotated


def _same(suppliers: set[int]) -> Mapping[int, tuple[int, ...]]:
    """Each with those that it has taken up: the ledger's keys are of who they are now."""
    now = Supplier.objects.now_of(suppliers)
    return {pk: tuple(sorted({pk, now[pk]})) for pk in suppliers}


def rows_after(rows: JudgedRowQuerySet, lost: Iterable[LostPermit], *, buyer_id: int) -> JudgedRowQuerySet:
    """The rows of a buyer that are paid for days after any of some permits was lost. They have `day`."""
    each = list(lost)
    keys = _keys(each, buyer_id)
    found = Q(line_no__lt=0)  # of no permit no row
    for one in each:
        found |= Q(key__in=keys.get(one.stop.pk, [])) & one.days()
    return rows.annotate(day=_DAY).filter(found)


def _keys(lost: list[LostPermit], buyer_id: int) -> dict[int, list[int]]:
    """The few keys of each one's supplier: rows are found by them and not among millions."""
    suppliers = {pk for each in lost for pk in each.suppliers}
    found: dict[int, list[int]] = {}
    keys = SpendKey.objects.filter(buyer=buyer_id, supplier__in=suppliers).order_by("pk")
    for key, supplier in keys.values_list("pk", "supplier"):
        for each in lost:
            if supplier in each.suppliers:
                found.setdefault(each.stop.pk, []).append(key)
    return found


def paid_after_loss(
    *, buyer: Organization, user: User, ledger_import: LedgerImport | None = None
) -> tuple[PaidAfter, ...]:
    """What has been paid after each lost permit, in all or in one file, as far as a person may see it.

    Only those that anything was paid after. One question for all of them.
    """
    lost = lost_permits(user)
    if not lost:
        return ()
    rows = JudgedRow.objects.for_buyer(buyer).visible_to(user)
    if ledger_import is not None:
        rows = rows.filter(ledger_import=ledger_import)
    keys = _keys(lost, buyer.pk)
    sums: dict[str, Count | Sum] = {}
    for each in lost:
        which = Q(key__in=keys.get(each.stop.pk, [])) & each.days()
        sums[f"n{each.stop.pk}"] = Count("line_no", filter=which)
        sums[f"s{each.stop.pk}"] = Sum("sum_sek", filter=which)
    found = rows_after(rows, lost, buyer_id=buyer.pk).order_by().aggregate(**sums)
    return tuple(
        PaidAfter(
            each,
            found[f"n{each.stop.pk}"],
            found[f"s{each.stop.pk}"] or Decimal(0),
            _href(each.stop, ledger_import),
        )
        for each in lost
        if found[f"n{each.stop.pk}"]
    )


def _href(stop: PlacementStop, ledger_import: LedgerImport | None) -> str:
    query = {"efter": stop.pk, **({"inlasning": ledger_import.pk} if ledger_import else {})}
    return f"{reverse('followup:row-list')}?{urlencode(query)}"


def lost_before(row: JudgedRow, user: User) -> list[LostPermit]:
    """The permits that had been lost when what a row pays for was done."""
    if row.key.supplier_id is None:
        return []
    same = Supplier.objects.same_as(Supplier.objects.filter(pk=row.key.supplier_id)).values_list("pk", flat=True)
    day = row.service_on or row.booked_on
    return [
        each for each in lost_permits(user, *same) if day > each.lost_on and (each.until is None or day <= each.until)
    ]
