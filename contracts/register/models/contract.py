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
from contracts.register.querysets import ContractQuerySet
from contracts.suppliers.models import Supplier
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.secrecy.models import Secured

# Where a term's months are counted from, and how many it has itself: see rules.lengthened_term.
_COUNTED = """
    SELECT CASE WHEN is_whole THEN {first} ELSE {until} + 1 END AS base, CASE WHEN is_whole THEN months ELSE 0 END AS own
    FROM (
        SELECT (12 * (extract(year FROM {until} + 1) - extract(year FROM {first}))
            + extract(month FROM {until} + 1) - extract(month FROM {first}))::int AS months
    ) AS whole, LATERAL (SELECT {first} + make_interval(months => whole.months) = {until} + 1 AS is_whole) AS found
"""  # noqa: E501 - the migrations keep the trigger letter by letter
# The end that holds now: the initial end lengthened by the decided options of the contract, and of its framework. A
# contract that is renewed by itself has no end until somebody stops it. contracts.terms.rules.Duration is the rule of
# what lengthens what; this is it in the database, and tests by property hold the two together. `of_round` are the
# months that the framework's options have added up to this one.
_SET_CURRENT_END = f"""
    NEW.current_until := CASE WHEN NEW.renewal_months IS NULL THEN NEW.initial_until END;
    IF NEW.current_until IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT counted.base, counted.own INTO base, taken
    FROM ({_COUNTED.format(first="NEW.valid_from", until="NEW.initial_until")}) AS counted;
    FOR step IN
        SELECT o.months, o.decided_on, o.framework_id, round.base, round.own,
            sum(o.months) OVER earlier AS of_round, max(o.decided_on) OVER earlier AS settled_on,
            o.framework_id IS NOT NULL AND EXISTS (
                SELECT FROM contracts_optionexception e WHERE e.option_id = o.id AND e.contract_id = NEW.id
            ) AS is_left_out
        FROM contracts_extensionoption o
        LEFT JOIN contracts_framework f
            ON f.id = o.framework_id AND f.initial_until IS NOT NULL AND f.renewal_months IS NULL
        LEFT JOIN LATERAL ({_COUNTED.format(first="f.valid_from", until="f.initial_until")}) AS round
            ON f.id IS NOT NULL
        WHERE o.decided_on IS NOT NULL AND (o.contract_id = NEW.id OR o.framework_id = NEW.framework_id)
        WINDOW earlier AS (PARTITION BY o.framework_id ORDER BY o.number)
        ORDER BY settled_on, o.framework_id IS NOT NULL, o.number
    LOOP
        begins := NEW.current_until + 1;
        CONTINUE WHEN step.is_left_out;
        IF step.base IS NULL THEN
            CONTINUE WHEN NEW.terminated_on < begins;
            CONTINUE WHEN step.framework_id IS NOT NULL AND NEW.current_until < step.decided_on;
            taken := taken + step.months;
        ELSE
            round_begins := step.base + make_interval(months => step.own + step.of_round::int - step.months);
            CONTINUE WHEN NEW.terminated_on < round_begins OR begins < round_begins;
            IF begins = round_begins THEN
                base := step.base;
                taken := step.own + step.of_round;
            ELSE
                taken := taken + step.months;
            END IF;
        END IF;
        NEW.current_until := (base + make_interval(months => taken))::date - 1;
    END LOOP;
    RETURN NEW;
"""  # noqa: S608 - our own names, filled into a trigger
_VARIABLES = [
    ("base", "date"),
    ("taken", "integer"),
    ("step", "record"),
    ("begins", "date"),
    ("round_begins", "date"),
]


@tracked(exclude=["in_force", "ends_on"])
class Contract(Secured, Terms):
    """One supplier's contract, usually under a framework. The unit that purchases are loyal to.

    `valid_from`, `initial_until` and `terminated_on` are days that count. `current_until` is the end that holds now:
    the initial end plus decided options, kept by a trigger. `in_force` is the same term as a range, half-open inside.
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
        verbose_name="upphandlingsomgång",
    )
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="contracts", verbose_name="leverantör")
    number = models.CharField("avtalsnummer", max_length=60)
    title = models.CharField("rubrik", max_length=250)
    form = models.CharField("avtalsform", max_length=20, choices=Form)
    price_model = models.CharField("prismodell", max_length=20, choices=PriceModel)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAFT)
    areas = models.ManyToManyField(ContractArea, related_name="contracts", verbose_name="avtalsområden")
    valid_from = models.DateField("gäller från och med")
    initial_until = models.DateField(
        "gäller till och med", null=True, blank=True, help_text="Grundtiden, utan optioner. Tomt: tills vidare."
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
    ceiling_sek = amount("takbelopp, kr")
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
        indexes = [GistIndex(fields=["in_force"], name="contract_in_force")]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "number"],
                name="contract_number_is_unique_for_buyer",
                violation_error_message="Det finns redan ett avtal med det numret.",
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
                violation_error_message="Takbeloppet kan inte vara negativt.",
            ),
            renewal_needs_an_end("contract"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="set_current_end",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=_VARIABLES,
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

    `cumulative_sek` runs from the contract's start; `above_ceiling` says that it has passed the contract's ceiling.
    """

    secret_through = ("contract",)

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="volumes", verbose_name="avtal")
    month = models.DateField("månad")
    sum_sek = models.DecimalField("köpt, kr", max_digits=17, decimal_places=2)
    cumulative_sek = models.DecimalField("köpt sedan start, kr", max_digits=17, decimal_places=2)
    above_ceiling = models.BooleanField("över takbeloppet", default=False)
    updated_at = models.DateTimeField("beräknat")

    buyer_through = ("contract__buyer",)

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
