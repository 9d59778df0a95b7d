"""Reskontra: files in, and what became of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView
from django_htmx.http import HttpResponseClientRefresh

from followup.ledger import actions, tasks
from followup.ledger.filters import ImportFilter
from followup.ledger.forms import DialectForm, LedgerFileForm, MappingForm
from followup.ledger.imports import How, write_rejected
from followup.ledger.imports.look import Look, guess_how, look_at
from followup.ledger.models import LedgerImport, LedgerProfile, RejectedRow
from followup.ledger.reports import mapping_trial, rejected_rows, told_lines, told_message, told_notes
from followup.ledger.tables import ImportTable
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.jobs.actions import end_job
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, ListPage, with_errors
from huddinge_vo.common.people.buyer import current_buyer
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
    """Send in a file; the worker loads it while the next page shows how far it has come."""

    permission_required = "followup.add_ledgerimport"
    form_class = LedgerFileForm
    template_name = "followup/ledger/import_upload.html"
    title = "Läs in reskontra"
    submit = "Läs in"

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
        """Keep the file, and let the worker load it when that is certain."""
        file = form.cleaned_data["file"]
        received = actions.receive_ledger_file(
            file=file,
            name=file.name,
            by=user_of(self.request),
            at=timezone.now(),
            good_rows_only=form.cleaned_data["good_rows_only"],
        )
        tasks.load_ledger_import.delay_on_commit(ledger_import_id=received.pk)
        return received

    def done(self, result: LedgerImport) -> str:
        """What happens now."""
        return f"”{result}” är mottagen och läses in."


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
        return {
            **context,
            "notes": told_notes(ledger_import=ledger_import, user=user_of(self.request)),
            "message": told_message(ledger_import=ledger_import, user=user_of(self.request)),
            "progress": cache.get(tasks.progress_key(ledger_import.pk)),
            "bad_rows": list(
                rejected_rows(
                    ledger_import=ledger_import,
                    rows=ledger_import.rejected_rows.order_by("line_no", "pk")[:_SHOWN],
                    user=user_of(self.request),
                )
            )
            if ledger_import.rejected
            else [],
            "shown": _SHOWN,
            "months": ledger_import.deliveries.filter(is_active=True).order_by("month", "pk"),
        }


@permission_required("followup.view_ledgerimport", of=LedgerImport)
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a load has come, asked for every second or two; the whole page when it is over."""
    ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user_of(request)), pk=pk)
    if ledger_import.status != LedgerImport.Status.RECEIVED:
        return HttpResponseClientRefresh()
    progress = cache.get(tasks.progress_key(pk))
    return render(
        request, "followup/ledger/_import_progress.html", {"ledger_import": ledger_import, "progress": progress}
    )


@require_POST
@permission_required("followup.add_ledgerimport")
@transaction.atomic
def retry_load(request: HttpRequest, pk: int) -> HttpResponse:
    """Load a file that was given up, from the beginning."""
    ledger_import = get_object_or_404(LedgerImport.objects.visible_to(user_of(request)), pk=pk)
    actions.retry_load(ledger_import_id=ledger_import.pk)
    end_job(name=tasks.load_ledger_import.name, kwargs={"ledger_import_id": ledger_import.pk})
    tasks.load_ledger_import.delay_on_commit(ledger_import_id=ledger_import.pk)
    messages.success(request, f"”{ledger_import}” läses in på nytt.")
    return HttpResponseRedirect(ledger_import.get_absolute_url())


class RejectedRows(PermissionRequiredMixin, View):
    """The bad rows alone, each with its reason, to be mended and loaded. What one may not see stays out of it."""

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
        )
        lines = write_rejected(ledger_import.header, ((row.line_no, row.raw, row.reason) for row in told))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        # With the file's own name, which may tell the month of rows without days.
        name = f"{Path(ledger_import.original_name).stem} avvisade rader.csv"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response


