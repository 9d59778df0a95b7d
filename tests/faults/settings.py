"""The settings of a worker that faults are tried on: as the tests', and what waits waits shortly."""

import os

from celery.app import autoretry

from tests.settings import *  # noqa: F403
from tests.settings import CELERY_BROKER_TRANSPORT_OPTIONS

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
CELERY_TASK_DEFAULT_QUEUE = "faults"
CELERY_IMPORTS = [*CELERY_IMPORTS, "tests.faults.points"]  # noqa: F405
CELERY_BROKER_TRANSPORT_OPTIONS = {**CELERY_BROKER_TRANSPORT_OPTIONS, "unacked_restore_interval": 0.5}
VO_BACKUP_DIR = os.environ["VO_FAULT_COPIES"]
VO_INDEX_API = os.environ["VO_FAULT_OFFICE"]


def _soon(**_asked):
    return 0.2


autoretry.get_exponential_backoff_interval = _soon  # how long a job waits to be tried again is not what is tried
