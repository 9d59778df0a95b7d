"""The year's plan of reviews: what is due, what is proposed, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from followup.reviews import actions, rules
from followup.reviews.models import FollowUpClass, Review
from followup.reviews.reports import board_plan, load_by_class, load_of, load_picture
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import MONTHS

_YEARS = range(2000, 2101)
_MONTH = "manad-"  # before the key of each review that is proposed
_MOST_LINES = 900  # fields that a page may send, less a few
_PLANNED = "planned_reviews"  # in the session: what was planned last in one step, and can be taken back


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


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
        by_class = reviews.months_by_class(year)
        board = board_plan(_buyer(self.request), user=user, year=year, on=today)
        return {
            **context,
            "load": load_of(reviews.by_person(year), ()),
            "load_by_class": load_by_class(by_class),
            "month_names": [name[:3] for name in MONTHS],
            "picture": load_picture(by_class, year=year),
            "covered": board.whole,
            "period": board.period,
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


class BoardPlanPage(PermissionRequiredMixin, TemplateView):
    """A year's plan against what is done, department by department: what a board wants to see."""

    permission_required = "followup.view_review"
    template_name = "followup/reviews/board_plan.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """As far as one may see the contracts."""
        year: int = self.kwargs["year"]
        if year not in _YEARS:
            raise Http404
        buyer, today = _buyer(self.request), timezone.localdate()
        plan = board_plan(buyer, user=user_of(self.request), year=year, on=today)
        return {**super().get_context_data(**kwargs), "year": year, "plan": plan, "today": today}


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
