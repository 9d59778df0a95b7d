"""The Celery app: worker and beat."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huddinge_vo.settings")

app = Celery("huddinge_vo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
