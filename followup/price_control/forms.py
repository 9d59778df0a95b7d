"""What a person says of items and claims."""

from __future__ import annotations

from django import forms

from contracts.prices.models import PriceItem
from followup.invoices.models import InvoiceLine
from followup.price_control.models import PriceClaim
from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.people.models import User
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.untyped import PassedOn

_NONE = "0"


class MatchForm(Form):
    """Which line of the supplier's price lists an item is."""

    item = forms.ChoiceField(label="Är i prislistan")

    def __init__(self, *args: PassedOn, line: InvoiceLine, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        invoice = line.invoice
        own = PriceItem.objects.visible_to(user).filter(
            contract__supplier=invoice.supplier, contract__buyer=invoice.buyer
        )
        of_area = PriceItem.objects.visible_to(user).filter(
            area__contracts__supplier=invoice.supplier, area__contracts__buyer=invoice.buyer
        )
        self.items = {str(item.pk): item for item in (own | of_area).distinct().order_by("name", "per", "pk")}
        choices = [(pk, str(item)) for pk, item in self.items.items()]
        self.fields["item"].choices = [("", "Välj"), *choices, (_NONE, "Finns inte i avtalet")]  # type: ignore[attr-defined]

    def chosen(self) -> PriceItem | None:
        """The line; null where it is in none."""
        return self.items.get(self.cleaned_data["item"])


class AnswerForm(Form):
    """What the supplier answered."""

    has_been = ("answered_on",)

    answer = forms.ChoiceField(label="Svar", choices=PriceClaim.Answer)
    answered_on = forms.DateField(label="Besvarat", widget=forms.DateInput)
    words = forms.CharField(
        label="Vad de svarade", widget=forms.Textarea, required=False, validators=[refuse_personal_numbers]
    )


class DropForm(Form):
    """Why a claim is given up."""

    reason = forms.CharField(label="Varför", max_length=300, validators=[refuse_personal_numbers])
