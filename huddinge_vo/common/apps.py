"""What Django is told of the app."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.core import checks


class CommonConfig(AppConfig):
    """The app of the foundation, which knows no other."""

    default = True
    name = "huddinge_vo.common"
    label = "common"
    verbose_name = "Grund"

    def ready(self) -> None:
        """Hear of what Django and allauth do with sign-ins: they have no other way of telling."""
        from allauth.account.signals import authentication_step_completed
        from allauth.mfa import signals
        from django.contrib.auth.signals import user_logged_in

        from huddinge_vo.common.logins.checks import check_login
        from huddinge_vo.common.signin import sessions

        checks.register(check_login, checks.Tags.database, deploy=True)
        user_logged_in.connect(sessions.begin)
        authentication_step_completed.connect(sessions.prove_again)
        signals.authenticator_added.connect(sessions.add_factor)
        signals.authenticator_reset.connect(sessions.add_factor)
        signals.authenticator_removed.connect(sessions.remove_factor)
        signals.authentication_failed.connect(sessions.fail_factor)


class RescueConfig(admin.AdminConfig):
    """Django's own administration."""

    default = False
    default_site = "huddinge_vo.common.rescue.RescueSite"
