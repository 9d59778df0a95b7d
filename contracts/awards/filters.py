"""What the list of awards is narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q

from contracts.awards.models import Award
from contracts.awards.querysets import AwardQuerySet
from contracts.suppliers.models import Supplier
from huddinge_vo.common.pages.filters import FilterSet, YearFilter
from huddinge_vo.common.people.request import user_of


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
        """By part of any of the three, or by what a supplier of ours that won is or was called."""
        ours = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(
            Q(buyer_name__icontains=value)
            | Q(title__icontains=value)
            | Q(supplier_name__icontains=value)
            | Q(supplier__in=ours)
        )

    def by_known(self, queryset: AwardQuerySet, name: str, value: str) -> AwardQuerySet:
        """Whether the supplier is one of ours, as far as one may know."""
        return queryset.filter(known_supplier__isnull=value == "nej")
