"""What the register's lists are narrowed by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from contracts.models import (
    Award,
    Category,
    CheckKind,
    Contract,
    ContractArea,
    Document,
    Form,
    Framework,
    Supplier,
    SupplierCheck,
    SupplierUnit,
)
from contracts.rules import EXPIRES_SOON_DAYS
from huddinge_vo.common import org_numbers
from huddinge_vo.common.filters import DateRangeEnd, DateRangeStart, FilterSet

_YES = (("ja", "ja"),)
STANDING = (
    ("i-kraft", "i kraft i dag"),
    ("kommande", "börjar senare"),
    ("avslutade", "avslutade"),
    ("utkast", "utkast"),
)


def areas_of(request: Any) -> QuerySet[ContractArea]:
    """The areas that whoever asks works with."""
    return ContractArea.objects.visible_to(request.user).order_by("sort_name", "pk")


def categories_of(request: Any) -> QuerySet[Category]:
    """The categories that whoever asks works with."""
    return Category.objects.visible_to(request.user).order_by("sort_name", "pk")


class DocumentFilter(FilterSet):
    """Documents by what stands in them, and kind."""

    sok = filters.CharFilter(label="Sök i titel och text", method="search")
    slag = filters.ChoiceFilter(label="Slag", field_name="kind", choices=Document.Kind, empty_label="alla")

    class Meta:
        model = Document
        fields: tuple[str, ...] = ()

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """By words and beginnings of words."""
        return queryset.matching(value)


class ContractFilter(FilterSet):
    """Contracts by words, area, form, standing and end."""

    sok = filters.CharFilter(label="Sök avtal eller leverantör", method="search")
    underkategori = filters.ModelChoiceFilter(
        label="Underkategori", field_name="areas__category", queryset=categories_of, empty_label="alla", distinct=True
    )
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde", field_name="areas", queryset=areas_of, empty_label="alla", distinct=True
    )
    form = filters.ChoiceFilter(label="Avtalsform", choices=Form, empty_label="alla")
    laget = filters.ChoiceFilter(label="Läge", choices=STANDING, method="by_standing", empty_label="alla")
    samhallsviktig = filters.ChoiceFilter(
        label="Samhällsviktiga", field_name="is_critical", choices=_YES, method="only", widget=forms.HiddenInput
    )
    slutar_tidigast = DateRangeStart(label="Slutar tidigast", field_name="ends_on")
    slutar_senast = DateRangeEnd(label="Slutar senast", field_name="ends_on")

    class Meta:
        model = Contract
        fields: list[str] = []

    def only(self, queryset: Any, name: str, value: str) -> Any:
        """Those for which something holds."""
        return queryset.filter(**{name: True})

    def search(self, queryset: QuerySet[Contract], name: str, value: str) -> QuerySet[Contract]:
        """By part of number, title or supplier's name, or by organisation number."""
        number = org_numbers.normalise(value)
        return queryset.filter(
            Q(number__icontains=value)
            | Q(title__icontains=value)
            | Q(supplier__name__icontains=value)
            | Q(supplier__org_number=number or "-")
        )

    def by_standing(self, queryset: QuerySet[Contract], name: str, value: str) -> QuerySet[Contract]:
        """Where a contract stands today."""
        today = timezone.localdate()
        signed = Q(status=Contract.Status.SIGNED)
        return queryset.filter(
            {
                "i-kraft": signed & Q(in_force__contains=today),
                "kommande": signed & Q(valid_from__gt=today),
                "avslutade": signed & Q(ends_on__lt=today),
                "utkast": ~signed,
            }[value]
        )


class UnitFilter(FilterSet):
    """Units by words, area, place and whether anybody may be placed there."""

    sok = filters.CharFilter(label="Sök verksamhet, leverantör eller målgrupp", method="search")
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde", field_name="areas", queryset=areas_of, empty_label="alla", distinct=True
    )
    kommun = filters.CharFilter(label="Kommun eller län", method="by_place")
    placeringar = filters.ChoiceFilter(
        label="Placeringar", choices=(("oppet", "öppet"), ("stopp", "stopp")), method="by_stop", empty_label="alla"
    )

    class Meta:
        model = SupplierUnit
        fields: list[str] = []

    def search(self, queryset: QuerySet[SupplierUnit], name: str, value: str) -> QuerySet[SupplierUnit]:
        """By part of any of the three."""
        return queryset.filter(
            Q(name__icontains=value) | Q(supplier__name__icontains=value) | Q(target_group__icontains=value)
        )

    def by_place(self, queryset: QuerySet[SupplierUnit], name: str, value: str) -> QuerySet[SupplierUnit]:
        """By part of either."""
        return queryset.filter(Q(municipality__icontains=value) | Q(county__icontains=value))

    def by_stop(self, queryset: QuerySet[SupplierUnit], name: str, value: str) -> QuerySet[SupplierUnit]:
        """Whether nobody new is placed there."""
        return queryset.filter(is_stopped=value == "stopp")


