"""The pages of signing in and out."""

from __future__ import annotations

from allauth.account.views import LoginView
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.signin.actions import note_sign_in
from huddinge_vo.common.signin.browsers import name_of
from huddinge_vo.common.signin.factors import FactorAdapter
from huddinge_vo.common.signin.forms import AppForm, PasskeyForm
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.signin.rules import COOL_OFF
from huddinge_vo.common.signin.sessions import KEPT, mark_twice, needs_second_factor
from huddinge_vo.common.untyped import Context, PassedOn


def locked_out(request: HttpRequest, *_args: PassedOn) -> HttpResponse:
    """To one who has tried too many times: how long to wait, and what else to do. The same whoever's name it is."""
    minutes = int(COOL_OFF.total_seconds() // 60)
    return render(request, "registration/locked_out.html", {"minutes": minutes}, status=429)


class SignOut(auth_views.LogoutView):
    """Out again."""

    def post(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """Note it, and leave."""
        if isinstance(request.user, User):
            note_sign_in(kind=SignInEvent.Kind.SIGNED_OUT, user=request.user, request=request, at=timezone.now())
        response = super().post(request, *args, **kwargs)
        # What pages left in the browser goes too. Its storage holds nothing but whether one wants it dark.
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


class Login(LoginView):
    """Where one comes in."""

    template_name = "registration/login.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """With whether a password that everybody knows is enough, and what the municipality's own way is called."""
        municipal = settings.VO_OIDC_NAME if settings.SOCIALACCOUNT_PROVIDERS else ""
        return {**super().get_context_data(**kwargs), "demo_sign_in": settings.VO_DEMO, "municipal": municipal}


class Factors(IndexView):
    """One's ways of proving who one is, beside the password."""

    def get_context_data(self, **kwargs: object) -> Context:
        """With whether nothing else is open until there is one."""
        user = user_of(self.request)
        context = super().get_context_data(**kwargs)
        missing = not context["is_mfa_enabled"] and needs_second_factor(user)
        return {**context, "second_factor_missing": missing}


class OwnSessions(TemplateView):
    """Where one is signed in, and a button that signs out everywhere else."""

    template_name = "registration/own_sessions.html"

    def get_context_data(self, **kwargs: object) -> Context:
        """Those that are open still, the latest first; what is known of them and nothing of what is in them."""
        now = timezone.now()
        found = UserSession.objects.filter(user=user_of(self.request)).order_by("-created_at", "-pk")
        keys = [each.session_key for each in found]
        there = Session.objects.filter(session_key__in=keys, expire_date__gt=now)
        still = set(there.values_list("session_key", flat=True))
        here = self.request.session.session_key
        shown = [
            (each, name_of(each.user_agent), each.session_key == here) for each in found if each.session_key in still
        ]
        return {**super().get_context_data(**kwargs), "sessions": shown, "others": any(not mine for *_, mine in shown)}

    def post(self, request: HttpRequest) -> HttpResponse:
        """End all but this one."""
        user = user_of(request)
        for each in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
            each.end()
        note_sign_in(kind=SignInEvent.Kind.OTHERS_ENDED, user=user, by=user, request=request, at=timezone.now())
        messages.success(request, "Du är utloggad överallt utom här.")
        return HttpResponseRedirect(reverse("own-sessions"))


@method_decorator(never_cache, name="dispatch")
class ProofContinue(TemplateView):
    """What somebody was about to do when he was asked who he is: it waits for one more press of a button."""

    template_name = "registration/proof_continue.html"

    def get(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """Once: what is done is not offered again."""
        kept = request.session.pop(KEPT, None)
        if kept is None:
            return HttpResponseRedirect("/")
        return self.render_to_response(self.get_context_data(**kept))


@method_decorator(never_cache, name="dispatch")  # its secret is on the page
class ConnectApp(ActivateTOTPView):
    """An app that shows codes."""

    def form_valid(self, form: AppForm) -> HttpResponse:
        """Connect it; its first code is a second factor shown."""
        response = super().form_valid(form)
        mark_twice(self.request)
        return response


class AddPasskey(AddWebAuthnView):
    """A passkey."""

    def form_valid(self, form: PasskeyForm) -> HttpResponse:
        """Add it; that it answered is a second factor shown."""
        response = super().form_valid(form)
        mark_twice(self.request)
        return response


class RemovePasskey(RemoveWebAuthnView):
    """A passkey that is used no longer; never the last second factor of who cannot do without."""

    template_name = "mfa/webauthn/authenticator_confirm_delete.html"

    def post(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """Remove it, or say why not."""
        adapter = FactorAdapter()
        passkey: Authenticator = self.get_object()
        if not adapter.can_delete_authenticator(passkey):
            messages.error(request, adapter.error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(reverse("mfa_index"))
        return super().post(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """To all one's ways."""
        return reverse("mfa_index")
