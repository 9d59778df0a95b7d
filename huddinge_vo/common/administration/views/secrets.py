"""Who is let in on what is secret, and the security officer's log."""

from __future__ import annotations

import django_filters as filters
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from huddinge_vo.common.administration import actions
from huddinge_vo.common.administration.forms import FindSecretForm, GrantForm, LogForm
from huddinge_vo.common.administration.querysets import find_secret
from huddinge_vo.common.administration.reports import CHOICES, Entry, Log, object_told
from huddinge_vo.common.administration.tables import GrantTable
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, HasPage, ListPage, asked_in_place
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.querysets import colleagues
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.common.secrecy.names import told_to_the_officer
from huddinge_vo.common.untyped import Context, PassedOn


def _people(request: HttpRequest) -> QuerySet[User]:
    found = User.objects.filter(pk__in=AccessGrant.objects.visible_to(user_of(request)).values("user"))
    return found.order_by(person_order(), "username", "pk")


class GrantFilter(FilterSet):
    """Accesses by person, and whether they still count."""

    vem = filters.ModelChoiceFilter(label="Vem", field_name="user", queryset=_people, empty_label="alla")
    lage = filters.ChoiceFilter(
        label="Status", choices=[("galler", "gäller"), ("avslutad", "avslutade")], method="standing", empty_label="alla"
    )

    class Meta:
        model = AccessGrant
        fields: list[str] = []

    def standing(self, found: QuerySet[AccessGrant], _name: str, value: str) -> QuerySet[AccessGrant]:
        """As of today."""
        today = timezone.localdate()
        ended = Q(until__lt=today)
        return found.filter(ended) if value == "avslutad" else found.exclude(ended)


class GrantList(ListPage):
    """Who is let in on what."""

    permission_required = "common.view_accessgrant"
    filterset_class = GrantFilter
    table_class = GrantTable
    template_name = "administration/grant_list.html"
    title = "Åtkomster till sekretess"
    export_name = "atkomster"

    def get_table_kwargs(self) -> Context:
        """With who reads it."""
        return {**super().get_table_kwargs(), "reader": user_of(self.request)}

    def get_queryset(self) -> QuerySet[AccessGrant]:
        """Those given at the buyers one answers for."""
        user = user_of(self.request)
        found = AccessGrant.objects.visible_to(user).select_related("content_type", "user", "group", "buyer")
        return found.order_by("content_type", "object_id", "pk")


class GrantAdd(ActionPage):
    """Let somebody in: first what the object is called, then who and until when."""

    permission_required = "common.add_accessgrant"
    form_class = GrantForm
    template_name = "administration/grant_add.html"
    title = "Ny åtkomst till sekretess"
    submit = "Ge åtkomst"
    refusals = (actions.NotPossible,)

    @property
    def buyer(self) -> Organization:
        """For whose secrets."""
        if self.place is None:
            raise PermissionDenied
        return self.place

    @cached_property
    def find(self) -> FindSecretForm:
        """The search."""
        return FindSecretForm(self.request.GET if "sok" in self.request.GET else None)

    @cached_property
    def found(self) -> list[tuple[str, str]]:
        """What the words lead to, by kind and number: the officer is told that it is there, and nothing of it."""
        words = self.find.cleaned_data["sok"] if self.find.is_valid() else ""
        user = user_of(self.request)
        return [
            (
                f"{model._meta.label_lower}:{pk}",
                f"{str(model._meta.verbose_name).capitalize()}, {told_to_the_officer(model, [pk], user=user)[pk]}",
            )
            for model, pk in find_secret(words, self.place)
        ]

    def get_form_kwargs(self) -> Context:
        """With what was found, and the people of the buyer."""
        return {**super().get_form_kwargs(), "found": self.found, "buyer": self.place}

    def get_context_data(self, **kwargs: object) -> Context:
        """With the search."""
        return {**super().get_context_data(**kwargs), "find": self.find, "found": self.found}

    def back(self) -> str:
        """To the list."""
        return reverse("grant-list")

    def do(self, form: GrantForm) -> HasPage:
        """Let in."""
        data = form.cleaned_data
        label, _, pk = data["what"].partition(":")
        user = user_of(self.request)
        actions.grant_access(
            model=apps.get_model(label),
            object_id=int(pk),
            buyer=self.buyer,
            user=data["user"],
            group=data["group"],
            until=data["until"],
            by=user,
            at=timezone.now(),
        )
        return _ToGrants()

    def done(self, result: object) -> str:
        """What happened."""
        return "Åtkomsten är given."


class _ToGrants:
    """Where one goes after a change of accesses."""

    def get_absolute_url(self) -> str:
        return reverse("grant-list")


class GrantEnd(ActionPage):
    """Let somebody in no longer."""

    permission_required = "common.change_accessgrant"
    permission_of = AccessGrant
    form_class = Form
    submit = "Avsluta åtkomsten"
    refusals = (actions.NotPossible,)

    @property
    def grant(self) -> AccessGrant:
        """The one of the address."""
        user = user_of(self.request)
        found = AccessGrant.objects.visible_to(user).select_related("content_type", "user", "group")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> Context:
        """With whom it is for."""
        grant = self.grant
        who = str(grant.user) if grant.user else f"Alla med rollen {grant.group}"
        what = object_told(grant.content_type, grant.object_id, user_of(self.request))
        return {
            **super().get_context_data(**kwargs),
            "title": "Avsluta åtkomst",
            "intro": f"{who} ser inte längre {what} från och med nu.",
        }

    def back(self) -> str:
        """To the list."""
        return reverse("grant-list")

    def do(self, form: Form) -> HasPage:
        """End it."""
        user = user_of(self.request)
        actions.end_access(grant=self.grant, by=user, at=timezone.now())
        return _ToGrants()

    def done(self, result: object) -> str:
        """What happened."""
        return "Åtkomsten är avslutad."


class SecurityLog(PermissionRequiredMixin, TemplateView):
    """What was done with people, roles and accesses, together with who has read what is secret."""

    permission_required = "common.view_secretreading"
    template_name = "administration/security_log.html"
    partial_template_name = "administration/_security_log_table.html"

    def get_template_names(self) -> list[str]:
        """The fragment for htmx, else the page."""
        return [self.partial_template_name if asked_in_place(self.request) else self.template_name]

    def get(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """A page of the log."""
        user = user_of(request)
        people = colleagues(user, also_left=True)
        form = LogForm(request.GET or None, people=people, kinds=CHOICES)
        chosen: Context = {}
        if form.is_bound and form.is_valid():
            data = form.cleaned_data
            chosen = {"who": data["vem"], "kind": data["slag"], "first": data["fran"], "last": data["till"]}
        is_understood = not form.is_bound or form.is_valid()  # what is not shows nothing, never all
        entries: Log | list[Entry] = Log(user, **chosen) if is_understood else []
        pages: Paginator[Entry] = Paginator(entries, 50)  # type: ignore[arg-type] # cut in pages only
        log = {"page": pages.get_page(request.GET.get("page")), "noun": ("händelse", "händelser")}
        return self.render_to_response(self.get_context_data(narrowed={"form": form}, log=log))
