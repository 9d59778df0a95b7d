"""Whether this installation shows invented data, so that no page ever passes it off as real."""

from __future__ import annotations

from django.core.cache import cache
from django.db import ProgrammingError, transaction

from huddinge_vo.common.people.models import Organization

_KEY = "demo-loaded"
_SECONDS = 60


def demo_loaded() -> bool:
    """Whether any buyer has demo data. The answer may be a minute old; before the first migrate it is no."""
    found: bool | None = cache.get(_KEY)
    if found is None:
        try:
            with transaction.atomic():  # so that a missing table spoils nobody else's transaction
                found = Organization.objects.filter(is_demo=True).exists()
        except ProgrammingError:
            return False
        cache.set(_KEY, found, _SECONDS)
    return found
