"""Random checks: drawn, looked at purchase by purchase, and what they come to."""

from __future__ import annotations

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView

from followup.samples import actions
from followup.samples.filters import SampleFilter
from followup.samples.forms import ReviewForm, SampleForm
from followup.samples.models import Sample, SampledPurchase
from followup.samples.reports import sample_result
from followup.samples.tables import SampleTable
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import Period, add_months, month_start
from huddinge_vo.common.secrecy.changes import changes_of
from huddinge_vo.common.untyped import Context


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


class SampleList(ListPage):
    """Random checks, the latest first."""

    permission_required = "followup.view_sample"
    filterset_class = SampleFilter
    table_class = SampleTable
    template_name = "followup/samples/sample_list.html"
    title = "Stickprov"
    export_name = "stickprov"

    def get_queryset(self) -> QuerySet[Sample]:
        """Of the chosen buyer."""
        found = Sample.objects.visible_to(user_of(self.request)).for_buyer(current_buyer(self.request))
        return found.for_list().order_by("-drawn_at", "-pk")


class SampleDraw(ActionPage):
    """Draw a sample."""

    permission_required = "followup.add_sample"
    form_class = SampleForm
    title = "Dra ett stickprov"
    submit = "Dra köp"
    refusals = (actions.NothingToDraw,)

    def get_form_kwargs(self) -> Context:
        """For the chosen buyer."""
        sample = Sample(buyer=_buyer(self.request))
        return {**super().get_form_kwargs(), "instance": sample, "user": user_of(self.request)}

    def get_initial(self) -> Context:
        """The last quarter, and a seed that nobody has chosen: of the day."""
        today = timezone.localdate()
        last = Period.containing(add_months(month_start(today), -1))
        due = Period.containing(add_months(month_start(today), 1)).last
        return {
            "first_on": add_months(last.first, -2),
            "last_on": last.last,
            "seed": int(f"{today:%Y%m%d}"),
            "reviewer": user_of(self.request).pk,
            "due_on": due,
        }

    def back(self) -> str:
        """To the list."""
        return reverse("followup:sample-list")

    def do(self, form: SampleForm) -> Sample:
        """Draw it."""
        return actions.draw_sample(sample=form.instance, by=user_of(self.request), at=timezone.now())

    def done(self, result: Sample) -> str:
        """How many."""
        drawn = f"{result.purchases.count()} köp är dragna ur {result.population}."
        return f"{drawn} Hämta underlagen och granska dem ett och ett."


class SamplePage(PermissionRequiredMixin, DetailView):
    """A sample: its purchases, and what they come to for all."""

    permission_required = "followup.view_sample"
    template_name = "followup/samples/sample_detail.html"
    context_object_name = "sample"

    def get_queryset(self) -> QuerySet[Sample]:
        """Of the person's buyers."""
        return Sample.objects.visible_to(user_of(self.request)).select_related("reviewer", "drawn_by")

    def get_context_data(self, **kwargs: object) -> Context:
        """With what was drawn, as far as the person may see it, and the result."""
        user = user_of(self.request)
        purchases = SampledPurchase.objects.visible_to(user).filter(sample=self.object)
        shown = purchases.select_related("supplier", "contract", "stratum", "reviewed_by")
        result = sample_result(self.object)
        return {
            **super().get_context_data(**kwargs),
            "purchases": (found := list(shown.order_by("outcome", "stratum__number", "-sum_sek", "pk"))),
            "hidden": result.drawn - len(found),
            "result": result,
            "may_review": self.may("followup.change_sampledpurchase"),
        }


class PurchaseReview(ActionPage):
    """Say what the papers of a purchase showed."""

    permission_required = "followup.change_sampledpurchase"
    permission_of = SampledPurchase
    form_class = ReviewForm
    template_name = "followup/samples/purchase_review.html"

    @cached_property
    def purchase(self) -> SampledPurchase:
        """The one of the address."""
        found = SampledPurchase.objects.visible_to(user_of(self.request)).select_related("sample", "supplier")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_initial(self) -> Context:
        """As it was said before."""
        one = self.purchase
        error = one.error_sek if one.outcome == "ERROR" else None
        return {"outcome": one.outcome, "error_sek": error, "comment": one.comment, "version": one.version}

    def get_context_data(self, **kwargs: object) -> Context:
        """With what it is, and the papers that are wanted."""
        changes = changes_of(self.purchase, user=user_of(self.request))
        title = f"Granska: {self.purchase}"
        return {**super().get_context_data(**kwargs), "title": title, "purchase": self.purchase, "changes": changes}

    def back(self) -> str:
        """To the sample."""
        return self.purchase.get_absolute_url()

    def do(self, form: ReviewForm) -> SampledPurchase:
        """Write it down."""
        said = form.cleaned_data
        return actions.review_purchase(
            purchase_id=self.purchase.pk,
            outcome=said["outcome"],
            error_sek=said["error_sek"],
            comment=said["comment"],
            version=said["version"],
            by=user_of(self.request),
            at=timezone.now(),
        )
