"""What becomes of a file that has been looked at, and the way back."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST

from followup.ledger import actions, tasks
from followup.ledger.forms import ChoiceForm, CoversForm
from followup.ledger.models import LedgerImport
from followup.ledger.reports import preview_of
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.money import sek
from huddinge_vo.common.pages.permissions import permission_required
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.templatetags.swedish import month_sv, whole
from huddinge_vo.common.untyped import PassedOn


@require_POST
@permission_required("followup.add_ledgerimport", of=LedgerImport)
@transaction.atomic
def choose_load(request: HttpRequest, pk: int) -> HttpResponse:
    """Load the file that has been looked at, in the way that was chosen."""
    user = user_of(request)
    ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user), pk=pk)
    if ledger_import.status == LedgerImport.Status.PREVIEWED:
        form = ChoiceForm(request.POST, preview=preview_of(ledger_import=ledger_import, user=user))
        if not form.is_valid():
            messages.error(request, "Välj vad som ska ske med de månader som redan finns.")
            return HttpResponseRedirect(ledger_import.get_absolute_url())
    try:
        choice = request.POST.get("choice", "")
        actions.choose_load(ledger_import_id=pk, choice=choice, by=user, at=timezone.now())
    except (actions.NothingToChoose, actions.ChoiceNeeded) as error:
        messages.error(request, str(error))
    else:
        ask_for(tasks.load_ledger_import, by=user, href=ledger_import.get_absolute_url(), ledger_import_id=pk)
        messages.success(request, f"”{ledger_import}” läses in.")
    return HttpResponseRedirect(ledger_import.get_absolute_url())


@require_POST
@permission_required("followup.add_ledgerimport", of=LedgerImport)
@transaction.atomic
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the file anew, as one about other months."""
    user = user_of(request)
    ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user), pk=pk)
    if ledger_import.status == LedgerImport.Status.PREVIEWED:
        months = [each.month for each in preview_of(ledger_import=ledger_import, user=user).months]
        form = CoversForm(request.POST, months=months)
        if not form.is_valid():
            messages.error(request, "Välj månader i filen, den sista inte före den första.")
            return HttpResponseRedirect(ledger_import.get_absolute_url())
        actions.look_again(ledger_import_id=pk, covers=form.cleaned_data["covers"], by=user, at=timezone.now())
        ask_for(tasks.preview_ledger_import, by=user, href=ledger_import.get_absolute_url(), ledger_import_id=pk)
    return HttpResponseRedirect(ledger_import.get_absolute_url())


@require_POST
@permission_required("followup.add_ledgerimport", of=LedgerImport)
def load_nothing(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave everything as it is."""
    user = user_of(request)
    ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user), pk=pk)
    try:
        actions.load_nothing(ledger_import_id=pk, by=user, at=timezone.now())
    except actions.NothingToChoose as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(ledger_import.get_absolute_url())


class ImportUndo(ActionPage):
    """Take the delivery back, or say what has to be undone before it. Asks first, and says what goes and what comes."""

    permission_required = "followup.add_ledgerimport"
    permission_of = LedgerImport
    form_class = forms.Form
    title = "Ångra inläsningen?"
    submit = "Ångra inläsningen"
    refusals = (actions.NothingToUndo, actions.UndoTheLaterFirst)

    @cached_property
    def ledger_import(self) -> LedgerImport:
        """Which."""
        return get_object_or_404(LedgerImport.objects.visible_to(user_of(self.request)), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With how much counts no longer, and which files' months count again."""
        its, user = self.ledger_import, user_of(self.request)
        visible = LedgerImport.objects.visible_to(user)
        back = its.replaced.filter(ledger_import__in=visible).select_related("ledger_import")
        files: dict[LedgerImport, list[str]] = {}
        for delivery in back.order_by("ledger_import_id", "month", "pk"):
            files.setdefault(delivery.ledger_import, []).append(month_sv(delivery.month))
        again = "; ".join(f"”{each}” ({', '.join(months)})" for each, months in files.items())
        rows = "1 rad" if its.loaded == 1 else f"{whole(its.loaded)} rader"
        intro = f"”{its}”: {rows}, {sek(its.amount_sek)} kr, räknas inte med längre. " + (
            f"Det som filen ersatte gäller igen: {again}." if again else "Filen ersatte inget: inget kommer tillbaka."
        )
        return {**super().get_context_data(**kwargs), "intro": intro}

    def get(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """What is not loaded has nothing to ask of."""
        if self.ledger_import.status != LedgerImport.Status.LOADED:
            messages.error(request, str(actions.NothingToUndo(self.ledger_import)))
            return HttpResponseRedirect(self.back())
        return super().get(request, *args, **kwargs)

    def back(self) -> str:
        """To the file."""
        return self.ledger_import.get_absolute_url()

    def do(self, form: forms.Form) -> LedgerImport:
        """Take it back."""
        user = user_of(self.request)
        self.replaced = self.ledger_import.replaced.exists()  # as it was: what is undone has replaced nothing
        return actions.undo_ledger_import(ledger_import_id=self.ledger_import.pk, by=user, at=timezone.now())

    def done(self, result: LedgerImport) -> str:
        """What happened."""
        again = " Det som den ersatte gäller igen." if self.replaced else ""
        return f"”{result}” är ångrad.{again}"


@require_POST
@permission_required("followup.add_ledgerimport", of=LedgerImport)
@transaction.atomic
def load_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Look anew at a file that was undone and is still kept, as if it had come today."""
    user = user_of(request)
    undone = get_object_or_404(LedgerImport.objects.visible_to(user), pk=pk)
    if undone.status != LedgerImport.Status.UNDONE or undone.has_gone:
        return HttpResponseRedirect(undone.get_absolute_url())
    with undone.file.open("rb") as kept:
        try:
            received = actions.receive_ledger_file(file=kept, name=undone.original_name, by=user, at=timezone.now())
        except actions.AlreadyReceived as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(undone.get_absolute_url())
    href = received.get_absolute_url()
    ask_for(tasks.preview_ledger_import, by=user, href=href, ledger_import_id=received.pk)
    messages.success(request, f"”{received}” granskas. Ingenting är inläst ännu.")
    return HttpResponseRedirect(href)
