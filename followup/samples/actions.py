"""Drawing purchases at random, and saying what their papers showed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min, Sum

from followup.flags.choices import Status
from followup.flags.models import Flag
from followup.judging.choices import Bucket
from followup.judging.models import JudgedRow
from followup.samples.choices import Outcome
from followup.samples.models import Sample, SampledPurchase, SampleStratum
from followup.samples.rules import Purchase, draw
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.saving import check_version

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_OF = ("key__supplier", "invoice_number", "voucher")


class NothingToDraw(Exception):
    """There are no purchases in the period. The message is shown to the person."""


@dataclass(frozen=True)
class _Bought:
    """An invoice as the ledger has it: all its rows together."""

    supplier: int
    invoice_number: str
    voucher: str
    total: Decimal
    day: date
    contract: int | None


def _purchases(buyer: Organization, first: date, last: date) -> dict[str, _Bought]:
    """The invoices of a period that are no secret, as the ledger has them, by what they are known by."""
    rows = JudgedRow.objects.public().filter(buyer=buyer, booked_on__range=(first, last), key__supplier__isnull=False)
    summed = rows.exclude(bucket=Bucket.EXCLUDED).order_by().values(*_OF)
    found = summed.annotate(total=Sum("sum_sek"), day=Min("booked_on"), of_contract=Max("contract")).filter(total__gt=0)
    told = found.values_list(*_OF, "total", "day", "of_contract").iterator(chunk_size=5000)
    return {"|".join(map(str, each[:3])): _Bought(*each) for each in told}


@transaction.atomic
def draw_sample(*, sample: Sample, by: User, at: datetime) -> Sample:
    """Draw a sample of a period's purchases. The same ledger, period, size and seed give the same purchases.

    Raises NothingToDraw; a sample that is drawn already is a ValidationError.
    """
    require(by, "followup.add_sample", sample)
    Organization.objects.select_for_update().get(pk=sample.buyer_id)  # of two at once the second sees the first's
    sample.drawn_by, sample.drawn_at = by, at
    sample.population, sample.population_sek = 0, Decimal(0)
    sample.full_clean()
    found = _purchases(sample.buyer, sample.first_on, sample.last_on)
    if not found:
        raise NothingToDraw("Inga köp är bokförda i perioden.")
    flagged = set(
        Flag.objects.filter(buyer=sample.buyer, status__in=[Status.OPEN, Status.CONFIRMED], supplier__isnull=False)
        .order_by()
        .values_list("supplier", flat=True)
    )
    parts = draw(
        [Purchase(key, each.total, each.supplier in flagged) for key, each in found.items()],
        size=sample.size,
        seed=sample.seed,
    )
    sample.population = len(found)
    sample.population_sek = sum((part.population_sek for part in parts), Decimal(0))
    sample.save()
    for part in parts:
        stratum = SampleStratum.objects.create(
            sample=sample,
            number=part.number,
            is_risky=part.is_risky,
            lower_sek=part.lower_sek,
            upper_sek=part.upper_sek,
            population=part.population,
            population_sek=part.population_sek,
            drawn=len(part.drawn),
        )
        SampledPurchase.objects.bulk_create(
            SampledPurchase(
                sample=sample,
                stratum=stratum,
                supplier_id=each.supplier,
                contract_id=each.contract,
                invoice_number=each.invoice_number,
                voucher=each.voucher,
                booked_on=each.day,
                sum_sek=each.total,
            )
            for each in (found[key] for key in part.drawn)
        )
    return sample


@transaction.atomic
def review_purchase(
    *,
    purchase_id: int,
    outcome: str,
    error_sek: Decimal | None,
    comment: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> SampledPurchase:
    """Say what the papers of a drawn purchase showed. It may be said anew. Raises ChangedMeanwhile.

    Of a wrong amount the error is in kronor: more was paid than should have been, or negative, less. Without papers it
    is the whole amount.
    """
    found = SampledPurchase.objects.select_for_update(of=("self",)).select_related("sample").get(pk=purchase_id)
    require(by, "followup.change_sampledpurchase", found)
    if outcome == Outcome.ERROR and not error_sek:
        raise ValidationError({"error_sek": "Ange felet i kronor."})
    found.version = check_version(found, version)
    found.outcome, found.comment = outcome, comment.strip()
    found.error_sek = {
        Outcome.RIGHT.value: Decimal(0),
        Outcome.NO_PAPERS.value: found.sum_sek,
    }.get(outcome, error_sek)
    found.reviewed_by, found.reviewed_at = by, at
    found.full_clean()
    found.save()
    return found
