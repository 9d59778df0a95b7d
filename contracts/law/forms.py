"""What a person sends about the law."""

from __future__ import annotations

from django.forms import Textarea

from contracts.law.choices import LawKind, LawUnit
from contracts.law.models import LawValue, PermitRule
from huddinge_vo.common.pages.forms import AmountField, ModelForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import PassedOn


class PermitRuleForm(ModelForm):
    """Whether an area's services need a permit, from a day on."""

    has_been = ("read_on",)

    class Meta:
        model = PermitRule
        fields = ["need", "valid_from", "ground", "source", "read_on", "note"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)


class LawValueForm(ModelForm):
    """A figure or a condition of the law, from a day on."""

    value = AmountField(
        label="Värde",
        max_digits=17,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="Kronor utan moms, dagar, månader eller procent. Tomt: ännu inte bestämt, och inget avgörs av det.",
    )

    class Meta:
        model = LawValue
        fields = ["kind", "valid_from", "valid_until", "value", "stated_as", "conditions", "source", "note"]
        widgets = {"conditions": Textarea(attrs={"rows": 5})}

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["kind"].disabled = True  # another kind is another row

    def clean(self) -> dict[str, object]:
        """What is only words has no figure, and what has a figure needs it to be a whole one where it is counted."""
        data = super().clean() or self.cleaned_data
        kind, value = data.get("kind"), data.get("value")
        if not kind or value is None:
            return data
        unit = LawKind(kind).unit
        if unit == LawUnit.WORDS:
            self.add_error("value", "Det här är ett villkor i ord och har inget värde.")
        elif unit in {LawUnit.DAYS, LawUnit.MONTHS} and value != int(value):
            self.add_error("value", f"Ange hela {unit.label}.")
        return data
