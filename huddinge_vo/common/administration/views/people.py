"""People and their roles at the buyer one works for."""

from __future__ import annotations

import logging
from smtplib import SMTPException

import django_filters as filters
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from huddinge_vo.common.administration import actions
from huddinge_vo.common.administration.forms import NewPersonForm, PersonForm, RoleForm
from huddinge_vo.common.administration.querysets import people_at, with_roles_at
from huddinge_vo.common.administration.tables import PersonTable
from huddinge_vo.common.order import person_order
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.models import Membership, Organization, RoleProposal, User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.secrecy.changes import changes_of
from huddinge_vo.common.signin.actions import reset_factors, unlink_provider, unlock
from huddinge_vo.common.signin.address import site_of
from huddinge_vo.common.signin.passwords import mail_link
from huddinge_vo.common.signin.querysets import linked_to, locked_until
from huddinge_vo.common.untyped import Context

logger = logging.getLogger(__name__)


def send_link(person: User, request: HttpRequest) -> bool:
    """Mail a person the way to set a password, good for three days and once. Says whether the mail went."""
    try:
        mail_link(person, site=site_of(request), template="administration/password_link.txt")
    except (SMTPException, OSError) as error:
        logger.warning("The password link to user %s was not taken: %s", person.pk, error)
        return False
    return True


class PersonFilter(FilterSet):
    """People by name, role and whether they still are let in."""

    sok = filters.CharFilter(label="Sök", method="called")
    roll = filters.ModelChoiceFilter(
        label="Roll", queryset=Group.objects.order_by("name", "pk"), method="in_role", empty_label="alla"
    )
    lage = filters.ChoiceFilter(
        label="Status", choices=[("1", "aktiva"), ("0", "stängda")], field_name="is_active", empty_label="alla"
    )

    class Meta:
        model = User
        fields: list[str] = []

    def called(self, found: QuerySet[User], _name: str, words: str) -> QuerySet[User]:
        """Each word in the name, the user name or the address."""
        for word in words.split():
            found = found.filter(
                Q(username__icontains=word)
                | Q(first_name__icontains=word)
                | Q(last_name__icontains=word)
                | Q(email__icontains=word)
            )
        return found

    def in_role(self, found: QuerySet[User], _name: str, role: Group) -> QuerySet[User]:
        """Those who are that at the buyer."""
        buyer = self.request.vo_buyer
        return found.filter(pk__in=Membership.objects.filter(buyer=buyer, role=role).values("user"))


class PersonList(ListPage):
    """Everybody who is something at the buyer."""

    permission_required = "common.view_user"
    filterset_class = PersonFilter
    table_class = PersonTable
    template_name = "administration/person_list.html"
    title = "Användare"
    export_name = "anvandare"

    def get_queryset(self) -> QuerySet[User]:
        """Of the chosen buyer."""
        self.request.vo_buyer = self.place
        found = with_roles_at(people_at(self.place), self.place).annotate(sort_name=person_order())
        return found.order_by("sort_name", "username", "pk")

    def get_context_data(self, **kwargs: object) -> Context:
        """With how many roles wait to be confirmed."""
        waiting = RoleProposal.objects.filter(buyer=self.place, state=RoleProposal.State.WAITING).count()
        return {**super().get_context_data(**kwargs), "waiting": waiting, "place": self.place}


class _AtBuyer(PermissionRequiredMixin):
    """Something about the people of the buyer that one works for."""

    @property
    def buyer(self) -> Organization:
        """Which."""
        if self.place is None:
            raise PermissionDenied
        return self.place

    @property
    def person(self) -> User:
        """The one of the address, if he is anything at the buyer."""
        return get_object_or_404(people_at(self.place), pk=self.kwargs["pk"])


def _page(person: User) -> str:
    return reverse("person-detail", args=[person.pk])


class _To:
    """Where one goes after an action on a person."""

    def __init__(self, address: str, said: str) -> None:
        self.address, self.said = address, said

    def get_absolute_url(self) -> str:
        return self.address


