"""One's own account, and the way back in for one who has forgotten the password."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from huddinge_vo.common.administration import actions
from huddinge_vo.common.administration.forms import (
    ChangePasswordForm,
    ForgottenForm,
    NewPasswordForm,
    OwnAccountForm,
)
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.views import ActionPage, HasPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.signin.actions import forget_failures, note_sign_in
from huddinge_vo.common.signin.address import site_of
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.signin.querysets import linked_to
from huddinge_vo.common.signin.tasks import send_password_links
from huddinge_vo.common.signin.views import locked_out
from huddinge_vo.common.untyped import Context, PassedOn


class OwnAccount(ActionPage):
    """One's own name and address."""

    permission_required = ()
    is_grave = True  # to the address goes the way back in for one who has forgotten the password
    form_class = OwnAccountForm
    template_name = "administration/own_account.html"
    title = "Mitt konto"
    refusals = (actions.NotPossible,)

    def get_form_kwargs(self) -> Context:
        """Oneself, read anew: a name that is refused is not shown in the frame."""
        user = user_of(self.request)
        return {**super().get_form_kwargs(), "instance": User.objects.get(pk=user.pk)}

    def get_context_data(self, **kwargs: object) -> Context:
        """With the sign-ins elsewhere by which one is known."""
        return {**super().get_context_data(**kwargs), "linked": linked_to(user_of(self.request))}

    def do(self, form: OwnAccountForm) -> HasPage:
        """Save."""
        user = user_of(self.request)
        buyer = current_buyer(self.request)
        version = form.cleaned_data["version"]
        actions.save_person(person=form.instance, buyer=buyer, by=user, at=timezone.now(), version=version)
        return _Own()


class _Own:
    """Where one goes then."""

    def get_absolute_url(self) -> str:
        return reverse("own-account")


class OwnPassword(auth_views.PasswordChangeView):
    """One's own password. Other sessions end with it, and calendars that read by an older address."""

    form_class = ChangePasswordForm
    template_name = "form_page.html"
    success_url = reverse_lazy("own-account")
    extra_context = {
        "title": "Byt lösenord",
        "submit": "Byt lösenord",
        "back": reverse_lazy("own-account"),
        "intro": "När lösenordet är bytt loggas du ut överallt annars, och din kalenderadress slutar gälla.",
    }

    def post(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """A few tries at the old password and no more: whoever sits at an open session is not always its owner."""
        if not ratelimit.consume(request, action="change_password", user=user_of(request)):
            return locked_out(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Change it, and let history say that."""
        response = super().form_valid(form)
        note_password(form.user, self.request)
        messages.success(self.request, "Lösenordet är bytt.")
        return response

    def form_invalid(self, form: PasswordChangeForm) -> HttpResponse:
        """The page again, marked as refused."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response


def note_password(person: User, request: HttpRequest) -> None:
    """That a password was set, in history and in the log."""
    now = timezone.now()
    actions.note_password_set(person=person, at=now)
    note_sign_in(kind=SignInEvent.Kind.PASSWORD_SET, user=person, request=request, at=now)


@method_decorator(login_not_required, name="dispatch")
class Forgotten(FormView):
    """Ask for a link; the answer is the same whoever asks and takes as long, for it tells nobody who has an account."""

    form_class = ForgottenForm
    template_name = "registration/forgotten.html"
    success_url = reverse_lazy("password_reset_done")

    def form_valid(self, form: ForgottenForm) -> HttpResponse:
        """Leave it to the worker. What is asked for again and again is mailed a few times, and answered alike."""
        email = form.cleaned_data["email"]
        if ratelimit.consume(self.request, action="reset_password", key=email.lower()):
            people = list(form.people().values_list("pk", flat=True))
            ask_for(send_password_links, person_ids=people, site=site_of(self.request))
        return super().form_valid(form)


class ForgottenDone(auth_views.PasswordResetDoneView):
    """That it is on its way."""

    template_name = "registration/forgotten_done.html"


class NewPassword(auth_views.PasswordResetConfirmView):
    """Set a password by a link."""

    form_class = NewPasswordForm
    template_name = "registration/new_password.html"

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        """Set it, let history say that, and let the account be tried again: its owner has shown who he is."""
        response = super().form_valid(form)
        note_password(form.user, self.request)
        forget_failures(form.user)
        return response


class NewPasswordDone(auth_views.PasswordResetCompleteView):
    """That it is set."""

    template_name = "registration/new_password_done.html"
