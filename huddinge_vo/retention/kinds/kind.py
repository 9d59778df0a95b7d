"""What a kind of data that ages must say of itself, and the registry of all kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.fields.files import FieldFile

from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.registry import Registry
from huddinge_vo.common.untyped import ModelClass


def remove(rows: QuerySet) -> int:
    """Take rows away whole, and what belongs to them alone. What somebody else is at is left to the next night."""
    locked = list(rows.model._default_manager.filter(pk__in=_locked(rows)).values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=locked).delete()
    return len(locked)


def empty_file(field: str, **also: object) -> Callable[[QuerySet], int]:
    """Take away the file that rows name, and leave the rows. `also` are fields that go with it, and what they become.

    The file goes when the transaction is safe, and only where no other row names it: the same content is kept once.
    """

    def forget(rows: QuerySet) -> int:
        found = list(rows.model._default_manager.filter(pk__in=_locked(rows)).order_by("pk"))
        names: set[str] = set()
        for each in found:
            kept: FieldFile = getattr(each, field)
            names.add(str(kept.name))
            setattr(each, field, "")
            for name, value in also.items():
                setattr(each, name, value)
            each.save(update_fields=[field, *also])
        shared = rows.model._default_manager.filter(**{f"{field}__in": names}).values_list(field, flat=True)
        gone = names - set(shared)
        transaction.on_commit(lambda: _delete_files(sorted(gone)))
        return len(found)

    return forget


def _locked(rows: QuerySet) -> Sequence[object]:
    return list(rows.order_by().select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))


def _delete_files(names: Sequence[str]) -> None:
    for name in names:
        default_storage.delete(name)


@dataclass(frozen=True, kw_only=True)
class Days:
    """How long a kind is kept: what it begins with, and within what a förvaltare may set it."""

    start: int
    least: int
    most: int


@dataclass(frozen=True, kw_only=True)
class RetentionKind:
    """Data that ages: what it is, why it is there, how long, which rows go, what becomes of them, what holds them back.

    `words` to `held_by` are Swedish, for the page and the record, where it stands under its `processing`. `covers` are
    the models, and the files as Model.field, that the kind answers for. `of` are a buyer's rows, all of them where
    `is_shared`, each with its age told by `aged_by`; of them `held` are not to go however old. `forget` takes some of
    them, in one transaction, and returns how many went; where it is none they are shown and left to a person.
    """

    code: str
    number: int
    processing: str
    words: str
    why: str
    becomes: str
    held_by: str
    days: Days
    covers: tuple[str, ...]
    model: ModelClass
    aged_by: str | Combinable
    of: Callable[[Organization | None], QuerySet]
    held: Callable[[datetime], Q] | None = None
    forget: Callable[[QuerySet], int] | None = remove
    is_shared: bool = False
    seen_at: str = "person-list"  # where those that are left to a person are looked at, by the name of the address
    log: str = ""  # of the security log: what forget_security_log calls it, and then the database itself takes it away

    def aged(self, buyer: Organization | None, *, at: datetime, days: int) -> QuerySet:
        """All that is older than its days at a moment, held or not, with its age as `aged_at`."""
        rows = self.of(buyer).annotate(aged_at=self.age)
        return rows.filter(aged_at__lt=at - timedelta(days=days))

    def due(self, buyer: Organization | None, *, at: datetime, days: int) -> QuerySet:
        """Of those, what is to go."""
        aged = self.aged(buyer, at=at, days=days)
        return aged.exclude(self.held(at)) if self.held else aged

    @property
    def age(self) -> Combinable:
        """The moment that its age is counted from."""
        return F(self.aged_by) if isinstance(self.aged_by, str) else self.aged_by


KINDS: Registry[RetentionKind] = Registry("retention kind")
