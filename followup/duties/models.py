"""What is to be done, by whom and until when; the rules that remind of it, the mails, and the calendar feed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import classproperty

from followup.duties.kinds import KINDS, kind_choices
from followup.duties.querysets import CalendarFeedQuerySet, DutyQuerySet, ReminderRuleQuerySet, SentMailQuerySet
from followup.duties.rules import Named
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.untyped import Context

_FOR_GOOD = 500  # SMTP: answers from here on are for good, those below it for the time being


class KindField(models.CharField):
    """A kind of the registry, by its code. The database knows no choices, so that a new kind needs no migration."""

    def deconstruct(self) -> tuple[str, str, list[object], Context]:
        """As an ordinary text, without the choices."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", list(args), kwargs


@tracked()
class ReminderRule(models.Model):
    """How long before its day something is reminded of, and to which role when no person is named."""

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="reminder_rules", verbose_name="köpare")
    kind = KindField("gäller", max_length=20, choices=kind_choices)
    months_before = models.PositiveSmallIntegerField("månader före", default=0, validators=[MaxValueValidator(60)])
    days_before = models.PositiveSmallIntegerField("dagar före", default=0, validators=[MaxValueValidator(365)])
    role = models.ForeignKey(
        Group, models.PROTECT, related_name="+", verbose_name="till rollen", help_text="När ingen person är utsedd."
    )
    is_decision = models.BooleanField(
        "beslut", default=False, help_text="Får ett eget mejl, och inte bara en rad i sammanställningen."
    )
    grace_days = models.PositiveSmallIntegerField(
        "dagar över tiden innan chefen får veta", default=14, validators=[MaxValueValidator(365)]
    )
    manager_role = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name="chefens roll")
    is_active = models.BooleanField("används", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReminderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "påminnelseregel"
        verbose_name_plural = "påminnelseregler"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "kind", "months_before", "days_before"],
                name="reminder_rule_is_unique",
                violation_error_message=(
                    "Det finns redan en regel för samma sak lika lång tid före. Ändra den, eller välj en annan tid."
                ),
            )
        ]

    def __str__(self) -> str:
        parts = [f"{self.months_before} månad{'' if self.months_before == 1 else 'er'}"] if self.months_before else []
        parts += [f"{self.days_before} dag{'' if self.days_before == 1 else 'ar'}"] if self.days_before else []
        return f"{self.get_kind_display()}, {' och '.join(parts) + ' före' if parts else 'samma dag'}"

    def get_absolute_url(self) -> str:
        return reverse("followup:reminder-rules")


