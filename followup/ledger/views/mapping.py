"""How a file from another system is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from followup.ledger import actions, tasks
from followup.ledger.forms import DialectForm, MappingForm
from followup.ledger.imports import How
from followup.ledger.imports.look import Look, guess_how, look_at
from followup.ledger.models import LedgerImport, LedgerProfile
from followup.ledger.reports import mapping_trial, told_lines, told_message
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import with_errors
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of


def first_look(ledger_import: LedgerImport) -> tuple[How, Look]:
    """A file as it begins, read by its profile or by the best guess. Raises UnreadableFile where nothing is seen."""
    path, name = Path(ledger_import.file.path), ledger_import.original_name
    how = ledger_import.profile.how() if ledger_import.profile else guess_how(path, name)
    return how, look_at(path, name, how)


class MappingPage(PermissionRequiredMixin, View):
    """How a file that was not read is to be read: its first lines, the choices, and the first rows as they would be."""

    permission_required = "followup.add_ledgerimport"
    permission_of = LedgerImport
    template_name = "followup/ledger/import_mapping.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """With best guesses, or as the profile that was tried has it."""
        ledger_import = self._import(pk)
        if not ledger_import.may_come_again or ledger_import.has_gone:
            return HttpResponseRedirect(ledger_import.get_absolute_url())
        try:
            how, look = first_look(ledger_import)
        except UnreadableFile as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(ledger_import.get_absolute_url())
        dialect = DialectForm(sheets=look.sheets, initial={**vars(how), "sheets": list(how.sheets)})
        columns = MappingForm(look=look, initial=MappingForm.filled(how, look))
        return self._page(ledger_import, dialect, columns, look, how)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what would become of it, or save it and read the file."""
        ledger_import = self._import(pk)
        if ledger_import.has_gone:
            return HttpResponseRedirect(ledger_import.get_absolute_url())
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
            by=user,
            at=now,
        )
        href = received.get_absolute_url()
        ask_for(tasks.preview_ledger_import, by=user, href=href, ledger_import_id=received.pk)
        messages.success(self.request, f"Profilen ”{profile}” är sparad, och ”{received}” granskas med den.")
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
        """Those that are used, and those that no file is recognised by any more, each with how many were read by it."""
        visible = LedgerProfile.objects.visible_to(user_of(self.request)).filter(buyer=current_buyer(self.request))
        return visible.with_uses().order_by("-is_active", "name", "pk")


@require_POST
@permission_required("followup.add_ledgerimport", of=LedgerProfile)
def retire_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a profile no more. What was read by it stays, and says so."""
    profile = get_object_or_404(LedgerProfile.objects.visible_to(user_of(request)), pk=pk)
    actions.offer_profile(profile=profile, is_active=False, by=user_of(request), at=timezone.now())
    messages.success(request, f"Profilen ”{profile}” används inte längre. Filer som är lästa med den ändras inte.")
    return HttpResponseRedirect(profile.get_absolute_url())


@require_POST
@permission_required("followup.add_ledgerimport", of=LedgerProfile)
def revive_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Let files be recognised by a profile again."""
    profile = get_object_or_404(LedgerProfile.objects.visible_to(user_of(request)), pk=pk)
    actions.offer_profile(profile=profile, is_active=True, by=user_of(request), at=timezone.now())
    messages.success(request, f"Profilen ”{profile}” används igen.")
    return HttpResponseRedirect(profile.get_absolute_url())
