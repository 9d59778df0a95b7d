"""Duties: made from the rules, done, put off, handed on, and told of by mail."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string

from followup.duties.kinds import KINDS, Facts
from followup.duties.models import (
    CalendarFeed,
    Duty,
    MailSetting,
    ReminderRule,
    SentMail,
)
from followup.duties.querysets import known_to, seen_by
from followup.duties.reminders import still_asked, to_remind_of
from huddinge_vo.common.jobs.actions import ToldAsItIs
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.workdays import is_working_day, working_day_from

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)


class NotYours(Exception):
    """Somebody else's duty."""

    def __init__(self) -> None:
        super().__init__("Uppgiften är någon annans.")


class DutyIsClosed(Exception):
    """A duty that is done, or that nothing asks for any more."""

    def __init__(self, duty: Duty) -> None:
        super().__init__(f"Uppgiften är {duty.get_state_display()}.")


class StillUndone(Exception):
    """A duty about something that is not decided or done: saying that it is would only hide it."""

    def __init__(self, duty: Duty) -> None:
        super().__init__(f"Det är inte gjort än: {duty.title}. Uppgiften försvinner av sig själv när det är gjort.")


class MailPutOff(ToldAsItIs):
    """The mail server wants some of a person's mails later."""

    def __init__(self) -> None:
        super().__init__("E-postservern vill få mejlet senare.")


@transaction.atomic
def load_reminder_rules(*, buyer: Organization, at: datetime) -> int:
    """Bring in the start rules that a buyer never had. Returns how many; a second time none.

    One that somebody has changed or taken away is not brought back: the rules' history knows it.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)  # of two at once the second waits
    lead = ("kind", "months_before", "days_before")
    had = set(ReminderRule.objects.filter(buyer=buyer).values_list(*lead))
    had |= set(ReminderRule.pgh_event_model.objects.filter(buyer=buyer).values_list(*lead))  # type: ignore[attr-defined]  # of tracked()
    roles = {group.name: group for group in Group.objects.all()}
    rules = [
        ReminderRule(
            buyer=buyer,
            kind=kind.code,
            months_before=rule.months,
            days_before=rule.days,
            role=roles[rule.role],
            is_decision=rule.is_decision,
            grace_days=rule.grace_days,
            manager_role=roles[rule.manager],
        )
        for kind in KINDS.values()
        for rule in kind.start_rules
        if (kind.code, rule.months, rule.days) not in had
    ]
    return len(ReminderRule.objects.bulk_create(rules))


def remind_day(rule: ReminderRule, due_on: date) -> date:
    """The day a rule reminds of something due on a day."""
    return due_on - relativedelta(months=rule.months_before) - timedelta(days=rule.days_before)


@transaction.atomic
def refresh_duties(*, buyer: Organization, at: datetime) -> int:
    """Make the duties that the rules ask for today, and let go of those that nobody needs. Returns how many changed.

    Of several rules for the same thing the one nearest to its day counts. A moved day moves the duty, done work removes
    it, a day that passes does not, and what a person has marked as done stays so. Twice in a row, or two at once, makes
    nothing twice.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)  # of two at once the second waits
    day = swedish_day(at)
    rules: defaultdict[str, list[ReminderRule]] = defaultdict(list)
    for rule in ReminderRule.objects.filter(buyer=buyer, is_active=True):
        rules[rule.kind].append(rule)
    wanted: dict[tuple[int, int, int, date], tuple[ReminderRule, Facts]] = {}
    for kind, of_kind in rules.items():
        for facts in to_remind_of(kind, buyer, day):
            due = sorted(
                (rule for rule in of_kind if remind_day(rule, facts.due_on) <= day),
                key=lambda rule: (remind_day(rule, facts.due_on), rule.pk),
            )
            content_type = ContentType.objects.get_for_model(facts.object[0]).pk
            # A rule that came after a day that has passed takes nothing away from the one that reminded of it.
            for rule in due[-1:] if facts.makes else due:
                wanted[rule.pk, content_type, facts.object[1], facts.due_on] = (rule, facts)
    return _write_duties(buyer, wanted, at)


