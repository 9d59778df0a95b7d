"""Reviews: the list, one, its answers and its end."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from contracts.register.models import Contract
from followup.reviews import actions
from followup.reviews.filters import ReviewFilter
from followup.reviews.forms import (
    AnswersForm,
    CancelForm,
    FinishForm,
    ReviewForm,
)
from followup.reviews.models import Finding, FollowUpClass, Review
from followup.reviews.reports import unmet_untold
from followup.reviews.tables import (
    ReviewTable,
    finding_colour,
    review_standing,
)
from huddinge_vo.common.history.querysets import changed_along
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.conflicts import Conflict
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, EditPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.saving import ChangedMeanwhile
from huddinge_vo.common.secrecy.changes import changes_of
from huddinge_vo.common.untyped import Context


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
        return found.for_list().next_first()

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


class ReviewEdit(EditPage):
    """Plan a review by hand, or change its plan."""

    permission_required = ("followup.add_review", "followup.change_review")
    form_class = ReviewForm
    model = Review
    new_title = "Ny uppföljning"
    list_name = "followup:review-list"
    refusals = (actions.ReviewNotOpen,)

    def too_late(self) -> str:
        """The plan of one that is over stays."""
        return "" if self.is_new else actions.why_not_open(self.instance())

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
            "unanswered": review.answers.unanswered().count(),
            "findings": [(each, finding_colour(each)) for each in findings.order_by("-registered_on", "pk")],
            "is_open": review.status in {Review.Status.PLANNED, Review.Status.ONGOING},
            "changes": changes_of(review, user=user_of(self.request)),
        }


class _OfReview(ActionPage):
    """An action on the review of the address."""

    permission_required = "followup.change_review"
    permission_of = Review
    refusals = (actions.ReviewNotOpen, actions.NotAnswered)

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

    def too_late(self) -> str:
        """Answers are given while it goes on."""
        return actions.why_not_open(self.review, begun=True)

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
    template_name = "followup/reviews/review_finish.html"
    title = "Avsluta uppföljningen"
    submit = "Avsluta"

    def too_late(self) -> str:
        """It is ended once."""
        return actions.why_not_open(self.review, begun=True)

    def get_initial(self) -> dict[str, object]:
        """Today, unless told otherwise."""
        return {"done_on": timezone.localdate(), "version": self.review.version}

    def get_form_kwargs(self) -> Context:
        """With how many requirements are left to answer."""
        review = self.review
        return {
            **super().get_form_kwargs(),
            "unanswered": review.answers.unanswered().count(),
            "unmet": unmet_untold(review),
        }

    def get_context_data(self, **kwargs: object) -> Context:
        """With which review it is, and the first requirement that is left."""
        review = self.review
        first = review.answers.unanswered().order_by("order", "pk").first()
        return {**super().get_context_data(**kwargs), "review": review, "first_left": first}

    def do(self, form: FinishForm) -> Review:
        """Finish it."""
        user = user_of(self.request)
        said = {name: form.cleaned_data[name] for name in ("done_on", "followed_routine", "summary", "version")}
        return actions.finish_review(review=self.review, by=user, at=timezone.now(), **said)

    def also_changed(self, form: FinishForm, error: ChangedMeanwhile) -> list[Conflict]:
        """The answers too: a review is ended on them."""
        review: Review = error.stored
        answers = changed_along(review, self.opened_at(form, error), review.answers.order_by("order", "pk"))
        told = [(str(each), each.get_answer_display() or "inte besvarat", each.comment) for each in answers]
        return super().also_changed(form, error) + [
            Conflict(question, f"{answer}, {comment}" if comment else answer, "") for question, answer, comment in told
        ]

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


class ReviewCancel(_OfReview):
    """Say that a review will not be made, and why."""

    form_class = CancelForm
    title = "Ställ in uppföljningen"
    submit = "Ställ in"

    def too_late(self) -> str:
        """It is over once."""
        return actions.why_not_open(self.review)

    def get_context_data(self, **kwargs: object) -> Context:
        """With which review it is."""
        review = self.review
        intro = f"{review.contract}, planerad {review.planned_on}. Uppföljningen görs inte, och påminner inte mer."
        return {**super().get_context_data(**kwargs), "intro": intro}

    def do(self, form: CancelForm) -> Review:
        """Cancel it."""
        reason = form.cleaned_data["reason"]
        return actions.cancel_review(review=self.review, reason=reason, by=user_of(self.request), at=timezone.now())

    def done(self, result: object) -> str:
        """What happened."""
        return "Uppföljningen är inställd."


class ReviewResume(_OfReview):
    """Make a review after all that was cancelled."""

    form_class = CancelForm
    title = "Återuppta uppföljningen"
    submit = "Återuppta"

    def too_late(self) -> str:
        """Only what is cancelled is taken up again."""
        return actions.why_not_cancelled(self.review)

    def do(self, form: CancelForm) -> Review:
        """Take it up where it stood."""
        reason = form.cleaned_data["reason"]
        return actions.resume_review(review=self.review, reason=reason, by=user_of(self.request), at=timezone.now())

    def done(self, result: object) -> str:
        """What happened."""
        return "Uppföljningen ska göras igen."
