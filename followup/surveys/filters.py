"""What results are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q

from contracts.suppliers.models import Supplier
from followup.findings.actions import terms_of
from followup.surveys.models import SurveyResult
from followup.surveys.querysets import SurveyResultQuerySet
from huddinge_vo.common.pages.filters import FilterSet, YearFilter
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of


class ResultFilter(FilterSet):
    """Results by words, year, and whether they are low."""

    sok = filters.CharFilter(label="Sök leverantör, verksamhet eller fråga", method="search")
    ar = YearFilter(label="År", field_name="survey__year")
    laga = filters.ChoiceFilter(label="Låga", choices=[("ja", "bara låga")], empty_label="alla", method="low")

    class Meta:
        model = SurveyResult
        fields: list[str] = []

    def search(self, queryset: SurveyResultQuerySet, name: str, value: str) -> SurveyResultQuerySet:
        """By part of a name or of the question."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(
            Q(supplier__in=suppliers) | Q(unit__name__icontains=value) | Q(question__icontains=value)
        )

    def low(self, queryset: SurveyResultQuerySet, name: str, value: str) -> SurveyResultQuerySet:
        """Those under the buyer's own limit."""
        buyer = current_buyer(self.request)
        return queryset.low(terms_of(buyer).low_percent) if buyer else queryset.none()
