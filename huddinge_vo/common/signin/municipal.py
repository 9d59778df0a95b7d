"""The municipality's own sign-in: OpenID Connect, with its groups for roles.

allauth leads there and back (code, state and PKCE). What it leaves to trust is asked for here: the signature of what
the provider says, and that both its answers are of the same person. What it says of a person is read and not kept.
"""

from __future__ import annotations

from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from jwt import get_unverified_header
from requests import RequestException

from huddinge_vo.common.people.models import User
from huddinge_vo.common.signin import sessions
from huddinge_vo.common.signin.actions import note_sign_in
from huddinge_vo.common.signin.groups import follow_groups
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.untyped import Cleaned, PassedOn

PROVIDER = "kommunen"
# With a key of the provider's own: none, and what is signed with a secret that we share, are nobody's signature.
_SIGNED_WITH = {f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)} | {"EdDSA"}
NO_ACCOUNT = (
    "Du är inloggad hos kommunen, men har inget konto här. Be en förvaltare lägga upp dig som användare med det namn "
    "du loggar in med."
)
FAILED = "Kommunens inloggning svarade inte som väntat. Försök igen, eller logga in med lösenord."


class MunicipalSignIn(OpenIDConnectOAuth2Adapter):
    """The way there and back."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER)

    @property
    def openid_config(self) -> Cleaned:
        """What the provider says of itself. Raises OAuth2Error where that is another than the one we have set."""
        told: Cleaned = super().openid_config
        if str(told.get("issuer", "")).rstrip("/") != self.get_provider().app.settings["server_url"]:
            raise OAuth2Error("the configuration is of another issuer")
        return told

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: PassedOn
    ) -> SocialLogin:
        """What the provider says of the person, from both places where it may say it.

        Raises OAuth2Error where it says nothing that is signed, or speaks of two.
        """
        signed = kwargs["response"].get("id_token")
        if not signed:
            raise OAuth2Error("no id_token")
        if get_unverified_header(signed).get("alg") not in _SIGNED_WITH:
            raise OAuth2Error("id_token is not signed in a way that only the provider can")
        self.did_fetch_access_token = False  # so that the signature is looked at too
        said: Cleaned = self._decode_id_token(app, signed)
        also: Cleaned = self._fetch_user_info(token.token) if "userinfo_endpoint" in self.openid_config else {}
        if also and also.get("sub") != said["sub"]:
            raise OAuth2Error("id_token and userinfo are of two persons")
        claims = {**also, **said}
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.account.extra_data = {}  # the account is known by its sub; the rest is read and let go
        login.claims = claims
        return login


@login_not_required
def go_there(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the municipality's page."""
    _must_be_set_up(provider_id)
    there = MunicipalSignIn(request)
    try:
        _ = there.openid_config  # asked here, since allauth itself would go wherever it says
    except (OAuth2Error, RequestException) as error:
        raise _back(request, FAILED) from error
    found: HttpResponse = OAuth2LoginView.adapter_view(there)(request)
    return found


@login_not_required
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """From there, with a code to be exchanged."""
    _must_be_set_up(provider_id)
    found: HttpResponse = OAuth2CallbackView.adapter_view(MunicipalSignIn(request))(request)
    return found


def _must_be_set_up(provider_id: str) -> None:
    if provider_id != PROVIDER or not settings.SOCIALACCOUNT_PROVIDERS:
        raise Http404


class MunicipalAdapter(DefaultSocialAccountAdapter):
    """Whom the municipality's sign-in lets in: who has an account here, with the roles that his groups give."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: a förvaltare adds people."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account, the first time by its user name; then let the groups of today decide its roles.

        The user name is set by those who keep the accounts. An address would not do: each person changes his own.
        """
        claims: Cleaned = sociallogin.claims
        person: User | None = sociallogin.user if sociallogin.is_existing else None
        if person is None:
            called = str(claims.get(settings.VO_OIDC_ACCOUNT_CLAIM) or "")
            found = (
                list(User.objects.filter(username__iexact=called, is_active=True).order_by("pk")[:2]) if called else []
            )
            person = found[0] if len(found) == 1 else None
            # One who is known by another number already is somebody else of the same name: names are used again.
            taken = person is not None and SocialAccount.objects.filter(user=person, provider=PROVIDER).exists()
            if person is None or person.is_superuser or taken:
                note_sign_in(
                    kind=SignInEvent.Kind.FAILED,
                    way=SignInEvent.Way.PROVIDER,
                    user=person,
                    request=request,
                    at=timezone.now(),
                )
                raise _back(request, NO_ACCOUNT)
            sociallogin.connect(request, person)
        if person.is_active:
            follow_groups(person=person, groups=_groups(claims), at=timezone.now())
        if request.user.is_authenticated and request.user.pk == person.pk:
            raise ImmediateHttpResponse(_proof(request, sociallogin))

    def on_authentication_error(self, request: HttpRequest, provider: object, **told: PassedOn) -> None:
        """Back to where one signs in, in words; the reason is in the log of the system."""
        if ratelimit.consume(request, action="note_refused"):
            note_sign_in(
                kind=SignInEvent.Kind.FAILED,
                way=SignInEvent.Way.PROVIDER,
                user=None,
                request=request,
                at=timezone.now(),
            )
        raise _back(request, FAILED)


def _back(request: HttpRequest, said: str) -> ImmediateHttpResponse:
    messages.error(request, said)
    return ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


def _groups(claims: Cleaned) -> frozenset[str]:
    """The groups that are told, as names or ids; one alone may come without its list. None told are none."""
    told = claims.get(settings.VO_OIDC_GROUPS_CLAIM) or []
    return frozenset([told] if isinstance(told, str) else (str(each) for each in told))


def _proof(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    """One who is signed in already has shown again who he is, if the provider says that it asked him just now."""
    asked_at = sociallogin.claims.get("auth_time")
    if isinstance(asked_at, int) and sessions.is_recent(asked_at):
        sessions.prove_again(request, request.user, "socialaccount", reauthenticated=True)  # type: ignore[arg-type]
        return HttpResponseRedirect(sociallogin.get_redirect_url(request) or "/")
    messages.error(
        request, "Kommunens inloggning frågade inte efter något nytt. Logga ut och in igen för att gå vidare."
    )
    return HttpResponseRedirect(reverse("own-account"))
