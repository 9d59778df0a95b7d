"""Rounds of procurement, whose terms the supplier contracts inherit."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.plan.choices import Form
from contracts.plan.models import ContractArea
from contracts.register.querysets import FrameworkQuerySet
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.secrecy.models import NUMBER_TAKEN, Secured
from huddinge_vo.common.untyped import PassedOn
from huddinge_vo.common.words import words_index

# Its options are for the days after its own end, so its contracts' ends follow when that is changed.
_REFRESH_CONTRACTS = """
    UPDATE contracts_contract c SET initial_until = c.initial_until
    FROM was JOIN is_now USING (id)
    WHERE c.framework_id = is_now.id
      AND (was.valid_from, was.initial_until, was.renewal_months)
          IS DISTINCT FROM (is_now.valid_from, is_now.initial_until, is_now.renewal_months);
    RETURN NULL;
"""


def amount(label: str, **options: PassedOn) -> models.DecimalField:
    """A field for kronor, which may be unknown."""
    return models.DecimalField(
        label, max_digits=17, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)], **options
    )


class CallOff(models.TextChoices):
    """How a unit finds which supplier of a round to call off from."""

    RANKED = "RANKED", "rangordning"
    MINI_COMPETITION = "MINI_COMPETITION", "förnyad konkurrensutsättning"
    NEEDS = "NEEDS", "den enskildes behov"
    CHOICE = "CHOICE", "den enskildes val"


def renewal_needs_an_end(noun: str) -> models.CheckConstraint:
    """Only a term that ends can be renewed by itself, by at least a month at a time."""
    return models.CheckConstraint(
        condition=Q(renewal_months__isnull=True) | Q(renewal_months__gte=1, initial_until__isnull=False),
        name=f"{noun}_is_renewed_from_an_end",
        violation_error_message=(
            "Automatisk förlängning är minst en månad och kräver ett slut. Ange båda, eller lämna förlängningen tom."
        ),
    )


class Terms(models.Model):
    """What a round and a contract both have: where the case is kept, and how it can come to an end."""

    registry_number = FreeLine("diarienummer (W3D3)", max_length=60, blank=True)
    registry_url = FreeLine(
        "länk till W3D3", max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    eavrop_number = FreeLine("nummer i e-Avrop", max_length=60, blank=True)
    notice_months = models.PositiveSmallIntegerField("uppsägningstid, månader", null=True, blank=True)
    renewal_months = models.PositiveSmallIntegerField(
        "förlängs automatiskt, månader",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Tomt: avtalet förlängs inte av sig självt.",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_%(class)ss",
        verbose_name="avtalsansvarig",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputised_%(class)ss",
        verbose_name="ersättare",
    )

    class Meta:
        abstract = True


_KINDS: dict[str, tuple[str, str]] = {
    Form.FRAMEWORK: ("ramavtal", "ramavtalet"),
    Form.CHOICE_SYSTEM: ("valfrihetssystem", "valfrihetssystemet"),
    Form.OUTSOURCING: ("entreprenad", "entreprenaden"),
    Form.RESERVED: ("reserverat avtal", "det reserverade avtalet"),
    Form.DIRECT_AWARD: ("direktupphandling", "direktupphandlingen"),
}


@tracked()
class Framework(Secured, Terms):
    """One round of procurement for one or more areas. Its supplier contracts inherit its terms."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="frameworks", verbose_name="köpare")
    number = FreeLine("nummer", max_length=60)
    title = FreeLine("rubrik", max_length=250)
    areas = models.ManyToManyField(ContractArea, related_name="frameworks", verbose_name="avtalsområden")
    form = models.CharField("avtalsform", max_length=20, choices=Form)
    lead = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="led_frameworks", verbose_name="samordnas av"
    )
    parties = models.ManyToManyField(
        Organization, blank=True, related_name="joined_frameworks", verbose_name="upphandlas tillsammans med"
    )
    valid_from = models.DateField("gäller från och med")
    initial_until = models.DateField(
        "ursprunglig avtalstid till och med", null=True, blank=True, help_text="Utan optioner. Tomt: tills vidare."
    )
    ceiling_sek = amount("takvolym, kr", help_text="Ramavtalet upphör att gälla när takvolymen är nådd.")
    call_off_method = models.CharField("avropsordning", max_length=20, choices=CallOff, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = "ramavtal eller valfrihetssystem"
        verbose_name_plural = "ramavtal och valfrihetssystem"
        indexes = [words_index("number", "title", "registry_number", "eavrop_number", name="framework_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "number"],
                name="framework_number_is_unique_for_buyer",
                violation_error_message=NUMBER_TAKEN,
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
            renewal_needs_an_end("framework"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="refresh_contracts_on_update",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                referencing=pgtrigger.Referencing(old="was", new="is_now"),
                func=_REFRESH_CONTRACTS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def kind(self) -> str:
        """What it is called: a framework agreement, a system of choice, or what else its form says."""
        return _KINDS[self.form][0]

    @property
    def the_kind(self) -> str:
        """The same of one that is known, for the middle of a sentence."""
        return _KINDS[self.form][1]

    def get_absolute_url(self) -> str:
        return reverse("contracts:framework-detail", args=[self.pk])


@tracked()
class FrameworkAreaLink(Framework.areas.through):  # type: ignore[name-defined]  # Django makes it
    """Keeps history of which areas a framework is for."""

    secret_through = ("framework",)

    class Meta:
        proxy = True
        verbose_name = "omgångens avtalsområde"