class PersonPage(_AtBuyer, TemplateView):
    """One person: what he is at the buyer, what waits to be confirmed, and what has been changed."""

    permission_required = "common.view_user"
    template_name = "administration/person_detail.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """With roles here, and whether the account is ours to change."""
        person = self.person
        user = user_of(self.request)
        buyer = self.buyer
        roles = person.memberships.filter(buyer=buyer).select_related("role")
        elsewhere = Organization.objects.filter(memberships__user=person).exclude(pk=buyer.pk)
        is_guarded = actions.is_guarded(person, on=timezone.localdate())
        return {
            **super().get_context_data(**kwargs),
            "person": person,
            "place": buyer,
            "roles": roles.prefetch_related("category_scopes__category").order_by("role__name", "pk"),
            "proposals": person.role_proposals.filter(buyer=buyer)
            .select_related("role", "proposed_by", "decided_by")
            .order_by("-proposed_at", "-pk")[:20],
            "elsewhere": elsewhere.exists(),
            "locked_until": locked_until(person, at=timezone.now()),
            "is_me": person.pk == user.pk,
            "may_keep": actions.may_keep_account(user, person),
            "is_guarded": is_guarded,
            "may_reset_factors": (user.is_superuser or not is_guarded) and is_mfa_enabled(person),
            "linked": linked_to(person),
            "may_unlink": user.is_superuser or not is_guarded,
            "may_be_sent_link": person.is_active and person.email and (user.is_superuser or not is_guarded),
            "changes": changes_of(person, user=user_of(self.request)),
        }


class PersonAdd(_AtBuyer, ActionPage):
    """Somebody new."""

    permission_required = ("common.add_user", "common.add_membership")
    form_class = NewPersonForm
    title = "Ny användare"
    submit = "Lägg till"
    refusals = (actions.NotPossible,)

    def back(self) -> str:
        """To the list."""
        return reverse("person-list")

    def do(self, form: NewPersonForm) -> _To:
        """Add, and send the way to a password."""
        user = user_of(self.request)
        role = form.cleaned_data["role"]
        person, given = actions.add_person(
            person=form.instance, role=role, buyer=self.buyer, by=user, at=timezone.now()
        )
        sent = send_link(person, self.request)
        said = f"{person} är tillagd"
        said += f". {_waits_words(role)}" if _waits(given) else f" som {role}."
        said += f" En länk för att välja lösenord är skickad till {person.email}." if sent else ""
        if not sent:
            messages.error(self.request, "Mejlet med länken gick inte att skicka. Försök igen från användarens sida.")
        return _To(_page(person), said)

    def done(self, result: _To) -> str:
        """What happened."""
        return result.said


def _waits(given: object) -> bool:
    return isinstance(given, RoleProposal)


def _waits_words(role: Group) -> str:
    return f"Rollen {role} är föreslagen och gäller när en annan förvaltare har bekräftat den."


class PersonEdit(_AtBuyer, ActionPage):
    """A person's name and addresses."""

    permission_required = "common.change_user"
    form_class = PersonForm
    refusals = (actions.NotPossible,)

    def get_form_kwargs(self) -> Context:
        """The person."""
        return {**super().get_form_kwargs(), "instance": self.person}

    def get_context_data(self, **kwargs: object) -> Context:
        """With a title that says whom."""
        saved = User.objects.get(pk=self.person.pk)  # the form's own says what was typed
        return {**super().get_context_data(**kwargs), "title": f"Ändra {saved}"}

    def back(self) -> str:
        """To the person."""
        return _page(self.person)

    def do(self, form: PersonForm) -> _To:
        """Save."""
        user = user_of(self.request)
        version = form.cleaned_data["version"]
        saved = actions.save_person(person=form.instance, buyer=self.buyer, by=user, at=timezone.now(), version=version)
        return _To(_page(saved), "Sparat.")


class _Step(_AtBuyer, View):
    """One action by one button."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, or say why not."""
        user = user_of(request)
        try:
            address, said = self.do(user)
        except (actions.NotPossible, NotAllowed) as error:
            messages.error(request, str(error))
            address = self.where()
        else:
            messages.success(request, said)
        return HttpResponseRedirect(address)

    def do(self, user: User) -> tuple[str, str]:
        """The action; where to go then, and what to say."""
        raise NotImplementedError

    def where(self) -> str:
        """Where to go when it was refused."""
        return _page(self.person)


class PersonActive(_Step):
    """Let a person in no longer, or again."""

    permission_required = "common.change_user"
    active = False

    def do(self, user: User) -> tuple[str, str]:
        """Close or open."""
        person = actions.set_active(
            person=self.person, active=self.active, buyer=self.buyer, by=user, at=timezone.now()
        )
        return _page(person), f"{person} är {'aktiv igen' if self.active else 'stängd och kan inte logga in'}."


class PersonLink(_Step):
    """Send a person the way to a new password."""

    permission_required = "common.change_user"

    def do(self, user: User) -> tuple[str, str]:
        """Send it, unless nobody may."""
        person = self.person
        actions.check_may_send_link(person=person, buyer=self.buyer, by=user, at=timezone.now())
        if not send_link(person, self.request):
            raise actions.NotPossible("Mejlet gick inte att skicka. Försök igen om en stund.")
        return _page(person), f"En länk för att välja lösenord är skickad till {person.email}."


class PersonUnlock(_Step):
    """Let a person who has tried too many passwords, or whose name somebody else has tried, try again at once."""

    permission_required = "common.change_user"

    def do(self, user: User) -> tuple[str, str]:
        """Forget the failures."""
        person = self.person
        unlock(person=person, buyer=self.buyer, by=user, request=self.request, at=timezone.now())
        return _page(person), f"Spärren är hävd. {person} kan logga in igen."


