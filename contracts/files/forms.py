"""The file of the register that a person sends."""

from __future__ import annotations

from django import forms

from contracts.files.models import RegisterImport
from huddinge_vo.common.pages.forms import FileForm


class ContractImportForm(FileForm):
    """A file for the register, and what is in it."""

    kind = forms.ChoiceField(label="Filen innehåller", choices=RegisterImport.Kind)
    field_order = ("kind", "file")
