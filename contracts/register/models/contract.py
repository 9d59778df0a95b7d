"""Suppliers' contracts: from when, until when, and how much has been bought."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from contracts.plan.choices import Form, PriceModel
from contracts.plan.models import ContractArea
from contracts.register.models.framework import Framework, Terms, amount, renewal_needs_an_end
from contracts.register.querysets import ContractQuerySet, ContractVolumeQuerySet
from contracts.suppliers.models import Supplier
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.secrecy.models import NUMBER_TAKEN, Secured
from huddinge_vo.common.words import words_index

# The end that holds now: the initial end, or its round's, lengthened by the decided options of the contract and of its
# round. What stands in the function is what contracts.terms.rules.Duration rules; tests by property hold them together.
_SET_CURRENT_END = """
    NEW.current_until := contracts_current_end(
        NEW.id, NEW.framework_id, NEW.valid_from, NEW.initial_until, NEW.renewal_months, NEW.terminated_on
    );
    RETURN NEW;
"""


@tracked(exclude=["in_force", "ends_on"])
class Contract(Secured, Terms):
    """One supplier's contract, usually under a framework. The unit that purchases are loyal to.

    `valid_from`, `initial_until` and `terminated_on` are days that count. `current_until` is the end that holds now:
    the initial end, or its round's where it has none, plus decided options, kept by a trigger. `in_force` is the same
    term as a range, half-open inside.
    """

    secret_through = ("supplier", "framework")

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "utkast"
        SIGNED = "SIGNED", "tecknat"

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="contracts", verbose_name="köpare")
    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
        verbose_name="ramavtal eller valfrihetssystem",
    )
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="contracts", verbose_name="leverantör")
    number = FreeLine("avtalsnummer", max_length=60)
    title = FreeLine("rubrik", max_length=250)
    form = models.CharField("avtalsform", max_length=20, choices=Form)
    price_model = models.CharField("prismodell", max_length=20, choices=PriceModel)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAFT)
    areas = models.ManyToManyField(ContractArea, related_name="contracts", verbose_name="avtalsområden")
    valid_from = models.DateField("gäller från och med")
    initial_until = models.DateField(
        "ursprunglig avtalstid till och med",
        null=True,
        blank=True,
        help_text="Utan optioner. Tomt: omgångens slut, och utan omgång tills vidare.",
    )
    terminated_on = models.DateField(
        "uppsagt, sista dag", null=True, blank=True, help_text="Sista dagen som avtalet gäller efter uppsägning."
    )
    current_until = models.DateField("gäller nu till och med", null=True, editable=False)
    in_force = models.GeneratedField(
        expression=Func(
            "valid_from",
            Func("current_until", "terminated_on", template="least(%(expressions)s) + 1"),
            Value("[)"),
            function="daterange",
        ),
        output_field=DateRangeField(),
        db_persist=True,
        verbose_name="i kraft",
    )
    ends_on = models.GeneratedField(
        expression=Func("current_until", "terminated_on", function="least"),
        output_field=models.DateField(null=True),
        db_persist=True,
        verbose_name="slutar",
    )
    ceiling_sek = amount("takvolym, kr")
    call_offs_survive = models.BooleanField(
        "avrop gäller efter avtalets slut",
        default=False,
        help_text="Placeringar som började före slutet är köp på avtal tills de upphör.",
    )
    rank = models.PositiveSmallIntegerField(
        "plats i rangordningen", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_critical = models.BooleanField("samhällsviktig", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "avtal"
        verbose_name_plural = "avtal"
        permissions = [("import_contracts", "Kan läsa in avtal från fil")]
        indexes = [
            words_index("number", "title", "registry_number", "eavrop_number", name="contract_words"),
            GistIndex(fields=["in_force"], name="contract_in_force"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "number"],
                name="contract_number_is_unique_for_buyer",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(initial_until__isnull=True) | Q(initial_until__gte=F("valid_from")),
                name="contract_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=Q(terminated_on__isnull=True) | Q(terminated_on__gte=F("valid_from")),
                name="contract_is_terminated_after_it_begins",
                violation_error_message="Sista dagen efter uppsägning kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=Q(ceiling_sek__isnull=True) | Q(ceiling_sek__gte=0),
                name="contract_ceiling_is_not_negative",
                violation_error_message="Takvolymen kan inte vara negativ.",
            ),
            renewal_needs_an_end("contract"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="set_current_end",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_SET_CURRENT_END,
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:contract-detail", args=[self.pk])


@tracked()
class ContractAreaLink(Contract.areas.through):  # type: ignore[name-defined]  # Django makes it
    """Keeps history of which areas a contract is for."""

    secret_through = ("contract",)

    class Meta:
        proxy = True
        verbose_name = "avtalets avtalsområde"


class ContractVolume(models.Model):
    """What was bought on a contract in a month. Published by followup, so that the register can show use.

    `cumulative_sek` runs from the contract's start; `above_ceiling` says that the contract's ceiling was reached by the
    month, or its round's by all the round's contracts.
    """

    secret_through = ("contract",)

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="volumes", verbose_name="avtal")
    month = models.DateField("månad")
    sum_sek = models.DecimalField("köpt, kr", max_digits=17, decimal_places=2)
    cumulative_sek = models.DecimalField("köpt sedan start, kr", max_digits=17, decimal_places=2)
    above_ceiling = models.BooleanField("över takvolymen", default=False)
    updated_at = models.DateTimeField("beräknat")

    buyer_through = ("contract__buyer",)
    objects = ContractVolumeQuerySet.as_manager()

    class Meta:
        verbose_name = "avtalsvolym"
        verbose_name_plural = "avtalsvolymer"
        constraints = [
            models.UniqueConstraint(fields=["contract", "month"], name="contract_volume_is_one_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.contract.number} {self.month:%Y-%m}"


class ContractPayerVolume(models.Model):
    """What each of the buyer's departments bought on a contract in a month: whose budget a price weighs on.

    Published by followup beside ContractVolume; a month's payers add up to its sum.
    """

    secret_through = ("contract",)

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="payer_volumes", verbose_name="avtal")
    month = models.DateField("månad")
    payer = models.CharField("förvaltning", max_length=200)
    sum_sek = models.DecimalField("köpt, kr", max_digits=17, decimal_places=2)

    buyer_through = ("contract__buyer",)

    class Meta:
        verbose_name = "avtalsvolym per förvaltning"
        verbose_name_plural = "avtalsvolymer per förvaltning"
        constraints = [
            models.UniqueConstraint(fields=["contract", "month", "payer"], name="payer_volume_is_one_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.contract.number} {self.month:%Y-%m} {self.payer}"
