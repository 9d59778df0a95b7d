"""What a person sends about own units and about purchases without a deviation."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.missing.choices import Answer
from followup.missing.models import DeviationQuestion, OwnUnit
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.forms import Form, ModelForm
from huddinge_vo.common.people.models import Membership, User
from huddinge_vo.common.untyped import Context, PassedOn
from procurement.deviations.choices import Outcome
from procurement.placements.models import Placement


class OwnUnitForm(ModelForm):
    """Who answers for a unit, of those who work for the buyer, and how soon."""

    class Meta:
        model = OwnUnit
        fields = ("name", "manager", "deputy", "answer_days")

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        works = Membership.objects.filter(user=OuterRef("pk"), buyer=self.instance.buyer_id)
        people = User.objects.filter(Exists(works), is_active=True)
        people = people.order_by(person_order(), "username", "pk")
        for name in ("manager", "deputy"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]


class AskForm(Form):
    """What a button of the list says: supplier, subcategory, month and unit. See MissingPurchase.key."""

    kop = forms.CharField(max_length=300, widget=forms.HiddenInput)

    def clean_kop(self) -> Context:
        """In its parts."""
        supplier, _, rest = self.cleaned_data["kop"].partition(".")
        category, _, rest = rest.partition(".")
        month, _, unit = rest.partition(".")
        try:
            first = date.fromisoformat(f"{month}-01")
        except ValueError as error:
            raise ValidationError("Köpet gick inte att förstå.") from error
        return {"supplier": read_id(supplier), "category": read_id(category), "month": first, "unit": unit}


class AnswerForm(Form):
    """One of three answers, each with what it needs."""

    answer = forms.ChoiceField(label="Svar", choices=Answer.choices, widget=forms.RadioSelect)
    deviation = forms.ModelChoiceField(
        label="Avsteget",
        queryset=Placement.objects.none(),
        required=False,
        help_text="Raderna knyts till avsteget. Finns det inte här: begär det först, i efterhand.",
    )
    contract = forms.ModelChoiceField(label="Avtalet", queryset=Contract.objects.none(), required=False)
    words = forms.CharField(
        label="Förklaring",
        required=False,
        max_length=500,
        help_text="Varför inget avsteg gjordes, eller vilket avtal det är om det inte finns att välja.",
    )

    def __init__(self, *args: PassedOn, user: User, question: DeviationQuestion, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        same = Supplier.objects.same_as(Supplier.objects.filter(pk=question.supplier_id))
        deviations = Placement.objects.visible_to(user).outside_contract()
        deviations = deviations.filter(buyer=question.buyer_id, supplier__in=same)
        deviations = deviations.exclude(form__outcome__in=[Outcome.REFUSED, Outcome.TAKEN_BACK])
        contracts = Contract.objects.visible_to(user).filter(buyer=question.buyer_id, supplier__in=same)
        self.fields["deviation"].queryset = deviations.select_related("supplier").order_by("-valid_from", "pk")  # type: ignore[attr-defined]
        self.fields["deviation"].label_from_instance = _of_deviation  # type: ignore[attr-defined]
        self.fields["contract"].queryset = contracts.order_by("number", "pk")  # type: ignore[attr-defined]

    def clean(self) -> Context:
        """What each answer needs, and nothing that belongs to another."""
        data = super().clean() or self.cleaned_data
        answer = data.get("answer")
        if answer == Answer.DEVIATION and not data.get("deviation") and "deviation" not in self.errors:
            self.add_error("deviation", "Välj vilket avsteg det är.")
        if answer == Answer.CONTRACT and not (data.get("contract") or data.get("words")):
            self.add_error("contract", "Välj avtalet, eller skriv vilket det är.")
        if answer == Answer.NONE and not data.get("words") and "words" not in self.errors:
            self.add_error("words", "Skriv varför inget avsteg gjordes.")
        if answer != Answer.DEVIATION:
            data["deviation"] = None
        if answer != Answer.CONTRACT:
            data["contract"] = None
        return data


def _of_deviation(placement: Placement) -> str:
    until = placement.valid_until or "tills vidare"
    said = "godkänt" if placement.approved_on else "väntar på beslut"
    return f"{placement.number}, {placement.valid_from} – {until}, {said}"
