"""What lists of the price control are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from contracts.suppliers.models import Supplier
from followup.price_control.choices import Kind
from followup.price_control.models import PriceClaim, PriceDeviation
from huddinge_vo.common.pages.filters import DateRangeEnd, DateRangeStart, FilterSet
from huddinge_vo.common.people.request import user_of


class DeviationFilter(FilterSet):
    """What is not as agreed."""

    sok = filters.CharFilter(label="Sök", method="search")
    slag = filters.ChoiceFilter(label="Avvikelse", field_name="kind", choices=Kind, empty_label="alla")
    fran = DateRangeStart(label="Faktura från", field_name="line__invoice__issued_on")
    till = DateRangeEnd(label="Faktura till", field_name="line__invoice__issued_on")
    krav = filters.ChoiceFilter(
        label="I ett krav", method="by_claim", choices=[("ja", "ja"), ("nej", "nej")], empty_label="alla"
    )
    leverantor = filters.NumberFilter(field_name="line__invoice__supplier", widget=forms.HiddenInput)

    class Meta:
        model = PriceDeviation
        fields: list[str] = []

    def search(self, queryset: QuerySet[PriceDeviation], name: str, value: str) -> QuerySet[PriceDeviation]:
        """By the invoice's whole number, or the supplier."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(Q(line__invoice__number=value) | Q(line__invoice__supplier__in=suppliers))

    def by_claim(self, queryset: QuerySet[PriceDeviation], name: str, value: str) -> QuerySet[PriceDeviation]:
        """In a claim or not yet."""
        return queryset.filter(claim__isnull=value == "nej")


class ClaimFilter(FilterSet):
    """Claims by where they are."""

    lage = filters.ChoiceFilter(label="Status", field_name="status", choices=PriceClaim.Status, empty_label="alla")

    class Meta:
        model = PriceClaim
        fields: list[str] = []
