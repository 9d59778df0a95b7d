"""Lists of rounds and contracts, and adding and changing one."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views import View

from contracts.register import actions
from contracts.register.filters import FrameworkFilter
from contracts.register.forms import ContractForm, FrameworkForm, RequirementsForm
from contracts.register.models import Contract, Framework
from contracts.register.tables import FrameworkTable
from contracts.suppliers.views import RegisterForm
from huddinge_vo.common.pages.views import ActionPage, HasPage, ListPage
from huddinge_vo.common.people.request import user_of


class ContractEdit(RegisterForm):
    """Create or change a contract."""

    permission_required = ("contracts.add_contract", "contracts.change_contract")
    form_class = ContractForm
    model = Contract
    noun = "avtal"
    list_name = "contracts:contract-list"

    def get_form_kwargs(self) -> dict[str, object]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": kwargs["instance"].buyer if "instance" in kwargs else self.buyer()}

    new_title = "Nytt avtal"

    def do(self, form: ContractForm) -> Contract:
        """Save it."""
        return actions.save_contract(
            contract=form.instance,
            areas=form.cleaned_data["areas"],
            by=user_of(self.request),
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

    def get_form_kwargs(self) -> dict[str, object]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": kwargs["instance"].buyer if "instance" in kwargs else self.buyer()}

    def do(self, form: FrameworkForm) -> Framework:
        """Save it."""
        return actions.save_framework(
            framework=form.instance,
            areas=form.cleaned_data["areas"],
            by=user_of(self.request),
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )


class FrameworkList(ListPage):
    """All rounds of procurement that one may see."""

    permission_required = "contracts.view_framework"
    filterset_class = FrameworkFilter
    table_class = FrameworkTable
    template_name = "contracts/register/framework_list.html"
    title = "Upphandlingsomgångar"
    export_name = "upphandlingsomgangar"

    def get_queryset(self) -> QuerySet[Framework]:
        """Narrowed to what the person may see."""
        user = self.request.user
        return Framework.objects.visible_to(user).for_list(user).order_by("number", "pk")


class _Holder:
    """A round or a contract, whichever the address names."""

    request: HttpRequest
    kwargs: dict[str, object]
    model: type[Framework | Contract] = Contract

    def permission_model(self) -> type[Model] | None:
        """Asked at the holder's buyer."""
        return self.model

    @property
    def holder(self) -> Contract | Framework:
        """What the option is for, if one may know of it."""
        found = self.model.objects.visible_to(user_of(self.request))
        return cast("Contract | Framework", get_object_or_404(found, pk=self.kwargs["pk"]))

    def back(self) -> str:
        """To its page."""
        return str(self.holder.get_absolute_url())


class RequirementsEdit(_Holder, ActionPage):
    """What the procurement required, fact by fact."""

    permission_required = "contracts.change_contract"
    form_class = RequirementsForm

    def get_form_kwargs(self) -> dict[str, object]:
        """With what is answered already."""
        answers = {each.kind: each for each in self.holder.requirements.all()}
        return {**super().get_form_kwargs(), "answers": answers}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says of what."""
        return {**super().get_context_data(**kwargs), "title": f"Krav i upphandlingen, {self.holder.number}"}

    def do(self, form: RequirementsForm) -> HasPage:
        """Save the answers."""
        user = user_of(self.request)
        return actions.save_requirements(holder=self.holder, answers=form.answers(), by=user, at=timezone.now())


def for_framework(view: type[View], **options: object) -> Callable[..., HttpResponseBase]:
    """The same page for a round instead of a contract."""
    return view.as_view(model=Framework, **options)