class PersonFactors(_Step):
    """Take away the second factors of one who has lost them."""

    permission_required = "common.change_user"

    def do(self, user: User) -> tuple[str, str]:
        """Take them away, unless nobody may."""
        person, now = self.person, timezone.now()
        actions.check_may_reset_factors(person=person, buyer=self.buyer, by=user, at=now)
        reset_factors(person=person, by=user, request=self.request, at=now)
        return _page(person), f"Andra steget är borttaget. {person} väljer ett nytt vid nästa inloggning."


class PersonUnlink(_Step):
    """Take away a person's link to the municipality's sign-in, which an earlier holder of the name may have had."""

    permission_required = "common.change_user"

    def do(self, user: User) -> tuple[str, str]:
        """Take it away, unless nobody may."""
        person, now = self.person, timezone.now()
        actions.check_may_unlink(person=person, buyer=self.buyer, by=user, at=now)
        unlink_provider(person=person, by=user, request=self.request, at=now)
        return _page(person), f"Kopplingen är borttagen. {person} kopplas vid nästa inloggning hos kommunen."


class RoleGive(_AtBuyer, ActionPage):
    """One more role for a person."""

    permission_required = "common.add_membership"
    form_class = RoleForm
    submit = "Ge rollen"
    refusals = (actions.NotPossible,)

    def get_context_data(self, **kwargs: object) -> Context:
        """With a title that says whom."""
        return {**super().get_context_data(**kwargs), "title": f"Ny roll för {self.person} hos {self.buyer}"}

    def back(self) -> str:
        """To the person."""
        return _page(self.person)

    def do(self, form: RoleForm) -> _To:
        """Give or propose it."""
        user = user_of(self.request)
        person, role = self.person, form.cleaned_data["role"]
        given = actions.give_role(person=person, role=role, buyer=self.buyer, by=user, at=timezone.now())
        said = _waits_words(role) if _waits(given) else f"{person} är nu {role}."
        return _To(_page(person), said)

    def done(self, result: _To) -> str:
        """What happened."""
        return result.said


class RoleEnd(_Step):
    """Take a role from a person."""

    permission_required = "common.delete_membership"
    permission_of = None

    @property
    def membership(self) -> Membership:
        """The one of the address, at the buyer."""
        found = Membership.objects.filter(buyer=self.place).select_related("user", "role", "buyer")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def do(self, user: User) -> tuple[str, str]:
        """End it."""
        held = self.membership
        person, role = held.user, held.role
        actions.end_role(membership=held, by=user, at=timezone.now())
        still = people_at(self.place).filter(pk=person.pk).exists()
        return _page(person) if still else reverse("person-list"), f"{person} är inte längre {role}."

    def where(self) -> str:
        """To the list."""
        return reverse("person-list")


class ProposalList(_AtBuyer, TemplateView):
    """Roles that wait for a second person."""

    permission_required = "common.add_membership"
    template_name = "administration/proposal_list.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """Those that wait, and the latest that do not."""
        user = user_of(self.request)
        found = RoleProposal.objects.filter(buyer=self.buyer).select_related(
            "user", "role", "proposed_by", "decided_by"
        )
        waiting = found.filter(state=RoleProposal.State.WAITING).order_by("proposed_at", "pk")
        settled = found.exclude(state=RoleProposal.State.WAITING).order_by("-decided_at", "-pk")[:20]
        return {
            **super().get_context_data(**kwargs),
            "waiting": [(each, user.pk == each.proposed_by_id, user.pk == each.user_id) for each in waiting],
            "settled": settled,
            "place": self.buyer,
        }


class ProposalSettle(_Step):
    """Confirm a proposed role, decline it, or take one's own back."""

    permission_required = "common.add_membership"
    step = ""

    def do(self, user: User) -> tuple[str, str]:
        """What the button says."""
        proposal = get_object_or_404(RoleProposal.objects.filter(buyer=self.place), pk=self.kwargs["pk"])
        now = timezone.now()
        if self.step == "withdraw":
            done = actions.withdraw_proposal(proposal_id=proposal.pk, by=user, at=now)
        else:
            done = actions.settle_proposal(proposal_id=proposal.pk, confirm=self.step == "confirm", by=user, at=now)
        if done.state == RoleProposal.State.CONFIRMED:
            return self.where(), f"{done.user} är nu {done.role}."
        outcome = "återtaget" if self.step == "withdraw" else "avslaget"
        return self.where(), f"Förslaget att {done.user} ska bli {done.role} är {outcome}."

    def where(self) -> str:
        """To the list of them."""
        return reverse("proposal-list")
