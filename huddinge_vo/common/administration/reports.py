"""The security officer's log: what was done with people, roles and accesses, who has read what is secret, who has
tried what, and who has signed in or tried to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from huddinge_vo.common.people.models import Membership, Organization, RoleProposal, User
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.retention.models import RegisterExtract
from huddinge_vo.common.secrecy.changes import changes_in
from huddinge_vo.common.secrecy.models import SecretReading, TriedChange
from huddinge_vo.common.secrecy.names import told_to_the_officer
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.untyped import ModelClass, Rows

READING = "READING"
TRIAL = "TRIAL"
SIGN_IN = "SIGN_IN"
EXTRACT = "EXTRACT"
NO_ACCOUNT, ANYBODY = "okänt konto", "okänd"
# What the log calls each kind, and the model whose history it is.
KINDS: dict[str, tuple[str, str]] = {
    "PERSON": ("användare", "common.User"),
    "ROLE": ("roll", "common.Membership"),
    "PROPOSAL": ("förslag om roll", "common.RoleProposal"),
    "GROUP_ROLE": ("grupp som ger en roll", "common.GroupRole"),
    "SCOPE": ("avgränsning av roll", "contracts.CategoryScope"),
    "GRANT": ("åtkomst till sekretess", "common.AccessGrant"),
}
CHOICES = [
    (READING, "läsning av sekretess"),
    (TRIAL, "prövning av en ändring"),
    (SIGN_IN, "inloggning"),
    (EXTRACT, "registerutdrag"),
    *((key, words) for key, (words, _) in KINDS.items()),
]


@dataclass(frozen=True)
class Entry:
    """One thing that happened: when, by whom, with what, and what it was."""

    at: datetime
    by: str
    kind: str
    subject: str
    what: tuple[str, ...]


class Log:
    """The log as a person may read it, the latest first; told a page at a time."""

    def __init__(
        self,
        user: User,
        *,
        who: User | None = None,
        kind: str = "",
        first: date | None = None,
        last: date | None = None,
    ) -> None:
        self.user = user
        parts = []
        wanted = Q() if who is None else Q(who=who.pk)
        if first is not None:
            wanted &= Q(when__date__gte=first)
        if last is not None:
            wanted &= Q(when__date__lte=last)
        for key, rows in _parts(user):
            if kind and kind != key:
                continue
            parts.append(rows.filter(wanted).order_by().values_list("when", "what_kind", "event", "who"))
        self.rows: QuerySet = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]

    def __len__(self) -> int:
        """How many."""
        return int(self.rows.count())

    def __iter__(self) -> Iterator[Entry]:
        """All of it."""
        return iter(self[:])

    def __getitem__(self, cut: slice) -> list[Entry]:
        """A page of it."""
        return _told(self.user, list(self.rows.order_by("-when", "what_kind", "-event")[cut]))


def _history(model: ModelClass) -> ModelClass:
    return model._meta.get_field("events").related_model


def _parts(user: User) -> Iterable[tuple[str, QuerySet]]:
    """Each kind of thing that has happened at the buyers whose secrets a person answers for, in the same columns."""
    buyers = buyers_of(user, may="common.view_secretreading")
    readings = SecretReading.objects.visible_to(user)
    yield (
        READING,
        readings.annotate(
            when=F("at"),
            what_kind=Value(READING, CharField()),
            event=Cast("pk", BigIntegerField()),
            who=Cast("user_id", BigIntegerField()),
        ),
    )
    yield (
        TRIAL,
        TriedChange.objects.visible_to(user).annotate(
            when=F("at"),
            what_kind=Value(TRIAL, CharField()),
            event=Cast("pk", BigIntegerField()),
            who=Cast("user_id", BigIntegerField()),
        ),
    )
    yield (
        SIGN_IN,
        SignInEvent.objects.visible_to(user).annotate(
            when=F("at"),
            what_kind=Value(SIGN_IN, CharField()),
            event=Cast("pk", BigIntegerField()),
            who=Cast(Coalesce("by_id", "user_id"), BigIntegerField()),
        ),
    )
    yield (
        EXTRACT,
        RegisterExtract.objects.filter(buyer__in=buyers).annotate(
            when=F("at"),
            what_kind=Value(EXTRACT, CharField()),
            event=Cast("pk", BigIntegerField()),
            who=Cast("asked_by_id", BigIntegerField()),
        ),
    )
    roles = _history(Membership).objects.filter(buyer__in=buyers)
    proposals = _history(RoleProposal).objects.filter(buyer__in=buyers)
    theirs = Q(pgh_obj_id__in=roles.values("user_id")) | Q(pgh_obj_id__in=proposals.values("user_id"))
    within = {
        "PERSON": theirs,
        "ROLE": Q(buyer__in=buyers),
        "PROPOSAL": Q(buyer__in=buyers),
        "GROUP_ROLE": Q(buyer__in=buyers),
        "SCOPE": Q(membership_id__in=roles.values("pgh_obj_id")),
        "GRANT": Q(buyer__in=buyers) | Q(buyer__isnull=True),
    }
    for key, (_, label) in KINDS.items():
        events = _history(apps.get_model(label)).objects.filter(within[key])
        by = Cast(KeyTextTransform("user", "pgh_context"), BigIntegerField())
        yield (
            key,
            events.annotate(
                when=F("pgh_created_at"),
                what_kind=Value(key, CharField()),
                event=Cast("pgh_id", BigIntegerField()),
                who=by,
            ),
        )


def _told(user: User, rows: list[tuple[datetime, str, int, int | None]]) -> list[Entry]:
    """The rows of a page in words, by a few questions for each kind."""
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for _, kind, event, _ in rows:
        by_kind[kind].append(event)
    anybodys: set[int] = set()
    subjects: dict[tuple[str, int], tuple[str, tuple[str, ...]]] = {}
    if by_kind[READING]:
        readings = list(SecretReading.objects.filter(pk__in=by_kind[READING]).select_related("content_type"))
        what = _objects({(each.content_type, each.object_id) for each in readings}, user)
        for reading in readings:
            subjects[READING, reading.pk] = (what[reading.content_type_id, reading.object_id], (reading.address,))
    for trial in TriedChange.objects.filter(pk__in=by_kind[TRIAL]) if by_kind[TRIAL] else ():
        subjects[TRIAL, trial.pk] = (trial.get_kind_display().capitalize(), (trial.what,))
    for sign_in in (
        SignInEvent.objects.filter(pk__in=by_kind[SIGN_IN]).select_related("user") if by_kind[SIGN_IN] else ()
    ):
        words = (sign_in.get_kind_display(), sign_in.get_way_display(), sign_in.address and f"från {sign_in.address}")
        if not sign_in.is_by_its_owner:
            anybodys.add(sign_in.pk)
        subjects[SIGN_IN, sign_in.pk] = (
            str(sign_in.user or NO_ACCOUNT),
            (", ".join(each for each in words if each).capitalize(),),
        )
    for extract in RegisterExtract.objects.filter(pk__in=by_kind[EXTRACT]) if by_kind[EXTRACT] else ():
        subjects[EXTRACT, extract.pk] = (str(extract).capitalize(), (f"Utdraget {extract.get_form_display()}",))
    for key, (_, label) in KINDS.items():
        if by_kind[key]:
            subjects |= _changes(key, apps.get_model(label), by_kind[key], user)
    names = {user.pk: str(user) for user in User.objects.filter(pk__in={who for *_, who in rows if who})}
    called = dict(CHOICES)
    return [
        Entry(
            at,
            ANYBODY if kind == SIGN_IN and event in anybodys else names.get(who or 0, "systemet"),
            called[kind],
            *subjects[kind, event],
        )
        for at, kind, event, who in rows
    ]


def _changes(
    key: str, model: ModelClass, ids: list[int], user: User
) -> dict[tuple[str, int], tuple[str, tuple[str, ...]]]:
    history = _history(model).objects
    objects = history.filter(pgh_id__in=ids).values("pgh_obj_id")
    events = list(history.filter(pgh_obj_id__in=objects).order_by("pgh_id"))
    told = changes_in(model, events, user=user)
    wanted = set(ids)
    chosen = [event for event in events if event.pgh_id in wanted]
    subjects = _grants(chosen, user) if key == "GRANT" else _SUBJECTS[key](chosen)
    return {
        (key, event.pgh_id): (
            subjects[event.pgh_id],
            tuple(
                f"{change.field.capitalize()}: {change.old} → {change.new}" if change.field else change.what
                for change in told[event.pgh_id]
            ),
        )
        for event in chosen
    }


def _of(model: ModelClass, ids: Iterable[int | None]) -> dict[int | None, str]:
    return {each.pk: str(each) for each in model._default_manager.filter(pk__in=set(ids) - {None})}


def _people(events: Rows) -> dict[int, str]:
    return {each.pgh_id: f"{each.first_name} {each.last_name}".strip() or each.username for each in events}


def _roles(events: Rows) -> dict[int, str]:
    users = _of(User, (each.user_id for each in events))
    roles = _of(Group, (each.role_id for each in events))
    buyers = _of(Organization, (each.buyer_id for each in events))
    return {each.pgh_id: f"{users[each.user_id]}: {roles[each.role_id]} hos {buyers[each.buyer_id]}" for each in events}


def _group_roles(events: Rows) -> dict[int, str]:
    roles = _of(Group, (each.role_id for each in events))
    buyers = _of(Organization, (each.buyer_id for each in events))
    return {each.pgh_id: f"{each.group}: {roles[each.role_id]} hos {buyers[each.buyer_id]}" for each in events}


def _scopes(events: Rows) -> dict[int, str]:
    memberships = _history(Membership).objects.filter(pgh_obj_id__in={each.membership_id for each in events})
    found = {each.pgh_obj_id: each for each in memberships.order_by("pgh_id")}
    told = _roles(list(found.values()))
    categories = _of(apps.get_model("contracts", "Category"), (each.category_id for each in events))
    return {
        each.pgh_id: f"{told[found[each.membership_id].pgh_id]}, bara {categories.get(each.category_id, '–')}"
        if each.membership_id in found
        else categories.get(each.category_id, "–")
        for each in events
    }


def _grants(events: Rows, user: User) -> dict[int, str]:
    users = _of(User, (each.user_id for each in events))
    roles = _of(Group, (each.group_id for each in events))
    kinds = {each.pk: each for each in ContentType.objects.filter(pk__in={each.content_type_id for each in events})}
    what = _objects({(kinds[each.content_type_id], each.object_id) for each in events}, user)
    return {
        each.pgh_id: f"{users.get(each.user_id) or 'alla med rollen ' + roles.get(each.group_id, '–')}: "
        f"{what[each.content_type_id, each.object_id]}"
        for each in events
    }


def _objects(asked: Collection[tuple[ContentType, int]], user: User) -> dict[tuple[int, int], str]:
    """Some objects in words, by the id of their kind and their own: as who reads the log may know them."""
    found: dict[tuple[int, int], str] = {}
    for kind in {kind for kind, _ in asked}:
        model = kind.model_class()
        ids = {pk for of, pk in asked if of == kind}
        told = told_to_the_officer(model, ids, user=user) if model else {pk: f"uppgift nr {pk}" for pk in ids}
        named = str(model._meta.verbose_name).capitalize() if model else kind.model
        found |= {(kind.pk, pk): f"{named} {told[pk]}" for pk in ids}
    return found


def object_told(kind: ContentType, object_id: int, user: User) -> str:
    """One of them, within a sentence."""
    told = _objects([(kind, object_id)], user)[kind.pk, object_id]
    return told[:1].lower() + told[1:]


_SUBJECTS = {
    "PERSON": _people,
    "ROLE": _roles,
    "PROPOSAL": _roles,
    "GROUP_ROLE": _group_roles,
    "SCOPE": _scopes,
}
