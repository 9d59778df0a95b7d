"""What a person sends about price adjustments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django import forms

from contracts.documents.models import Document
from contracts.prices import rules
from contracts.prices.actions import LineChange, window_of_request
from contracts.prices.models import AdjustmentLine, PriceRequest
from contracts.register.models import Contract
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.forms import (
    AmountField,
    AsksTwice,
    DecidesOnWhatIsShown,
    Form,
    ModelForm,
    VersionedForm,
    dress,
)
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.untyped import Cleaned, PassedOn


class ReasonForm(Form):
    """Why something is not done."""

    reason = forms.CharField(label="Skäl", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class RejectForm(DecidesOnWhatIsShown, ReasonForm):
    """Why an amount is not settled: the amount that was shown."""


class PriceRequestForm(AsksTwice, ModelForm):
    """That a supplier has asked. One that comes too late is registered by somebody who has seen that it does."""

    has_been = ("received_on",)

    class Meta:
        model = PriceRequest
        fields = ["contract", "received_on", "effective_on", "wanted_percent", "note", "document"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        mine = buyers_of(user, may="contracts.add_pricerequest")
        contracts = Contract.objects.visible_to(user).signed().filter(buyer__in=mine).order_by("number", "pk")
        self.fields["contract"].queryset = contracts  # type: ignore[attr-defined]
        chosen = self.initial.get("contract") or self.data.get("contract")
        documents = Document.objects.visible_to(user).defer("text").order_by("title", "-version", "pk")
        of_contract = documents.filter(contract__in=contracts.filter(pk=read_id(str(chosen or ""))))
        self.fields["document"].queryset = of_contract  # type: ignore[attr-defined]
        self.fields["document"].help_text = "Bland avtalets dokument. Lägg till skrivelsen där först, om den ska med."

    def cautions(self, data: Cleaned) -> list[str]:
        """A request after the clause's last day, or before any that counts."""
        contract, received_on = data.get("contract"), data.get("received_on")
        if contract is None or received_on is None or "effective_on" not in data:
            return []
        window = window_of_request(contract=contract, received_on=received_on, effective_on=data["effective_on"])
        if window is None:
            return []
        late = rules.comes_late(received_on=received_on, ask_by=window.ask_by, effective_on=window.effective_on)
        early = rules.comes_early(
            received_on=received_on,
            ask_by=window.ask_by,
            effective_on=window.effective_on,
            names_the_day=data["effective_on"] is not None,
        )
        return [words for words in (late, early) if words]

    def clean_wanted_percent(self) -> Decimal | None:
        """A request is for more."""
        wanted: Decimal | None = self.cleaned_data["wanted_percent"]
        if wanted is not None and wanted <= 0:
            raise forms.ValidationError("Ange höjningen som ett tal större än noll. En sänkning behöver ingen begäran.")
        return wanted


class ProposeForm(Form):
    """From which day one contract's prices are to be adjusted."""

    effective_on = forms.DateField(label="Nytt pris från och med")


class SettleForm(Form):
    """On which day differences were paid or credited."""

    has_been = ("settled_on",)

    settled_on = forms.DateField(label="Reglerad den")


@dataclass(frozen=True)
class LineFields:
    """A line with its fields, as the page shows them in a row."""

    line: AdjustmentLine
    name: str
    price: forms.BoundField
    left_out: forms.BoundField
    reason: forms.BoundField


def _named(line: AdjustmentLine) -> str:
    """What tells a line from the others of its list."""
    unit = f", {line.item.unit}" if line.item.unit else ""
    return f"{line.item.name}, {line.item.get_per_display()}{unit}"


class LinesForm(AsksTwice, VersionedForm):
    """The officer's prices, line by line, with a reason for each that differs from the clause's, and a tick for large
    changes. A line is known by what is priced: one that is computed anew is another row, and what was typed stays.
    """

    def __init__(
        self, *args: PassedOn, lines: Sequence[AdjustmentLine], version: int, limit_percent: int, **kwargs: PassedOn
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.limit_percent = lines, limit_percent
        self.fields["version"].initial = version
        for line in lines:
            name = _named(line)
            self.fields[f"price-{line.item_id}"] = AmountField(
                label=f"Nytt pris, {name}", min_value=Decimal("0.01"), max_digits=12, initial=line.new_sek
            )
            self.fields[f"left_out-{line.item_id}"] = forms.BooleanField(
                label=f"Justeras inte, {name}", required=False, initial=line.is_left_out
            )
            self.fields[f"reason-{line.item_id}"] = forms.CharField(
                label=f"Skäl, {name}", max_length=300, required=False, initial=line.reason
            )
        dress(self.fields)

    def rows(self) -> Iterable[LineFields]:
        """Line by line."""
        for line in self.lines:
            yield LineFields(
                line,
                _named(line),
                self[f"price-{line.item_id}"],
                self[f"left_out-{line.item_id}"],
                self[f"reason-{line.item_id}"],
            )

    def cautions(self, data: Cleaned) -> list[str]:
        """Prices far from those of today, by the clause or by hand."""
        found = []
        for line in self.lines:
            price = data.get(f"price-{line.item_id}")
            if price is not None and not data.get(f"left_out-{line.item_id}"):
                found.append(rules.large_change(line.old_sek, price, limit_percent=self.limit_percent, of=_named(line)))
        return [words for words in found if words]

    def clean(self) -> dict[str, object]:
        """Whatever is not the clause's price has its reason."""
        data = super().clean() or self.cleaned_data
        for line in self.lines:
            price = data.get(f"price-{line.item_id}")
            differs = data.get(f"left_out-{line.item_id}") or (price is not None and price != line.computed_sek)
            if differs and not (data.get(f"reason-{line.item_id}") or "").strip():
                self.add_error(f"reason-{line.item_id}", "Skriv varför raden avviker från klausulen.")
        return data

    def changes(self) -> dict[int, LineChange]:
        """Line id → what was settled on."""
        data = self.cleaned_data
        return {
            line.pk: LineChange(
                data[f"price-{line.item_id}"], data[f"left_out-{line.item_id}"], data[f"reason-{line.item_id}"]
            )
            for line in self.lines
        }
