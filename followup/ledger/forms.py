"""The ledger file that a person sends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from django import forms

from followup.ledger.imports.days import constant_day
from followup.ledger.imports.headings import SPEC
from followup.ledger.imports.how import CREDITS, DATE_FORMATS, How
from followup.ledger.imports.look import Look
from followup.ledger.models import LedgerImport
from followup.ledger.reports import Preview
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.tabular import ENCODINGS
from huddinge_vo.common.pages.forms import FileForm, Form
from huddinge_vo.common.periods import Period
from huddinge_vo.common.templatetags.swedish import month_sv, whole
from huddinge_vo.common.untyped import PassedOn


class LedgerFileForm(FileForm):
    """A ledger file. What becomes of it is chosen when it has been looked at."""


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
                raise forms.ValidationError("Den sista månaden kan inte komma före den första. Ändra en av dem.")
            cleaned["covers"] = Period(date.fromisoformat(first), Period.containing(date.fromisoformat(last)).last)
        return cleaned


_FIELDS = {
    "amount": "Belopp",
    "booked_on": "Datum",
    "supplier_name": "Leverantörens namn",
    "supplier_ref": "Leverantörens nummer",
    "account": "Konto",
    "account_text": "Kontots namn",
    "unit": "Förvaltning",
    "invoice_number": "Fakturanummer",
    "voucher": "Verifikation",
    "contract_ref": "Avtal",
    "service_on": "Utfört, sista dag",
    "buyer_ref": "Köparens nummer",
    "buyer_name": "Köparens namn",
}
_DELIMITERS = {";": "semikolon ;", ",": "komma ,", "\t": "tabb", "|": "lodstreck |"}
_AS_FOUND = ("", "som det är i filen")
assert set(_FIELDS) == set(SPEC), "every field of the ledger can be chosen on the page"


class DialectForm(Form):
    """How a file is written. What is left as it is in the file is found there."""

    skip_lines = forms.IntegerField(label="Rader ovanför rubrikerna", min_value=0, max_value=1000, initial=0)
    sheets = forms.MultipleChoiceField(label="Blad som läses", required=False, widget=forms.CheckboxSelectMultiple)
    delimiter = forms.ChoiceField(
        label="Skiljetecken", required=False, choices=[_AS_FOUND, *((sign, word) for sign, word in _DELIMITERS.items())]
    )
    encoding = forms.ChoiceField(label="Teckenkodning", required=False, choices=[_AS_FOUND, *ENCODINGS.items()])
    decimal_sign = forms.ChoiceField(
        label="Decimaltecken", required=False, choices=[_AS_FOUND, (",", "komma: 1 234,50"), (".", "punkt: 1,234.50")]
    )
    date_format = forms.ChoiceField(
        label="Så skrivs datum", required=False, choices=[("", "ÅÅÅÅ-MM-DD eller ÅÅÅÅMMDD"), *DATE_FORMATS.items()]
    )
    credits = forms.ChoiceField(label="Beloppens tecken", choices=[(code, word) for code, word in CREDITS.items()])
    period_from_name = forms.BooleanField(label="Månaden står i filens namn", required=False)
    mends_text = forms.BooleanField(
        label="Texten är kodad två gånger: läs Ã¥ som å", required=False, help_text="Bara det som är fel ändras."
    )
    leaves_out_totals = forms.BooleanField(
        label="Utelämna summarader", required=False, help_text="Rader utan leverantör vars belopp är raderna ovanför."
    )

    def __init__(self, *args: PassedOn, sheets: list[str], **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheets"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]
        if len(sheets) < 2:
            del self.fields["sheets"]

    def dialect(self) -> dict[str, object]:
        """As a profile keeps it."""
        return {"sheets": [], **self.cleaned_data}


class MappingForm(Form):
    """Which of the file's columns holds what, what is the same on all rows, and what the profile is called."""

    constant_unit = forms.CharField(label="Förvaltning på alla rader", required=False, max_length=200)
    constant_booked_on = forms.CharField(
        label="Period för alla rader", required=False, help_text="När filen saknar datum. Till exempel 2026-03."
    )
    constant_buyer_ref = forms.CharField(
        label="Köparens organisationsnummer", required=False, help_text="När filen inte säger vems den är."
    )
    name = forms.CharField(
        label="Profilens namn", max_length=100, help_text="Nästa fil med samma rubriker läses så här av sig själv."
    )

    def __init__(self, *args: PassedOn, look: Look, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Inget valt"), *((heading, heading) for heading in look.headings)]
        columns = {
            f"map_{name}": forms.ChoiceField(
                label=label, required=False, choices=choices, widget=forms.Select(attrs={"class": "form-select"})
            )
            for name, label in _FIELDS.items()
        }
        self.fields = {**columns, **self.fields}

    def columns(self) -> list[forms.BoundField]:
        """The choices of columns."""
        return [self[f"map_{name}"] for name in _FIELDS]

    def others(self) -> list[forms.BoundField]:
        """All else."""
        return [field for field in self.visible_fields() if not field.name.startswith("map_")]

    def clean_constant_booked_on(self) -> str:
        """A day or a month."""
        text: str = self.cleaned_data["constant_booked_on"].strip()
        try:
            if text:
                constant_day(text)
        except ValueError:
            raise forms.ValidationError(
                f"”{text}” är varken en dag eller en månad. Skriv till exempel 2026-03."
            ) from None
        return text

    def clean_constant_buyer_ref(self) -> str:
        """A valid number."""
        text: str = self.cleaned_data["constant_buyer_ref"].strip()
        if text and org_numbers.normalise(text) is None:
            raise forms.ValidationError(f"”{text}” är inget giltigt organisationsnummer.")
        return text

    def mapping(self) -> dict[str, str]:
        """Our fields and the headings that were chosen for them."""
        chosen = {name: self.cleaned_data.get(f"map_{name}", "") for name in _FIELDS}
        return {name: heading for name, heading in chosen.items() if heading}

    def constants(self) -> dict[str, str]:
        """What all rows have."""
        given = {
            name: self.cleaned_data.get(f"constant_{name}", "").strip() for name in ("unit", "booked_on", "buyer_ref")
        }
        return {name: value for name, value in given.items() if value}

    @staticmethod
    def filled(how: How, look: Look) -> dict[str, object]:
        """What is filled in beforehand: as a profile has it, or as is guessed."""
        mapped = {f"map_{name}": heading for name, heading in how.mapping.items() if heading in look.headings}
        return {**mapped, **{f"constant_{name}": value for name, value in how.constants.items()}, "name": how.name}
