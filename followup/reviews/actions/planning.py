"""The reviews that a year lacks: proposed, looked at, planned in one step, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from followup.reviews import rules
from followup.reviews.actions.reviews import propose_classes
from followup.reviews.models import Review, ReviewTemplate
from followup.reviews.querysets import contracts_to_plan
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import MONTHS, swedish_day

if TYPE_CHECKING:
    from contracts.register.models import Contract
    from huddinge_vo.common.people.models import User

# How a contract of a class is reviewed unless somebody chooses otherwise.
METHODS = {
    1: Review.Method.ANNOUNCED_VISIT,
    2: Review.Method.DIALOGUE,
    3: Review.Method.SELF_REPORT,
}


class PlanRefused(Exception):
    """A review cannot be planned in the month that was chosen."""


@dataclass(frozen=True)
class Proposed:
    """A review that is missing: not kept anywhere yet. `due` is the last day for it by the contract's class.

    `key` is what it is called on the page, the same as long as it is proposed.
    """

    key: str
    review: Review
    due: date


@dataclass(frozen=True)
class Proposal:
    """The reviews that a year lacks, and the overdue contracts that an even pace leaves for the next year."""

    year: int
    first: date
    reviews: tuple[Proposed, ...]
    left: int


def propose_year(*, buyer: Organization, year: int, by: User | None, at: datetime) -> Proposal:
    """The reviews that are missing in a year, for contracts in force that a person may see, and evenly spread.

    Nothing is planned. Contracts without a class are looked at as if they had the one that planning proposes first.
    """
    with transaction.atomic():
        propose_classes(buyer=buyer, at=at)
        found = _propose(buyer, year=year, by=by, at=at)
        transaction.set_rollback(True)  # its only argument
    return found


def _propose(buyer: Organization, *, year: int, by: User | None, at: datetime) -> Proposal:
    first, last = max(date(year, 1, 1), swedish_day(at)), date(year, 12, 31)
    if first > last:
        return Proposal(year, first, (), 0)
    templates = list(ReviewTemplate.objects.filter(buyer=buyer).prefetch_related("areas").order_by("name", "pk"))
    contracts = {each.pk: each for each in contracts_to_plan(buyer, first=first, last=last, user=by)}
    to_review = {
        pk: rules.ToReview(
            pk, each.follow_up_class.effective, _last_known(each), begins=each.valid_from, ends=each.ends_on
        )
        for pk, each in contracts.items()
    }
    of_year = Review.objects.planned_in(year).filter(contract__in=contracts)
    found = rules.spread(
        list(to_review.values()), planned=of_year.exclude(status="CANCELLED").by_class(), first=first, last=last
    )
    taken = set(of_year.values_list("contract", "planned_on"))
    proposed = [
        Proposed(
            f"{pk}.{day:%Y%m%d}",
            Review(
                contract=contracts[pk],
                planned_on=day,
                method=METHODS[contracts[pk].follow_up_class.effective],
                template=_template_for(contracts[pk], templates),
                reviewer=contracts[pk].owner,
            ),
            due=to_review[pk].due if index == 0 else day,
        )
        for pk, days in found.days.items()
        for index, day in enumerate(days)
        if (pk, day) not in taken
    ]
    proposed.sort(key=lambda each: (each.review.planned_on, each.review.contract.number, each.review.contract_id))
    return Proposal(year, first, tuple(proposed), len(found.left))


@transaction.atomic
def plan_year(
    *,
    buyer: Organization,
    year: int,
    by: User | None,
    at: datetime,
    months: Mapping[str, int] | None = None,
) -> list[Review]:
    """Plan the reviews that are missing in a year. Returns those planned; a second time none.

    With `months` only the proposed ones it names by key, each in the month it says. Raises PlanRefused where a contract
    cannot be reviewed in a chosen month.
    """
    require(by, "followup.add_review", buyer)
    propose_classes(buyer=buyer, at=at)  # its lock lets one person at a time plan for a buyer
    made = moved(_propose(buyer, year=year, by=by, at=at), months)
    taken = set(Review.objects.planned_in(year).filter(contract__buyer=buyer).values_list("contract_id", "planned_on"))
    for each in made:
        if (each.contract_id, each.planned_on) in taken:
            raise PlanRefused(
                f"{each.contract.number} har redan en uppföljning {each.planned_on}: välj en annan månad."
            )
        taken.add((each.contract_id, each.planned_on))
    return Review.objects.bulk_create(made)


def moved(proposal: Proposal, months: Mapping[str, int] | None) -> list[Review]:
    """The reviews of a proposal as a person wants them: see plan_year. All of them, unmoved, without `months`."""
    if months is None:
        return [each.review for each in proposal.reviews]
    wanted = [each for each in proposal.reviews if each.key in months]
    for each in wanted:
        month = months[each.key]
        if month != each.review.planned_on.month:
            each.review.planned_on = _in_month(each.review, month, first=proposal.first)
    return [each.review for each in wanted]


def _in_month(review: Review, month: int, *, first: date) -> date:
    contract = review.contract
    begins = max(first, contract.valid_from)
    end = min(date(review.planned_on.year, 12, 31), contract.ends_on or date.max)
    day = rules.moved_to(review.planned_on, month, first=begins, end=end) if month in range(1, 13) else None
    if day is None:
        name = MONTHS[(month - 1) % 12]
        within = f"välj en månad mellan {begins} och {end}"
        raise PlanRefused(f"{contract.number} går inte att följa upp i {name}: {within}.")
    return day


@transaction.atomic
def undo_plan(*, buyer: Organization, reviews: Iterable[int], by: User, at: datetime) -> tuple[int, int]:
    """Take back reviews that were planned in one step. Returns how many went, and how many stay.

    What has been changed, begun, done or cancelled since stays.
    """
    require(by, "followup.add_review", buyer)
    named = Review.objects.filter(pk__in=list(reviews), contract__buyer=buyer).visible_to(by)
    found = named.select_for_update(of=("self",)).order_by("pk").values_list("pk", "status", "version")
    untouched = [pk for pk, status, version in found if status == Review.Status.PLANNED and version == 1]
    Review.objects.filter(pk__in=untouched).delete()
    return len(untouched), len(found) - len(untouched)


def _last_known(contract: Contract) -> date | None:
    """The last day a contract was reviewed, or is planned to be."""
    known = [day for day in (contract.last_done, contract.planned_until) if day]  # type: ignore[attr-defined]
    return max(known, default=None)


def _template_for(contract: Contract, templates: Sequence[ReviewTemplate]) -> ReviewTemplate | None:
    """One for an area of the contract, else one for all areas."""
    areas = {area.pk for area in contract.areas.all()}
    general = None
    for template in templates:
        of = {area.pk for area in template.areas.all()}
        if of & areas:
            return template
        if not of and general is None:
            general = template
    return general
