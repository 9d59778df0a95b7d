"""What the tests of duties share: a Monday, the morning's work, a check that was made, and a real mail server."""

import asyncio
import socket
import threading
from collections import Counter
from datetime import UTC, datetime
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from django.core.mail import get_connection

from contracts.checks.models import SupplierCheck
from followup.duties import actions
from followup.duties.models import Duty
from tests import factories as make

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)


def at(day):
    return datetime(day.year, day.month, day.day, 6, tzinfo=UTC)


def refresh(day=None):
    day = day or MONDAY.date()
    return actions.refresh_duties(buyer=make.buyer(), at=at(day))


def opened():
    return {(duty.title, duty.due_on) for duty in Duty.objects.filter(state="OPEN")}


def checked(supplier, kind, on, until, **values):
    values = {"outcome": "PASSED", "source": "prov", "registered_at": MONDAY, **values}
    if kind == "RATING":
        values.setdefault("score", 60)
    return SupplierCheck.objects.create(supplier=supplier, kind=kind, checked_on=on, valid_until=until, **values)


class Server:
    """A real SMTP server; it can be told to hang on a mail, as one that is never taken, and what to answer for an
    address.
    """

    def __init__(self, *, hang_on=None, answers=None):
        self.mails, self.hang_on, self.reached = [], hang_on, threading.Event()
        self.answers, self.asked = answers or {}, Counter()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.asked[address] += 1
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.hang_on is not None and len(self.mails) + 1 == self.hang_on:
            self.reached.set()
            await asyncio.sleep(60)
        self.mails.append(message_from_bytes(envelope.original_content, policy=policy.default))
        return "250 OK"

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()

    def connection(self):
        return get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=self.port)


def told(server):
    return Counter((mail["To"], mail["Subject"]) for mail in server.mails)
