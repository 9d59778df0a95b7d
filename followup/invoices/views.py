"""E-invoices: lists, one invoice, files in and what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from django.views.generic import DetailView
from django_htmx.http import HttpResponseClientRefresh

from followup.invoices import actions, tasks
from followup.invoices.filters import InvoiceFilter, InvoiceImportFilter, UntoldRowFilter
from followup.invoices.forms import InvoiceFileForm, TieForm, UntieForm, read_places
from followup.invoices.models import CreditedInvoice, HandTie, Invoice, InvoiceImport, InvoiceLine, InvoiceTie
from followup.invoices.querysets import MOST_TO_TIE, rows_to_tie, rows_without_invoice
from followup.invoices.reports import told_import
from followup.invoices.tables import InvoiceImportTable, InvoiceTable, UntoldRowTable
from followup.judging import actions as judging_actions
from followup.judging import tasks as judging_tasks
from followup.judging.forms import GroupsJudgementForm
from followup.judging.models import JudgedRow
from huddinge_vo.common.jobs.actions import end_job
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.bulk import Before, BulkPage, Did
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn

_SHOWN = 100
_TIES = ("followup.view_invoice", "followup.view_judgedrow", actions.TIES_BY_HAND)


class InvoiceList(ListPage):
    """Invoices and credit notes."""

    permission_required = "followup.view_invoice"
    filterset_class = InvoiceFilter
    table_class = InvoiceTable
    template_name = "followup/invoices/invoice_list.html"
    title = "E-fakturor"
    export_name = "e-fakturor"

    def get_queryset(self) -> QuerySet[Invoice]:
        """Narrowed to what the person may see, of the chosen buyer."""
        found = Invoice.objects.visible_to(user_of(self.request)).for_buyer(current_buyer(self.request))
        return found.for_list().order_by("-issued_on", "-pk")


class UntoldRows(ListPage):
    """Ledger rows that no e-invoice tells of, though their supplier sends such."""

    permission_required = ("followup.view_invoice", "followup.view_judgedrow")
    filterset_class = UntoldRowFilter
    table_class = UntoldRowTable
    template_name = "followup/invoices/untold_rows.html"
    title = "Rader utan e-faktura"
    export_name = "rader-utan-e-faktura"
    bulk = (("Bedöm", "followup:invoice-rows-judge", "followup.add_rowjudgement"),)

    def get_queryset(self) -> QuerySet[JudgedRow]:
        """Narrowed to what the person may see, of the chosen buyer."""
        found = rows_without_invoice(buyer=current_buyer(self.request), user=user_of(self.request))
        return found.for_list().order_by("-booked_on", "-line_no", "-ledger_import", "pk")


class UntoldRowsJudge(BulkPage):
    """Decide the same about many rows by hand, with one reason, as it is decided about one on its own page."""

    permission_required = (*UntoldRows.permission_required, "followup.add_rowjudgement")
    list_page = UntoldRows
    list_name = "followup:invoice-untold-rows"
    title = "Bedöm rader"
    submit = "Bedöm"
    warning = "Högst 500 rader går att ångra i listan under en timme; efter det ångras var och en på radens egen sida."
    refusals = (judging_actions.NothingLeft, judging_actions.TooManyRows)

    @cached_property
    def buyer(self) -> Organization:
        """Whose ledger it is."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        return buyer

    def key_of(self, row: JudgedRow) -> str:
        """Its import and line."""
        return row.place

    def ticked(self, keys: Sequence[str]) -> list[Model]:
        """By import and line."""
        return list(self.page.get_queryset().at(read_places(keys)))

    def get_form(self, data: PassedOn = None) -> GroupsJudgementForm:
        """The choices of the buyer."""
        return GroupsJudgementForm(data, user=user_of(self.request), buyer=self.buyer)

    def left_of(self, row: JudgedRow) -> str:
        """What somebody has judged already."""
        return "är redan bedömda för hand" if row.is_judged_by_hand else ""

    def do(self, ids: Sequence[str], form: GroupsJudgementForm) -> Did:
        """Judge them, and their keys at once: the page that follows shows the new verdicts."""
        before, self.is_judged = judging_actions.judge_rows(
            buyer=self.buyer,
            rows=read_places(ids),
            judgement=form.instance,
            by=user_of(self.request),
            at=timezone.now(),
        )
        return Did(len(before), before)

    def said(self, count: int) -> str:
        """How many."""
        return self._counted(f"{count} {'rad är bedömd' if count == 1 else 'rader är bedömda'}.")

    def undo(self, before: Sequence[Before]) -> str:
        """Let rules and contracts speak again."""
        by, now = user_of(self.request), timezone.now()
        count, self.is_judged = judging_actions.unjudge_rows(buyer=self.buyer, before=before, by=by, at=now)
        left = len(before) - count
        said = f"Ångrat: {count} {'rad avgörs' if count == 1 else 'rader avgörs'} av regler och avtal igen."
        return self._counted(f"{said} {left} har bedömts på nytt sedan dess, och lämnades." if left else said)

    def _counted(self, said: str) -> str:
        if self.is_judged:
            return said
        ask_for(judging_tasks.judge_changes)
        return f"{said} Siffrorna räknas om så snart den pågående inläsningen är klar."


