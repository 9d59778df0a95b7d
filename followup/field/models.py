"""What is seen and written down where the service is given: answers that were sent, photos, sheets, and key figures."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.register.models import Contract
from followup.field.querysets import FieldQuerySet, KpiQuerySet, PayslipQuerySet
from followup.reviews.models import Review, ReviewAnswer
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.kept_files import document_path

# How long figures of a payslip are kept unless somebody says an earlier day: as long as a supplier may object.
PAYSLIP_DAYS = 180

# A case has a number, and no spaces: nobody's name is let in.
_CASE_NUMBER = RegexValidator(
    r"^(?=.*\d)[\w./-]+\Z", "Skriv ett nummer utan mellanslag, till exempel AKT-3. Inga namn."
)


class SentAnswer(models.Model):
    """That an answer has come in from somebody in the field. Its id was made where it was written, so that the same
    answer sent again is known.
    """

    secret_through = ("answer",)

    client_id = models.UUIDField("id från enheten", unique=True, editable=False)
    answer = models.ForeignKey(ReviewAnswer, models.CASCADE, related_name="sent", verbose_name="svar i uppföljning")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skickat av")
    sent_at = models.DateTimeField("skickat")

    buyer_through = ("answer__review__contract__buyer",)
    objects = FieldQuerySet.as_manager()

    class Meta:
        verbose_name = "skickat svar"
        verbose_name_plural = "skickade svar"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.answer_id} {self.sent_at:%Y-%m-%d %H:%M}"


@tracked()
class ReviewPhoto(models.Model):
    """A photo or a file of a review. What a camera writes in a photo of where and when is taken away first."""

    secret_through = ("review", "answer")

    client_id = models.UUIDField("id från enheten", unique=True, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="photos", verbose_name="uppföljning")
    answer = models.ForeignKey(
        ReviewAnswer, models.PROTECT, null=True, blank=True, related_name="photos", verbose_name="krav"
    )
    caption = FreeLine("vad bilden visar", max_length=200, blank=True)
    file = models.FileField("fil", upload_to=document_path, max_length=200)
    original_name = FreeLine("filnamn", max_length=255, editable=False)
    media_type = models.CharField("filtyp", max_length=100, editable=False)
    size = models.PositiveBigIntegerField("storlek, byte", editable=False)
    sha256 = models.CharField("kontrollsumma", max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="inlagd av", editable=False
    )
    uploaded_at = models.DateTimeField("inlagd", editable=False)

    buyer_through = ("review__contract__buyer",)
    objects = FieldQuerySet.as_manager()

    class Meta:
        verbose_name = "bild i uppföljning"
        verbose_name_plural = "bilder i uppföljningar"

    def __str__(self) -> str:
        return self.caption or f"Bild {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("followup:photo-file", args=[self.pk])

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown; else it is downloaded."""
        return self.media_type.startswith("image/")


