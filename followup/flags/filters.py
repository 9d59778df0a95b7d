"""What the list of flags is narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q, QuerySet

from contracts.suppliers.models import Supplier
from followup.flags.kinds import KINDS
from followup.flags.models import Flag
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.people.request import user_of

HELD_BACK, ALL, CLOSED = "vilande", "alla", "bedomda"
SHOWN = ((HELD_BACK, "det som hålls tillbaka"), (ALL, "alla öppna"), (CLOSED, "bedömda"))


class FlagFilter(FilterSet):
    """By what is shown, kind and supplier."""

    visa = filters.ChoiceFilter(label="Visa", method="by_budget", choices=SHOWN, empty_label="värda tiden")
    slag = filters.ChoiceFilter(
        label="Flagga",
        field_name="kind",
        choices=[(code, kind.name) for code, kind in KINDS.items()],
        empty_label="alla",
    )
    sok = filters.CharFilter(label="Sök leverantör", method="search")

    class Meta:
        model = Flag
        fields: list[str] = []

    def by_budget(self, queryset: QuerySet[Flag], name: str, value: str) -> QuerySet[Flag]:
        """The page has done it: it knows what there is time for."""
        return queryset

    def search(self, queryset: QuerySet[Flag], name: str, value: str) -> QuerySet[Flag]:
        """By the supplier, or the name in the ledger."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(
            Q(supplier__in=suppliers) | Q(other__in=suppliers) | Q(key__supplier_name__icontains=value)
        )
