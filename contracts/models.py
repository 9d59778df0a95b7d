"""The register: what is bought, from whom, on which contract, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from contracts.querysets import (
    CategoryQuerySet,
    ContractAreaQuerySet,
    ContractQuerySet,
    ExtensionOptionQuerySet,
    FrameworkQuerySet,
    SupplierIdentifierQuerySet,
    SupplierQuerySet,
)
from huddinge_vo.common.audit import tracked
from huddinge_vo.common.models import Membership, Organization, Secured
from huddinge_vo.common.order import swedish_order
from huddinge_vo.common.querysets import SecuredQuerySet


class Form(models.TextChoices):
    """How something is procured and contracted. domain.md §1, LOU and LOV."""

    FRAMEWORK = "FRAMEWORK", "ramavtal"
    CHOICE_SYSTEM = "CHOICE_SYSTEM", "valfrihetssystem (LOV)"
    OUTSOURCING = "OUTSOURCING", "entreprenad"
    RESERVED = "RESERVED", "reserverat avtal"
    DIRECT_AWARD = "DIRECT_AWARD", "direktupphandling"


class PriceModel(models.TextChoices):
    """Whether the council sets the price each year, or the tender did and an index clause adjusts it."""

    FIXED = "FIXED", "fast pris"
    TENDERED = "TENDERED", "anbudspris"


@tracked(exclude=["sort_name"])
class Category(models.Model):
    """A node in a buyer's category tree: Vård och omsorg, and under it IFO, FO and ÄO."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="categories", verbose_name="köpare")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="överordnad kategori"
    )
    code = models.CharField("kod", max_length=20)
    name = models.CharField("namn", max_length=200)
    sort_name = swedish_order("name")

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = "kategori"
        verbose_name_plural = "kategorier"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "code"],
                name="category_code_is_unique_for_buyer",
                violation_error_message="Köparen har redan en kategori med den koden.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="category_is_not_its_own_parent",
                violation_error_message="En kategori kan inte ligga under sig själv.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


@tracked()
class CategoryScope(models.Model):
    """Narrows a membership to a category and what lies under it. Without any, the membership is for all of them."""

    membership = models.ForeignKey(
        Membership, models.CASCADE, related_name="category_scopes", verbose_name="roll hos köpare"
    )
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name="kategori")

    class Meta:
        verbose_name = "avgränsning till kategori"
        verbose_name_plural = "avgränsningar till kategori"
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "category"],
                name="category_scope_is_given_once",
                violation_error_message="Rollen är redan avgränsad till kategorin.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership}, {self.category}"


