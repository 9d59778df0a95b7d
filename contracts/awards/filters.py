"""What the list of awards is narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q

from contracts.awards.models import Award
from contracts.awards.querysets import AwardQuerySet
from huddinge_vo.common.pages.filters import FilterSet, YearFilter


class AwardFilter(FilterSet):
    """Awards by words, CPV, year and whether the supplier is one of ours."""

    sok = filters.CharFilter(label="Sök köpare, upphandling eller leverantör", method="search")
    cpv = filters.CharFilter(label="CPV börjar med", lookup_expr="startswith")
    ar = YearFilter(label="År", field_name="year")
    kand = filters.ChoiceFilter(
        label="Leverantören",
        choices=(("ja", "finns i registret"), ("nej", "finns inte")),
        method="by_known",
        empty_label="alla",
    )

    class Meta:
        model = Award
        fields: list[str] = []

    def search(self, queryset: AwardQuerySet, name: str, value: str) -> AwardQuerySet:
        """By part of any of the three."""
        return queryset.filter(
            Q(buyer_name__icontains=value) | Q(title__icontains=value) | Q(supplier_name__icontains=value)
        )

    def by_known(self, queryset: AwardQuerySet, name: str, value: str) -> AwardQuerySet:
        """Whether the supplier is one of ours, as far as one may know."""
        return queryset.filter(known_supplier__isnull=value == "nej")
