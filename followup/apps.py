"""What Django is told of the app."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """The app of the ledger and what follows from it."""

    name = "followup"
    verbose_name = "Uppföljning"

    def ready(self) -> None:
        """Nothing starts with a kind of reminder of which it is not told who may know of it."""
        from followup.duties.reminders import require_seen  # models, which are not there yet when this module is read

        require_seen()
