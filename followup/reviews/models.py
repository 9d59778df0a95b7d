"""Looking a contract over: how deep, when, with which questions, and what was found wanting. domain.md §10."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier, SupplierUnit
from followup.reviews.querysets import (
    FindingQuerySet,
    FollowUpClassQuerySet,
    ReviewAnswerQuerySet,
    ReviewQuerySet,
    ReviewTemplateQuerySet,
)
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.writers import approved_by_no_writer, writers_field
from huddinge_vo.common.words import words_index

if TYPE_CHECKING:
    from datetime import date

    from huddinge_vo.common.people.models import User


def _person(words: str, **options: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=words,
        **options,  # type: ignore[arg-type]
    )


class Depth(models.IntegerChoices):
    """How deep and how often a contract is followed up."""

    ONE = 1, "klass 1"
    TWO = 2, "klass 2"
    THREE = 3, "klass 3"


@tracked(exclude=["effective"])
class FollowUpClass(models.Model):
    """A contract's class: proposed from volume and criticality with the reason, and decided by a person.

    `effective` is the one that holds: the decided, else the proposed.
    """

    secret_through = ("contract",)

    contract = models.OneToOneField(
        Contract, models.CASCADE, related_name="follow_up_class", verbose_name="avtal", editable=False
    )
    proposed = models.PositiveSmallIntegerField("föreslagen klass", choices=Depth, editable=False)
    proposed_reason = models.CharField("skäl för förslaget", max_length=300, editable=False)
    decided = models.PositiveSmallIntegerField("beslutad klass", choices=Depth, null=True, blank=True)
    decided_by = _person("beslutad av", editable=False)
    decided_on = models.DateField("beslutad", null=True, blank=True, editable=False)
    decided_reason = FreeLine("skäl för beslutet", max_length=300, blank=True)
    effective = models.GeneratedField(
        expression=Coalesce("decided", "proposed"),
        output_field=models.PositiveSmallIntegerField(choices=Depth),
        db_persist=True,
        verbose_name="klass",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("contract__buyer",)
    objects = FollowUpClassQuerySet.as_manager()

    if TYPE_CHECKING:  # annotated by with_last_done()
        last_done: date | None

    class Meta:
        verbose_name = "uppföljningsklass"
        verbose_name_plural = "uppföljningsklasser"
        permissions = [("decide_followupclass", "Kan besluta om uppföljningsklass")]
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed__range=(1, 3)) & (Q(decided__isnull=True) | Q(decided__range=(1, 3))),
                name="follow_up_class_is_one_two_or_three",
                violation_error_message="Välj klass 1, 2 eller 3.",
            ),
            models.CheckConstraint(
                condition=Q(decided__isnull=True, decided_by__isnull=True, decided_on__isnull=True)
                | Q(decided__isnull=False, decided_by__isnull=False, decided_on__isnull=False),
                name="decided_class_has_person_and_day",
                violation_error_message="En beslutad klass har en person och en dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract.number}: klass {self.decided or self.proposed}"

    def get_absolute_url(self) -> str:
        return reverse("followup:class-decide", args=[self.pk])


class RiskMark(models.Model):
    """Why a contract should be followed up more closely than its volume says, in a sentence.

    Told by what is found about its supplier, and read where classes are proposed. It is written anew each night.
    """

    secret_through = ("contract",)

    contract = models.OneToOneField(Contract, models.CASCADE, related_name="risk_mark", verbose_name="avtal")
    reason = models.CharField("skäl", max_length=200)

    buyer_through = ("contract__buyer",)

    class Meta:
        verbose_name = "skäl för djupare uppföljning"
        verbose_name_plural = "skäl för djupare uppföljning"
        default_permissions = ()

    def __str__(self) -> str:
        return self.reason


class RequirementKind(models.TextChoices):
    """What a question of a review is about. Measure 11 asks for sustainability."""

    NORMAL = "NORMAL", "avtalskrav"
    SUSTAINABILITY = "SUSTAINABILITY", "hållbarhet"
    WORKING_CONDITIONS = "WORKING_CONDITIONS", "arbetsvillkor"


@tracked()
class ReviewTemplate(models.Model):
    """The questions of a review, in general or for some contract areas."""

    buyer = models.ForeignKey(
        Organization, models.PROTECT, related_name="review_templates", verbose_name="köpare", editable=False
    )
    name = FreeLine("namn", max_length=120)
    areas = models.ManyToManyField(
        ContractArea,
        blank=True,
        related_name="review_templates",
        verbose_name="avtalsområden",
        help_text="Tomt: mallen passar alla avtalsområden.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReviewTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "mall för uppföljning"
        verbose_name_plural = "mallar för uppföljning"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "name"],
                name="review_template_name_is_unique_for_buyer",
                violation_error_message="Det finns redan en mall med det namnet. Välj ett annat namn.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("followup:template-list")


@tracked()
class TemplateRequirement(models.Model):
    """One question of a template."""

    template = models.ForeignKey(
        ReviewTemplate, models.CASCADE, related_name="requirements", verbose_name="mall", editable=False
    )
    order = models.PositiveSmallIntegerField("ordning")
    text = FreeLine("krav", max_length=500)
    kind = models.CharField("slag", max_length=20, choices=RequirementKind, default=RequirementKind.NORMAL)

    buyer_through = ("template__buyer",)

    class Meta:
        verbose_name = "krav i mall"
        verbose_name_plural = "krav i mallar"
        constraints = [
            models.UniqueConstraint(
                fields=["template", "order"],
                name="template_requirements_have_an_order",
                violation_error_message="Två krav i mallen har samma plats.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"


@tracked()
class Review(models.Model):
    """One review of one contract, planned, done, and what it said."""

    secret_through = ("contract",)

    class Method(models.TextChoices):
        SELF_REPORT = "SELF_REPORT", "självrapportering"
        DESK = "DESK", "granskning av handlingar och register"
        DIALOGUE = "DIALOGUE", "dialogmöte"
        ANNOUNCED_VISIT = "ANNOUNCED_VISIT", "anmält besök"
        UNANNOUNCED_VISIT = "UNANNOUNCED_VISIT", "oanmält besök"
        GATE = "GATE", "portobservation"
        PAYSLIPS = "PAYSLIPS", "granskning av lönespecifikationer"
        GROUP_PROFIT = "GROUP_PROFIT", "granskning av koncern och vinst"
        USER_SURVEY = "USER_SURVEY", "brukarundersökning"
        IN_DEPTH = "IN_DEPTH", "fördjupad granskning av särskilt skäl"

    class Status(models.TextChoices):
        PLANNED = "PLANNED", "planerad"
        ONGOING = "ONGOING", "pågår"
        DONE = "DONE", "genomförd"
        CANCELLED = "CANCELLED", "inställd"

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="reviews", verbose_name="avtal")
    planned_on = models.DateField("planerad dag")
    method = models.CharField("metod", max_length=20, choices=Method)
    template = models.ForeignKey(
        ReviewTemplate, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name="mall"
    )
    status = models.CharField("status", max_length=10, choices=Status, default=Status.PLANNED, editable=False)
    done_on = models.DateField("genomförd", null=True, blank=True, editable=False)
    reviewer = _person("uppföljare")
    followed_routine = models.BooleanField("följde den gemensamma rutinen", null=True, editable=False)
    summary = FreeText("sammanfattning", blank=True, editable=False)
    next_on = models.DateField("nästa uppföljning senast", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("contract__buyer",)
    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "uppföljning"
        verbose_name_plural = "uppföljningar"
        indexes = [models.Index(fields=["contract", "-done_on"], name="last_review_of_contract")]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "planned_on"],
                name="review_is_planned_once_a_day",
                violation_error_message=(
                    "Avtalet har redan en uppföljning den dagen. Ändra den, eller välj en annan dag."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status="DONE", done_on__isnull=False) | ~Q(status="DONE") & Q(done_on__isnull=True),
                name="done_review_has_a_day",
                violation_error_message="En genomförd uppföljning har en dag, och bara den.",
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("done_on")),
                name="next_review_comes_after_this",
                violation_error_message="Nästa uppföljning kommer efter den här.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract.number} {self.planned_on}"

    def get_absolute_url(self) -> str:
        return reverse("followup:review-detail", args=[self.pk])


@tracked()
class ReviewAnswer(models.Model):
    """A question of the template as it was when the review began, and what the review answered."""

    secret_through = ("review",)

    class Answer(models.TextChoices):
        MET = "MET", "uppfyllt"
        PARTLY = "PARTLY", "delvis uppfyllt"
        NOT_MET = "NOT_MET", "inte uppfyllt"
        NOT_RELEVANT = "NOT_RELEVANT", "inte relevant"

    review = models.ForeignKey(Review, models.CASCADE, related_name="answers", verbose_name="uppföljning")
    order = models.PositiveSmallIntegerField("ordning")
    text = FreeLine("krav", max_length=500)
    kind = models.CharField("slag", max_length=20, choices=RequirementKind, default=RequirementKind.NORMAL)
    answer = models.CharField("svar", max_length=20, choices=Answer, blank=True)
    comment = FreeLine("kommentar", max_length=1000, blank=True)

    buyer_through = ("review__contract__buyer",)
    objects = ReviewAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "svar i uppföljning"
        verbose_name_plural = "svar i uppföljningar"
        constraints = [
            models.UniqueConstraint(
                fields=["review", "order"],
                name="review_answers_have_an_order",
                violation_error_message="Två krav i uppföljningen har samma plats.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"


@tracked()
class Finding(models.Model):
    """A deficiency: reported by anybody on the staff or found in a review, acted upon, mended, verified by another.

    An irregularity is a suspicion until `confirmed_on`; measure 7 asks that each confirmed one is reported to an
    authority.
    """

    secret_through = ("supplier", "unit", "contract", "review")

    class Source(models.TextChoices):
        REVIEW = "REVIEW", "uppföljning"
        STAFF = "STAFF", "egen iakttagelse"
        CLIENT = "CLIENT", "brukare"
        RELATIVE = "RELATIVE", "anhörig"
        TIP = "TIP", "tips"
        MEDIA = "MEDIA", "medier"
        IVO = "IVO", "IVO"

    class Severity(models.TextChoices):
        LOW = "LOW", "låg"
        MEDIUM = "MEDIUM", "medel"
        HIGH = "HIGH", "hög"
        CRITICAL = "CRITICAL", "kritisk"

    class Step(models.TextChoices):
        DIALOGUE = "DIALOGUE", "dialog"
        CORRECTION = "CORRECTION", "rättelse"
        WARNING = "WARNING", "varning"
        PENALTY = "PENALTY", "vite eller prisavdrag"
        TERMINATION = "TERMINATION", "hävning eller uppsägning"
        REPORTED = "REPORTED", "anmäld till myndighet"

    class Status(models.TextChoices):
        REPORTED = "REPORTED", "anmäld"
        OPEN = "OPEN", "öppen"
        FIXED = "FIXED", "åtgärdad, ska verifieras"
        CLOSED = "CLOSED", "verifierad och stängd"
        DISMISSED = "DISMISSED", "avfärdad"

    buyer = models.ForeignKey(
        Organization, models.PROTECT, related_name="findings", verbose_name="köpare", editable=False
    )
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="findings", verbose_name="leverantör")
    unit = models.ForeignKey(
        SupplierUnit, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="verksamhet"
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="avtal"
    )
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="uppföljning"
    )
    source = models.CharField("källa", max_length=10, choices=Source)
    severity = models.CharField("allvar", max_length=10, choices=Severity)
    requirement = FreeLine("krav som inte uppfylls", max_length=500, blank=True)
    evidence = FreeText("vad som har hänt")
    happened_on = models.DateField("hände", null=True, blank=True)
    due_on = models.DateField("åtgärdas senast", null=True, blank=True)
    action = FreeText("åtgärd", blank=True)
    step = models.CharField("steg i åtgärdstrappan", max_length=15, choices=Step, default=Step.DIALOGUE)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.REPORTED, editable=False)
    responsible = _person("ansvarig")
    is_irregularity = models.BooleanField("oegentlighet eller misstanke om välfärdsbrott", default=False)
    confirmed_on = models.DateField("bekräftad", null=True, blank=True)
    reported_on = models.DateField("anmäld till myndighet", null=True, blank=True)
    reported_to = FreeLine("myndighet", max_length=120, blank=True, help_text="IVO, Polisen, Skatteverket eller annan.")
    fixed_on = models.DateField("åtgärdad", null=True, blank=True, editable=False)
    fixed_by = _person("åtgärdad enligt", editable=False)
    verified_on = models.DateField("verifierad", null=True, blank=True, editable=False)
    verified_by = _person("verifierad av", editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="registrerad av", editable=False
    )
    registered_on = models.DateField("registrerad", editable=False)
    writers = writers_field()
    dismissed_reason = FreeLine("skäl att avfärda", max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "brist"
        verbose_name_plural = "brister"
        permissions = [("verify_finding", "Kan verifiera och stänga brister")]
        indexes = [
            words_index("requirement", "evidence", name="finding_words"),
            models.Index(fields=["supplier", "status"], name="findings_of_supplier"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | (Q(fixed_by__isnull=True) | ~Q(verified_by=F("fixed_by"))) & ~Q(verified_by=F("registered_by")),
                name="finding_is_verified_by_another",
                violation_error_message=(
                    "En brist verifieras av en annan än den som registrerade eller åtgärdade den. "
                    "Be någon annan göra det."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status="CLOSED")
                | Q(
                    fixed_on__isnull=False,
                    fixed_by__isnull=False,
                    verified_on__isnull=False,
                    verified_by__isnull=False,
                ),
                name="closed_finding_is_fixed_and_verified",
                violation_error_message="En stängd brist är åtgärdad och verifierad.",
            ),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | Q(verified_on__gte=F("fixed_on")),
                name="finding_is_verified_after_it_is_fixed",
                violation_error_message="En brist kan inte verifieras innan den är åtgärdad.",
            ),
            models.CheckConstraint(
                condition=~Q(status="FIXED") | Q(fixed_on__isnull=False, fixed_by__isnull=False),
                name="fixed_finding_has_person_and_day",
                violation_error_message="En åtgärdad brist har en person och en dag.",
            ),
            models.CheckConstraint(
                condition=~Q(status="DISMISSED") | ~Q(dismissed_reason=""),
                name="dismissed_finding_has_a_reason",
                violation_error_message="Skriv varför bristen avfärdas.",
            ),
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True, reported_to="")
                | Q(reported_on__isnull=False) & ~Q(reported_to=""),
                name="reported_finding_names_the_authority",
                violation_error_message="Ange både myndighet och dag för anmälan.",
            ),
            models.CheckConstraint(
                condition=~Q(step="REPORTED") | Q(reported_on__isnull=False),
                name="last_step_of_finding_has_a_report",
                violation_error_message="Det sista steget är en anmälan: ange myndighet och dag.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(is_irregularity=True),
                name="only_an_irregularity_is_confirmed",
                violation_error_message=(
                    "Bara en oegentlighet kan bekräftas. Kryssa i att det är en, eller ta bort dagen."
                ),
            ),
        ]
        triggers = [
            approved_by_no_writer(
                "finding_is_verified_by_nobody_who_wrote_in_it",
                table="followup_finding",
                approver="verified_by",
                words="Den som har skrivit i bristen kan inte verifiera den.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier}, {self.registered_on}"

    def get_absolute_url(self) -> str:
        return reverse("followup:finding-detail", args=[self.pk])

    def is_work_of(self, user: User) -> bool:
        """Whether a person registered it, changed it or says that it is mended: then another verifies it."""
        return user.pk in {self.fixed_by_id, self.registered_by_id} or self.writers.filter(pk=user.pk).exists()
