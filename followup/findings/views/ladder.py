"""The ladder: steps, penalties that another decides, letters, and reports to authorities."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from contracts.documents.imports import ENDINGS
from followup.findings import actions, tasks
from followup.findings.forms import AnswerOnPaperForm, DecideForm, ReportForm, StepForm, TermForm
from followup.findings.models import AuthorityReport, FindingFile, FindingStep, FollowUpTerm
from followup.findings.reports import step_letter, step_letter_pdf
from followup.findings.views.findings import OfFinding
from followup.reviews.actions import FindingNotOpen
from followup.reviews.models import Finding
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, TermsPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.signin.address import site_of

_SHOWN = 200


def _step(request: HttpRequest, pk: int) -> FindingStep:
    found = FindingStep.objects.visible_to(user_of(request)).select_related("finding__supplier", "finding__buyer")
    return get_object_or_404(found, pk=pk)


class FindingEscalate(OfFinding):
    """Take a step up the ladder."""

    form_class = StepForm
    title = "Ta ett steg i åtgärdstrappan"
    submit = "Ta steget"

    def get_initial(self) -> dict[str, object]:
        """The step after the one it stands at."""
        ladder = list(Finding.Step.values)
        return {"step": ladder[min(ladder.index(self.finding.step) + 1, ladder.index(Finding.Step.TERMINATION))]}

    def do(self, form: StepForm) -> FindingStep:
        """Take it."""
        user = user_of(self.request)
        return actions.take_step(finding=self.finding, by=user, at=timezone.now(), **form.cleaned_data)

    def done(self, result: FindingStep) -> str:
        """What happens now."""
        if result.state == "PROPOSED":
            return "Vitet är föreslaget. En annan person beslutar det."
        return "Steget är taget. Läs brevet innan du skickar det."


class FindingTell(OfFinding):
    """Write down that an authority was told."""

    form_class = ReportForm
    title = "Anmäld till myndighet"

    def get_initial(self) -> dict[str, object]:
        """Today, unless told otherwise."""
        return {"reported_on": timezone.localdate()}

    def get_form_kwargs(self) -> dict[str, object]:
        """Of the finding."""
        return {**super().get_form_kwargs(), "instance": AuthorityReport(finding=self.finding)}

    def do(self, form: ReportForm) -> Finding:
        """Keep it."""
        data = form.cleaned_data
        actions.report_to_authority(
            finding=self.finding,
            authority=data["authority"],
            other_name=data["other_name"],
            reported_on=data["reported_on"],
            number=data["number"],
            by=user_of(self.request),
            at=timezone.now(),
        )
        return self.finding


class PenaltyList(PermissionRequiredMixin, TemplateView):
    """Penalties that wait for whoever looks, and those that are decided, with their kronor by year."""

    permission_required = "followup.view_finding"
    template_name = "followup/findings/penalty_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """At the buyer that one works for."""
        user = user_of(self.request)
        own = FindingStep.objects.visible_to(user).filter(finding__buyer=current_buyer(self.request))
        told = own.filter(step=Finding.Step.PENALTY).select_related("finding__supplier", "taken_by", "decided_by")
        return {
            **super().get_context_data(**kwargs),
            "waiting": told.to_decide_by(user).order_by("taken_on", "pk"),
            "decided": told.filter(decided_on__isnull=False).order_by("-decided_on", "-pk")[:_SHOWN],
            "years": sorted(own.penalties_by_year().items(), reverse=True),
        }


class PenaltyDecide(ActionPage):
    """Decide a penalty that another has proposed."""

    permission_required = "followup.decide_findingstep"
    permission_of = FindingStep
    form_class = DecideForm
    template_name = "followup/findings/penalty_decide.html"
    title = "Besluta om vite"
    submit = "Spara beslutet"
    refusals = (actions.CannotDecide, FindingNotOpen)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what is proposed, and why."""
        return {**super().get_context_data(**kwargs), "step": _step(self.request, self.kwargs["pk"])}

    def back(self) -> str:
        """To the finding."""
        return _step(self.request, self.kwargs["pk"]).get_absolute_url()

    def do(self, form: DecideForm) -> FindingStep:
        """Decide it."""
        return actions.decide_penalty(
            step_id=_step(self.request, self.kwargs["pk"]).pk,
            approve=form.cleaned_data["outcome"] == "ja",
            words=form.cleaned_data["words"],
            by=user_of(self.request),
            at=timezone.now(),
        )

    def done(self, result: FindingStep) -> str:
        """What was decided."""
        return "Vitet är beslutat." if result.state == "TAKEN" else "Vitet beslutades inte."


