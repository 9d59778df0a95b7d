"""What a person sends about a row of the plan, and about what planning goes by."""

from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import Model, QuerySet

from contracts.law.choices import LawKind
from contracts.law.querysets import law_on
from contracts.plan.models import Category, ContractArea
from huddinge_vo.common.pages.forms import ModelForm
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import PassedOn
from procurement.plan.models import MilestoneTemplate, PlannedNeed, ProcurementTerm, TemplateStep
from procurement.plan.rules import Step


class NeedForm(ModelForm):
    """A row of the plan."""

    class Meta:
        model = PlannedNeed
        fields = ["year", "name", "category", "area", "is_added", "status", "start_by", "note"]

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.instance.buyer = buyer
        choices: dict[str, QuerySet[Model]] = {
            "category": Category.objects.visible_to(user).filter(buyer=buyer).order_by("sort_name", "pk"),
            "area": ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk"),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """An area says which subcategory it is."""
        data = super().clean() or self.cleaned_data
        area, category = data.get("area"), data.get("category")
        if area is not None and category is None:
            data["category"] = area.category
        elif area is not None and area.category != category:
            self.add_error("category", f"{area} hör till {area.category}.")
        return data


class ProcurementTermForm(ModelForm):
    """What a buyer's planning goes by."""

    class Meta:
        model = ProcurementTerm
        fields = ["start_months_before", "standstill_days"]

    def __init__(self, *args: PassedOn, user: User, today: date, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_standstill_days(self) -> int | None:
        """Never shorter than the law's, as it is today."""
        days: int | None = self.cleaned_data["standstill_days"]
        law = law_on(LawKind.STANDSTILL_ELECTRONIC, self.today)
        if days is not None and law is not None and law.value is not None and days < law.value:
            raise forms.ValidationError(f"Avtalsspärren är minst {law.value:.0f} dagar ({law.source}).")
        return days


_STANDSTILL = "spärr"


class MilestoneTemplateForm(ModelForm):
    """A template, its steps one a line."""

    steps = forms.CharField(
        label="Steg",
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Ett steg per rad: kod; namn; arbetsdagar till nästa steg. "
        "Lägg till ”; spärr” när avtalsspärren följer. Till exempel: ANBUD; Anbudsöppning; 30",
    )

    class Meta:
        model = MilestoneTemplate
        fields = ["name", "is_default"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["steps"] = "\n".join(
                f"{each.code}; {each.name}; {each.working_days_before_next}"
                + (f"; {_STANDSTILL}" if each.is_standstill else "")
                for each in self.instance.as_rules()
            )

    def validate_constraints(self) -> None:
        """The one that was chosen beforehand gives way when the template is saved."""

    def clean_steps(self) -> list[Step]:
        """Each line as a step."""
        found: list[Step] = []
        for number, line in enumerate(self.cleaned_data["steps"].splitlines(), start=1):
            if not line.strip():
                continue
            code, name, days, *rest = [*(part.strip() for part in line.split(";")), "", "", ""][:4]
            if not code or not name or not days.isdecimal() or int(days) > 1000:
                raise forms.ValidationError(f"Rad {number}: skriv kod; namn; arbetsdagar till nästa steg.")
            for field, words, value in (
                (TemplateStep.code.field, "koden", code),
                (TemplateStep.name.field, "namnet", name),
            ):
                most = field.max_length or 0
                if len(value) > most:
                    raise forms.ValidationError(f"Rad {number}: {words} får ha högst {most} tecken.")
            if any(step.code == code for step in found):
                raise forms.ValidationError(f"Rad {number}: koden {code} finns redan i mallen.")
            if rest[0] not in {"", _STANDSTILL}:
                raise forms.ValidationError(f"Rad {number}: efter arbetsdagarna kan bara ”{_STANDSTILL}” stå.")
            found.append(Step(code, name, int(days), rest[0] == _STANDSTILL))
        return found
