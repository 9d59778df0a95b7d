"""Joint contracts: who reviews which, our file to the others, and theirs to us."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from followup.joint import actions
from followup.joint.imports import COLUMNS, JointRow, read_joint
from followup.joint.reports import joint_overview, joint_rows
from followup.reviews.models import Review
from huddinge_vo.common.files.exports import CSV, csv_lines
from huddinge_vo.common.files.tabular import RowError, UnreadableFile
from huddinge_vo.common.pages.forms import FileForm, on_disk
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context

_METHODS = {label.lower(): code for code, label in Review.Method.choices}
_MOST_ROWS = 2000
_ON_PAGE = 50
_HOUR = 3600
_WORDS = {
    "NEW": ("Ny", "good"),
    "CHANGED": ("Ändras", "near"),
    "SAME": ("Finns redan", "none"),
    "OURS": ("Vår egen, läses inte in", "none"),
    "UNKNOWN": ("Inget gemensamt avtal", "off"),
}


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


class JointList(PermissionRequiredMixin, TemplateView):
    """Which municipality reviews which joint contract."""

    permission_required = "followup.view_review"
    template_name = "followup/joint/joint_list.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """As far as the person may know of them."""
        found = joint_overview(_buyer(self.request), user=user_of(self.request), on=timezone.localdate())
        only_left = self.request.GET.get("ingen") == "ja"
        shown = [each for each in found if each.is_left or not only_left]
        return {
            **super().get_context_data(**kwargs),
            "page": Paginator(shown, _ON_PAGE).get_page(self.request.GET.get("sida")),
            "left": sum(each.is_left for each in found),
            "only_left": only_left,
            "keep": "ingen=ja&" if only_left else "",
        }


class JointFile(PermissionRequiredMixin, View):
    """Our plan and results, for the others to read in."""

    permission_required = "followup.view_review"

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """As CSV."""
        rows = joint_rows(_buyer(request), user=user_of(request), on=timezone.localdate())
        response = StreamingHttpResponse(csv_lines(rows), content_type=CSV)
        response["Content-Disposition"] = 'attachment; filename="gemensam-uppfoljning.csv"'
        return response


def _salt(request: HttpRequest) -> str:
    return f"followup.joint.{user_of(request).pk}.{_buyer(request).pk}"


class JointImport(ActionPage):
    """Another municipality's file: what it would change is shown first, and nothing is kept of it."""

    permission_required = "followup.change_review"
    form_class = FileForm
    template_name = "followup/joint/joint_import.html"
    title = "Läs in gemensam uppföljning"
    submit = "Visa vad som ändras"
    refusals = (UnreadableFile,)

    def back(self) -> str:
        """To the list."""
        return reverse("followup:joint-list")

    def get_context_data(self, **kwargs: object) -> Context:
        """With the columns."""
        return {**super().get_context_data(**kwargs), "columns": COLUMNS, "methods": list(_METHODS)}

    def form_valid(self, form: FileForm) -> HttpResponse:
        """What the file would change, with the file's rows signed in the page until somebody says yes."""
        upload = form.cleaned_data["file"]
        try:
            with on_disk(upload) as path:
                rows, errors = read_joint(path, methods=_METHODS, file_name=upload.name)
            self._refuse(rows, errors)
        except UnreadableFile as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        changes = actions.look_at_joint(buyer=_buyer(self.request), rows=rows, by=user_of(self.request))
        said = [(change, *_WORDS[change.kind]) for change in changes]
        wanted = sum(change.kind in {"NEW", "CHANGED"} for change in changes)
        signed = signing.dumps([_plain(row) for row in rows], salt=_salt(self.request), compress=True)
        context = self.get_context_data(form=form, changes=said, wanted=wanted, signed=signed)
        return self.render_to_response(context)

    def _refuse(self, rows: list[JointRow], errors: list[RowError]) -> None:
        if errors:
            self.extra_context = {"row_errors": errors}
            raise UnreadableFile("Inget är inläst: rätta raderna nedan och försök igen.")
        if len(rows) > _MOST_ROWS:
            raise UnreadableFile(f"Filen har fler än {_MOST_ROWS} rader. Dela upp den.")


def _plain(row: JointRow) -> dict[str, object]:
    return {**asdict(row), "planned_on": str(row.planned_on), "done_on": str(row.done_on) if row.done_on else None}


def _read_back(said: dict[str, object]) -> JointRow:
    days = {name: date.fromisoformat(str(said[name])) if said[name] else None for name in ("planned_on", "done_on")}
    return JointRow(**{**said, **days})  # type: ignore[arg-type]  # as _plain signed it


@require_POST
@permission_required("followup.change_review")
def load_joint(request: HttpRequest) -> HttpResponse:
    """Bring in what was looked at."""
    try:
        said = signing.loads(request.POST.get("rader", ""), salt=_salt(request), max_age=_HOUR)
    except signing.BadSignature:
        messages.error(request, "Förhandsvisningen är för gammal. Läs in filen igen.")
        return HttpResponseRedirect(reverse("followup:joint-import"))
    changed = actions.load_joint(
        buyer=_buyer(request), rows=[_read_back(each) for each in said], by=user_of(request), at=timezone.now()
    )
    messages.success(request, f"{changed} uppföljningar är nya eller ändrade.")
    return HttpResponseRedirect(reverse("followup:joint-list"))
