"""What becomes of a finding: the steps of the ladder, reports to authorities, and what the supplier answers."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from followup.findings.choices import Authority, StepState
from followup.findings.querysets import (
    AnswerLinkQuerySet,
    AuthorityReportQuerySet,
    FindingFileQuerySet,
    FindingStepQuerySet,
    SupplierAnswerQuerySet,
)
from followup.findings.rules import ANSWER_DAYS, FEWEST_ANSWERS, LOW_PERCENT, REPORT_DAYS
from followup.reviews.models import Finding, Review, ReviewAnswer
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.kept_files import finding_path
from huddinge_vo.common.people.models import Organization


def _days(words: str, default: int, *, most: int, help_text: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        words, default=default, validators=[MinValueValidator(1), MaxValueValidator(most)], help_text=help_text
    )


@tracked()
class FollowUpTerm(models.Model):
    """A buyer's own values for findings and surveys, where they differ from the start's."""

    buyer = models.OneToOneField(Organization, models.PROTECT, related_name="+", verbose_name="köpare", editable=False)
    report_days = _days(
        "dagar att anmäla", REPORT_DAYS, most=365, help_text="Från att en oegentlighet är bekräftad till anmälan."
    )
    answer_days = _days("dagar att svara", ANSWER_DAYS, most=180, help_text="Vad en leverantör får när inget sägs.")
    fewest_answers = _days(
        "minsta antal svar", FEWEST_ANSWERS, most=100, help_text="Resultat av färre svar i en brukarundersökning döljs."
    )
    low_percent = _days(
        "lågt resultat, procent",
        LOW_PERCENT,
        most=99,
        help_text="Under så många procent av skalan är ett resultat lågt.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "värden för uppföljning"
        verbose_name_plural = "värden för uppföljning"
        constraints = [
            models.CheckConstraint(
                condition=Q(report_days__gte=1, answer_days__gte=1, fewest_answers__gte=1, low_percent__gte=1),
                name="follow_up_terms_are_at_least_one",
                violation_error_message="Ange minst 1.",
            )
        ]

    def __str__(self) -> str:
        return f"Värden för uppföljning, {self.buyer}"


@tracked()
class FindingStep(models.Model):
    """A step of the ladder as it was taken: when, why, by whom; the letter of it, and until when it is to be answered.

    A penalty is proposed by one person and decided by another; until then the finding stands where it stood.
    """

    secret_through = ("finding",)

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="steps", verbose_name="brist", editable=False)
    step = models.CharField("steg", max_length=15, choices=Finding.Step)
    state = models.CharField("status", max_length=10, choices=StepState, default=StepState.TAKEN, editable=False)
    taken_on = models.DateField("dag", editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av", editable=False
    )
    reason = FreeText("skäl")
    answer_by = models.DateField("svar senast", null=True, blank=True)
    penalty_sek = models.DecimalField("vite eller avdrag, kr", max_digits=14, decimal_places=2, null=True, blank=True)
    clause = FreeLine("bestämmelse i avtalet", max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beslutat av",
        editable=False,
    )
    decided_on = models.DateField("beslutat", null=True, blank=True, editable=False)
    decision_words = FreeLine("skäl för beslutet", max_length=300, blank=True, editable=False)
    sent_on = models.DateField("brevet skickat", null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="skickat av",
        editable=False,
    )
    address = models.EmailField("till", blank=True, editable=False)
    mailed_at = models.DateTimeField("mejlat", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("finding__buyer",)
    objects = FindingStepQuerySet.as_manager()

    class Meta:
        verbose_name = "steg i åtgärdstrappan"
        verbose_name_plural = "steg i åtgärdstrappan"
        permissions = [("decide_findingstep", "Kan besluta om vite")]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "step", "taken_on"],
                condition=~Q(state="DECLINED"),
                name="step_is_taken_once_a_day",
                violation_error_message="Steget är redan taget i dag.",
            ),
            models.CheckConstraint(
                condition=Q(step="PENALTY", penalty_sek__gt=0) & ~Q(clause="")
                | ~Q(step="PENALTY") & Q(penalty_sek__isnull=True, clause=""),
                name="penalty_has_a_sum_and_a_clause",
                violation_error_message=(
                    "Ange belopp och bestämmelse i avtalet för ett vite. Lämna dem tomma för andra steg."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("taken_by")) | Q(decided_by__isnull=True),
                name="penalty_is_decided_by_another",
                violation_error_message=(
                    "Ett vite beslutas av en annan än den som föreslog det. Be någon annan göra det."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state="PROPOSED", decided_by__isnull=True, decided_on__isnull=True)
                | Q(state="DECLINED", decided_by__isnull=False, decided_on__isnull=False)
                | Q(state="TAKEN") & (~Q(step="PENALTY") | Q(decided_by__isnull=False, decided_on__isnull=False)),
                name="penalty_holds_when_it_is_decided",
                violation_error_message="Ett vite gäller när det är beslutat.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(state="TAKEN", sent_by__isnull=False),
                name="only_a_step_that_holds_is_sent",
                violation_error_message="Brevet skickas när steget gäller.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.taken_on}"

    def get_absolute_url(self) -> str:
        return reverse("followup:finding-detail", args=[self.finding_id])


@tracked()
class AuthorityReport(models.Model):
    """That an authority was told of a finding, when, and under what number it has it."""

    secret_through = ("finding",)

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="reports", verbose_name="brist", editable=False)
    authority = models.CharField("myndighet", max_length=10, choices=Authority)
    other_name = FreeLine("annan myndighets namn", max_length=100, blank=True)
    reported_on = models.DateField("anmäld")
    number = FreeLine("diarienummer", max_length=60, blank=True, help_text="Myndighetens nummer, eller vårt eget.")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="anmäld av", editable=False
    )

    buyer_through = ("finding__buyer",)
    objects = AuthorityReportQuerySet.as_manager()

    class Meta:
        verbose_name = "anmälan till myndighet"
        verbose_name_plural = "anmälningar till myndigheter"
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "authority", "reported_on", "number"],
                name="report_to_authority_is_made_once",
                violation_error_message="Anmälan är redan registrerad.",
            ),
            models.CheckConstraint(
                condition=Q(authority="OTHER") & ~Q(other_name="") | ~Q(authority="OTHER") & Q(other_name=""),
                name="other_authority_has_a_name",
                violation_error_message="Skriv namnet på myndigheten när det är en annan. Lämna annars fältet tomt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.reported_on}"

    @property
    def name(self) -> str:
        """Whom it went to."""
        return self.other_name or self.get_authority_display()


class AnswerLink(models.Model):
    """A link by which a supplier answers once, without signing in. Its secret is kept as a hash alone."""

    secret_through = ("step", "review")

    step = models.ForeignKey(
        FindingStep, models.PROTECT, null=True, blank=True, related_name="links", verbose_name="steg"
    )
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, blank=True, related_name="links", verbose_name="uppföljning"
    )
    token_hash = models.CharField("fingeravtryck", max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gjord av")
    made_at = models.DateTimeField("gjord")
    expires_at = models.DateTimeField("går ut")
    used_at = models.DateTimeField("använd", null=True, blank=True)

    buyer_through = ("step__finding__buyer", "review__contract__buyer")
    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "svarslänk"
        verbose_name_plural = "svarslänkar"
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(step__isnull=False, review__isnull=True) | Q(step__isnull=True, review__isnull=False),
                name="answer_link_is_about_one_thing",
                violation_error_message="Länken gäller ett steg eller en uppföljning.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="answer_link_expires_after_it_is_made",
                violation_error_message="Länken går ut efter att den är gjord.",
            ),
        ]

    def __str__(self) -> str:
        return f"Svarslänk {self.made_at:%Y-%m-%d}"


class SupplierAnswer(models.Model):
    """What a supplier answered: by its link, or written down by whoever got it on paper."""

    secret_through = ("step", "review", "link")

    step = models.ForeignKey(
        FindingStep, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="steg"
    )
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, blank=True, related_name="self_reports", verbose_name="uppföljning"
    )
    link = models.OneToOneField(
        AnswerLink, models.PROTECT, null=True, blank=True, related_name="answer", verbose_name="svarslänk"
    )
    words = FreeText("svar", blank=True)
    received_at = models.DateTimeField("kom in")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="inskrivet av"
    )

    buyer_through = ("step__finding__buyer", "review__contract__buyer")
    objects = SupplierAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "leverantörens svar"
        verbose_name_plural = "leverantörers svar"
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(step__isnull=False, review__isnull=True) | Q(step__isnull=True, review__isnull=False),
                name="supplier_answer_is_about_one_thing",
                violation_error_message="Svaret gäller ett steg eller en uppföljning.",
            ),
            models.CheckConstraint(
                condition=Q(link__isnull=False, registered_by__isnull=True)
                | Q(link__isnull=True, registered_by__isnull=False),
                name="supplier_answer_came_one_way",
                violation_error_message="Svaret kom genom länken, eller skrevs in av någon.",
            ),
        ]

    def __str__(self) -> str:
        return f"Svar {self.received_at:%Y-%m-%d}"


class SelfReportLine(models.Model):
    """What a supplier says itself of one of a review's questions. It is no answer of the review: a person judges it."""

    secret_through = ("answer", "requirement")

    answer = models.ForeignKey(SupplierAnswer, models.CASCADE, related_name="lines", verbose_name="svar")
    requirement = models.ForeignKey(ReviewAnswer, models.PROTECT, related_name="self_reports", verbose_name="krav")
    said = models.CharField("leverantörens svar", max_length=20, choices=ReviewAnswer.Answer)
    comment = FreeLine("kommentar", max_length=1000, blank=True)

    buyer_through = ("answer__review__contract__buyer",)

    class Meta:
        verbose_name = "rad i självrapport"
        verbose_name_plural = "rader i självrapporter"
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "requirement"],
                name="self_report_answers_a_question_once",
                violation_error_message="Kravet är redan besvarat.",
            )
        ]

    def __str__(self) -> str:
        return self.get_said_display()


