"""Which roles the groups at the municipality's own sign-in give."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from huddinge_vo.common.administration import actions
from huddinge_vo.common.administration.forms import GroupRoleForm
from huddinge_vo.common.administration.views.people import _AtBuyer, _Step, _To
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.models import GroupRole, User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context


class GroupRoleList(_AtBuyer, TemplateView):
    """All of a buyer's, with what waits for a second person."""

    permission_required = "common.add_membership"
    template_name = "administration/group_role_list.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """By role and group."""
        user = user_of(self.request)
        found = GroupRole.objects.filter(buyer=self.buyer).select_related("role", "proposed_by", "confirmed_by")
        rows = [
            (each, each.waits, each.proposed_by_id == user.pk) for each in found.order_by("role__name", "group", "pk")
        ]
        return {**super().get_context_data(**kwargs), "rows": rows, "place": self.buyer}


class GroupRoleAdd(_AtBuyer, ActionPage):
    """One more."""

    permission_required = "common.add_membership"
    form_class = GroupRoleForm
    title = "Ny grupp som ger en roll"
    submit = "Lägg till"
    refusals = (actions.NotPossible,)

    def get_form_kwargs(self) -> Context:
        """For the chosen buyer."""
        return {**super().get_form_kwargs(), "instance": GroupRole(buyer=self.buyer)}

    def back(self) -> str:
        """To the list."""
        return reverse("group-role-list")

    def do(self, form: GroupRoleForm) -> _To:
        """Write it down."""
        given = actions.propose_group_role(given=form.instance, by=user_of(self.request), at=timezone.now())
        said = (
            f"{given.group} ger rollen {given.role} när en annan förvaltare har bekräftat det."
            if given.waits
            else f"{given.group} ger rollen {given.role} vid nästa inloggning."
        )
        return _To(self.back(), said)

    def done(self, result: _To) -> str:
        """What happened."""
        return result.said


class _OfGroup(_Step):
    permission_of = None

    @property
    def given(self) -> GroupRole:
        """The one of the address, at the buyer."""
        return get_object_or_404(GroupRole.objects.filter(buyer=self.buyer), pk=self.kwargs["pk"])

    def where(self) -> str:
        """To the list."""
        return reverse("group-role-list")


class GroupRoleConfirm(_OfGroup):
    """As a second förvaltare."""

    permission_required = "common.add_membership"

    def do(self, user: User) -> tuple[str, str]:
        """Confirm it."""
        given = actions.confirm_group_role(group_role_id=self.given.pk, by=user, at=timezone.now())
        return self.where(), f"Bekräftat: {given.group} ger rollen {given.role}."


class GroupRoleEnd(_OfGroup):
    """No longer."""

    permission_required = "common.delete_membership"

    def do(self, user: User) -> tuple[str, str]:
        """End it, and the roles that came of it."""
        given = self.given
        number = actions.end_group_role(group_role_id=given.pk, by=user, at=timezone.now())
        left = f" {number} användare har inte rollen längre." if number else ""
        return self.where(), f"{given.group} ger inte längre rollen {given.role}.{left}"
