"""Whose each duty is, and who may know what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from activities.activities.models import Activity, ActivityStep
from huddinge_vo.common.people.models import Membership
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.readings import note
from procurement.projects.models import Milestone, Project

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


class DutyQuerySet(models.QuerySet):
    """Duties."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers. What they are about is narrowed by `seen_by`, which asks for each kind of object."""
        return self.filter(rule__buyer__in=buyers_of(user, may="followup.view_duty"))

    def to_do_on(self, day: date) -> Self:
        """What is open, and what was put off until a day that has come."""
        return self.filter(Q(state="OPEN") | Q(state="SNOOZED", snoozed_until__lte=day), remind_on__lte=day)

    def of_person(self, user: User) -> Self:
        """What was given to a person, else what names him or has him as deputy, else what is for a role of his.

        It is for the role where nobody is named, and where neither the one who is named nor any deputy is here any
        longer: who is no longer active has left, and holds nothing.
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
        return self.select_related("rule__role", *people, "content_type")


class SentMailQuerySet(models.QuerySet):
    """Mails about duties."""

    def not_taken(self, user: User) -> Self:
        """The last mail to each person of one's buyers, where the address that he still has did not take it."""
        tried = self.model._default_manager.annotate(tried_at=Coalesce("sent_at", "refused_at"))
        last = tried.filter(user=OuterRef("user"), tried_at__isnull=False).order_by("-tried_at", "-pk").values("pk")[:1]
        colleagues = Membership.objects.filter(buyer__in=buyers_of(user), user__is_active=True).values("user")
        found = self.filter(user__in=colleagues, refused_at__isnull=False, refused_address=F("user__email"))
        return found.filter(pk=Subquery(last)).select_related("user").order_by("user__username", "pk")


def seen_by(duties: Iterable[Duty], user: User) -> list[Duty]:
    """The duties that a person is shown: those he may know of, with their objects. What is secret is noted as read."""
    seen = known_to(duties, user)
    hidden: defaultdict[Any, list[int]] = defaultdict(list)
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
    seen: dict[tuple[int, int], bool | None] = {}
    for content_type, wanted in ids.items():
        model: Any = ContentType.objects.get_for_id(content_type).model_class()
        found = _visible(model, user).filter(pk__in=wanted).annotate(is_hidden=is_hidden(model))
        seen |= {(content_type, pk): secret for pk, secret in found.values_list("pk", "is_hidden")}
    known = [duty for duty in duties if (duty.content_type_id, duty.object_id) in seen]
    for duty in known:
        duty.is_secret = bool(seen[duty.content_type_id, duty.object_id])
    return known


# What makes a duty's object secret: its own mark, or one of what it belongs to. Kinds that cannot be are not here.
_OF_CONTRACT = ("contract__is_secret", "contract__supplier__is_secret", "contract__framework__is_secret")
_SECRET_BY: dict[str, tuple[str, ...]] = {
    "contracts.Contract": ("is_secret", "supplier__is_secret", "framework__is_secret"),
    "contracts.Framework": ("is_secret",),
    "contracts.ExtensionOption": ("framework__is_secret", *_OF_CONTRACT),
    "contracts.SupplierCheck": ("supplier__is_secret", "unit__is_secret"),
    "contracts.PriceClause": ("framework__is_secret", *_OF_CONTRACT),
    "procurement.Milestone": ("project__is_secret",),
    "followup.Review": _OF_CONTRACT,
    "followup.Finding": ("supplier__is_secret", "unit__is_secret", *_OF_CONTRACT),
}


def is_hidden(model: Any) -> models.ExpressionWrapper | models.Value:
    """Whether an object is secret, for annotating; null is not."""
    marks = [Q(**{mark: True}) for mark in _SECRET_BY.get(model._meta.label, ())]
    if not marks:
        return models.Value(False)
    return models.ExpressionWrapper(reduce(or_, marks), output_field=models.BooleanField())


# Objects that are seen as what they belong to is: the field, and the model above.
_SEEN_THROUGH: dict[Any, tuple[str, Any]] = {ActivityStep: ("activity", Activity), Milestone: ("project", Project)}


def _visible(model: Any, user: User) -> Any:
    if above := _SEEN_THROUGH.get(model):
        field, holder = above
        return model._default_manager.filter(**{f"{field}__in": holder.objects.visible_to(user)})
    return model._default_manager.visible_to(user)
