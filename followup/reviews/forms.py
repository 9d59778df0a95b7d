"""What a person sends about reviews and findings."""

from __future__ import annotations

from django import forms
from django.db.models import Model, QuerySet

from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier, SupplierUnit
from followup.reviews.models import (
    Finding,
    FollowUpClass,
    RequirementKind,
    Review,
    ReviewAnswer,
    ReviewTemplate,
)
from huddinge_vo.common.pages.forms import Form, ModelForm, VersionField
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.untyped import PassedOn


def _people(buyer: Organization) -> QuerySet[User]:
    return User.objects.filter(memberships__buyer=buyer, is_active=True).distinct().order_by("username", "pk")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ClassForm(ModelForm):
    """Deciding how deep a contract is followed up."""

    class Meta:
        model = FollowUpClass
        fields = ["decided", "decided_reason"]

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided"].required = True
        self.fields["decided_reason"].help_text = "Behövs när klassen blir en annan än den föreslagna."


class ReviewForm(ModelForm):
    """Planning a review."""

    class Meta:
        model = Review
        fields = ["contract", "planned_on", "method", "template", "reviewer"]

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            contracts = Contract.objects.visible_to(user).signed().filter(buyer=buyer).order_by("number", "pk")
            self.fields["contract"].queryset = contracts  # type: ignore[attr-defined]
        else:
            del self.fields["contract"]  # a review stays with its contract
        if self.instance.status == Review.Status.ONGOING:
            del self.fields["template"]  # its questions are the review's own by now
        else:
            templates = ReviewTemplate.objects.filter(buyer=buyer).order_by("name", "pk")
            self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        self.fields["reviewer"].queryset = _people(buyer)  # type: ignore[attr-defined]


