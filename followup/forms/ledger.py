"""What a person sends about the ledger and its rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from contracts.models import Category, ContractArea
from followup.models import (
    ClassificationRule,
    RowJudgement,
)
from huddinge_vo.common import org_numbers
from huddinge_vo.common.forms import FileForm, ModelForm
from huddinge_vo.common.models import Organization, User
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