@tracked()
class SheetRow(models.Model):
    """One interview, or one case file that was looked into. Nobody is named: a case has its number, a person a role."""

    secret_through = ("review",)

    class Kind(models.TextChoices):
        INTERVIEW = "INTERVIEW", "intervju"
        CASE_FILE = "CASE_FILE", "akt"

    class Who(models.TextChoices):
        MANAGER = "MANAGER", "chef eller föreståndare"
        STAFF = "STAFF", "personal"
        CLIENT = "CLIENT", "brukare"
        RELATIVE = "RELATIVE", "anhörig"
        CASEWORKER = "CASEWORKER", "handläggare"

    review = models.ForeignKey(Review, models.CASCADE, related_name="sheet_rows", verbose_name="uppföljning")
    kind = models.CharField("slag", max_length=10, choices=Kind, editable=False)
    who = models.CharField("vem (roll)", max_length=12, choices=Who, blank=True)
    reference = FreeLine("aktens nummer", max_length=40, blank=True, validators=[_CASE_NUMBER])
    topic = FreeLine("fråga", max_length=300)
    said = FreeText("vad som kom fram")
    outcome = models.CharField("bedömning", max_length=20, choices=ReviewAnswer.Answer, blank=True)

    buyer_through = ("review__contract__buyer",)
    objects = FieldQuerySet.as_manager()

    class Meta:
        verbose_name = "rad i intervjublad"
        verbose_name_plural = "rader i intervjublad"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="INTERVIEW", reference="") & ~Q(who="") | Q(kind="CASE_FILE", who=""),
                name="interview_has_a_role_and_a_case_file_none",
                violation_error_message="Ange rollen för en intervju, och aktens nummer för en akt.",
            ),
            models.UniqueConstraint(
                fields=["review", "reference", "topic"],
                condition=Q(kind="CASE_FILE"),
                name="case_file_is_asked_once_of_each_thing",
                violation_error_message=(
                    "Frågan är redan besvarad för den akten. Ta bort det svaret, eller skriv en annan fråga."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference or self.get_who_display()}: {self.topic}"


@tracked()
class GateCount(models.Model):
    """How many were seen to come to work in a span of a day, and how many of them were registered as there."""

    secret_through = ("review",)

    review = models.ForeignKey(Review, models.CASCADE, related_name="gate_counts", verbose_name="uppföljning")
    on = models.DateField("dag")
    begins = models.TimeField("från")
    ends = models.TimeField("till")
    seen = models.PositiveSmallIntegerField("sedda")
    registered = models.PositiveSmallIntegerField("registrerade inloggningar")
    note = FreeLine("anteckning", max_length=300, blank=True)

    buyer_through = ("review__contract__buyer",)
    objects = FieldQuerySet.as_manager()

    class Meta:
        verbose_name = "portobservation"
        verbose_name_plural = "portobservationer"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="gate_count_ends_after_it_begins",
                violation_error_message="Observationen slutar efter att den börjar. Ändra en av tiderna.",
            ),
            models.UniqueConstraint(
                fields=["review", "on", "begins"],
                name="gate_is_counted_once_a_time",
                violation_error_message=(
                    "Det finns redan en observation som börjar då. Ta bort den, eller ange en annan tid."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.begins:%H:%M}–{self.ends:%H:%M}"


class PayslipCheck(models.Model):
    """A payslip held to the agreement: hours and pay, and nothing of whose it is.

    The figures go on `delete_on`; whether pay was as agreed is what is left. No history is kept of it, for that would
    keep what is to go.
    """

    secret_through = ("review",)

    review = models.ForeignKey(Review, models.CASCADE, related_name="payslips", verbose_name="uppföljning")
    month = models.DateField("månad", help_text="Första dagen i månaden.")
    hours = models.DecimalField(
        "timmar",
        max_digits=6,
        decimal_places=2,
        null=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(744)],
    )
    pay_sek = models.DecimalField(
        "lön före skatt, kr", max_digits=9, decimal_places=2, null=True, validators=[MinValueValidator(0)]
    )
    agreed_sek = models.DecimalField(
        "avtalad timlön, kr", max_digits=7, decimal_places=2, null=True, validators=[MinValueValidator(Decimal("0.01"))]
    )
    is_under = models.BooleanField("under avtalet", editable=False)
    delete_on = models.DateField("uppgifterna tas bort")

    buyer_through = ("review__contract__buyer",)
    objects = PayslipQuerySet.as_manager()

    class Meta:
        verbose_name = "granskad lönespecifikation"
        verbose_name_plural = "granskade lönespecifikationer"
        constraints = [
            models.CheckConstraint(
                condition=Q(hours=None, pay_sek=None, agreed_sek=None)
                | Q(hours__isnull=False, pay_sek__isnull=False, agreed_sek__isnull=False)
                & Q(hours__gt=0, pay_sek__gte=0, agreed_sek__gt=0),
                name="payslip_has_all_its_figures_or_none",
                violation_error_message="Timmar, lön och avtalad timlön hör ihop. Fyll i alla tre.",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="payslip_is_of_a_month",
                violation_error_message="Ange månadens första dag.",
            ),
            models.CheckConstraint(
                condition=Q(delete_on__gt=F("month")),
                name="payslip_goes_after_its_month",
                violation_error_message="Uppgifterna tas bort efter månaden. Välj en senare dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"Lönespecifikation {self.month:%Y-%m}"


@tracked()
class GroupCompany(models.Model):
    """A company of a supplier's group in a year, as a file told it: its owner, its turnover and what was left."""

    secret_through = ("review",)

    review = models.ForeignKey(Review, models.CASCADE, related_name="companies", verbose_name="uppföljning")
    org_number = models.CharField("organisationsnummer", max_length=10)
    name = FreeLine("bolag", max_length=200)
    parent_number = models.CharField("moderbolagets organisationsnummer", max_length=10, blank=True)
    year = models.PositiveSmallIntegerField("räkenskapsår")
    turnover_sek = models.DecimalField("omsättning, kr", max_digits=17, decimal_places=2, null=True, blank=True)
    result_sek = models.DecimalField("resultat, kr", max_digits=17, decimal_places=2, null=True, blank=True)

    buyer_through = ("review__contract__buyer",)
    objects = FieldQuerySet.as_manager()

    class Meta:
        verbose_name = "bolag i koncern"
        verbose_name_plural = "bolag i koncerner"
        constraints = [
            models.UniqueConstraint(
                fields=["review", "org_number", "year"],
                name="company_is_told_once_a_year",
                violation_error_message="Bolaget finns redan för det året.",
            ),
            models.CheckConstraint(
                condition=~Q(parent_number=F("org_number")),
                name="company_is_not_its_own_parent",
                violation_error_message="Ett bolag är inte sitt eget moderbolag. Rätta moderbolaget i filen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


@tracked()
class ContractKpi(models.Model):
    """A key figure of a contract: what it measures, in what, and where it should be."""

    secret_through = ("contract",)

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="kpis", verbose_name="avtal", editable=False)
    name = FreeLine("nyckeltal", max_length=120)
    definition = FreeLine("så mäts det", max_length=300)
    unit = FreeLine("enhet", max_length=30, blank=True)
    target = models.DecimalField("målvärde", max_digits=12, decimal_places=2)
    more_is_better = models.BooleanField("högre är bättre", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("contract__buyer",)
    objects = KpiQuerySet.as_manager()

    class Meta:
        verbose_name = "nyckeltal"
        verbose_name_plural = "nyckeltal"
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "name"],
                name="kpi_name_is_unique_for_contract",
                violation_error_message=(
                    "Avtalet har redan ett nyckeltal med det namnet. Ändra det, eller välj ett annat namn."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("followup:scorecard", args=[self.contract_id])


@tracked()
class KpiValue(models.Model):
    """A key figure in a quarter."""

    secret_through = ("kpi",)

    kpi = models.ForeignKey(ContractKpi, models.CASCADE, related_name="values", verbose_name="nyckeltal")
    quarter = models.DateField("kvartal")
    value = models.DecimalField("utfall", max_digits=12, decimal_places=2)

    buyer_through = ("kpi__contract__buyer",)
    objects = FieldQuerySet.as_manager()

    class Meta:
        verbose_name = "utfall av nyckeltal"
        verbose_name_plural = "utfall av nyckeltal"
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "quarter"],
                name="kpi_has_one_value_a_quarter",
                violation_error_message="Kvartalet har redan ett utfall.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__day=1, quarter__month__in=(1, 4, 7, 10)),
                name="kpi_value_is_of_a_quarter",
                violation_error_message="Ange kvartalets första dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kpi}, {self.quarter:%Y-%m}"