class FindingFile(models.Model):
    """A photo of whoever reported a finding, or what a supplier sent with its answer."""

    secret_through = ("finding", "answer")

    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="files", verbose_name="brist"
    )
    answer = models.ForeignKey(
        SupplierAnswer, models.PROTECT, null=True, blank=True, related_name="files", verbose_name="leverantörens svar"
    )
    file = models.FileField("fil", upload_to=finding_path, max_length=200)
    original_name = FreeLine("filnamn", max_length=255)
    media_type = models.CharField("filtyp", max_length=100)
    size = models.PositiveBigIntegerField("storlek, byte")
    sha256 = models.CharField("kontrollsumma", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="inlagd av"
    )
    uploaded_at = models.DateTimeField("inlagd")

    buyer_through = ("finding__buyer", "answer__step__finding__buyer", "answer__review__contract__buyer")
    objects = FindingFileQuerySet.as_manager()

    class Meta:
        verbose_name = "fil till brist"
        verbose_name_plural = "filer till brister"
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, answer__isnull=True) | Q(finding__isnull=True, answer__isnull=False),
                name="finding_file_belongs_to_one_thing",
                violation_error_message="Filen hör till en brist eller ett svar.",
            )
        ]

    def __str__(self) -> str:
        return self.original_name

    def get_absolute_url(self) -> str:
        return reverse("followup:finding-file", args=[self.pk])
