"""What Django is told of the app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """The app of the foundation, which knows no other."""

    name = "huddinge_vo.common"
    label = "common"
    verbose_name = "Grund"
