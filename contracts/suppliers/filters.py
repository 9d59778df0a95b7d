"""What the lists of suppliers and units are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q

from contracts.plan.filters import areas_of
from contracts.suppliers.models import Supplier, SupplierProposal, SupplierUnit
from contracts.suppliers.querysets import SupplierProposalQuerySet, SupplierQuerySet, SupplierUnitQuerySet
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.people.request import user_of


class UnitFilter(FilterSet):
    """Units by words, area, place and whether anybody may be placed there."""

    sok = filters.CharFilter(label="Sök verksamhet, leverantör eller målgrupp", method="search")
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde", field_name="areas", queryset=areas_of, empty_label="alla", distinct=True
    )
    kommun = filters.CharFilter(label="Kommun eller län", method="by_place")
    placeringar = filters.ChoiceFilter(
        label="Placeringar", choices=(("oppet", "öppet"), ("stopp", "stopp")), method="by_stop", empty_label="alla"
    )

    class Meta:
        model = SupplierUnit
        fields: list[str] = []

    def search(self, queryset: SupplierUnitQuerySet, name: str, value: str) -> SupplierUnitQuerySet:
        """By part of any of the three, or the supplier's whole number."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(Q(name__icontains=value) | Q(supplier__in=suppliers) | Q(target_group__icontains=value))

    def by_place(self, queryset: SupplierUnitQuerySet, name: str, value: str) -> SupplierUnitQuerySet:
        """By part of either."""
        return queryset.filter(Q(municipality__icontains=value) | Q(county__icontains=value))

    def by_stop(self, queryset: SupplierUnitQuerySet, name: str, value: str) -> SupplierUnitQuerySet:
        """Whether nobody new is placed there."""
        return queryset.filter(is_stopped=value == "stopp")


class SupplierFilter(FilterSet):
    """Suppliers by name or number, and by whether they hold contracts."""

    sok = filters.CharFilter(label="Sök namn eller nummer", method="search")
    avtal = filters.ChoiceFilter(
        label="Avtal i kraft",
        choices=(("ja", "har avtal"), ("nej", "saknar avtal")),
        method="by_contracts",
        empty_label="alla",
    )

    class Meta:
        model = Supplier
        fields: list[str] = []

    def search(self, queryset: SupplierQuerySet, name: str, value: str) -> SupplierQuerySet:
        """By what they are called, or were before a merger."""
        called = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(pk__in=called.values("pk"))

    def by_contracts(self, queryset: SupplierQuerySet, name: str, value: str) -> SupplierQuerySet:
        """By contracts in force today, as far as the person may know."""
        return queryset.filter(contracts_in_force__gt=0) if value == "ja" else queryset.filter(contracts_in_force=0)


class SupplierProposalFilter(FilterSet):
    """Suppliers to sort out, by words, by what is wrong, and those that are answered."""

    sok = filters.CharFilter(label="Sök namn eller nummer", method="search")
    slag = filters.ChoiceFilter(label="Slag", field_name="kind", choices=SupplierProposal.Kind, empty_label="alla")
    laget = filters.ChoiceFilter(
        label="Läge", choices=(("avgjorda", "avgjorda"),), method="by_state", empty_label="att reda ut"
    )

    class Meta:
        model = SupplierProposal
        fields: list[str] = []

    def search(self, queryset: SupplierProposalQuerySet, name: str, value: str) -> SupplierProposalQuerySet:
        """By part of a name in the register or the ledger, or a whole number."""
        called = Supplier.objects.visible_to(user_of(self.request)).called(value)
        in_ledger = Q(ledger_name__icontains=value) | Q(ledger_ref=value.strip())
        return queryset.filter(Q(supplier__in=called) | Q(other__in=called) | in_ledger)

    def by_state(self, queryset: SupplierProposalQuerySet, name: str, value: str) -> SupplierProposalQuerySet:
        """Those that are answered; the list itself begins with those that wait."""
        return queryset.decided()
