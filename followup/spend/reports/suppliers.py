"""From whom is bought: most outside contract, and all of one supplier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.plan.models import Category
from contracts.suppliers.models import Supplier
from followup.judging.choices import Bucket, Reason
from followup.judging.models import SpendTotal, SupplierMonth
from followup.judging.querysets import Loyalty, SeenSpend, SpendT
from followup.spend.reports.loyalty import (
    BucketMonth,
    BucketSum,
    bucket_lines,
    bucket_months,
    rows_url,
)
from huddinge_vo.common.periods import Period
from huddinge_vo.common.secrecy.readings import note
from procurement.placements.models import Placement

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


PROTECTED = "Skyddade uppgifter"  # what a person may not see by supplier, in one line
_TOP = 10


@dataclass(frozen=True)
class OutsideSupplier:
    """Somebody much is bought from outside contract. `supplier_id` is null for the line "Skyddade uppgifter"."""

    name: str
    supplier_id: int | None
    sum_sek: Decimal
    reason: str
    href: str


@dataclass(frozen=True)
class SupplierSpend:
    """What was bought from one supplier: by bucket and by month, for its page."""

    supplier: Supplier
    period: Period
    whole: Loyalty
    buckets: tuple[BucketSum, ...]
    months: tuple[BucketMonth, ...]


def outside_suppliers(
    *, root: Category, user: User, period: Period, top: int = _TOP, category: Category | None = None
) -> tuple[OutsideSupplier, ...]:
    """From whom most is bought outside contract, each with its largest sub-reason; the secret ones as one line.

    Of one `category` under the root, where it is given.
    """

    def of_it(spend: SpendT) -> SpendT:
        within = spend.under_root(root) if category is None else spend.in_category(category)
        return within.in_period(period).outside_contract()

    outside = SeenSpend.by(user, SupplierMonth.objects.all()).narrowed(of_it)
    largest = outside.largest_by("supplier", top=top)
    # What they are called is asked for together with why, of these few.
    these = outside.narrowed(lambda spend: spend.filter(supplier__in=[supplier for supplier, _ in largest]))
    by_reason = these.sums_by("supplier", "supplier__name", "supplier__is_secret", "reason")
    names = {supplier: name for supplier, name, _, _ in by_reason}
    note(Supplier, {supplier for supplier, _, is_secret, _ in by_reason if is_secret})
    reasons: dict[int, str] = {}
    for (supplier, _, _, reason), _told in sorted(by_reason.items(), key=lambda each: (-each[1][1], each[0][3])):
        reasons.setdefault(supplier, Reason(reason).label)
    both = [Bucket.APPROVED_DEVIATION.value, Bucket.UNEXPLAINED.value]
    lines = [
        OutsideSupplier(
            names[supplier],
            supplier,
            total,
            reasons[supplier],
            rows_url(period, leverantor=supplier, utfall=both, underkategori=category and category.pk),
        )
        for supplier, total in largest
    ]
    if secret := outside.hidden.pooled():
        lines.append(OutsideSupplier(PROTECTED, None, secret, "", ""))
    return tuple(lines)


@dataclass(frozen=True)
class SupplierUse:
    """One supplier beside another: what was bought, how many rows that is, and how many deviations there are."""

    supplier: Supplier
    period: Period
    sum_sek: Decimal
    count: int
    deviations: int


def supplier_use(supplier: Supplier, *, user: User, on: date) -> SupplierUse:
    """What a supplier is used for, as far as the user may see it, in the twelve months that all pages show."""
    spent = latest_supplier_spend(supplier, user=user, on=on)
    deviations = Placement.objects.visible_to(user).outside_contract().filter(supplier=supplier).count()
    return SupplierUse(supplier, spent.period, spent.whole.ledger, spent.whole.count, deviations)


def supplier_spend(*, supplier: Supplier, user: User, period: Period) -> SupplierSpend:
    """One supplier's spend, as far as the user may see it."""
    seen = SeenSpend.by(user, SupplierMonth.objects.all()).in_period(period)
    of_supplier = seen.narrowed(lambda spend: spend.filter(supplier=supplier))
    by_month = {key[0]: loyalty for key, loyalty in of_supplier.loyalty_by("month")}
    whole = Loyalty.together(by_month.values())
    return SupplierSpend(
        supplier=supplier,
        period=period,
        whole=whole,
        buckets=bucket_lines(whole, period, leverantor=supplier.pk),
        months=bucket_months(by_month, period),
    )


def latest_supplier_spend(supplier: Supplier, *, user: User, on: date) -> SupplierSpend:
    """The same twelve months as everywhere; up to a day's month when nothing is loaded."""
    period = SpendTotal.objects.within_reach_of(user).measured(on).period
    return supplier_spend(supplier=supplier, user=user, period=period or Period.rolling_12(on))
