"""The Celery app: worker and beat."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from django.conf import settings

from huddinge_vo.common import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huddinge_vo.settings")


class EmbeddedCelery(Celery):
    """Celery that brings its own broker when none is named: started when a worker or a producer first connects."""

    def connection_for_read(self, url: str | None = None, **kwargs: Any) -> Any:
        self._see_to_broker()
        return super().connection_for_read(url, **kwargs)

    def connection_for_write(self, url: str | None = None, **kwargs: Any) -> Any:
        self._see_to_broker()
        return super().connection_for_write(url, **kwargs)

    def _see_to_broker(self) -> None:
        if settings.VO_EMBEDDED_VALKEY:
            embedded.ensure_valkey()


app = EmbeddedCelery("huddinge_vo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
