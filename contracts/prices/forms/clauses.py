"""What a person sends about a clause of price adjustment: its terms, and its basket row by row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from django import forms

from contracts.index.models import IndexSeries, IndexStatus
from contracts.prices.models import ClauseComponent, PriceClause
from contracts.prices.querysets import Figures
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.pages.conflicts import mark_of_value, marks_sent
from huddinge_vo.common.pages.forms import ModelForm, dress
from huddinge_vo.common.people.models import User
from huddinge_vo.common.periods import MONTHS
from huddinge_vo.common.untyped import Context, PassedOn

ROWS = 4
_FROM_CHANGES = Decimal(100)
_YEARS = ((0, "samma år"), (1, "året före"), (2, "två år före"), (3, "tre år före"))
_NOT_NEW = (PriceClause.Kind.NEGOTIATION, PriceClause.Kind.BUDGET)
_KINDS = [(kind, f"{kind.label} (inte i nya avtal)" if kind in _NOT_NEW else kind.label) for kind in PriceClause.Kind]
# What a row is made of, in the order of the table: part → label.
PARTS = {
    "series": "serie",
    "weight": "vikt, procent",
    "base_period": "basperiod",
    "base_value": "basvärde",
    "status": "värden som jämförs",
    "years_before": "jämförs",
    "base_value_final": "slutligt basvärde",
}


_HEADS = {
    "base_period": "Till exempel 2024K2 eller 2024M08.",
    "base_value": "Tomt: det publicerade hämtas.",
    "base_value_final": "Bara när priset räknas på preliminära värden och regleras.",
}


class NumberField(forms.DecimalField):
    """A number as Swedes write it, with decimal comma; a point is understood, and a per cent sign left out."""

    widget = forms.TextInput

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # the stubs' DecimalField is an IntegerField
        """Exact, or an error that says what is wrong."""
        if isinstance(value, str):
            text = re.sub(r"[\s\N{NO-BREAK SPACE}%]", "", value).replace("\N{MINUS SIGN}", "-").replace(",", ".")
            if text and not re.fullmatch(r"-?\d+(\.\d+)?", text):
                raise forms.ValidationError(f"”{value}” är inget tal.", code="invalid")
            value = text
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        """As it is read back; what could not be read stays as it was typed."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """A phone shows its number keys."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}


