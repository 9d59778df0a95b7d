"""What a person sends about the media watch."""

from __future__ import annotations

from django import forms
from django.core.validators import URLValidator

from contracts.suppliers.models import Supplier
from followup.reviews.models import Finding
from followup.watch.models import Feed, SearchWord
from huddinge_vo.common.pages.forms import Form, ModelForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import PassedOn


class SearchWordForm(ModelForm):
    """What a supplier is looked for by."""

    class Meta:
        model = SearchWord
        fields = ["supplier", "words", "priority", "is_active"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        suppliers = Supplier.objects.visible_to(user).current().order_by("sort_name", "name", "pk")
        self.fields["supplier"].queryset = suppliers  # type: ignore[attr-defined]
        if self.instance.pk is not None:
            del self.fields["supplier"]


class FeedForm(ModelForm):
    """Where is looked."""

    class Meta:
        model = Feed
        fields = ["name", "url", "is_active"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)


class LinkForm(Form):
    """An article that a person has read."""

    supplier = forms.ModelChoiceField(label="Leverantör", queryset=Supplier.objects.none())
    url = forms.CharField(
        label="Länk till artikeln",
        max_length=1000,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    title = forms.CharField(label="Rubrik", max_length=300)

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        suppliers = Supplier.objects.visible_to(user).current().order_by("sort_name", "name", "pk")
        self.fields["supplier"].queryset = suppliers  # type: ignore[attr-defined]


class JudgeForm(Form):
    """What a hit is worth."""

    outcome = forms.ChoiceField(
        label="Bedömning", choices=[("ja", "Relevant"), ("nej", "Inte relevant")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Varför", max_length=300, required=False)


class HitFindingForm(Form):
    """A finding made of a hit."""

    severity = forms.ChoiceField(label="Hur allvarligt är det?", choices=[("", "Välj"), *Finding.Severity.choices])
    words = forms.CharField(
        label="Vad artikeln säger",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Rubrik och länk följer med. Skriv inga namn på brukare.",
    )
