"""What a person sends about the ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import UploadedFile

from contracts.models import Category, ContractArea
from followup.models import (
    SCALE,
    ClassificationRule,
    GoalComment,
    MailSetting,
    Measure,
    ReminderRule,
    RowJudgement,
    StatusReport,
    Target,
)
from huddinge_vo.common import org_numbers
from huddinge_vo.common.forms import FileForm, Form, ModelForm
from huddinge_vo.common.models import Organization, User
from huddinge_vo.common.people import colleagues
from procurement.models import Placement


class LedgerFileForm(FileForm):
    """A ledger file, and what to do with rows that cannot be read."""

    good_rows_only = forms.BooleanField(
        label="Läs in de rader som går att läsa, även om andra är felaktiga",
        required=False,
        help_text="Annars läses ingenting in om någon rad är felaktig. De felaktiga raderna går att hämta i båda fallen.",
    )

    field_order = ["file", "good_rows_only"]

    def clean_file(self) -> UploadedFile:
        """Not larger than the installation takes."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > settings.VO_LARGEST_UPLOAD:
            limit = settings.VO_LARGEST_UPLOAD // 1024 // 1024
            raise forms.ValidationError(f"Filen är större än {limit} MB. Dela upp den per månad eller år.")
        return file


class _Classifies(ModelForm):
    def __init__(self, *args: Any, user: User, buyer: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = (  # type: ignore[attr-defined]
            Category.objects.visible_to(user).filter(buyer=buyer).order_by("sort_name", "pk")
        )
        self.fields["area"].queryset = (  # type: ignore[attr-defined]
            ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        )


class RuleForm(_Classifies):
    """A classification rule."""

    class Meta:
        model = ClassificationRule
        fields = ["supplier_ref", "account_from", "account_to", "unit", "category", "area", "exclusion"]

    def __init__(self, *args: Any, user: User, buyer: Organization, **kwargs: Any) -> None:
        super().__init__(*args, user=user, buyer=buyer, **kwargs)
        self.instance.buyer = buyer
        for name in ("supplier_ref", "account_from", "account_to", "unit"):
            self.fields[name].help_text = "Tomt: alla."

    def clean_supplier_ref(self) -> str:
        """An organisation number is kept as ten digits, as keys have it."""
        raw = self.cleaned_data["supplier_ref"].strip()
        return org_numbers.normalise(raw) or raw


class RowJudgementForm(_Classifies):
    """What a person decides about one row."""

    class Meta:
        model = RowJudgement
        fields = ["category", "area", "exclusion", "deviation"]

    def __init__(self, *args: Any, user: User, buyer: Organization, **kwargs: Any) -> None:
        super().__init__(*args, user=user, buyer=buyer, **kwargs)
        self.fields["deviation"].queryset = (  # type: ignore[attr-defined]
            Placement.objects.visible_to(user)
            .filter(buyer=buyer)
            .outside_contract()
            .approved()
            .order_by("number", "pk")
        )


class MeasureForm(ModelForm):
    """A measure's owner, how often, and its words."""

    class Meta:
        model = Measure
        fields = ["name", "owner", "frequency", "definition", "formula", "goal"]
        widgets = {"definition": forms.Textarea(attrs={"rows": 2}), "formula": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues(user)  # type: ignore[attr-defined]
        self.fields["goal"].queryset = self.instance.plan.effect_goals.order_by("number")  # type: ignore[attr-defined]


class AssessForm(Form):
    """What a measure comes to, by somebody's judgement."""

    first = forms.DateField(label="Från och med", widget=forms.DateInput())
    last = forms.DateField(label="Till och med", widget=forms.DateInput())
    value = forms.ChoiceField(label="Bedömning", choices=SCALE, widget=forms.RadioSelect)
    comment = forms.CharField(label="Varför", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    evidence = forms.CharField(
        label="Belägg", max_length=500, required=False, help_text="Dokument, enkät eller diarienummer."
    )

    def clean(self) -> dict[str, Any]:
        """The period goes forwards."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", "Sista dagen kan inte ligga före första dagen.")
        return data


class TargetForm(ModelForm):
    """A dated target. A share is written as per cent."""

    value = forms.DecimalField(label="Målvärde", max_digits=6, decimal_places=2, min_value=0)

    class Meta:
        model = Target
        fields = ["on", "value"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_share = self.instance.measure.unit == Measure.Unit.SHARE
        self.fields["value"].help_text = "I procent, till exempel 90." if self.is_share else "På skalan 1–4."

    def clean_value(self) -> Decimal:
        """As it is kept: a share between 0 and 1, or a place on the scale."""
        value: Decimal = self.cleaned_data["value"]
        highest = Decimal(100) if self.is_share else Decimal(4)
        if value > highest:
            raise forms.ValidationError(f"Målvärdet kan vara högst {highest}.")
        return value / 100 if self.is_share else value


class SnoozeForm(Form):
    """Until when a reminder is put off."""

    until = forms.DateField(label="Påminn igen", widget=forms.DateInput())


class DelegateForm(Form):
    """To whom a duty is handed."""

    to = forms.ModelChoiceField(label="Till", queryset=User.objects.none())

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(user)  # type: ignore[attr-defined]


class MoveDutiesForm(Form):
    """Whose duties go to whom."""

    of = forms.ModelChoiceField(label="Från", queryset=User.objects.none())
    to = forms.ModelChoiceField(label="Till", queryset=User.objects.none())

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("of", "to"):
            self.fields[name].queryset = colleagues(user)  # type: ignore[attr-defined]


class MailSettingForm(Form):
    """How often the digest comes."""

    frequency = forms.ChoiceField(label="Sammanställning", choices=MailSetting.Frequency, widget=forms.RadioSelect)


class ReminderRuleForm(ModelForm):
    """A rule of reminders."""

    class Meta:
        model = ReminderRule
        fields = [
            "kind",
            "months_before",
            "days_before",
            "role",
            "is_decision",
            "grace_days",
            "manager_role",
            "is_active",
        ]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("role", "manager_role"):
            self.fields[name].queryset = Group.objects.order_by("name")  # type: ignore[attr-defined]


class ReportForm(ModelForm):
    """The status report's own words."""

    class Meta:
        model = StatusReport
        fields = ["summary", "proposal", "registry_number"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 8}), "proposal": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"proposal": "En rad för varje punkt. Tomt: systemets eget förslag."}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class GoalCommentForm(ModelForm):
    """What is said of a goal."""

    class Meta:
        model = GoalComment
        fields = ["outcome", "reason", "done", "ahead"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("outcome", "reason", "done", "ahead")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
