"""The pages of signing in and out."""

from __future__ import annotations

from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from huddinge_vo.common.people.models import User
from huddinge_vo.common.signin.actions import note_sign_in
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.signin.rules import COOL_OFF
from huddinge_vo.common.untyped import PassedOn


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
        return super().post(request, *args, **kwargs)
