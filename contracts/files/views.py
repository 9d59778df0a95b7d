"""Files of rounds, contracts, units and prices into the register: a look before, and a way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.generic import DetailView

from contracts.files import actions
from contracts.files.filters import RegisterImportFilter
from contracts.files.forms import ContractImportForm, DeclineForm, WhyForm
from contracts.files.models import RegisterImport
from contracts.files.registers import REGISTERS
from contracts.files.tables import RegisterImportTable
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn

_SHOWN = 300


class _MayImport(PermissionRequiredMixin):
    """Each kind of file is for those who may send it: who keeps the register, and for prices who keeps price lists."""

    permission_required: tuple[str, ...] = ()
    permission_of = RegisterImport
    request: HttpRequest
    kwargs: dict[str, str]
    opened_by = tuple(dict.fromkeys(each for register in REGISTERS.values() for each in register.permissions))

    def seen(self) -> list[str]:
        """What a person may look at: what he may bring in, and what he may be the second person for."""
        may = self.may
        return [
            code
            for code, each in REGISTERS.items()
            if any(map(may, each.permissions)) or (each.confirmed_with and may(each.confirmed_with))
        ]

    def kinds(self) -> list[str]:
        """What a person may bring in."""
        return [code for code, each in REGISTERS.items() if any(map(self.may, each.permissions))]

    def has_permission(self) -> bool:
        """Whether there is anything at all, and for a file that is there, whether it is of a kind that one may."""
        if "pk" not in self.kwargs or not super().has_permission():
            return super().has_permission()
        kept = RegisterImport.objects.filter(pk=self.kwargs["pk"]).values_list("kind", flat=True).first()
        return kept is None or kept in self.kinds()


class ContractImport(_MayImport, ActionPage):
    """Send in a file. What it would do is shown before anything is done."""

    form_class = ContractImportForm
    template_name = "contracts/files/contract_import.html"
    title = "Läs in till registret från fil"
    submit = "Granska filen"
    refusals = (UnreadableFile, actions.RegisterRefused)

    def back(self) -> str:
        """To the list."""
        return reverse("contracts:contract-list")

    def get_initial(self) -> dict[str, object]:
        """What the page one came from lists."""
        wanted = self.request.GET.get("innehall", "").upper()
        known = wanted in RegisterImport.Kind.values
        return {"kind": wanted if known else self.kinds()[0]}

    def get_form(self, form_class: Any = None) -> object:  # noqa: ANN401 - django gives the class or nothing
        """With the kinds that one may bring in."""
        form = super().get_form(form_class)
        form.fields["kind"].choices = [(code, REGISTERS[code].label) for code in self.kinds()]
        return form

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the latest files, which can be looked at again and undone."""
        user = user_of(self.request)
        latest = RegisterImport.objects.visible_to(user).filter(kind__in=self.kinds())
        latest = latest.select_related("uploaded_by").order_by("-uploaded_at", "-pk")
        registers = list(REGISTERS.values())
        return {**super().get_context_data(**kwargs), "latest": latest[:10], "registers": registers}

    def do(self, form: ContractImportForm) -> RegisterImport:
        """Keep the file when it can be read; else say everything that is wrong with it."""
        user = user_of(self.request)
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        upload = form.cleaned_data["file"]
        now = timezone.now()
        try:
            return actions.receive_register(
                kind=form.cleaned_data["kind"], buyer=buyer, file=upload, name=upload.name, by=user, at=now
            )
        except actions.RegisterRefused as error:
            self.extra_context = {"row_errors": error.errors}
            raise

    def done(self, result: RegisterImport) -> str:
        """What happens now."""
        return "Ingenting är inläst ännu. Granska nedan vad filen skulle göra."


class _MaySee(_MayImport):
    """For whoever may bring such a file in, and for its second person."""

    opened_by = (*_MayImport.opened_by, *{each.confirmed_with for each in REGISTERS.values() if each.confirmed_with})

    def kinds(self) -> list[str]:
        """What a person may look at."""
        return self.seen()


class RegisterImportList(_MaySee, ListPage):
    """All files, the latest first."""

    filterset_class = RegisterImportFilter
    table_class = RegisterImportTable
    template_name = "contracts/files/register_import_list.html"
    title = "Filer till registret"
    export_name = "filer-till-registret"

    def get_queryset(self) -> QuerySet[RegisterImport]:
        """Narrowed to what the person may see."""
        found = RegisterImport.objects.visible_to(user_of(self.request)).filter(kind__in=self.kinds())
        return found.select_related("buyer", "uploaded_by", "decided_by").order_by("-uploaded_at", "-pk")


