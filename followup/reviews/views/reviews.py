"""Reviews: what is planned, what was found, and how deep each contract is looked over."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, TemplateView

from contracts.register.models import Contract
from followup.reviews import actions, rules
from followup.reviews.filters import ClassFilter, ReviewFilter
from followup.reviews.forms import (
    AnswersForm,
    ClassForm,
    FinishForm,
    ReviewForm,
    TemplateForm,
)
from followup.reviews.models import Finding, FollowUpClass, Review, ReviewTemplate
from followup.reviews.reports import load_of
from followup.reviews.tables import (
    ClassTable,
    ReviewTable,
    finding_colour,
    review_standing,
    severity_colour,
)
from followup.spend.reports import latest_supplier_spend
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, EditPage, HasPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import MONTHS
from huddinge_vo.common.saving import ChangedMeanwhile
from huddinge_vo.common.secrecy.changes import changes_of

_YEARS = range(2000, 2101)
_MONTH = "manad-"  # before the key of each review that is proposed
_MOST_LINES = 900  # fields that a page may send, less a few
_PLANNED = "planned_reviews"  # in the session: what was planned last in one step, and can be taken back


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


def _review(request: HttpRequest, pk: int) -> Review:
    user = user_of(request)
    return get_object_or_404(Review.objects.visible_to(user).for_list(), pk=pk)


class ReviewList(ListPage):
    """All reviews that one may see, the next to do first."""

    permission_required = "followup.view_review"
    filterset_class = ReviewFilter
    table_class = ReviewTable
    template_name = "followup/reviews/review_list.html"
    title = "Avtalsuppföljning"
    export_name = "uppfoljningar"

    def get_queryset(self) -> QuerySet[Review]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        found = Review.objects.visible_to(user).filter(contract__buyer=current_buyer(self.request))
        return found.for_list().order_by("-planned_on", "pk")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With how class 1 stands."""
        user = user_of(self.request)
        today = timezone.localdate()
        classes = FollowUpClass.objects.visible_to(user).filter(contract__buyer=current_buyer(self.request))
        return {
            **super().get_context_data(**kwargs),
            "class_one": classes.class_one_in_time(today),
            "year": today.year,
        }


class ReviewPlan(PermissionRequiredMixin, TemplateView):
    """A year's reviews month by month."""

    permission_required = "followup.view_review"
    template_name = "followup/reviews/review_plan.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With each month's counts, as far as one may see the contracts."""
        context = super().get_context_data(**kwargs)
        user = user_of(self.request)
        year: int = self.kwargs["year"]
        if year not in _YEARS:
            raise Http404
        today = timezone.localdate()
        buyer = current_buyer(self.request)
        reviews = Review.objects.visible_to(user).filter(contract__buyer=buyer)
        found = reviews.months_of(year, on=today)
        nothing = {"planned": 0, "late": 0, "done": 0, "cancelled": 0}
        months = [{"name": name, **found.get(number, nothing)} for number, name in enumerate(MONTHS, start=1)]
        classes = FollowUpClass.objects.visible_to(user).filter(contract__buyer=buyer)
        return {
            **context,
            "year": year,
            "earlier": year - 1 if year - 1 in _YEARS else None,
            "later": year + 1 if year + 1 in _YEARS else None,
            "months": months,
            "whole": {key: sum(counts[key] for counts in found.values()) for key in nothing},
            "levels": [
                {"level": level, "months": interval, "part": classes.in_time(today, level=level)}
                for level, interval in rules.REVIEW_MONTHS.items()
            ],
            "may_plan": year >= today.year,
            "just_planned": self.just_planned(year),
        }

    def just_planned(self, year: int) -> int:
        """How many reviews the person planned last, where that was of this year."""
        planned = self.request.session.get(_PLANNED)
        return len(planned["reviews"]) if planned and planned["year"] == year else 0


