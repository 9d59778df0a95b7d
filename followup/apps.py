from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = "Uppföljning"

    def ready(self) -> None:
        """The top app is migrated last: when its permissions exist, all do, and the roles can have theirs."""
        from huddinge_vo.common.roles import sync_roles

        post_migrate.connect(sync_roles, sender=self, dispatch_uid="sync_roles")
