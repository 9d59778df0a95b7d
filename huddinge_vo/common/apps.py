"""What Django is told of the app."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class CommonConfig(AppConfig):
    """The app of the foundation, which knows no other."""

    default = True
    name = "huddinge_vo.common"
    label = "common"
    verbose_name = "Grund"


class RescueConfig(admin.AdminConfig):
    """Django's own administration."""

    default = False
    default_site = "huddinge_vo.common.rescue.RescueSite"
