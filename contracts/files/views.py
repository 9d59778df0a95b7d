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
from contracts.files.forms import ContractImportForm
from contracts.files.imports import COLUMNS, FRAMEWORK_COLUMNS, OPTIONAL_COLUMNS, UNIT_COLUMNS
from contracts.files.models import RegisterImport
from contracts.prices.imports import PRICE_COLUMNS, PRICE_OPTIONAL
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.buyer import current_buyer

_SHOWN = 300
COLUMNS_OF = {
    RegisterImport.Kind.FRAMEWORKS: FRAMEWORK_COLUMNS,
    RegisterImport.Kind.CONTRACTS: COLUMNS,
    RegisterImport.Kind.UNITS: UNIT_COLUMNS,
    RegisterImport.Kind.PRICES: PRICE_COLUMNS,
}
_OPTIONAL = {RegisterImport.Kind.CONTRACTS: OPTIONAL_COLUMNS, RegisterImport.Kind.PRICES: PRICE_OPTIONAL}


class _MayImport(PermissionRequiredMixin):
    """Files of the register are for those who keep it; files of prices for those who keep price lists, too."""

    permission_required = "contracts.import_contracts"
    permission_of = RegisterImport
    request: HttpRequest
    kwargs: dict[str, Any]

    def kinds(self) -> list[RegisterImport.Kind]:
        """What a person may bring in."""
        if self.may(self.permission_required):
            return list(RegisterImport.Kind)
        return [RegisterImport.Kind.PRICES] if self.may("contracts.add_priceitem") else []

    def has_permission(self) -> bool:
        """Whether there is anything at all, and for a file that is there, whether it is of a kind that one may."""
        kinds = self.kinds()
        if "pk" not in self.kwargs or not kinds:
            return bool(kinds)
        kept = RegisterImport.objects.filter(pk=self.kwargs["pk"]).values_list("kind", flat=True).first()
        return kept is None or kept in kinds


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

    def get_initial(self) -> dict[str, Any]:
        """What the page one came from lists."""
        wanted = self.request.GET.get("innehall", "").upper()
        known = wanted in RegisterImport.Kind.values
        return {"kind": wanted if known else self.kinds()[0]}

    def get_form(self, form_class: Any = None) -> Any:
        """With the kinds that one may bring in."""
        form = super().get_form(form_class)
        form.fields["kind"].choices = [(kind.value, kind.label) for kind in self.kinds()]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the latest files, which can be looked at again and undone."""
        user: Any = self.request.user
        latest = RegisterImport.objects.visible_to(user).filter(kind__in=self.kinds())
        latest = latest.select_related("uploaded_by").order_by("-uploaded_at", "-pk")
        columns = [(kind.label, COLUMNS_OF[kind], _OPTIONAL.get(kind, ())) for kind in RegisterImport.Kind]
        return {**super().get_context_data(**kwargs), "latest": latest[:10], "columns": columns}

    def do(self, form: ContractImportForm) -> RegisterImport:
        """Keep the file when it can be read; else say everything that is wrong with it."""
        user: Any = self.request.user
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


class RegisterImportPage(_MayImport, DetailView):
    """One file: what it would do, or what it did."""

    template_name = "contracts/files/register_import.html"
    context_object_name = "register_import"

    def get_queryset(self) -> QuerySet[RegisterImport]:
        """Narrowed to what the person may see."""
        user: Any = self.request.user
        return RegisterImport.objects.visible_to(user).select_related("buyer", "uploaded_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the differences as they would be now, while nothing is done."""
        context = super().get_context_data(**kwargs)
        register_import: RegisterImport = context["register_import"]
        if register_import.status != RegisterImport.Status.PREVIEW:
            return context
        user: Any = self.request.user
        try:
            preview = actions.preview_register(register_import=register_import, by=user, at=timezone.now())
        except actions.RegisterRefused as error:
            return {**context, "refused": str(error), "row_errors": error.errors}
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
        user: Any = request.user
        register_import = get_object_or_404(RegisterImport.objects.visible_to(user), pk=pk)
        try:
            done = actions.apply_register(register_import=register_import, by=user, at=timezone.now())
        except (actions.ImportIsOver, actions.RegisterRefused) as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request,
                f"{done.created} nya, {done.changed} ändrade och {done.unchanged} oförändrade. "
                "Köpen bedöms om inom någon minut.",
            )
        return HttpResponseRedirect(register_import.get_absolute_url())


class RegisterImportUndo(_MayImport, View):
    """Take the file back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo, and name what was left because somebody has touched it since."""
        user: Any = request.user
        register_import = get_object_or_404(RegisterImport.objects.visible_to(user), pk=pk)
        try:
            done = actions.undo_register(register_import=register_import, by=user, at=timezone.now())
        except actions.ImportIsOver as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{done.taken_back} av filens uppgifter är som före inläsningen.")
            if done.left:
                messages.warning(
                    request, f"Lämnade som de är, för att någon har ändrat dem sedan dess: {', '.join(done.left)}."
                )
        return HttpResponseRedirect(register_import.get_absolute_url())