def _write_duties(
    buyer: Organization, wanted: dict[tuple[int, int, int, date], tuple[ReminderRule, Facts]], at: datetime
) -> int:
    # Locked, for people finish, put off and hand on duties while the job runs: what they have said is read, and stays.
    locked = Duty.objects.select_for_update(of=("self",)).filter(rule__buyer=buyer).select_related("rule")
    stored = {(duty.rule_id, duty.content_type_id, duty.object_id, duty.due_on): duty for duty in locked.order_by("pk")}
    gone = [duty for key, duty in stored.items() if key not in wanted and not duty.is_closed]
    before = {_thing(duty): duty for duty in sorted(stored.values(), key=lambda duty: (not duty.is_closed, duty.pk))}
    let_go = {(_thing(duty), duty.rule_id): duty for duty in gone}
    new: list[Duty] = []
    told: list[Duty] = []
    woken: list[Duty] = []
    for key, (rule, facts) in wanted.items():
        duty = stored.get(key)
        if not facts.makes and (duty is None or duty.state == Duty.State.GONE):
            continue
        made = duty or Duty(
            rule=rule,
            content_type_id=key[1],
            object_id=key[2],
            due_on=facts.due_on,
            remind_on=remind_day(rule, facts.due_on),
            made_at=at,
        )
        is_told = _tell(made, facts)
        if duty is None or duty.state == Duty.State.GONE:
            _follow(made, before.get(_thing(made)), let_go.get((_thing(made), rule.pk)), swedish_day(at))
            (new if duty is None else woken).append(made)
        elif is_told:
            told.append(made)
    said = ["title", "person", "deputy", "is_secret", "delegated_to", "deputy_instead"]
    Duty.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    Duty.objects.bulk_update(told, said, batch_size=500)
    Duty.objects.bulk_update(woken, [*said, "state", "snoozed_until"], batch_size=500)
    Duty.objects.filter(pk__in=[duty.pk for duty in gone]).update(state=Duty.State.GONE, snoozed_until=None)
    return len(new) + len(told) + len(woken) + len(gone)


def _thing(duty: Duty) -> tuple[str, int, int]:
    """What a duty is about, whichever rule reminds of it and whenever it is due."""
    return duty.rule.kind, duty.content_type_id, duty.object_id


def _tell(duty: Duty, facts: Facts) -> bool:
    """Let a duty say what its object says now. What was handed on goes with the one who handed it on."""
    said = {
        "title": facts.title[:400],
        "person_id": facts.person_id,
        "deputy_id": facts.deputy_id,
        "is_secret": facts.is_secret,
    }
    if duty.person_id != facts.person_id:
        duty.delegated_to_id = None
    if duty.deputy_id != facts.deputy_id:
        duty.deputy_instead_id = None
    is_new = any(getattr(duty, name) != value for name, value in said.items())
    for name, value in said.items():
        setattr(duty, name, value)
    return is_new


def _follow(duty: Duty, before: Duty | None, moved_from: Duty | None, day: date) -> None:
    """Go on from the duty there was of the same thing: to whom it was handed, and for one that only moved, until when.

    A nearer rule's reminder is new, and comes although an earlier one was put off. So does one put off beyond its day.
    """
    duty.state, duty.snoozed_until = Duty.State.OPEN, None
    if before is not None and before.person_id == duty.person_id:
        duty.delegated_to_id = before.delegated_to_id
    if before is not None and before.deputy_id == duty.deputy_id:
        duty.deputy_instead_id = before.deputy_instead_id
    until = moved_from.snoozed_until if moved_from else None
    if until is not None and day < until <= duty.due_on:
        duty.state, duty.snoozed_until = Duty.State.SNOOZED, until


def own_duties(duty_ids: Iterable[int], by: User, on: date) -> list[Duty]:
    """Of some duties, locked for change, those that are the person's own, or overdue so that they have come to him as
    manager.

    A role is not enough where the duty is about something secret: nobody has a duty that he may not know of.
    """
    asked = Duty.objects.filter(pk__in=list(duty_ids))
    locked = list(asked.select_for_update(of=("self",)).select_related("rule__buyer").order_by("pk"))
    own = set(asked.of_person(by).values_list("pk", flat=True))
    own |= set(asked.overdue_for_manager(by, on).values_list("pk", flat=True))
    return known_to([duty for duty in locked if duty.pk in own], by)


def _own(duty_id: int, by: User, on: date) -> Duty:
    found = own_duties([duty_id], by, on)
    if not found:
        raise NotYours
    return found[0]


@transaction.atomic
def finish_duty(*, duty_id: int, by: User, at: datetime) -> Duty:
    """Say that something is done; twice is once.

    Raises NotYours, DutyIsClosed for what is no longer asked for, and StillUndone for what the system can tell is not.
    """
    duty = _own(duty_id, by, swedish_day(at))
    if duty.state == Duty.State.DONE:
        return duty
    if duty.state == Duty.State.GONE:
        raise DutyIsClosed(duty)
    if not duty.is_by_hand and still_asked([duty], swedish_day(at)):
        raise StillUndone(duty)
    duty.state, duty.snoozed_until = Duty.State.DONE, None
    duty.done_by, duty.done_at = by, at
    duty.save()
    return duty


