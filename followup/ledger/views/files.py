"""Files in, and what became of them."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import DetailView
from django_htmx.http import HttpResponseClientRefresh

from followup.judging.models import JudgedRow
from followup.ledger import actions, tasks
from followup.ledger.filters import ImportFilter
from followup.ledger.forms import ChoiceForm, CoversForm, LedgerFileForm
from followup.ledger.imports import write_rejected
from followup.ledger.models import LedgerImport, RejectedRow
from followup.ledger.reports import preview_of, rejected_rows, told_message, told_notes
from followup.ledger.tables import ImportTable
from followup.ledger.views.mapping import first_look
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.jobs.actions import end_job
from huddinge_vo.common.jobs.reports import JobProgress
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.request import user_of

_SHOWN = 100


class ImportList(ListPage):
    """All received files."""

    permission_required = "followup.view_ledgerimport"
    filterset_class = ImportFilter
    table_class = ImportTable
    template_name = "followup/ledger/import_list.html"
    title = "Reskontra"
    export_name = "inlasningar"

    def get_table_kwargs(self) -> dict[str, object]:
        """A file's sum is for those who load files: less the rows one sees, it would tell of those one does not."""
        loads = self.may("followup.add_ledgerimport")
        return {**super().get_table_kwargs(), **({} if loads else {"exclude": ("amount_sek",)})}

    def get_queryset(self) -> QuerySet[LedgerImport]:
        """Narrowed to what the person may see."""
        found = LedgerImport.objects.visible_to(user_of(self.request)).with_months().select_related("buyer")
        return found.order_by("-received_at", "-pk")


class ImportUpload(ActionPage):
    """Send in a file; the worker looks at it while the next page shows how far it has come. Nothing is loaded yet."""

    permission_required = "followup.add_ledgerimport"
    form_class = LedgerFileForm
    template_name = "followup/ledger/import_upload.html"
    title = "Läs in reskontra"
    submit = "Granska filen"

    def back(self) -> str:
        """To the list."""
        return reverse("followup:import-list")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """A file that has come before leads to what became of it then."""
        try:
            return super().form_valid(form)
        except actions.AlreadyReceived as error:
            form.add_error("file", str(error))
            visible = LedgerImport.objects.visible_to(user_of(self.request)).filter(pk=error.earlier.pk)
            self.extra_context = {"earlier": visible.first()}
            return self.form_invalid(form)

    def do(self, form: LedgerFileForm) -> LedgerImport:
        """Keep the file, and let the worker look at it when that is certain."""
        file = form.cleaned_data["file"]
        received = actions.receive_ledger_file(
            file=file,
            name=file.name,
            by=user_of(self.request),
            at=timezone.now(),
        )
        href = received.get_absolute_url()
        ask_for(tasks.preview_ledger_import, by=user_of(self.request), href=href, ledger_import_id=received.pk)
        return received

    def done(self, result: LedgerImport) -> str:
        """What happens now."""
        return f"”{result}” är mottagen och granskas. Ingenting är inläst ännu."


