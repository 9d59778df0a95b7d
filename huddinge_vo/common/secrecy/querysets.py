"""What is secret and to whom: the one rule, from which everything that is shown derives.

A model says which of its relations make its rows as secret as what they lead to: `secret_through = ("supplier",
"framework")`. What those lead to says the same in its turn, so that a placement is secret with its contract, with the
contract's supplier and with the round the contract is under. Lists, counts, searches, exports, reports, duties, sums of
spend and the history ask `visible_to`, `open_to` or `secret_to`, and nobody else names `is_secret` in a question.

A relation that leads to something that can be secret and yet keeps no secret of the row stands in `seen_apart`, with
the reason. A test of the house fails for a relation that stands in neither. A generic relation says what it may be
about in `generic_targets`, whether secret or not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.rights import held_by, of_buyers
from huddinge_vo.common.sql import written_out

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


def granted(model: type[models.Model], user: User) -> models.QuerySet:
    """The ids of the secret objects of one kind that a person has been let in on, himself or through a group.

    The kind is named and not looked up, so that asking costs no question of its own.
    """
    from huddinge_vo.common.secrecy.models import AccessGrant

    if user.pk is None:  # nobody in particular: a command, and whoever reads what it writes
        return AccessGrant.objects.none().values("object_id")
    kind = model._meta.concrete_model._meta  # type: ignore[union-attr]
    held = AccessGrant.objects.held_by(user).in_force_on(timezone.localdate())
    of_kind = held.filter(content_type__app_label=kind.app_label, content_type__model=kind.model_name)
    return of_kind.values("object_id")


def has_own_secrecy(model: type[models.Model]) -> bool:
    """Whether rows of a model can be marked as secret themselves."""
    from huddinge_vo.common.secrecy.models import Secured

    return issubclass(model, Secured)


def can_be_secret(model: type[models.Model]) -> bool:
    """Whether rows of a model can be secret, by their own mark or by what they belong to."""
    return has_own_secrecy(model) or bool(getattr(model, "secret_through", ()))


@dataclass(frozen=True)
class Path:
    """One way that secrecy comes to a model: a lookup, and the models that it leads to: several if it is generic."""

    lookup: str
    targets: tuple[type[models.Model], ...]
    generic: GenericForeignKey | None = None
    has_many: bool = False  # a row has several, and is secret when one of them is
    may_be_null: bool = False


def leads_to(model: type[models.Model]) -> Iterator[Path]:
    """The relations that make a model's rows secret, as it declares them."""
    for lookup in getattr(model, "secret_through", ()):
        at, has_many, may_be_null = model, False, False
        for name in lookup.split("__"):
            step: Any = at._meta.get_field(name)  # Any: a field, or a relation back, or a generic one
            if isinstance(step, GenericForeignKey):
                about = (apps.get_model(label) for label in model.generic_targets[name])  # type: ignore[attr-defined]
                yield Path(lookup, tuple(each for each in about if can_be_secret(each)), generic=step)
                break
            at = step.related_model
            has_many |= step.one_to_many or step.many_to_many
            may_be_null |= step.null
        else:
            yield Path(lookup, (at,), has_many=has_many, may_be_null=may_be_null)


def secret_to(user: User | None, model: type[models.Model]) -> Q:
    """The rows of a model that a person may not know of; with nobody, all that are secret.

    Few things are secret, so that the ids of what is hidden are gathered instead of everything else being joined.
    """
    return _any_of(_secret(model, _hidden_from(user)))


_MOST_NAMED = 1000  # ids that are named in every question; of more the question itself is put in it


@dataclass
class Hidden:
    """What is hidden from somebody, as far as it has been asked for: most ways lead to the same suppliers.

    Of each model the question that finds its hidden rows, put together once and asked each time it is used; or their
    ids. For a request, what is marked is looked up once, in a question or two: mostly nothing that is marked is there
    to hide, and then no question of the page has to look for it. Elsewhere a person may be asked of for long.
    """

    user: User | None
    for_a_request: bool = False
    rows: dict[type[models.Model], models.QuerySet | list[int]] = field(default_factory=dict)

    @cached_property
    def _marked(self) -> dict[type[models.Model], list[int]]:
        return _marks_hidden_from(self.user) if self.for_a_request and self.user else {}

    def by_mark(self, model: type[models.Model]) -> list[Q]:
        """Which rows of a model are hidden by their own mark."""
        if self.user is None:
            return [Q(is_secret=True)]
        if model in self._marked:
            return [Q(pk__in=self._marked[model])] if self._marked[model] else []
        return [Q(is_secret=True) & ~Q(pk__in=granted(model, self.user))]

    def of(self, model: type[models.Model]) -> models.QuerySet | list[int]:
        """The ids of a model's hidden rows."""
        if model not in self.rows:
            hidden = _secret(model, self)
            self.rows[model] = model._base_manager.filter(_any_of(hidden)).values("pk") if hidden else []
        return self.rows[model]


