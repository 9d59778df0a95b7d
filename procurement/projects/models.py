"""A procurement while it is done: who, when, what may go wrong, and what is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.plan.models import ContractArea
from contracts.register.models import CallOff, Contract, Framework
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.kept_files import document_path
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.secrecy.models import NUMBER_TAKEN, Secured
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet
from huddinge_vo.common.words import words_index
from procurement.plan import rules as plan_rules
from procurement.plan.models import PlannedNeed
from procurement.projects.querysets import ProjectDocumentQuerySet, ProjectQuerySet


class Procedure(models.TextChoices):
    """How a contract is procured. LOU, LOV."""

    LOU19 = "LOU19", "LOU 19 kap., sociala tjänster"
    OPEN = "OPEN", "öppet förfarande"
    SIMPLIFIED = "SIMPLIFIED", "förenklat förfarande"
    DPS = "DPS", "dynamiskt inköpssystem"
    LOV = "LOV", "valfrihetssystem (LOV)"
    RESERVED = "RESERVED", "reserverad upphandling"
    DIRECT_AWARD = "DIRECT_AWARD", "direktupphandling"
    MINI_COMPETITION = "MINI_COMPETITION", "förnyad konkurrensutsättning"


@tracked()
class Project(Secured):
    """A procurement. Its value is what is computed to be bought in a year, excluding VAT."""

    secret_through = ("framework",)
    seen_apart: ClassVar[Mapping[str, str]] = {
        "replaces": "a procurement may replace secret contracts among others: its page shows those one may know of",
    }

    class Status(models.TextChoices):
        ONGOING = "ONGOING", "pågår"
        AWARDED = "AWARDED", "tilldelad"
        DONE = "DONE", "avslutad"
        CANCELLED = "CANCELLED", "avbruten"

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="projects", verbose_name="köpare")
    number = FreeLine("nummer", max_length=50)
    title = FreeLine("rubrik", max_length=250)
    need = models.ForeignKey(
        PlannedNeed, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name="behov i planen"
    )
    areas = models.ManyToManyField(ContractArea, blank=True, related_name="projects", verbose_name="avtalsområden")
    replaces = models.ManyToManyField(Contract, blank=True, related_name="replacing_projects", verbose_name="ersätter")
    framework = models.OneToOneField(
        Framework,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="project",
        verbose_name="ramavtal eller valfrihetssystem",
    )
    procedure = models.CharField("förfarande", max_length=20, choices=Procedure, default=Procedure.LOU19)
    legal_ground = FreeLine("laglig grund", max_length=300, blank=True)
    value_sek = models.DecimalField(
        "uppskattat värde per år, kr",
        max_digits=17,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    volume_per_year = FreeLine("volym per år", max_length=200, blank=True)
    contract_start = models.DateField("avtalsstart")
    initial_months = models.PositiveSmallIntegerField(
        "avtalstid, månader", default=24, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    option_months = models.PositiveSmallIntegerField(
        "möjlig förlängning, månader", default=24, validators=[MaxValueValidator(240)]
    )
    evaluation = FreeLine("utvärderingsmodell", max_length=300, blank=True)
    call_off_method = models.CharField("avropsordning", max_length=20, choices=CallOff, blank=True)
    eavrop_number = FreeLine("nummer i e-Avrop", max_length=60, blank=True)
    registry_number = FreeLine("diarienummer (W3D3)", max_length=60, blank=True)
    registry_url = FreeLine(
        "länk till W3D3", max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_projects",
        verbose_name="ansvarig upphandlare",
    )
    status = models.CharField("status", max_length=10, choices=Status, default=Status.ONGOING)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "upphandling"
        verbose_name_plural = "upphandlingar"
        indexes = [words_index("number", "title", "registry_number", "eavrop_number", name="project_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "number"],
                name="project_number_is_unique_for_buyer",
                violation_error_message=NUMBER_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(value_sek__isnull=True) | Q(value_sek__gte=0),
                name="project_value_is_not_negative",
                violation_error_message="Värdet kan inte vara negativt.",
            ),
            models.CheckConstraint(
                condition=Q(initial_months__gte=1),
                name="project_contract_is_at_least_a_month",
                violation_error_message="Ange en avtalstid på minst en månad.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("procurement:project-detail", args=[self.pk])


class _OfProject(models.Model):
    """What belongs to a project is reached through it."""

    buyer_through = ("project__buyer",)
    project: models.ForeignKey[Project, Project]

    secret_through = ("project",)

    objects = SecuredQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return self.project.get_absolute_url()


@tracked()
class ProjectAreaLink(Project.areas.through):  # type: ignore[name-defined]  # Django makes it
    """Keeps history of which areas a project is for."""

    secret_through = ("project",)

    class Meta:
        proxy = True
        verbose_name = "upphandlingens avtalsområde"


@tracked()
class ProjectMember(_OfProject):
    """A part in the project, and perhaps the person who has it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="members", verbose_name="upphandling")
    role = FreeLine("roll", max_length=150)
    unit = FreeLine("enhet", max_length=150, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="project_parts",
        verbose_name="person",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "deltagare"
        verbose_name_plural = "deltagare"

    def __str__(self) -> str:
        return self.role


@tracked()
class Milestone(_OfProject):
    """A day to reach something by. `done_on` is when it was reached."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones", verbose_name="upphandling")
    order = models.PositiveSmallIntegerField("ordning")
    code = models.SlugField("kod", max_length=30)
    name = FreeLine("namn", max_length=150)
    planned_on = models.DateField("planerad")
    done_on = models.DateField("klar", null=True, blank=True)
    working_days_before_next = models.PositiveSmallIntegerField("arbetsdagar till nästa", default=0)
    is_standstill = models.BooleanField("avtalsspärr följer", default=False)

    class Meta:
        verbose_name = "milstolpe"
        verbose_name_plural = "milstolpar"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code"],
                name="milestone_code_is_unique_in_project",
                violation_error_message="Upphandlingen har redan den milstolpen.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def as_rule(self) -> plan_rules.Milestone:
        """What the rules need to know of it. What is done is where it came to be."""
        return plan_rules.Milestone(
            self.code,
            self.name,
            self.done_on or self.planned_on,
            self.working_days_before_next,
            self.is_standstill,
            self.done_on is not None,
        )


@tracked()
class ProjectTask(_OfProject):
    """Something to do."""

    class Status(models.TextChoices):
        NOT_STARTED = "NOT_STARTED", "ej påbörjad"
        ONGOING = "ONGOING", "pågår"
        DONE = "DONE", "klar"

    project = models.ForeignKey(Project, models.CASCADE, related_name="tasks", verbose_name="upphandling")
    title = FreeLine("uppgift", max_length=250)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="project_tasks",
        verbose_name="ansvarig",
    )
    due_on = models.DateField("klar senast", null=True, blank=True)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.NOT_STARTED)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "uppgift"
        verbose_name_plural = "uppgifter"

    def __str__(self) -> str:
        return self.title


class Degree(models.IntegerChoices):
    """How likely, or how bad."""

    LOW = 1, "låg"
    MIDDLE = 2, "medel"
    HIGH = 3, "hög"


@tracked()
class Risk(_OfProject):
    """What may go wrong, and what is done about it."""

    class Status(models.TextChoices):
        OPEN = "OPEN", "öppen"
        HANDLED = "HANDLED", "hanterad"

    project = models.ForeignKey(Project, models.CASCADE, related_name="risks", verbose_name="upphandling")
    text = FreeLine("risk", max_length=500)
    measure = FreeLine("åtgärd", max_length=500, blank=True)
    likelihood = models.PositiveSmallIntegerField("sannolikhet", choices=Degree, default=Degree.MIDDLE)
    consequence = models.PositiveSmallIntegerField("konsekvens", choices=Degree, default=Degree.MIDDLE)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "risk"
        verbose_name_plural = "risker"
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=3, consequence__gte=1, consequence__lte=3),
                name="risk_is_weighed_from_one_to_three",
                violation_error_message="Ange sannolikhet och konsekvens från 1 till 3.",
            ),
            models.CheckConstraint(
                condition=Q(status="OPEN") | ~Q(measure=""),
                name="handled_risk_has_a_measure",
                violation_error_message="Skriv åtgärden innan risken är hanterad.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


@tracked()
class ChecklistItem(_OfProject):
    """Whether a requirement is set in the procurement, or why it is not relevant."""

    class Kind(models.TextChoices):
        SUSTAINABILITY = "SUSTAINABILITY", "standardkrav på hållbarhet"
        REDUNDANCY = "REDUNDANCY", "redundans"
        EXCUSE_CLAUSE = "EXCUSE_CLAUSE", "force majeure-klausulen granskad"
        WORKING_CONDITIONS = "WORKING_CONDITIONS", "arbetsrättsliga villkor"
        ACCESSIBILITY = "ACCESSIBILITY", "tillgänglighet"
        VEHICLES = "VEHICLES", "fordon och drivmedel"
        WASTE = "WASTE", "avfall och cirkularitet"
        TECHNOLOGY = "TECHNOLOGY", "välfärdsteknik och ny teknik"
        EU_2022_576 = "EU_2022_576", "försäkran enligt EU 2022/576"
        INDEX_CLAUSE = "INDEX_CLAUSE", "indexklausul"
        FOLLOW_UP_PLAN = "FOLLOW_UP_PLAN", "uppföljningsplan"
        EXPERTS = "EXPERTS", "andra sakkunniga tillfrågade"

    class Answer(models.TextChoices):
        SET = "SET", "ställs"
        NOT_RELEVANT = "NOT_RELEVANT", "inte relevant"

    project = models.ForeignKey(Project, models.CASCADE, related_name="checklist", verbose_name="upphandling")
    kind = models.CharField("krav", max_length=30, choices=Kind)
    answer = models.CharField("svar", max_length=20, choices=Answer, blank=True)
    reason = FreeLine("skäl", max_length=300, blank=True)

    class Meta:
        verbose_name = "punkt på checklistan"
        verbose_name_plural = "checklista"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"],
                name="checklist_item_is_answered_once",
                violation_error_message="Punkten är redan besvarad.",
            ),
            models.CheckConstraint(
                condition=~Q(answer="NOT_RELEVANT") | ~Q(reason=""),
                name="not_relevant_is_explained",
                violation_error_message="Skriv varför kravet inte är relevant.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_answer_display() or 'inte besvarad'}"


@tracked()
class ProjectDocument(Secured):
    """A document of a procurement. A tender is for the project's own people until it is awarded."""

    secret_through = ("project",)

    project = models.ForeignKey(Project, models.PROTECT, related_name="documents", verbose_name="upphandling")
    title = FreeLine("rubrik", max_length=200)
    is_tender = models.BooleanField(
        "anbud", default=False, help_text="Visas bara för projektets deltagare fram till tilldelningen."
    )
    file = models.FileField("fil", upload_to=document_path, max_length=200)
    media_type = models.CharField("filtyp", max_length=100, editable=False)
    original_name = FreeLine("filnamn", max_length=255, editable=False)
    size = models.PositiveBigIntegerField("storlek, byte", editable=False)
    sha256 = models.CharField("kontrollsumma", max_length=64, editable=False)
    registry_number = FreeLine("diarienummer (W3D3)", max_length=60, blank=True)
    registry_url = FreeLine(
        "länk till W3D3", max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="inlagt av", editable=False
    )
    uploaded_at = models.DateTimeField("inlagt", editable=False)

    buyer_through = ("project__buyer",)
    objects = ProjectDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokument i upphandling"
        verbose_name_plural = "dokument i upphandlingar"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("procurement:project-document", args=[self.pk])