class ClauseForm(ModelForm):
    """A clause. The basket's rows are fields of the form: `series_0`, `weight_0` and so on, the weight in per cent."""

    class Meta:
        model = PriceClause
        fields = [
            "kind",
            "fixed_percent",
            "method",
            "rounding",
            "factor_decimals",
            "settles_on_final",
            "threshold_percent",
            "carries_over",
            "lowest_percent",
            "highest_percent",
            "catches_up",
            "adjusts_day",
            "adjusts_month",
            "fixed_months",
            "needs_request",
            "opens_months",
            "ask_days",
            "tell_days",
            "successor",
        ]
        field_classes = dict.fromkeys(
            ("fixed_percent", "threshold_percent", "lowest_percent", "highest_percent"), NumberField
        )

    def __init__(
        self, *args: PassedOn, user: User, initial: Mapping[str, object] | None = None, **kwargs: PassedOn
    ) -> None:
        instance = kwargs.get("instance")
        stored = row_values(list(instance.components.all())) if instance is not None and instance.pk else {}
        super().__init__(*args, initial={**stored, **(initial or {})}, **kwargs)
        kind = self.fields["kind"]
        self.fields["kind"] = forms.ChoiceField(
            label="Priset justeras genom", choices=_KINDS, widget=forms.RadioSelect, initial=kind.initial
        )
        month = self.fields["adjusts_month"]
        self.fields["adjusts_month"] = forms.TypedChoiceField(
            label=month.label, coerce=int, choices=[(n, name.lower()) for n, name in enumerate(MONTHS, start=1)]
        )
        series = list(IndexSeries.objects.visible_to(user).order_by("kind", "name", "pk"))
        self._series = {each.pk: each for each in series}
        # A basket of more series than most keeps them all.
        self._rows = range(max(ROWS, instance.components.count() if instance is not None and instance.pk else 0))
        choices = [("", "–"), *((each.pk, str(each)) for each in series)]
        for row in self._rows:
            self._add_row(row, choices)
        self.order_fields(["kind", *self._of_basket()])  # as the page has them: the basket comes second
        dress(self.fields)
        for name in ("base_period", "base_value", "base_value_final", "weight"):
            for row in self._rows:
                self.fields[f"{name}_{row}"].widget.attrs["size"] = 8

    def _add_row(self, row: int, choices: list[tuple[object, str]]) -> None:
        made: dict[str, forms.Field] = {
            "series": forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, required=False),
            "weight": NumberField(max_digits=6, decimal_places=3, min_value=0, max_value=100, required=False),
            "base_period": forms.CharField(max_length=20, required=False),
            "base_value": NumberField(max_digits=12, decimal_places=4, min_value=Decimal("0.0001"), required=False),
            "status": forms.ChoiceField(choices=IndexStatus.choices, required=False, initial=IndexStatus.FINAL),
            "years_before": forms.TypedChoiceField(choices=_YEARS, coerce=int, required=False, initial=1),
            "base_value_final": NumberField(
                max_digits=12, decimal_places=4, min_value=Decimal("0.0001"), required=False
            ),
        }
        for name, field in made.items():
            field.label = f"{PARTS[name].capitalize()}, rad {row + 1}"
            field.widget.attrs["aria-label"] = field.label
            self.fields[f"{name}_{row}"] = field

    @property
    def heads(self) -> list[tuple[str, str]]:
        """The basket's columns, with a word of help."""
        return [(label.capitalize(), _HEADS.get(name, "")) for name, label in PARTS.items()]

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The basket as the table draws it."""
        return [[self[f"{name}_{row}"] for name in PARTS] for row in self._rows]

    def clean(self) -> dict[str, object]:
        """The basket's rows, whole and with base values: what is left empty is taken from what was published."""
        data = super().clean() or self.cleaned_data
        self.components: list[ClauseComponent] = []
        self.filled: list[str] = []
        if data.get("kind") != PriceClause.Kind.INDEX:
            return data
        figures = Figures([self._series[pk] for pk in self._chosen(data)])
        for row in self._rows:
            if data.get(f"series_{row}") or data.get(f"weight_{row}") is not None:
                self._clean_row(row, data, figures)
        if self.errors:
            return data
        if not self.components:
            self.add_error("series_0", "Välj minst en serie till indexkorgen.")
        total = sum((part.weight * 100 for part in self.components), Decimal(0))
        if self.components and total != 100:
            written = f"{total.normalize():f}".replace(".", ",")
            self.add_error("weight_0", f"Vikterna ska tillsammans vara 100 procent, men är {written}.")
        return data

    def marks(self) -> str:
        """With one of the basket, which is a thing of its own."""
        drawn = [self[name].field.prepare_value(self[name].initial) for name in self._of_basket()]
        return f"{super().marks()} basket:{mark_of_value(_as_typed(drawn))}".lstrip()

    def _of_basket(self) -> list[str]:
        return [f"{name}_{row}" for row in self._rows for name in PARTS]

    def basket_is_as_opened(self) -> bool:
        """Whether the basket that was sent is the one that the page was opened with."""
        typed = [self[name].data for name in self._of_basket()]
        return marks_sent(self).get("basket") == mark_of_value(_as_typed(typed))

    def without_unused_rows(self) -> dict[str, object]:
        """What was sent, but for what a row of the basket says by default that is not used."""
        data = dict(self.cleaned_data)
        for row in self._rows:
            if not data.get(f"series_{row}") and data.get(f"weight_{row}") is None:
                data |= {f"status_{row}": None, f"years_before_{row}": None}
        return data

    def _chosen(self, data: Mapping[str, object]) -> list[int]:
        return [pk for row in self._rows if (pk := data.get(f"series_{row}")) in self._series]

    def _clean_row(self, row: int, data: Context, figures: Figures) -> None:
        series = self._series.get(data.get(f"series_{row}") or 0)
        if series is None:
            self._refuse(row, "series", "Välj serie, eller lämna hela raden tom.")
            return
        if series.pk in {part.series_id for part in self.components}:
            self._refuse(row, "series", "Serien står redan i indexkorgen. Välj en annan.")
        weight = data.get(f"weight_{row}")
        if not weight:
            self._refuse(row, "weight", "Ange vikten i procent, större än noll.")
        period = self._period(row, series, data.get(f"base_period_{row}") or "")
        status = data.get(f"status_{row}") or IndexStatus.FINAL.value
        value = data.get(f"base_value_{row}")
        if period is not None and value is None and f"base_value_{row}" not in self.errors:
            value = self._published(row, series, period, status, figures)
        if series.measures == IndexSeries.Measures.CHANGE and value not in {None, _FROM_CHANGES}:
            self._refuse(row, "base_value", "Serien är årliga förändringar: basvärdet är 100. Lämna det tomt.")
        if period is None or value is None or not weight:
            return
        self.components.append(
            ClauseComponent(
                series=series,
                weight=weight / 100,
                status=status,
                base_period=period.code,
                base_value=value,
                base_value_final=data.get(f"base_value_final_{row}"),
                years_before=1 if (years := data.get(f"years_before_{row}")) in {None, ""} else years,
            )
        )

    def _refuse(self, row: int, name: str, words: str) -> None:
        field = f"{name}_{row}"
        if field not in self.errors:
            self.add_error(field, words)

    def _period(self, row: int, series: IndexSeries, text: str) -> IndexPeriod | None:
        example = {"QUARTER": "2024K2", "MONTH": "2024M08", "YEAR": "2024"}[series.frequency]
        if not text.strip():
            self._refuse(row, "base_period", f"Ange basperioden, till exempel {example}.")
            return None
        try:
            period = IndexPeriod.parse(text)
        except ValueError:
            self._refuse(row, "base_period", f"”{text}” är ingen period. Skriv till exempel {example}.")
            return None
        if period.frequency.value != series.frequency:
            per = series.get_frequency_display()
            self._refuse(row, "base_period", f"{series} publiceras per {per}. Skriv till exempel {example}.")
            return None
        return period

    def _published(
        self, row: int, series: IndexSeries, period: IndexPeriod, status: str, figures: Figures
    ) -> Decimal | None:
        if series.measures == IndexSeries.Measures.CHANGE:
            return _FROM_CHANGES
        found = figures.value(series, period, status)
        if found is None:
            word = "preliminärt" if status == IndexStatus.PRELIMINARY else "slutligt"
            self._refuse(
                row,
                "base_value",
                f"Ange basvärdet: inget {word} värde för {period.label} är inläst för {series}.",
            )
            return None
        written = f"{found.value.normalize():f}".replace(".", ",")
        self.filled.append(f"{series}: {written} för {period.label}")
        return found.value


def _as_typed(values: list[object]) -> str:
    return ";".join("" if value is None else str(value) for value in values)


def row_values(components: list[ClauseComponent]) -> dict[str, object]:
    """A basket as the form's initial values."""
    values: dict[str, object] = {}
    for row, part in enumerate(sorted(components, key=lambda each: (-each.weight, each.pk or 0))):
        values |= {
            f"series_{row}": part.series_id,
            f"weight_{row}": part.weight * 100,
            f"base_period_{row}": part.base_period,
            f"base_value_{row}": part.base_value,
            f"status_{row}": part.status,
            f"years_before_{row}": part.years_before,
            f"base_value_final_{row}": part.base_value_final,
        }
    return values


def values_of(clause: PriceClause) -> dict[str, object]:
    """All of a stored clause as the form's initial values."""
    own = {name: getattr(clause, name) for name in ClauseForm.Meta.fields}
    return {**own, **row_values(list(clause.components.all()))}
