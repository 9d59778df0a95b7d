"""What lists of adjustments, requests and differences are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import F, Q, QuerySet

from contracts.plan.filters import areas_of
from contracts.prices.models import PriceAdjustment, PriceDifference, PriceRequest, PriceToConfirm
from contracts.prices.querysets import (
    OfContractQuerySet,
    PriceAdjustmentQuerySet,
    PriceDifferenceQuerySet,
    PriceToConfirmQuerySet,
)
from contracts.suppliers.models import Supplier
from huddinge_vo.common.pages.filters import FilterSet, WaitingFilter, YearFilter
from huddinge_vo.common.people.request import user_of

_ATTEND = (
    ("oppna", "att arbeta med"),
    ("foreslagna", "föreslagna"),
    ("vantar", "väntar"),
    ("skickade", "till godkännande"),
    ("godkanda", "godkända"),
    ("avvisade", "avvisade"),
)
_STATUS = {
    "foreslagna": "PROPOSED",
    "vantar": "WAITING",
    "skickade": "SUBMITTED",
    "godkanda": "APPROVED",
    "avvisade": "REJECTED",
}


class AdjustmentFilter(FilterSet):
    """Adjustments by words, area, state and whether the contract has ended."""

    sok = filters.CharFilter(label="Sök avtal eller leverantör", method="search")
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde", field_name="contract__areas", queryset=areas_of, empty_label="alla", distinct=True
    )
    laget = filters.ChoiceFilter(label="Status", choices=_ATTEND, method="by_state", empty_label="alla")
    kvarboende = filters.ChoiceFilter(
        label="Avtalet",
        choices=(("nej", "gäller"), ("ja", "har slutat, kvarboende")),
        method="by_end",
        empty_label="alla",
    )
    vantar = WaitingFilter(("mig", "på mitt godkännande", "to_approve_by"))
    fran = filters.DateFilter(label="Nytt pris från dag", field_name="effective_on")
    klausul = filters.NumberFilter(field_name="clause", widget=forms.HiddenInput)
    ar = YearFilter(label="Nytt pris från år", field_name="effective_on__year")

    class Meta:
        model = PriceAdjustment
        fields: tuple[str, ...] = ()

    def search(self, queryset: PriceAdjustmentQuerySet, name: str, value: str) -> PriceAdjustmentQuerySet:
        """By part of number, title or supplier's name."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(
            Q(contract__number__icontains=value)
            | Q(contract__title__icontains=value)
            | Q(contract__supplier__in=suppliers)
        )

    def by_state(self, queryset: PriceAdjustmentQuerySet, name: str, value: str) -> PriceAdjustmentQuerySet:
        """Where it stands."""
        return queryset.open() if value == "oppna" else queryset.filter(status=_STATUS[value])

    def by_end(self, queryset: QuerySet[PriceAdjustment], name: str, value: str) -> QuerySet[PriceAdjustment]:
        """Whether people stay on after the contract's end."""
        return queryset.filter(is_after_end=value == "ja")


class PriceRequestFilter(FilterSet):
    """Requests by words and whether anything has come of them."""

    sok = filters.CharFilter(label="Sök avtal eller leverantör", method="search")
    laget = filters.ChoiceFilter(
        label="Status",
        choices=(("oppna", "inte avgjorda"), ("avslagna", "avslagna"), ("sena", "för sent inkomna")),
        method="by_state",
        empty_label="alla",
    )

    class Meta:
        model = PriceRequest
        fields: tuple[str, ...] = ()

    def search(self, queryset: OfContractQuerySet, name: str, value: str) -> OfContractQuerySet:
        """By part of number or supplier's name."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(Q(contract__number__icontains=value) | Q(contract__supplier__in=suppliers))

    def by_state(self, queryset: OfContractQuerySet, name: str, value: str) -> OfContractQuerySet:
        """Whether it is decided, or came too late."""
        if value == "sena":
            return queryset.filter(received_on__gt=F("ask_by"))
        return queryset.undecided() if value == "oppna" else queryset.filter(declined_at__isnull=False)


class DifferenceFilter(FilterSet):
    """Differences by words, budget year and state."""

    sok = filters.CharFilter(label="Sök avtal, leverantör eller förvaltning", method="search")
    ar = YearFilter(label="Budgetår", field_name="budget_year")
    laget = filters.ChoiceFilter(
        label="Status", field_name="status", choices=PriceDifference.Status, empty_label="alla"
    )
    vantar = WaitingFilter(
        ("mig", "på mitt godkännande", "to_approve_by"), ("reglering", "på att jag reglerar", "to_settle_by")
    )

    class Meta:
        model = PriceDifference
        fields: tuple[str, ...] = ()

    def search(self, queryset: PriceDifferenceQuerySet, name: str, value: str) -> PriceDifferenceQuerySet:
        """By part of any of the three."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(
            Q(line__adjustment__contract__number__icontains=value)
            | Q(line__adjustment__contract__supplier__in=suppliers)
            | Q(payer__icontains=value)
        )


class PriceToConfirmFilter(FilterSet):
    """Prices that a second person is asked about, by words and state."""

    sok = filters.CharFilter(label="Sök avtal, område eller artikel", method="search")
    laget = filters.ChoiceFilter(label="Status", field_name="status", choices=PriceToConfirm.Status, empty_label="alla")
    vantar = WaitingFilter(("mig", "på att jag bekräftar", "to_approve_by"))

    class Meta:
        model = PriceToConfirm
        fields: tuple[str, ...] = ()

    def search(self, queryset: PriceToConfirmQuerySet, name: str, value: str) -> PriceToConfirmQuerySet:
        """By part of any of the three."""
        return queryset.filter(
            Q(item__contract__number__icontains=value)
            | Q(item__area__name__icontains=value)
            | Q(item__name__icontains=value)
        )
