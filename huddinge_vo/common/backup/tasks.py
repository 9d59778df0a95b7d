"""The copy of every night."""

from __future__ import annotations

from pathlib import Path
from subprocess import CalledProcessError

from celery import shared_task
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from huddinge_vo.common.backup import actions
from huddinge_vo.common.backup.programs import NoProgram
from huddinge_vo.common.backup.sealing import WrongKey, read_recipients
from huddinge_vo.common.jobs.actions import ToldAsItIs
from huddinge_vo.common.jobs.tasks import job


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Säkerhetskopiera")
def back_up() -> str:
    """Copy everything to VO_BACKUP_DIR, sealed to VO_BACKUP_RECIPIENT, and throw away what is too old."""
    if not settings.VO_BACKUP_DIR:
        return ""
    folder = Path(settings.VO_BACKUP_DIR)
    try:
        recipients = read_recipients(settings.VO_BACKUP_RECIPIENTS)
        made = actions.make_backup(folder, recipients=recipients, at=timezone.now())
    except (NoProgram, WrongKey) as error:
        raise ToldAsItIs(str(error)) from error
    except CalledProcessError as error:
        raise ToldAsItIs("Databasen gick inte att kopiera. Serverns logg säger varför.") from error
    actions.forget_old(folder)
    return made.name
