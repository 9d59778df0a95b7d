"""Purchases outside contract that lack a deviation, the questions to own units about them, and the units."""

from __future__ import annotations

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from followup.judging import tasks as judging_tasks
from followup.judging.models import SpendMonth
from followup.missing import actions
from followup.missing.filters import MissingFilter, QuestionFilter
from followup.missing.forms import AnswerForm, AskForm, OwnUnitForm
from followup.missing.models import DeviationQuestion, OwnUnit
from followup.missing.querysets import rows_asked_about
from followup.missing.reports import MissingPurchases
from followup.missing.tables import MissingTable, QuestionTable
from followup.spend.reports import latest_period, root_category, rows_url
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.tables import Table
from huddinge_vo.common.pages.views import ActionPage, EditPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import Period
from huddinge_vo.common.secrecy.changes import changes_of
from huddinge_vo.common.secrecy.querysets import look_up_hidden
from huddinge_vo.common.untyped import Context, PassedOn

_ASKS = "followup.add_deviationquestion"
_ANSWERS = "followup.change_deviationquestion"
_KEEPS = "followup.change_ownunit"
_ROWS_SHOWN = 20


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


class MissingList(ListPage):
    """What was bought without a contract and without a deviation: the twelve months of all pages, or those chosen."""

    permission_required = "followup.view_deviationquestion"
    filterset_class = MissingFilter
    table_class = MissingTable
    template_name = "followup/missing/missing_list.html"
    partial_template_name = "followup/missing/_missing_table.html"
    title = "Köp utan avtal som saknar avsteg"
    export_name = "kop-utan-avsteg"

    def get_queryset(self) -> QuerySet[SpendMonth]:
        """The roll-up that the person may see."""
        user = user_of(self.request)
        look_up_hidden(user, SpendMonth)
        return SpendMonth.objects.for_buyer(_buyer(self.request)).visible_to(user)

    @cached_property
    def period(self) -> Period | None:
        """The months that are shown where none are chosen; none when nothing is loaded."""
        chosen = self.filterset.form.cleaned_data if self.filterset.is_bound and self.filterset.is_understood else {}
        if chosen.get("fran") or chosen.get("till"):
            return None
        root = root_category(_buyer(self.request))
        return latest_period(root, on=self.today) if root else None

    @cached_property
    def shown(self) -> MissingPurchases:
        """What is asked for."""
        spend = self.object_list if self.period is None else self.object_list.in_period(self.period)
        return MissingPurchases(spend, user=user_of(self.request), buyer=_buyer(self.request))

    def get_table_data(self) -> MissingPurchases:
        """The rows."""
        return self.shown

    def get_table(self, **kwargs: PassedOn) -> Table:
        """With what the person may do."""
        return super().get_table(**kwargs, may_ask=self.may(_ASKS), opens_rows=self.may("followup.view_judgedrow"))

    def get_context_data(self, **kwargs: object) -> Context:
        """With what it comes to, and how many questions wait."""
        context = super().get_context_data(**kwargs)
        questions = DeviationQuestion.objects.visible_to(user_of(self.request)).filter(buyer=_buyer(self.request))
        return {
            **context,
            "whole": self.shown.whole,
            "period": self.period,
            "may_ask": self.may(_ASKS),
            "questions": questions.aggregate(
                waiting=Count("pk", filter=Q(answered_at__isnull=True)),
                late=Count("pk", filter=Q(answered_at__isnull=True, due_on__lt=self.today)),
            ),
        }


