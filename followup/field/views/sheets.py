"""Sheets of a review: interviews, case files, the gate, payslips, the group; and all of it on paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from followup.field import actions
from followup.field.forms import CaseFileForm, GateForm, GroupForm, InterviewForm, PayslipForm
from followup.field.imports import COMPANY_COLUMNS, read_companies
from followup.field.models import GateCount, GroupCompany, PayslipCheck, ReviewPhoto, SheetRow
from followup.field.reports import gate_picture, gate_sheet, group_of, payslip_sheet, review_pdf, review_summary
from followup.reviews.actions import ReviewNotOpen
from followup.reviews.models import Review
from huddinge_vo.common.files.tabular import RowError, UnreadableFile
from huddinge_vo.common.pages.forms import ModelForm, on_disk
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context, PassedOn


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: its title, what a row is, and the form that adds one."""

    title: str
    form_class: type[ModelForm]
    model: type[SheetRow | GateCount | PayslipCheck]
    kind: str = ""  # of a SheetRow


SHEETS = {
    "intervjuer": Sheet("Intervjuer", InterviewForm, SheetRow, SheetRow.Kind.INTERVIEW),
    "akter": Sheet("Stickprov av akter", CaseFileForm, SheetRow, SheetRow.Kind.CASE_FILE),
    "port": Sheet("Portobservation", GateForm, GateCount),
    "loner": Sheet("Lönespecifikationer", PayslipForm, PayslipCheck),
}


def _rows(sheet: Sheet, review: Review, user: User) -> QuerySet:
    """What stands in a sheet of a review, as far as a person may know of it."""
    rows: QuerySet = sheet.model._default_manager.visible_to(user).filter(review=review)
    return rows.filter(kind=sheet.kind) if sheet.kind else rows


class _AtReview:
    """The review of the address."""

    request: HttpRequest
    kwargs: PassedOn

    @cached_property
    def review(self) -> Review:
        """If one may know of it."""
        found = Review.objects.visible_to(user_of(self.request)).select_related("contract__supplier")
        return get_object_or_404(found, pk=self.kwargs["pk"])


class SheetPage(_AtReview, ActionPage):
    """A sheet: its rows, and a form for the next one."""

    permission_required = "followup.change_review"
    permission_of = Review
    template_name = "followup/field/sheet.html"
    submit = "Lägg till"
    refusals = (ReviewNotOpen,)

    @property
    def sheet(self) -> Sheet:
        """Which."""
        return SHEETS[self.kwargs["sheet"]]

    def get_form_class(self) -> type[ModelForm]:
        """Of the sheet."""
        return self.sheet.form_class

    def back(self) -> str:
        """To the review."""
        return self.review.get_absolute_url()

    def get_form_kwargs(self) -> Context:
        """The row knows whose it is before it is validated."""
        sheet = self.sheet
        row = (
            SheetRow(review=self.review, kind=sheet.kind)
            if sheet.model is SheetRow
            else sheet.model(review=self.review)
        )
        return {**super().get_form_kwargs(), "instance": row}

    def get_context_data(self, **kwargs: object) -> Context:
        """With the rows, and what they come to."""
        context, review, sheet = super().get_context_data(**kwargs), self.review, self.sheet
        user = user_of(self.request)
        context |= {"title": sheet.title, "review": review, "sheet": self.kwargs["sheet"]}
        if sheet.model is GateCount:
            found = gate_sheet(GateCount.objects.visible_to(user).filter(review=review))
            return {**context, "gate": found, "picture": gate_picture(found)}
        if sheet.model is PayslipCheck:
            return {**context, "payslips": payslip_sheet(PayslipCheck.objects.visible_to(user).filter(review=review))}
        rows = SheetRow.objects.visible_to(user).filter(review=review, kind=sheet.kind)
        return {**context, "rows": rows.order_by("pk")}

    def do(self, form: ModelForm) -> _OnSheet:
        """Write it down."""
        row, by, at = form.instance, user_of(self.request), timezone.now()
        if isinstance(row, GateCount):
            actions.add_gate_count(row=row, by=by, at=at)
        elif isinstance(row, PayslipCheck):
            actions.add_payslip(row=row, by=by, at=at)
        else:
            actions.add_sheet_row(row=row, by=by, at=at)
        return _OnSheet(self.review, self.kwargs["sheet"])


