"""The Celery app: worker and beat."""

from __future__ import annotations

import os

from celery import Celery
from celery.signals import setup_logging, task_prerun
from django.conf import settings

from huddinge_vo.common.untyped import PassedOn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huddinge_vo.settings")


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


@setup_logging.connect
def keep_our_logging(**_kwargs: PassedOn) -> None:
    """Celery would set up logging of its own; Django has set up ours, one form for web and worker."""
    import django

    django.setup()  # twice does no harm


@task_prerun.connect
def begin_lines_of(task_id: str, **_kwargs: PassedOn) -> None:
    """What a job logs is told by its id."""
    from huddinge_vo.common import logs  # Django's: this module is read before Django is

    logs.begin(task_id)
