"""What the pages of retention say: what is kept how long, what would go tonight, and what went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Sum

from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.retention.models import RetentionResult, RetentionRun, RetentionTerm
from huddinge_vo.common.untyped import ModelClass
from huddinge_vo.retention.actions import Terms
from huddinge_vo.retention.kinds import KINDS, RetentionKind

_RUNS = 30


@dataclass(frozen=True)
class Forecast:
    """What a kind is kept for, and what would go of it now: how many, the oldest, how many are held back."""

    kind: RetentionKind
    days: int
    number: int
    oldest_at: datetime | None
    held: int

    @property
    def is_start_value(self) -> bool:
        """Whether nobody has set another term."""
        return self.days == self.kind.days.start


@dataclass(frozen=True)
class Gone:
    """What one run did with one kind."""

    words: str
    number: int
    oldest_at: datetime | None


@dataclass(frozen=True)
class Ran:
    """One run, with what it did at a buyer and with what is common to all."""

    began_at: datetime
    is_whole: bool
    gone: tuple[Gone, ...]


def forecast(buyer: Organization | None, *, at: datetime) -> list[Forecast]:
    """What would go at a buyer now, kind by kind. Nothing is changed."""
    terms = Terms.now()
    return [_of_kind(kind, buyer, days=terms.days(kind, buyer), at=at) for kind in KINDS.values()]


def forecast_for_all(*, at: datetime) -> list[tuple[str, Forecast]]:
    """What would go of everything: whose, by name, and what. What is common to all comes once."""
    terms, buyers = Terms.now(), list(Organization.objects.order_by("sort_name", "name", "pk"))
    return [
        (buyer.name if buyer else "alla", _of_kind(kind, buyer, days=terms.days(kind, buyer), at=at))
        for kind in KINDS.values()
        for buyer in ([None] if kind.is_shared else buyers)
    ]


def _of_kind(kind: RetentionKind, buyer: Organization | None, *, days: int, at: datetime) -> Forecast:
    due = kind.due(buyer, at=at, days=days).order_by().aggregate(number=Count("pk"), oldest=Min("aged_at"))
    held = 0
    if kind.held:
        held = kind.aged(buyer, at=at, days=days).filter(kind.held(at)).order_by().count()
    return Forecast(kind, days, due["number"], due["oldest"], held)


def runs(buyer: Organization | None) -> list[Ran]:
    """The latest runs, the last first."""
    latest = list(RetentionRun.objects.order_by("-began_at", "-pk")[:_RUNS])
    results = RetentionResult.objects.at(buyer).filter(run__in=latest)
    summed = results.values("run", "kind").annotate(went=Sum("number"), oldest=Min("oldest_at")).order_by("run", "kind")
    by_run: dict[int, list[Gone]] = {}
    for each in summed:
        known = KINDS.get(each["kind"])
        gone = Gone(known.words if known else each["kind"], each["went"], each["oldest"])
        by_run.setdefault(each["run"], []).append(gone)
    return [Ran(run.began_at, run.ended_at is not None, tuple(by_run.get(run.pk, ()))) for run in latest]


@dataclass(frozen=True)
class TermChange:
    """That somebody set how long a kind is kept."""

    at: datetime
    by: str
    words: str
    days: int


def term_changes(buyer: Organization | None) -> list[TermChange]:
    """Who has set which term at a buyer, the latest first."""
    history: ModelClass = RetentionTerm._meta.get_field("events").related_model
    events = list(history._default_manager.filter(buyer=buyer).order_by("-pgh_id")[:_RUNS])
    ids = [(each.pgh_context or {}).get("user") for each in events]
    names = {person.pk: str(person) for person in User.objects.filter(pk__in=[pk for pk in ids if pk is not None])}
    return [
        TermChange(
            each.pgh_created_at,
            names.get(pk or 0, "systemet"),
            KINDS[each.kind].words if each.kind in KINDS else each.kind,
            each.days,
        )
        for each, pk in zip(events, ids, strict=True)
    ]


def went(run: RetentionRun) -> Iterable[tuple[str, str, int]]:
    """What a run did, for a terminal: whose, what, how many."""
    summed = run.results.values("kind", "buyer__name").annotate(went=Sum("number")).order_by("kind", "buyer__name")
    for each in summed:
        yield each["buyer__name"] or "alla", each["kind"], each["went"]
