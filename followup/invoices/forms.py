"""What a person sends about e-invoices."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import forms

from huddinge_vo.common.pages.forms import FileForm, Form


class InvoiceFileForm(FileForm):
    """One e-invoice, or an archive of many."""

    file = forms.FileField(label="Fil", widget=forms.ClearableFileInput(attrs={"accept": ".xml,.zip"}))
    unnamed_are_ours = forms.BooleanField(
        label="Fakturor som inte anger köparens organisationsnummer är våra",
        required=False,
        help_text="Annars tas de emot utan köpare. Det går att säga efteråt också.",
    )


_PLACE = re.compile(r"(\d{1,18})-(\d{1,9})")


def read_places(raw: Iterable[str]) -> list[tuple[int, int]]:
    """The ledger rows that some texts name, each as its import and line; what could be none is left out."""
    found = map(_PLACE.fullmatch, raw)
    return [(int(match[1]), int(match[2])) for match in found if match]


class PlacesField(forms.MultipleChoiceField):
    """Ledger rows that were ticked, each as its import and line."""

    widget = forms.MultipleHiddenInput

    def valid_value(self, value: str) -> bool:
        """Whether it could be a row. Which there are is the action's to know."""
        return _PLACE.fullmatch(value) is not None

    def clean(self, value: object) -> list[tuple[int, int]]:
        """As numbers."""
        return read_places(super().clean(value))


class TieForm(Form):
    """Which ledger rows are the same purchase as an invoice, and why one says so."""

    rows = PlacesField(label="Rader", error_messages={"required": "Välj minst en rad."})
    reason = forms.CharField(
        label="Varför är det samma köp?",
        max_length=300,
        help_text="Till exempel: numret är felskrivet i reskontran, eller betald i två delar.",
    )


class UntieForm(Form):
    """Why the rows are not the same purchase as the invoice."""

    reason = forms.CharField(label="Varför är det inte samma köp?", max_length=300)
