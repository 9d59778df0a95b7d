"""What the procurement asked for, fact by fact: the plan wants each looked at in every round."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from contracts.register.models.contract import Contract
from contracts.register.models.framework import Framework
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked


@tracked()
class Requirement(models.Model):
    """Whether a round, or one contract that differs from it, has a requirement, and why not when it has not."""

    secret_through = ("framework", "contract")

    class Kind(models.TextChoices):
        REDUNDANCY = "REDUNDANCY", "redundans"
        EXCUSE_CLAUSE = "EXCUSE_CLAUSE", "force majeure-klausulen granskad"
        SUSTAINABILITY = "SUSTAINABILITY", "hållbarhetskrav"
        WORKING_CONDITIONS = "WORKING_CONDITIONS", "arbetsrättsliga villkor"
        ACCESSIBILITY = "ACCESSIBILITY", "tillgänglighet"
        TECHNOLOGY = "TECHNOLOGY", "välfärdsteknik och ny teknik"
        EU_2022_576 = "EU_2022_576", "försäkran enligt EU 2022/576"
        INDEX_CLAUSE = "INDEX_CLAUSE", "indexklausul"

    class Answer(models.TextChoices):
        YES = "YES", "ja"
        NO = "NO", "nej"
        NOT_RELEVANT = "NOT_RELEVANT", "inte relevant"

    framework = models.ForeignKey(
        Framework,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="requirements",
        verbose_name="ramavtal eller valfrihetssystem",
    )
    contract = models.ForeignKey(
        Contract, models.CASCADE, null=True, blank=True, related_name="requirements", verbose_name="avtal"
    )
    kind = models.CharField("krav", max_length=30, choices=Kind)
    answer = models.CharField("svar", max_length=20, choices=Answer)
    note = FreeLine("kommentar", max_length=300, blank=True)

    buyer_through = ("contract__buyer", "framework__buyer")

    class Meta:
        verbose_name = "krav i upphandlingen"
        verbose_name_plural = "krav i upphandlingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(framework__isnull=False, contract__isnull=True)
                | Q(framework__isnull=True, contract__isnull=False),
                name="requirement_is_of_a_framework_or_a_contract",
                violation_error_message="Kravet hör till en omgång eller till ett avtal.",
            ),
            models.UniqueConstraint(
                fields=["framework", "contract", "kind"],
                name="requirement_is_answered_once",
                nulls_distinct=False,
                violation_error_message="Kravet är redan besvarat.",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=["NO", "NOT_RELEVANT"]) | ~Q(note=""),
                name="missing_requirement_is_explained",
                violation_error_message="Skriv varför kravet saknas eller inte är relevant.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_answer_display()}"