class YearProposal(PermissionRequiredMixin, TemplateView):
    """What a year lacks, before it is planned: each review can be left out or have another month."""

    permission_required = "followup.add_review"
    template_name = "followup/reviews/review_proposal.html"

    @property
    def year(self) -> int:
        """Which."""
        year: int = self.kwargs["year"]
        if year not in _YEARS:
            raise Http404
        return year

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the reviews, and with what each month and person would have."""
        user, buyer = user_of(self.request), _buyer(self.request)
        proposal = actions.propose_year(buyer=buyer, year=self.year, by=user, at=timezone.now())
        chosen = self.chosen() if self.request.method == "POST" else None
        try:
            wanted = actions.moved(proposal, chosen)
        except actions.PlanRefused as error:
            chosen, wanted = None, actions.moved(proposal, None)
            messages.error(self.request, str(error))
        planned = Review.objects.visible_to(user).filter(contract__buyer=buyer)
        return {
            **super().get_context_data(**kwargs),
            "year": self.year,
            "proposal": proposal,
            "lines": [
                {
                    "key": each.key,
                    "review": each.review,
                    "due": each.due,
                    "month": each.review.planned_on.month if chosen is None else chosen.get(each.key, 0),
                }
                for each in proposal.reviews[:_MOST_LINES]
            ],
            "is_cut": len(proposal.reviews) > _MOST_LINES,
            "months": [(number, MONTHS[number - 1]) for number in range(proposal.first.month, 13)],
            "load": load_of(planned.by_person(self.year), wanted),
            "month_names": [name[:3] for name in MONTHS],
        }

    def chosen(self) -> dict[str, int]:
        """The reviews that are not left out, each with the month it is to be in."""
        asked = {key: read_id(self.request.POST[key]) for key in self.request.POST if key.startswith(_MONTH)}
        return {key.removeprefix(_MONTH): month for key, month in asked.items() if month}

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Plan what is ticked, or only show what the months become."""
        if "visa" in request.POST:
            return self.render_to_response(self.get_context_data())
        try:
            made = actions.plan_year(
                buyer=_buyer(request), year=self.year, by=user_of(request), at=timezone.now(), months=self.chosen()
            )
        except actions.PlanRefused as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data(), status=422)
        request.session[_PLANNED] = {"year": year, "reviews": [each.pk for each in made]}
        if not made:
            messages.info(request, "Inget var valt, så inget är planerat.")
        return HttpResponseRedirect(reverse("followup:review-plan", args=[year]))


@require_POST
@permission_required("followup.add_review")
def undo_plan(request: HttpRequest, year: int) -> HttpResponse:
    """Take back what the person planned last."""
    planned = request.session.pop(_PLANNED, None)
    if planned and planned["year"] == year:
        gone, kept = actions.undo_plan(
            buyer=_buyer(request), reviews=planned["reviews"], by=user_of(request), at=timezone.now()
        )
        words = f"{gone} uppföljningar är borttagna ur planen."
        messages.success(request, f"{words} {kept} är ändrade sedan dess och ligger kvar." if kept else words)
    return HttpResponseRedirect(reverse("followup:review-plan", args=[year]))


class ReviewEdit(EditPage):
    """Plan a review by hand, or change its plan."""

    permission_required = ("followup.add_review", "followup.change_review")
    form_class = ReviewForm
    model = Review
    new_title = "Ny uppföljning"
    list_name = "followup:review-list"
    refusals = (actions.ReviewNotOpen,)

    def blank(self) -> Review:
        """For the contract of the address, if one may know of it."""
        user = user_of(self.request)
        contract = Contract.objects.visible_to(user).filter(pk=read_id(self.request.GET.get("avtal"))).first()
        return Review(contract=contract) if contract else Review()

    def get_form_kwargs(self) -> dict[str, object]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": self.buyer() if self.is_new else kwargs["instance"].contract.buyer}

    def do(self, form: ReviewForm) -> Review:
        """Save it."""
        user = user_of(self.request)
        version = form.cleaned_data.get("version")
        return actions.save_review(review=form.instance, by=user, at=timezone.now(), version=version)


