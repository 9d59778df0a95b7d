"""Adding and changing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from contracts import actions
from contracts.forms import ContractForm, FrameworkForm, SupplierForm
from contracts.models import Contract, Framework, Supplier
from huddinge_vo.common.audit import changes_of
from huddinge_vo.common.buyer import current_buyer
from huddinge_vo.common.forms import conflicts
from huddinge_vo.common.models import Organization
from huddinge_vo.common.views import DeedPage


class RegisterForm(DeedPage):
    """Create or change one object of the register."""

    model: Any
    noun = ""

    @property
    def is_new(self) -> bool:
        """Whether something is made and not changed."""
        return "pk" not in self.kwargs

    def buyer(self) -> Organization:
        """For whom a new one is made."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        return buyer

    def instance(self) -> Any:
        """What is changed, if one may know of it."""
        if self.is_new:
            return None
        return get_object_or_404(self.model.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a title that says which."""
        context = super().get_context_data(**kwargs)
        instance = context["form"].instance
        return {**context, "title": f"Ny {self.noun}" if self.is_new else f"Ändra {instance}"}

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or show both values where somebody else was first. A second try then knows what it replaces."""
        try:
            return super().form_valid(form)
        except actions.ChangedMeanwhile as error:
            latest = changes_of(error.stored, limit=1)
            self.extra_context = {"conflicts": conflicts(form, error.stored), "latest": latest[0] if latest else None}
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["version"] = str(error.stored.version)
            return self.form_invalid(form)

    def back(self) -> str:
        """To the object, or to the list."""
        instance = self.instance()
        return instance.get_absolute_url() if instance else reverse(f"contracts:{self.list_name}")

    list_name = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form narrows its choices by who asks."""
        kwargs = {**super().get_form_kwargs(), "user": self.request.user}
        if instance := self.instance():
            kwargs["instance"] = instance
        return kwargs


class ContractEdit(RegisterForm):
    """Create or change a contract."""

    permission_required = ("contracts.add_contract", "contracts.change_contract")
    form_class = ContractForm
    model = Contract
    noun = "avtal"
    list_name = "contract-list"

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": kwargs["instance"].buyer if "instance" in kwargs else self.buyer()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Avtal is neuter in Swedish."""
        context = super().get_context_data(**kwargs)
        return {**context, "title": "Nytt avtal"} if self.is_new else context

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
    list_name = "framework-list"

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
    list_name = "supplier-list"

    def do(self, form: SupplierForm) -> Supplier:
        """Save it."""
        return actions.save_supplier(
            supplier=form.instance,
            by=self.request.user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )
