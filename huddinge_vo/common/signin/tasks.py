"""What the worker does for those who cannot come in."""

from __future__ import annotations

from smtplib import SMTPException

from celery import shared_task
from django.db import OperationalError, transaction

from huddinge_vo.common.jobs.tasks import ask_for, job
from huddinge_vo.common.people.models import User
from huddinge_vo.common.signin.passwords import mail_link


@shared_task(acks_late=True, autoretry_for=(OperationalError, OSError, SMTPException), retry_backoff=15, max_retries=5)
@job("Skicka länk för nytt lösenord", most_tries=5)
def send_password_links(*, person_ids: list[int], site: str) -> int:
    """Mail the way to a new password to those who asked for it. Returns to how many.

    By the worker, so that who asks learns nothing of whether there is anybody to mail from how long the answer takes.
    """
    people = User.objects.filter(pk__in=person_ids, is_active=True).order_by("pk")
    with transaction.atomic():
        for person in people:
            if len(person_ids) > 1:  # each by himself: where one mail is not taken, nobody else gets his once more
                ask_for(send_password_links, person_ids=[person.pk], site=site)
            else:
                mail_link(person, site=site, template="administration/password_reset_email.txt")
    return len(people)
