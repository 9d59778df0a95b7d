"""The ledger file that a person sends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from followup.ledger.models import LedgerImport
from followup.ledger.reports import Preview
from huddinge_vo.common.pages.forms import FileForm, Form
from huddinge_vo.common.periods import Period
from huddinge_vo.common.templatetags.swedish import month_sv, whole
from huddinge_vo.common.untyped import PassedOn


class LedgerFileForm(FileForm):
    """A ledger file. What becomes of it is chosen when it has been looked at."""

    def clean_file(self) -> UploadedFile:
        """Not larger than the installation takes."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > settings.VO_LARGEST_UPLOAD:
            limit = settings.VO_LARGEST_UPLOAD // 1024 // 1024
            raise forms.ValidationError(f"Filen är större än {limit} MB. Dela upp den per månad eller år.")
        return file


class ChoiceForm(Form):
    """What becomes of months that are there already. Replacing says what it takes out."""

    choice = forms.ChoiceField(label="Månader som redan finns", widget=forms.RadioSelect)

    def __init__(self, *args: PassedOn, preview: Preview, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        if not preview.meets:
            del self.fields["choice"]
            return
        new, lost = preview.new_in_all, preview.lost
        choices = []
        if new.n:
            choices.append((LedgerImport.Choice.ADD, f"Lägg till de rader som är nya: {whole(new.n)} rader"))
        if preview.files:
            words = f"; {whole(lost.n)} rader som inte finns i filen slutar gälla" if lost.n else ""
            choices.append((LedgerImport.Choice.REPLACE, f"Ersätt det som filens månader har{words}"))
        if preview.has_free_months:
            choices.append((LedgerImport.Choice.LEAVE, "Lämna de månader som finns och läs in de andra"))
        cast("forms.ChoiceField", self.fields["choice"]).choices = choices


class CoversForm(Form):
    """Which months a file is about: those that it replaces."""

    covers_from = forms.ChoiceField(label="Filen omfattar från och med")
    covers_until = forms.ChoiceField(label="till och med")

    def __init__(self, *args: PassedOn, months: Sequence[date], **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        choices = [(f"{month:%Y-%m-%d}", month_sv(month)) for month in months]
        for name in ("covers_from", "covers_until"):
            cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean(self) -> dict[str, object]:
        """Forward, and as a period."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        first, last = (str(cleaned.get(name, "")) for name in ("covers_from", "covers_until"))
        if first and last:
            if last < first:
                raise forms.ValidationError("Den sista månaden kan inte komma före den första.")
            cleaned["covers"] = Period(date.fromisoformat(first), Period.containing(date.fromisoformat(last)).last)
        return cleaned
