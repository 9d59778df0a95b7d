"""What Django is told of the app."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """The app of the ledger and what follows from it."""

    name = "followup"
    verbose_name = "Uppföljning"
