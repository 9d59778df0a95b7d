"""What the list of documents is narrowed by."""

from __future__ import annotations

import django_filters as filters

from contracts.documents.models import Document
from contracts.documents.querysets import DocumentQuerySet
from huddinge_vo.common.pages.filters import FilterSet


class DocumentFilter(FilterSet):
    """Documents by what stands in them, and kind."""

    sok = filters.CharFilter(label="Sök i titel och text", method="search")
    slag = filters.ChoiceFilter(label="Slag", field_name="kind", choices=Document.Kind, empty_label="alla")

    class Meta:
        model = Document
        fields: tuple[str, ...] = ()

    def search(self, queryset: DocumentQuerySet, name: str, value: str) -> DocumentQuerySet:
        """By words and beginnings of words."""
        return queryset.matching(value)
