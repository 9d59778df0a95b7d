"""Questions asked of classes, reviews and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import ExtractMonth

from followup.reviews import rules
from huddinge_vo.common.history.querysets import as_known_on
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.periods import Period, add_months
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet
from huddinge_vo.common.untyped import KnownRows

if TYPE_CHECKING:
    from contracts.register.models import Contract
    from huddinge_vo.common.people.models import Organization, User

_OPEN = rules.UNFINISHED_REVIEW


@dataclass(frozen=True)
class Part:
    """How many of how many. A share of nothing is not nought: whoever shows it asks for `whole` first."""

    met: int
    whole: int

    @classmethod
    def of(cls, rows: models.QuerySet) -> Part:
        """Of rows that say `is_met` each."""
        found = rows.order_by().aggregate(met=Count("pk", filter=Q(is_met=True)), whole=Count("pk"))
        return cls(found["met"], found["whole"])


def _holds(condition: Q) -> Case:
    """Whether something holds, as a value: true or false, and never null."""
    return Case(When(condition, then=True), default=False, output_field=models.BooleanField())


def volumes(buyer: Organization, *, on: date) -> list[tuple[int, Decimal, bool]]:
    """(id, kronor, critical) of each contract in force: what was bought on it in the twelve months."""
    from contracts.plan.models import CategoryLoyalty
    from contracts.register.models import Contract

    period = CategoryLoyalty.objects.measured(buyer.pk, on=on).period or Period.rolling_12(add_months(on, -1))
    bought = Sum("volumes__sum_sek", filter=Q(volumes__month__range=(period.first, period.last)))
    found = Contract.objects.filter(buyer=buyer).in_force_on(on).annotate(bought=bought)
    return [
        (pk, bought or Decimal(0), critical)
        for pk, bought, critical in found.order_by("pk").values_list("pk", "bought", "is_critical")
    ]


def _last_done(contract: str, on: date) -> Subquery:
    from followup.reviews.models import Review

    done = Review.objects.filter(contract=OuterRef(contract), status="DONE", done_on__lte=on).order_by()
    return Subquery(done.values("contract").annotate(last=Max("done_on")).values("last"))


NextReviews = list[tuple[Any, date]]  # Any: a class with its level and its last review


class FollowUpClassQuerySet(SecuredQuerySet):
    """How deep contracts are followed up."""

    seen_with = "followup.view_review"

    def in_force_on(self, day: date) -> Self:
        """Of contracts in force on a day."""
        return self.filter(contract__status="SIGNED", contract__in_force__contains=day)

    def of_levels_on(self, day: date, levels: Collection[int]) -> tuple[KnownRows, bool]:
        """Those that had one of some classes on a day, with which as `level_then`: the one decided by then, else the
        one proposed; and whether history tells it.

        Where history does not reach the day it is the class of now, but for what was decided after it.
        """
        found, told = as_known_on(self, day, "decided", "decided_on", "proposed")
        decided = When(then_decided__isnull=False, then_decided_on__lte=day, then=F("then_decided"))
        level = Case(decided, default=F("then_proposed"))
        return found.annotate(level_then=level).filter(level_then__in=levels), told

    def with_last_done(self, day: date) -> Self:
        """With the day of the last review done up to a day, as `last_done`."""
        return self.annotate(last_done=_last_done("contract", day))

    def due(self, on: date, *, level: int) -> NextReviews:
        """Contracts of a class in force on a day, each with the last day to review it again.

        A contract that has never been reviewed has its first interval to run from its first day.
        """
        rows, _ = self.of_levels_on(on, [level])
        found = rows.in_force_on(on).for_list(on=on).order_by("contract__number", "pk")
        return [(row, rules.next_review(row.level_then, row.last_done, row.contract.valid_from)) for row in found]

    def in_time_by_level(self, on: date, *, levels: Collection[int]) -> tuple[dict[int, Part], bool]:
        """Contracts of each of some classes in force on a day: those whose next review is not overdue, and all of them;
        and whether history tells which class they had.
        """
        rows, told = self.of_levels_on(on, levels)
        whole, met = Counter[int](), Counter[int]()
        found = rows.in_force_on(on).with_last_done(on).order_by()
        for level, last_done, since in found.values_list("level_then", "last_done", "contract__valid_from"):
            whole[level] += 1
            met[level] += rules.next_review(level, last_done, since) >= on
        return {level: Part(met[level], whole[level]) for level in levels}, told

    def in_time(self, on: date, *, level: int) -> Part:
        """The same of one class."""
        return self.in_time_by_level(on, levels=[level])[0][level]

    def class_one_in_time(self, on: date) -> Part:
        """Class 1 reviewed in time: three times a year."""
        return self.in_time(on, level=1)

    def for_list(self, *, on: date) -> Self:
        """With contract, supplier and last review."""
        return self.select_related("contract__supplier", "decided_by").with_last_done(on)


class ReviewTemplateQuerySet(models.QuerySet):
    """Questions to ask in reviews."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user, may="followup.view_review"))