class InvoicePage(PermissionRequiredMixin, DetailView):
    """One invoice with its lines, what it credits, and the rows of the ledger that are the same purchase."""

    permission_required = "followup.view_invoice"
    template_name = "followup/invoices/invoice_detail.html"
    context_object_name = "invoice"

    def get_queryset(self) -> QuerySet[Invoice]:
        """Narrowed to what the person may see."""
        found = Invoice.objects.visible_to(user_of(self.request))
        return found.select_related("supplier", "contract", "buyer", "invoice_import")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With all that belongs to it and that the person may see."""
        context = super().get_context_data(**kwargs)
        invoice: Invoice = context["invoice"]
        user = user_of(self.request)
        lines = InvoiceLine.objects.filter(invoice=invoice).order_by("line_no", "pk")
        credited = CreditedInvoice.objects.filter(invoice=invoice).open_to(user).select_related("credited")
        by = Invoice.objects.visible_to(user).filter(credits__credited=invoice).distinct()
        said = HandTie.objects.filter(invoice=invoice).open_to(user).select_related("said_by")
        return {
            **context,
            "lines": lines[:_SHOWN],
            "number_of_lines": lines.count(),
            "credited": credited.order_by("number", "pk"),
            "credits": by.order_by("issued_on", "pk"),
            "rows": _rows_of(invoice, self.request) if self.may("followup.view_judgedrow") else [],
            "said": said.order_by("-said_at", "-pk")[:_SHOWN] if self.may("followup.view_judgedrow") else [],
            "may_tie": invoice.buyer_id is not None and all(map(self.may, _TIES)),
        }


def _rows_of(invoice: Invoice, request: HttpRequest) -> list[JudgedRow]:
    """The ledger rows of an invoice, as far as the person may see them."""
    ties = InvoiceTie.objects.filter(invoice=invoice).values_list("ledger_import", "line_no")
    places = list(ties.order_by("ledger_import", "line_no", "pk")[:_SHOWN])
    if not places:
        return []
    lines: dict[int, list[int]] = {}
    for ledger_import, line_no in places:
        lines.setdefault(ledger_import, []).append(line_no)
    found = JudgedRow.objects.visible_to(user_of(request)).for_list()
    rows = [
        row
        for ledger_import, numbers in lines.items()
        for row in found.filter(ledger_import=ledger_import, line_no__in=numbers).order_by("line_no", "pk")
    ]
    return sorted(rows, key=lambda row: (row.booked_on, row.ledger_import_id, row.line_no))


class _OfInvoice(ActionPage):
    """What a person says of an invoice and the ledger."""

    permission_required = _TIES
    permission_of = Invoice
    refusals = (actions.CannotTie,)

    def invoice(self) -> Invoice:
        """The invoice, if one may see it."""
        seen = Invoice.objects.visible_to(user_of(self.request)).select_related("supplier", "buyer")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def back(self) -> str:
        """To the invoice."""
        return self.invoice().get_absolute_url()


class InvoiceTieRows(_OfInvoice):
    """Say which ledger rows are the same purchase as an invoice."""

    form_class = TieForm
    template_name = "followup/invoices/invoice_tie.html"
    submit = "Koppla"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the rows that it could be, the nearest in kronor first."""
        invoice = self.invoice()
        words = (self.request.POST.get("sok") or self.request.GET.get("sok") or "").replace("\0", "").strip()[:100]
        found = rows_to_tie(invoice=invoice, user=user_of(self.request), words=words)
        context = super().get_context_data(**kwargs)
        ticked = context["form"].data.getlist("rows") if context["form"].is_bound else []
        return {
            **context,
            "title": f"Koppla {invoice} till reskontran",
            "invoice": invoice,
            "words": words,
            "rows": list(found[:MOST_TO_TIE]),
            "ticked": ticked,
            "most": MOST_TO_TIE,
        }

    def do(self, form: TieForm) -> Invoice:
        """Keep it, and find the rest anew."""
        return actions.tie_by_hand(
            invoice_id=self.invoice().pk,
            rows=form.cleaned_data["rows"],
            reason=form.cleaned_data["reason"],
            by=user_of(self.request),
            at=timezone.now(),
        )

    def done(self, result: Invoice) -> str:
        """What it means."""
        return "Raderna är kopplade till fakturan. De räknas som förut, en gång."


