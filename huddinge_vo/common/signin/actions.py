"""What is done with sign-ins: they are noted, and who was shut out is let in again."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.db import transaction
from django.http import HttpRequest

from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.signin.address import address_of
from huddinge_vo.common.signin.models import SignInEvent


def note_sign_in(
    *,
    kind: SignInEvent.Kind,
    user: User | None,
    request: HttpRequest,
    at: datetime,
    way: str = "",
    by: User | None = None,
) -> SignInEvent:
    """Leave a trace of a sign-in, of one that failed, or of what else was done with who may come in."""
    return SignInEvent.objects.create(kind=kind, user=user, by=by, way=way, address=address_of(request), at=at)


@transaction.atomic
def unlock(*, person: User, buyer: Organization, by: User, request: HttpRequest, at: datetime) -> int:
    """Let an account be tried again from everywhere, as one who keeps the buyer's users. Returns how many counts went.

    Nothing of the account is changed or shown, so that one keeper may do it for anybody at his buyer.
    """
    require(by, "common.change_user", buyer)
    found = forget_failures(person)
    if found:
        note_sign_in(kind=SignInEvent.Kind.UNLOCKED, user=person, by=by, request=request, at=at)
    return found


def forget_failures(person: User) -> int:
    """Let an account be tried again from everywhere. Returns how many counts of failures went."""
    found, _ = AccessAttempt.objects.filter(username=person.username).delete()
    return found


@transaction.atomic
def reset_factors(*, person: User, by: User | None, request: HttpRequest | None, at: datetime) -> int:
    """Take away all second factors of one who has lost them, and end his sessions. Returns how many.

    Whether `by` may is for the caller to ask: it lets whoever has the password in. Nobody is the terminal.
    """
    found = Authenticator.objects.filter(user=person)
    kinds = sorted(set(found.values_list("type", flat=True)))
    found.delete()
    for kind in kinds:
        SignInEvent.objects.create(
            kind=SignInEvent.Kind.FACTOR_REMOVED,
            way=SignInEvent.Way.of_allauth(kind),
            user=person,
            by=by,
            address=address_of(request) if request else None,
            at=at,
        )
    _end_sessions(person)
    return len(kinds)


@transaction.atomic
def unlink_provider(*, person: User, by: User, request: HttpRequest, at: datetime) -> int:
    """Let an account be known no more by whom the municipality's sign-in said that it was, and end its sessions.

    Whoever signs in there next by the account's name is its owner then, so whether `by` may is for the caller to ask.
    Returns how many links there were.
    """
    found, _ = SocialAccount.objects.filter(user=person).delete()
    if found:
        way = SignInEvent.Way.PROVIDER
        note_sign_in(kind=SignInEvent.Kind.UNLINKED, way=way, user=person, by=by, request=request, at=at)
        _end_sessions(person)
    return found


def _end_sessions(person: User) -> None:
    for each in UserSession.objects.filter(user=person):
        each.end()
