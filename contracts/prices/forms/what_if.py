"""What a person assumes: of indices, and of the clause. Sent in the address, so that it can be kept and shared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import cast

from django import forms

from contracts.plan.models import Category, ContractArea
from contracts.prices.reports import OTHER_WORDS, Assumable, Assumptions, Chosen, Other
from contracts.prices.rules import MOST_YEARS, levels_of_changes, steady_levels
from huddinge_vo.common.money import sek
from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import PassedOn

_YEARS = [(str(each), f"{each} år") for each in range(1, MOST_YEARS + 1)]
_LOWEST, _HIGHEST = Decimal(-50), Decimal(100)


class PercentField(forms.DecimalField):
    """Per cent as people write it: 2,5, with or without its sign."""

    widget = forms.TextInput

    def __init__(self, **kwargs: PassedOn) -> None:
        super().__init__(**{"decimal_places": 3, "max_digits": 7, "required": False, **kwargs})

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # the stubs' DecimalField is an IntegerField
        """A comma or a point, any minus."""
        if isinstance(value, str):
            value = value.strip().removesuffix("%").strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        """As it is read back; what could not be read stays as it was typed."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """A phone shows its number keys."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}


class FiguresField(forms.CharField):
    """Figures year by year, parted by semicolons or spaces: 147,2; 149,8."""

    def clean(self, value: object) -> list[Decimal]:
        """Each one exact."""
        found = []
        for each in re.split(r"[;\s]+", str(super().clean(value) or "").strip()):
            if not each:
                continue
            try:
                figure = Decimal(each.replace("\N{MINUS SIGN}", "-").replace(",", "."))
            except InvalidOperation as error:
                raise forms.ValidationError(f"”{each}” går inte att läsa som ett tal.") from error
            exponent = figure.as_tuple().exponent
            if not figure.is_finite() or not isinstance(exponent, int) or exponent < -4 or abs(figure) > 10**6:
                raise forms.ValidationError(f"”{each}” är inget tal med högst fyra decimaler.")
            found.append(figure)
        return found


