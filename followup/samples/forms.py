"""What a person sends about random checks."""

from __future__ import annotations

from django import forms

from followup.samples.choices import Outcome
from followup.samples.models import Sample
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.forms import AmountField, ModelForm, VersionedForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.untyped import PassedOn


class SampleForm(ModelForm):
    """A period, how many, and who looks at them."""

    to_come = ("due_on",)

    class Meta:
        model = Sample
        fields = ["first_on", "last_on", "size", "seed", "papers", "reviewer", "due_on"]
        help_texts = {
            "seed": "Samma frö, period och antal ger samma köp. Skriv in ett annat för att dra om.",
            "size": "Hur många köp som granskas. Fler ger ett snävare intervall.",
        }

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(memberships__buyer=self.instance.buyer, is_active=True)
        self.fields["reviewer"].queryset = people.distinct().order_by(person_order(), "username", "pk")  # type: ignore[attr-defined]


class ReviewForm(VersionedForm):
    """What the papers showed."""

    outcome = forms.ChoiceField(label="Vad visar underlaget?", choices=Outcome, widget=forms.RadioSelect)
    error_sek = AmountField(
        label="Fel, kr",
        required=False,
        help_text="Så mycket för mycket som betalades. Minus om det var för lite. Bara när beloppet är fel.",
    )
    comment = forms.CharField(
        label="Kommentar",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        validators=[refuse_personal_numbers],
    )
