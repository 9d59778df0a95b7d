"""Meetings with suppliers: inviting, noting who came and what was agreed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from contracts.register.models import Contract
from contracts.suppliers.models import Supplier, SupplierContact
from followup.meetings.models import MeetingInvitation, MeetingTask, SupplierMeeting
from followup.meetings.reports import invitation_words, meeting_file
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.saving import save_checked

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

    from contracts.plan.models import ContractArea
    from huddinge_vo.common.people.models import User


class NotHeldYet(Exception):
    """The meeting has not begun, so nobody has come to it. The message is shown to the person."""


class HasBegun(Exception):
    """The meeting has begun, so nobody is invited to it any more. The message is shown to the person."""

    def __init__(self) -> None:
        super().__init__("Mötet har börjat, och ingen bjuds in till det.")


_READ_BY_ALL = (
    "Här står namnet på en leverantör som är skyddad: {names}. Mötet läses av alla som läser leverantörsmöten. "
    "Skriv utan namnet."
)


def _refuse_secret_names(words: Mapping[str, str], *, by: User) -> None:
    """What is read by all names no supplier that is secret.

    Only whoever may know that it is secret is told so: to others a name is only a name, and an answer would tell.
    """
    errors = {}
    for field, text in words.items():
        named = Supplier.objects.visible_to(by).secret_in(text)
        if named:
            errors[field] = _READ_BY_ALL.format(names=", ".join(named))
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def save_meeting(
    *, meeting: SupplierMeeting, areas: Collection[ContractArea], by: User, at: datetime, version: int | None = None
) -> SupplierMeeting:
    """Plan a meeting, or change it or its notes. Raises ChangedMeanwhile, and ValidationError for a secret name."""
    require(by, "followup.change_suppliermeeting", meeting)
    told = ("title", "place", "agenda", "notes")
    _refuse_secret_names({name: getattr(meeting, name) for name in told}, by=by)
    return save_checked(meeting, by=by, at=at, version=version, areas=list(areas))


@transaction.atomic
def invite_suppliers(*, meeting_id: int, by: User, at: datetime) -> list[MeetingInvitation]:
    """Invite every supplier with a contract in force that day in the meeting's areas. Returns those that are new.

    Twice, or by two at once, invites each once. What is secret, contract or supplier, is never invited by mail.
    Raises HasBegun.
    """
    meeting = SupplierMeeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)
    require(by, "followup.change_suppliermeeting", meeting)
    if meeting.starts_at <= at:
        raise HasBegun
    contracts = Contract.objects.public().filter(buyer=meeting.buyer_id, areas__in=meeting.areas.all())
    on = swedish_day(meeting.starts_at)
    wanted = set(contracts.in_force_on(on).values_list("supplier", flat=True).distinct())
    there = set(meeting.invitations.values_list("supplier", flat=True))
    addresses: dict[int, str] = {}
    contacts = SupplierContact.objects.filter(
        supplier__in=wanted - there, role=SupplierContact.Role.AGREEMENT, unit__isnull=True
    )
    for supplier, email in contacts.exclude(email="").order_by("pk").values_list("supplier", "email"):
        addresses.setdefault(supplier, email)
    return MeetingInvitation.objects.bulk_create(
        MeetingInvitation(meeting=meeting, supplier_id=pk, address=addresses.get(pk, ""), invited_by=by, invited_at=at)
        for pk in sorted(wanted - there)
    )


@transaction.atomic
def mail_invitation(*, invitation_id: int, at: datetime, connection: BaseEmailBackend | None = None) -> bool:
    """Send one invitation; false when it has gone, or there is nobody to send it to, or the supplier is secret now."""
    found = MeetingInvitation.objects.select_for_update(of=("self",)).select_related("meeting__buyer")
    invitation = found.public().filter(pk=invitation_id).first()
    if invitation is None or invitation.mailed_at is not None or not invitation.address:
        return False
    message = EmailMessage(
        subject=f"Inbjudan: {invitation.meeting.title}",
        body=invitation_words(invitation.meeting),
        to=[invitation.address],
        headers={"Message-ID": f"<vo-mote-{invitation.pk}@huddinge-vo>"},
        connection=connection or get_connection(),
    )
    message.attach("mote.ics", meeting_file(invitation.meeting), "text/calendar")
    message.send()
    invitation.mailed_at = at
    invitation.save(update_fields=["mailed_at"])
    return True


@transaction.atomic
def note_attendance(*, meeting_id: int, came: Collection[int], by: User, at: datetime) -> int:
    """Say which of the invited suppliers that a person may see came, by the invitations' ids. Returns how many.

    Raises NotHeldYet before the meeting has begun.
    """
    meeting = SupplierMeeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)
    require(by, "followup.change_suppliermeeting", meeting)
    if at < meeting.starts_at:
        raise NotHeldYet("Mötet har inte börjat. Skriv in vilka som kom när det är hållet.")
    seen = MeetingInvitation.objects.visible_to(by).filter(meeting=meeting)
    ids = list(seen.values_list("pk", flat=True))
    there = [pk for pk in ids if pk in set(came)]
    MeetingInvitation.objects.filter(pk__in=set(ids) - set(there)).update(attended=False)
    MeetingInvitation.objects.filter(pk__in=there).update(attended=True)
    return len(there)


@transaction.atomic
def agree(*, task: MeetingTask, by: User, at: datetime) -> MeetingTask:
    """Keep something that was agreed. The same words of the same day twice are kept once."""
    meeting = SupplierMeeting.objects.select_for_update(of=("self",)).get(pk=task.meeting_id)
    require(by, "followup.change_suppliermeeting", meeting)
    there = MeetingTask.objects.filter(meeting=meeting, what=task.what, due_on=task.due_on).order_by("pk").first()
    if there is not None:
        return there
    _refuse_secret_names({"what": task.what}, by=by)
    task.full_clean(exclude=["done_on"])
    task.save()
    return task


@transaction.atomic
def finish_task(*, task_id: int, on: date, by: User, at: datetime) -> MeetingTask:
    """Say that what was agreed is done. Twice keeps the first day."""
    task = MeetingTask.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=task_id)
    require(by, "followup.change_suppliermeeting", task.meeting)
    if task.done_on is None:
        task.done_on = on
        task.version += 1
        task.save()
    return task