@tracked(exclude=["sort_name"])
class ContractArea(models.Model):
    """What is procured as one. Reference data of the category plan, which also says how many contracts it had."""

    category = models.ForeignKey(Category, models.PROTECT, related_name="areas", verbose_name="underkategori")
    code = models.CharField("kod", max_length=20)
    name = models.CharField("namn", max_length=250)
    form = models.CharField("avtalsform", max_length=20, choices=Form)
    price_model = models.CharField("prismodell", max_length=20, choices=PriceModel)
    cpv = models.CharField("CPV-kod", max_length=10, blank=True)
    annex_2 = models.BooleanField("social tjänst enligt LOU bilaga 2", default=True)
    permit_required_from = models.DateField("tillstånd från IVO krävs från och med", null=True, blank=True)
    contracts_in_plan = models.PositiveSmallIntegerField("antal avtal enligt planen", null=True, blank=True)
    joint_lead = models.CharField("samordnas av", max_length=100, blank=True)
    note = models.CharField("anmärkning", max_length=300, blank=True)
    sort_name = swedish_order("name")

    objects = ContractAreaQuerySet.as_manager()

    if TYPE_CHECKING:  # annotated by for_list()
        contracts_in_force: int

    class Meta:
        verbose_name = "avtalsområde"
        verbose_name_plural = "avtalsområden"
        constraints = [
            models.UniqueConstraint(
                fields=["category", "code"],
                name="area_code_is_unique_in_category",
                violation_error_message="Det finns redan ett avtalsområde med den koden.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("contracts:area-detail", args=[self.pk])


@tracked(exclude=["sort_name"])
class Supplier(Secured):
    """A company, association or person that the municipality buys from, whatever contracts it holds."""

    class Origin(models.TextChoices):
        REGISTER = "REGISTER", "registrerad"
        LEDGER = "LEDGER", "funnen i reskontran"

    name = models.CharField("namn", max_length=200)
    org_number = models.CharField(
        "organisationsnummer",
        max_length=10,
        unique=True,
        null=True,
        blank=True,
        error_messages={"unique": "Det finns redan en leverantör med det organisationsnumret."},
    )
    is_sole_trader = models.BooleanField("enskild näringsidkare", default=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subsidiaries", verbose_name="moderbolag"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name="sammanslagen med"
    )
    origin = models.CharField("ursprung", max_length=20, choices=Origin, default=Origin.REGISTER, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    sort_name = swedish_order("name")

    objects = SupplierQuerySet.as_manager()

    if TYPE_CHECKING:  # annotated by for_list()
        contracts_in_force: int

    class Meta:
        verbose_name = "leverantör"
        verbose_name_plural = "leverantörer"
        indexes = [models.Index(fields=["sort_name", "name", "id"], name="supplier_in_swedish_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(org_number__isnull=True) | Q(org_number__regex=r"^\d{10}$"),
                name="supplier_org_number_has_ten_digits",
                violation_error_message="Organisationsnumret ska ha tio siffror.",
            ),
            models.CheckConstraint(
                condition=Q(org_number__isnull=True) | Q(is_sole_trader=True) | Q(org_number__regex=r"^\d\d[2-9]"),
                name="personal_number_belongs_to_a_sole_trader",
                violation_error_message="Numret är ett personnummer: ange att leverantören är enskild näringsidkare.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="supplier_is_not_merged_into_itself",
                violation_error_message="En leverantör kan inte slås samman med sig själv.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("contracts:supplier-detail", args=[self.pk])


@tracked()
class SupplierIdentifier(models.Model):
    """A number that a supplier goes by. Apart from the supplier, so that two can be merged and parted again.

    An organisation number holds for every buyer; a supplier number is the one economy system's own.
    """

    class Scheme(models.TextChoices):
        ORG_NUMBER = "ORG_NUMBER", "organisationsnummer"
        SUPPLIER_NUMBER = "SUPPLIER_NUMBER", "leverantörsnummer i ekonomisystemet"

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="identifiers", verbose_name="leverantör")
    scheme = models.CharField("slag", max_length=20, choices=Scheme)
    value = models.CharField("nummer", max_length=60)
    buyer = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="köpare"
    )

    objects = SupplierIdentifierQuerySet.as_manager()

    class Meta:
        verbose_name = "leverantörsnummer"
        verbose_name_plural = "leverantörsnummer"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value", "buyer"],
                name="identifier_points_at_one_supplier",
                nulls_distinct=False,
                violation_error_message="Numret hör redan till en leverantör.",
            ),
            models.CheckConstraint(
                condition=Q(scheme="ORG_NUMBER", buyer__isnull=True) | Q(scheme="SUPPLIER_NUMBER"),
                name="org_number_holds_for_every_buyer",
                violation_error_message="Ett organisationsnummer gäller hos alla köpare: lämna köparen tom.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"


@tracked(exclude=["sort_name"])
class SupplierUnit(Secured):
    """A home, an office, a place where the supplier gives care."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="units", verbose_name="leverantör")
    name = models.CharField("namn", max_length=200)
    sort_name = swedish_order("name")

    objects = SecuredQuerySet.as_manager()

    class Meta:
        verbose_name = "verksamhet"
        verbose_name_plural = "verksamheter"
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "name"],
                name="unit_name_is_unique_for_supplier",
                violation_error_message="Leverantören har redan en verksamhet med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name


def _amount(label: str, **options: Any) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=17, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)], **options
    )


@tracked()
class Framework(Secured):
    """One round of procurement for one or more areas. Its supplier contracts inherit its terms."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="frameworks", verbose_name="köpare")
    number = models.CharField("nummer", max_length=60)
    title = models.CharField("rubrik", max_length=250)
    areas = models.ManyToManyField(ContractArea, related_name="frameworks", verbose_name="avtalsområden")
    form = models.CharField("avtalsform", max_length=20, choices=Form)
    lead = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="led_frameworks", verbose_name="samordnas av"
    )
    valid_from = models.DateField("gäller från och med")
    initial_until = models.DateField(
        "gäller till och med", null=True, blank=True, help_text="Grundtiden, utan optioner. Tomt: tills vidare."
    )
    ceiling_sek = _amount("takvolym, kr", help_text="Ramavtalet upphör att gälla när takvolymen är nådd.")
    call_off_method = models.CharField("avropsordning", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = "upphandlingsomgång"
        verbose_name_plural = "upphandlingsomgångar"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "number"],
                name="framework_number_is_unique_for_buyer",
                violation_error_message="Det finns redan en upphandlingsomgång med det numret.",
            ),
            models.CheckConstraint(
                condition=Q(initial_until__isnull=True) | Q(initial_until__gte=F("valid_from")),
                name="framework_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=Q(ceiling_sek__isnull=True) | Q(ceiling_sek__gte=0),
                name="framework_ceiling_is_not_negative",
                violation_error_message="Takvolymen kan inte vara negativ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:framework-detail", args=[self.pk])


# The end that holds now: the initial end lengthened by the decided options of the contract, or of its framework.
# All months are added in one step to the day after the initial end, so that 60 + 12 months is 72 and a month's last
# day stays a month's last day.
_SET_CURRENT_END = """
    NEW.current_until := (
        NEW.initial_until + 1 + make_interval(months => (
            SELECT coalesce(sum(o.months), 0)::int FROM contracts_extensionoption o
            WHERE o.decided_on IS NOT NULL
              AND (o.contract_id = NEW.id OR (NEW.framework_id IS NOT NULL AND o.framework_id = NEW.framework_id))
        ))
    )::date - 1;
    RETURN NEW;
"""
_REFRESH_CONTRACTS = """
    UPDATE contracts_contract c SET initial_until = c.initial_until
    WHERE c.id IN (SELECT contract_id FROM {rows} WHERE contract_id IS NOT NULL)
       OR c.framework_id IN (SELECT framework_id FROM {rows} WHERE framework_id IS NOT NULL);
    RETURN NULL;
"""


@tracked(exclude=["in_force", "ends_on"])
class Contract(Secured):
    """One supplier's contract, usually under a framework. The unit that purchases are loyal to.

    `valid_from`, `initial_until` and `terminated_on` are days that count. `current_until` is the end that holds now:
    the initial end plus decided options, kept by a trigger. `in_force` is the same term as a range, half-open inside.
    """

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
    ceiling_sek = _amount("takbelopp, kr")
    call_offs_survive = models.BooleanField(
        "avrop gäller efter avtalets slut",
        default=False,
        help_text="Placeringar som började före slutet är köp på avtal tills de upphör.",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_contracts",
        verbose_name="avtalsansvarig",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputised_contracts",
        verbose_name="ersättare",
    )
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
class FrameworkAreaLink(Framework.areas.through):  # type: ignore[name-defined, misc]
    """Keeps history of which areas a framework is for."""

    class Meta:
        proxy = True
        verbose_name = "upphandlingsomgångens avtalsområde"


@tracked()
class ContractAreaLink(Contract.areas.through):  # type: ignore[name-defined, misc]
    """Keeps history of which areas a contract is for."""

    class Meta:
        proxy = True
        verbose_name = "avtalets avtalsområde"


@tracked()
class ExtensionOption(models.Model):
    """A right to lengthen a framework, and with it all its contracts, or one contract."""

    framework = models.ForeignKey(
        Framework, models.PROTECT, null=True, blank=True, related_name="options", verbose_name="upphandlingsomgång"
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

    objects = ExtensionOptionQuerySet.as_manager()

    class Meta:
        verbose_name = "förlängningsoption"
        verbose_name_plural = "förlängningsoptioner"
        constraints = [
            models.CheckConstraint(
                condition=Q(framework__isnull=False, contract__isnull=True)
                | Q(framework__isnull=True, contract__isnull=False),
                name="option_belongs_to_a_framework_or_a_contract",
                violation_error_message="Optionen hör till en upphandlingsomgång eller till ett avtal.",
            ),
            models.UniqueConstraint(
                fields=["framework", "contract", "number"],
                name="option_number_is_unique",
                nulls_distinct=False,
                violation_error_message="Det finns redan en option med det numret.",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1),
                name="option_is_at_least_a_month",
                violation_error_message="Optionen ska vara minst en månad.",
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
        return f"Option {self.number}, {self.months} månader"


class ContractVolume(models.Model):
    """What was bought on a contract in a month. Published by followup, so that the register can show use.

    `cumulative_sek` runs from the contract's start; `above_ceiling` says that it has passed the contract's ceiling.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="volumes", verbose_name="avtal")
    month = models.DateField("månad")
    sum_sek = models.DecimalField("köpt, kr", max_digits=17, decimal_places=2)
    cumulative_sek = models.DecimalField("köpt sedan start, kr", max_digits=17, decimal_places=2)
    above_ceiling = models.BooleanField("över takbeloppet", default=False)
    updated_at = models.DateTimeField("beräknat")

    class Meta:
        verbose_name = "avtalsvolym"
        verbose_name_plural = "avtalsvolymer"
        constraints = [
            models.UniqueConstraint(fields=["contract", "month"], name="contract_volume_is_one_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.contract.number} {self.month:%Y-%m}"
