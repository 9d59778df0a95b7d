"""The demo's needs that come back, two of them answered, and an award notice that was made."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from contracts.law.choices import LawKind
from contracts.law.querysets import LawBook
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.periods import swedish_day
from procurement.deviations.models import Deviation
from procurement.needs.actions import answer_foreseen, foresee_needs
from procurement.needs.models import ForeseenNeed

_LOOKED = (270, 180, 90, 0)  # days ago, as the nightly job would have found them


def load_needs(*, buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """As the nightly job finds them over the last year. Of the first two one got a line of the plan, one a reason."""
    for days in _LOOKED:
        foresee_needs(buyer=buyer, on=on - timedelta(days=days))
    found = list(ForeseenNeed.objects.unanswered().filter(buyer=buyer).order_by("proposed_on", "pk")[:2])
    answers = ((on.year + 1, ""), (None, "Påhittat i demon: ramavtalet som börjar nästa år täcker behovet."))
    for foreseen, (year, why_not) in zip(found, answers, strict=False):
        answer_foreseen(foreseen_id=foreseen.pk, year=year, why_not=why_not, by=users["kategoriledare"], at=at)
    _announce(buyer, on)


def _announce(buyer: Organization, on: date) -> None:
    """All but the latest that needs it has its award notice, so that the last one is still to be made."""
    kind = LawKind.AWARD_NOTICE_ABOVE
    book = LawBook(kind)
    above = {
        form.pk: form
        for form in Deviation.objects.approved().filter(placement__buyer=buyer).order_by("decided_at", "pk")
        if (limit := book.figure(kind, _day(form))) is not None and form.expected_value_sek > limit
    }
    for form in [*above.values()][:-1]:
        form.notice_on = min(_day(form) + timedelta(days=20), on)
        form.save(update_fields=["notice_on"])


def _day(form: Deviation) -> date:
    return swedish_day(form.decided_at or form.asked_at)
