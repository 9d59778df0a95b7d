"""Options decided and declined, contracts ended, and the letters that tell the suppliers."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from contracts.register.models import Contract, Framework
from contracts.register.views import _Holder
from contracts.terms import actions, rules
from contracts.terms.forms import (
    OptionDecisionForm,
    OptionDeclineForm,
    OptionForm,
    TakeBackForm,
    TerminationForm,
    WithdrawTerminationForm,
)
from contracts.terms.models import ExtensionOption, duration_of
from contracts.terms.reports import Letter, OptionChoice, extension_letters, option_choice
from huddinge_vo.common.pages.fetching import MANY_LETTERS, WaitedFor
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, HasPage, with_errors
from huddinge_vo.common.pdf import render_letters
from huddinge_vo.common.people.request import user_of


class OptionAdd(_Holder, ActionPage):
    """One more option."""

    permission_required = "contracts.decide_extensionoption"
    form_class = OptionForm
    submit = "Lägg till"
    refusals = (actions.OptionNotOpen,)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says for what."""
        return {**super().get_context_data(**kwargs), "title": f"Ny option för {self.holder.number}"}

    def do(self, form: OptionForm) -> HasPage:
        """Add it."""
        user = user_of(self.request)
        holder = self.holder
        actions.add_option(holder=holder, by=user, at=timezone.now(), **form.cleaned_data)
        return holder

    def done(self, result: object) -> str:
        """What happened."""
        return "Optionen är tillagd."


class ContractTerminate(_Holder, ActionPage):
    """End a contract early."""

    permission_required = "contracts.change_contract"
    form_class = TerminationForm
    submit = "Säg upp avtalet"

    @property
    def contract(self) -> Contract:
        """Only contracts are terminated: the address names no round."""
        return cast("Contract", self.holder)

    def get_initial(self) -> dict[str, object]:
        """The version that was looked at."""
        return {"version": self.contract.version, "last_day": self.contract.terminated_on}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what notice the contract asks for."""
        contract = self.contract
        context = super().get_context_data(**kwargs)
        if months := duration_of(contract).notice_months:
            earliest = rules.lengthened(timezone.localdate(), months)
            context["intro"] = (
                f"Uppsägningstiden är {months} månader: sägs avtalet upp i dag är sista dagen tidigast {earliest}."
            )
        return {**context, "title": f"Säg upp {contract.number}"}

    def do(self, form: TerminationForm) -> Contract:
        """End it."""
        user = user_of(self.request)
        return actions.terminate_contract(
            contract=self.contract,
            last_day=form.cleaned_data["last_day"],
            by=user,
            at=timezone.now(),
            version=form.cleaned_data["version"],
        )

    def done(self, result: Contract) -> str:
        """What happened."""
        return f"Avtalet är uppsagt. Sista dagen är {result.terminated_on}."


class TerminationWithdraw(_Holder, ActionPage):
    """Let a contract go on that was terminated."""

    permission_required = "contracts.change_contract"
    form_class = WithdrawTerminationForm
    submit = "Ta tillbaka uppsägningen"
    refusals = (actions.NotTerminated,)

    @property
    def contract(self) -> Contract:
        """Only contracts are terminated."""
        return cast("Contract", self.holder)

    def get_initial(self) -> dict[str, object]:
        """The version that was looked at."""
        return {"version": self.contract.version}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With how long it lasts then."""
        contract = self.contract
        until = duration_of(contract).current_end()
        lasts = f"till och med {until}" if until else "tills vidare"
        intro = f"Avtalet gäller då {lasts}. Historiken visar att det har varit uppsagt, och skälet."
        if left_out := contract.option_exceptions.order_by("option__number", "pk").first():
            intro += f" Det undantogs från option {left_out.option.number} och förlängs inte av den."
        title = f"Ta tillbaka uppsägningen av {contract.number}"
        return {**super().get_context_data(**kwargs), "title": title, "intro": intro}

    def do(self, form: WithdrawTerminationForm) -> Contract:
        """It goes on."""
        return actions.withdraw_termination(
            contract=self.contract,
            reason=form.cleaned_data["reason"],
            by=user_of(self.request),
            at=timezone.now(),
            version=form.cleaned_data["version"],
        )

    def done(self, result: Contract) -> str:
        """What happened."""
        lasts = f"till och med {result.current_until}" if result.current_until else "tills vidare"
        return f"Uppsägningen är tillbakatagen. Avtalet gäller {lasts}."


