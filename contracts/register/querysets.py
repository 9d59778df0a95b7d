"""Every question asked of rounds and contracts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from contracts.plan.choices import Form
from contracts.plan.querysets import category_scope
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet, secret_to

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


FEWEST_TOLD_TOGETHER = 3  # secret suppliers, whose purchases are told as one sum


def _sum_of(volumes: ContractVolumeQuerySet, holder: str) -> Coalesce:
    """What was bought; nothing is nought."""
    summed = volumes.order_by().values(holder).annotate(bought=Sum("sum_sek")).values("bought")
    return Coalesce(Subquery(summed), Value(Decimal(0)), output_field=models.DecimalField())


def standing_on(day: date) -> Case:
    """What to put contracts in order by: those in force on a day first, then those to come, then the ended."""
    from contracts.register.models import Contract

    in_force = When(status=Contract.Status.SIGNED, in_force__contains=day, then=0)
    to_come = When(Q(ends_on__isnull=True) | Q(ends_on__gte=day), then=1)
    return Case(in_force, to_come, default=2)


class ContractVolumeQuerySet(SecuredQuerySet):
    """What was bought on contracts by month."""

    def told_to(self, user: User | None) -> Self:
        """What sums of a round may have in them: what a person may see, and the rest where it is of several suppliers.

        A round's one secret contract would else be told by the round's sum, or by whether a ceiling of one krona is
        reached. Nobody in particular is told all: the system itself asks.
        """
        if user is None:
            return self
        secret = secret_to(user, self.model)
        rounds = (
            self.model._default_manager.filter(secret)
            .order_by()
            .values("contract__framework")
            .annotate(suppliers=Count("contract__supplier", distinct=True))
            .filter(suppliers__gte=FEWEST_TOLD_TOGETHER)
        )
        return self.filter(~secret | Q(contract__framework__in=rounds.values("contract__framework")))


class FrameworkQuerySet(SecuredQuerySet):
    """Rounds of procurement."""

    def within_reach_of(self, user: User) -> Self:
        """By buyer and category."""
        from contracts.register.models import Framework

        within = Framework.objects.filter(
            category_scope(user, category="areas__category", buyer="buyer", may="contracts.view_framework")
        )
        return self.filter(pk__in=within.values("pk"))

    def with_ceiling_use(self, user: User) -> Self:
        """Those with a ceiling, with what was bought under it on all contracts, as far as a person may be told."""
        from contracts.register.models import ContractVolume

        told = ContractVolume.objects.told_to(user).filter(contract__framework=OuterRef("pk"))
        return self.filter(ceiling_sek__isnull=False).annotate(used_sek=_sum_of(told, "contract__framework"))

    def used_from(self, share: Decimal) -> Self:
        """Of those `with_ceiling_use`, the ones that are used to so much or more."""
        return self.filter(used_sek__gte=F("ceiling_sek") * share)

    def without_ceiling(self, *, on: date) -> Self:
        """Framework rounds that lack a ceiling: a round, or each of its contracts, must say how much may be called off.

        A framework has no effect past its greatest value or quantity, and must state it (C-23/20). A round that has no
        contracts yet must state it too; contracts that have ended are past asking.
        """
        from contracts.register.models import Contract

        contracts = Contract.objects.filter(framework=OuterRef("pk"))
        return self.filter(
            Exists(contracts.without_ceiling(on=on)) | ~Exists(contracts), form=Form.FRAMEWORK, ceiling_sek__isnull=True
        )

    def running_without_ceiling(self, contracts: ContractQuerySet, *, on: date) -> Self:
        """Rounds under which something runs on a day without a ceiling, among some contracts.

        The contracts are those that whoever asks may see: a round must not tell of one that is secret.
        """
        lacking = contracts.in_force_on(on).without_ceiling(on=on)
        return self.filter(Exists(lacking.filter(framework=OuterRef("pk"))))

    def for_list(self, user: User) -> Self:
        """With areas, the end that holds now, and the number of supplier contracts that the person may see."""
        from contracts.register.models import Contract

        visible = Contract.objects.visible_to(user)
        # As contracts_round_terms has it, which rules.Duration rules: the last of its parts; none where it has no end.
        ends = models.Func(
            F("pk"),
            template="(SELECT max(part.ends) FROM contracts_round_terms(%(expressions)s) part)",
            output_field=models.DateField(),
        )
        return self.prefetch_related("areas").annotate(
            contract_count=visible.number_by("framework"), current_until=ends
        )


class ContractQuerySet(SecuredQuerySet):
    """Supplier contracts."""

    def within_reach_of(self, user: User) -> Self:
        """By buyer and category."""
        from contracts.register.models import Contract

        within = Contract.objects.filter(
            category_scope(user, category="areas__category", buyer="buyer", may="contracts.view_contract")
        )
        return self.filter(pk__in=within.values("pk"))

    def in_force_on(self, day: date | Combinable) -> Self:
        """Contracts in force on a day (domain.md §3): signed, begun, not yet ended or terminated; both end days count.

        The day may be a date or an OuterRef to a date column.
        """
        from contracts.register.models import Contract

        return self.filter(status=Contract.Status.SIGNED, in_force__contains=day)

    def signed(self) -> Self:
        """Without drafts, which count in no sum and no reminder."""
        from contracts.register.models import Contract

        return self.filter(status=Contract.Status.SIGNED)

    def ending_between(self, first: date, last: date) -> Self:
        """Signed contracts whose last day, as it stands now, falls in the span; both days count."""
        return self.signed().filter(ends_on__gte=first, ends_on__lte=last)

    def not_ended_on(self, day: date) -> Self:
        """Contracts that are in force on a day or begin later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def soonest_end_first(self, day: date) -> Self:
        """Those in force on a day first, and of them the one that ends soonest; then those to come, then the ended."""
        return self.order_by(standing_on(day), F("ends_on").asc(nulls_last=True), "number", "pk")

    def number_by(self, field: str) -> Coalesce:
        """How many of these contracts each object that a field leads to has; none is nought.

        For a list of those objects.
        """
        of_each = self.filter(**{field: OuterRef("pk")}).order_by().values(field)
        return Coalesce(models.Subquery(of_each.annotate(n=models.Count("pk", distinct=True)).values("n")), 0)

    def with_ceiling_use(self) -> Self:
        """Those with a ceiling of their own, with what was bought under it."""
        from contracts.register.models import ContractVolume

        own = ContractVolume.objects.filter(contract=OuterRef("pk"))
        return self.filter(ceiling_sek__isnull=False).annotate(used_sek=_sum_of(own, "contract"))

    def used_from(self, share: Decimal) -> Self:
        """Of those `with_ceiling_use`, the ones that are used to so much or more."""
        return self.filter(used_sek__gte=F("ceiling_sek") * share)

    def without_ceiling(self, *, on: date) -> Self:
        """Framework contracts that neither they nor their round say a greatest value or quantity of (C-23/20).

        This is the one rule of it: the contract's page, the lists, Översikt, the reminder and the report ask it. A
        choice system has none, and no other form must have one; one that has ended by the day is past asking.
        """
        from contracts.register.models import Contract

        quantities = Contract.objects.filter(pk=OuterRef("pk"), price_items__yearly_quantity__isnull=False)
        return self.not_ended_on(on).filter(
            ~Exists(quantities), form=Form.FRAMEWORK, ceiling_sek__isnull=True, framework__ceiling_sek__isnull=True
        )

    def with_use(self) -> Self:
        """With what was bought on each contract, as published in ContractVolume."""
        return self.annotate(used_sek=Sum("volumes__sum_sek"))

    def with_terms(self) -> Self:
        """With what says how long they last (terms.models.duration_of), in a constant number of queries."""
        return self.select_related("framework").prefetch_related("options", "framework__options", "option_exceptions")

    def with_durations(self) -> Self:
        """With what says how long they last, and nothing more: for very many. Two questions, and one of the rounds."""
        return self.prefetch_related(
            "framework",
            Prefetch("options", to_attr="options_read"),
            Prefetch("framework__options", to_attr="options_read"),
            Prefetch("option_exceptions", to_attr="exceptions_read"),
        )

    def for_list(self) -> Self:
        """What a list needs, in a constant number of queries."""
        return self.select_related("supplier", "framework", "owner").prefetch_related("areas")