class CheckFilter(FilterSet):
    """Checks by supplier, kind and how they stand today."""

    sok = filters.CharFilter(label="Sök leverantör eller verksamhet", method="search")
    kind = filters.ChoiceFilter(label="Kontroll", choices=CheckKind, empty_label="alla")
    laget = filters.ChoiceFilter(
        label="Läge",
        choices=(("snart", "går ut inom 30 dagar"), ("utgangna", "har gått ut"), ("underkanda", "underkända")),
        method="by_state",
        empty_label="alla",
    )

    class Meta:
        model = SupplierCheck
        fields: list[str] = []

    def search(self, queryset: QuerySet[SupplierCheck], name: str, value: str) -> QuerySet[SupplierCheck]:
        """By part of either's name."""
        return queryset.filter(Q(supplier__name__icontains=value) | Q(unit__name__icontains=value))

    def by_state(self, queryset: QuerySet[SupplierCheck], name: str, value: str) -> QuerySet[SupplierCheck]:
        """How they stand today; a failed rating with a written reason is relied upon."""
        today = timezone.localdate()
        soon = today + timedelta(days=EXPIRES_SOON_DAYS)
        return queryset.filter(
            {
                "snart": Q(valid_until__gte=today, valid_until__lte=soon),
                "utgangna": Q(valid_until__lt=today),
                "underkanda": Q(outcome="FAILED") & ~(Q(kind="RATING") & ~Q(reason="")),
            }[value]
        )


class AwardFilter(FilterSet):
    """Awards by words, CPV, year and whether the supplier is one of ours."""

    sok = filters.CharFilter(label="Sök köpare, upphandling eller leverantör", method="search")
    cpv = filters.CharFilter(label="CPV börjar med", lookup_expr="startswith")
    ar = filters.NumberFilter(label="År", field_name="year")
    kand = filters.ChoiceFilter(
        label="Leverantören",
        choices=(("ja", "finns i registret"), ("nej", "finns inte")),
        method="by_known",
        empty_label="alla",
    )

    class Meta:
        model = Award
        fields: list[str] = []

    def search(self, queryset: QuerySet[Award], name: str, value: str) -> QuerySet[Award]:
        """By part of any of the three."""
        return queryset.filter(
            Q(buyer_name__icontains=value) | Q(title__icontains=value) | Q(supplier_name__icontains=value)
        )

    def by_known(self, queryset: QuerySet[Award], name: str, value: str) -> QuerySet[Award]:
        """Whether the supplier is one of ours, as far as one may know."""
        return queryset.filter(known_supplier__isnull=value == "nej")


class SupplierFilter(FilterSet):
    """Suppliers by name or number, and by whether they hold contracts."""

    sok = filters.CharFilter(label="Sök namn eller organisationsnummer", method="search")
    avtal = filters.ChoiceFilter(
        label="Avtal i kraft",
        choices=(("ja", "har avtal"), ("nej", "saknar avtal")),
        method="by_contracts",
        empty_label="alla",
    )

    class Meta:
        model = Supplier
        fields: list[str] = []

    def search(self, queryset: QuerySet[Supplier], name: str, value: str) -> QuerySet[Supplier]:
        """A personal number is found only when it is typed whole."""
        number = org_numbers.normalise(value)
        return queryset.filter(Q(name__icontains=value) | Q(org_number=number or "-"))

    def by_contracts(self, queryset: QuerySet[Supplier], name: str, value: str) -> QuerySet[Supplier]:
        """By contracts in force today, as far as the person may know."""
        return queryset.filter(contracts_in_force__gt=0) if value == "ja" else queryset.filter(contracts_in_force=0)


class FrameworkFilter(FilterSet):
    """Rounds of procurement by words, area and form."""

    sok = filters.CharFilter(label="Sök nummer eller rubrik", method="search")
    omrade = filters.ModelChoiceFilter(
        label="Avtalsområde", field_name="areas", queryset=areas_of, empty_label="alla", distinct=True
    )
    form = filters.ChoiceFilter(label="Avtalsform", choices=Form, empty_label="alla")

    class Meta:
        model = Framework
        fields: list[str] = []

    def search(self, queryset: QuerySet[Framework], name: str, value: str) -> QuerySet[Framework]:
        """By part of number or title."""
        return queryset.filter(Q(number__icontains=value) | Q(title__icontains=value))


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
