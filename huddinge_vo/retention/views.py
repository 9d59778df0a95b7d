"""The pages of retention, of extracts, and the record of processing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from contracts.suppliers.models import Supplier
from huddinge_vo.common.administration.actions import may_keep_account
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, HasPage
from huddinge_vo.common.pdf import render_pdf
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.retention.models import RegisterExtract, RetentionTerm
from huddinge_vo.common.untyped import Context, PassedOn
from huddinge_vo.retention import actions, reports
from huddinge_vo.retention.extracts import (
    CLIENTS,
    Extract,
    extract_of_person,
    extract_of_supplier,
    people_there_are,
    suppliers_called,
)
from huddinge_vo.retention.forms import TermForm, WhoForm
from huddinge_vo.retention.kinds import KINDS, RetentionKind
from huddinge_vo.retention.records import record_of_processing

_MOST_FOUND = 20
PDF = "application/pdf"


class _AtBuyer(PermissionRequiredMixin):
    """A page about the buyer that one works for."""

    @property
    def buyer(self) -> Organization:
        """Which."""
        if self.place is None:
            raise PermissionDenied
        return self.place


class Retention(_AtBuyer, TemplateView):
    """What is kept how long, what would go tonight, and what went."""

    permission_required = "common.view_retentionterm"
    template_name = "retention/retention.html"

    def get_context_data(self, **kwargs: PassedOn) -> Context:
        """As it is now: looking changes nothing."""
        return {
            **super().get_context_data(**kwargs),
            "place": self.buyer,
            "forecasts": reports.forecast(self.buyer, at=timezone.now()),
            "runs": reports.runs(self.buyer),
            "changes": reports.term_changes(self.buyer),
        }


class RetentionEdit(_AtBuyer, ActionPage):
    """Set how long a kind is kept."""

    permission_required = "common.change_retentionterm"
    form_class = TermForm

    @cached_property
    def kind(self) -> RetentionKind:
        """The one of the address."""
        found = KINDS.get(self.kwargs["kind"].upper())
        if found is None:
            raise Http404("Det finns inga sådana uppgifter.")
        return found

    def get_form_kwargs(self) -> Context:
        """With what counts now."""
        term = RetentionTerm.objects.filter(buyer=self.buyer, kind=self.kind.code).first()
        initial = {
            "days": term.days if term else self.kind.days.start,
            "version": term.version if term else 0,
        }
        return {**super().get_form_kwargs(), "kind": self.kind, "initial": initial}

    def get_context_data(self, **kwargs: object) -> Context:
        """With a title that says which kind, and what becomes of it."""
        kind = self.kind
        intro = f"{kind.why} {kind.becomes}"
        if kind.is_shared:
            intro += " Uppgifterna är gemensamma för alla köpare: den längsta tid som någon köpare har satt gäller."
        return {**super().get_context_data(**kwargs), "title": f"Gallringstid: {kind.words}", "intro": intro}

    def back(self) -> str:
        """To the list."""
        return reverse("retention")

    def name_of(self, stored: RetentionTerm) -> str:
        """By the words of its kind: it keeps its code."""
        return f"Gallringstiden för ”{self.kind.words}”"

    def do(self, form: TermForm) -> HasPage:
        """Save it."""
        data = form.cleaned_data
        return actions.save_term(
            buyer=self.buyer,
            kind=self.kind,
            days=data["days"],
            by=user_of(self.request),
            at=timezone.now(),
            version=data["version"],
        )


class ExtractFind(_AtBuyer, TemplateView):
    """Find of whom an extract is wanted."""

    permission_required = "common.add_registerextract"
    template_name = "retention/extract_find.html"

    def get_context_data(self, **kwargs: PassedOn) -> Context:
        """With those who are called exactly so: nobody is looked for by a part of a name."""
        user = user_of(self.request)
        find = WhoForm(self.request.GET if "org_number" in self.request.GET else None)
        people, suppliers, shared = [], [], 0
        if find.is_valid():
            words = find.cleaned_data["org_number"].strip()
            called = Q(username__iexact=words) | Q(email__iexact=words)
            theirs = list(
                people_there_are(self.buyer).filter(called).order_by(person_order(), "username", "pk")[:_MOST_FOUND]
            )
            people = [each for each in theirs if may_keep_account(user, each)]
            shared = len(theirs) - len(people)
            suppliers = list(suppliers_called(words, user=user).order_by("name", "pk")[:_MOST_FOUND])
        return {
            **super().get_context_data(**kwargs),
            "find": find,
            "people": people,
            "shared": shared,
            "suppliers": suppliers,
            "clients": CLIENTS,
            "place": self.buyer,
        }


class _ExtractPage(_AtBuyer, TemplateView):
    """An extract as a page, as JSON or as PDF; each is noted before it is shown."""

    permission_required = "common.add_registerextract"
    template_name = "retention/extract.html"

    def extract(self, pk: int) -> Extract:
        """Of the one of the address."""
        raise NotImplementedError

    @transaction.atomic
    def get(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """Note it, and show it as it was asked for."""
        extract = self.extract(self.kwargs["pk"])
        form = {"json": RegisterExtract.Form.JSON, "pdf": RegisterExtract.Form.PDF}.get(
            request.GET.get("som", ""), RegisterExtract.Form.PAGE
        )
        actions.note_extract(
            kind=extract.kind,
            object_id=extract.object_id,
            form=form,
            buyer=self.buyer,
            by=user_of(request),
            at=extract.at,
        )
        name = f"registerutdrag-{extract.kind.lower()}-{extract.object_id}"
        if form == RegisterExtract.Form.JSON:
            return _as_file(
                JsonResponse(extract.as_data(), json_dumps_params={"ensure_ascii": False, "indent": 1}), f"{name}.json"
            )
        if form == RegisterExtract.Form.PDF:
            title = f"Registerutdrag: {extract.about}"
            drawn = render_pdf(
                template="retention/extract_pdf.html",
                context={"extract": extract},
                title=title,
                is_demo=extract.is_demo,
            )
            return _as_file(HttpResponse(drawn, content_type=PDF), f"{name}.pdf")
        answer = self.render_to_response(self.get_context_data(extract=extract, place=self.buyer))
        answer["Cache-Control"] = "private, no-store"
        return answer


def _as_file(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


class ExtractPerson(_ExtractPage):
    """Of somebody who has an account, and is or was something at the buyer and nowhere that one does not keep."""

    def extract(self, pk: int) -> Extract:
        """Of an account that is another buyer's too only who keeps both is told all."""
        person = get_object_or_404(people_there_are(self.buyer), pk=pk)
        if not may_keep_account(user_of(self.request), person):
            raise PermissionDenied
        return extract_of_person(person, buyer=self.buyer, at=timezone.now())


class ExtractSupplier(_ExtractPage):
    """Of a supplier, who may be a person."""

    def extract(self, pk: int) -> Extract:
        """Of one that one may know of."""
        user = user_of(self.request)
        supplier = get_object_or_404(Supplier.objects.visible_to(user), pk=pk)
        return extract_of_supplier(supplier, buyer=self.buyer, user=user, at=timezone.now())


class ProcessingRecord(_AtBuyer, TemplateView):
    """The record of processing."""

    permission_required = "common.view_retentionterm"
    template_name = "retention/record.html"

    def get(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """As a page, or as PDF."""
        record = record_of_processing(self.buyer)
        if request.GET.get("som") == "pdf":
            title = f"Förteckning över behandlingar, {record.buyer}"
            context = {"record": record, "made_on": timezone.localdate()}
            drawn = render_pdf(
                template="retention/record_pdf.html", context=context, title=title, is_demo=record.is_demo
            )
            return _as_file(HttpResponse(drawn, content_type=PDF), "forteckning-over-behandlingar.pdf")
        return self.render_to_response(self.get_context_data(record=record, place=self.buyer))
