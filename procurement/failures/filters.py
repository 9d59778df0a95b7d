"""What the list of stops is narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q, QuerySet

from contracts.suppliers.models import PlacementStop, Supplier
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.people.request import user_of


class StopFilter(FilterSet):
    """By words, what brought it about, and whether anybody lives there."""

    sok = filters.CharFilter(label="Sök leverantör eller verksamhet", method="called")
    orsak = filters.ChoiceFilter(
        label="Beslutat av",
        choices=[("tillstand", "förlorat tillstånd"), ("person", "en person")],
        method="because",
        empty_label="alla",
    )
    bor = filters.ChoiceFilter(
        label="Bor där", choices=[("ja", "någon"), ("nej", "ingen")], method="lived_at", empty_label="oavsett"
    )

    class Meta:
        model = PlacementStop
        fields: list[str] = []

    def called(self, found: QuerySet, _name: str, words: str) -> QuerySet:
        """By a part of either name, or the supplier's whole number."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(words)
        return found.filter(Q(supplier__in=suppliers) | Q(unit__name__icontains=words))

    def because(self, found: QuerySet, _name: str, value: str) -> QuerySet:
        """A permit, or a person."""
        return found.filter(permit__isnull=value == "person")

    def lived_at(self, found: QuerySet, _name: str, value: str) -> QuerySet:
        """Whether anybody of the buyer's lives there."""
        return found.filter(residents__gt=0) if value == "ja" else found.filter(residents=0)
