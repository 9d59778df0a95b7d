"""Mail: from an installation with demo data nothing goes to anybody outside, whoever the address belongs to."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import filebased, smtp
from django.core.mail.backends.base import BaseEmailBackend

from huddinge_vo.common.people.models import Organization

logger = logging.getLogger(__name__)


class NobodyOutside(BaseEmailBackend):
    """The mail server's, unless any buyer has demo data: then a mail is written to a file, and counts as sent.

    All or nothing, and asked for each time: an address in the demo may be somebody's, and a server's settings say
    nothing of which data is behind them.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """To those they are for, or to nobody outside."""
        if not Organization.objects.filter(is_demo=True).exists():
            return int(smtp.EmailBackend(fail_silently=self.fail_silently).send_messages(list(email_messages)) or 0)
        for message in email_messages:
            message.subject = f"[Demodata] {message.subject}"
        kept = filebased.EmailBackend(file_path=str(Path(settings.DATA_DIR) / "mail"))
        logger.warning("Demo data: %s mails written to files and sent to nobody", len(email_messages))
        return int(kept.send_messages(email_messages) or 0)
