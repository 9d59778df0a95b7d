"""Where suppliers give care: units, their permits, whom to call, and where nobody new may be placed."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.plan.models import ContractArea
from contracts.suppliers.models.supplier import Supplier
from contracts.suppliers.querysets import (
    PlacementStopQuerySet,
    SupplierUnitQuerySet,
    TargetGroupQuerySet,
)
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.order import swedish_order
from huddinge_vo.common.secrecy.models import NAME_TAKEN, Secured
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet
from huddinge_vo.common.words import words_index


@tracked(exclude=["sort_name"])
class TargetGroup(models.Model):
    """For whom care is given, in words that everybody chooses from: what a need and a unit are matched by."""

    name = FreeLine(
        "målgrupp",
        max_length=120,
        unique=True,
        error_messages={"unique": "Målgruppen finns redan. Ändra den som finns, eller välj ett annat namn."},
    )
    is_used = models.BooleanField(
        "används", default=True, help_text="Det som inte används finns kvar där det står, men går inte att välja."
    )
    sort_name = swedish_order("name")
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ()
    objects = TargetGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "målgrupp"
        verbose_name_plural = "målgrupper"

    def __str__(self) -> str:
        return self.name


@tracked(exclude=["sort_name"])
class SupplierUnit(Secured):
    """A home, an office, a place where the supplier gives care."""

    secret_through = ("supplier",)

    class Takes(models.TextChoices):
        WOMEN = "WOMEN", "kvinnor och flickor"
        MEN = "MEN", "män och pojkar"
        ALL = "ALL", "alla"

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="units", verbose_name="leverantör")
    name = FreeLine("namn", max_length=200)
    areas = models.ManyToManyField(ContractArea, blank=True, related_name="units", verbose_name="avtalsområden")
    county = FreeLine("län", max_length=60, blank=True)
    municipality = FreeLine("kommun", max_length=60, blank=True)
    address = FreeLine("adress", max_length=200, blank=True)
    latitude = models.DecimalField(
        "latitud",
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="I grader, till exempel 59,23705. Avstånd räknas fågelvägen.",
    )
    longitude = models.DecimalField(
        "longitud",
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="units", verbose_name="målgrupper")
    target_group = FreeLine("målgrupp, beskrivning", max_length=300, blank=True)
    takes = models.CharField("tar emot", max_length=10, choices=Takes, blank=True, help_text="Tomt: inte angivet.")
    age_from = models.PositiveSmallIntegerField("ålder från", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("ålder till", null=True, blank=True)
    places = models.PositiveSmallIntegerField("platser", null=True, blank=True)
    free_places = models.PositiveSmallIntegerField("lediga platser", null=True, blank=True)
    free_places_on = models.DateField(
        "lediga platser enligt besked", null=True, blank=True, help_text="Dagen då leverantören lämnade beskedet."
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    sort_name = swedish_order("name")

    buyer_through = ()
    objects = SupplierUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "verksamhet"
        verbose_name_plural = "verksamheter"
        indexes = [words_index("name", "municipality", "address", name="unit_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "name"],
                name="unit_name_is_unique_for_supplier",
                violation_error_message=NAME_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_from__lte=F("age_to")),
                name="unit_ages_go_upwards",
                violation_error_message="Åldern från kan inte vara högre än åldern till. Ändra en av dem.",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="unit_lies_somewhere_on_earth",
                violation_error_message="Ange både latitud (-90 till 90) och longitud (-180 till 180), eller ingen.",
            ),
            models.CheckConstraint(
                condition=Q(free_places__isnull=True, free_places_on__isnull=True)
                | Q(free_places__isnull=False, free_places_on__isnull=False),
                name="free_places_are_told_on_a_day",
                violation_error_message="Ange både hur många platser som är lediga och vilken dag beskedet gavs.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("contracts:unit-detail", args=[self.pk])


@tracked()
class SupplierUnitAreaLink(SupplierUnit.areas.through):  # type: ignore[name-defined]  # Django makes it
    """Keeps history of which areas a unit is for."""

    secret_through = ("supplierunit",)

    class Meta:
        proxy = True
        verbose_name = "verksamhetens avtalsområde"


@tracked()
class SupplierUnitTargetGroupLink(SupplierUnit.target_groups.through):  # type: ignore[name-defined]  # Django makes it
    """Keeps history of whom a unit is for."""

    secret_through = ("supplierunit",)

    class Meta:
        proxy = True
        verbose_name = "verksamhetens målgrupp"


@tracked()
class Permit(models.Model):
    """IVO's permission for a unit. It is given to one organisation number, and does not follow a unit that is sold."""

    secret_through = ("unit",)

    class Status(models.TextChoices):
        VALID = "VALID", "gäller"
        WITHDRAWN = "WITHDRAWN", "återkallat"
        APPLIED = "APPLIED", "sökt"

    unit = models.ForeignKey(SupplierUnit, models.PROTECT, related_name="permits", verbose_name="verksamhet")
    org_number = models.CharField(
        "organisationsnummer", max_length=10, validators=[RegexValidator(r"^\d{10}$", "Ange tio siffror.")]
    )
    legal_ground = FreeLine("lagrum", max_length=120, help_text="Som i tillståndet, till exempel SoL 26 kap. 1 §.")
    form = FreeLine("verksamhetsform", max_length=120, blank=True)
    places = models.PositiveSmallIntegerField("platser", null=True, blank=True, validators=[MinValueValidator(1)])
    decided_on = models.DateField("beslutat")
    valid_until = models.DateField("gäller till och med", null=True, blank=True, help_text="Tomt: tills vidare.")
    status = models.CharField("status", max_length=20, choices=Status, default=Status.VALID)
    registry_number = FreeLine("IVO:s diarienummer", max_length=60, blank=True)
    # A copy of a permit is no evidence: where it was looked up is kept, by whom and when.
    source = FreeLine("källa", max_length=120, blank=True)
    looked_up_on = models.DateField("kontrollerat i källan", null=True, blank=True)
    looked_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kontrollerat av",
        editable=False,
    )

    buyer_through = ()

    class Meta:
        verbose_name = "tillstånd"
        verbose_name_plural = "tillstånd"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "org_number", "legal_ground", "decided_on"],
                name="permit_is_registered_once",
                violation_error_message=(
                    "Tillståndet är redan registrerat. Ange en annan dag för beslutet om det är ett nytt tillstånd."
                ),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("decided_on")),
                name="permit_ends_after_it_is_decided",
                violation_error_message="Sista dagen kan inte ligga före beslutet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.legal_ground}, {self.unit}"


