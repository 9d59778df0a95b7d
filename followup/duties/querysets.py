"""Whose each duty is, and who may know what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from huddinge_vo.common.order import person_order
from huddinge_vo.common.people.models import Membership
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet, is_secret
from huddinge_vo.common.secrecy.readings import note

if TYPE_CHECKING:
    from followup.duties.models import Duty
    from huddinge_vo.common.people.models import User


class ReminderRuleQuerySet(models.QuerySet):
    """Rules of reminders."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user, may="followup.view_reminderrule"))


def _left(field: str) -> Q:
    """That there is nobody in a field, or somebody who is no longer here."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__is_active": False})


def _holds(user: User, role: str) -> Exists:
    """That a person has a role of the rule at the rule's own buyer; what he is elsewhere is nothing here."""
    return Exists(Membership.objects.filter(user=user, buyer=OuterRef("rule__buyer"), role=OuterRef(role)))


class DutyQuerySet(SecuredQuerySet):
    """Duties."""

    def within_reach_of(self, user: User) -> Self:
        """Those of a person's buyers. Lists are narrowed by `seen_by` as well, which asks for each kind of object."""
        return self.filter(rule__buyer__in=buyers_of(user, may="followup.view_duty"))

    def to_do_on(self, day: date) -> Self:
        """What is open, and what was put off until a day that has come."""
        return self.filter(Q(state="OPEN") | Q(state="SNOOZED", snoozed_until__lte=day), remind_on__lte=day)

    def of_person(self, user: User) -> Self:
        """What was given to a person, else what names him or has him as deputy, else what is for a role of his.

        It is for the role where nobody is named, and where neither the one who is named nor any deputy is here any
        longer: who is no longer active has left, and holds nothing. rules.Named is the rule; this is it in SQL, and a
        test asks both of every way that people can be named.
        """
        deputy = Q(deputy_instead=user) | Q(deputy=user) & _left("deputy_instead")
        no_deputy = _left("deputy_instead") & _left("deputy")
        nobody = Q(person__isnull=True) | Q(person__is_active=False) & no_deputy
        theirs = Q(person=user) | deputy | nobody & Q(_holds(user, "rule__role"))
        return self.filter(Q(delegated_to=user) | _left("delegated_to") & theirs)

    def naming(self, user: User) -> Self:
        """What a person has been given or answers for, or is deputy for, and has not been handed on from him."""
        has = Q(delegated_to=user) | Q(person=user) & _left("delegated_to")
        return self.filter(has | Q(deputy_instead=user) | Q(deputy=user) & _left("deputy_instead"))

    def unfinished(self) -> Self:
        """What is neither done nor gone."""
        return self.exclude(state__in=("DONE", "GONE"))

    def overdue_for_manager(self, user: User, day: date) -> Self:
        """What is overdue by more than its grace, and whose manager has a role that the person holds."""
        patience_ends = models.Func(
            F("due_on"),
            F("rule__grace_days"),
            template="(%(expressions)s)",
            arg_joiner=" + ",
            output_field=models.DateField(),
        )
        return self.annotate(patience_ends=patience_ends).filter(
            _holds(user, "rule__manager_role"), patience_ends__lt=day
        )

    def for_list(self) -> Self:
        """What a list needs; the objects come with `seen_by`."""
        people = ("person", "deputy", "deputy_instead", "delegated_to")
        return self.select_related("rule__role", "rule__buyer", *people, "content_type")


class SentMailQuerySet(models.QuerySet):
    """Mails about duties."""

    def not_taken(self, user: User) -> Self:
        """The last mail to each person of one's buyers, where the address that he still has did not take it."""
        tried = self.model._default_manager.annotate(tried_at=Coalesce("sent_at", "refused_at"))
        last = tried.filter(user=OuterRef("user"), tried_at__isnull=False).order_by("-tried_at", "-pk").values("pk")[:1]
        colleagues = Membership.objects.filter(buyer__in=buyers_of(user), user__is_active=True).values("user")
        found = self.filter(user__in=colleagues, refused_at__isnull=False, refused_address=F("user__email"))
        return (
            found.filter(pk=Subquery(last))
            .select_related("user")
            .order_by(person_order("user__"), "user__username", "pk")
        )


def seen_by(duties: Iterable[Duty], user: User) -> list[Duty]:
    """The duties that a person is shown: those he may know of, with their objects. What is secret is noted as read."""
    seen = known_to(duties, user)
    hidden: defaultdict[Any, list[int]] = defaultdict(list)  # Any: a duty is about an object of any model
    for duty in seen:
        if duty.is_secret:
            hidden[duty.content_type.model_class()].append(duty.object_id)
    for model, ids in hidden.items():
        note(model, ids)
    prefetch_related_objects(seen, "object")  # not before: an object notes itself when it is fetched
    return seen


def known_to(duties: Iterable[Duty], user: User) -> list[Duty]:
    """The duties whose objects a person may see, in their order; one question for each kind of object.

    Each says whether it is secret as things stand, and not as the nightly job left it.
    """
    duties = list(duties)
    ids: defaultdict[int, set[int]] = defaultdict(set)
    for duty in duties:
        ids[duty.content_type_id].add(duty.object_id)
    seen: dict[tuple[int, int], bool] = {}
    for content_type, wanted in ids.items():
        # Any: a duty is about an object of any model
        model: Any = ContentType.objects.get_for_id(content_type).model_class()
        found = model._default_manager.visible_to(user).filter(pk__in=wanted).annotate(is_hidden=is_secret(model))
        seen |= {(content_type, pk): secret for pk, secret in found.values_list("pk", "is_hidden")}
    known = [duty for duty in duties if (duty.content_type_id, duty.object_id) in seen]
    for duty in known:
        duty.is_secret = seen[duty.content_type_id, duty.object_id]
    return known


class CalendarFeedQuerySet(models.QuerySet):
    """Secret calendar addresses."""

    def open(self) -> Self:
        """Those that may be read by: not revoked, of one who is let in, and no older than his password."""
        since = Q(user__password_set_at__isnull=True) | Q(made_at__gt=F("user__password_set_at"))
        return self.filter(since, revoked_at__isnull=True, user__is_active=True)
