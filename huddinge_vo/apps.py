"""What Django is told of the roof."""

from django.apps import AppConfig, apps
from django.core import checks
from django.db.models.signals import post_migrate


class RoofConfig(AppConfig):
    """What stands above all apps: the roles, the demo, the menu."""

    name = "huddinge_vo"
    label = "roof"
    verbose_name = "Huddinge VO"

    def ready(self) -> None:
        """The top app is migrated last: when its permissions exist, all do, and the roles can have theirs."""
        from huddinge_vo.common.logins.rights import grant_rights
        from huddinge_vo.menu import check_addresses
        from huddinge_vo.roles import sync_roles  # models, which are not there yet when this module is read

        checks.register(check_addresses)
        # The roof has no models, and Django tells only apps that have.
        last = apps.get_app_config("followup")
        post_migrate.connect(grant_rights, sender=last, dispatch_uid="grant_rights")
        post_migrate.connect(sync_roles, sender=last, dispatch_uid="sync_roles")
