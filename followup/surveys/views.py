"""Surveys: files looked at and read in, results, and what they lead to."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from contracts.suppliers.models import Supplier
from followup.findings.actions import terms_of
from followup.reviews.models import Finding
from followup.surveys import actions
from followup.surveys.filters import ResultFilter
from followup.surveys.forms import RequirementForm, ResultFindingForm, SurveyForm
from followup.surveys.imports import COLUMNS, read_survey
from followup.surveys.models import RequirementProposal, Survey, SurveyResult
from followup.surveys.reports import by_year
from followup.surveys.tables import ResultTable
from huddinge_vo.common.files.exports import CSV, csv_lines
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.pages.forms import on_disk
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of

_SHOWN = 200


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


def _survey(request: HttpRequest, pk: int) -> Survey:
    return get_object_or_404(Survey.objects.visible_to(user_of(request)), pk=pk)


class SurveyList(PermissionRequiredMixin, TemplateView):
    """All surveys, the latest year first."""

    permission_required = "followup.view_survey"
    template_name = "followup/surveys/survey_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Of the chosen buyer."""
        user = user_of(self.request)
        found = Survey.objects.visible_to(user).filter(buyer=_buyer(self.request)).for_list(user)
        return {**super().get_context_data(**kwargs), "surveys": found.order_by("-year", "name", "-pk")}


class SurveyTemplate(PermissionRequiredMixin, View):
    """An empty file with the columns that are read."""

    permission_required = "followup.add_survey"

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """As CSV."""
        response = StreamingHttpResponse(csv_lines([COLUMNS]), content_type=CSV)
        response["Content-Disposition"] = 'attachment; filename="brukarundersokning.csv"'
        return response


class SurveyUpload(ActionPage):
    """Look at a file before it is read in."""

    permission_required = "followup.add_survey"
    form_class = SurveyForm
    title = "Läs in en brukarundersökning"
    submit = "Granska"
    refusals = (UnreadableFile,)

    def get_form_kwargs(self) -> dict[str, object]:
        """For the buyer that one works for."""
        return {**super().get_form_kwargs(), "user": user_of(self.request), "buyer": _buyer(self.request)}

    def get_initial(self) -> dict[str, object]:
        """The year it is, unless told otherwise."""
        return {"year": timezone.localdate().year}

    def back(self) -> str:
        """To the list."""
        return reverse("followup:survey-list")

    def do(self, form: SurveyForm) -> Survey:
        """Keep what it says."""
        said = form.cleaned_data
        with on_disk(said["file"]) as path:
            rows, errors = read_survey(path, file_name=said["file"].name)
        return actions.preview_survey(
            buyer=_buyer(self.request),
            name=said["name"],
            year=said["year"],
            area=said["area"],
            file_name=said["file"].name,
            rows=rows,
            errors=errors,
            by=user_of(self.request),
            at=timezone.now(),
        )

    def done(self, result: Survey) -> str:
        """What comes next."""
        return "Granska resultaten. Inget räknas innan du läser in dem."


class SurveyPage(PermissionRequiredMixin, DetailView):
    """A survey: what would be read in, or what has been."""

    permission_required = "followup.view_survey"
    template_name = "followup/surveys/survey_detail.html"
    context_object_name = "survey"

    def get_queryset(self) -> QuerySet[Survey]:
        """Narrowed to what the person may see."""
        return Survey.objects.visible_to(user_of(self.request)).select_related("area", "made_by", "loaded_by", "buyer")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With its results; those of too few answers without their figure."""
        context = super().get_context_data(**kwargs)
        survey: Survey = context["survey"]
        results = SurveyResult.objects.visible_to(user_of(self.request)).filter(survey=survey).for_list()
        return {
            **context,
            "results": results.order_by("supplier__sort_name", "unit__name", "question", "pk")[:_SHOWN],
            "n": results.count(),
            "shown": _SHOWN,
            "fewest": terms_of(survey.buyer).fewest_answers,
            "faults": survey.faults.splitlines(),
        }


@require_POST
@permission_required("followup.change_survey", of=Survey)
def load_survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it count."""
    survey = _survey(request, pk)
    try:
        actions.load_survey(survey_id=survey.pk, by=user_of(request), at=timezone.now())
        messages.success(request, "Undersökningen är inläst.")
    except actions.SurveyIsGone as error:
        messages.warning(request, str(error))
        return HttpResponseRedirect(reverse("followup:survey-list"))
    except actions.CannotLoad as error:
        messages.warning(request, str(error))
    return HttpResponseRedirect(survey.get_absolute_url())


