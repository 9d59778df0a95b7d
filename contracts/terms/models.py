"""Rights to lengthen a contract, or all of a round's contracts at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from contracts.register.models import Contract, Framework
from contracts.terms.rules import Duration, Lengthening, Option, Renewing
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

_REFRESH_CONTRACTS = """
    UPDATE contracts_contract c SET initial_until = c.initial_until
    WHERE c.id IN (SELECT contract_id FROM {rows} WHERE contract_id IS NOT NULL)
       OR c.framework_id IN (SELECT framework_id FROM {rows} WHERE framework_id IS NOT NULL);
    RETURN NULL;
"""


_REFRESH_EXCEPTED = """
    UPDATE contracts_contract c SET initial_until = c.initial_until
    WHERE c.id IN (SELECT contract_id FROM changed);
    RETURN NULL;
"""


@tracked()
class ExtensionOption(models.Model):
    """A right to lengthen a framework, and with it all its contracts, or one contract."""

    secret_through = ("framework", "contract")

    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="options",
        verbose_name="ramavtal eller valfrihetssystem",
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="options", verbose_name="avtal"
    )
    number = models.PositiveSmallIntegerField("nummer")
    months = models.PositiveSmallIntegerField("månader", validators=[MinValueValidator(1)])
    decide_by = models.DateField("beslutas senast")
    decided_on = models.DateField("beslutad", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslutad av"
    )

    declined_on = models.DateField("avstådd", null=True, blank=True)

    buyer_through = ("contract__buyer", "framework__buyer")
    objects = SecuredQuerySet.as_manager()

    class Meta:
        verbose_name = "förlängningsoption"
        verbose_name_plural = "förlängningsoptioner"
        permissions = [("decide_extensionoption", "Kan besluta om förlängning")]
        constraints = [
            models.CheckConstraint(
                condition=Q(framework__isnull=False, contract__isnull=True)
                | Q(framework__isnull=True, contract__isnull=False),
                name="option_belongs_to_a_framework_or_a_contract",
                violation_error_message="Optionen hör till en omgång eller till ett avtal.",
            ),
            models.UniqueConstraint(
                fields=["framework", "contract", "number"],
                name="option_number_is_unique",
                nulls_distinct=False,
                violation_error_message="Det finns redan en option med det numret.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(declined_on__isnull=True),
                name="option_is_used_or_declined",
                violation_error_message="En option är antingen beslutad eller avstådd.",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1),
                name="option_is_at_least_a_month",
                violation_error_message="Ange minst en månad.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name=f"refresh_contracts_on_{operation}",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=getattr(pgtrigger, operation.capitalize()),
                referencing=pgtrigger.Referencing(**{side: "changed"}),
                func=_REFRESH_CONTRACTS.format(rows="changed"),
            )
            for operation, side in (("insert", "new"), ("update", "new"), ("delete", "old"))
        ]

    def __str__(self) -> str:
        return f"Option {self.number}, {self.months} {'månad' if self.months == 1 else 'månader'}"

    def as_rule(self) -> Option:
        """What the rules need to know of it."""
        return Option(self.number, self.months, self.decide_by, self.decided_on, self.declined_on)

    def effect_on(self, contract: Contract, *, decided_on: date) -> Lengthening | None:
        """What it does to one of the contracts it is for when it is decided on a day.

        Null when there is no end, and when it has lapsed. A draft is not lengthened: it counts for nothing until it is
        signed.
        """
        of_round = self.framework_id is not None
        decided = replace(self.as_rule(), decided_on=decided_on)
        reached = duration_of(contract).deciding(decided, of_round=of_round).reached()
        found = next((each for each in reached if (each.of_round, each.option) == (of_round, decided)), None)
        if found is not None and not found.why_not and contract.status == Contract.Status.DRAFT:
            return replace(found, why_not="avtalet är ett utkast")
        return found

    def why_not(self, contract: Contract, *, decided_on: date) -> str:
        """Why it does not lengthen a contract that it is for, when it is decided on a day; empty when it does."""
        if contract.terminated_on is not None:  # by whatever day: nobody lengthens what has been terminated
            return f"uppsagt, sista dag {contract.terminated_on}"
        effect = self.effect_on(contract, decided_on=decided_on)
        if effect is not None:
            return effect.why_not
        duration = duration_of(contract)
        if why_lapsed := duration.why_lapsed(self.as_rule(), on=decided_on, of_round=self.framework_id is not None):
            return why_lapsed
        return "förlängs av sig självt" if duration.renews else "gäller tills vidare"


@tracked()
class OptionException(models.Model):
    """A contract that was left out when a round's option was decided: it is not lengthened, for the reason given."""

    secret_through = ("contract",)
    seen_apart: ClassVar[Mapping[str, str]] = {"option": "an option of the contract's own round, and as secret"}

    option = models.ForeignKey(ExtensionOption, models.CASCADE, related_name="exceptions", verbose_name="option")
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="option_exceptions", verbose_name="avtal")
    reason = FreeLine("skäl", max_length=300)

    buyer_through = ("contract__buyer",)
    objects = SecuredQuerySet.as_manager()

    class Meta:
        verbose_name = "undantag från förlängning"
        verbose_name_plural = "undantag från förlängning"
        constraints = [
            models.UniqueConstraint(
                fields=["option", "contract"],
                name="contract_is_left_out_once",
                violation_error_message="Avtalet är redan undantaget.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name=f"refresh_contracts_on_{operation}",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=getattr(pgtrigger, operation.capitalize()),
                referencing=pgtrigger.Referencing(**{side: "changed"}),
                func=_REFRESH_EXCEPTED,
            )
            for operation, side in (("insert", "new"), ("delete", "old"))
        ]

    def __str__(self) -> str:
        return f"{self.option}, utom {self.contract.number}"


