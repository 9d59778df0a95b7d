"""What the lists of indices are narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q

from contracts.index.models import IndexSeries, IndexStatus, IndexValue
from contracts.index.querysets import IndexSeriesQuerySet
from huddinge_vo.common.pages.filters import FilterSet


class IndexSeriesFilter(FilterSet):
    """Series by words, index and whether they go on."""

    sok = filters.CharFilter(label="Sök namn eller kod", method="search")
    index = filters.ChoiceFilter(label="Index", field_name="kind", choices=IndexSeries.Kind, empty_label="alla")
    pagar = filters.ChoiceFilter(
        label="Serien", choices=(("ja", "pågår"), ("nej", "har upphört")), method="by_end", empty_label="alla"
    )

    class Meta:
        model = IndexSeries
        fields: tuple[str, ...] = ()

    def search(self, queryset: IndexSeriesQuerySet, name: str, value: str) -> IndexSeriesQuerySet:
        """By part of name, code or what it is about."""
        return queryset.filter(Q(name__icontains=value) | Q(code__icontains=value) | Q(variant__icontains=value))

    def by_end(self, queryset: IndexSeriesQuerySet, name: str, value: str) -> IndexSeriesQuerySet:
        """Whether it goes on."""
        return queryset.filter(ended_with="") if value == "ja" else queryset.exclude(ended_with="")


class IndexValueFilter(FilterSet):
    """A series' values by status; those in force, or every revision as a row of its own."""

    status = filters.ChoiceFilter(label="Status", choices=IndexStatus, empty_label="alla")
    utgavor = filters.ChoiceFilter(
        label="Utgåvor", choices=(("alla", "alla, en rad var"),), method="by_revision", empty_label="den som gäller"
    )

    class Meta:
        model = IndexValue
        fields: tuple[str, ...] = ()

    def by_revision(self, queryset: object, name: str, value: str) -> object:
        """Nothing more is left out: the view leaves the older ones out when this is not chosen."""
        return queryset

    @property
    def qs(self) -> Any:  # noqa: ANN401 - django-filter has no types
        """Those in force unless all are asked for."""
        found = super().qs
        chosen = self.form.cleaned_data.get("utgavor") if self.is_bound and self.form.is_valid() else ""
        return found if chosen else found.in_force()