class StepLetterFile(PermissionRequiredMixin, View):
    """The letter of a step, as PDF."""

    permission_required = "followup.view_finding"
    permission_of = FindingStep

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """As it was sent, else as it would be sent today."""
        letter = step_letter(_step(request, pk), user=user_of(request), on=timezone.localdate())
        response = HttpResponse(step_letter_pdf(letter), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="brev-{pk}.pdf"'
        return response


@require_POST
@permission_required("followup.change_finding", of=FindingStep)
@transaction.atomic
def send_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the letter has gone today, or have it mailed with a link to answer by."""
    step, by_mail = _step(request, pk), bool(request.POST.get("mejl"))
    try:
        actions.send_step(step_id=step.pk, by=user_of(request), at=timezone.now(), by_mail=by_mail)
    except actions.CannotSend as error:
        messages.warning(request, str(error))
        return HttpResponseRedirect(step.get_absolute_url())
    if by_mail:
        who, href = user_of(request), step.get_absolute_url()
        ask_for(tasks.send_step_letter, by=who, href=href, step_id=step.pk, site=site_of(request))
    messages.success(request, "Brevet skickas nu, med en länk att svara på." if by_mail else "Brevet är skickat.")
    return HttpResponseRedirect(step.get_absolute_url())


@require_POST
@permission_required("followup.change_finding", of=FindingStep)
def make_step_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A link for a letter on paper, shown this once."""
    step = _step(request, pk)
    try:
        token = actions.make_link(step=step, by=user_of(request), at=timezone.now())
    except actions.CannotLink as error:
        messages.warning(request, str(error))
    else:
        address = request.build_absolute_uri(reverse("followup:answer-open", args=[token]))
        messages.success(request, f"Länk för leverantörens svar, som bara visas nu: {address}")
    return HttpResponseRedirect(step.get_absolute_url())


class StepAnswer(ActionPage):
    """What the supplier answered on paper."""

    permission_required = "followup.change_finding"
    permission_of = FindingStep
    form_class = AnswerOnPaperForm
    title = "Leverantörens svar"

    def back(self) -> str:
        """To the finding."""
        return _step(self.request, self.kwargs["pk"]).get_absolute_url()

    def do(self, form: AnswerOnPaperForm) -> FindingStep:
        """Write it down."""
        step = _step(self.request, self.kwargs["pk"])
        words = form.cleaned_data["words"]
        actions.register_answer(step=step, words=words, by=user_of(self.request), at=timezone.now())
        return step


class FindingFileDownload(PermissionRequiredMixin, View):
    """A photo, or what a supplier sent, as a download. It is never shown as a page of ours, whatever it holds."""

    permission_required = "followup.view_finding"
    permission_of = FindingFile

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file, with an ending that fits its content."""
        kept = get_object_or_404(FindingFile.objects.visible_to(user_of(request)), pk=pk)
        name = quote(f"fil-{kept.pk}{ENDINGS[kept.media_type]}")
        return FileResponse(kept.file.open("rb"), as_attachment=True, filename=name, content_type=kept.media_type)


class FollowUpTerms(TermsPage):
    """What findings and surveys go by."""

    permission_required = "followup.change_followupterm"
    form_class = TermForm
    model = FollowUpTerm
    new_title = "Värden för uppföljning"
