"""Marking something as secret, or open again: the owner asks and the security officer confirms, two persons.

A mark hides an object from all but the named, so that whoever may change an object could else take it from the others;
and takes the protection from what is secret. Something new may be made secret by whoever makes it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from huddinge_vo.common.people.rights import NotAllowed, require
from huddinge_vo.common.secrecy.models import AccessGrant, MarkProposal, Secured

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


class CannotMark(Exception):
    """It is so already, is decided already, or is asked for or decided by the wrong person."""


def owner_of(obj: models.Model) -> int | None:
    """The id of who answers for something, by itself or by what it belongs to; null where nobody does."""
    for at in (obj, *(getattr(obj, name, None) for name in ("project", "contract", "framework"))):
        owner: int | None = getattr(at, "owner_id", None)
        if owner is not None:
            return owner
    return None


def may_ask(obj: Secured, by: User) -> bool:
    """The owner, and where nobody is, whoever may change or add such things."""
    owner = owner_of(obj)
    if owner is not None:
        return owner == by.pk
    kind = obj._meta
    noun = "supplier" if kind.model_name == "supplierunit" else kind.model_name
    return any(by.has_perm(f"{kind.app_label}.{action}_{noun}", obj) for action in ("change", "add"))


def waiting_for(obj: Secured, by: User) -> MarkProposal | None:
    """What has been asked of something and waits for the officer: told to those who may ask, or have.

    To others it would say that what they still read is to be hidden from them.
    """
    found = MarkProposal.objects.waiting().filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)
    waits = found.select_related("asked_by").first()
    return waits if waits is not None and (waits.asked_by_id == by.pk or may_ask(obj, by)) else None


@transaction.atomic
def ask_to_mark(
    *, obj: Secured, to_secret: bool, reason: str, buyer: Organization, by: User, at: datetime
) -> MarkProposal:
    """Ask the security officer to mark something as secret, or open again. Nothing changes. Raises CannotMark."""
    if not may_ask(obj, by):
        raise CannotMark("Bara den som är ägare begär att sekretessen ändras. Be ägaren.")
    # As it is now, and until this is done: the officer may be deciding what somebody asked before.
    now = type(obj)._base_manager.select_for_update(of=("self",)).filter(pk=obj.pk)
    if now.values_list("is_secret", flat=True).get() == to_secret:
        raise CannotMark("Uppgiften är redan så.")
    asked = MarkProposal(
        content_type=ContentType.objects.get_for_model(obj),
        object_id=obj.pk,
        buyer=buyer,
        to_secret=to_secret,
        reason=reason,
        asked_by=by,
        asked_at=at,
    )
    asked.full_clean()
    asked.save()
    return asked


@transaction.atomic
def decide_mark(*, proposal: MarkProposal, confirm: bool, by: User, at: datetime) -> MarkProposal:
    """Confirm or decline, by the officer, who is another than the one who asked. Raises CannotMark.

    When something becomes secret, its owner and whoever asked are let in, so that somebody still works with it. The
    officer lets others in, also when they can no longer see it.
    """
    proposal = MarkProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    require(by, "common.add_accessgrant", proposal.buyer)
    if proposal.decided_at is not None:
        raise CannotMark("Begäran är redan avgjord.")
    if by.pk == proposal.asked_by_id:
        raise NotAllowed("Den som begär en märkning avgör den inte. Be en annan säkerhetsansvarig.")
    proposal.decided_by, proposal.decided_at, proposal.is_confirmed = by, at, confirm
    proposal.save(update_fields=["decided_by", "decided_at", "is_confirmed"])
    model = proposal.content_type.model_class()
    obj = model._base_manager.select_for_update(of=("self",)).filter(pk=proposal.object_id).first() if model else None
    if confirm and isinstance(obj, Secured):
        type(obj)._base_manager.filter(pk=obj.pk).update(is_secret=proposal.to_secret)
        let_in = {proposal.asked_by_id, owner_of(obj) or proposal.asked_by_id} if proposal.to_secret else set()
        for user_id in sorted(let_in):
            AccessGrant.objects.get_or_create(
                content_type=proposal.content_type, object_id=obj.pk, user_id=user_id, group=None, buyer=proposal.buyer
            )
    return proposal
