"""How the list of files is narrowed."""

from __future__ import annotations

import django_filters as filters

from contracts.files.models import RegisterImport
from huddinge_vo.common.pages.filters import FilterSet, WaitingFilter


class RegisterImportFilter(FilterSet):
    """Files, by their name, what is in them, and what has become of them."""

    sok = filters.CharFilter(label="Sök filnamn", field_name="original_name", lookup_expr="icontains")
    innehall = filters.ChoiceFilter(
        label="Innehåll", field_name="kind", choices=RegisterImport.Kind, empty_label="allt"
    )
    laget = filters.ChoiceFilter(label="Status", field_name="status", choices=RegisterImport.Status, empty_label="alla")
    vantar = WaitingFilter(("mig", "på att jag bekräftar", "to_approve_by"))

    class Meta:
        model = RegisterImport
        fields: tuple[str, ...] = ()