_HIDDEN_FROM_ALL = Hidden(user=None)


def _hidden_from(user: User | None) -> Hidden:
    if user is None:
        return _HIDDEN_FROM_ALL
    if user.hidden_from is None:
        user.hidden_from = Hidden(user)
    return user.hidden_from


def hide_for_a_request(user: User) -> None:
    """From here on this object is somebody who asks for a page, and what is hidden from him is looked up once."""
    user.hidden_from = Hidden(user, for_a_request=True)


@cache
def _all_marked() -> tuple[str, list[str | int | None]]:
    """The question of all that is marked as secret: the model's place among the secured ones, and the row's id."""
    first, *rest = (
        model._base_manager.filter(is_secret=True).annotate(of=Value(at)).values_list("of", "pk")[: _MOST_NAMED + 1]
        for at, model in enumerate(secured_models())
    )
    return written_out(first.union(*rest, all=True))


def _marks_hidden_from(user: User) -> dict[type[models.Model], list[int]]:
    """What is marked as secret and hidden from a person, by model; without those that have too many to be named."""
    from huddinge_vo.common.secrecy.models import AccessGrant

    secured = secured_models()
    marked: dict[type[models.Model], set[int]] = {model: set() for model in secured}
    with connection.cursor() as cursor:
        cursor.execute(*_all_marked())
        for at, pk in cursor.fetchall():
            marked[secured[at]].add(pk)
    # Before what he is let in on is left out: of more than can be named not all are known here.
    hidden = {model: pks for model, pks in marked.items() if len(pks) <= _MOST_NAMED}
    if any(hidden.values()) and user.pk is not None:
        held = AccessGrant.objects.held_by(user).in_force_on(timezone.localdate())
        by_name = {model._meta.label_lower: model for model in hidden}
        for app, name, pk in held.values_list("content_type__app_label", "content_type__model", "object_id"):
            if model := by_name.get(f"{app}.{name}"):
                hidden[model].discard(pk)
    return {model: sorted(pks) for model, pks in hidden.items()}


def look_up_hidden(user: User, model: type[models.Model]) -> None:
    """Find out which of what a model's rows lead to is hidden from a person, once for all questions of a page.

    One question more, for pages that ask many of large tables: where nothing is hidden, as mostly, they need not look
    for it in each row, and the database can tell beforehand how many rows are left and reads them as they are ordered.
    """
    known = _hidden_from(user)
    targets = {target for path in leads_to(model) if path.generic is None for target in path.targets}
    asked = {
        target._meta.label: hidden
        for target in sorted(targets, key=lambda each: each._meta.label)
        if isinstance(hidden := known.of(target), models.QuerySet)
    }
    if not asked:
        return
    first, *rest = (
        hidden.annotate(of=Value(label)).values_list("of", "pk")[: _MOST_NAMED + 1] for label, hidden in asked.items()
    )
    found: dict[str, list[int]] = {label: [] for label in asked}
    for label, pk in first.union(*rest, all=True):
        found[label].append(pk)
    known.rows.update({apps.get_model(label): pks for label, pks in found.items() if len(pks) <= _MOST_NAMED})


def _secret(model: type[models.Model], known: Hidden) -> list[Q]:
    """Each way in which rows of a model are hidden; none where nothing is."""
    found = known.by_mark(model) if has_own_secrecy(model) else []
    for path in leads_to(model):
        for target in path.targets:
            hidden = known.of(target)
            if isinstance(hidden, models.QuerySet) or hidden:
                found.append(_through(path, model, target, hidden))
    return found


def _any_of(ways: list[Q]) -> Q:
    return reduce(or_, ways) if ways else Q(pk__in=[])


def _through(
    path: Path, model: type[models.Model], target: type[models.Model], hidden: models.QuerySet | list[int]
) -> Q:
    """The rows of a model that are hidden since what one path leads to is."""
    if path.generic is not None:
        kind = {"app_label": target._meta.app_label, "model": target._meta.model_name}
        named = {f"{path.generic.ct_field}__{key}": value for key, value in kind.items()}
        return Q(**named, **{f"{path.generic.fk_field}__in": hidden})
    through = Q(**{f"{path.lookup}__in": hidden})
    return Q(pk__in=model._base_manager.filter(through).values("pk")) if path.has_many else through


def is_secret(model: type[models.Model]) -> Case:
    """Whether each row of a model is secret, whoever asks: for annotating."""
    return Case(When(secret_to(None, model), then=True), default=False, output_field=models.BooleanField())


