"""What a person sends from the field, and writes in sheets."""

from __future__ import annotations

from uuid import uuid4

from django import forms

from contracts.plan.models import ContractArea
from followup.field.models import ContractKpi, GateCount, PayslipCheck, SheetRow
from followup.reviews.models import ReviewAnswer
from huddinge_vo.common.pages.forms import FileForm, Form, ModelForm
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.untyped import PassedOn

# What a phone offers: its camera, and its photos and files.
_TAKEN = ".jpg,.jpeg,.png,.pdf,image/jpeg,image/png"
ANSWERS = [("", "Inte besvarat"), *ReviewAnswer.Answer.choices]


class SentAnswerForm(Form):
    """An answer on its way in, with what stood there when it was written."""

    id = forms.UUIDField()
    order = forms.IntegerField(min_value=1, max_value=32_000)
    answer = forms.ChoiceField(choices=ANSWERS, required=False)
    comment = forms.CharField(max_length=1000, required=False, validators=[refuse_personal_numbers])
    seen_answer = forms.ChoiceField(choices=ANSWERS, required=False)
    seen_comment = forms.CharField(max_length=1000, required=False)


class PhotoForm(Form):
    """A photo or a file, for the whole review or for one question."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label="Bild eller fil",
        help_text="JPEG, PNG eller PDF. Plats, tid och kamera tas bort ur bilder. Fotografera inga människor.",
        widget=forms.ClearableFileInput(attrs={"accept": _TAKEN}),
    )
    caption = forms.CharField(
        label="Vad bilden visar", max_length=200, required=False, validators=[refuse_personal_numbers]
    )
    order = forms.TypedChoiceField(label="Krav", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: PassedOn, orders: list[int], **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid4())
        self.fields["order"].choices = [  # type: ignore[attr-defined]
            ("", "Hela uppföljningen"),
            *((order, f"Krav {order}") for order in orders),
        ]


class InterviewForm(ModelForm):
    """An interview. The person is a role and nothing more."""

    class Meta:
        model = SheetRow
        fields = ["who", "topic", "said", "outcome"]
        widgets = {"said": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].required = True
        self.fields["said"].help_text = "Skriv inga namn och inga personnummer."


class CaseFileForm(ModelForm):
    """A case file that was looked into."""

    class Meta:
        model = SheetRow
        fields = ["reference", "topic", "said", "outcome"]
        widgets = {"said": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].required = True
        self.fields["reference"].help_text = "Ett löpnummer i stickprovet eller aktens nummer. Inga namn."


class GateForm(ModelForm):
    """Who was seen to come, and how many were registered."""

    has_been = ("on",)

    class Meta:
        model = GateCount
        fields = ["on", "begins", "ends", "seen", "registered", "note"]


class PayslipForm(ModelForm):
    """A payslip's figures and nothing of whose they are."""

    class Meta:
        model = PayslipCheck
        fields = ["month", "hours", "pay_sek", "agreed_sek", "delete_on"]

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        for name in ("hours", "pay_sek", "agreed_sek"):
            self.fields[name].required = True
        self.fields["month"].help_text = "En dag i månaden."
        self.fields["delete_on"].required = False
        self.fields["delete_on"].help_text = "Tomt: om ett halvår. Då finns bara kvar om lönen följde avtalet."


class GroupForm(FileForm):
    """A file of a supplier's group."""


class KpiForm(ModelForm):
    """A key figure of a contract."""

    class Meta:
        model = ContractKpi
        fields = ["name", "definition", "unit", "target", "more_is_better"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)


class KpiValueForm(Form):
    """What a key figure was in a quarter."""

    value = forms.DecimalField(
        label="Utfall", max_digits=12, decimal_places=2, required=False, help_text="Tomt tar bort det som står."
    )


class ProposeForm(Form):
    """For which area a template is proposed."""

    area = forms.ModelChoiceField(label="Avtalsområde", queryset=ContractArea.objects.none())

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        areas = ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