class RegisterImportPage(_MaySee, DetailView):
    """One file: what it would do, or what it did."""

    template_name = "contracts/files/register_import.html"
    context_object_name = "register_import"

    def get_queryset(self) -> QuerySet[RegisterImport]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        return RegisterImport.objects.visible_to(user).select_related("buyer", "uploaded_by", "asked_by", "decided_by")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the differences as they would be now, while nothing is done."""
        context = super().get_context_data(**kwargs)
        register_import: RegisterImport = context["register_import"]
        context["register"] = REGISTERS[register_import.kind]
        user = user_of(self.request)
        waits = RegisterImport.objects.filter(pk=register_import.pk).to_approve_by(user).exists()
        context |= {"may_bring_in": register_import.kind in _MayImport.kinds(self), "may_confirm": waits}
        if register_import.status not in {RegisterImport.Status.PREVIEW, RegisterImport.Status.ASKED}:
            return context
        try:
            preview = actions.preview_register(register_import=register_import, by=user, at=timezone.now())
        except actions.RegisterRefused as error:
            return {**context, "refused": str(error), "row_errors": error.errors}
        except UnreadableFile as error:  # it could be read when it was sent: more is asked of such a file since then
            return {**context, "refused": str(error)}
        differing = [each for each in preview.differences if each.word != "oförändrad"]
        # Those with a warning first: what should be looked at is not to lie beyond what is shown.
        differing.sort(key=lambda each: not each.warnings)
        return {
            **context,
            "preview": preview,
            "differing": differing[:_SHOWN],
            "more": max(len(differing) - _SHOWN, 0),
            "warned": sum(bool(each.warnings) for each in differing),
        }


class RegisterImportApply(_MayImport, View):
    """Bring the file in."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, or say why not."""
        user = user_of(request)
        register_import = get_object_or_404(RegisterImport.objects.visible_to(user), pk=pk)
        try:
            done = actions.apply_register(register_import=register_import, by=user, at=timezone.now())
        except (actions.ImportIsOver, actions.NeedsAnother, actions.RegisterRefused, UnreadableFile) as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request,
                f"{done.created} nya, {done.changed} ändrade och {done.unchanged} oförändrade. "
                "Köpen bedöms om inom någon minut.",
            )
        return HttpResponseRedirect(register_import.get_absolute_url())


class _OfFile(ActionPage):
    """Something that is said of a file whose prices change much."""

    refusals = (
        actions.ImportIsOver,
        actions.MayNotDecide,
        actions.RegisterRefused,
        UnreadableFile,
    )
    verb = ""

    @property
    def file(self) -> RegisterImport:
        """The one of the address."""
        return get_object_or_404(RegisterImport.objects.visible_to(user_of(self.request)), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the file's name, and what was asked."""
        file = self.file
        intro = f"Begärd av {file.asked_by}: {file.why}" if file.asked_by else ""
        return {**super().get_context_data(**kwargs), "title": f"{self.verb} {file.original_name}", "intro": intro}

    def back(self) -> str:
        """To the file."""
        return self.file.get_absolute_url()


class RegisterImportAsk(_MayImport, _OfFile):
    """Ask that another person brings the file in."""

    form_class = WhyForm
    submit = "Begär bekräftelse"
    verb = "Begär bekräftelse av"

    def do(self, form: WhyForm) -> RegisterImport:
        """Ask."""
        why = form.cleaned_data["why"]
        return actions.ask_for_register(register_import=self.file, why=why, by=user_of(self.request), at=timezone.now())

    def done(self, result: RegisterImport) -> str:
        """What happens now."""
        return "Ingenting är inläst ännu. Filen väntar på att en annan person bekräftar den."


class RegisterImportWithdraw(_MayImport, View):
    """Take back what one has asked for."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, or say why not."""
        user = user_of(request)
        register_import = get_object_or_404(RegisterImport.objects.visible_to(user), pk=pk)
        try:
            actions.withdraw_question(register_import=register_import, by=user, at=timezone.now())
        except (actions.ImportIsOver, actions.NotYours) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Begäran är tillbakadragen. Ingenting är inläst.")
        return HttpResponseRedirect(register_import.get_absolute_url())


class RegisterImportConfirm(_MaySee, _OfFile):
    """Bring in what another has asked for."""

    permission_required = ("contracts.approve_priceadjustment",)
    form_class = Form
    submit = "Bekräfta och läs in"
    verb = "Bekräfta"

    def do(self, form: Form) -> RegisterImport:
        """Confirm it."""
        return actions.confirm_register(register_import=self.file, by=user_of(self.request), at=timezone.now())

    def done(self, result: RegisterImport) -> str:
        """What happened."""
        return f"{result.created} nya, {result.changed} ändrade och {result.unchanged} oförändrade."


class RegisterImportDecline(_MaySee, _OfFile):
    """Say no to it."""

    permission_required = ("contracts.approve_priceadjustment",)
    form_class = DeclineForm
    submit = "Avslå filen"
    verb = "Avslå"

    def do(self, form: DeclineForm) -> RegisterImport:
        """Decline it."""
        reason = form.cleaned_data["reason"]
        return actions.decline_register(
            register_import=self.file, reason=reason, by=user_of(self.request), at=timezone.now()
        )

    def done(self, result: RegisterImport) -> str:
        """What happened."""
        return "Filen är avslagen. Ingenting är inläst."


class RegisterImportUndo(_MaySee, _OfFile):
    """Take the file back. Asks first, and says what goes and what comes back."""

    form_class = Form
    submit = "Ångra inläsningen"
    verb = "Ångra inläsningen av"
    said = ""

    def get(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """What is not brought in has nothing to ask of."""
        if self.file.status != RegisterImport.Status.APPLIED:
            return HttpResponseRedirect(self.back())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With how much goes."""
        file = self.file
        intro = (
            f"Det som filen lade till tas bort ({file.created} nya) och det som den ändrade blir som före inläsningen "
            f"({file.changed} ändrade). Det som någon har ändrat sedan dess lämnas som det är."
        )
        return {**super().get_context_data(**kwargs), "intro": intro}

    def do(self, form: Form) -> RegisterImport:
        """Undo, and name what was left because somebody has touched it since."""
        file = self.file
        undone = actions.undo_register(register_import=file, by=user_of(self.request), at=timezone.now())
        self.said = f"{undone.taken_back} av filens uppgifter är som före inläsningen."
        if undone.left:
            messages.warning(
                self.request,
                f"Lämnade som de är, för att någon har ändrat dem sedan dess: {', '.join(undone.left)}.",
            )
        return file

    def done(self, result: RegisterImport) -> str:
        """How much."""
        return self.said
