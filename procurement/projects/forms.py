"""What a person sends about a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from contracts.documents.imports import KINDS
from contracts.law.querysets import LawNotEntered
from contracts.plan.models import ContractArea
from contracts.suppliers.models import Supplier
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.forms import AmountField, AsksTwice, Form, ModelForm, dress
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import Cleaned, PassedOn
from procurement.plan.models import MilestoneTemplate, ProcurementTerm
from procurement.plan.rules import earliest_end
from procurement.projects.models import (
    ChecklistItem,
    Project,
    ProjectDocument,
    ProjectMember,
    ProjectTask,
    Risk,
)


def _people(buyer: Organization) -> QuerySet[User]:
    return (
        User.objects.filter(memberships__buyer=buyer, is_active=True)
        .distinct()
        .order_by(person_order(), "username", "pk")
    )


class ProjectForm(AsksTwice, ModelForm):
    """A project. Its template and contract start are chosen once; then milestones are moved one at a time.

    `replaced` is how many contracts it replaces where all that a list shows are procured anew: it is said yes to.
    """

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

    def __init__(
        self,
        *args: PassedOn,
        user: User,
        buyer: Organization,
        today: date,
        replaced: int | None = None,
        **kwargs: PassedOn,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.instance.buyer = buyer
        self._replaced, self._today = replaced, today
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
            # A procurement is awarded by its own action, and is over when it has been: what is not awarded is ended by
            # being cancelled, for its tenders stay sealed.
            after = {Project.Status.AWARDED, Project.Status.DONE}
            if self.instance.status not in after:
                status: Any = self.fields["status"]  # Any: a field whose choices the stubs allow to be callable
                status.choices = [each for each in status.choices if each[0] not in after]

    def cautions(self, data: Cleaned) -> list[str]:
        """That the contracts of a whole list are procured anew: so many, as the list is now; and that there is not time
        enough for the template before the contract is to start.
        """
        many = f"upphandlingen ersätter alla {self._replaced} avtal som listan visar" if self._replaced else ""
        return [words for words in (many, self._too_early(data)) if words]

    def _too_early(self, data: Cleaned) -> str:
        template, start = data.get("template"), data.get("contract_start")
        if template is None or start is None or not (steps := template.as_rules()):
            return ""
        term = ProcurementTerm.of(self.instance.buyer)
        try:
            standstill = term.standstill_on(start) if any(step.is_standstill for step in steps) else 0
        except LawNotEntered:  # said when it is planned
            return ""
        earliest = earliest_end(steps, self._today, standstill_days=standstill)
        if start >= earliest:
            return ""
        return f"avtalsstarten {start} är tidigare än mallens milstolpar medger från i dag: tidigast {earliest}"

    def clean_number(self) -> str:
        """No space around it: contracts are numbered after it."""
        return self.cleaned_data["number"].strip()


class _OfProject(ModelForm):
    """A form for something of a project."""

    def __init__(self, *args: PassedOn, user: User, project: Project, **kwargs: PassedOn) -> None:
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

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"{KINDS}."

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "file"}  # type: ignore[misc]  # not in the stubs

    def _post_clean(self) -> None:
        # The action keeps the file under its fingerprint; the form only brings it.
        file = self.cleaned_data.pop("file", None)
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        if file is not None:
            self.cleaned_data["file"] = file


class MoveForm(Form):
    """Where a milestone is moved to."""

    day = forms.DateField(label="Ny dag")


class DoneForm(AsksTwice, Form):
    """When a milestone was reached. One that comes after others that are not done is asked about once more."""

    has_been = ("done_on",)

    done_on = forms.DateField(label="Klar den")

    def __init__(self, *args: PassedOn, before: Sequence[str], **kwargs: PassedOn) -> None:
        self._before = before
        super().__init__(*args, **kwargs)

    def cautions(self, data: Cleaned) -> list[str]:
        """Which milestones come before it and are not done."""
        if not self._before:
            return []
        *others, last = (f"”{name}”" for name in self._before)
        if not others:
            return [f"milstolpen {last} kommer före och inte är klar"]
        return [f"milstolparna {', '.join(others)} och {last} kommer före och inte är klara"]


class ReopenForm(Form):
    """Why a milestone is not done after all."""

    reason = forms.CharField(label="Skäl", max_length=300)


class ChecklistForm(Form):
    """An answer and a reason for every requirement."""

    def __init__(self, *args: PassedOn, answers: Mapping[str, ChecklistItem], **kwargs: PassedOn) -> None:
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

    def clean(self) -> dict[str, object]:
        """What is not relevant has to be explained."""
        data = super().clean() or self.cleaned_data
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

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        suppliers = Supplier.objects.visible_to(user).current().order_by("sort_name", "name", "pk")
        self.fields["suppliers"].queryset = suppliers  # type: ignore[attr-defined]
        self.fields["suppliers"].widget.attrs.update({"class": "form-select", "size": 12})
