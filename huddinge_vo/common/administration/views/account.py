"""One's own account, and the way back in for one who has forgotten the password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from huddinge_vo.common.administration import actions
from huddinge_vo.common.administration.forms import (
    ChangePasswordForm,
    ForgottenForm,
    NewPasswordForm,
    OwnAccountForm,
)
from huddinge_vo.common.pages.views import ActionPage, HasPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context


class OwnAccount(ActionPage):
    """One's own name and address."""

    permission_required = ()
    form_class = OwnAccountForm
    template_name = "administration/own_account.html"
    title = "Mitt konto"
    refusals = (actions.NotPossible,)

    def get_form_kwargs(self) -> Context:
        """Oneself, read anew: a name that is refused is not shown in the frame."""
        user = user_of(self.request)
        return {**super().get_form_kwargs(), "instance": User.objects.get(pk=user.pk)}

    def do(self, form: OwnAccountForm) -> HasPage:
        """Save."""
        user = user_of(self.request)
        buyer = current_buyer(self.request)
        actions.save_person(person=form.instance, buyer=buyer, by=user, at=timezone.now())
        return _Own()


class _Own:
    """Where one goes then."""

    def get_absolute_url(self) -> str:
        return reverse("own-account")


class OwnPassword(auth_views.PasswordChangeView):
    """One's own password."""

    form_class = ChangePasswordForm
    template_name = "form_page.html"
    success_url = reverse_lazy("own-account")
    extra_context = {"title": "Byt lösenord", "submit": "Byt lösenord", "back": reverse_lazy("own-account")}

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Change it, and let history say that."""
        response = super().form_valid(form)
        actions.note_password_set(person=form.user, at=timezone.now())
        messages.success(self.request, "Lösenordet är bytt.")
        return response

    def form_invalid(self, form: PasswordChangeForm) -> HttpResponse:
        """The page again, marked as refused."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class Forgotten(auth_views.PasswordResetView):
    """Ask for a link; the answer is the same whoever asks, for it tells nobody who has an account."""

    form_class = ForgottenForm
    template_name = "registration/forgotten.html"
    email_template_name = "administration/password_reset_email.txt"
    subject_template_name = "administration/password_reset_subject.txt"


class ForgottenDone(auth_views.PasswordResetDoneView):
    """That it is on its way."""

    template_name = "registration/forgotten_done.html"


class NewPassword(auth_views.PasswordResetConfirmView):
    """Set a password by a link."""

    form_class = NewPasswordForm
    template_name = "registration/new_password.html"

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        """Set it, and let history say that."""
        response = super().form_valid(form)
        actions.note_password_set(person=form.user, at=timezone.now())
        return response


class NewPasswordDone(auth_views.PasswordResetCompleteView):
    """That it is set."""

    template_name = "registration/new_password_done.html"