class ReviewPage(PermissionRequiredMixin, DetailView):
    """One review: its plan, its answers, what it came to and what was found."""

    permission_required = "followup.view_review"
    template_name = "followup/reviews/review_detail.html"
    context_object_name = "review"

    def get_queryset(self) -> QuerySet[Review]:
        """A review of a contract one may not know of does not exist."""
        user = user_of(self.request)
        return Review.objects.visible_to(user).for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With answers, findings and history."""
        context = super().get_context_data(**kwargs)
        review: Review = context["review"]
        user = user_of(self.request)
        words, colour = review_standing(review, timezone.localdate())
        findings = Finding.objects.visible_to(user).filter(review=review).for_list()
        return {
            **context,
            "standing": words,
            "colour": colour,
            "follow_up_class": FollowUpClass.objects.filter(contract=review.contract_id).first(),
            "answers": review.answers.order_by("order", "pk"),
            "findings": [(each, finding_colour(each)) for each in findings.order_by("-registered_on", "pk")],
            "is_open": review.status in {Review.Status.PLANNED, Review.Status.ONGOING},
            "changes": changes_of(review, user=user_of(self.request)),
        }


class _OfReview(ActionPage):
    """An action on the review of the address."""

    permission_required = "followup.change_review"
    permission_of = Review
    refusals = (actions.ReviewNotOpen, actions.NotAnswered, ChangedMeanwhile)

    @property
    def review(self) -> Review:
        """The review, if one may know of it."""
        return _review(self.request, self.kwargs["pk"])

    def back(self) -> str:
        """To its page."""
        return self.review.get_absolute_url()


class ReviewAnswers(_OfReview):
    """Answer the questions; as many as are known now."""

    form_class = AnswersForm
    template_name = "followup/reviews/review_answer.html"
    submit = "Spara svaren"

    def get_form_kwargs(self) -> dict[str, object]:
        """With the questions as they were when the review began."""
        review = self.review
        return {
            **super().get_form_kwargs(),
            "answers": list(review.answers.order_by("order", "pk")),
            "initial": {"version": review.version},
        }

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With which review it is."""
        context = super().get_context_data(**kwargs)
        return {**context, "review": self.review, "lines": context["form"].lines(), "title": "Svara på kraven"}

    def do(self, form: AnswersForm) -> Review:
        """Save them."""
        user = user_of(self.request)
        return actions.answer_review(
            review=self.review,
            answers=form.answers(),
            by=user,
            at=timezone.now(),
            version=form.cleaned_data["version"],
        )

    def done(self, result: object) -> str:
        """What happened."""
        return "Svaren är sparade."


class ReviewFinish(_OfReview):
    """Say that a review is done."""

    form_class = FinishForm
    title = "Avsluta uppföljningen"
    submit = "Avsluta"

    def get_initial(self) -> dict[str, object]:
        """Today, unless told otherwise."""
        return {"done_on": timezone.localdate(), "version": self.review.version}

    def do(self, form: FinishForm) -> Review:
        """Finish it."""
        user = user_of(self.request)
        return actions.finish_review(review=self.review, by=user, at=timezone.now(), **form.cleaned_data)

    def done(self, result: Review) -> str:
        """What comes next."""
        return (
            f"Uppföljningen är genomförd. Nästa senast {result.next_on}."
            if result.next_on
            else "Uppföljningen är genomförd."
        )


@require_POST
@permission_required("followup.change_review", of=Review)
def start_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a review."""
    review = _review(request, pk)
    user = user_of(request)
    try:
        actions.start_review(review=review, by=user, at=timezone.now())
    except actions.ReviewNotOpen as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(review.get_absolute_url())


@require_POST
@permission_required("followup.change_review", of=Review)
def cancel_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a review will not be made."""
    review = _review(request, pk)
    user = user_of(request)
    try:
        actions.cancel_review(review=review, by=user, at=timezone.now())
        messages.success(request, "Uppföljningen är inställd.")
    except actions.ReviewNotOpen as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(review.get_absolute_url())


class ClassList(ListPage):
    """Contracts in force and how deep they are followed up."""

    permission_required = "followup.view_review"
    filterset_class = ClassFilter
    table_class = ClassTable
    template_name = "followup/reviews/class_list.html"
    title = "Uppföljningsklasser"
    export_name = "uppfoljningsklasser"

    def get_queryset(self) -> QuerySet[FollowUpClass]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        today = timezone.localdate()
        found = FollowUpClass.objects.visible_to(user).filter(contract__buyer=current_buyer(self.request))
        return found.in_force_on(today).for_list(on=today).order_by("effective", "contract__number", "pk")


class _Saved:
    """Where pages end that have no page of their own."""

    def __init__(self, name: str) -> None:
        self.name = name

    def get_absolute_url(self) -> str:
        return reverse(self.name)


