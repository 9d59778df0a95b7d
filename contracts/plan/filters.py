"""What the list of areas is narrowed by, and the areas and categories that other lists are."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from contracts.plan.choices import Form
from contracts.plan.models import Category, ContractArea
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.people.request import user_of


def areas_of(request: HttpRequest) -> QuerySet[ContractArea]:
    """The areas that whoever asks works with."""
    return ContractArea.objects.visible_to(user_of(request)).order_by("sort_name", "pk")


def categories_of(request: HttpRequest) -> QuerySet[Category]:
    """The categories that whoever asks works with."""
    return Category.objects.visible_to(user_of(request)).order_by("sort_name", "pk")


class ContractAreaFilter(FilterSet):
    """Areas by words, subcategory and form."""

    sok = filters.CharFilter(label="Sök namn eller kod", method="search")
    underkategori = filters.ModelChoiceFilter(
        label="Underkategori", field_name="category", queryset=categories_of, empty_label="alla"
    )
    form = filters.ChoiceFilter(label="Avtalsform", choices=Form, empty_label="alla")

    class Meta:
        model = ContractArea
        fields: list[str] = []

    def search(self, queryset: QuerySet[ContractArea], name: str, value: str) -> QuerySet[ContractArea]:
        """By part of name or code."""
        return queryset.filter(Q(name__icontains=value) | Q(code__icontains=value))