class ImportPage(PermissionRequiredMixin, DetailView):
    """One file: progress while it is loaded, then the result."""

    permission_required = "followup.view_ledgerimport"
    template_name = "followup/ledger/import_detail.html"
    context_object_name = "ledger_import"

    def get_queryset(self) -> QuerySet[LedgerImport]:
        """Narrowed to what the person may see."""
        return LedgerImport.objects.visible_to(user_of(self.request)).select_related("buyer", "received_by")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the bad rows, as many as one can look at."""
        context = super().get_context_data(**kwargs)
        ledger_import: LedgerImport = context["ledger_import"]
        user = user_of(self.request)
        found = ledger_import.rejected_rows.order_by("line_no", "pk")[:_SHOWN] if ledger_import.rejected else []
        return {
            **context,
            "cannot_be_opened": _cannot_be_opened(ledger_import),
            "notes": told_notes(ledger_import=ledger_import, user=user),
            "message": told_message(ledger_import=ledger_import, user=user),
            **({"progress": self._progress(ledger_import)} if ledger_import.is_under_way else {}),
            "bad_rows": list(rejected_rows(ledger_import=ledger_import, rows=found, user=user)) if found else [],
            "shown": _SHOWN,
            "months": ledger_import.deliveries.filter(is_active=True).order_by("month", "pk"),
            **self._choice(ledger_import),
            **self._afterwards(ledger_import),
        }

    def _progress(self, ledger_import: LedgerImport) -> JobProgress:
        return tasks.progress_of(ledger_import, user=user_of(self.request), at=timezone.now())

    def _choice(self, ledger_import: LedgerImport) -> dict[str, object]:
        """What was found when the file was looked at, for whoever may load it, and what can be chosen."""
        if ledger_import.status != LedgerImport.Status.PREVIEWED or not self.may("followup.add_ledgerimport"):
            return {}
        preview = preview_of(ledger_import=ledger_import, user=user_of(self.request))
        months = [each.month for each in preview.months]
        first, last = ledger_import.covers_from, ledger_import.covers_until
        initial = {"covers_from": f"{first:%Y-%m-%d}", "covers_until": f"{last:%Y-%m-%d}"}
        return {
            "preview": preview,
            "form": ChoiceForm(preview=preview),
            "covers": CoversForm(months=months, initial=initial) if len(months) > 1 else None,
        }

    def _afterwards(self, ledger_import: LedgerImport) -> dict[str, object]:
        """What the file replaced, what has replaced it, and what has to be undone before it can be."""
        if ledger_import.status not in {LedgerImport.Status.LOADED, LedgerImport.Status.UNDONE}:
            return {}
        user = user_of(self.request)
        files = LedgerImport.objects.visible_to(user)
        loads = ledger_import.status == LedgerImport.Status.LOADED and self.may("followup.add_ledgerimport")
        # Of the rows that one sees: a number of all would tell, less those, that there are others.
        seen = JudgedRow.objects.visible_to(user).filter(ledger_import=ledger_import, is_judged_by_hand=True)
        return {
            "replaces": files.filter(deliveries__replaced_by=ledger_import).distinct().order_by("pk"),
            "replaced_by": files.filter(replaced__ledger_import=ledger_import).distinct().order_by("pk"),
            "later": files.to_undo_before(ledger_import) if loads else files.none(),
            "may_undo": loads,
            "judged": seen.count() if loads else 0,
        }


def _cannot_be_opened(ledger_import: LedgerImport) -> bool:
    """Whether no choice of how a refused file is read can help: it is no table at all, or damaged."""
    if ledger_import.status != LedgerImport.Status.REFUSED or ledger_import.has_gone or ledger_import.lines:
        return False
    try:
        first_look(ledger_import)
    except UnreadableFile:
        return True
    return False


@permission_required("followup.view_ledgerimport", of=LedgerImport)
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a load has come, asked for every second or two; the whole page when it is over."""
    ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user_of(request)), pk=pk)
    if not ledger_import.is_under_way:
        return HttpResponseClientRefresh()
    progress = tasks.progress_of(ledger_import, user=user_of(request), at=timezone.now())
    told = {"ledger_import": ledger_import, "progress": progress}
    return render(request, "followup/ledger/_import_progress.html", told)


@require_POST
@permission_required("followup.add_ledgerimport")
@transaction.atomic
def retry_load(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up a file that was given up, from the step that failed."""
    ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user_of(request)), pk=pk)
    retried = actions.retry_load(ledger_import_id=ledger_import.pk)
    for job in (tasks.preview_ledger_import, tasks.load_ledger_import):
        end_job(name=job.name, kwargs={"ledger_import_id": ledger_import.pk})
    href = ledger_import.get_absolute_url()
    ask_for(tasks.next_step(retried), by=user_of(request), href=href, ledger_import_id=ledger_import.pk)
    messages.success(request, f"”{ledger_import}” tas om på nytt.")
    return HttpResponseRedirect(ledger_import.get_absolute_url())


class RejectedRows(PermissionRequiredMixin, View):
    """The bad rows alone, each with its reason, to be mended and loaded. What one may not see stays out of it.

    So do personal numbers, for whoever loads no files.
    """

    permission_required = "followup.view_ledgerimport"
    permission_of = LedgerImport

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """As CSV."""
        ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user_of(request)), pk=pk)
        bad = RejectedRow.objects.filter(ledger_import=ledger_import).order_by("line_no", "pk")
        told = rejected_rows(
            ledger_import=ledger_import,
            rows=bad.iterator(chunk_size=2000),
            user=user_of(request),
            masked=not self.may("followup.add_ledgerimport"),
        )
        lines = write_rejected(ledger_import.header, ((row.line_no, row.raw, row.reason) for row in told))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        # With the file's own name, which may tell the month of rows without days.
        name = f"{Path(ledger_import.original_name).stem} avvisade rader.csv"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response