class MappingPage(PermissionRequiredMixin, View):
    """How a file that was not read is to be read: its first lines, the choices, and the first rows as they would be."""

    permission_required = "followup.add_ledgerimport"
    permission_of = LedgerImport
    template_name = "followup/ledger/import_mapping.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """With best guesses, or as the profile that was tried has it."""
        ledger_import = self._import(pk)
        if ledger_import.status not in {LedgerImport.Status.REFUSED, LedgerImport.Status.FAILED}:
            return HttpResponseRedirect(ledger_import.get_absolute_url())
        path, name = Path(ledger_import.file.path), ledger_import.original_name
        try:
            how = ledger_import.profile.how() if ledger_import.profile else guess_how(path, name)
            look = look_at(path, name, how)
        except UnreadableFile as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(ledger_import.get_absolute_url())
        dialect = DialectForm(sheets=look.sheets, initial={**vars(how), "sheets": list(how.sheets)})
        columns = MappingForm(look=look, initial=MappingForm.filled(how, look))
        return self._page(ledger_import, dialect, columns, look, how)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what would become of it, or save it and read the file."""
        ledger_import = self._import(pk)
        path, name = Path(ledger_import.file.path), ledger_import.original_name
        first = self._look_or_none(path, name, How())
        dialect = DialectForm(request.POST, sheets=first.sheets if first else [])
        if not dialect.is_valid():
            columns = MappingForm(request.POST, look=first or _NOTHING)
            return self._page(ledger_import, dialect, columns, first, None, status=422)
        how = How(**{**dialect.cleaned_data, "sheets": tuple(dialect.cleaned_data.get("sheets", ()))})
        try:
            look = look_at(path, name, how)
        except UnreadableFile as error:
            dialect.add_error(None, str(error))
            columns = MappingForm(request.POST, look=first or _NOTHING)
            return self._page(ledger_import, dialect, columns, first, None, status=422)
        columns = MappingForm(self._posted(look), look=look)
        is_valid = columns.is_valid()
        how = replace(how, mapping=columns.mapping(), constants=columns.constants(), headings=tuple(look.headings))
        if request.POST.get("do") != "save":
            for given in [each for each in ("name",) if each in columns.errors]:
                del columns.errors[given]  # asked for when it is saved
            return self._page(ledger_import, dialect, columns, look, how)
        if is_valid:
            try:
                return self._save(ledger_import, dialect, columns, look)
            except ValidationError as error:
                with_errors(columns, error)
        return self._page(ledger_import, dialect, columns, look, how, status=422)

    def _import(self, pk: int) -> LedgerImport:
        visible = LedgerImport.objects.visible_to(user_of(self.request)).select_related("profile__buyer", "buyer")
        return get_object_or_404(visible, pk=pk)

    @staticmethod
    def _look_or_none(path: Path, name: str, how: How) -> Look | None:
        try:
            return look_at(path, name, how)
        except UnreadableFile:
            return None

    def _posted(self, look: Look) -> QueryDict:
        """What was sent; a column that the file does not have as it is now parted is chosen no more."""
        data = self.request.POST.copy()
        for key in [each for each in data if each.startswith("map_") and data[each] not in look.headings]:
            data[key] = ""
        return data

    @transaction.atomic
    def _save(
        self, ledger_import: LedgerImport, dialect: DialectForm, columns: MappingForm, look: Look
    ) -> HttpResponse:
        name, user, now = columns.cleaned_data["name"].strip(), user_of(self.request), timezone.now()
        profile = ledger_import.profile
        if profile is None or profile.name != name:
            buyer = ledger_import.buyer or current_buyer(self.request)
            if buyer is None:
                raise PermissionDenied
            profile = LedgerProfile(buyer=buyer, name=name)
        profile.headings, profile.mapping = look.headings, columns.mapping()
        profile.constants, profile.dialect = columns.constants(), dialect.dialect()
        profile.is_active = True
        actions.save_profile(profile=profile, by=user, at=now)
        received = actions.read_again(
            ledger_import=ledger_import,
            profile=profile,
            good_rows_only=columns.cleaned_data["good_rows_only"],
            by=user,
            at=now,
        )
        tasks.load_ledger_import.delay_on_commit(ledger_import_id=received.pk)
        messages.success(self.request, f"Profilen ”{profile}” är sparad, och ”{received}” läses in med den.")
        return HttpResponseRedirect(received.get_absolute_url())

    def _page(  # noqa: PLR0917 - what the page is drawn of
        self,
        ledger_import: LedgerImport,
        dialect: DialectForm,
        columns: MappingForm,
        look: Look | None,
        how: How | None,
        status: int = 200,
    ) -> HttpResponse:
        user = user_of(self.request)
        trial = None
        if look is not None and how is not None:
            trial = mapping_trial(ledger_import=ledger_import, how=how, user=user)
        context = {
            "ledger_import": ledger_import,
            "message": told_message(ledger_import=ledger_import, user=user),
            "dialect": dialect,
            "columns": columns,
            "look": look,
            "lines": told_lines(look=look, user=user) if look else [],
            "trial": trial,
        }
        return render(self.request, self.template_name, context, status=status)


_NOTHING = Look([], [], 0, [], 0)


class ProfileList(PermissionRequiredMixin, ListView):
    """How other systems' files are read, for the chosen buyer."""

    permission_required = "followup.view_ledgerimport"
    template_name = "followup/ledger/profile_list.html"
    context_object_name = "profiles"

    def permission_model(self) -> None:
        """A list is asked for at the chosen buyer."""

    def get_queryset(self) -> QuerySet[LedgerProfile]:
        """Those that are used, each with how many files were read by it."""
        visible = LedgerProfile.objects.visible_to(user_of(self.request)).filter(buyer=current_buyer(self.request))
        return visible.filter(is_active=True).with_uses().order_by("name", "pk")


@require_POST
@permission_required("followup.add_ledgerimport", of=LedgerProfile)
def retire_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a profile no more. What was read by it stays, and says so."""
    profile = get_object_or_404(LedgerProfile.objects.visible_to(user_of(request)), pk=pk)
    profile.is_active = False
    actions.save_profile(profile=profile, by=user_of(request), at=timezone.now())
    messages.success(request, f"Profilen ”{profile}” används inte längre. Filer som är lästa med den ändras inte.")
    return HttpResponseRedirect(profile.get_absolute_url())
