"""How long a session lasts, who has to prove himself twice, and who has to do so again before what weighs heavily.

One guard for all pages. What weighs heavily is told by the permission that a page asks for: VO_GRAVE_PERMISSIONS.
Whoever has one of them needs a second factor, and what asks for one and changes something wants a recent proof.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.people.rights import rights_of
from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.common.signin.actions import note_sign_in
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.signin.rules import is_fresh, is_over
from huddinge_vo.common.untyped import PassedOn

Kind, Way = SignInEvent.Kind, SignInEvent.Way
# In the session, as seconds since 1970: when it began, when somebody last asked for anything, when he last proved who
# he is; who did so by a second factor; and what he was about to do when he was asked to.
_BEGAN, _SEEN, _PROVED, _TWICE, KEPT = "vo_began", "vo_seen", "vo_proved", "vo_twice", "vo_kept"
_SEEN_EVERY = 60  # seconds: to write down each question would cost a row each
_LARGEST_KEPT = 100_000  # characters of a form that waits for a proof
_SAFE = {"GET", "HEAD", "OPTIONS"}
_APPROVING = {"approve", "decide", "verify"}  # what a permission begins with that lets one say yes to others' work
# Pages that one comes to without a second factor, to set one up or to leave.
_BEFORE_SECOND = {"account_logout", "account_reauthenticate", "own-password", "health"}


def _now() -> float:
    return timezone.now().timestamp()


def begin(request: HttpRequest, **_: PassedOn) -> None:
    """At every sign-in, by whatever way: from now on the session's time runs."""
    now = _now()
    for mark in (_BEGAN, _SEEN, _PROVED):
        request.session[mark] = now


def began_at(request: HttpRequest) -> datetime:
    """When the session that a page is asked for in began."""
    return datetime.fromtimestamp(request.session.get(_BEGAN, _now()), tz=UTC)


def prove_again(request: HttpRequest, user: User, method: str, **told: PassedOn) -> None:
    """When allauth has been shown something: a step of signing in, or a proof in the midst of a session."""
    if method == "mfa" or (method == "socialaccount" and settings.VO_OIDC_SECOND_FACTOR):
        request.session[_TWICE] = user.pk
    if told.get("reauthenticated"):
        request.session[_PROVED] = _now()
        way = Way.of_allauth(told.get("type") or method)
        note_sign_in(kind=Kind.PROVED, way=way, user=user, request=request, at=timezone.now())


def mark_twice(request: HttpRequest) -> None:
    """That this session has shown a second factor. Not what another session of the same person has."""
    request.session[_TWICE] = request.user.pk


def add_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_: PassedOn) -> None:
    """A second factor was set up, or recovery codes were made anew."""
    way = Way.of_allauth(authenticator.type)
    note_sign_in(kind=Kind.FACTOR_ADDED, way=way, user=user, by=user, request=request, at=timezone.now())


def remove_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_: PassedOn) -> None:
    """A second factor was taken away."""
    if not Authenticator.objects.filter(user=user).exists():
        request.session.pop(_TWICE, None)
    way = Way.of_allauth(authenticator.type)
    note_sign_in(kind=Kind.FACTOR_REMOVED, way=way, user=user, by=user, request=request, at=timezone.now())


def fail_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_: PassedOn) -> None:
    """The password was right and the code was not."""
    way = Way.of_allauth(authenticator.type)
    note_sign_in(kind=Kind.FAILED, way=way, user=user, request=request, at=timezone.now())


def is_recent(moment: float) -> bool:
    """Whether a proof of then, in seconds since 1970, is one still."""
    return is_fresh(proved=moment, now=_now(), lasts=settings.VO_PROOF_LASTS)


def proved_lately(request: HttpRequest) -> bool:
    """Whether the person has shown who he is in the last quarter of an hour, or what the installation says."""
    return is_recent(request.session.get(_PROVED, 0))


def needs_second_factor(user: User) -> bool:
    """Whether a person may not do with a password alone: he approves, administers, or is let in on a secret."""
    if not settings.VO_SECOND_FACTOR_REQUIRED:
        return False
    held = set().union(*rights_of(user).values())
    verbs = {permission.partition(".")[2].partition("_")[0] for permission in held}
    if user.is_superuser or held & settings.VO_GRAVE_PERMISSIONS or verbs & _APPROVING:
        return True
    return AccessGrant.objects.held_by(user).in_force_on(timezone.localdate()).exists()


def is_grave(request: HttpRequest, view: Callable[..., object]) -> bool:
    """Whether what is sent weighs heavily: money approved, secrecy opened, a role changed; or the rescue.

    A page says so by the permission that it asks for, or where that is not told beforehand by `is_grave`.
    """
    if request.resolver_match is not None and request.resolver_match.app_name == "admin":
        return True
    shown = getattr(view, "view_class", view)
    asked = getattr(shown, "permission_required", None) or ()
    wanted = {asked} if isinstance(asked, str) else set(asked)
    return bool(getattr(shown, "is_grave", wanted & settings.VO_GRAVE_PERMISSIONS))


class SignInGuard:
    """Ends sessions, and sends those on who have to prove who they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._see(request)
        return self.get_response(request)

    def _see(self, request: HttpRequest) -> None:
        now = _now()
        began, seen = request.session.get(_BEGAN, 0), request.session.get(_SEEN, 0)
        idle, longest = settings.VO_SESSION_IDLE, settings.VO_SESSION_LONGEST
        if is_over(began=began, seen=seen, now=now, idle=idle, longest=longest):
            note_sign_in(kind=Kind.ENDED, user=user_of(request), request=request, at=timezone.now())
            logout(request)
            messages.info(request, "Du har loggats ut efter en stund utan att något hänt, eller efter en lång dag.")
        elif now - seen > _SEEN_EVERY:
            request.session[_SEEN] = now

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], _args: PassedOn, _kwargs: PassedOn
    ) -> HttpResponse | None:
        """Before the page: its answer in the page's stead, or null."""
        if not request.user.is_authenticated:
            return None
        user = user_of(request)
        if request.session.get(_TWICE) != user.pk and not _is_before_second(request) and needs_second_factor(user):
            return _to(request, reverse("mfa_index"))
        if request.method not in _SAFE and is_grave(request, view) and not proved_lately(request):
            return ask_for_proof(request)
        return None


def _is_before_second(request: HttpRequest) -> bool:
    name = (request.resolver_match.url_name if request.resolver_match else "") or ""
    return name.startswith("mfa_") or name in _BEFORE_SECOND


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """Lead the whole page on, also where a part of it asked."""
    if request.headers.get("hx-request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def ask_for_proof(request: HttpRequest) -> HttpResponse:
    """Lead to where one proves who one is, and keep what was filled in until then.

    A file cannot be kept: whoever sent one is led back to the page where he chose it.
    """
    methods = get_adapter().get_reauthentication_methods(request.user)
    fields = [[name, value] for name, values in request.POST.lists() for value in values if name != _TOKEN]
    small = sum(len(name) + len(value) for name, value in fields) <= _LARGEST_KEPT
    back = request.headers.get("referer") or "/"
    request.session.pop(KEPT, None)
    if small and not request.FILES:
        request.session[KEPT] = {"address": request.get_full_path(), "fields": fields, "back": back}
        back = reverse("proof-continue")
    if not methods:  # who comes by the municipality's own sign-in alone is asked there again
        again = {"next": back, "auth_params": "max_age=0&prompt=login"}
        return _to(request, f"{reverse('openid_connect_login', args=['kommunen'])}?{urlencode(again)}")
    return _to(request, f"{methods[0]['url']}?{urlencode({'next': back})}")


_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a form's field
