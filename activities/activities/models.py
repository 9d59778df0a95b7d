"""The plan's activities: what is done, by whom, until when, and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from activities.activities.querysets import ActivityQuerySet, OfActivityQuerySet, SignalPointQuerySet
from activities.plan.models import CategoryPlan, EffectGoal, SteeringSignal, Strategy
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.words import words_index

# Whole numbers with a point between, as the plan numbers its activities. Without noughts before, for 2.1 and 2.01 would
# be two activities that nobody can tell apart.
_NUMBER = r"^[1-9][0-9]{0,3}(\.[1-9][0-9]{0,3}){0,2}\Z"
_NUMBER_WORDS = "Skriv numret med siffror och punkt emellan, utan inledande nollor. Till exempel 3, 10 eller 2.10."


@tracked()
class Activity(models.Model):
    """One activity of the plan's list. Both days count; one without days is not planned yet."""

    class Status(models.TextChoices):
        NOT_STARTED = "NOT_STARTED", "ej påbörjad"
        ONGOING = "ONGOING", "pågår"
        DONE = "DONE", "klar"
        STOPPED = "STOPPED", "avbruten"

    plan = models.ForeignKey(CategoryPlan, models.PROTECT, related_name="activities", verbose_name="kategoriplan")
    number = FreeLine(
        "nummer", max_length=10, validators=[RegexValidator(_NUMBER, _NUMBER_WORDS)], help_text="Till exempel 2.10."
    )
    title = FreeLine("aktivitet", max_length=200)
    description = FreeText("beskrivning", max_length=3000, blank=True)
    potential = FreeText("potential", max_length=1000, blank=True)
    goal = FreeText("mål", max_length=1000, blank=True)
    implementation = FreeText("genomförande", max_length=2000, blank=True)
    responsible = FreeLine("ansvarig roll", max_length=200)
    responsible_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="ansvarig person",
    )
    participants = FreeLine("deltagare", max_length=500, blank=True)
    stakeholders = FreeLine("intressenter", max_length=500, blank=True)
    steering_group = FreeLine("styrgrupp", max_length=500, blank=True)
    priority = models.PositiveSmallIntegerField(
        "prioritet", validators=[MinValueValidator(1), MaxValueValidator(4)], help_text="1 är högst, 4 lägst."
    )
    goals = models.ManyToManyField(EffectGoal, blank=True, related_name="activities", verbose_name="effektmål")
    strategies = models.ManyToManyField(Strategy, blank=True, related_name="activities", verbose_name="strategier")
    status = models.CharField("status", max_length=20, choices=Status, default=Status.NOT_STARTED)
    starts_on = models.DateField("startar", null=True, blank=True)
    ends_on = models.DateField("klar senast", null=True, blank=True)
    done_on = models.DateField("blev klar", null=True, blank=True)
    late_reason = FreeLine("varför den är försenad", max_length=500, blank=True)
    expected_effect = FreeText("förväntad effekt", max_length=1000, blank=True)
    expected_effect_sek = models.DecimalField(
        "förväntad effekt, kr", max_digits=17, decimal_places=2, null=True, blank=True
    )
    achieved_effect = FreeText("uppnådd effekt", max_length=1000, blank=True)
    achieved_effect_sek = models.DecimalField(
        "uppnådd effekt, kr", max_digits=17, decimal_places=2, null=True, blank=True
    )
    evidence = FreeLine(
        "underlag för effekten", max_length=500, blank=True, help_text="Dokument, mätning eller diarienummer."
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("plan__category__buyer",)
    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        indexes = [words_index("number", "title", "description", name="activity_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="activity_number_is_unique_in_plan",
                violation_error_message="Planen har redan en aktivitet med det numret. Välj ett annat nummer.",
            ),
            models.CheckConstraint(
                condition=Q(number__regex=_NUMBER),
                name="activity_number_is_numbers_with_points",
                violation_error_message=_NUMBER_WORDS,
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_begins",
                violation_error_message="Sista dagen kan inte ligga före första dagen.",
            ),
            models.CheckConstraint(
                condition=Q(priority__gte=1, priority__lte=4),
                name="activity_priority_is_one_to_four",
                violation_error_message="Ange prioriteten som 1, 2, 3 eller 4.",
            ),
            models.CheckConstraint(
                condition=Q(status="DONE", done_on__isnull=False) | (~Q(status="DONE") & Q(done_on__isnull=True)),
                name="activity_that_is_done_has_a_day",
                violation_error_message="En klar aktivitet har en dag då den blev klar, och bara den.",
            ),
            models.CheckConstraint(
                condition=Q(achieved_effect_sek__isnull=True) | ~Q(evidence=""),
                name="achieved_kronor_have_evidence",
                violation_error_message="Ange underlag för den uppnådda effekten i kronor.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def named(self) -> str:
        """What its number is of: strategies have the same numbers."""
        return f"Aktivitet {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("activities:activity-detail", args=[self.pk])


@tracked()
class ActivityStep(models.Model):
    """A step on the way, with its own deadline."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="steps", verbose_name="aktivitet")
    name = FreeLine("steg", max_length=200)
    due_on = models.DateField("klart senast")
    done_on = models.DateField("blev klart", null=True, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ansvarig"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("activity__plan__category__buyer",)
    objects = OfActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "steg"
        verbose_name_plural = "steg"

    def __str__(self) -> str:
        return self.name


class ProgressNote(models.Model):
    """What somebody said of how it goes. Stays as it was said."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="notes", verbose_name="aktivitet")
    text = FreeText("anteckning", max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")
    at = models.DateTimeField("när")

    buyer_through = ("activity__plan__category__buyer",)

    class Meta:
        verbose_name = "anteckning"
        verbose_name_plural = "anteckningar"

    def __str__(self) -> str:
        return self.text[:60]


@tracked()
class SignalPoint(models.Model):
    """A point of a steering signal that bears on the category, and the strategies and activities that answer it.

    Measures that answer it are linked from followup, by `Measure.answers`.
    """

    signal = models.ForeignKey(SteeringSignal, models.CASCADE, related_name="points", verbose_name="styrsignal")
    number = models.PositiveSmallIntegerField("ordning")
    text = FreeLine("vad den begär", max_length=500)
    strategies = models.ManyToManyField(
        Strategy, blank=True, related_name="points", verbose_name="strategier som svarar på den"
    )
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="points", verbose_name="aktiviteter som svarar på den"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("signal__plan__category__buyer",)
    objects = SignalPointQuerySet.as_manager()

    class Meta:
        verbose_name = "punkt i styrsignal"
        verbose_name_plural = "punkter i styrsignaler"
        constraints = [
            models.UniqueConstraint(
                fields=["signal", "number"],
                name="signal_point_has_its_own_place",
                violation_error_message="Styrsignalen har redan en punkt på den platsen. Välj ett annat nummer.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.signal}, punkt {self.number}"

    def in_words(self) -> str:
        """Whose it is and what it asks for, to choose among many."""
        return f"{self.signal}: {self.text}"

    def get_absolute_url(self) -> str:
        return reverse("activities:plan") + "#styrsignaler"
