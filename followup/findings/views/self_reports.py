"""What a supplier says itself of a review's questions, beside what the review found."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from followup.findings import actions
from followup.findings.models import SupplierAnswer
from followup.reviews.models import Review
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn


class SelfReports(PermissionRequiredMixin, DetailView):
    """A review's link, and what has come by it."""

    permission_required = "followup.view_review"
    template_name = "followup/findings/self_reports.html"
    context_object_name = "review"

    def get_queryset(self) -> PassedOn:
        """A review of a contract one may not know of does not exist."""
        return Review.objects.visible_to(user_of(self.request)).for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the answers."""
        context = super().get_context_data(**kwargs)
        user = user_of(self.request)
        answers = SupplierAnswer.objects.visible_to(user).filter(review=context["review"]).for_list()
        return {**context, "answers": answers, "is_open": context["review"].status in {"PLANNED", "ONGOING"}}


@require_POST
@permission_required("followup.change_review", of=Review)
def make_review_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A link by which the supplier answers the review's questions, shown this once."""
    review = get_object_or_404(Review.objects.visible_to(user_of(request)).select_related("contract"), pk=pk)
    try:
        token = actions.make_link(review=review, by=user_of(request), at=timezone.now())
    except actions.CannotLink as error:
        messages.warning(request, f"{error} Börja uppföljningen med en mall först.")
    else:
        address = request.build_absolute_uri(reverse("followup:answer-open", args=[token]))
        messages.success(request, f"Länk för självrapport, som bara visas nu: {address}")
    return HttpResponseRedirect(reverse("followup:self-reports", args=[pk]))