class ClassDecide(EditPage):
    """Decide how deep a contract is followed up."""

    permission_required = "followup.decide_followupclass"
    form_class = ClassForm
    model = FollowUpClass
    submit = "Besluta"

    def get_form_kwargs(self) -> dict[str, object]:
        """The proposal stands until somebody says otherwise."""
        kwargs = super().get_form_kwargs()
        del kwargs["user"]
        each: FollowUpClass = kwargs["instance"]
        return {**kwargs, "initial": {"decided": each.decided or each.proposed}}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the proposal and its reason."""
        context = super().get_context_data(**kwargs)
        each = self.instance()
        return {
            **context,
            "title": f"Besluta klass för {each.contract.number}",
            "intro": f"Förslag: klass {each.proposed}. {each.proposed_reason}",
        }

    def back(self) -> str:
        """To the list."""
        return reverse("followup:class-list")

    def do(self, form: ClassForm) -> HasPage:
        """Decide."""
        user = user_of(self.request)
        actions.decide_class(
            follow_up_class=form.instance,
            decided=form.cleaned_data["decided"],
            reason=form.cleaned_data["decided_reason"],
            by=user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )
        return _Saved("followup:class-list")

    def done(self, result: object) -> str:
        """What happened."""
        return "Klassen är beslutad."


@permission_required("followup.view_review", of=Contract)
def contract_reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """A contract's class, its last and next review and what is wanting, for its page."""
    user = user_of(request)
    contract = get_object_or_404(Contract.objects.visible_to(user), pk=pk)
    today = timezone.localdate()
    follow_up_class = FollowUpClass.objects.filter(contract=contract).with_last_done(today).first()
    reviews = Review.objects.filter(contract=contract)
    findings = Finding.objects.visible_to(user).filter(contract=contract).unsettled().for_list()
    due = (
        rules.next_review(follow_up_class.effective, follow_up_class.last_done, contract.valid_from)
        if follow_up_class
        else None
    )
    context = {
        "contract": contract,
        "follow_up_class": follow_up_class,
        "last": reviews.filter(status=Review.Status.DONE).order_by("-done_on", "-pk").first(),
        "coming": reviews.unfinished().order_by("planned_on", "pk").first(),
        "due": due,
        "is_late": due is not None and due < today,
        "findings": [(each, finding_colour(each), severity_colour(each)) for each in findings.order_by("due_on", "pk")],
    }
    return render(request, "followup/reviews/_contract_reviews.html", context)


@permission_required(("followup.view_review", "followup.view_spendmonth"), of=Contract)
def contract_standing(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether its supplier is bought from loyally, and when it was followed up: the last answers of its page's first
    look.
    """
    user = user_of(request)
    contract = get_object_or_404(Contract.objects.visible_to(user).select_related("supplier"), pk=pk)
    today = timezone.localdate()
    follow_up_class = FollowUpClass.objects.filter(contract=contract).with_last_done(today).first()
    due = (
        rules.next_review(follow_up_class.effective, follow_up_class.last_done, contract.valid_from)
        if follow_up_class
        else None
    )
    context = {
        "contract": contract,
        "spend": latest_supplier_spend(contract.supplier, user=user, on=today),
        "follow_up_class": follow_up_class,
        "due": due,
        "is_late": due is not None and due < today,
    }
    return render(request, "followup/reviews/_contract_standing.html", context)


class TemplateList(PermissionRequiredMixin, TemplateView):
    """The templates and their questions."""

    permission_required = "followup.view_review"
    template_name = "followup/reviews/template_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Two questions for all of them."""
        user = user_of(self.request)
        found = ReviewTemplate.objects.visible_to(user).filter(buyer=current_buyer(self.request))
        templates = found.prefetch_related("areas", "requirements").order_by("name", "pk")
        shown = [
            (each, sorted(each.requirements.all(), key=lambda requirement: requirement.order)) for each in templates
        ]
        return {**super().get_context_data(**kwargs), "templates": shown}


class TemplateEdit(EditPage):
    """Add or change a template."""

    permission_required = "followup.change_reviewtemplate"
    form_class = TemplateForm
    model = ReviewTemplate
    new_title = "Ny mall"
    list_name = "followup:template-list"

    def get_form_kwargs(self) -> dict[str, object]:
        """With the buyer."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "buyer": self.buyer() if self.is_new else kwargs["instance"].buyer}

    def do(self, form: TemplateForm) -> ReviewTemplate:
        """Save it with its requirements."""
        user = user_of(self.request)
        return actions.save_template(
            template=form.instance,
            areas=list(form.cleaned_data["areas"]),
            requirements=form.cleaned_data["requirements"],
            by=user,
            at=timezone.now(),
            version=form.cleaned_data.get("version"),
        )
