"""What hits are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from contracts.suppliers.models import Supplier
from followup.watch.choices import Priority, Verdict
from followup.watch.models import MediaHit
from huddinge_vo.common.pages.filters import DateRangeEnd, DateRangeStart, FilterSet
from huddinge_vo.common.people.request import user_of


class HitFilter(FilterSet):
    """Hits by what was said of them, when they were found, and whom they name."""

    sok = filters.CharFilter(label="Sök leverantör eller rubrik", method="search")
    bedomning = filters.ChoiceFilter(label="Bedömning", field_name="verdict", choices=Verdict, empty_label="alla")
    prioritet = filters.ChoiceFilter(
        label="Prioritet", field_name="word__priority", choices=Priority, empty_label="alla"
    )
    fran = DateRangeStart(label="Hittat från", field_name="found_on")
    till = DateRangeEnd(label="Hittat till", field_name="found_on")
    leverantor = filters.NumberFilter(field_name="supplier", widget=forms.HiddenInput)

    class Meta:
        model = MediaHit
        fields: list[str] = []

    def search(self, queryset: QuerySet[MediaHit], name: str, value: str) -> QuerySet[MediaHit]:
        """By part of the supplier's name or of the title."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(Q(title__icontains=value) | Q(supplier__in=suppliers))
