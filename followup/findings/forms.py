"""What a person sends about findings, and what a supplier sends by its link."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet

from contracts.register.models import Contract
from contracts.suppliers.models import Supplier, SupplierUnit
from followup.findings.actions import LARGEST_FILE, MOST_FILES
from followup.findings.choices import Authority
from followup.findings.models import AuthorityReport, FollowUpTerm
from followup.reviews.models import Finding, Review, ReviewAnswer
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.forms import AmountField, Form, ModelForm
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.untyped import Context, PassedOn

_MOST_FOUND = 20
_NO_NAMES = "Skriv inga namn och inga personnummer. Behövs ett ärende, skriv dess nummer."


def _people(buyer: Organization) -> QuerySet[User]:
    return (
        User.objects.filter(memberships__buyer=buyer, is_active=True)
        .distinct()
        .order_by(person_order(), "username", "pk")
    )


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _UnitChoice(forms.ModelChoiceField):
    """Units, told apart by whose they are."""

    def label_from_instance(self, obj: SupplierUnit) -> str:
        """Two suppliers may have a unit of the same name."""
        return f"{obj.supplier}: {obj}"


class DeficiencyForm(Form):
    """A deficiency, told in a minute: the supplier is looked for by a part of its name, or of a unit's."""

    has_been = ("happened_on",)

    look_for = forms.CharField(
        label="Sök leverantör eller verksamhet",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )
    supplier = forms.ModelChoiceField(
        label="Leverantör", queryset=Supplier.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    unit = _UnitChoice(label="Verksamhet", queryset=SupplierUnit.objects.none(), required=False)
    evidence = forms.CharField(label="Vad har hänt?", widget=_lines(5), max_length=5000, help_text=_NO_NAMES)
    happened_on = forms.DateField(label="När hände det?", required=False, widget=forms.DateInput)
    severity = forms.ChoiceField(label="Hur allvarligt är det?", choices=[("", "Välj"), *Finding.Severity.choices])
    source = forms.ChoiceField(label="Hur fick du veta det?", choices=[("", "Välj"), *Finding.Source.choices])
    photo = forms.FileField(
        label="Foto",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        help_text="Inga personer i bild. Plats, tid och telefon tas bort ur bilden.",
    )
    contract = forms.ModelChoiceField(queryset=Contract.objects.none(), required=False, widget=forms.HiddenInput)
    review = forms.ModelChoiceField(queryset=Review.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: PassedOn, user: User, buyer: Organization, supplier: Supplier | None, **kwargs: PassedOn
    ) -> None:
        super().__init__(*args, **kwargs)
        suppliers = Supplier.objects.visible_to(user).current()
        words = str(self.data.get("look_for") or self.initial.get("look_for") or "").strip()[:100]
        chosen = str(self.data.get("supplier") or (supplier.pk if supplier else ""))
        # A list of all would be thousands to scroll on a telephone: those that are looked for, and the one chosen.
        found: list[int] = [int(chosen)] if chosen.isdecimal() and len(chosen) < 12 else []
        if words:
            of_units = SupplierUnit.objects.visible_to(user).filter(name__icontains=words).values("supplier")
            named = suppliers.called(words) | suppliers.filter(pk__in=of_units)
            found += named.order_by("sort_name", "name", "pk").values_list("pk", flat=True).distinct()[:_MOST_FOUND]
        units = SupplierUnit.objects.visible_to(user).select_related("supplier").filter(supplier__in=found)
        choices: dict[str, QuerySet[Model]] = {
            "supplier": suppliers.filter(pk__in=found).order_by("sort_name", "name", "pk"),
            "unit": units.order_by("supplier__sort_name", "sort_name", "pk"),
            "contract": Contract.objects.visible_to(user).filter(buyer=buyer),
            "review": Review.objects.visible_to(user).filter(contract__buyer=buyer),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        if not found:
            del self.fields["unit"]
            self.fields["supplier"].widget = forms.HiddenInput()
            self.fields["supplier"].required = False
        elif not self.initial.get("supplier") and len(set(found)) == 1:
            self.initial["supplier"] = found[0]  # nothing to choose between
        self.words = words

    def clean(self) -> Context:
        """Whoever chooses another supplier than the page came with means that one."""
        data: Context = super().clean() or self.cleaned_data
        data.pop("look_for", None)
        if "unit" not in self.fields or (not data.get("supplier") and "supplier" not in self.errors):
            nothing = f"Ingen leverantör passar ”{self.words}”. Sök på en del av namnet."
            self.add_error("look_for", nothing if self.words else "Sök och välj leverantör.")
        contract = data.get("contract")
        if contract is not None and data.get("supplier") and contract.supplier_id != data["supplier"].pk:
            data["contract"] = data["review"] = None
        return data


class FindingForm(ModelForm):
    """What shall be done about a finding."""

    to_come = ("due_on",)
    has_been = ("confirmed_on",)

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

    has_been = ("fixed_on",)

    fixed_on = forms.DateField(label="Åtgärdad", widget=forms.DateInput)


class StepForm(Form):
    """A step up the ladder. A penalty has a sum and a clause, and is decided by another."""

    to_come = ("answer_by",)

    step = forms.ChoiceField(
        label="Steg", choices=[each for each in Finding.Step.choices if each[0] != Finding.Step.REPORTED]
    )
    reason = forms.CharField(
        label="Skäl", widget=_lines(5), max_length=5000, help_text=f"Står i brevet till leverantören. {_NO_NAMES}"
    )
    answer_by = forms.DateField(
        label="Leverantören svarar senast",
        required=False,
        widget=forms.DateInput,
        help_text="Tomt: köparens vanliga tid.",
    )
    penalty_sek = AmountField(
        label="Vite eller prisavdrag, kr",
        required=False,
        max_digits=14,
        decimal_places=2,
        help_text="Bara för vite eller prisavdrag, som en annan person beslutar.",
    )
    clause = forms.CharField(label="Bestämmelse i avtalet", max_length=200, required=False)

    def clean(self) -> Context:
        """A penalty says how much and by what; nothing else does."""
        data: Context = super().clean() or self.cleaned_data
        is_penalty = data.get("step") == Finding.Step.PENALTY
        for name in ("penalty_sek", "clause"):
            if is_penalty and not data.get(name) and name not in self.errors:
                self.add_error(name, "Behövs för vite eller prisavdrag.")
            if not is_penalty and data.get(name):
                self.add_error(name, "Hör bara till vite eller prisavdrag.")
        return data


class DecideForm(Form):
    """What becomes of a proposed penalty."""

    outcome = forms.ChoiceField(
        label="Beslut", choices=[("ja", "Besluta vitet"), ("nej", "Besluta det inte")], widget=forms.RadioSelect
    )
    words = forms.CharField(label="Skäl", max_length=300, required=False, help_text="Behövs när vitet inte beslutas.")


class ReportForm(ModelForm):
    """That an authority was told."""

    has_been = ("reported_on",)

    class Meta:
        model = AuthorityReport
        fields = ["authority", "other_name", "reported_on", "number"]

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [("", "Välj"), *Authority.choices]  # type: ignore[attr-defined]


class AnswerOnPaperForm(Form):
    """What a supplier answered on paper or in a meeting."""

    words = forms.CharField(label="Vad de svarade", widget=_lines(6), max_length=5000, help_text=_NO_NAMES)


class TermForm(ModelForm):
    """A buyer's own values."""

    class Meta:
        model = FollowUpTerm
        fields = ["report_days", "answer_days", "fewest_answers", "low_percent"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files, each looked over as one."""

    def clean(self, data: object, initial: object = None) -> list[UploadedFile]:
        sent = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(sent) > MOST_FILES:
            raise forms.ValidationError(f"Skicka högst {MOST_FILES} filer.")
        found = [super(_FilesField, self).clean(each, initial) for each in sent]
        if any((each.size or 0) > LARGEST_FILE for each in found):
            raise forms.ValidationError(f"Varje fil får vara högst {LARGEST_FILE >> 20} MB.")
        return found


class SupplierAnswerForm(Form):
    """What a supplier answers, and of a review what it says of each question."""

    words = forms.CharField(label="Ert svar", widget=_lines(8), max_length=10_000, help_text=_NO_NAMES)
    attached = _FilesField(
        label="Filer",
        required=False,
        widget=_ManyFiles(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=f"Högst {MOST_FILES} filer, PDF, JPEG eller PNG, {LARGEST_FILE >> 20} MB var.",
    )

    def __init__(self, *args: PassedOn, questions: Sequence[ReviewAnswer] = (), **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        if questions:
            self.fields["words"].required = False
            self.fields["words"].label = "Övrigt"
        added: dict[str, forms.Field] = {}
        for each in questions:
            added[f"said_{each.pk}"] = forms.ChoiceField(
                label=each.text,
                choices=[("", "Välj"), *ReviewAnswer.Answer.choices],
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            added[f"comment_{each.pk}"] = forms.CharField(
                label=f"Kommentar till krav {each.order}",
                max_length=1000,
                required=False,
                validators=[refuse_personal_numbers],
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )
        self.fields = {**added, **self.fields}

    def lines(self) -> dict[int, tuple[str, str]]:
        """Question → answer and comment."""
        data = self.cleaned_data
        return {each.pk: (data[f"said_{each.pk}"], data[f"comment_{each.pk}"]) for each in self.questions}
