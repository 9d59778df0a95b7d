"""What a person sends about indices: a series, a file, one value, which of a table's codes, a chain factor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.core.files.uploadedfile import UploadedFile

from contracts.index.imports.pxweb import Dimension
from contracts.index.models import IndexChain, IndexSeries, IndexStatus
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.pages.forms import Form, ModelForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import PassedOn

_LARGEST = 20 << 20  # as the reader's own limit: a larger file is no series


def _small(upload: UploadedFile) -> UploadedFile:
    if (upload.size or 0) > _LARGEST:
        raise forms.ValidationError(
            f"Filen är större än {_LARGEST >> 20} MB. Välj ut serien och perioderna innan tabellen sparas."
        )
    return upload


class FigureField(forms.DecimalField):
    """A figure as it is published, with decimal comma or point and as many decimals as it has: 3,3592."""

    widget = forms.TextInput

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # the stubs' DecimalField is an IntegerField
        """Exact."""
        if isinstance(value, str):
            value = "".join(value.replace("\N{MINUS SIGN}", "-").split()).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        """As it is read back; what could not be read stays as it was typed."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """A phone shows its number keys."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}


class IndexSeriesForm(ModelForm):
    """A series. Which codes it has in its table is chosen on a page of its own."""

    class Meta:
        model = IndexSeries
        fields = [
            "code",
            "name",
            "kind",
            "variant",
            "classification",
            "letter",
            "base",
            "frequency",
            "measures",
            "decimals",
            "publishes_after_days",
            "final_after_months",
            "ended_with",
            "source",
            "table",
        ]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].help_text = (
            "Version 1: sökvägen, till exempel AM/AM0114/AM0114A/LCIArbKv. Version 2: tabellens id. "
            "Byts tabellen väljs koderna om."
        )
        self.fields["ended_with"].help_text = "När serien har upphört, till exempel 2025M12."


class IndexFileForm(Form):
    """A file with a series' values."""

    file = forms.FileField(
        label="Fil",
        help_text="CSV, Excel, PX eller JSON som den sparas från Statistikdatabasen, eller vår mall.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.px,.json"}),
    )

    def clean_file(self) -> UploadedFile:
        """Small enough to be a series."""
        return _small(self.cleaned_data["file"])


