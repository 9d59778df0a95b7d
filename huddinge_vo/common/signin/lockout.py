"""Who has tried too many times is shut out for a while: django-axes, with a limit each for account and address.

axes itself has one limit for all that it counts. A municipality that is seen as one address would then be shut out by
five of its people's mistakes, or an account could be tried a hundred times from as many places.
"""

from __future__ import annotations

from typing import cast

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.db.models import QuerySet, Sum
from django.http import HttpRequest

from huddinge_vo.common.people.models import User
from huddinge_vo.common.signin.rules import PER_ACCOUNT, PER_ACCOUNT_AND_ADDRESS, PER_ADDRESS
from huddinge_vo.common.untyped import PassedOn

# In the order of AXES_LOCKOUT_PARAMETERS.
LIMITS = (PER_ACCOUNT_AND_ADDRESS, PER_ACCOUNT, PER_ADDRESS)
LOCKED = PER_ACCOUNT_AND_ADDRESS  # AXES_FAILURE_LIMIT: what a count of any kind that is too high is told as


class LimitsForEach(AxesDatabaseHandler):
    """Counts failures by account and address together, by account, and by address."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, str] | None = None) -> int:
        """How many failures, as axes asks: as many as shut out where any of the counts has reached its own limit."""
        most = 0
        found: list[QuerySet] = self.get_user_attempts(request, credentials)
        for attempts, limit in zip(found, LIMITS, strict=True):
            number = attempts.aggregate(number=Sum("failures_since_start"))["number"] or 0
            if number >= limit:
                return LOCKED
            most = max(most, min(number, LOCKED - 1))
        return most

    def user_logged_in(self, sender: object, request: HttpRequest, user: User, **kwargs: PassedOn) -> None:
        """Forget what failed for this account from here, and nothing else.

        axes would forget all that failed from the address: who has an account of his own could try others' for ever,
        signing in himself in between.
        """
        self.clean_expired_user_attempts(request)
        here = cast("str | None", request.axes_ip_address)  # type: ignore[attr-defined]
        AccessAttempt.objects.filter(username=user.get_username(), ip_address=here).delete()

    def user_logged_out(self, sender: object, request: HttpRequest, user: User | None, **kwargs: PassedOn) -> None:
        """Nothing: the log of sign-ins is ours."""
