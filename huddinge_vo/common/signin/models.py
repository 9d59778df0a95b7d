"""What is kept of who has signed in, who has tried to, and who was shut out."""

from __future__ import annotations

import pgtrigger
from django.db import models

from huddinge_vo.common.people.models import User
from huddinge_vo.common.signin.querysets import SignInEventQuerySet

_OF_ALLAUTH = {
    "password": "PASSWORD",
    "socialaccount": "PROVIDER",
    "webauthn": "PASSKEY",
    "totp": "CODE",
    "recovery_codes": "RECOVERY",
}


class SignInEvent(models.Model):
    """That somebody signed in or out, tried to, was shut out or let in again. Nobody changes it.

    A name that is no account's is not kept: what is typed there may be a password, or a personal number. So an event
    without a user is a try at an account that is not there.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "SIGNED_IN", "loggade in"
        FAILED = "FAILED", "misslyckad inloggning"
        LOCKED = "LOCKED", "spärrad efter för många försök"
        REFUSED = "REFUSED", "försök under spärr"
        UNLOCKED = "UNLOCKED", "spärren hävd"
        SIGNED_OUT = "SIGNED_OUT", "loggade ut"
        ENDED = "ENDED", "utloggad av systemet"
        OTHERS_ENDED = "OTHERS_ENDED", "loggade ut överallt annars"
        PROVED = "PROVED", "bekräftade att det är hen"
        FACTOR_ADDED = "FACTOR_ADDED", "lade till ett andra steg"
        FACTOR_REMOVED = "FACTOR_REMOVED", "tog bort ett andra steg"
        PASSWORD_SET = "PASSWORD_SET", "bytte lösenord"
        UNLINKED = "UNLINKED", "kopplingen till kommunens inloggning borttagen"

    class Way(models.TextChoices):
        PASSWORD = "PASSWORD", "lösenord"
        PASSKEY = "PASSKEY", "passkey"
        CODE = "CODE", "engångskod"
        RECOVERY = "RECOVERY", "återställningskod"
        PROVIDER = "PROVIDER", "kommunens inloggning"

        @classmethod
        def of_allauth(cls, name: str) -> str:
            """By what allauth calls a method, or a kind of second factor; nothing for what it may come to have."""
            return _OF_ALLAUTH.get(name, "")

    kind = models.CharField("vad", max_length=20, choices=Kind)
    way = models.CharField("sätt", max_length=10, choices=Way, blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="konto")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="av")
    address = models.GenericIPAddressField("från adress", null=True)
    at = models.DateTimeField("när", db_index=True)

    buyer_through = ()
    objects = SignInEventQuerySet.as_manager()

    class Meta:
        verbose_name = "inloggning"
        verbose_name_plural = "inloggningar"
        default_permissions = ()
        indexes = [models.Index(fields=["user", "at"], name="sign_ins_of_user")]
        # Rows older than the least term go by the retention alone: migrations/sql/retention.sql, which notes it.
        triggers = [
            pgtrigger.Protect(name="sign_ins_stay_as_they_are", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="sign_ins_go_when_old",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.at > now() - interval '1 year'"),
            ),
        ]

    @property
    def is_by_its_owner(self) -> bool:
        """Whether it was the account's owner, or who says so, that did it: a try that failed was by anybody."""
        return self.kind not in {self.Kind.FAILED, self.Kind.LOCKED, self.Kind.REFUSED}

    def __str__(self) -> str:
        return f"{self.user or 'okänt konto'}: {self.get_kind_display()}"
