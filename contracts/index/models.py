"""Index series and their values: what prices follow. A value is kept as it was published and never altered."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.index.querysets import (
    IndexImportQuerySet,
    IndexSeriesQuerySet,
    IndexValueQuerySet,
)
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked


class IndexStatus(models.TextChoices):
    """Whether a figure may still change."""

    PRELIMINARY = "PRELIMINARY", "preliminärt"
    FINAL = "FINAL", "slutligt"


@tracked()
class IndexSeries(models.Model):
    """One series of one statistic: LCI for workers in health and social work, say, with the base it is computed from.

    A letter means nothing without its classification's version: Q is health in SNI 2007 and education in SNI 2025.
    Where it is fetched from is said with the codes of the table's own metadata.
    """

    class Kind(models.TextChoices):
        LCI = "LCI", "Labour cost index (LCI)"
        KPI = "KPI", "Konsumentprisindex (KPI)"
        OPI = "OPI", "Omsorgsprisindex (OPI)"
        OTHER = "OTHER", "annat index"

    class Frequency(models.TextChoices):
        MONTH = "MONTH", "månad"
        QUARTER = "QUARTER", "kvartal"
        YEAR = "YEAR", "år"

    class Measures(models.TextChoices):
        LEVEL = "LEVEL", "indextal"
        CHANGE = "CHANGE", "årlig förändring, procent"

    class Source(models.TextChoices):
        FILE = "FILE", "fil eller för hand"
        PXWEB_1 = "PXWEB_1", "SCB:s API, version 1"
        PXWEB_2 = "PXWEB_2", "SCB:s API, version 2"

    code = models.CharField(
        "kod",
        max_length=30,
        unique=True,
        validators=[RegexValidator(r"^[A-ZÅÄÖ0-9-]+$", "Skriv stora bokstäver, siffror och bindestreck.")],
        error_messages={"unique": "Det finns redan en serie med den koden. Välj en annan kod."},
    )
    name = models.CharField("namn", max_length=150)
    kind = models.CharField("index", max_length=10, choices=Kind)
    variant = models.CharField(
        "avser",
        max_length=60,
        blank=True,
        help_text="Till exempel arbetare eller tjänstemän, när indexet skiljer på dem.",
    )
    classification = models.CharField(
        "näringsgrensindelning", max_length=20, blank=True, help_text="Till exempel SNI 2007."
    )
    letter = models.CharField("näringsgren", max_length=5, blank=True, help_text="Till exempel Q i SNI 2007.")
    base = models.CharField("bas", max_length=30, help_text="Till exempel 2008=100.")
    frequency = models.CharField("publiceras per", max_length=10, choices=Frequency)
    measures = models.CharField("värdet är", max_length=10, choices=Measures, default=Measures.LEVEL)
    decimals = models.PositiveSmallIntegerField("decimaler", default=1)
    publishes_after_days = models.PositiveSmallIntegerField(
        "publiceras efter, dagar", null=True, blank=True, help_text="Ungefär så många dagar efter periodens slut."
    )
    final_after_months = models.PositiveSmallIntegerField(
        "blir slutligt efter, månader", null=True, blank=True, help_text="Tomt: värdena är slutliga från början."
    )
    source = models.CharField("hämtas från", max_length=10, choices=Source, default=Source.FILE)
    table = models.CharField(
        "tabell", max_length=200, blank=True, help_text="Sökväg i version 1, tabellens id i version 2."
    )
    selection = models.JSONField(
        "val i tabellen", default=dict, blank=True, help_text="Variabelns kod och värdets kod, ur tabellens metadata."
    )
    preliminary_code = models.CharField("kod för preliminära värden", max_length=60, blank=True)
    final_code = models.CharField("kod för slutliga värden", max_length=60, blank=True)
    # What the two are called: files saved from the database have names where its answers have codes.
    preliminary_label = models.CharField("preliminära värden heter", max_length=200, blank=True)
    final_label = models.CharField("slutliga värden heter", max_length=200, blank=True)
    is_invented = models.BooleanField("påhittade värden", default=False, editable=False)
    ended_with = models.CharField("sista period", max_length=10, blank=True, help_text="När serien har upphört.")
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ()
    objects = IndexSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "indexserie"
        verbose_name_plural = "indexserier"
        constraints = [
            models.CheckConstraint(
                condition=(Q(letter="") & Q(classification="")) | (~Q(letter="") & ~Q(classification="")),
                name="series_letter_has_its_classification",
                violation_error_message="Ange näringsgren och näringsgrensindelning tillsammans.",
            ),
            models.CheckConstraint(
                condition=Q(source="FILE") | ~Q(table=""),
                name="fetched_series_names_its_table",
                violation_error_message="Ange tabellen som serien hämtas från.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("contracts:index-detail", args=[self.pk])

    @property
    def has_no_lag(self) -> bool:
        """Whether nobody has said how long after a period it is published: then no day can be computed for the next."""
        return self.publishes_after_days is None and not self.ended_with

    @property
    def base_beside_name(self) -> str:
        """The base as it is said after the name: empty where the name says it, as in "KPI, 1980=100"."""
        said = self.base.replace(" ", "").lower() in self.name.replace(" ", "").lower()
        return "" if said else self.base

    @property
    def is_fetched(self) -> bool:
        """Whether it has all that is needed to be fetched: a table, and the codes of what is measured in it."""
        return self.source != self.Source.FILE and bool(self.contents_status)

    @property
    def contents_status(self) -> dict[str, str]:
        """Which status each content of the table carries; empty where the table has but one."""
        found = {self.preliminary_code: IndexStatus.PRELIMINARY, self.final_code: IndexStatus.FINAL}
        return {code: str(status) for code, status in found.items() if code}

    @property
    def label_status(self) -> dict[str, str]:
        """The same by name, as far as the names are known."""
        found = {self.preliminary_label: IndexStatus.PRELIMINARY, self.final_label: IndexStatus.FINAL}
        return {label: str(status) for label, status in found.items() if label}


class IndexFetch(models.Model):
    """How the last try to fetch a series went.

    A failure stays until a try succeeds; what is stored is never lost by it.

    Apart from the series itself: nobody has changed the series because a network was down.
    """

    series = models.OneToOneField(IndexSeries, models.CASCADE, related_name="fetch", verbose_name="serie")
    tried_at = models.DateTimeField("senaste försöket")
    worked_at = models.DateTimeField("senast hämtad", null=True)
    words = models.CharField("varför det inte gick", max_length=500, blank=True)

    buyer_through = ()

    class Meta:
        verbose_name = "hämtning av index"
        verbose_name_plural = "hämtningar av index"

    def __str__(self) -> str:
        return self.words or f"{self.series} hämtad"


class IndexImport(models.Model):
    """Values of a series that have come, by file or by fetching: looked at first, then stored.

    The answer is kept as it came.
    """

    class Status(models.TextChoices):
        PREVIEW = "PREVIEW", "granskas"
        STORED = "STORED", "sparad"
        DISCARDED = "DISCARDED", "kastad"

    series = models.ForeignKey(IndexSeries, models.PROTECT, related_name="imports", verbose_name="serie")
    file = models.FileField("fil", upload_to="index/%Y/%m/")
    original_name = FreeLine("källa", max_length=300)
    sha256 = models.CharField("fingeravtryck", max_length=64)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.PREVIEW)
    received_at = models.DateTimeField("hämtad")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="hämtad av"
    )
    settled_at = models.DateTimeField("avgjord", null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="avgjord av"
    )

    buyer_through = ()
    objects = IndexImportQuerySet.as_manager()

    class Meta:
        verbose_name = "inläsning av index"
        verbose_name_plural = "inläsningar av index"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "sha256"],
                condition=Q(status="PREVIEW"),
                name="index_answer_waits_once",
                violation_error_message="Samma värden väntar redan på att granskas. Granska dem först.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.original_name}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:index-import", args=[self.pk])


class IndexValue(models.Model):
    """What a series was for a period, as published.

    Never altered: another figure for the same period is a new revision.
    """

    series = models.ForeignKey(IndexSeries, models.PROTECT, related_name="values", verbose_name="serie")
    period = models.CharField("period", max_length=10)
    first_on = models.DateField("periodens första dag")
    status = models.CharField("status", max_length=15, choices=IndexStatus)
    revision = models.PositiveSmallIntegerField("utgåva", default=1, validators=[MinValueValidator(1)])
    value = models.DecimalField("värde", max_digits=12, decimal_places=4)
    published_on = models.DateField("publicerat", null=True)
    fetched_at = models.DateTimeField("hämtat")
    source = models.CharField("källa", max_length=300)
    brought_by = models.ForeignKey(
        IndexImport, models.PROTECT, null=True, related_name="values", verbose_name="inläsning"
    )

    buyer_through = ()
    objects = IndexValueQuerySet.as_manager()

    class Meta:
        verbose_name = "indexvärde"
        verbose_name_plural = "indexvärden"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "period", "status", "revision"],
                name="index_value_has_its_revision",
                violation_error_message="Utgåvan finns redan.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="index_values_stay_as_published", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.period}: {self.value} ({self.get_status_display()})"


@tracked()
class IndexChain(models.Model):
    """How a series goes on in another base: old = round(new · factor), with where the factor is from.

    KPI 1980=100 ended with 2025; KPI 2020=100 times 3.3592, rounded to two decimals, is what it would have been.
    """

    old = models.ForeignKey(IndexSeries, models.PROTECT, related_name="continued_by", verbose_name="serie som upphört")
    new = models.ForeignKey(IndexSeries, models.PROTECT, related_name="continues", verbose_name="fortsätter med")
    factor = models.DecimalField("kedjefaktor", max_digits=14, decimal_places=8, validators=[MinValueValidator(0)])
    decimals = models.PositiveSmallIntegerField("avrundas till decimaler", default=2)
    source = models.CharField("källa", max_length=300)

    buyer_through = ()

    class Meta:
        verbose_name = "kedjefaktor"
        verbose_name_plural = "kedjefaktorer"
        constraints = [
            models.UniqueConstraint(
                fields=["old"],
                name="series_continues_in_one",
                violation_error_message="Serien fortsätter redan i en annan. Ändra den som finns.",
            ),
            models.CheckConstraint(
                condition=~Q(old=F("new")) & Q(factor__gt=0),
                name="chain_goes_to_another_series",
                violation_error_message=(
                    "En serie kan inte fortsätta i sig själv. Välj en annan serie, och en faktor som är större än noll."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="chain_has_a_source",
                violation_error_message="Ange var kedjefaktorn kommer ifrån.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} = {self.new} × {self.factor.normalize():f}"