def _option(request: HttpRequest, pk: int) -> ExtensionOption:
    visible = ExtensionOption.objects.visible_to(user_of(request))
    return get_object_or_404(visible.select_related("framework", "contract"), pk=pk)


class OptionDecide(PermissionRequiredMixin, FormView):
    """Use an option: one decision for all of a round's contracts, but those that are ticked off with a reason."""

    permission_required = "contracts.decide_extensionoption"
    permission_of = ExtensionOption
    template_name = "contracts/terms/option_decide.html"
    form_class = OptionDecisionForm

    def get_initial(self) -> dict[str, object]:
        """Decided today, unless told otherwise."""
        return {"decided_on": timezone.localdate()}

    @cached_property
    def choice(self) -> OptionChoice:
        """The contracts that it is for, as far as one may see them: those it would lengthen, and the rest."""
        user = user_of(self.request)
        return option_choice(option=_option(self.request, self.kwargs["pk"]), user=user, on=timezone.localdate())

    def get_form_kwargs(self) -> dict[str, object]:
        """With the contracts of a round, which can be left out; a contract's own option is for it alone."""
        choice = self.choice
        contracts = [each.contract for each in choice.lengthened] if choice.option.framework else []
        return {**super().get_form_kwargs(), "contracts": contracts}

    def get_form(self, form_class: type[OptionDecisionForm] | None = None) -> OptionDecisionForm:
        """Held to the day: nothing is decided tomorrow."""
        form: OptionDecisionForm = super().get_form(form_class)
        form.hold_to(timezone.localdate())
        return form

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With each contract's end before and after."""
        context = super().get_context_data(**kwargs)
        option = self.choice.option
        form: OptionDecisionForm = context["form"]
        rows = [
            {
                "contract": each.contract,
                "now": each.contract.current_until,
                "then": each.until,
                "kept": form.is_kept(each.contract) if option.framework else True,
                "reason": form.reason(each.contract) if option.framework else None,
            }
            for each in self.choice.lengthened
        ]
        holder = option.framework or option.contract
        return {**context, "option": option, "holder": holder, "rows": rows, "rest": self.choice.rest}

    def form_valid(self, form: OptionDecisionForm) -> HttpResponse:
        """Decide, or say why not."""
        option = _option(self.request, self.kwargs["pk"])
        user = user_of(self.request)
        try:
            done = actions.decide_option(
                option_id=option.pk,
                decided_on=form.cleaned_data["decided_on"],
                left_out=form.left_out(),
                by=user,
                at=timezone.now(),
            )
        except ValidationError as error:
            return self.form_invalid(with_errors(form, error))
        except actions.OptionNotOpen as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        holder = done.framework or done.contract
        assert holder is not None
        told = bool(extension_letters(option=_option(self.request, done.pk), user=user))
        letters = "Breven till leverantörerna finns vid optionen." if told else f"{_NO_LETTERS}."
        messages.success(self.request, f"Option {done.number} är beslutad. {letters}")
        return HttpResponseRedirect(holder.get_absolute_url())

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The page again, marked as refused."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class OptionDecline(ActionPage):
    """Say that an option will not be used."""

    permission_required = "contracts.decide_extensionoption"
    permission_of = ExtensionOption
    form_class = OptionDeclineForm
    submit = "Avstå från optionen"
    refusals = (actions.OptionNotOpen,)

    def get_initial(self) -> dict[str, object]:
        """Today, unless told otherwise."""
        return {"declined_on": timezone.localdate()}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        option = _option(self.request, self.kwargs["pk"])
        intro = "Avtalen slutar som de står. Optioner som kommer efter den här förfaller."
        return {**super().get_context_data(**kwargs), "title": f"Avstå från option {option.number}", "intro": intro}

    def back(self) -> str:
        """To the round or the contract."""
        option = _option(self.request, self.kwargs["pk"])
        holder = option.framework or option.contract
        assert holder is not None
        return holder.get_absolute_url()

    def do(self, form: OptionDeclineForm) -> HasPage:
        """Decline it."""
        user = user_of(self.request)
        option = _option(self.request, self.kwargs["pk"])
        done = actions.decline_option(
            option_id=option.pk, declined_on=form.cleaned_data["declined_on"], by=user, at=timezone.now()
        )
        holder = done.framework or done.contract
        assert holder is not None  # a constraint: one of them
        return holder

    def done(self, result: object) -> str:
        """What happened."""
        return "Optionen är avstådd. Avtalen slutar som de står, och senare optioner förfaller."


