"""Telling which contracts should be followed up more closely, by what is known of their suppliers' risk."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Count, Q, Sum

from contracts.register.models import Contract
from contracts.suppliers.models import FinalSupplier
from followup.flags.choices import Fact, Status
from followup.flags.models import Flag, SupplierFact
from followup.flags.rules import DEPENDENT, risk_words
from followup.judging.models import SupplierMonth
from followup.reviews.models import Finding, RiskMark
from huddinge_vo.common.money import share
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import swedish_day

_BACK = relativedelta(years=2)


@transaction.atomic
def mark_risks(*, buyer: Organization, at: datetime) -> int:
    """Write anew why contracts in force should be followed up more closely. Returns how many should.

    It is read when classes are proposed; a person decides. Only what is no secret to anybody counts, for the reason
    stands where all who may see the contract read it.
    """
    Organization.objects.select_for_update().get(pk=buyer.pk)
    on = swedish_day(at)
    now = dict(FinalSupplier.objects.values_list("supplier", "final"))
    confirmed: dict[int, int] = defaultdict(int)
    flags = Flag.objects.public().filter(buyer=buyer, status=Status.CONFIRMED, closed_at__gte=at - _BACK)
    for supplier, n in flags.order_by().values_list("supplier").annotate(n=Count("pk")):
        confirmed[now.get(supplier, supplier)] += n
    grave: dict[int, int] = defaultdict(int)
    findings = Finding.objects.public().filter(buyer=buyer).unsettled()
    worst = findings.filter(Q(severity__in=["HIGH", "CRITICAL"]) | Q(is_irregularity=True))
    for supplier, n in worst.order_by().values_list("supplier").annotate(n=Count("pk")):
        grave[now.get(supplier, supplier)] += n
    shares = _dependent(buyer, now, on - relativedelta(years=1))
    wanted = {}
    contracts = Contract.objects.public().filter(buyer=buyer).in_force_on(on).order_by("pk")
    for pk, supplier in contracts.values_list("pk", "supplier"):
        whom = now.get(supplier, supplier)
        if words := risk_words(confirmed[whom], grave[whom], shares.get(whom)):
            wanted[pk] = words
    RiskMark.objects.filter(contract__buyer=buyer).exclude(contract__in=wanted).delete()
    RiskMark.objects.bulk_create(
        (RiskMark(contract_id=pk, reason=words) for pk, words in wanted.items()),
        update_conflicts=True,
        unique_fields=["contract"],
        update_fields=["reason"],
    )
    return len(wanted)


def _dependent(buyer: Organization, now: dict[int, int], since: object) -> dict[int, Decimal]:
    """Our share of the turnover of those whose turnover is known, and of whom it is a large part."""
    facts = SupplierFact.objects.public().filter(buyer=buyer, kind=Fact.TURNOVER, number__gt=0)
    turnover = {now.get(pk, pk): number for pk, number in facts.order_by("on", "pk").values_list("supplier", "number")}
    bought = SupplierMonth.objects.filter(buyer=buyer, supplier__in=turnover, month__gt=since).order_by()
    sums = bought.values_list("supplier").annotate(total=Sum("sum_sek"))
    found = {pk: share(total, turnover[pk] or 0) for pk, total in sums}
    return {pk: part for pk, part in found.items() if part is not None and part >= DEPENDENT}
