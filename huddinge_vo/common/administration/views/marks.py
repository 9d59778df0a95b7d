"""Asking for something to be marked as secret or open again, and the security officer's answer."""

from __future__ import annotations

from dataclasses import dataclass

import django_filters as filters
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from huddinge_vo.common.administration.forms import MarkForm
from huddinge_vo.common.administration.reports import object_told
from huddinge_vo.common.administration.tables import MarkTable
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.pages.views import ActionPage, HasPage, ListPage
from huddinge_vo.common.people.buyer import find_place
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.marking import CannotMark, ask_to_mark, decide_mark, may_ask
from huddinge_vo.common.secrecy.models import MarkProposal, Secured
from huddinge_vo.common.secrecy.querysets import MarkProposalQuerySet, secured_models
from huddinge_vo.common.untyped import Context


@dataclass(frozen=True)
class _ToPage:
    """Where one goes on: back to what was asked of."""

    href: str

    def get_absolute_url(self) -> str:
        return self.href


class MarkAsk(ActionPage):
    """Ask for something to become secret, or open again."""

    form_class = MarkForm
    submit = "Skicka till säkerhetsansvarig"
    refusals = (CannotMark,)

    def get_permission_required(self) -> tuple[str, ...]:
        """None by itself: see has_permission."""
        return ()

    def permission_rows(self) -> QuerySet | None:
        """What is asked of, as far as one may know of it."""
        if self.kwargs["kind"] not in {each._meta.label_lower for each in secured_models()}:
            raise Http404
        model = apps.get_model(self.kwargs["kind"])
        return model._default_manager.visible_to(user_of(self.request)).filter(pk=self.kwargs["pk"])

    def has_permission(self) -> bool:
        """Whoever may know of it is told that it is the owner who asks; others are not told that it is there."""
        return may_ask(self.marked, user_of(self.request))

    @cached_property
    def marked(self) -> Secured:
        """The one of the address."""
        rows = self.permission_rows()
        assert rows is not None
        return get_object_or_404(rows)

    @cached_property
    def buyer(self) -> Organization:
        """Whose officer is asked: its own buyer's, else that of the chosen one."""
        found = find_place(self.request, self.permission_rows())
        if found is None:
            raise PermissionDenied
        return found

    def get_context_data(self, **kwargs: object) -> Context:
        """With what it is about."""
        to = "öppen" if self.marked.is_secret else "sekretess"
        intro = (
            "Säkerhetsansvarig bekräftar eller avslår. Det som är sekretess syns bara för dem som har fått åtkomst; du "
            "och ägaren får den när märkningen bekräftas."
        )
        return {**super().get_context_data(**kwargs), "title": f"Begär att {self.marked} blir {to}", "intro": intro}

    def back(self) -> str:
        """To the object."""
        shown = getattr(self.marked, "get_absolute_url", None)
        return str(shown()) if shown else "/"

    def do(self, form: MarkForm) -> HasPage:
        """Ask."""
        ask_to_mark(
            obj=self.marked,
            to_secret=not self.marked.is_secret,
            reason=form.cleaned_data["reason"],
            buyer=self.buyer,
            by=user_of(self.request),
            at=timezone.now(),
        )
        return _ToPage(self.back())

    def done(self, result: object) -> str:
        """What happens now."""
        return "Begäran är skickad. Säkerhetsansvarig bekräftar eller avslår den."


class MarkFilter(FilterSet):
    """Those that wait, or those that are decided."""

    lage = filters.ChoiceFilter(
        label="Status", choices=[("vantar", "väntar"), ("avgjord", "avgjorda")], method="standing", empty_label="alla"
    )

    class Meta:
        model = MarkProposal
        fields: list[str] = []

    def standing(self, found: MarkProposalQuerySet, _name: str, value: str) -> MarkProposalQuerySet:
        """By whether anybody has decided."""
        return found.waiting() if value == "vantar" else found.filter(decided_at__isnull=False)


class MarkList(ListPage):
    """What waits for the security officer, and what has been decided."""

    permission_required = "common.add_accessgrant"
    filterset_class = MarkFilter
    table_class = MarkTable
    title = "Begäranden om sekretess"
    export_name = "sekretessmarkningar"

    def get_table_kwargs(self) -> Context:
        """With who reads it."""
        return {**super().get_table_kwargs(), "reader": user_of(self.request)}

    def get_queryset(self) -> QuerySet[MarkProposal]:
        """At the buyers one answers for, the latest first."""
        found = MarkProposal.objects.visible_to(user_of(self.request)).select_related("content_type", "asked_by")
        return found.order_by("-asked_at", "-pk")


class MarkDecide(ActionPage):
    """Confirm, or decline."""

    permission_required = "common.add_accessgrant"
    permission_of = MarkProposal
    form_class = Form
    refusals = (CannotMark,)
    confirm = True

    @property
    def proposal(self) -> MarkProposal:
        """The one of the address."""
        found = MarkProposal.objects.visible_to(user_of(self.request)).select_related("content_type", "asked_by")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> Context:
        """With what was asked."""
        asked = self.proposal
        to = "sekretess" if asked.to_secret else "öppen"
        word = "Bekräfta" if self.confirm else "Avslå"
        what = object_told(asked.content_type, asked.object_id, user_of(self.request)) + self._whose(asked)
        intro = f"{asked.asked_by} begär att {what} blir {to}: {asked.reason}"
        return {**super().get_context_data(**kwargs), "title": f"{word} begäran", "submit": word, "intro": intro}

    def _whose(self, asked: MarkProposal) -> str:
        """Whose it is, of what has a supplier and is open to the officer."""
        model = asked.content_type.model_class()
        if model is None or "supplier" not in {field.name for field in model._meta.concrete_fields}:
            return ""
        seen = model._default_manager.visible_to(user_of(self.request)).select_related("supplier")  # type: ignore[attr-defined]
        found = seen.filter(pk=asked.object_id).first()
        return f" ({found.supplier})" if found is not None and found.supplier is not None else ""

    def back(self) -> str:
        """To the list."""
        return reverse("mark-list")

    def do(self, form: Form) -> MarkProposal:
        """Decide."""
        return decide_mark(proposal=self.proposal, confirm=self.confirm, by=user_of(self.request), at=timezone.now())

    def done(self, result: MarkProposal) -> str:
        """What happened."""
        return "Begäran är bekräftad." if result.is_confirmed else "Begäran är avslagen."
