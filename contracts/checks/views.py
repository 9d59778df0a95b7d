"""Checks: what was found, what expires, and files of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from contracts.checks import actions
from contracts.checks.filters import CheckFilter
from contracts.checks.forms import CheckForm, CheckImportForm, ChecksForm, CheckTermForm
from contracts.checks.imports import PERMIT_COLUMNS, RATING_COLUMNS, read_permits, read_ratings
from contracts.checks.models import CheckKind, CheckTerm, SupplierCheck
from contracts.checks.querysets import check_counts
from contracts.checks.reports import check_heat
from contracts.checks.rules import CHECK_TERMS
from contracts.checks.tables import CheckTable
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from huddinge_vo.common.files.exports import CSV, csv_lines
from huddinge_vo.common.files.tabular import RowError, UnreadableFile
from huddinge_vo.common.pages.bulk import BulkPage, Did
from huddinge_vo.common.pages.forms import on_disk
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, HasPage, ListPage, asked_in_place
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.saving import save_checked
from huddinge_vo.common.untyped import Context, PassedOn

TEMPLATES = {"kreditbetyg": RATING_COLUMNS, "tillstand": PERMIT_COLUMNS}


class CheckList(ListPage):
    """The latest check of each kind, supplier and unit: what holds, what expires, what has failed."""

    permission_required = "contracts.view_suppliercheck"
    filterset_class = CheckFilter
    table_class = CheckTable
    template_name = "contracts/checks/check_list.html"
    title = "Kontroller"
    export_name = "kontroller"
    bulk = (("Registrera ny kontroll", "contracts:checks-register", "contracts.add_suppliercheck"),)

    def get_queryset(self) -> QuerySet[SupplierCheck]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        found = SupplierCheck.objects.latest_on(timezone.localdate()).visible_to(user)
        return found.select_related("supplier", "unit").order_by("valid_until", "pk")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With how many contracts in force lack any check, and of how many it is unclear what they need."""
        user = user_of(self.request)
        today = timezone.localdate()
        counted = check_counts(Contract.objects.visible_to(user).in_force_on(today), on=today)
        context = {**super().get_context_data(**kwargs), "counted": counted}
        return context if asked_in_place(self.request) else {**context, "heat": check_heat(user=user, on=today)}


