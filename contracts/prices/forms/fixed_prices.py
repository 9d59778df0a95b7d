"""The council's decision on fixed prices."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from contracts.prices import rules
from contracts.prices.forms.what_if import PercentField
from contracts.prices.models import FixedPriceDecision, PriceClause, PriceTerm
from huddinge_vo.common.pages.forms import AsksTwice, ModelForm
from huddinge_vo.common.untyped import Cleaned

_HUNDRED = Decimal(100)


class FixedPriceDecisionForm(AsksTwice, ModelForm):
    """What was decided for an area: from when, by how much, and how prices are rounded."""

    has_been = ("decided_on",)

    percent = PercentField(
        label="Förändring, procent",
        required=True,
        max_digits=6,
        help_text="Från priset dagen före. Minus för en sänkning.",
    )
    rounding = forms.ChoiceField(
        label="Priserna avrundas till", choices=PriceClause.RoundingChoice, initial=PriceClause.RoundingChoice.KRONA
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = FixedPriceDecision
        fields = ["valid_from", "percent", "rounding", "decided_on", "registry_number", "note"]

    def cautions(self, data: Cleaned) -> list[str]:
        """A decision that changes all prices much."""
        percent, limit = data.get("percent"), PriceTerm.limit_of(self.instance.area.category.buyer_id)
        if percent is None or not rules.is_large_change(_HUNDRED, _HUNDRED + percent, limit_percent=limit):
            return []
        return [
            (
                f"beslutet ändrar alla områdets priser med {rules.signed_percent(_HUNDRED, _HUNDRED + percent)}, "
                f"mer än gränsen {limit} %"
            )
        ]

    def clean_percent(self) -> object:
        """A price stays a price."""
        percent = self.cleaned_data["percent"]
        if percent <= -100:
            raise forms.ValidationError("Priset kan inte sänkas till noll eller under. Ange en mindre sänkning.")
        return percent

    def clean(self) -> dict[str, object]:
        """In the order of time: decided before it counts, and after the decisions that there are."""
        data = super().clean() or self.cleaned_data
        valid_from, decided_on = data.get("valid_from"), data.get("decided_on")
        if valid_from and decided_on and decided_on > valid_from:
            self.add_error("decided_on", "Beslutet ska vara fattat senast dagen det gäller från.")
        if valid_from:
            others = FixedPriceDecision.objects.filter(area=self.instance.area_id)
            last = others.order_by("-valid_from", "-pk").first()
            if last and last.valid_from > valid_from:
                self.add_error(
                    "valid_from",
                    f"Det finns redan ett senare beslut, från {last.valid_from}. Beslut registreras i ordning.",
                )
            elif last and last.valid_from == valid_from:
                self.add_error(
                    "valid_from", "Det finns redan ett beslut för området från den dagen. Välj en senare dag."
                )
        return data
