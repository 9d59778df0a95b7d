"""What placements are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q, QuerySet

from contracts.plan.filters import categories_of
from contracts.suppliers.models import Supplier
from huddinge_vo.common.pages.filters import FilterSet, WaitingFilter
from huddinge_vo.common.people.request import user_of
from procurement.placements.models import Placement


class PlacementFilter(FilterSet):
    """By words, kind, standing and category."""

    sok = filters.CharFilter(label="Sök", method="called")
    slag = filters.ChoiceFilter(
        label="Slag", choices=[("avsteg", "avsteg"), ("avrop", "avrop på avtal")], method="of_kind", empty_label="alla"
    )
    lage = filters.ChoiceFilter(
        label="Läge",
        choices=[("vantar", "väntar på godkännande"), ("godkant", "godkända")],
        method="standing",
        empty_label="alla",
    )
    vantar = WaitingFilter(("mig", "på mitt godkännande", "to_approve_by"))
    underkategori = filters.ModelChoiceFilter(
        label="Underkategori", field_name="category", queryset=categories_of, empty_label="alla"
    )

    class Meta:
        model = Placement
        fields: list[str] = []

    def called(self, found: QuerySet[Placement], _name: str, words: str) -> QuerySet[Placement]:
        """In the number, the case reference or the supplier's name, or by the supplier's whole number."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(words)
        return found.filter(Q(number__icontains=words) | Q(case_reference__icontains=words) | Q(supplier__in=suppliers))

    def of_kind(self, found: QuerySet[Placement], _name: str, value: str) -> QuerySet[Placement]:
        """On a contract or outside."""
        return found.filter(contract__isnull=value == "avsteg")

    def standing(self, found: QuerySet[Placement], _name: str, value: str) -> QuerySet[Placement]:
        """Only a deviation needs approval."""
        return found.filter(contract__isnull=True, approved_on__isnull=value == "vantar")