class Duty(models.Model):
    """Something to do until a day. One for a rule, an object and a due day, whoever makes it and however often.

    `title` never says more than the object's own number and title; who may not see the object sees no duty of it. Its
    state lives here and not in any mail.
    """

    secret_through = ("object",)

    @classproperty
    def generic_targets(cls) -> Mapping[str, tuple[str, ...]]:  # noqa: N805  # of the class, as Django's own
        """What there may be something to do about: what the kinds of reminder say that they are about."""
        labels = {model._meta.label for kind in KINDS.values() for model in kind.about}
        return {"object": tuple(sorted(labels))}

    class State(models.TextChoices):
        OPEN = "OPEN", "att göra"
        SNOOZED = "SNOOZED", "påminns senare"
        DONE = "DONE", "klar"
        GONE = "GONE", "inte längre aktuell"

    rule = models.ForeignKey(ReminderRule, models.PROTECT, related_name="duties", verbose_name="regel")
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name="slag av uppgift")
    object_id = models.PositiveBigIntegerField("uppgiftens id")
    object = GenericForeignKey("content_type", "object_id")
    title = models.CharField("vad", max_length=400)
    is_secret = models.BooleanField("sekretess", default=False)
    due_on = models.DateField("senast")
    remind_on = models.DateField("påminns från")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="duties", verbose_name="ansvarig"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="ersättare"
    )
    # Kept apart from `deputy`, which the nightly job takes from the object.
    deputy_instead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="ersättare i stället"
    )
    delegated_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="lämnad till"
    )
    state = models.CharField("status", max_length=10, choices=State, default=State.OPEN)
    snoozed_until = models.DateField("påminns igen", null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="klar av"
    )
    done_at = models.DateTimeField("klar", null=True)
    made_at = models.DateTimeField("tillkom")

    buyer_through = ("rule__buyer",)
    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "uppgift att göra"
        verbose_name_plural = "uppgifter att göra"
        permissions = [("move_duties", "Kan flytta någons alla uppgifter")]
        indexes = [models.Index(fields=["state", "due_on"], name="duty_state_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "content_type", "object_id", "due_on"],
                name="duty_is_made_once",
                violation_error_message="Påminnelsen finns redan.",
            ),
            models.CheckConstraint(
                condition=Q(state="SNOOZED", snoozed_until__isnull=False) | ~Q(state="SNOOZED"),
                name="snoozed_duty_comes_back",
                violation_error_message="Ange när du vill bli påmind igen.",
            ),
            models.CheckConstraint(
                condition=Q(state="DONE", done_by__isnull=False, done_at__isnull=False) | ~Q(state="DONE"),
                name="done_duty_says_by_whom",
                violation_error_message="En klar uppgift har någon som gjorde den.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("followup:duty-list")

    @property
    def href(self) -> str:
        """The page of what it is about, or of what that belongs to where it has none of its own."""
        kind = KINDS.get(self.rule.kind)
        if self.object is None or kind is None:  # what it was about is gone, or there are no reminders of it any more
            return self.get_absolute_url()
        return kind.href(self.object)

    @property
    def is_by_hand(self) -> bool:
        """Whether a person says that it is done, and not the system by what has been decided."""
        kind = KINDS.get(self.rule.kind)
        return kind is None or kind.by_hand

    @property
    def named(self) -> Named[User]:
        """Whom it names, for the rules to say whose it is."""
        people = (self.person, self.deputy, self.deputy_instead, self.delegated_to)
        return Named(*people, gone=frozenset(one for one in people if one and not one.is_active))

    @property
    def deputy_now(self) -> User | None:
        """The deputy who is here (rules.Named)."""
        return self.named.deputy_now

    @property
    def holder(self) -> User | None:
        """Who has it, of those who are here; none is whoever has the rule's role (rules.Named)."""
        return self.named.holder

    @property
    def is_closed(self) -> bool:
        """Whether it is done, or nothing asks for it any more."""
        return self.state in {self.State.DONE, self.State.GONE}


class MailSetting(models.Model):
    """How often a person wants the digest. Without one it comes every working day."""

    class Frequency(models.TextChoices):
        DAILY = "DAILY", "varje arbetsdag"
        WEEKLY = "WEEKLY", "en gång i veckan, på dess första arbetsdag"
        NEVER = "NEVER", "aldrig"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mail_setting", verbose_name="användare"
    )
    frequency = models.CharField("sammanställning", max_length=10, choices=Frequency, default=Frequency.DAILY)

    buyer_through = ()

    class Meta:
        verbose_name = "inställning för mejl"
        verbose_name_plural = "inställningar för mejl"

    def __str__(self) -> str:
        return f"{self.user}: {self.get_frequency_display()}"


class SentMail(models.Model):
    """That a digest of a day, or the mail about one decision, has been sent to a person. Each is sent once.

    One that the mail server would not take for his address says so, until it is sent after all.
    """

    secret_through = ("duty",)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="mottagare")
    on = models.DateField("dag", null=True)
    duty = models.ForeignKey(Duty, models.CASCADE, null=True, related_name="mails", verbose_name="beslut")
    sent_at = models.DateTimeField("skickat", null=True)
    refused_at = models.DateTimeField("inte mottaget", null=True)
    refused_address = models.CharField("adress som inte tog emot", max_length=254, blank=True)
    refused_code = models.PositiveSmallIntegerField("serverns svarskod", null=True)  # null: it was never asked
    refusal = models.CharField("serverns svar", max_length=300, blank=True)

    buyer_through = ()
    objects = SentMailQuerySet.as_manager()

    class Meta:
        verbose_name = "skickat mejl"
        verbose_name_plural = "skickade mejl"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "on", "duty"],
                name="mail_is_sent_once",
                nulls_distinct=False,
                violation_error_message="Mejlet är redan skickat.",
            ),
            models.CheckConstraint(
                condition=Q(on__isnull=False, duty__isnull=True) | Q(on__isnull=True, duty__isnull=False),
                name="mail_is_a_digest_or_about_a_decision",
                violation_error_message="Mejlet är en sammanställning eller gäller ett beslut.",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True) | Q(sent_at__isnull=True) & ~Q(refusal=""),
                name="refused_mail_says_why_and_is_not_sent",
                violation_error_message="Ett mejl som inte togs emot säger varför, och är inte skickat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.on or self.duty}"

    @property
    def is_put_off(self) -> bool:
        """Whether the server asked to be tried again later: a code in the four hundreds."""
        return self.refused_code is not None and self.refused_code < _FOR_GOOD

    def is_refused_on(self, day: date, address: str) -> bool:
        """Whether an address has been refused for good on a day: it is then tried again on another, and not before."""
        if self.refused_at is None or self.is_put_off or self.refused_address != address:
            return False
        return swedish_day(self.refused_at) == day


class CalendarFeed(models.Model):
    """A person's secret calendar address.

    Only its fingerprint is kept; the person is shown it once, and can revoke it. It ends with the password that its
    owner had when he made it: who changes that wants nobody else to read any more.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_feeds", verbose_name="användare"
    )
    fingerprint = models.CharField("fingeravtryck", max_length=64, unique=True)
    made_at = models.DateTimeField("skapad")
    revoked_at = models.DateTimeField("återkallad", null=True)

    buyer_through = ()
    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "kalenderadress"
        verbose_name_plural = "kalenderadresser"

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d}"