@require_POST
@permission_required(_ASKS)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the unit for the deviation: one click in the list, and back to it."""
    form = AskForm(request.POST)
    back = f"{reverse('followup:missing-list')}?{request.POST.get('lista', '')[:2000]}"
    if not form.is_valid():
        messages.error(request, "Köpet gick inte att förstå. Ladda om listan och försök igen.")
        return HttpResponseRedirect(back)
    try:
        question = actions.ask_unit(
            buyer=_buyer(request), by=user_of(request), at=timezone.now(), **form.cleaned_data["kop"]
        )
    except actions.NothingMissing as error:
        messages.warning(request, str(error))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        whom = question.unit.manager or "kategoriledaren, för enheten har ingen ansvarig chef"
        messages.success(request, f"{question.unit} är frågad. Svar senast {question.due_on} av {whom}.")
    return HttpResponseRedirect(back)


class QuestionList(ListPage):
    """Every question, those that wait first."""

    permission_required = "followup.view_deviationquestion"
    filterset_class = QuestionFilter
    table_class = QuestionTable
    title = "Frågor om avsteg"
    export_name = "fragor-om-avsteg"

    def get_queryset(self) -> QuerySet[DeviationQuestion]:
        """Narrowed to what the person may see."""
        found = DeviationQuestion.objects.visible_to(user_of(self.request)).filter(buyer=_buyer(self.request))
        return found.select_related("unit__manager", "supplier").order_by("answer", "due_on", "pk")


class QuestionPage(PermissionRequiredMixin, DetailView):
    """One question: what it is about, who is to answer, and the answer."""

    permission_required = "followup.view_deviationquestion"
    template_name = "followup/missing/question.html"
    context_object_name = "question"

    def get_queryset(self) -> QuerySet[DeviationQuestion]:
        """Narrowed to what the person may see."""
        return _questions(self.request)

    def get_context_data(self, **kwargs: object) -> Context:
        """With the way to its rows; whoever is to answer is shown the largest, and may not open the ledger perhaps."""
        question: DeviationQuestion = self.object
        rows = None
        if question.answered_at is None and self.may(_ANSWERS):
            _keys, found = rows_asked_about(question, user=user_of(self.request))
            rows = list(found.select_related("key").order_by("-sum_sek", "ledger_import_id", "line_no")[:_ROWS_SHOWN])
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "rows_href": rows_url(
                Period.containing(question.month),
                leverantor=question.supplier_id,
                underkategori=question.category_id,
                enhet=question.unit.name,
            ),
            "may_answer": question.answered_at is None and self.may(_ANSWERS),
            "is_late": question.answered_at is None and question.due_on < timezone.localdate(),
            "changes": changes_of(question, user=user_of(self.request)),
        }


def _questions(request: HttpRequest) -> QuerySet[DeviationQuestion]:
    found = DeviationQuestion.objects.visible_to(user_of(request))
    return found.select_related(
        *("buyer", "unit__manager", "unit__deputy", "supplier", "category", "asked_by", "answered_by"),
        *("deviation__supplier", "contract"),
    )


class QuestionAnswer(ActionPage):
    """Answer with the deviation, a contract, or why there is none."""

    permission_required = _ANSWERS
    permission_of = DeviationQuestion
    form_class = AnswerForm
    submit = "Svara"
    refusals = (actions.AlreadyAnswered,)

    @cached_property
    def question(self) -> DeviationQuestion:
        """What is answered."""
        return get_object_or_404(_questions(self.request), pk=self.kwargs["pk"])

    def too_late(self) -> str:
        """It is answered once."""
        return actions.why_answered(self.question)

    def get_form_kwargs(self) -> Context:
        """With what can be chosen."""
        return {**super().get_form_kwargs(), "user": user_of(self.request), "question": self.question}

    def get_context_data(self, **kwargs: object) -> Context:
        """With what it is about."""
        context = super().get_context_data(**kwargs)
        intro = "Ett avsteg som väntar på beslut räknas när det är godkänt. Skriv aldrig namn eller personnummer."
        return {**context, "title": f"Svara: {self.question}", "intro": intro}

    def back(self) -> str:
        """To the question."""
        return self.question.get_absolute_url()

    def do(self, form: AnswerForm) -> DeviationQuestion:
        """Answer it."""
        data = form.cleaned_data
        question, self.is_judged = actions.answer_question(
            question_id=self.question.pk,
            answer=data["answer"],
            deviation=data["deviation"],
            contract=data["contract"],
            words=data["words"],
            by=user_of(self.request),
            at=timezone.now(),
        )
        if not self.is_judged:
            ask_for(judging_tasks.judge_changes)
        return question

    def done(self, result: DeviationQuestion) -> str:
        """What it led to."""
        if result.deviation is None:
            return "Svaret är sparat."
        said = f"Svaret är sparat, och raderna är knutna till {result.deviation.number}."
        return said if self.is_judged else f"{said} Siffrorna räknas om så snart den pågående inläsningen är klar."


class OwnUnits(PermissionRequiredMixin, TemplateView):
    """The buyer's own units: who answers for each."""

    permission_required = _KEEPS
    template_name = "followup/missing/own_units.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """With how many questions wait at each."""
        found = OwnUnit.objects.visible_to(user_of(self.request)).filter(buyer=self.place)
        seen = DeviationQuestion.objects.visible_to(user_of(self.request)).unanswered().values("pk")
        waiting = Count("questions", filter=Q(questions__in=seen))
        units = found.select_related("manager", "deputy").annotate(waiting=waiting)
        return {**super().get_context_data(**kwargs), "units": units.order_by("sort_name", "name", "pk")}


class OwnUnitEdit(EditPage):
    """Add a unit, or say who answers for it."""

    permission_required = _KEEPS
    form_class = OwnUnitForm
    model = OwnUnit
    new_title = "Ny enhet"
    list_name = "followup:own-units"

    def blank(self) -> OwnUnit:
        """Of the chosen buyer."""
        return OwnUnit(buyer=self.buyer())


@require_POST
@permission_required(_KEEPS)
def take_in_units(request: HttpRequest) -> HttpResponse:
    """Make units of the names that the ledger has."""
    made = actions.take_in_units(buyer=_buyer(request), by=user_of(request), at=timezone.now())
    words = {0: "Alla enheter i reskontran fanns redan.", 1: "1 enhet är hämtad ur reskontran."}
    messages.success(request, words.get(made, f"{made} enheter är hämtade ur reskontran."))
    return HttpResponseRedirect(reverse("followup:own-units"))
