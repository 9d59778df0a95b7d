"""The ledger file that a person sends."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from followup.ledger.imports.days import constant_day
from followup.ledger.imports.headings import SPEC
from followup.ledger.imports.how import CREDITS, DATE_FORMATS, How
from followup.ledger.imports.look import Look
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.tabular import ENCODINGS
from huddinge_vo.common.pages.forms import FileForm, Form
from huddinge_vo.common.untyped import PassedOn


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
    good_rows_only = forms.BooleanField(
        label="Läs in de rader som går att läsa, även om andra är felaktiga", required=False
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
