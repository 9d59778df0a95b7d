"""Loyalty and the five buckets of a period, by month and by subcategory, each with the way to its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, Max, Q
from django.urls import reverse

from contracts.plan.models import Category
from contracts.plan.rules import CategoryTree
from followup.judging.choices import Bucket
from followup.judging.querysets import Loyalty
from followup.ledger.models import LedgerImport
from huddinge_vo.common.money import share
from huddinge_vo.common.periods import Period


def rows_url(period: Period, **filters: object) -> str:
    """Where the rows behind a number are, with the filter set."""
    chosen = {name: value for name, value in filters.items() if value not in (None, "")}
    query = {"bokford_fran": period.first, "bokford_till": period.last, **chosen}
    return f"{reverse('followup:row-list')}?{urlencode(query, doseq=True)}"


@dataclass(frozen=True)
class Freshness:
    """How old the data is: the last booking month there is spend for, and when it was loaded."""

    until: date | None
    loaded_at: datetime | None
    is_demo: bool


@dataclass(frozen=True)
class BucketSum:
    """One bucket of a period, and where its rows are."""

    bucket: Bucket
    sum_sek: Decimal
    share: Decimal | None
    href: str


@dataclass(frozen=True)
class BucketMonth:
    """One month's kronor in one bucket, for the picture and its table."""

    month: date
    bucket: Bucket
    sum_sek: Decimal


@dataclass(frozen=True)
class LoyaltyLine:
    """Loyalty of a group: a subcategory, an area."""

    key: str
    name: str
    loyalty: Loyalty
    href: str
    lacks_own_area: bool = False  # then nothing is said of how loyal it is


def freshness(*, root: Category, last_month: date | None) -> Freshness:
    """Up to when there is data, to the end of a month by its first day, and when it came."""
    loaded = LedgerImport.objects.filter(buyer=root.buyer_id, status=LedgerImport.Status.LOADED)
    facts = loaded.aggregate(at=Max("loaded_at"), demo=Count("pk", filter=Q(is_demo=True)))
    until = Period.containing(last_month).last if last_month else None
    return Freshness(until, facts["at"], bool(facts["demo"]))


def bucket_sums(loyalty: Loyalty) -> dict[Bucket, Decimal]:
    """The five buckets in their order; they add up to the ledger."""
    return {
        Bucket.ON_CONTRACT: loyalty.on_contract,
        Bucket.APPROVED_DEVIATION: loyalty.approved_deviation,
        Bucket.UNEXPLAINED: loyalty.unexplained,
        Bucket.UNKNOWN: loyalty.unknown,
        Bucket.EXCLUDED: loyalty.excluded,
    }


def bucket_lines(whole: Loyalty, period: Period, **filters: object) -> tuple[BucketSum, ...]:
    """Each bucket's sum and share, and where its rows are when they are narrowed further by `filters`."""
    return tuple(
        BucketSum(
            bucket,
            value,
            share(value, whole.ledger),
            rows_url(period, **filters, utfall=bucket),
        )
        for bucket, value in bucket_sums(whole).items()
    )


def bucket_months(by_month: Mapping[date, Loyalty], period: Period) -> tuple[BucketMonth, ...]:
    """Each month of a period in its buckets; a month without spend is left out."""
    return tuple(
        BucketMonth(month, bucket, value)
        for month in period.months()
        if month in by_month
        for bucket, value in bucket_sums(by_month[month]).items()
    )


def subcategory_lines(
    root: Category, tree: CategoryTree, by_category: Mapping[int | None, Loyalty], period: Period
) -> tuple[LoyaltyLine, ...]:
    """Loyalty of each subcategory; what no subcategory could be told for has a line of its own."""
    lines = []
    for pk, loyalty in by_category.items():
        if pk is None:
            lines.append(LoyaltyLine("–", "Utan underkategori", loyalty, rows_url(period, underkategori="ingen")))
            continue
        branch = tree.named(pk)
        label = "Hela kategorin, ej fördelat" if pk == root.pk else branch.name
        lines.append(LoyaltyLine(branch.code or "–", label, loyalty, rows_url(period, underkategori=pk)))
    return tuple(lines)