class CheckRegister(ActionPage):
    """Register what was found about a supplier."""

    permission_required = "contracts.add_suppliercheck"
    form_class = CheckForm
    submit = "Registrera"

    @property
    def supplier(self) -> Supplier:
        """The supplier of the address."""
        user = user_of(self.request)
        return get_object_or_404(Supplier.objects.visible_to(user).current(), pk=self.kwargs["supplier"])

    def get_form_kwargs(self) -> dict[str, object]:
        """The form knows whose check it is."""
        return {**super().get_form_kwargs(), "supplier": self.supplier, "user": user_of(self.request)}

    def get_initial(self) -> dict[str, object]:
        """Today, and the kind that was asked for."""
        return {"checked_on": timezone.localdate(), "kind": self.request.GET.get("slag", "")}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says about whom."""
        return {**super().get_context_data(**kwargs), "title": f"Ny kontroll av {self.supplier}"}

    def back(self) -> str:
        """To the supplier."""
        return self.supplier.get_absolute_url()

    def do(self, form: CheckForm) -> Supplier:
        """Register it."""
        user = user_of(self.request)
        return actions.register_check(check=form.instance, by=user, at=timezone.now()).supplier

    def done(self, result: Supplier) -> str:
        """What happened."""
        return "Kontrollen är registrerad."


class ChecksRegister(BulkPage):
    """Register that many have been checked anew, with the same outcome: as when a register is gone through in a day."""

    permission_required = ("contracts.view_suppliercheck", "contracts.add_suppliercheck")
    list_page = CheckList
    list_name = "contracts:check-list"
    title = "Registrera nya kontroller"
    submit = "Registrera"
    form_class = ChecksForm
    warning = (
        "Det går inte att ångra. En kontroll som blev fel rättas genom att en ny registreras på leverantörens sida."
    )
    noun = ("kontroll", "kontroller")

    def get_form(self, data: PassedOn = None) -> ChecksForm:
        """As of today, unless another day is typed."""
        return ChecksForm(data, initial={"checked_on": timezone.localdate()})

    def href_of(self, row: SupplierCheck) -> str:
        """Where its checks are."""
        return row.supplier.get_absolute_url()

    def left_of(self, row: SupplierCheck) -> str:
        """What is not the same of two, and whoever is somebody else now."""
        if row.kind == CheckKind.RATING:
            return "är kreditbetyg: varje betyg registreras för sig"
        return "hör till leverantörer som har slagits samman med andra" if row.supplier.merged_into_id else ""

    def do(self, ids: Sequence[int], form: ChecksForm) -> Did:
        """Register them."""
        checks = [each for each in self.rows if each.pk in set(ids)]
        by, now = user_of(self.request), timezone.now()
        return Did(len(actions.register_checks(checks=checks, found=form.instance, by=by, at=now)))

    def said(self, count: int) -> str:
        """How many."""
        return f"{count} {'kontroll är registrerad' if count == 1 else 'kontroller är registrerade'}."


_MOST_TOLD = 5  # units, in the words after a file; all of them are in the list of stops


class CheckImport(ActionPage):
    """Checks from a file: all of it, or none and every error with its place."""

    permission_required = "contracts.import_checks"
    form_class = CheckImportForm
    template_name = "contracts/checks/check_import.html"
    title = "Läs in kontroller från fil"
    submit = "Läs in"
    refusals = (UnreadableFile, actions.ChecksRefused)

    def back(self) -> str:
        """To the list."""
        return reverse("contracts:check-list")

    def do(self, form: CheckImportForm) -> _ChecksRead:
        """Read, then bring in."""
        user = user_of(self.request)
        upload = form.cleaned_data["file"]
        of_permits = form.cleaned_data["kind"] == "tillstand"
        with on_disk(upload) as path:
            now = timezone.now()
            try:
                if of_permits:
                    permits, errors = read_permits(path, file_name=upload.name)
                    self._refuse(errors)
                    done = actions.import_permits(
                        rows=permits,
                        source=upload.name[:120],
                        is_whole=form.cleaned_data["is_whole"],
                        by=user,
                        at=now,
                    )
                else:
                    ratings, errors = read_ratings(path, file_name=upload.name)
                    self._refuse(errors)
                    done = actions.import_ratings(rows=ratings, source=upload.name[:120], by=user, at=now)
            except actions.ChecksRefused as error:
                self.extra_context = {"row_errors": error.errors}
                raise
        return _ChecksRead(done)

    def _refuse(self, errors: list[RowError]) -> None:
        if errors:
            raise actions.ChecksRefused(errors)

    def done(self, result: _ChecksRead) -> str:
        """What the file did."""
        counts = result.counts
        said = f"{counts.created} nya kontroller, {counts.unchanged} fanns redan."
        if stops := counts.stops:
            told = "; ".join(f"{stop.unit}: {stop.reason}" for stop in stops[:_MOST_TOLD])
            more = f" och {len(stops) - _MOST_TOLD} till" if len(stops) > _MOST_TOLD else ""
            homes = "1 verksamhet" if len(stops) == 1 else f"{len(stops)} verksamheter"
            said += f" Nya placeringar är stoppade på {homes}. {told}{more}."
        return said


@dataclass(frozen=True)
class _ChecksRead:
    """Where an import ends: at the list."""

    counts: actions.CheckImportResult

    def get_absolute_url(self) -> str:
        return reverse("contracts:check-list")


class CheckTemplate(PermissionRequiredMixin, View):
    """An empty file with the right columns, to be filled in."""

    permission_required = "contracts.import_checks"

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The headings alone."""
        if kind not in TEMPLATES:
            raise Http404("Det finns ingen sådan mall.")
        response = HttpResponse(b"".join(csv_lines([TEMPLATES[kind]])), content_type=CSV)
        response["Content-Disposition"] = f'attachment; filename="mall-{kind}.csv"'
        return response


class CheckTermList(PermissionRequiredMixin, TemplateView):
    """How long each kind of check holds. The register of suppliers is one, and so are its terms."""

    permission_required = "contracts.change_checkterm"
    template_name = "contracts/checks/check_term_list.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """Each kind with what counts, and whether it is the plan's start value."""
        own = set(CheckTerm.objects.values_list("kind", flat=True))
        terms = actions.check_terms()
        rows = [(kind, kind.label, terms[kind], kind in own) for kind in CheckKind if kind in terms]
        return {**super().get_context_data(**kwargs), "rows": rows}


class CheckTermEdit(ActionPage):
    """Set how long a kind of check holds."""

    permission_required = "contracts.change_checkterm"
    form_class = CheckTermForm

    @property
    def term(self) -> CheckTerm:
        """What is set for the kind, else the plan's start value."""
        kind = self.kwargs["kind"].upper()
        start = CHECK_TERMS.get(kind)
        if start is None:
            raise Http404("Det finns ingen sådan kontroll.")
        found = CheckTerm.objects.filter(kind=kind).first()
        return found or CheckTerm(kind=kind, valid_days=start.valid_days, lowest_score=start.lowest_score)

    def get_form_kwargs(self) -> Context:
        """The one of the address."""
        return {**super().get_form_kwargs(), "instance": self.term}

    def get_context_data(self, **kwargs: object) -> Context:
        """With a title that says which kind."""
        return {**super().get_context_data(**kwargs), "title": f"Villkor för {self.term.get_kind_display()}"}

    def back(self) -> str:
        """To the list."""
        return reverse("contracts:check-terms")

    def do(self, form: CheckTermForm) -> HasPage:
        """Save it."""
        user = user_of(self.request)
        save_checked(form.instance, by=user, at=timezone.now(), version=form.cleaned_data.get("version"))
        return _ToTerms()


class _ToTerms:
    """Where one goes then."""

    def get_absolute_url(self) -> str:
        return reverse("contracts:check-terms")