@require_POST
@permission_required("followup.change_survey", of=Survey)
def discard_survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away what was only looked at."""
    survey = _survey(request, pk)
    try:
        actions.discard_survey(survey_id=survey.pk, by=user_of(request), at=timezone.now())
        messages.success(request, "Granskningen är borttagen.")
    except actions.CannotLoad as error:
        messages.warning(request, str(error))
        return HttpResponseRedirect(survey.get_absolute_url())
    return HttpResponseRedirect(reverse("followup:survey-list"))


class ResultList(ListPage):
    """All results that are of enough answers, the lowest first."""

    permission_required = "followup.view_survey"
    filterset_class = ResultFilter
    table_class = ResultTable
    template_name = "followup/surveys/result_list.html"
    title = "Resultat i brukarundersökningar"
    export_name = "brukarundersokningar"

    def get_queryset(self) -> QuerySet[SurveyResult]:
        """Narrowed to what the person may see, of the chosen buyer."""
        buyer = _buyer(self.request)
        found = SurveyResult.objects.visible_to(user_of(self.request))
        return found.counted(buyer, fewest=terms_of(buyer).fewest_answers).for_list().lowest_first()


class SupplierYears(PermissionRequiredMixin, TemplateView):
    """A supplier's results, question by question and year by year."""

    permission_required = "followup.view_survey"
    template_name = "followup/surveys/supplier_years.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """As far as the person may see."""
        user, buyer = user_of(self.request), _buyer(self.request)
        supplier = get_object_or_404(Supplier.objects.visible_to(user), pk=self.kwargs["supplier"])
        counted = SurveyResult.objects.visible_to(user).counted(buyer, fewest=terms_of(buyer).fewest_answers)
        years, questions = by_year(counted.at(supplier.pk).for_list().order_by("survey__year", "pk"))
        return {**super().get_context_data(**kwargs), "supplier": supplier, "years": years, "questions": questions}


class _OfResult(ActionPage):
    """An action on the result of the address; of enough answers to be shown."""

    permission_required: str | tuple[str, ...] = "followup.change_survey"
    permission_of = SurveyResult

    def result(self) -> SurveyResult:
        """The result, if one may see it."""
        buyer = self.place
        found = SurveyResult.objects.visible_to(user_of(self.request))
        counted = found.counted(buyer, fewest=terms_of(buyer).fewest_answers if buyer else 1)
        return get_object_or_404(counted.for_list(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With which it is."""
        one = self.result()
        intro = f"{one.survey}, {one.unit or one.supplier}: {one.question} ({one.share:.0f} % av skalan)"
        return {**super().get_context_data(**kwargs), "intro": intro}

    def back(self) -> str:
        """To the results."""
        return reverse("followup:result-list")


class ResultRequirement(_OfResult):
    """Propose a requirement."""

    form_class = RequirementForm
    title = "Föreslå som krav"
    submit = "Föreslå"

    def do(self, form: RequirementForm) -> RequirementProposal:
        """Keep it for the next procurement."""
        user, text = user_of(self.request), form.cleaned_data["text"]
        return actions.propose_requirement(result_id=self.result().pk, text=text, by=user, at=timezone.now())


class ResultFinding(_OfResult):
    """Make a finding of it."""

    permission_required = ("followup.change_survey", "followup.add_finding")
    form_class = ResultFindingForm
    title = "Anmäl som brist"
    submit = "Anmäl"

    def do(self, form: ResultFindingForm) -> Finding:
        """Report it."""
        user = user_of(self.request)
        return actions.report_result(result_id=self.result().pk, by=user, at=timezone.now(), **form.cleaned_data)


class ProposalList(PermissionRequiredMixin, TemplateView):
    """Requirements that results have led to, by area."""

    permission_required = "followup.view_survey"
    template_name = "followup/surveys/proposals.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Of the chosen buyer."""
        found = RequirementProposal.objects.visible_to(user_of(self.request))
        found = found.filter(result__survey__buyer=_buyer(self.request))
        about = ("area", "proposed_by", "result__survey", "result__supplier", "result__unit")
        ordered = found.select_related(*about).order_by("area__sort_name", "-proposed_on", "-pk")
        return {**super().get_context_data(**kwargs), "proposals": ordered}