class WhatIfForm(Form):
    """Contracts, assumptions of each series, years, and the clause to set beside today's."""

    hide_required = True

    areas = forms.ModelMultipleChoiceField(
        ContractArea.objects.none(),
        label="Avtalsområden",
        required=False,
        help_text="Inget valt: alla. Håll ner Ctrl eller Cmd för att välja flera.",
        error_messages={"invalid_choice": "Ett av avtalsområdena finns inte."},
    )
    category = forms.ModelChoiceField(
        Category.objects.none(), label="Underkategori", required=False, empty_label="alla"
    )
    q = forms.CharField(
        label="Sök avtal", required=False, max_length=100, help_text="Avtalsnummer, rubrik eller leverantör."
    )
    ended = forms.BooleanField(
        label="Ta med avtal som har slutat men har köp de senaste tolv månaderna",
        required=False,
        help_text="För kvarboende: de justeras enligt samma klausul. De räknas in i summorna och listas för sig.",
    )
    years = forms.ChoiceField(label="Antal år", choices=_YEARS, initial="3")
    other = forms.ChoiceField(
        label="Jämför med", choices=[(each.value, words) for each, words in OTHER_WORDS.items()], initial=Other.LCI_KPI
    )
    lci = forms.ChoiceField(label="LCI i den andra klausulen", required=False)
    percent = PercentField(
        label="Fast pris, procent om året",
        min_value=Decimal(-50),
        max_value=Decimal(100),
        help_text="Bara för fast pris.",
    )
    fixed = PercentField(label="Fast andel, procent", min_value=Decimal(0), max_value=Decimal(100))
    threshold = PercentField(label="Tröskel, procent", min_value=Decimal(0), max_value=Decimal(100))
    lowest = PercentField(
        label="Lägsta förändring, procent",
        min_value=Decimal(-100),
        max_value=Decimal(100),
        help_text="0: sänks aldrig.",
    )
    highest = PercentField(label="Högsta förändring, procent", min_value=Decimal(-100), max_value=Decimal(1000))

    def __init__(
        self, *args: PassedOn, user: User, buyer: Organization, series: Sequence[Assumable], **kwargs: PassedOn
    ) -> None:
        self.series = tuple(series)
        super().__init__(*args, **kwargs)
        areas = cast("forms.ModelMultipleChoiceField[ContractArea]", self.fields["areas"])
        areas.queryset = ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        areas.widget.attrs.update({"class": "form-select", "size": 6})
        categories = cast("forms.ModelChoiceField[Category]", self.fields["category"])
        categories.queryset = (
            Category.objects.visible_to(user).filter(buyer=buyer, parent__isnull=False).order_by("sort_name", "pk")
        )
        lci = cast("forms.ChoiceField", self.fields["lci"])
        lci.choices = [(str(each.pk), each.name) for each in self.series if each.kind == "LCI"]
        for each in self.series:
            last = each.last_change
            words = f"Senast {sek(last, 2)} procent." if last is not None else "Ingen tidigare förändring är känd."
            percent = PercentField(
                label=f"{each.name}, procent om året",
                min_value=_LOWEST,
                max_value=_HIGHEST,
                initial=last,
                help_text=words,
            )
            what = "Förändring i procent, ett tal per år" if each.is_change else "Indextal, ett tal per år"
            latest = f"Senast {each.latest_words}. " if each.latest_words else ""
            values = FiguresField(
                label=f"{each.name}: {what[0].lower()}{what[1:]}",
                required=False,
                max_length=200,
                help_text=f"{latest}Skilj talen med semikolon. Går före procenten om året.",
            )
            for name, field in ((f"p-{each.pk}", percent), (f"v-{each.pk}", values)):
                field.widget.attrs.update(
                    {"class": "form-control", **field.widget_attrs(cast("forms.Widget", field.widget))}
                )
                self.fields[name] = field

    def contract_fields(self) -> list[forms.BoundField]:
        """Which contracts."""
        return [self[name] for name in ("category", "q", "ended", "years")]

    def percent_fields(self) -> list[forms.BoundField]:
        """What each series does a year."""
        return [self[f"p-{each.pk}"] for each in self.series]

    def value_fields(self) -> list[forms.BoundField]:
        """Or what it will be."""
        return [self[f"v-{each.pk}"] for each in self.series]

    def values_are_used(self) -> bool:
        """Whether any was typed: the fold then lies open."""
        return any(field.data or field.errors for field in self.value_fields()) if self.is_bound else False

    def clause_fields(self) -> list[forms.BoundField]:
        """The other clause."""
        return [self[name] for name in ("other", "lci", "percent")]

    def term_fields(self) -> list[forms.BoundField]:
        """Its terms."""
        return [self[name] for name in ("fixed", "threshold", "lowest", "highest")]

    def terms_are_used(self) -> bool:
        """Whether any was typed."""
        return any(field.data or field.errors for field in self.term_fields()) if self.is_bound else False

    def clean(self) -> dict[str, object]:
        """With each figure for each year, and a percentage where one is meant."""
        data = super().clean() or self.cleaned_data
        years = int(data.get("years") or 0)
        for each in self.series:
            name = f"v-{each.pk}"
            values = data.get(name) or []
            if not values or not years:
                continue
            if len(values) < years:
                self.add_error(name, f"Skriv {years} tal, ett för varje år. Här finns {len(values)}.")
            elif each.is_change:
                if any(not _LOWEST <= value <= _HIGHEST for value in values):
                    self.add_error(name, "Förändringen är mellan −50 och 100 procent.")
            elif each.latest is None:
                self.add_error(name, "Serien har inget värde att utgå från. Ange procent om året i stället.")
            elif any(value <= 0 for value in values):
                self.add_error(name, "Ett indextal är alltid större än noll. Ange ett högre värde.")
        if data.get("other") == Other.PERCENT and data.get("percent") is None and "percent" not in self.errors:
            self.add_error("percent", "Ange hur många procent om året det fasta priset ändras.")
        low, high = data.get("lowest"), data.get("highest")
        if low is not None and high is not None and low > high:
            self.add_error("lowest", "Den lägsta förändringen kan inte vara större än den högsta. Ändra en av dem.")
        return data

    def chosen(self) -> Chosen:
        """Which contracts."""
        data = self.cleaned_data
        return Chosen(tuple(data["areas"]), data["category"], data["q"], data["ended"])

    def assumptions(self) -> Assumptions:
        """All that is assumed, with its words."""
        data = self.cleaned_data
        years = int(data["years"])
        levels: dict[int, tuple[Decimal, ...]] = {}
        words: list[tuple[int, str, str]] = []
        for each in self.series:
            values, percent = data[f"v-{each.pk}"][:years], data[f"p-{each.pk}"]
            if values:
                written = "; ".join(f"{value:f}".replace(".", ",") for value in values)
                if each.is_change:
                    levels[each.pk] = levels_of_changes(values)
                    words.append((each.pk, each.name, f"{written} procent"))
                else:
                    assert each.latest is not None
                    levels[each.pk] = (each.latest, *values)
                    words.append((each.pk, each.name, f"{written} (nu {each.latest_words})"))
            elif percent is not None:
                levels[each.pk] = steady_levels(percent, years)
                words.append((each.pk, each.name, f"{percent.normalize():f} procent om året".replace(".", ",")))
        return Assumptions(
            years=years,
            levels=levels,
            words=tuple(words),
            other=Other(data["other"]),
            percent=data["percent"] if data["percent"] is not None else Decimal(0),
            lci=int(data["lci"]) if data["lci"] else None,
            fixed_percent=data["fixed"],
            threshold_percent=data["threshold"],
            lowest_percent=data["lowest"],
            highest_percent=data["highest"],
        )

    def lack(self, series: Sequence[int]) -> None:
        """Say at the fields that something has to be assumed of them."""
        for pk in series:
            self.add_error(f"p-{pk}", "Ange ett antagande: serien används av klausulerna som räknas.")
