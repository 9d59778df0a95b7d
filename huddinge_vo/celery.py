"""The Celery app: worker and beat."""

from __future__ import annotations

import os
from pathlib import Path

from celery import Celery
from django.conf import settings

from huddinge_vo.common.untyped import PassedOn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huddinge_vo.settings")
APPS = ("contracts", "procurement", "activities", "followup")
OF_ALL = ["huddinge_vo.common.signin"]  # what belongs to no app


def matters_of(app: str) -> list[str]:
    """The packages of an app that keep tasks: contracts → contracts.documents, contracts.index, contracts.prices."""
    folder = Path(__file__).resolve().parents[1] / app
    return [f"{app}.{found.parent.name}" for found in sorted(folder.glob("*/tasks.py"))]


class EmbeddedCelery(Celery):
    """Celery that brings its own broker when none is named: started when a worker or a producer first connects."""

    def connection_for_read(self, url: str | None = None, **kwargs: PassedOn) -> object:
        self._see_to_broker()
        return super().connection_for_read(url, **kwargs)

    def connection_for_write(self, url: str | None = None, **kwargs: PassedOn) -> object:
        self._see_to_broker()
        return super().connection_for_write(url, **kwargs)

    def _see_to_broker(self) -> None:
        if settings.VO_EMBEDDED_VALKEY:
            from huddinge_vo.dev import embedded  # never loaded in production

            embedded.ensure_valkey()


app = EmbeddedCelery("huddinge_vo")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Each matter of an app keeps its own tasks.
app.autodiscover_tasks(lambda: [*OF_ALL, *(matter for name in APPS for matter in matters_of(name))])
