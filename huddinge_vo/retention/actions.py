"""Throwing away what is older than its term, and setting the terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Min

from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.retention.models import RegisterExtract, RetentionResult, RetentionRun, RetentionTerm
from huddinge_vo.common.saving import save_checked
from huddinge_vo.retention.kinds import KINDS, RetentionKind

_PIECE = 2000  # rows in a transaction: nobody waits long for any of them


@dataclass(frozen=True)
class Terms:
    """How long each kind is kept: a buyer's own, and what is common to all as long as any buyer wants it kept."""

    own: dict[tuple[int, str], int]
    buyers: tuple[int, ...]

    @classmethod
    def now(cls) -> Terms:
        """As they are set."""
        kept = RetentionTerm.objects.values_list("buyer", "kind", "days")
        buyers = Organization.objects.order_by("pk").values_list("pk", flat=True)
        return cls({(buyer, kind): days for buyer, kind, days in kept}, tuple(buyers))

    def days(self, kind: RetentionKind, buyer: Organization | None) -> int:
        """Of a kind, at a buyer."""
        if kind.is_shared:
            wanted = (self.own.get((each, kind.code), kind.days.start) for each in self.buyers)
            return max(wanted, default=kind.days.start)
        return self.own.get((buyer.pk if buyer else 0, kind.code), kind.days.start)


@transaction.atomic
def save_term(
    *, buyer: Organization, kind: RetentionKind, days: int, by: User, at: datetime, version: int | None = None
) -> RetentionTerm:
    """Set how long a buyer keeps a kind. Raises ValidationError for what lies outside of what is declared."""
    require(by, "common.change_retentionterm", buyer)
    if not kind.days.least <= days <= kind.days.most:
        raise ValidationError({"days": f"Ange mellan {kind.days.least} och {kind.days.most} dagar."})
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)  # of two first ones the second changes it
    term = RetentionTerm.objects.filter(buyer=buyer, kind=kind.code).first()
    term = term or RetentionTerm(buyer=buyer, kind=kind.code)
    term.days = days
    return save_checked(term, by=by, at=at, version=version)


def run_retention(*, at: datetime) -> RetentionRun:
    """Throw away all that is older than its term at a moment, at every buyer, a piece at a time.

    What is thrown away and the note of it are one transaction. One that is broken off has done its pieces whole, and
    the next goes on. What somebody else is at just then is left to the next night.
    """
    terms, buyers = Terms.now(), list(Organization.objects.order_by("pk"))
    run = RetentionRun.objects.create(began_at=at)
    with pghistory.context(retention=run.pk):
        for kind in KINDS.values():
            if kind.forget is None:
                continue
            for buyer in [None] if kind.is_shared else buyers:
                days = terms.days(kind, buyer)
                while _forget_piece(run, kind, buyer, days=days, at=at):
                    pass
    RetentionRun.objects.filter(pk=run.pk).update(ended_at=at)
    run.ended_at = at
    return run


@transaction.atomic
def _forget_piece(
    run: RetentionRun, kind: RetentionKind, buyer: Organization | None, *, days: int, at: datetime
) -> int:
    """The oldest of a kind. Returns how many went; nought when there is no more that can go now."""
    before = at - timedelta(days=days)
    if kind.log:
        with connection.cursor() as cursor:
            cursor.execute("SELECT forget_security_log(%s, %s, %s, %s)", [kind.log, before, _PIECE, run.pk])
            return int(cursor.fetchone()[0])
    assert kind.forget is not None
    due = kind.due(buyer, at=at, days=days)
    piece = list(due.order_by("aged_at", "pk").values_list("pk", flat=True)[:_PIECE])
    if not piece:
        return 0
    chosen = kind.model._default_manager.filter(pk__in=piece).annotate(aged_at=kind.age)
    oldest = chosen.aggregate(oldest=Min("aged_at"))["oldest"]
    went = kind.forget(kind.due(buyer, at=at, days=days).filter(pk__in=piece))
    if went:
        RetentionResult.objects.create(
            run=run, kind=kind.code, buyer=buyer, before=before, number=went, oldest_at=oldest, at=at
        )
    return went


@transaction.atomic
def note_extract(
    *,
    kind: RegisterExtract.Kind,
    object_id: int,
    form: RegisterExtract.Form,
    buyer: Organization,
    by: User,
    at: datetime,
) -> RegisterExtract:
    """Note that somebody is shown all that is held about a person or a supplier."""
    require(by, "common.add_registerextract", buyer)
    return RegisterExtract.objects.create(kind=kind, object_id=object_id, form=form, asked_by=by, buyer=buyer, at=at)
