"""What a person sends about the plan and the projects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from contracts.models import Category, ContractArea, Supplier
from huddinge_vo.common.forms import AmountField, Form, ModelForm, dress
from huddinge_vo.common.models import Organization, User
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from procurement.models import (
    ChecklistItem,
    MilestoneTemplate,
    PlannedNeed,
    Project,
    ProjectDocument,
    ProjectMember,
    ProjectTask,
    Risk,
    StrategySection,
)


def _people(buyer: Organization) -> Any:
    return User.objects.filter(memberships__buyer=buyer, is_active=True).distinct().order_by("username")


class NeedForm(ModelForm):
    """A row of the plan."""

    class Meta:
        model = PlannedNeed
        fields = ["year", "name", "category", "area", "is_added", "status", "start_by", "note"]

    def __init__(self, *args: Any, user: User, buyer: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.buyer = buyer
        choices: dict[str, Any] = {
            "category": Category.objects.visible_to(user).filter(buyer=buyer).order_by("sort_name", "pk"),
            "area": ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk"),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An area says which subcategory it is."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        area, category = data.get("area"), data.get("category")
        if area is not None and category is None:
            data["category"] = area.category
        elif area is not None and area.category != category:
            self.add_error("category", f"{area} hör till {area.category}.")
        return data


class ProjectForm(ModelForm):
    """A project. Its template and contract start are chosen once; then milestones are moved one at a time."""

    template = forms.ModelChoiceField(
        label="Mall för tidplan",
        queryset=MilestoneTemplate.objects.none(),
        required=False,
        help_text="Milstolparna räknas bakåt från avtalsstart, på svenska arbetsdagar.",
    )

    class Meta:
        model = Project
        fields = [
            "number",
            "title",
            "areas",
            "procedure",
            "legal_ground",
            "value_sek",
            "volume_per_year",
            "contract_start",
            "template",
            "initial_months",
            "option_months",
            "evaluation",
            "call_off_method",
            "owner",
            "status",
            "eavrop_number",
            "registry_number",
            "registry_url",
            "is_secret",
        ]
        field_classes = {"value_sek": AmountField}

    def __init__(self, *args: Any, user: User, buyer: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.buyer = buyer
        areas = ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]
        self.fields["areas"].widget.attrs.update({"class": "form-select", "size": 8})
        self.fields["owner"].queryset = _people(buyer)  # type: ignore[attr-defined]
        if self.instance.pk is None:
            templates = MilestoneTemplate.objects.filter(buyer=buyer).order_by("-is_default", "name", "pk")
            self.fields["template"].queryset = templates  # type: ignore[attr-defined]
            first = templates.first()
            self.fields["template"].initial = first.pk if first is not None and first.is_default else None
            del self.fields["status"]
        else:
            del self.fields["template"]
            if self.instance.milestones.exists():
                del self.fields["contract_start"]
            # A procurement is awarded by its own deed.
            if self.instance.status != Project.Status.AWARDED:
                status: Any = self.fields["status"]
                status.choices = [each for each in status.choices if each[0] != Project.Status.AWARDED]

    def clean_number(self) -> str:
        """No space around it: contracts are numbered after it."""
        return self.cleaned_data["number"].strip()


class _OfProject(ModelForm):
    """A form for something of a project."""

    def __init__(self, *args: Any, user: User, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.project = project
        for name in ("person", "responsible"):
            if name in self.fields:
                self.fields[name].queryset = _people(project.buyer)  # type: ignore[attr-defined]


class MemberForm(_OfProject):
    """A part in the project."""

    class Meta:
        model = ProjectMember
        fields = ["role", "unit", "person"]


class TaskForm(_OfProject):
    """Something to do."""

    class Meta:
        model = ProjectTask
        fields = ["title", "responsible", "due_on", "status"]


class RiskForm(_OfProject):
    """What may go wrong."""

    class Meta:
        model = Risk
        fields = ["text", "measure", "likelihood", "consequence", "status"]


class DocumentForm(_OfProject):
    """A document of a project."""

    class Meta:
        model = ProjectDocument
        fields = ["file", "title", "is_tender", "is_secret", "registry_number", "registry_url"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = "PDF, Word, Excel, PNG, JPEG eller ren text."

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "file"}

    def _post_clean(self) -> None:
        # The deed keeps the file under its fingerprint; the form only brings it.
        file = self.cleaned_data.pop("file", None)
        super()._post_clean()
        if file is not None:
            self.cleaned_data["file"] = file


class MoveForm(Form):
    """Where a milestone is moved to."""

    day = forms.DateField(label="Ny dag")


class DoneForm(Form):
    """When a milestone was reached."""

    done_on = forms.DateField(label="Klar den")


class ChecklistForm(Form):
    """An answer and a reason for every requirement."""

    def __init__(self, *args: Any, answers: Mapping[str, ChecklistItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ChecklistItem.Kind:
            given = answers.get(kind)
            self.fields[kind.value] = forms.ChoiceField(
                label=f"{kind.label[:1].upper()}{kind.label[1:]}",
                choices=[("", "Inte besvarad"), *ChecklistItem.Answer.choices],
                required=False,
                initial=given.answer if given else "",
            )
            self.fields[f"{kind.value}_reason"] = forms.CharField(
                label=f"Skäl: {kind.label}", max_length=300, required=False, initial=given.reason if given else ""
            )
        dress(self.fields)

    def clean(self) -> dict[str, Any]:
        """What is not relevant has to be explained."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for kind in ChecklistItem.Kind:
            reason = (data.get(f"{kind.value}_reason") or "").strip()
            if data.get(kind.value) == ChecklistItem.Answer.NOT_RELEVANT and not reason:
                self.add_error(f"{kind.value}_reason", "Skriv varför kravet inte är relevant.")
        return data

    def answers(self) -> dict[str, tuple[str, str]]:
        """Kind → answer and reason."""
        data = self.cleaned_data
        return {kind.value: (data[kind.value], data[f"{kind.value}_reason"].strip()) for kind in ChecklistItem.Kind}


