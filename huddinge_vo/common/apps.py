from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "huddinge_vo.common"
    label = "common"
    verbose_name = "Grund"
