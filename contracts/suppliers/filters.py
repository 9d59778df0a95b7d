"""What the lists of suppliers and units are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from contracts.plan.filters import areas_of
from contracts.suppliers.choices import UNKNOWN_COUNTY, County
from contracts.suppliers.models import Supplier, SupplierProposal, SupplierUnit, TargetGroup
from contracts.suppliers.querysets import SupplierProposalQuerySet, SupplierQuerySet, SupplierUnitQuerySet
from contracts.suppliers.rules import county_of
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.people.request import user_of

OLDEST = 120  # years


def _groups(_request: HttpRequest) -> QuerySet[TargetGroup]:
    """All of them: a unit may have one that is no longer chosen."""
    return TargetGroup.objects.order_by("sort_name", "name", "pk")


class AgeFilter(filters.NumberFilter):
    """How old somebody is, in whole years."""

    field_class = forms.IntegerField

    def get_max_validator(self) -> None:
        """The field has its own."""
        return


class UnitFilter(FilterSet):
    """Units by words, area, place, for whom they are and whether anybody may be placed there."""

    sok = filters.CharFilter(label="Sök verksamhet, leverantör eller målgrupp", method="search")
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde", field_name="areas", queryset=areas_of, empty_label="alla", distinct=True
    )
    kommun = filters.CharFilter(label="Kommun eller län", method="by_place")
    lan = filters.ChoiceFilter(
        label="Län",
        choices=(*County.choices, (UNKNOWN_COUNTY, "inte angivet eller okänt")),
        method="by_county",
        empty_label="alla",
    )
    placeringar = filters.ChoiceFilter(
        label="Placeringar", choices=(("oppet", "öppet"), ("stopp", "stopp")), method="by_stop", empty_label="alla"
    )

    malgrupp = filters.ModelChoiceFilter(
        label="Målgrupp", field_name="target_groups", queryset=_groups, empty_label="alla", distinct=True
    )
    tar_emot = filters.ChoiceFilter(
        label="Tar emot", choices=SupplierUnit.Takes, method="that_takes", empty_label="oavsett"
    )
    alder = AgeFilter(label="Ålder", method="for_age", min_value=0, max_value=OLDEST)
    lediga = filters.ChoiceFilter(
        label="Lediga platser",
        choices=(("ja", "finns enligt besked"), ("nej", "inga enligt besked"), ("okant", "inget besked")),
        method="by_free_places",
        empty_label="oavsett",
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

    def by_county(self, queryset: SupplierUnitQuerySet, name: str, value: str) -> SupplierUnitQuerySet:
        """Those whose words for their county mean it, however they are written."""
        seen = SupplierUnit.objects.visible_to(user_of(self.request))
        words = seen.order_by().values_list("county", flat=True).distinct()
        wanted = None if value == UNKNOWN_COUNTY else County(value)
        return queryset.filter(county__in=[each for each in words if county_of(each) == wanted])

    def that_takes(self, queryset: SupplierUnitQuerySet, name: str, value: str) -> SupplierUnitQuerySet:
        """Those that say so, or that they take all."""
        return queryset.filter(takes__in={value, SupplierUnit.Takes.ALL})

    def for_age(self, queryset: SupplierUnitQuerySet, name: str, value: int) -> SupplierUnitQuerySet:
        """Those that say no other age; an end that is not told is open."""
        old_enough = Q(age_from__isnull=True) | Q(age_from__lte=value)
        return queryset.filter(old_enough, Q(age_to__isnull=True) | Q(age_to__gte=value))

    def by_free_places(self, queryset: SupplierUnitQuerySet, name: str, value: str) -> SupplierUnitQuerySet:
        """As the supplier last told."""
        return queryset.filter(
            {"ja": Q(free_places__gt=0), "nej": Q(free_places=0), "okant": Q(free_places__isnull=True)}[value]
        )

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
        label="Status", choices=(("avgjorda", "avgjorda"),), method="by_state", empty_label="att reda ut"
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