@tracked()
class SupplierContact(models.Model):
    """Whom to turn to at a supplier or at one of its units, by what it is about."""

    secret_through = ("supplier", "unit")

    class Role(models.TextChoices):
        AGREEMENT = "AGREEMENT", "avtalsfrågor"
        PLACEMENT = "PLACEMENT", "placeringar"
        OPERATIONS = "OPERATIONS", "verksamheten"
        INVOICE = "INVOICE", "fakturor"

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="contacts", verbose_name="leverantör")
    unit = models.ForeignKey(
        SupplierUnit, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name="verksamhet"
    )
    role = models.CharField("gäller", max_length=20, choices=Role)
    name = FreeLine("namn eller funktion", max_length=120, blank=True)
    email = models.EmailField("e-post", blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)

    buyer_through = ()
    objects = SecuredQuerySet.as_manager()

    class Meta:
        verbose_name = "kontakt"
        verbose_name_plural = "kontakter"
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""),
                name="contact_can_be_reached",
                violation_error_message="Ange e-post eller telefon.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name or self.email or self.phone}"


@tracked()
class PlacementStop(models.Model):
    """That nobody new is placed at a supplier, or at one of its units, and why. Both days count."""

    secret_through = ("supplier", "unit", "permit")

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="placement_stops", verbose_name="leverantör")
    unit = models.ForeignKey(
        SupplierUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="placement_stops",
        verbose_name="verksamhet",
        help_text="Tomt: stoppet gäller hela leverantören.",
    )
    reason = FreeLine("skäl", max_length=300)
    valid_from = models.DateField("från och med")
    valid_until = models.DateField("till och med", null=True, blank=True, help_text="Tomt: tills vidare.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="beslutat av",
        editable=False,
    )
    # What the register of permits brought about by itself, the same day: nobody decided it.
    permit = models.ForeignKey(
        Permit, models.PROTECT, null=True, related_name="stops", verbose_name="på grund av tillståndet", editable=False
    )

    buyer_through = ()
    objects = PlacementStopQuerySet.as_manager()

    class Meta:
        verbose_name = "placeringsstopp"
        verbose_name_plural = "placeringsstopp"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="placement_stop_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False) | Q(permit__isnull=False),
                name="placement_stop_says_who_or_which_permit",
                violation_error_message="Ange vem som beslutade stoppet.",
            ),
        ]

    def __str__(self) -> str:
        return f"Placeringsstopp {self.unit or self.supplier}"
