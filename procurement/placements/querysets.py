"""Every question asked of placements and deviations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q
from django.utils import timezone

from contracts.plan.querysets import category_scope
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet
from huddinge_vo.common.untyped import Columns

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


# Where a deviation stands, as every list and count has it. One without a form is from before there were forms.
_UNANSWERED = Q(form__isnull=True) | Q(form__outcome="")
STANDINGS = {
    "vantar": Q(_UNANSWERED, contract__isnull=True, approved_on__isnull=True),
    "godkant": Q(contract__isnull=True, approved_on__isnull=False),
    "avslaget": Q(form__outcome="REFUSED"),
    "tillbaka": Q(form__outcome="TAKEN_BACK"),
    "aterkallat": Q(contract__isnull=True, ended__kind="WITHDRAWN"),
}
_LET_GO = ["REFUSED", "TAKEN_BACK"]


class PlacementQuerySet(SecuredQuerySet):
    """Placements within contract and outside it."""

    def within_reach_of(self, user: User) -> Self:
        """By buyer and category."""
        return self.filter(
            category_scope(user, category="category", buyer="buyer", may="procurement.view_placement"),
        )

    def outside_contract(self) -> Self:
        """Deviations: placements at somebody without a contract for the need."""
        return self.filter(contract__isnull=True)

    def to_approve_by(self, user: User) -> Self:
        """Deviations that nobody has decided on and a person may: where his role gives it, and none that he wrote in.

        `approve_deviation` is the rule; this is which of them it would let him approve: what the delegation order of
        today lets none of his roles decide waits for somebody else.
        """
        may = buyers_of(user, may="procurement.change_placement")
        asked = self.outside_contract().filter(approved_on__isnull=True, form__outcome="", buyer__in=may)
        order = "buyer__delegations"
        within = self.model._base_manager.filter(
            Q(**{f"{order}__up_to_sek__isnull": True})
            | Q(**{f"{order}__up_to_sek__gte": F("form__expected_value_sek")}),
            **{
                f"{order}__ground": F("form__ground"),
                f"{order}__during__contains": timezone.localdate(),
                f"{order}__role__memberships__user": user,
                f"{order}__role__memberships__buyer": F("buyer"),
            },
            form__outcome="",
        )
        return asked.filter(pk__in=within.values("pk")).exclude(requested_by=user).exclude(writers=user)

    def approved(self) -> Self:
        """What another person than the one who asked has approved."""
        return self.filter(approved_on__isnull=False)

    def open_on(self, day: date) -> Self:
        """Those that go on on a day; both end days count. What was refused or taken back never began."""
        found = self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)
        return found.exclude(form__outcome__in=_LET_GO)

    def counts_on(self, day: date) -> dict[str, int]:
        """How many there are, on contract and outside of it, and how many of each go on on a day."""
        on_contract = Q(contract__isnull=False)
        goes_on = Q(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)
        goes_on &= Q(form__isnull=True) | ~Q(form__outcome__in=_LET_GO)
        counts = {
            "on_contract": on_contract,
            "on_contract_now": on_contract & goes_on,
            "outside": ~on_contract,
            "outside_now": ~on_contract & goes_on,
        }
        return self.order_by().aggregate(**{name: Count("pk", filter=which) for name, which in counts.items()})

    def next_number(self, buyer: Organization, kind: str, day: date) -> str:
        """The next number of a kind in a day's year: AVS-2026-0007 after AVS-2026-0006. The first is 0001.

        Two at the same moment get the same, unless the second waits for the first, as `place` does.
        """
        begins = f"{kind}-{day.year}-"
        taken = self.filter(buyer=buyer, number__regex=rf"^{begins}[0-9]{{1,9}}$").values_list("number", flat=True)
        return f"{begins}{max((int(number[len(begins) :]) for number in taken), default=0) + 1:04d}"

    def broken_orders(self) -> list[Columns]:
        """Of each round, ranked or competed for anew, whose order was ever broken: by how many, of all call-offs."""
        found = (
            self.filter(contract__framework__call_off_method__in=["RANKED", "MINI_COMPETITION"])
            .order_by()
            .values("contract__framework", "contract__framework__number", "contract__framework__title")
            .annotate(calls=Count("pk"), broken=Count("pk", filter=~Q(broke_order="")))
            .filter(broken__gt=0)
            .order_by("contract__framework__number", "contract__framework")
        )
        return [
            {
                "pk": row["contract__framework"],
                "number": row["contract__framework__number"],
                "title": row["contract__framework__title"],
                "calls": row["calls"],
                "broken": row["broken"],
            }
            for row in found
        ]

    def with_cases_of(self, user: User) -> Self:
        """With whether a person may read the case reference (`shows_case`): who asked, approved or is in charge."""
        mine = Q(requested_by=user) | Q(approved_by=user) | Q(responsible=user)
        return self.annotate(shows_case=ExpressionWrapper(mine, BooleanField()))


class OfPlacementQuerySet(SecuredQuerySet):
    """What belongs to a placement is seen where the placement is."""

    seen_with = "procurement.view_placement"
