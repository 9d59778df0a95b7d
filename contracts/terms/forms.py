"""What a person sends about an option or a contract's end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django import forms
from django.http import QueryDict

from contracts.register.models import Contract
from huddinge_vo.common.pages.forms import Form, VersionedForm
from huddinge_vo.common.untyped import PassedOn


class OptionForm(Form):
    """An option to lengthen a contract or a round. Its number follows by itself."""

    months = forms.IntegerField(label="Månader", min_value=1, max_value=240)
    decide_by = forms.DateField(label="Beslutas senast")


class OptionDecisionForm(Form):
    """When an option was decided, and why it leaves out those of a round's contracts that are not ticked."""

    has_been = ("decided_on",)

    decided_on = forms.DateField(label="Beslutad")

    def __init__(self, *args: PassedOn, contracts: Sequence[Contract], **kwargs: PassedOn) -> None:
        self.contracts = contracts
        reasons = {
            _reason(each): forms.CharField(label=f"Skäl för {each.number}", max_length=300, required=False)
            for each in contracts
        }
        self.base_fields = {**self.base_fields, **reasons}  # type: ignore[misc]  # this one's, not the class'
        super().__init__(*args, **kwargs)
        for name in reasons:
            self.fields[name].widget.attrs["class"] = "form-control form-control-sm"

    def is_kept(self, contract: Contract) -> bool:
        """Whether it is lengthened: all are, until somebody unticks one."""
        return not self.is_bound or str(contract.pk) in cast("QueryDict", self.data).getlist("forlang")

    def reason(self, contract: Contract) -> forms.BoundField:
        """The field for why a contract is left out."""
        return self[_reason(contract)]

    def left_out(self) -> dict[int, str]:
        """Contract → why it is left out."""
        return {each.pk: self.cleaned_data[_reason(each)] for each in self.contracts if not self.is_kept(each)}

    def clean(self) -> dict[str, object]:
        """Whoever is left out is left out for a reason."""
        data = super().clean() or self.cleaned_data
        for each in self.contracts:
            if not self.is_kept(each) and not data.get(_reason(each)) and _reason(each) not in self.errors:
                self.add_error(_reason(each), f"Skriv varför {each.number} inte förlängs.")
        return data


def _reason(contract: Contract) -> str:
    return f"skal-{contract.pk}"


class OptionDeclineForm(Form):
    """When it was decided that an option is not used."""

    has_been = ("declined_on",)

    declined_on = forms.DateField(label="Avstådd")


class TakeBackForm(Form):
    """Why a decision about an option is taken back."""

    reason = forms.CharField(label="Skäl", max_length=300)


class WithdrawTerminationForm(VersionedForm):
    """Why a contract goes on that was terminated."""

    reason = forms.CharField(label="Skäl", max_length=300)


class TerminationForm(VersionedForm):
    """The last day of a contract that is ended early."""

    last_day = forms.DateField(label="Sista dag", help_text="Dagen räknas: avtalet gäller till och med den.")