class ReviewQuerySet(SecuredQuerySet):
    """Reviews of contracts."""

    seen_with = "followup.view_review"

    def done_in(self, period: Period) -> Self:
        """Done on a day of a period; both end days count."""
        return self.filter(status="DONE", done_on__range=(period.first, period.last))

    def unfinished(self) -> Self:
        """Planned or begun."""
        return self.filter(status__in=_OPEN)

    def planned_in(self, year: int) -> Self:
        """Planned for a calendar year, cancelled ones too."""
        return self.filter(planned_on__range=(date(year, 1, 1), date(year, 12, 31)))

    def by_routine(self, period: Period) -> Self:
        """Those done in a period; `is_met` where the common routine was followed and sustainability judged (`covers`).

        A question about sustainability that was found not to be relevant judges nothing.
        """
        from followup.reviews.models import ReviewAnswer

        judged = ReviewAnswer.objects.filter(
            review=OuterRef("pk"), kind="SUSTAINABILITY", answer__in=("MET", "PARTLY", "NOT_MET")
        )
        return (
            self.done_in(period)
            .annotate(covers=Exists(judged))
            .annotate(is_met=_holds(Q(followed_routine=True, covers=True)))
        )

    def self_reported_to(self, user: User) -> Self:
        """Those to which the supplier has sent its own report, and that are not done. For whoever makes the review; of
        those that nobody makes yet, for all who may.
        """
        may = buyers_of(user, may="followup.change_review")
        reports = apps.get_model("followup", "SupplierAnswer")._base_manager
        sent = reports.filter(review=OuterRef("pk"), link__isnull=False)
        theirs = Q(reviewer=user) | Q(reviewer__isnull=True)
        return self.unfinished().filter(Exists(sent), theirs, contract__buyer__in=may)

    def for_list(self) -> Self:
        """What a list needs."""
        return self.select_related("contract__supplier", "contract__follow_up_class", "reviewer", "template")

    def next_first(self) -> Self:
        """What is to be done, the earliest day first; then what is over, the latest first."""
        to_do = Case(When(status__in=_OPEN, then=F("planned_on")))
        return self.order_by(to_do.asc(nulls_last=True), "-planned_on", "pk")

    def months_of(self, year: int, *, on: date) -> dict[int, dict[str, int]]:
        """Month → how many of a year's planned reviews are `planned`, `done`, `late` and `cancelled` on a day.

        Late are those still to be done whose day has passed; they are not counted as planned.
        """
        late = Q(status__in=_OPEN, planned_on__lt=on)
        rows = (
            self.planned_in(year)
            .order_by()
            .values(month=ExtractMonth("planned_on"))
            .annotate(
                planned=Count("pk", filter=Q(status__in=_OPEN) & ~late),
                late=Count("pk", filter=late),
                done=Count("pk", filter=Q(status="DONE")),
                cancelled=Count("pk", filter=Q(status="CANCELLED")),
            )
        )
        return {row.pop("month"): row for row in rows}

    def by_class(self) -> dict[tuple[int | None, int], int]:
        """(Class, month) → how many of these are planned then; null is of contracts without a class."""
        rows = self.order_by().values_list("contract__follow_up_class__effective", ExtractMonth("planned_on"))
        return {(level, month): count for level, month, count in rows.annotate(count=Count("pk"))}

    def months_by_class(self, year: int) -> dict[tuple[int | None, int], int]:
        """(Class, month) → how many of a year's reviews are planned then. Cancelled ones not counted."""
        return self.planned_in(year).exclude(status="CANCELLED").by_class()

    def by_person(self, year: int) -> dict[tuple[int | None, int], int]:
        """(Person, month) → how many of a year's reviews are his then; null is nobody's. Cancelled ones not counted."""
        planned = self.planned_in(year).exclude(status="CANCELLED").order_by()
        rows = planned.values_list("reviewer", ExtractMonth("planned_on")).annotate(count=Count("pk"))
        return {(person, month): count for person, month, count in rows}


