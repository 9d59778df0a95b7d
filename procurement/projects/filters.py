"""What the list of projects is narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from contracts.plan.models import ContractArea
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.people.request import user_of
from procurement.projects.models import Procedure, Project


def _areas(request: HttpRequest) -> QuerySet[ContractArea]:
    return ContractArea.objects.visible_to(user_of(request)).order_by("sort_name", "pk")


class ProjectFilter(FilterSet):
    """Projects by words, area, procedure and status."""

    sok = filters.CharFilter(label="Sök upphandling", method="search")
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde", field_name="areas", queryset=_areas, empty_label="alla", distinct=True
    )
    forfarande = filters.ChoiceFilter(label="Förfarande", field_name="procedure", choices=Procedure, empty_label="alla")
    status = filters.ChoiceFilter(label="Status", choices=Project.Status, empty_label="alla")

    class Meta:
        model = Project
        fields: list[str] = []

    def search(self, queryset: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        """By part of number, title or the reference elsewhere."""
        return queryset.filter(
            Q(number__icontains=value)
            | Q(title__icontains=value)
            | Q(eavrop_number__icontains=value)
            | Q(registry_number__icontains=value)
        )
