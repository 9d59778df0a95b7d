"""The ledger file that a person sends."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from huddinge_vo.common.pages.forms import FileForm


class LedgerFileForm(FileForm):
    """A ledger file, and what to do with rows that cannot be read."""

    good_rows_only = forms.BooleanField(
        label="Läs in de rader som går att läsa, även om andra är felaktiga",
        required=False,
        help_text=(
            "Annars läses ingenting in om någon rad är felaktig. De felaktiga raderna går att hämta i båda fallen."
        ),
    )

    field_order = ["file", "good_rows_only"]

    def clean_file(self) -> UploadedFile:
        """Not larger than the installation takes."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > settings.VO_LARGEST_UPLOAD:
            limit = settings.VO_LARGEST_UPLOAD // 1024 // 1024
            raise forms.ValidationError(f"Filen är större än {limit} MB. Dela upp den per månad eller år.")
        return file
