from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RoofConfig(AppConfig):
    """What stands above all apps: the roles, the demo, the menu."""

    name = "huddinge_vo"
    label = "roof"
    verbose_name = "Huddinge VO"

    def ready(self) -> None:
        """The last app is migrated last: when its turn comes all permissions exist, and the roles can have theirs."""
        from huddinge_vo.roles import sync_roles

        post_migrate.connect(sync_roles, sender=self, dispatch_uid="sync_roles")
