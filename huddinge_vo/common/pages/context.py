"""What every page of a request knows."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone


def today(request: HttpRequest) -> dict[str, date]:
    """The day that the page is read, for words such as "om 38 dagar"; a view may say another."""
    return {"today": timezone.localdate()}
