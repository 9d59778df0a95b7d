"""What the lists of rounds and contracts are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from contracts.plan.choices import Form
from contracts.plan.filters import areas_of, categories_of
from contracts.register.models import Contract, Framework
from contracts.register.querysets import ContractQuerySet, FrameworkQuerySet
from contracts.suppliers.models import Supplier
from huddinge_vo.common.pages.filters import DateRangeEnd, DateRangeStart, FilterSet
from huddinge_vo.common.people.request import user_of

_YES = (("ja", "ja"),)
_MISSING = (("saknas", "saknas"),)


STANDING = (
    ("i-kraft", "i kraft i dag"),
    ("kommande", "börjar senare"),
    ("avslutade", "avslutade"),
    ("utkast", "utkast"),
    ("tecknade", "alla utom utkast"),
)


class ContractFilter(FilterSet):
    """Contracts by words, area, form, standing and end."""

    sok = filters.CharFilter(label="Sök avtal eller leverantör", method="search")
    underkategori = filters.ModelChoiceFilter(
        label="Underkategori", field_name="areas__category", queryset=categories_of, empty_label="alla", distinct=True
    )
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde", field_name="areas", queryset=areas_of, empty_label="alla", distinct=True
    )
    form = filters.ChoiceFilter(label="Avtalsform", choices=Form, empty_label="alla")
    laget = filters.ChoiceFilter(label="Status", choices=STANDING, method="by_standing", empty_label="alla")
    takvolym = filters.ChoiceFilter(label="Takvolym", choices=_MISSING, method="by_ceiling", empty_label="alla")
    samhallsviktig = filters.ChoiceFilter(
        label="Samhällsviktiga", field_name="is_critical", choices=_YES, method="only", widget=forms.HiddenInput
    )
    slutar_tidigast = DateRangeStart(label="Slutar tidigast", field_name="ends_on")
    slutar_senast = DateRangeEnd(label="Slutar senast", field_name="ends_on")

    class Meta:
        model = Contract
        fields: list[str] = []

    def by_ceiling(self, queryset: ContractQuerySet, name: str, value: str) -> ContractQuerySet:
        """Those not ended that lack the ceiling that they must have, as their pages say."""
        return queryset.without_ceiling(on=self.today)

    def only(self, queryset: ContractQuerySet, name: str, value: str) -> ContractQuerySet:
        """Those for which something holds."""
        return queryset.filter(**{name: True})

    def search(self, queryset: QuerySet[Contract], name: str, value: str) -> QuerySet[Contract]:
        """By part of number, title or supplier's name, or by the supplier's whole number."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(Q(number__icontains=value) | Q(title__icontains=value) | Q(supplier__in=suppliers))

    def by_standing(self, queryset: QuerySet[Contract], name: str, value: str) -> QuerySet[Contract]:
        """Where a contract stands today."""
        today = self.today
        signed = Q(status=Contract.Status.SIGNED)
        return queryset.filter(
            {
                "i-kraft": signed & Q(in_force__contains=today),
                "kommande": signed & Q(valid_from__gt=today),
                "avslutade": signed & Q(ends_on__lt=today),
                "utkast": ~signed,
                "tecknade": signed,
            }[value]
        )


class FrameworkFilter(FilterSet):
    """Rounds of procurement by words, area and form."""

    sok = filters.CharFilter(label="Sök nummer eller rubrik", method="search")
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde", field_name="areas", queryset=areas_of, empty_label="alla", distinct=True
    )
    form = filters.ChoiceFilter(label="Avtalsform", choices=Form, empty_label="alla")
    takvolym = filters.ChoiceFilter(label="Takvolym", choices=_MISSING, method="by_ceiling", empty_label="alla")

    class Meta:
        model = Framework
        fields: list[str] = []

    def by_ceiling(self, queryset: FrameworkQuerySet, name: str, value: str) -> FrameworkQuerySet:
        """Those under which something runs without the ceiling that it must have."""
        contracts = Contract.objects.visible_to(user_of(self.request))
        return queryset.running_without_ceiling(contracts, on=self.today)

    def search(self, queryset: QuerySet[Framework], name: str, value: str) -> QuerySet[Framework]:
        """By part of number or title."""
        return queryset.filter(Q(number__icontains=value) | Q(title__icontains=value))