class SecuredQuerySet(models.QuerySet):
    """Rows that can be secret: seen by those who were named, and by nobody else whatever their role.

    `seen_with` is the permission with which others are seen; it counts where it was given, at the row's own buyer.
    """

    seen_with: ClassVar[str] = ""

    def open_to(self, user: User) -> Self:
        """By secrecy alone: what is not secret, and what is secret but the person has been let in on."""
        hidden = _secret(self.model, _hidden_from(user))
        return self.filter(~_any_of(hidden)) if hidden else self

    def public(self) -> Self:
        """What is no secret to anybody."""
        return self.filter(~secret_to(None, self.model))

    def where_given_to(self, user: User) -> Self:
        """At the buyers where a person's roles give `seen_with`, and what belongs to no buyer."""
        return self.filter(of_buyers(self.model, buyers_of(user, may=self.seen_with))) if self.seen_with else self

    def within_reach_of(self, user: User) -> Self:
        """By buyer and category, secret or not: as what a row belongs to is. What has its own buyer says it here."""
        found = self.where_given_to(user)
        for path in leads_to(self.model):
            if path.generic is not None or path.has_many:
                continue
            (target,) = path.targets
            reached = reached_by(user, target)
            if reached is not None:
                nobody = Q(**{f"{path.lookup}__isnull": True}) if path.may_be_null else Q()
                found = found.filter(nobody | Q(**{f"{path.lookup}__in": reached}))
        return found

    def visible_to(self, user: User) -> Self:
        """What a person is shown: within reach of his work, and no secret to him. Costs no question of its own."""
        return self.within_reach_of(user).open_to(user)


def reached_by(user: User, model: type[models.Model]) -> RawSQL | None:
    """The ids of a model's rows within reach of a person's work, to be asked for; null where anybody reaches them all.

    Most of a page's questions lead to the same contracts and suppliers. What narrows those is written out once for a
    user object, as his roles are looked up once: putting it together each time took longer than answering it.
    """
    known = held_by(user).reached
    if model not in known:
        above = model._default_manager.all()
        rows = above if isinstance(above, SecuredQuerySet) else SecuredQuerySet(model)
        within = rows.within_reach_of(user)
        sql, params = written_out(within.order_by().values("pk"))
        known[model] = RawSQL(sql, params) if within.query.where else None  # noqa: S611 - what Django has written
    return known[model]


def secured_models() -> list[type[models.Model]]:
    """All kinds of objects that can be secret, by what they are called."""
    from huddinge_vo.common.secrecy.models import Secured

    found = [model for model in apps.get_models() if issubclass(model, Secured)]
    return sorted(found, key=lambda model: str(model._meta.verbose_name))


class AccessGrantQuerySet(models.QuerySet):
    """Who is let in on what."""

    def visible_to(self, user: User) -> Self:
        """Those given at buyers whose secrets a person answers for."""
        return self.filter(buyer__in=buyers_of(user, may="common.view_accessgrant"))

    def of(self, model: type[models.Model], ids: Collection[int]) -> Self:
        """Those on some objects of one kind."""
        kind = ContentType.objects.get_for_model(model)
        return self.filter(content_type=kind, object_id__in=ids)

    def held_by(self, user: User) -> Self:
        """Those that let a person in, himself or through a group: a group is let in as it is at one buyer."""
        # Both halves are of the same membership.
        return self.filter(Q(user=user) | Q(group__memberships__user=user, group__memberships__buyer=F("buyer")))

    def in_force_on(self, day: date) -> Self:
        """Those that count on a day; the last day does."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))


class SecretReadingQuerySet(models.QuerySet):
    """Who has read what."""

    def visible_to(self, user: User) -> Self:
        """Readings of what belongs to buyers whose secrets a person answers for, and of what belongs to no buyer."""
        if user.is_superuser:
            return self
        buyers = buyers_of(user, may="common.view_secretreading")
        within = Q(pk__in=[])
        for model in secured_models():
            kind = ContentType.objects.get_for_model(model)
            within |= Q(
                content_type=kind, object_id__in=model._default_manager.filter(of_buyers(model, buyers)).values("pk")
            )
        return self.filter(within)


class TriedChangeQuerySet(models.QuerySet):
    """Who has tried what."""

    def visible_to(self, user: User) -> Self:
        """At the buyers whose secrets a person answers for, and what belongs to no buyer."""
        buyers = buyers_of(user, may="common.view_secretreading")
        return self.filter(of_buyers(self.model, buyers)) if user.is_superuser or buyers else self.none()


class MarkProposalQuerySet(models.QuerySet):
    """What has been asked to be marked as secret, or open again."""

    def visible_to(self, user: User) -> Self:
        """At the buyers whose secrets a person answers for, and what he has asked for himself."""
        return self.filter(Q(buyer__in=buyers_of(user, may="common.add_accessgrant")) | Q(asked_by=user))

    def waiting(self) -> Self:
        """Those that nobody has decided of."""
        return self.filter(decided_at__isnull=True)

    def to_approve_by(self, user: User) -> Self:
        """Those that wait for a person: at buyers whose secrets he answers for, and asked for by another."""
        return self.waiting().filter(buyer__in=buyers_of(user, may="common.add_accessgrant")).exclude(asked_by=user)
