"""How thoroughly each contract is followed up."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from followup.reviews import actions
from followup.reviews.filters import ClassFilter
from followup.reviews.forms import (
    ClassForm,
)
from followup.reviews.models import FollowUpClass
from followup.reviews.tables import (
    ClassTable,
)
from huddinge_vo.common.pages.views import EditPage, HasPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of


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