@transaction.atomic
def reopen_duty(*, duty_id: int, by: User, at: datetime) -> Duty:
    """Take back that something is done; what is open already is left. Raises NotYours, and DutyIsClosed."""
    duty = _own(duty_id, by, swedish_day(at))
    if duty.state == Duty.State.GONE:
        raise DutyIsClosed(duty)
    if duty.state == Duty.State.DONE:
        duty.state, duty.done_by, duty.done_at = Duty.State.OPEN, None, None
        duty.save()
    return duty


@transaction.atomic
def snooze_duty(*, duty_id: int, until: date, by: User, at: datetime) -> Duty:
    """Put a reminder off; the due day stays.

    Raises NotYours, DutyIsClosed, and ValidationError for a day that is not to come.
    """
    duty = _own(duty_id, by, swedish_day(at))
    if duty.is_closed:
        raise DutyIsClosed(duty)
    if until <= swedish_day(at):
        raise ValidationError({"until": "Välj en dag som kommer."})
    duty.state, duty.snoozed_until = Duty.State.SNOOZED, until
    duty.save()
    return duty


@transaction.atomic
def delegate_duty(*, duty_id: int, to: User, by: User, at: datetime) -> Duty:
    """Hand a duty to somebody else.

    Raises NotYours, DutyIsClosed, and ValidationError for one who may not know of it.
    """
    duty = _own(duty_id, by, swedish_day(at))
    if duty.is_closed:
        raise DutyIsClosed(duty)
    if not known_to([duty], to):
        raise ValidationError({"to": f"{to} har inte åtkomst till det som uppgiften gäller."})
    duty.delegated_to = None if to == duty.person else to
    duty.save()
    return duty


@dataclass(frozen=True)
class HandedOver:
    """How many duties were moved, and how many stayed since the receiver may not know of them.

    Only those are counted that whoever moved them may know of.
    """

    moved: int
    kept: int


@transaction.atomic
def move_duties(*, of: User, to: User, by: User, at: datetime) -> HandedOver:
    """Hand all that somebody has to do, or is deputy for, to another, as when he leaves.

    What he answers for stays his.
    """
    if of == to:
        raise ValidationError({"to": "Välj någon annan."})
    theirs = Duty.objects.select_for_update(of=("self",)).within_reach_of(by).unfinished().naming(of)
    duties = list(theirs.select_related("delegated_to", "deputy_instead").order_by("pk"))
    moved = known_to(duties, to)
    for duty in moved:
        if duty.delegated_to == of or (duty.person_id == of.pk and not _is_here(duty.delegated_to)):
            duty.delegated_to = None if to.pk == duty.person_id else to
        if duty.deputy_instead == of or (duty.deputy_id == of.pk and not _is_here(duty.deputy_instead)):
            duty.deputy_instead = None if to.pk == duty.deputy_id else to
    Duty.objects.bulk_update(moved, ["delegated_to", "deputy_instead"], batch_size=500)
    known = len(known_to(moved, by))
    return HandedOver(known, len(known_to(duties, by)) - known)


def _is_here(user: User | None) -> bool:
    return user is not None and user.is_active


@transaction.atomic
def set_mail_frequency(*, user: User, frequency: str, at: datetime) -> MailSetting:
    """Choose how often the digest comes."""
    setting, _ = MailSetting.objects.update_or_create(user=user, defaults={"frequency": frequency})
    return setting


def people_with_mail() -> list[int]:
    """Who may get mail today: active people with an address, by id."""
    return list(User.objects.filter(is_active=True).exclude(email="").order_by("pk").values_list("pk", flat=True))


def is_digest_day(frequency: str, day: date) -> bool:
    """Whether a digest goes out on a day. A weekly one comes on the week's first working day: not always a Monday."""
    if frequency == MailSetting.Frequency.NEVER or not is_working_day(day):
        return False
    monday = day - timedelta(days=day.weekday())
    return frequency == MailSetting.Frequency.DAILY or day == working_day_from(monday)


