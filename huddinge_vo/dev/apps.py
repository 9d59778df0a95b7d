"""What Django is told of a workplace."""

from django.apps import AppConfig


class DevConfig(AppConfig):
    """Embedded servers, their commands and the gallery of components: a workplace's, never production's."""

    name = "huddinge_vo.dev"
    label = "dev"
