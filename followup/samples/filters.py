"""What the list of random checks is narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import QuerySet

from followup.samples.models import Sample
from huddinge_vo.common.pages.filters import FilterSet


class SampleFilter(FilterSet):
    """Those that are ready, or not."""

    lage = filters.ChoiceFilter(
        label="Status", method="by_state", choices=[("pagar", "pågår"), ("klara", "klara")], empty_label="alla"
    )

    class Meta:
        model = Sample
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Sample], name: str, value: str) -> QuerySet[Sample]:
        """With purchases left to look at, or none."""
        unfinished = Sample.objects.unfinished().values("pk")
        return queryset.filter(pk__in=unfinished) if value == "pagar" else queryset.exclude(pk__in=unfinished)
