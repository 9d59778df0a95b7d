"""Names of suppliers in the ledgers, for those who sort the register of suppliers out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from contracts.suppliers import actions as supplier_actions
from contracts.suppliers.actions import LedgerName
from contracts.suppliers.models import Supplier
from followup.judging.choices import Bucket
from followup.judging.models import SpendKey, SpendMonth, SpendTotal
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import Period, swedish_day
from huddinge_vo.common.secrecy.querysets import secret_to


def propose_suppliers(*, at: datetime) -> int:
    """Find suppliers to sort out, by the register's names and all ledgers'. Returns how many wait for somebody."""
    return supplier_actions.propose_suppliers(ledger_names=_ledger_names(at), at=at)


def _ledger_names(at: datetime) -> Iterator[LedgerName]:
    """Each number and name that a buyer's ledger has, with what was bought in the twelve months that all pages show.

    A row that names a contract has the contract's supplier where its number says nothing. What is not purchasable needs
    no supplier. What leads to a secret contract of a supplier that is not secret himself is left out, and no secret
    spend is summed: whoever sorts out may know of the supplier without knowing of the contract. A row that has a secret
    supplier's name is for those who may know of him.
    """
    secret = secret_to(None, SpendMonth)
    suppliers = Supplier.objects.filter(secret_to(None, Supplier))
    named = SpendKey.objects.filter(told_suppliers__supplier__in=suppliers).values("pk")
    told = SpendMonth.objects.exclude(bucket=Bucket.EXCLUDED).annotate(
        has_number=Q(key__org_number__isnull=False),
        whose=Coalesce("key__supplier", "supplier"),
        names_secret=Q(key__in=named),
    )
    told = told.filter(~secret | Q(whose__in=suppliers) | Q(names_secret=True))
    for buyer in Organization.objects.filter(pk__in=SpendTotal.objects.values("buyer")).order_by("pk"):
        on = swedish_day(at)
        period = SpendTotal.objects.for_buyer(buyer).measured(on).period or Period.rolling_12(on)
        found = (
            told.for_buyer(buyer)
            .order_by()
            .values_list("key__supplier_ref", "key__supplier_name", "has_number", "whose", "names_secret")
            .annotate(bought=Sum("sum_sek", filter=Q(month__range=(period.first, period.last)) & ~secret))
        )
        for ref, name, has_number, whose, names_secret, bought in found:  # few: thousands among millions of rows
            yield LedgerName(buyer.pk, ref, name, has_number, whose, bought, names_secret=names_secret)