class IndexValueForm(Form):
    """One value that a person has read somewhere."""

    has_been = ("published_on",)

    period = forms.CharField(label="Period", max_length=30)
    value = FigureField(label="Värde", max_digits=12, decimal_places=4)
    status = forms.ChoiceField(label="Status", choices=IndexStatus, initial=IndexStatus.FINAL)
    published_on = forms.DateField(label="Publicerat")
    source = forms.CharField(
        label="Källa",
        max_length=300,
        help_text="Var värdet står, till exempel SKR:s cirkulär och nummer, eller adressen.",
    )

    def __init__(self, *args: PassedOn, series: IndexSeries, today: date, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.series, self.today = series, today
        example = {"YEAR": "2026", "QUARTER": "2026K2", "MONTH": "2026M08"}[series.frequency]
        self.fields["period"].help_text = f"Till exempel {example}."
        unit = "i procent, till exempel 3,5" if series.measures == "CHANGE" else f"som det är publicerat, {series.base}"
        self.fields["value"].help_text = f"{unit[:1].upper()}{unit[1:]}."

    def clean_period(self) -> IndexPeriod:
        """A period of the series' own kind that has been."""
        try:
            period = IndexPeriod.parse(self.cleaned_data["period"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if period.frequency.value != self.series.frequency:
            raise forms.ValidationError(f"Serien publiceras per {self.series.get_frequency_display()}.")
        # A forecast such as OPI is published before the year that it is used for.
        ahead = 1 if self.series.measures == IndexSeries.Measures.CHANGE else 0
        if period.moved(-ahead).first > self.today:
            raise forms.ValidationError("Perioden har inte börjat ännu.")
        return period


class IndexCodesForm(Form):
    """Which of a table's values a series is: one of each variable, and what is measured."""

    def __init__(
        self, *args: PassedOn, series: IndexSeries, dimensions: Sequence[Dimension], **kwargs: PassedOn
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chosen_from: dict[str, str] = {}  # field → variable
        self.labels: dict[str, str] = {}  # what is measured: code → name
        for number, dimension in enumerate(dimensions):
            if _is_time(dimension):
                continue
            choices = [(code, label if label == code else f"{code} – {label}") for code, label in dimension.values]
            if dimension.code.lower() == "contentscode":
                self.labels = dict(dimension.values)
                self._contents(series, dimension, choices)
                continue
            name = f"variabel-{number}"
            self.chosen_from[name] = dimension.code
            self.fields[name] = forms.ChoiceField(
                label=dimension.label[:1].upper() + dimension.label[1:],
                choices=[("", "Välj"), *choices],
                initial=series.selection.get(dimension.code) or _only(dimension) or _lettered(dimension, series.letter),
            )
        for name in ("preliminary_code", "final_code"):
            if name in self.fields:
                self.fields[name] = self.fields.pop(name)  # what is measured comes last
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def _contents(self, series: IndexSeries, dimension: Dimension, choices: list[tuple[str, str]]) -> None:
        guesses = {"preliminary_code": ("prelimin",), "final_code": ("slutlig", "definitiv", "fastställ")}
        labels = {"preliminary_code": "Preliminära värden", "final_code": "Slutliga värden"}
        for name, words in guesses.items():
            guess = next((code for code, label in dimension.values if any(w in label.lower() for w in words)), "")
            stored = getattr(series, name)
            # Once codes are chosen the empty one is a choice as well.
            initial = stored if series.contents_status else guess or (_only(dimension) if name == "final_code" else "")
            self.fields[name] = forms.ChoiceField(
                label=labels[name],
                choices=[("", "Finns inte i tabellen"), *choices],
                initial=initial,
                required=False,
                help_text=dimension.label[:1].upper() + dimension.label[1:],
            )

    def selection(self) -> dict[str, str]:
        """Variable → value, by code."""
        return {variable: self.cleaned_data[name] for name, variable in self.chosen_from.items()}


def _is_time(dimension: Dimension) -> bool:
    if dimension.code.lower() in {"tid", "time"}:
        return True
    try:
        return bool(dimension.codes) and all(IndexPeriod.parse(code) for code in dimension.codes)
    except ValueError:
        return False


def _only(dimension: Dimension) -> str:
    return dimension.codes[0] if len(dimension.codes) == 1 else ""


def _lettered(dimension: Dimension, letter: str) -> str:
    """The value whose code is the series' letter, or whose label begins with it; empty where that is not one."""
    if not letter:
        return ""
    found = [code for code, label in dimension.values if code == letter or label.startswith(f"{letter} ")]
    return found[0] if len(found) == 1 else ""


class IndexMetadataForm(Form):
    """A table's description, fetched elsewhere."""

    file = forms.FileField(
        label="Tabellens beskrivning (JSON)",
        help_text="Tabellens metadata, så som den svaras i version 1 eller 2 av SCB:s API.",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.txt"}),
    )

    def clean_file(self) -> UploadedFile:
        """Small enough to be a description."""
        return _small(self.cleaned_data["file"])


class IndexChainForm(ModelForm):
    """How a series goes on in another base."""

    factor = FigureField(label="Kedjefaktor", max_digits=14, decimal_places=8, min_value=Decimal("0.00000001"))

    class Meta:
        model = IndexChain
        fields = ["new", "factor", "decimals", "source"]

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        others = IndexSeries.objects.exclude(pk=self.instance.old_id).filter(measures="LEVEL").order_by("name", "pk")
        self.fields["new"].queryset = others  # type: ignore[attr-defined]
        self.fields["factor"].help_text = "Den gamla seriens värde är den nya seriens värde gånger faktorn."
        self.fields["source"].help_text = "Var faktorn är publicerad."
