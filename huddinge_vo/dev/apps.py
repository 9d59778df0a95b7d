"""What Django is told of a workplace."""

from django.apps import AppConfig


class DevConfig(AppConfig):
    """Embedded servers and their commands: a workplace's, never production's."""

    name = "huddinge_vo.dev"
    label = "dev"
