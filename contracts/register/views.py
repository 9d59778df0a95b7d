"""Lists of rounds and contracts, and adding and changing one."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from contracts.register import actions
from contracts.register.filters import FrameworkFilter
from contracts.register.forms import ContractForm, DeputyForm, FrameworkForm, RequirementsForm
from contracts.register.models import Contract, Framework
from contracts.register.reports import answering
from contracts.register.tables import FrameworkTable
from contracts.suppliers.views import RegisterForm
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, HasPage, ListPage
from huddinge_vo.common.people.models import Organization, User
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
    noun = "ramavtal eller valfrihetssystem"
    new_title = "Nytt ramavtal eller valfrihetssystem"
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
    title = "Ramavtal och valfrihetssystem"
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


class DeputyList(PermissionRequiredMixin, TemplateView):
    """Who answers for what at the buyer, and who stands in for him."""

    permission_required = "contracts.change_contract"
    template_name = "contracts/register/deputy_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With those who answer for anything."""
        people = answering(user_of(self.request), self.place, timezone.localdate()) if self.place else []
        return {**super().get_context_data(**kwargs), "people": people, "place": self.place}


class DeputyEdit(ActionPage):
    """Put in a deputy for all that somebody answers for at the buyer."""

    permission_required = "contracts.change_contract"
    form_class = DeputyForm

    @cached_property
    def buyer(self) -> Organization:
        """The one chosen."""
        if self.place is None:
            raise PermissionDenied
        return self.place

    @cached_property
    def owner(self) -> User:
        """The one of the address, if he answers for anything here that one may know of."""
        seen = user_of(self.request)
        theirs = [
            model._default_manager.visible_to(seen).filter(buyer=self.buyer).values("owner")
            for model in (Contract, Framework)
        ]
        people = User.objects.filter(Q(pk__in=theirs[0]) | Q(pk__in=theirs[1]))
        return get_object_or_404(people, pk=self.kwargs["owner"])

    def get_form_kwargs(self) -> dict[str, object]:
        """With whom it is for."""
        return {**super().get_form_kwargs(), "owner": self.owner, "buyer": self.buyer}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says for whom."""
        intro = f"Gäller alla avtal, ramavtal och valfrihetssystem som {self.owner} ansvarar för hos {self.buyer}."
        return {**super().get_context_data(**kwargs), "title": f"Ersättare för {self.owner}", "intro": intro}

    def back(self) -> str:
        """To the list."""
        return reverse("contracts:deputy-list")

    def do(self, form: DeputyForm) -> HasPage:
        """Put him in."""
        self.changed = actions.put_in_deputy(
            owner=self.owner,
            deputy=form.cleaned_data["deputy"],
            buyer=self.buyer,
            by=user_of(self.request),
            at=timezone.now(),
        )
        return _ToDeputies()

    def done(self, result: object) -> str:
        """How many."""
        if not self.changed:
            return "Så var det redan. Ingenting är ändrat."
        words = "uppgift är ändrad" if self.changed == 1 else "uppgifter är ändrade"
        return f"{self.changed} {words}. Påminnelserna följer med i natt."


class _ToDeputies:
    """Where one goes after a change of deputies."""

    def get_absolute_url(self) -> str:
        return reverse("contracts:deputy-list")


def for_framework(view: type[View], **options: object) -> Callable[..., HttpResponseBase]:
    """The same page for a round instead of a contract."""
    return view.as_view(model=Framework, **options)
