"""Reviews of contracts that municipalities have together: what the others plan and have found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.register.models import Contract
from followup.joint.querysets import JointReviewQuerySet
from followup.reviews.models import Review
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked


@tracked()
class JointReview(models.Model):
    """That another municipality reviews a contract that is joint with ours, as its file told."""

    secret_through = ("contract",)

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="joint_reviews", verbose_name="avtal")
    municipality = FreeLine("kommun", max_length=120)
    planned_on = models.DateField("planerad dag")
    method = models.CharField("metod", max_length=20, choices=Review.Method, blank=True)
    done_on = models.DateField("genomförd", null=True, blank=True)
    result = FreeText("resultat", blank=True)
    told_on = models.DateField("inläst")

    buyer_through = ("contract__buyer",)
    objects = JointReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "gemensam uppföljning"
        verbose_name_plural = "gemensamma uppföljningar"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "municipality", "planned_on"],
                name="joint_review_is_planned_once_a_day",
                violation_error_message="Kommunen har redan en uppföljning av avtalet den dagen.",
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(done_on__isnull=False),
                name="joint_result_has_a_day",
                violation_error_message="Ange vilken dag uppföljningen genomfördes, eller ta bort resultatet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.planned_on}"

    def get_absolute_url(self) -> str:
        return reverse("followup:joint-list")