def send_mails(*, user_id: int, at: datetime, connection: BaseEmailBackend | None = None) -> int:
    """Send a person the mails of the day that have not been sent: one for each decision, and the digest.

    Returns how many.

    Each is written down as sent in the transaction that sends it: one that dies before the server has taken the mail
    leaves no trace, and the next try sends it. A mail that the server will not take for this address is written down as
    refused and tried again another day, or when the address is another. Raises MailPutOff, when all have been tried, if
    the server wants some of them later.
    """
    user = User.objects.get(pk=user_id)
    day = swedish_day(at)
    mine = seen_by(Duty.objects.of_person(user).to_do_on(day).for_list().order_by("due_on", "pk"), user)
    late = seen_by(Duty.objects.overdue_for_manager(user, day).to_do_on(day).for_list().order_by("due_on", "pk"), user)
    frequency = getattr(MailSetting.objects.filter(user=user).first(), "frequency", MailSetting.Frequency.DAILY)
    fates = []
    if frequency != MailSetting.Frequency.NEVER:
        for duty in mine:
            if duty.rule.is_decision:
                fates.append(_send_once(user, None, duty, [duty], [], at, connection))  # noqa: PERF401 - each is a mail that is sent
    others = [duty for duty in late if duty not in mine]
    if is_digest_day(frequency, day) and (mine or others):
        fates.append(_send_once(user, day, None, mine, others, at, connection))
    if _Fate.PUT_OFF in fates:
        raise MailPutOff
    return fates.count(_Fate.SENT)


class _Fate(Enum):
    SENT = auto()
    ALREADY = auto()
    REFUSED = auto()
    PUT_OFF = auto()


@transaction.atomic
def _send_once(  # noqa: PLR0917 - the two callers say all of it
    user: User,
    on: date | None,
    decision: Duty | None,
    mine: Iterable[Duty],
    late: Iterable[Duty],
    at: datetime,
    connection: BaseEmailBackend | None,
) -> _Fate:
    SentMail.objects.bulk_create([SentMail(user=user, on=on, duty=decision)], ignore_conflicts=True)
    mail = SentMail.objects.select_for_update().get(user=user, on=on, duty=decision)
    if mail.sent_at is not None:
        return _Fate.ALREADY
    if mail.is_refused_on(swedish_day(at), user.email):
        return _Fate.REFUSED
    mine = list(mine)
    words = {"mine": mine, "late": list(late), "day": swedish_day(at), "decision": decision}
    if decision:
        subject = f"Beslut senast {decision.due_on}: {_words(decision)}"
    else:
        subject = f"Att göra {swedish_day(at)}: {len(mine)} {'uppgift' if len(mine) == 1 else 'uppgifter'}"
    message = EmailMessage(
        subject=" ".join(subject.split())[:200],
        body=render_to_string("followup/duties/digest.txt", words),
        to=[user.email],
        headers={"Message-ID": f"<vo-{mail.pk}@huddinge-vo>"},
        connection=connection or get_connection(),
    )
    refusal = _refusal(message, user.email)
    if refusal is None:
        mail.sent_at, mail.refused_at, mail.refused_code, mail.refusal, mail.refused_address = at, None, None, "", ""
    else:
        mail.refused_at, mail.refused_address = at, user.email
        mail.refused_code, mail.refusal = refusal
        logger.warning("Mail %s to user %s was not taken: %s %s", mail.pk, user.pk, *refusal)
    mail.save()
    if refusal is None:
        return _Fate.SENT
    return _Fate.PUT_OFF if mail.is_put_off else _Fate.REFUSED


def _refusal(message: EmailMessage, address: str) -> tuple[int | None, str] | None:
    """Send a mail; what the server said if it would not take it for this address.

    What is wrong with the server is raised.
    """
    said: bytes | str
    try:
        validate_email(address)
        message.send()
    except ValidationError:
        return None, "Adressen är felskriven."
    except SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
    except SMTPDataError as error:
        code, said = error.smtp_code, error.smtp_error
    else:
        return None
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return code, f"{code} {text}"[:300]


def _words(duty: Duty) -> str:
    """What a mail may say of a duty: nothing of what is secret."""
    return f"{duty.rule.get_kind_display()} (skyddad uppgift)" if duty.is_secret else duty.title


@transaction.atomic
def make_calendar_feed(*, user: User, at: datetime) -> str:
    """A new secret address, shown this once; those before it stop working. Returns the secret.

    It ends when the person changes password, as who does so wants others out: it says of which password it is.
    """
    revoke_calendar_feed(user=user, at=at)
    token = secrets.token_urlsafe(32)
    secret = f"{token}.{_of_password(token, user)}"
    CalendarFeed.objects.create(user=user, fingerprint=fingerprint(secret), made_at=at)
    return secret


@transaction.atomic
def revoke_calendar_feed(*, user: User, at: datetime) -> int:
    """Let no calendar read a person's duties any more."""
    return CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=at)


def is_of_password(secret: str, user: User) -> bool:
    """Whether a secret was made while the person had the password that he has now."""
    token, _, mark = secret.rpartition(".")
    return secrets.compare_digest(mark.encode(), _of_password(token, user).encode())


def _of_password(token: str, user: User) -> str:
    return hashlib.sha256(f"{token}\0{user.password}".encode()).hexdigest()[:32]


def fingerprint(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
