"""Adding and changing."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from contracts import actions
from contracts.forms import ContractForm, FrameworkForm, SupplierForm
from contracts.models import Contract, Framework, Supplier
from huddinge_vo.common.views import EditPage


class RegisterForm(EditPage):
    """Create or change one object of the register."""

    noun = ""

    @property
    def new_title(self) -> str:  # type: ignore[override]
        """Nouns of the register are mostly common gender."""
        return f"Ny {self.noun}"


class ContractEdit(RegisterForm):
    """Create or change a contract."""

    permission_required = ("contracts.add_contract", "contracts.change_contract")
    form_class = ContractForm
    model = Contract
    noun = "avtal"
    list_name = "contracts:contract-list"

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": kwargs["instance"].buyer if "instance" in kwargs else self.buyer()}

    new_title = "Nytt avtal"

    def do(self, form: ContractForm) -> Contract:
        """Save it."""
        return actions.save_contract(
            contract=form.instance,
            areas=form.cleaned_data["areas"],
            by=self.request.user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )


class FrameworkEdit(RegisterForm):
    """Create or change a round."""

    permission_required = ("contracts.add_framework", "contracts.change_framework")
    form_class = FrameworkForm
    model = Framework
    noun = "upphandlingsomgång"
    list_name = "contracts:framework-list"

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": kwargs["instance"].buyer if "instance" in kwargs else self.buyer()}

    def do(self, form: FrameworkForm) -> Framework:
        """Save it."""
        return actions.save_framework(
            framework=form.instance,
            areas=form.cleaned_data["areas"],
            by=self.request.user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )


class SupplierEdit(RegisterForm):
    """Create or change a supplier."""

    permission_required = ("contracts.add_supplier", "contracts.change_supplier")
    form_class = SupplierForm
    model = Supplier
    noun = "leverantör"
    list_name = "contracts:supplier-list"

    def do(self, form: SupplierForm) -> Supplier:
        """Save it."""
        return actions.save_supplier(
            supplier=form.instance,
            by=self.request.user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )
