"""The work list of price adjustments, and what is done with many of them at once."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from contracts.prices import actions
from contracts.prices.filters import AdjustmentFilter
from contracts.prices.models import PriceAdjustment, PriceRequest
from contracts.prices.reports import work
from contracts.prices.tables import AdjustmentTable
from huddinge_vo.common.pages.asked import read_ids
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ListPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.people.rights import NotAllowed

MOST_LETTERS = 200  # made while somebody waits
_MAY_SEE = "contracts.view_priceadjustment"
_MAY_WORK = "contracts.change_priceadjustment"
_MAY_APPROVE = "contracts.approve_priceadjustment"


class AdjustmentList(ListPage):
    """All adjustments that one may know of, with what is to be done area by area above."""

    permission_required = _MAY_SEE
    filterset_class = AdjustmentFilter
    table_class = AdjustmentTable
    template_name = "contracts/prices/adjustment_list.html"
    title = "Prisjustering"
    export_name = "prisjusteringar"
    bulk_template = "contracts/prices/_adjustment_bulk_tools.html"

    def get_queryset(self) -> QuerySet[PriceAdjustment]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        found = PriceAdjustment.objects.visible_to(user).for_list().prefetch_related("lines__item")
        # What is not decided first, area by area: that is how the work is done.
        return found.order_by("is_decided", "area_name", "effective_on", "contract__number", "pk")  # type: ignore[misc]  # annotated by for_list()

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the open work, how many requests nobody has decided on, and how many in the list stand where."""
        user = user_of(self.request)
        requests = PriceRequest.objects.visible_to(user).undecided().count()
        context = super().get_context_data(**kwargs)
        listed = PriceAdjustment.objects.filter(pk__in=context["filter"].qs.order_by().values("pk"))
        return {
            **context,
            "work": work(user=user),
            "requests": requests,
            "in_list": Counter(dict(listed.order_by().values_list("status").annotate(n=Count("pk")))),
            "most_letters": MOST_LETTERS,
        }


def chosen_adjustments(request: HttpRequest) -> list[int]:
    """The adjustments a person has ticked, or with `alla` all that the list in the address shows; those he may know
    of.
    """
    user = user_of(request)
    visible = PriceAdjustment.objects.visible_to(user)
    if request.POST.get("alla"):
        narrowed = AdjustmentFilter(request.GET, queryset=visible, request=request, today=timezone.localdate())
        visible = narrowed.qs  # what cannot be understood chooses nothing, rather than everything
        return list(visible.order_by("pk").values_list("pk", flat=True).distinct())
    ticked = read_ids(request.POST.getlist("id"))
    return list(visible.filter(pk__in=ticked).order_by("pk").values_list("pk", flat=True))


def back_to_list(request: HttpRequest, name: str) -> str:
    """The list as it was narrowed, or the page that an action was done from."""
    came_from = request.POST.get("tillbaka") or request.GET.get("tillbaka", "")
    if came_from and url_has_allowed_host_and_scheme(came_from, allowed_hosts=None):
        return came_from
    query = request.META.get("QUERY_STRING", "")
    return f"{reverse(name)}{'?' if query else ''}{query}"


class _Chosen(PermissionRequiredMixin, View):
    """One action on all that were ticked; on a whole list only when what it would do has been shown, and also on what
    was ticked where it cannot be undone.
    """

    http_method_names = ["post"]
    action: actions.ListAction
    can_be_undone = True

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it, and say what came of it."""
        ids = chosen_adjustments(request)
        try:
            if not ids:
                messages.warning(request, "Välj minst en prisjustering i listan.")
            elif self.asks_first():
                return self.look_first(ids)
            else:
                messages.success(request, self.do(ids))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except (actions.SamePerson, NotAllowed) as error:
            messages.error(request, str(error))
        return self.done()

    def done(self) -> HttpResponse:
        """Back to where it was done from."""
        return HttpResponseRedirect(back_to_list(self.request, "contracts:adjustment-list"))

    def asks_first(self) -> bool:
        """Whether it is to be shown before it is done. One whose own page shows all of it has been."""
        if self.request.POST.get("alla"):
            return True
        return not self.can_be_undone and "tillbaka" not in self.request.POST

    def look_first(self, ids: list[int]) -> HttpResponse:
        """Show what it would do; do it when that has been seen and is still so."""
        user = user_of(self.request)
        mark = self.request.POST.get("visat", "")
        looked_over = actions.look_over(adjustment_ids=ids, action=self.action, by=user)
        if not mark:
            return self.ask(looked_over)
        if looked_over.mark == mark and looked_over.large and not self.request.POST.get("sure"):
            return self.ask(looked_over, is_unsure=True)
        try:
            count = actions.do_to_list(adjustment_ids=ids, action=self.action, mark=mark, by=user, at=timezone.now())
        except actions.ListMoved as error:
            return self.ask(error.now, has_moved=True)
        messages.success(self.request, self.said(count))
        return self.done()

    def ask(self, looked_over: actions.LookedOver, *, has_moved: bool = False, is_unsure: bool = False) -> HttpResponse:
        """The page that says how many, at what cost, and which are left."""
        context = {
            "looked_over": looked_over,
            "has_moved": has_moved,
            "is_unsure": is_unsure,
            "is_approval": self.action == actions.ListAction.APPROVE,
            "is_all": bool(self.request.POST.get("alla")),
            "ids": read_ids(self.request.POST.getlist("id")),
            "action": self.request.get_full_path(),
            "back": back_to_list(self.request, "contracts:adjustment-list"),
        }
        status = 409 if has_moved else 422 if is_unsure else 200
        return render(self.request, "contracts/prices/adjustment_bulk.html", context, status=status)

    def do(self, ids: list[int]) -> str:
        """The action; returns what to say."""
        raise NotImplementedError

    def said(self, count: int) -> str:
        """What was done to so many."""
        raise NotImplementedError


class AdjustmentSubmit(_Chosen):
    """Send proposals to be approved by somebody else."""

    permission_required = _MAY_WORK
    action = actions.ListAction.SUBMIT

    def do(self, ids: list[int]) -> str:
        """Send those that are ready."""
        user = user_of(self.request)
        sent = actions.submit_adjustments(adjustment_ids=ids, by=user, at=timezone.now())
        left = len(ids) - sent
        return self.said(sent) + (f" {left} lämnades: de väntar på något eller är redan skickade." if left else "")

    def said(self, count: int) -> str:
        """How many were sent."""
        return (
            f"{count} {'prisjustering är skickad' if count == 1 else 'prisjusteringar är skickade'} till godkännande."
        )


class AdjustmentApprove(_Chosen):
    """Approve what another has sent."""

    permission_required = _MAY_APPROVE
    action = actions.ListAction.APPROVE
    can_be_undone = False  # the new prices stand in the price lists

    def do(self, ids: list[int]) -> str:
        """Approve those that were sent."""
        user = user_of(self.request)
        done = actions.approve_adjustments(adjustment_ids=ids, by=user, at=timezone.now())
        left = len(ids) - done
        return self.said(done) + (f" {left} lämnades: de är inte skickade till godkännande." if left else "")

    def said(self, count: int) -> str:
        """How many were approved."""
        return (
            f"{count} {'prisjustering är godkänd' if count == 1 else 'prisjusteringar är godkända'}. "
            "De nya priserna står i prislistorna från sin dag."
        )
