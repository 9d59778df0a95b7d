"""What the lists of clauses are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q

from contracts.prices.models import PriceClause
from contracts.prices.querysets import PriceClauseQuerySet
from contracts.suppliers.models import Supplier
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.people.request import user_of

_HOLDERS = (("contract", "avtal"), ("framework", "ramavtal eller valfrihetssystem"), ("area", "avtalsområde"))


class ClauseFilter(FilterSet):
    """Clauses by what they are for, and kind."""

    sok = filters.CharFilter(label="Sök avtal, leverantör, omgång eller område", method="search")
    slag = filters.ChoiceFilter(
        label="Priset justeras genom", field_name="kind", choices=PriceClause.Kind, empty_label="alla"
    )
    galler = filters.ChoiceFilter(label="Gäller", choices=_HOLDERS, method="of_holder", empty_label="alla")

    class Meta:
        model = PriceClause
        fields: tuple[str, ...] = ()

    def search(self, queryset: PriceClauseQuerySet, name: str, value: str) -> PriceClauseQuerySet:
        """By a part of a number, a title or a name."""
        words = value.strip()
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(words)
        found = Q(contract__supplier__in=suppliers)
        for field in (
            "contract__number",
            "contract__title",
            "framework__number",
            "framework__title",
            "area__name",
            "area__code",
        ):
            found |= Q(**{f"{field}__icontains": words})
        return queryset.filter(found)

    def of_holder(self, queryset: PriceClauseQuerySet, name: str, value: str) -> PriceClauseQuerySet:
        """Those of contracts, of rounds or of areas."""
        return queryset.filter(**{f"{value}__isnull": False})