class ReviewAnswerQuerySet(models.QuerySet):
    """Answers in reviews."""

    def unanswered(self) -> Self:
        """Questions that nobody has judged."""
        return self.filter(answer="")


class FindingQuerySet(SecuredQuerySet):
    """Deficiencies at suppliers."""

    seen_with = "followup.view_finding"

    def unsettled(self) -> Self:
        """Neither closed nor dismissed."""
        return self.filter(status__in=("REPORTED", "OPEN", "FIXED"))

    def to_judge_by(self, user: User) -> Self:
        """Reported by another, and nobody has said what becomes of them, where a person may."""
        may = buyers_of(user, may="followup.change_finding")
        return self.filter(status="REPORTED", buyer__in=may).exclude(registered_by=user)

    def to_verify_by(self, user: User) -> Self:
        """Said to be mended, where a person may verify it: none that is his own work, as `Finding.is_work_of` says."""
        may = buyers_of(user, may="followup.verify_finding")
        mended = self.filter(status="FIXED", buyer__in=may)
        own = Q(fixed_by=user) | Q(registered_by=user) | Q(writers=user)
        return mended.exclude(pk__in=self.model._base_manager.filter(own).values("pk"))

    def answered_for(self, user: User) -> Self:
        """Those where the supplier has answered the last letter by its link, and nobody has gone on since: with the
        next step, or by saying that it is mended. For whoever is responsible; of those that nobody is, for all who may.
        """
        may = buyers_of(user, may="followup.change_finding")
        steps = apps.get_model("followup", "FindingStep")._base_manager
        later = steps.filter(finding=OuterRef("finding"), pk__gt=OuterRef("pk")).exclude(state="DECLINED")
        answered = steps.filter(~Exists(later), finding=OuterRef("pk"), answers__link__isnull=False)
        theirs = Q(responsible=user) | Q(responsible__isnull=True)
        return self.filter(Exists(answered), theirs, status__in=("REPORTED", "OPEN"), buyer__in=may)

    def overdue_on(self, day: date) -> Self:
        """Not yet mended though the last day has passed, as rules.is_late says of each."""
        return self.filter(status__in=rules.UNMENDED_FINDING, due_on__lt=day)

    def as_they_stood_on(self, day: date) -> tuple[KnownRows, bool]:
        """Those registered up to a day, with `status_then` and `late_then`; and whether history tells it.

        Where it does not, the days of a finding tell when it was mended and verified, and the rest is as it is now.
        """
        found, told = as_known_on(self.filter(registered_on__lte=day), day, "status", "due_on")
        status: F | Case = F("then_status")
        if not told:
            status = Case(
                When(verified_on__lte=day, status="CLOSED", then=Value("CLOSED")),
                When(fixed_on__lte=day, status__in=("CLOSED", "FIXED"), then=Value("FIXED")),
                When(status__in=("CLOSED", "FIXED"), then=Value("OPEN")),
                default=F("status"),
            )
        found = found.annotate(status_then=status)
        late = Q(status_then__in=rules.UNMENDED_FINDING, then_due_on__lt=day)
        return found.annotate(late_then=_holds(late)), told

    def confirmed_irregularities(self, on: date) -> Self:
        """Those confirmed up to a day; `is_met` where an authority had been told by then (measure 7)."""
        confirmed = self.filter(is_irregularity=True, confirmed_on__lte=on).exclude(status="DISMISSED")
        return confirmed.annotate(is_met=_holds(Q(reported_on__lte=on)))

    def for_list(self) -> Self:
        """What a list needs."""
        return self.select_related("supplier", "unit", "contract", "responsible")


