"""What lists of e-invoices are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from contracts.suppliers.models import Supplier
from followup.invoices.choices import Kind, Tied
from followup.invoices.models import Invoice, InvoiceImport
from followup.judging.models import JudgedRow
from huddinge_vo.common.pages.filters import DateRangeEnd, DateRangeStart, FilterSet
from huddinge_vo.common.people.request import user_of

_UNTIED = "nej"


class InvoiceFilter(FilterSet):
    """Invoices by what they say, and by how they stand to the ledger."""

    sok = filters.CharFilter(label="Sök", method="search")
    fran = DateRangeStart(label="Datum från", field_name="issued_on")
    till = DateRangeEnd(label="Datum till", field_name="issued_on")
    slag = filters.ChoiceFilter(label="Slag", field_name="kind", choices=Kind, empty_label="alla")
    reskontra = filters.ChoiceFilter(
        label="I reskontran",
        method="by_tie",
        choices=[(_UNTIED, "finns inte (alla skäl)"), *Tied.choices],
        empty_label="alla",
    )
    inlasning = filters.NumberFilter(field_name="invoice_import", widget=forms.HiddenInput)
    leverantor = filters.NumberFilter(field_name="supplier", widget=forms.HiddenInput)

    class Meta:
        model = Invoice
        fields: list[str] = []

    def search(self, queryset: QuerySet[Invoice], name: str, value: str) -> QuerySet[Invoice]:
        """By the whole number, or part of the seller's name."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(Q(number=value) | Q(supplier_name__icontains=value) | Q(supplier__in=suppliers))

    def by_tie(self, queryset: QuerySet[Invoice], name: str, value: str) -> QuerySet[Invoice]:
        """By one reason, or all that are not found in the ledger."""
        return queryset.exclude(tied=Tied.TIED) if value == _UNTIED else queryset.filter(tied=value)


class InvoiceImportFilter(FilterSet):
    """Files by status."""

    status = filters.ChoiceFilter(label="Status", choices=InvoiceImport.Status, empty_label="alla")

    class Meta:
        model = InvoiceImport
        fields: list[str] = []


class UntoldRowFilter(FilterSet):
    """Ledger rows that no invoice tells of, by day."""

    bokford_fran = DateRangeStart(label="Bokförd från", field_name="booked_on")
    bokford_till = DateRangeEnd(label="Bokförd till", field_name="booked_on")

    class Meta:
        model = JudgedRow
        fields: list[str] = []
