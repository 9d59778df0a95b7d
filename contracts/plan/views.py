"""Keeping the category tree and its areas, and narrowing a role to a part of it."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from contracts.plan import actions
from contracts.plan.forms import AreaForm, CategoryForm, ScopeForm
from contracts.plan.models import Category, ContractArea
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, EditPage, HasPage
from huddinge_vo.common.people.models import Membership
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context


class MembershipScope(ActionPage):
    """Narrow somebody's role to some categories."""

    permission_required = "common.change_membership"
    form_class = ScopeForm

    @property
    def membership(self) -> Membership:
        """The one of the address, at the buyer one works for."""
        found = Membership.objects.filter(buyer=self.place).select_related("user", "role", "buyer")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> Context:
        """Among the buyer's categories."""
        return {**super().get_form_kwargs(), "buyer": self.membership.buyer}

    def get_initial(self) -> Context:
        """As it is."""
        return {"categories": Category.objects.filter(pk__in=self.membership.category_scopes.values("category"))}

    def get_context_data(self, **kwargs: object) -> Context:
        """With a title that says whose."""
        held = self.membership
        return {**super().get_context_data(**kwargs), "title": f"Avgränsa rollen {held.role} för {held.user}"}

    def back(self) -> str:
        """To the person."""
        return reverse("person-detail", args=[self.membership.user_id])

    def do(self, form: ScopeForm) -> HasPage:
        """Save."""
        user = user_of(self.request)
        actions.narrow_membership(
            membership=self.membership, categories=form.cleaned_data["categories"], by=user, at=timezone.now()
        )
        return _To(self.back())


class _To:
    """Where one goes then."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get_absolute_url(self) -> str:
        return self.address


class CategoryList(PermissionRequiredMixin, TemplateView):
    """The buyer's tree."""

    permission_required = "contracts.change_category"
    template_name = "contracts/plan/category_list.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """Each with what it lies under, and how many areas it has."""
        found: QuerySet[Category] = Category.objects.filter(buyer=self.place).select_related("parent")
        rows = found.annotate(area_count=Count("areas")).order_by("parent__sort_name", "sort_name", "pk")
        return {**super().get_context_data(**kwargs), "rows": rows, "place": self.place}


class CategoryEdit(EditPage):
    """Add or change a category."""

    permission_required = "contracts.change_category"
    form_class = CategoryForm
    model = Category
    new_title = "Ny kategori"
    list_name = "contracts:category-list"

    def blank(self) -> Category:
        """Of the chosen buyer."""
        return Category(buyer=self.buyer())

    def back(self) -> str:
        """To the tree."""
        return reverse(self.list_name)

    def do(self, form: CategoryForm) -> HasPage:
        """Save."""
        super().do(form)
        return _To(self.back())


class AreaEdit(EditPage):
    """Add or change an area."""

    permission_required = "contracts.change_contractarea"
    form_class = AreaForm
    model = ContractArea
    new_title = "Nytt avtalsområde"
    list_name = "contracts:area-list"

    def get_form_kwargs(self) -> Context:
        """Among the categories of its buyer."""
        kwargs = super().get_form_kwargs()
        buyer = kwargs["instance"].category.buyer if "instance" in kwargs else self.buyer()
        return {**kwargs, "buyer": buyer}