def _options_of(holder: Contract | Framework) -> Iterable[ExtensionOption]:
    if holder.pk is None:
        return ()
    read: list[ExtensionOption] | None = getattr(holder, "options_read", None)
    return holder.options.all() if read is None else read


def _exceptions_of(contract: Contract) -> Iterable[OptionException]:
    if contract.pk is None:
        return ()
    read: list[OptionException] | None = getattr(contract, "exceptions_read", None)
    return contract.option_exceptions.all() if read is None else read


def duration_of(holder: Contract | Framework) -> Duration:
    """How long a contract lasts by its own options and its round's, or a round by its own.

    All that is said of ends, options and notice days is said by what this returns: `rules.Duration` rules. A contract
    without an end of its own lasts as its round does; where that renews itself, so does the contract, and its notice is
    the round's unless it has one. The database computes the same end, `contracts_current_end`: a property test holds
    the two together. For many contracts at once, ask for them by `with_terms()`, or `with_durations()` where nothing
    else is asked of the options. What is not kept yet has no options.
    """
    options = [option.as_rule() for option in _options_of(holder)]
    until, renews = holder.initial_until, None
    if until is not None and holder.renewal_months:
        renews = Renewing(holder.valid_from, until, holder.renewal_months)
        until = None
    if isinstance(holder, Framework):
        return Duration(holder.valid_from, until, options, renews=renews, notice_months=holder.notice_months)
    reasons = {each.option_id: each.reason for each in _exceptions_of(holder)}
    under = duration_of(holder.framework) if holder.framework else None
    notice = holder.notice_months
    if under is not None and holder.initial_until is None:
        renews = under.renews
        notice = under.notice_months if notice is None else notice
    of_round = _options_of(holder.framework) if holder.framework and reasons else ()
    return Duration(
        holder.valid_from,
        until,
        options,
        under=under,
        left_out={option.number: reasons[option.pk] for option in of_round if option.pk in reasons},
        terminated_on=holder.terminated_on,
        renews=renews,
        notice_months=notice,
    )