class AnswersForm(Form):
    """A review's questions, each with an answer and a comment."""

    def __init__(self, *args: PassedOn, answers: list[ReviewAnswer], **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.rows = []
        for each in answers:
            choice, comment = f"svar-{each.order}", f"kommentar-{each.order}"
            self.fields[choice] = forms.ChoiceField(
                label=f"{each.order}. {each.text}",
                choices=[("", "Inte besvarat"), *ReviewAnswer.Answer.choices],
                required=False,
                initial=each.answer,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[comment] = forms.CharField(
                label=f"Kommentar till {each.order}",
                max_length=1000,
                required=False,
                initial=each.comment,
                widget=forms.TextInput(attrs={"class": "form-control"}),
                validators=[refuse_personal_numbers],
            )
            self.rows.append((each, choice, comment))
        self.fields["version"] = VersionField()

    def lines(self) -> list[dict[str, object]]:
        """Each question with its two fields."""
        return [
            {"answer": each, "choice": self[choice], "comment": self[comment]} for each, choice, comment in self.rows
        ]

    def answers(self) -> dict[int, tuple[str, str]]:
        """Order → answer and comment."""
        data = self.cleaned_data
        return {each.order: (data[choice], data[comment].strip()) for each, choice, comment in self.rows}


class FinishForm(Form):
    """What a review came to."""

    done_on = forms.DateField(label="Genomförd", widget=forms.DateInput)
    followed_routine = forms.TypedChoiceField(
        label="Följde uppföljningen den gemensamma rutinen?",
        choices=[("", "Välj"), ("ja", "ja"), ("nej", "nej")],
        coerce=lambda value: value == "ja",
        help_text="Mått 11 räknar uppföljningar som följde rutinen och bedömde hållbarhet.",
    )
    summary = forms.CharField(label="Sammanfattning", widget=_lines(6), max_length=5000)
    version = VersionField()


class _UnitChoice(forms.ModelChoiceField):
    """Units, told apart by whose they are."""

    def label_from_instance(self, obj: SupplierUnit) -> str:
        """Two suppliers may have a unit of the same name."""
        return f"{obj.supplier}: {obj}"


class DeficiencyForm(Form):
    """A deficiency, told in a minute."""

    supplier = forms.ModelChoiceField(label="Leverantör", queryset=Supplier.objects.none())
    unit = _UnitChoice(label="Verksamhet", queryset=SupplierUnit.objects.none(), required=False)
    evidence = forms.CharField(
        label="Vad har hänt?",
        widget=_lines(5),
        max_length=5000,
        help_text="Skriv inga namn och inga personnummer. Behövs ett ärende, skriv dess nummer.",
    )
    source = forms.ChoiceField(label="Hur fick du veta det?", choices=[("", "Välj"), *Finding.Source.choices])
    severity = forms.ChoiceField(label="Hur allvarligt är det?", choices=[("", "Välj"), *Finding.Severity.choices])
    contract = forms.ModelChoiceField(queryset=Contract.objects.none(), required=False, widget=forms.HiddenInput)
    review = forms.ModelChoiceField(queryset=Review.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: PassedOn, user: User, buyer: Organization, supplier: Supplier | None, **kwargs: PassedOn
    ) -> None:
        super().__init__(*args, **kwargs)
        suppliers = Supplier.objects.visible_to(user).current()
        units = SupplierUnit.objects.visible_to(user).select_related("supplier")
        if supplier is not None:
            units = units.filter(supplier=supplier)
        choices: dict[str, QuerySet[Model]] = {
            "supplier": suppliers.order_by("sort_name", "name", "pk"),
            "unit": units.order_by("supplier__sort_name", "sort_name", "pk"),
            "contract": Contract.objects.visible_to(user).filter(buyer=buyer),
            "review": Review.objects.visible_to(user).filter(contract__buyer=buyer),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Whoever chooses another supplier than the page came with means that one."""
        data = super().clean() or self.cleaned_data
        contract = data.get("contract")
        if contract is not None and data.get("supplier") and contract.supplier_id != data["supplier"].pk:
            data["contract"] = data["review"] = None
        return data


class FindingForm(ModelForm):
    """What shall be done about a finding."""

    class Meta:
        model = Finding
        fields = [
            "severity",
            "contract",
            "requirement",
            "evidence",
            "action",
            "due_on",
            "responsible",
            "is_irregularity",
            "confirmed_on",
        ]
        widgets = {"evidence": _lines(5), "action": _lines(4)}

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        contracts = Contract.objects.visible_to(user).signed()
        suppliers = Supplier.objects.same_as(Supplier.objects.filter(pk=self.instance.supplier_id))
        contracts = contracts.filter(buyer=self.instance.buyer_id, supplier__in=suppliers)
        self.fields["contract"].queryset = contracts.order_by("number", "pk")  # type: ignore[attr-defined]
        self.fields["responsible"].queryset = _people(self.instance.buyer)  # type: ignore[attr-defined]
        self.fields["action"].required = self.fields["due_on"].required = True
        if self.instance.review_id:
            del self.fields["contract"]  # the review says which


class DismissForm(Form):
    """Why there is nothing in a finding."""

    reason = forms.CharField(label="Skäl", max_length=300, widget=_lines(3))


class FixForm(Form):
    """When a finding was mended."""

    fixed_on = forms.DateField(label="Åtgärdad", widget=forms.DateInput)


class EscalateForm(Form):
    """A step up the ladder, or a report to an authority."""

    step = forms.ChoiceField(label="Steg", choices=Finding.Step.choices)
    confirmed_on = forms.DateField(
        label="Oegentlighet bekräftad",
        required=False,
        widget=forms.DateInput,
        help_text="Lämna tomt om det inte är en bekräftad oegentlighet.",
    )
    reported_to = forms.CharField(
        label="Anmäld till", max_length=120, required=False, help_text="IVO, Polisen, Skatteverket eller annan."
    )
    reported_on = forms.DateField(label="Anmäld den", required=False, widget=forms.DateInput)


_PREFIXES = {"hållbarhet": RequirementKind.SUSTAINABILITY, "arbetsvillkor": RequirementKind.WORKING_CONDITIONS}


_WRITTEN = {kind: word for word, kind in _PREFIXES.items()}


class TemplateForm(ModelForm):
    """A template, its requirements one a line."""

    requirements = forms.CharField(
        label="Krav",
        widget=_lines(14),
        help_text="Ett krav per rad. Börja raden med ”hållbarhet:” eller ”arbetsvillkor:” när kravet gäller det.",
    )

    class Meta:
        model = ReviewTemplate
        fields = ["name", "areas"]

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        areas = ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]
        self.fields["areas"].widget.attrs["size"] = 8
        self.instance.buyer = buyer
        if self.instance.pk:
            self.initial["requirements"] = "\n".join(
                f"{_WRITTEN[each.kind]}: {each.text}" if each.kind in _WRITTEN else each.text
                for each in self.instance.requirements.order_by("order", "pk")
            )

    def clean_requirements(self) -> list[tuple[str, str]]:
        """(kind, text) in their order."""
        found = []
        for line in self.cleaned_data["requirements"].splitlines():
            word, colon, rest = line.partition(":")
            kind = _PREFIXES.get(word.strip().lower()) if colon else None
            text = (rest if kind else line).strip()
            if len(text) > 500:
                raise forms.ValidationError(f"Kravet ”{text[:40]}…” är längre än 500 tecken.")
            if text:
                found.append((str(kind or RequirementKind.NORMAL), text))
        return found