class AwardForm(Form):
    """Who won."""

    suppliers = forms.ModelMultipleChoiceField(label="Leverantörer", queryset=Supplier.objects.none())
    ceiling_sek = AmountField(
        label="Takvolym, kr", required=False, min_value=0, help_text="Ramavtalet upphör att gälla när den är nådd."
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suppliers = Supplier.objects.visible_to(user).current().order_by("sort_name", "name", "pk")
        self.fields["suppliers"].queryset = suppliers  # type: ignore[attr-defined]
        self.fields["suppliers"].widget.attrs.update({"class": "form-select", "size": 12})


class StrategyForm(Form):
    """All sections' words, each with the version it was opened at."""

    def __init__(
        self, *args: Any, parts: Mapping[str, tuple[str, str]], stored: Mapping[str, StrategySection], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for key, (heading, guidance) in parts.items():
            section = stored.get(key)
            self.fields[key] = forms.CharField(
                label=heading,
                help_text=guidance,
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 6}),
                initial=section.text if section else "",
            )
            self.fields[f"{key}_version"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=section.version if section else 0
            )
            self.fields[key].validators.append(refuse_personal_numbers)
        dress(self.fields)

    def texts(self) -> dict[str, tuple[str, int | None]]:
        """Key → text and version."""
        data = self.cleaned_data
        return {key: (data[key], data[f"{key}_version"]) for key in self.parts}


class DecisionForm(Form):
    """That the strategy was decided, when and by whom."""

    decided_on = forms.DateField(label="Beslutad")
    decided_by = forms.CharField(
        label="Beslutad av", max_length=200, help_text="KS AU, eller vem som beslutade enligt delegation."
    )
