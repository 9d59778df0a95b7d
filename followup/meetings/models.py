"""Meetings with suppliers: who is invited, what is said, what is agreed. Activity 2.13."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.plan.models import ContractArea
from contracts.suppliers.models import Supplier
from followup.meetings.querysets import MeetingInvitationQuerySet, MeetingTaskQuerySet, SupplierMeetingQuerySet
from huddinge_vo.common.free_text import FreeLine, FreeText
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization


@tracked()
class SupplierMeeting(models.Model):
    """A meeting with the suppliers of some contract areas."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="köpare", editable=False)
    title = FreeLine("rubrik", max_length=150)
    areas = models.ManyToManyField(
        ContractArea,
        related_name="supplier_meetings",
        verbose_name="avtalsområden",
        help_text="Leverantörer med avtal i något av dem bjuds in.",
    )
    starts_at = models.DateTimeField("börjar")
    ends_at = models.DateTimeField("slutar")
    place = FreeLine("plats", max_length=200, help_text="En lokal, eller en länk till mötet.")
    agenda = FreeText("dagordning")
    notes = FreeText("anteckningar", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SupplierMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "leverantörsmöte"
        verbose_name_plural = "leverantörsmöten"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_begins",
                violation_error_message="Mötet slutar efter att det börjar. Ändra en av tiderna.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("followup:meeting-detail", args=[self.pk])


@tracked()
class MeetingInvitation(models.Model):
    """That a supplier is invited, where the mail went, and whether somebody came."""

    secret_through = ("supplier",)

    meeting = models.ForeignKey(SupplierMeeting, models.CASCADE, related_name="invitations", verbose_name="möte")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+", verbose_name="leverantör")
    address = models.EmailField("till", blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="inbjuden av"
    )
    invited_at = models.DateTimeField("inbjuden")
    mailed_at = models.DateTimeField("mejlad", null=True, blank=True)
    attended = models.BooleanField("kom", null=True, blank=True)

    buyer_through = ("meeting__buyer",)
    objects = MeetingInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "inbjudan till leverantörsmöte"
        verbose_name_plural = "inbjudningar till leverantörsmöten"
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "supplier"],
                name="supplier_is_invited_once",
                violation_error_message="Leverantören är redan inbjuden.",
            )
        ]

    def __str__(self) -> str:
        return str(self.supplier)


@tracked()
class MeetingTask(models.Model):
    """Something that was agreed at a meeting, with a day and a person."""

    meeting = models.ForeignKey(
        SupplierMeeting, models.CASCADE, related_name="tasks", verbose_name="möte", editable=False
    )
    what = FreeLine("vad", max_length=300)
    due_on = models.DateField("senast")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ansvarig"
    )
    done_on = models.DateField("klart", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    buyer_through = ("meeting__buyer",)
    objects = MeetingTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "överenskommet på leverantörsmöte"
        verbose_name_plural = "överenskommet på leverantörsmöten"
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()
