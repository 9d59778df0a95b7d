"""The file of the register that a person sends."""

from __future__ import annotations

from django import forms

from contracts.files.models import RegisterImport
from huddinge_vo.common.pages.forms import FileForm, Form


class ContractImportForm(FileForm):
    """A file for the register, and what is in it."""

    kind = forms.ChoiceField(label="Filen innehåller", choices=RegisterImport.Kind)
    field_order = ("kind", "file")


class WhyForm(Form):
    """Why prices change so much, for the second person to read."""

    why = forms.CharField(label="Varför ändras priserna så mycket?", max_length=300)


class DeclineForm(Form):
    """Why a file is not brought in."""

    reason = forms.CharField(label="Skäl", max_length=300)
