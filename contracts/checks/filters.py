"""What the list of checks is narrowed by."""

from __future__ import annotations

from datetime import timedelta

import django_filters as filters
from django.db.models import Q, QuerySet

from contracts.checks.models import CheckKind, SupplierCheck
from contracts.checks.rules import EXPIRES_SOON_DAYS
from contracts.plan.filters import areas_of
from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.people.request import user_of


class CheckFilter(FilterSet):
    """Checks by supplier, kind and how they stand today."""

    sok = filters.CharFilter(label="Sök leverantör eller verksamhet", method="search")
    kind = filters.ChoiceFilter(label="Kontroll", choices=CheckKind, empty_label="alla")
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde, avtal i kraft", queryset=areas_of, method="of_area", empty_label="alla"
    )
    laget = filters.ChoiceFilter(
        label="Status",
        choices=(("snart", "går ut inom 30 dagar"), ("utgangna", "har gått ut"), ("underkanda", "underkända")),
        method="by_state",
        empty_label="alla",
    )

    class Meta:
        model = SupplierCheck
        fields: list[str] = []

    def search(self, queryset: QuerySet[SupplierCheck], name: str, value: str) -> QuerySet[SupplierCheck]:
        """By part of either's name, or the supplier's whole number."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(Q(supplier__in=suppliers) | Q(unit__name__icontains=value))

    def of_area(self, queryset: QuerySet[SupplierCheck], name: str, value: ContractArea) -> QuerySet[SupplierCheck]:
        """Of the suppliers that have a contract in force in an area."""
        contracts = Contract.objects.visible_to(user_of(self.request)).in_force_on(self.today).filter(areas=value)
        return queryset.filter(supplier__in=contracts.order_by().values("supplier"))

    def by_state(self, queryset: QuerySet[SupplierCheck], name: str, value: str) -> QuerySet[SupplierCheck]:
        """How they stand today; a failed rating with a written reason is relied upon."""
        today = self.today
        soon = today + timedelta(days=EXPIRES_SOON_DAYS)
        return queryset.filter(
            {
                "snart": Q(valid_until__gte=today, valid_until__lte=soon),
                "utgangna": Q(valid_until__lt=today),
                "underkanda": Q(outcome="FAILED") & ~(Q(kind="RATING") & ~Q(reason="")),
            }[value]
        )
