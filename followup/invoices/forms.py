"""The file of e-invoices that a person sends."""

from __future__ import annotations

from django import forms

from huddinge_vo.common.pages.forms import FileForm


class InvoiceFileForm(FileForm):
    """One e-invoice, or an archive of many."""

    file = forms.FileField(label="Fil", widget=forms.ClearableFileInput(attrs={"accept": ".xml,.zip"}))
    unnamed_are_ours = forms.BooleanField(
        label="Fakturor som inte anger köparens organisationsnummer är våra",
        required=False,
        help_text="Annars tas de emot utan köpare. Det går att säga efteråt också.",
    )