class OptionTakeBack(ActionPage):
    """Let an option that was decided or declined be open again."""

    permission_required = "contracts.decide_extensionoption"
    permission_of = ExtensionOption
    form_class = TakeBackForm
    submit = "Ta tillbaka beslutet"
    refusals = (actions.OptionNotOpen,)

    @cached_property
    def option(self) -> ExtensionOption:
        """Which."""
        return _option(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what follows."""
        intro = (
            "Optionen kan då beslutas på nytt, och de avtal som den förlängde slutar när de annars skulle ha gjort "
            "det. Har leverantörerna fått brev om förlängning behöver de få veta det. Historiken visar beslutet och "
            "skälet."
        )
        title = f"Ta tillbaka beslutet om option {self.option.number}"
        return {**super().get_context_data(**kwargs), "title": title, "intro": intro}

    def back(self) -> str:
        """To the round or the contract."""
        holder = self.option.framework or self.option.contract
        assert holder is not None
        return holder.get_absolute_url()

    def do(self, form: TakeBackForm) -> HasPage:
        """Take it back."""
        done = actions.take_back_option(
            option_id=self.option.pk,
            reason=form.cleaned_data["reason"],
            by=user_of(self.request),
            at=timezone.now(),
        )
        holder = done.framework or done.contract
        assert holder is not None  # a constraint: one of them
        return holder

    def done(self, result: object) -> str:
        """What happened."""
        return "Beslutet om optionen är tillbakataget."


_NO_LETTERS = "Det finns inga brev: optionen förlänger inget avtal som du har åtkomst till"


class ExtensionLetters(PermissionRequiredMixin, WaitedFor):
    """Letters to all suppliers of a decided option, as one PDF."""

    permission_required = "contracts.view_contract"
    permission_of = ExtensionOption
    title = "Brev om förlängning"
    unit = "brev"

    @cached_property
    def option(self) -> ExtensionOption:
        """Which."""
        return _option(self.request, self.kwargs["pk"])

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        """To those that one may see."""
        return extension_letters(option=self.option, user=user_of(self.request))

    def back(self) -> str:
        """To the round or the contract."""
        return self._holder.get_absolute_url()

    @property
    def _holder(self) -> Framework | Contract:
        holder = self.option.framework or self.option.contract
        assert holder is not None  # a constraint: one of them
        return holder

    def takes_long(self) -> bool:
        """Few are there before one has read that they are on their way."""
        return len(self.letters) > MANY_LETTERS

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One page for each; none before the decision."""
        if self.option.decided_on is None:
            raise Http404("Optionen är inte beslutad.")
        if not self.letters:  # all that it lengthened have been terminated since, or began after the decision
            messages.info(request, f"{_NO_LETTERS}, eller så har avtalen sagts upp eller börjat efter beslutet.")
            return HttpResponseRedirect(self.back())
        option, holder = self.option, self._holder
        pdf = render_letters(
            template="contracts/terms/extension_letters_pdf.html",
            letters=self.one_by_one(self.letters),
            context={"on": timezone.localdate()},
            title=f"Förlängning av avtal, {holder.number}, option {option.number}",
            is_demo=holder.buyer.is_demo,
        )
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="forlangningsbrev-option-{option.pk}.pdf"'
        return response
