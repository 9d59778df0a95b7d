"""What django-allauth asks of us: how somebody is let in, what he is told, and what is noted of it."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context, ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from huddinge_vo.common.people.models import User
from huddinge_vo.common.signin.actions import note_sign_in
from huddinge_vo.common.signin.address import address_of
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.signin.sessions import proved_lately
from huddinge_vo.common.untyped import PassedOn

# The same words for a wrong password, for an account that is not there and for one that is closed.
WRONG = "Användarnamnet eller lösenordet stämmer inte. Tänk på stora och små bokstäver."
TOO_MANY = "För många försök. Vänta några minuter och försök igen."
Kind, Way = SignInEvent.Kind, SignInEvent.Way
_AGAIN = {
    "mfa_reauthenticate:webauthn": "Använd en passkey",
    "mfa_reauthenticate": "Använd en kod från appen",
    "reauthenticate": "Använd lösenordet",
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by those who keep them, and hold no addresses of their own. What is done is noted."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "incorrect_password": "Lösenordet stämmer inte.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a förvaltare adds people."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """From where somebody asks; one and the same for all of whom it cannot be told."""
        return address_of(request) or "0.0.0.0"  # noqa: S104 - nothing listens to it: it stands for no address

    def pre_authenticate(self, request: HttpRequest, **credentials: PassedOn) -> None:
        """Nothing: tries of passwords are counted in lockout.py, and once is enough."""

    def authentication_failed(self, request: HttpRequest, **credentials: PassedOn) -> None:
        """Note whose password was wrong, and whether he was shut out by that or was so already."""
        person = User.objects.filter(username=credentials.get("username", "")).first()
        now = timezone.now()
        locked = getattr(request, "axes_locked_out", False)
        if locked and request.axes_failures_since_start is None:  # type: ignore[attr-defined]
            if ratelimit.consume(request, action="note_refused"):
                note_sign_in(kind=Kind.REFUSED, user=person, request=request, at=now)
            return
        note_sign_in(kind=Kind.FAILED, way=Way.PASSWORD, user=person, request=request, at=now)
        if locked:
            note_sign_in(kind=Kind.LOCKED, user=person, request=request, at=now)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """To one who has left and comes in by another way than a password: the words of a wrong one."""
        note_sign_in(kind=Kind.FAILED, user=user, request=request, at=timezone.now())
        messages.error(request, WRONG)
        return HttpResponseRedirect(reverse("account_login"))

    def post_login(self, request: HttpRequest, user: User, **kwargs: PassedOn) -> HttpResponse:
        """Note who has come in, and how: by the last of what was asked of him."""
        proofs = get_authentication_records(request, user)
        last = proofs[-1] if proofs else {}
        way = Way.of_allauth(last.get("type") or last.get("method", ""))
        note_sign_in(kind=Kind.SIGNED_IN, way=way, user=user, request=request, at=timezone.now())
        return super().post_login(request, user, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: PassedOn) -> bool:
        """Before second factors are changed, as before what else weighs heavily."""
        return not proved_lately(context.request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, object]]:
        """The ways that a person has, a passkey first and a password last, in our words."""
        found = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        return [{**found[key], "description": words} for key, words in _AGAIN.items() if key in found]