@dataclass(frozen=True)
class _OnSheet:
    """Where one goes on: at the same sheet."""

    review: Review
    sheet: str

    def get_absolute_url(self) -> str:
        return reverse(f"followup:sheet-{self.sheet}", args=[self.review.pk])


@require_POST
@permission_required("followup.change_review", of=Review)
def remove_row(request: HttpRequest, pk: int, sheet: str, row: int) -> HttpResponse:
    """Take away what was written wrong."""
    user = user_of(request)
    review = get_object_or_404(Review.objects.visible_to(user), pk=pk)
    found = get_object_or_404(_rows(SHEETS[sheet], review, user).select_related("review"), pk=row)
    try:
        actions.remove_row(row=found, by=user, at=timezone.now())
        messages.success(request, "Raden är borttagen.")
    except ReviewNotOpen as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(_OnSheet(review, sheet).get_absolute_url())


class GroupPage(PermissionRequiredMixin, DetailView):
    """A supplier's group as a file told it: who owns whom, what was turned over and what was left."""

    permission_required = "followup.view_review"
    template_name = "followup/field/group.html"
    context_object_name = "review"

    def get_queryset(self) -> QuerySet[Review]:
        """A review of a contract one may not know of does not exist."""
        return Review.objects.visible_to(user_of(self.request)).select_related("contract__supplier")

    def get_context_data(self, **kwargs: object) -> Context:
        """With the companies."""
        context = super().get_context_data(**kwargs)
        rows = GroupCompany.objects.visible_to(user_of(self.request)).filter(review=context["review"])
        return {**context, "group": group_of(rows)}


class GroupImport(_AtReview, ActionPage):
    """Companies of a group from a file: all of it, or none and every error with its place."""

    permission_required = "followup.change_review"
    permission_of = Review
    form_class = GroupForm
    template_name = "followup/field/group_import.html"
    title = "Läs in koncern och resultat"
    submit = "Läs in"
    refusals = (UnreadableFile, ReviewNotOpen)

    def back(self) -> str:
        """To the group."""
        return reverse("followup:review-group", args=[self.review.pk])

    def get_context_data(self, **kwargs: object) -> Context:
        """With the columns."""
        return {**super().get_context_data(**kwargs), "columns": COMPANY_COLUMNS}

    def do(self, form: GroupForm) -> _ToGroup:
        """Read, then bring in."""
        upload = form.cleaned_data["file"]
        with on_disk(upload) as path:
            rows, errors = read_companies(path, file_name=upload.name)
        if errors:
            self._refuse(errors)
        changed = actions.load_companies(review=self.review, rows=rows, by=user_of(self.request), at=timezone.now())
        return _ToGroup(self.review, changed)

    def _refuse(self, errors: list[RowError]) -> None:
        self.extra_context = {"row_errors": errors}
        raise UnreadableFile("Inget är inläst: rätta raderna nedan och försök igen.")

    def done(self, result: _ToGroup) -> str:
        """What the file did."""
        return f"{result.changed} rader är nya eller ändrade."


@dataclass(frozen=True)
class _ToGroup:
    """Where an import ends."""

    review: Review
    changed: int

    def get_absolute_url(self) -> str:
        return reverse("followup:review-group", args=[self.review.pk])


class ReviewFile(PermissionRequiredMixin, View):
    """A review on paper."""

    permission_required = "followup.view_review"
    permission_of = Review

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """As PDF."""
        user = user_of(request)
        review = get_object_or_404(Review.objects.visible_to(user).for_list(), pk=pk)
        summary = review_summary(review, user=user, on=timezone.localdate())
        response = HttpResponse(review_pdf(summary), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="uppfoljning-{review.pk}.pdf"'
        return response


@permission_required("followup.view_review", of=Review)
def review_field(request: HttpRequest, pk: int) -> HttpResponse:
    """What a review has beside its answers, for its page: photos, and sheets with how much there is in each."""
    user = user_of(request)
    review = get_object_or_404(Review.objects.visible_to(user), pk=pk)
    sheets = []
    for name, sheet in SHEETS.items():
        sheets.append((f"followup:sheet-{name}", sheet.title, _rows(sheet, review, user).count()))
    photos = ReviewPhoto.objects.visible_to(user).filter(review=review).select_related("answer")
    context = {
        "review": review,
        "sheets": sheets,
        "photos": photos.order_by("uploaded_at", "pk"),
        "companies": GroupCompany.objects.visible_to(user).filter(review=review).count(),
    }
    return render(request, "followup/field/_of_review.html", context)
