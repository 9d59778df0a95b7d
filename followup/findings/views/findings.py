"""Deficiencies: told in a minute, and what becomes of them."""

from __future__ import annotations

from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.findings import actions as ladder
from followup.findings.forms import DeficiencyForm, DismissForm, FindingForm, FixForm
from followup.findings.models import SupplierAnswer
from followup.reviews import actions, rules
from followup.reviews.filters import FindingFilter
from followup.reviews.models import Finding, Review
from followup.reviews.tables import FindingTable, finding_colour, severity_colour
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, EditPage, HasPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.changes import changes_of
from huddinge_vo.common.untyped import PassedOn


def the_finding(request: HttpRequest, pk: int) -> Finding:
    """The finding of an address, if one may know of it."""
    user = user_of(request)
    return get_object_or_404(Finding.objects.visible_to(user).for_list(), pk=pk)


Kept = TypeVar("Kept", bound=Model)


class FindingList(ListPage):
    """All deficiencies that one may know of, the latest first."""

    permission_required = "followup.view_finding"
    filterset_class = FindingFilter
    table_class = FindingTable
    template_name = "followup/findings/finding_list.html"
    title = "Brister"
    export_name = "brister"

    def get_queryset(self) -> QuerySet[Finding]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        found = Finding.objects.visible_to(user).filter(buyer=current_buyer(self.request))
        return found.for_list().order_by("-registered_on", "-pk")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With how many wait, and are late."""
        found = self.get_queryset().order_by()
        return {
            **super().get_context_data(**kwargs),
            "unsettled": found.unsettled().count(),  # type: ignore[attr-defined]
            "overdue": found.overdue_on(timezone.localdate()).count(),  # type: ignore[attr-defined]
        }


class FindingReport(ActionPage):
    """Tell of a deficiency."""

    permission_required = "followup.add_finding"
    form_class = DeficiencyForm
    template_name = "followup/findings/finding_report.html"
    title = "Anmäl en brist"
    submit = "Anmäl"

    def buyer(self) -> Organization:
        """For whom one works."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        return buyer

    def _named(self, name: str, queryset: QuerySet[Kept]) -> Kept | None:
        """What the address names, if one may know of it."""
        return queryset.filter(pk=read_id(self.request.GET.get(name))).first()

    def named(self) -> dict[str, HasPage | None]:
        """Supplier, contract and review as far as the address says; a review says which contract, that which
        supplier.
        """
        user = user_of(self.request)
        reviews = Review.objects.visible_to(user).select_related("contract__supplier")
        review: Review | None = self._named("uppfoljning", reviews)
        contracts = Contract.objects.visible_to(user).select_related("supplier")
        contract: Contract | None = review.contract if review else self._named("avtal", contracts)
        supplier = contract.supplier if contract else self._named("leverantor", Supplier.objects.visible_to(user))
        return {"supplier": supplier, "contract": contract, "review": review}

    def get_initial(self) -> dict[str, object]:
        """What the address says."""
        named = self.named()
        source = Finding.Source.REVIEW if named["review"] else Finding.Source.STAFF  # most have seen it themselves
        return {**named, "source": source, "happened_on": timezone.localdate()}

    def get_form_kwargs(self) -> dict[str, object]:
        """Narrowed to what one may know of."""
        kwargs = super().get_form_kwargs()
        return {
            **kwargs,
            "user": user_of(self.request),
            "buyer": self.buyer(),
            "supplier": kwargs["initial"]["supplier"],
        }

    def back(self) -> str:
        """Where one came from."""
        named = self.named()
        whence = named["review"] or named["contract"] or named["supplier"]
        return str(whence.get_absolute_url()) if whence else reverse("followup:finding-list")

    def post(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """Look for the supplier, keeping what is typed, or report it."""
        if "leta" not in request.POST:
            return super().post(request, *args, **kwargs)
        typed = {name: value for name, value in request.POST.items() if name not in {"leta", "once"}}
        form = DeficiencyForm(initial=typed, user=user_of(request), buyer=self.buyer(), supplier=None)
        if "unit" not in form.fields:
            nothing = f"Ingen leverantör passar ”{form.words}”. Sök på en del av namnet."
            form.fields["look_for"].help_text = nothing if form.words else "Skriv en del av namnet och sök."
        return self.render_to_response(self.get_context_data(form=form))

    @transaction.atomic
    def do(self, form: DeficiencyForm) -> Finding:
        """Register it, with its photo."""
        user, now = user_of(self.request), timezone.now()
        told = dict(form.cleaned_data)
        photo = told.pop("photo", None)
        finding = actions.report_deficiency(finding=Finding(buyer=self.buyer(), **told), by=user, at=now)
        if photo:
            ladder.add_photo(finding=finding, name=photo.name, file=photo, by=user, at=now)
        return finding

    def done(self, result: object) -> str:
        """What happens now."""
        return "Tack. Bristen är anmäld och bedöms av en uppföljare."


class FindingPage(PermissionRequiredMixin, DetailView):
    """One deficiency: what has happened, what is done about it, and by whom."""

    permission_required = "followup.view_finding"
    template_name = "followup/findings/finding_detail.html"
    context_object_name = "finding"

    def get_queryset(self) -> QuerySet[Finding]:
        """One that one may not know of does not exist."""
        user = user_of(self.request)
        people = ("registered_by", "fixed_by", "verified_by")
        return Finding.objects.visible_to(user).for_list().select_related("review__contract", *people)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what may be done now."""
        context = super().get_context_data(**kwargs)
        finding: Finding = context["finding"]
        user = user_of(self.request)
        steps = list(finding.steps.for_list())
        answers = SupplierAnswer.objects.for_list().filter(step__in=steps)
        return {
            **context,
            "steps": steps,
            "answers": answers,
            "reports": finding.reports.select_related("reported_by").order_by("reported_on", "pk"),
            "photos": finding.files.order_by("pk"),
            "address": next((ladder.address_of(each) for each in steps if ladder.is_to_send(each)), ""),
            "may_link": ladder.may_link(finding),
            "colour": finding_colour(finding),
            "severity_colour": severity_colour(finding),
            "is_late": rules.is_late(finding.status, finding.due_on, on=timezone.localdate()),
            "ladder": [(step.label, step == finding.step) for step in Finding.Step],
            "is_mine": finding.is_work_of(user),
            "changes": changes_of(finding, user=user),
        }


class FindingOpen(EditPage):
    """Decide what shall be done about a deficiency."""

    permission_required = "followup.change_finding"
    form_class = FindingForm
    model = Finding
    refusals = (actions.CannotJudge, actions.FindingNotOpen)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        return {**super().get_context_data(**kwargs), "title": f"Åtgärda brist hos {self.instance().supplier}"}

    def do(self, form: FindingForm) -> Finding:
        """Open it, or change what was decided."""
        user = user_of(self.request)
        version = form.cleaned_data.get("version")
        return actions.open_finding(finding=form.instance, by=user, at=timezone.now(), version=version)


class OfFinding(ActionPage):
    """An action on the deficiency of the address."""

    permission_required = "followup.change_finding"
    permission_of = Finding
    refusals = (actions.CannotJudge, actions.FindingNotOpen)

    @property
    def finding(self) -> Finding:
        """The finding, if one may know of it."""
        return the_finding(self.request, self.kwargs["pk"])

    def back(self) -> str:
        """To its page."""
        return self.finding.get_absolute_url()


class FindingDismiss(OfFinding):
    """Say that there is nothing in it."""

    form_class = DismissForm
    title = "Avfärda bristen"
    submit = "Avfärda"

    def do(self, form: DismissForm) -> Finding:
        """Dismiss it."""
        user = user_of(self.request)
        return actions.dismiss_finding(
            finding=self.finding, reason=form.cleaned_data["reason"], by=user, at=timezone.now()
        )

    def done(self, result: object) -> str:
        """What happened."""
        return "Bristen är avfärdad."


class FindingFix(OfFinding):
    """Say that it is mended."""

    form_class = FixForm
    title = "Bristen är åtgärdad"

    def get_initial(self) -> dict[str, object]:
        """Today, unless told otherwise."""
        return {"fixed_on": timezone.localdate()}

    def do(self, form: FixForm) -> Finding:
        """Note it."""
        user = user_of(self.request)
        return actions.fix_finding(
            finding=self.finding, fixed_on=form.cleaned_data["fixed_on"], by=user, at=timezone.now()
        )

    def done(self, result: object) -> str:
        """What happens now."""
        return "Noterat. En annan person verifierar att bristen är åtgärdad."


@require_POST
@permission_required("followup.verify_finding", of=Finding)
def close_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Verify that it is mended, and close it."""
    finding = the_finding(request, pk)
    user = user_of(request)
    try:
        actions.close_finding(finding=finding, by=user, at=timezone.now())
        messages.success(request, "Bristen är verifierad och stängd.")
    except (actions.CannotVerify, actions.FindingNotOpen) as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(finding.get_absolute_url())


@require_POST
@permission_required("followup.verify_finding", of=Finding)
def reopen_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it was not mended after all."""
    finding = the_finding(request, pk)
    user = user_of(request)
    try:
        actions.reopen_finding(finding=finding, by=user, at=timezone.now())
        messages.success(request, "Bristen är öppen igen.")
    except actions.FindingNotOpen as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(finding.get_absolute_url())
