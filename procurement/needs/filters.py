"""What the register of direct awards is narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import QuerySet

from contracts.plan.filters import areas_of, categories_of
from huddinge_vo.common.pages.filters import FilterSet, YearFilter
from procurement.deviations.choices import LegalGround, Reason
from procurement.placements.models import Placement


class DirectAwardFilter(FilterSet):
    """By first day, need, ground, reason, kind and what is missing.

    The rows are of two tables, with judgements that no table has: `reports.narrowed` asks them what is sent here.
    """

    ar = YearFilter(label="Börjar år")
    fran = filters.DateFilter(label="Börjar tidigast")
    till = filters.DateFilter(label="Börjar senast")
    underkategori = filters.ModelChoiceFilter(label="Underkategori", queryset=categories_of, empty_label="alla")
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde",
        queryset=areas_of,
        empty_label="alla",
        null_label="utan avtalsområde",
        null_value="utan",
    )
    grund = filters.ChoiceFilter(label="Laglig grund", choices=LegalGround, empty_label="alla")
    orsak = filters.ChoiceFilter(label="Orsak", choices=Reason, empty_label="alla")
    slag = filters.ChoiceFilter(
        label="Slag", choices=(("avsteg", "avsteg"), ("avtal", "direktupphandlade avtal")), empty_label="alla"
    )
    saknas = filters.ChoiceFilter(
        label="Saknas",
        choices=(("dokumentation", "dokumentation"), ("efterannons", "efterannons")),
        empty_label="allt visas",
    )

    class Meta:
        model = Placement
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """As it is: see the class."""
        return queryset
