"""What the commands share: how they say things, and how they say no."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.models import Organization


def main_buyer() -> Organization:
    """The municipality of this installation; made when first asked for."""
    buyer, _created = Organization.objects.get_or_create(
        org_number=settings.VO_BUYER_ORG_NUMBER,
        defaults={"name": settings.VO_BUYER_NAME, "kind": Organization.Kind.MUNICIPALITY},
    )
    return buyer


def as_json(value: object) -> str:
    """JSON with amounts as decimal strings."""
    return json.dumps(value, ensure_ascii=False, default=lambda item: str(item) if isinstance(item, Decimal) else None)


_WHY = {
    FileNotFoundError: "den finns inte",
    PermissionError: "du har inte rätt till den",
    IsADirectoryError: "det är en mapp",
    NotADirectoryError: "mappen finns inte",
}


def why(error: OSError) -> str:
    """What the operating system said no to, in Swedish; in its own words when it is something unusual."""
    return _WHY.get(type(error), str(error.strerror))


def refuse(command: BaseCommand, message: str, errors: Iterable[RowError] = ()) -> CommandError:
    """Write every error with its place to stderr, and give back what to raise: exit code 1 and one line."""
    for error in errors:
        value = f" ”{error.value}”" if error.value else ""
        command.stderr.write(f"rad {error.line}, {error.column}:{value} {error.reason}")
    return CommandError(message)