class InvoiceUntie(_OfInvoice):
    """Say that the rows an invoice is tied to are not the same purchase."""

    form_class = UntieForm
    submit = "Koppla isär"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what it means."""
        intro = "Raderna i reskontran ändras inte. Systemet kopplar inte samma rader till fakturan igen."
        return {**super().get_context_data(**kwargs), "title": f"Koppla isär {self.invoice()}", "intro": intro}

    def do(self, form: UntieForm) -> Invoice:
        """Keep it, and find the rest anew."""
        reason = form.cleaned_data["reason"]
        return actions.untie_by_hand(
            invoice_id=self.invoice().pk, reason=reason, by=user_of(self.request), at=timezone.now()
        )

    def done(self, result: Invoice) -> str:
        """What happened."""
        return "Fakturan och raderna är isärkopplade."


class InvoiceImportList(ListPage):
    """All received files."""

    permission_required = "followup.view_invoiceimport"
    filterset_class = InvoiceImportFilter
    table_class = InvoiceImportTable
    template_name = "followup/invoices/import_list.html"
    title = "Inläsningar av e-fakturor"
    export_name = "inlasningar-e-fakturor"

    def get_queryset(self) -> QuerySet[InvoiceImport]:
        """Narrowed to what the person may see, of the chosen buyer."""
        found = InvoiceImport.objects.visible_to(user_of(self.request)).filter(buyer=current_buyer(self.request))
        return found.order_by("-received_at", "-pk")


class InvoiceUpload(ActionPage):
    """Send in a file; the worker reads it while the next page shows how far it has come."""

    permission_required = "followup.add_invoiceimport"
    form_class = InvoiceFileForm
    template_name = "followup/invoices/import_upload.html"
    title = "Läs in e-fakturor"
    submit = "Läs in"

    def back(self) -> str:
        """To the list."""
        return reverse("followup:invoice-list")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """A file that has come before leads to what became of it then."""
        try:
            return super().form_valid(form)
        except actions.AlreadyReceived as error:
            form.add_error("file", str(error))
            visible = InvoiceImport.objects.visible_to(user_of(self.request)).filter(pk=error.earlier.pk)
            self.extra_context = {"earlier": visible.first()}
            return self.form_invalid(form)

    def do(self, form: InvoiceFileForm) -> InvoiceImport:
        """Keep the file, and let the worker read it when that is certain."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        file = form.cleaned_data["file"]
        received = actions.receive_invoices(
            file=file,
            name=file.name,
            buyer=buyer,
            by=user_of(self.request),
            at=timezone.now(),
            unnamed_are_ours=form.cleaned_data["unnamed_are_ours"],
        )
        href = received.get_absolute_url()
        ask_for(tasks.load_invoice_import, by=user_of(self.request), href=href, invoice_import_id=received.pk)
        return received

    def done(self, result: InvoiceImport) -> str:
        """What happens now."""
        return f"”{result}” är mottagen och läses in."


class InvoiceImportPage(PermissionRequiredMixin, DetailView):
    """One file: progress while it is read, then the result."""

    permission_required = "followup.view_invoiceimport"
    template_name = "followup/invoices/import_detail.html"
    context_object_name = "invoice_import"

    def get_queryset(self) -> QuerySet[InvoiceImport]:
        """Narrowed to what the person may see."""
        return InvoiceImport.objects.visible_to(user_of(self.request)).select_related("buyer", "received_by")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what was read, and what could not be."""
        context = super().get_context_data(**kwargs)
        invoice_import: InvoiceImport = context["invoice_import"]
        if invoice_import.is_under_way:
            progress = tasks.progress_of(invoice_import, user=user_of(self.request), at=timezone.now())
            return {**context, "progress": progress}
        told = told_import(invoice_import=invoice_import, user=user_of(self.request), most=_SHOWN)
        return {**context, "told": told, "shown": _SHOWN}


@permission_required("followup.view_invoiceimport", of=InvoiceImport)
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a file has come, asked for every second or two; the whole page when it is over."""
    invoice_import = get_object_or_404(InvoiceImport.objects.visible_to(user_of(request)), pk=pk)
    if not invoice_import.is_under_way:
        return HttpResponseClientRefresh()
    progress = tasks.progress_of(invoice_import, user=user_of(request), at=timezone.now())
    told = {"invoice_import": invoice_import, "progress": progress}
    return render(request, "followup/invoices/_import_progress.html", told)


@require_POST
@permission_required("followup.add_invoiceimport", of=InvoiceImport)
@transaction.atomic
def retry_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up a file that was given up."""
    invoice_import = get_object_or_404(InvoiceImport.objects.visible_to(user_of(request)), pk=pk)
    actions.retry_invoices(invoice_import_id=invoice_import.pk)
    end_job(name=tasks.load_invoice_import.name, kwargs={"invoice_import_id": invoice_import.pk})
    href = invoice_import.get_absolute_url()
    ask_for(tasks.load_invoice_import, by=user_of(request), href=href, invoice_import_id=invoice_import.pk)
    messages.success(request, f"”{invoice_import}” tas om på nytt.")
    return HttpResponseRedirect(invoice_import.get_absolute_url())


@require_POST
@permission_required("followup.add_invoiceimport", of=InvoiceImport)
def claim_invoices(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the invoices of a file that name no buyer are ours."""
    invoice_import = get_object_or_404(InvoiceImport.objects.visible_to(user_of(request)), pk=pk)
    claimed = actions.claim_invoices(invoice_import_id=invoice_import.pk, by=user_of(request), at=timezone.now())
    messages.success(request, f"{claimed} e-fakturor hör nu till {invoice_import.buyer}.")
    return HttpResponseRedirect(invoice_import.get_absolute_url())