def contracts_to_plan(buyer: Organization, *, first: date, last: date, user: User | None = None) -> Iterable[Contract]:
    """Contracts with a class that are in force on any day of a span, with areas, class and last review up to its start.

    With a person those that he may see: what he plans he is shown first.
    `planned_until` is the last day that is planned or begun already, within the span's year.
    """
    from contracts.register.models import Contract
    from followup.reviews.models import Review

    planned = Review.objects.filter(contract=OuterRef("pk"), status__in=_OPEN, planned_on__lte=last).order_by()
    contracts = Contract.objects.all() if user is None else Contract.objects.visible_to(user)
    return (
        contracts.filter(buyer=buyer, follow_up_class__isnull=False)
        .signed()
        .not_ended_on(first)
        .filter(valid_from__lte=last)
        .select_related("follow_up_class", "owner", "supplier")
        .prefetch_related("areas")
        .annotate(
            last_done=_last_done("pk", last),
            planned_until=Subquery(planned.values("contract").annotate(last=Max("planned_on")).values("last")),
        )
        .order_by("follow_up_class__effective", "valid_from", "pk")
    )


@dataclass(frozen=True)
class Bought:
    """What a department bought on a contract in twelve months."""

    contract: int
    payer: str
    kronor: Decimal


def bought_by_payer(buyer: Organization, *, user: User, on: date) -> tuple[list[Bought], Period]:
    """What each department bought on each contract that a person may see, in the twelve months that are measured."""
    from contracts.plan.models import CategoryLoyalty
    from contracts.register.models import Contract, ContractPayerVolume

    period = CategoryLoyalty.objects.measured(buyer.pk, on=on).period or Period.rolling_12(add_months(on, -1))
    rows = (
        ContractPayerVolume.objects.filter(
            contract__in=Contract.objects.visible_to(user).filter(buyer=buyer).values("pk"),
            month__range=(period.first, period.last),
        )
        .values_list("contract", "payer")
        .annotate(kronor=Sum("sum_sek"))
        .order_by("payer", "contract")
    )
    return [Bought(*row) for row in rows], period


def reviewed_in_time(buyer: Organization, *, user: User, on: date) -> set[int]:
    """Contracts that have been reviewed, and are not due again by their class: those whose kronor are covered.

    A contract that has not been reviewed yet is not covered, also while its first interval runs.
    """
    from followup.reviews.models import FollowUpClass

    classes = FollowUpClass.objects.visible_to(user).filter(contract__buyer=buyer).with_last_done(on)
    return {
        each.contract_id
        for each in classes
        if each.last_done and rules.next_review(each.effective, each.last_done, each.last_done) >= on
    }


def planned_and_done(buyer: Organization, *, user: User, year: int, on: date) -> dict[int, tuple[int, int, int]]:
    """Contract → how many of its reviews are planned in a year, done, and late on a day. Cancelled ones not counted."""
    from followup.reviews.models import Review

    reviews = Review.objects.visible_to(user).filter(contract__buyer=buyer).planned_in(year)
    rows = (
        reviews.exclude(status="CANCELLED")
        .order_by()
        .values_list("contract")
        .annotate(
            planned=Count("pk"),
            done=Count("pk", filter=Q(status="DONE")),
            late=Count("pk", filter=Q(status__in=_OPEN, planned_on__lt=on)),
        )
    )
    return {contract: (planned, done, late) for contract, planned, done, late in rows}
