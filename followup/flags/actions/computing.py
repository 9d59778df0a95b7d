"""Looking for red flags among all of a buyer's suppliers: a statement for each kind, however many rows there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import pghistory
from dateutil.relativedelta import relativedelta
from django.db import connection, transaction

from followup.flags import sql
from followup.flags.actions.marking import mark_risks
from followup.flags.kinds import KINDS, FlagKind, RowsAre, Value
from followup.flags.models import FlagRun
from followup.flags.querysets import switched_off, thresholds_of
from followup.judging.models import SpendKey
from huddinge_vo.common.jobs.progress import tell
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import add_months, month_start, swedish_day

_LOCK = 7016
_BACK_MONTHS = 24


@transaction.atomic
def compute_flags(*, buyer_id: int, at: datetime) -> int:
    """Find a buyer's flags anew. Returns how many are open.

    What a person has closed stays, and comes back only for rows that are new. Done twice it changes nothing; of two at
    once the second waits.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, buyer_id])
    on = swedish_day(at)
    shared: dict[str, Value] = {
        "buyer": buyer_id,
        "on": on,
        "since": on - relativedelta(years=1),
        "first": add_months(month_start(on), -_BACK_MONTHS),
        **{
            each.value: [kind.code for kind in KINDS.values() if kind.rows is each]
            for each in (RowsAre.ROWS, RowsAre.BILLS, RowsAre.INVOICES)
        },
        "others": [kind.code for kind in KINDS.values() if kind.rows is RowsAre.OTHER],
    }
    off, bounds = switched_off(buyer_id), thresholds_of(buyer_id)
    asked = [(kind, _asked(kind, buyer_id, at, bounds)) for kind in KINDS.values() if kind.code not in off]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '128MB'")
        for statement in sql.PREPARE.split(";"):
            cursor.execute(statement, shared)
        for number, (kind, own) in enumerate(asked):
            tell("Söker flaggor, slag", number, len(asked))
            if own is not None:
                into = f"INSERT INTO flag_found (kind, {', '.join(kind.gives)}) SELECT '{kind.code}', q.* FROM"
                cursor.execute(f"{into} ({kind.sql}) q", {**shared, **own})
        tell("Sparar det som hittats")
        for statement in sql.KEEP.split(";"):
            cursor.execute(statement, shared)
        cursor.execute(
            "SELECT count(*) FROM followup_flag WHERE buyer_id = %(buyer)s AND status = 'OPEN'", {"buyer": buyer_id}
        )
        found: int = cursor.fetchone()[0]
    FlagRun.objects.update_or_create(buyer_id=buyer_id, defaults={"at": at, "found": found})
    mark_risks(buyer=Organization.objects.get(pk=buyer_id), at=at)
    return found


def _asked(
    kind: FlagKind, buyer_id: int, at: datetime, bounds: Mapping[tuple[str, str], Decimal]
) -> dict[str, Value] | None:
    """What a kind's statement needs beside what all have; null where it cannot be asked yet."""
    given = kind.given(buyer_id, swedish_day(at)) if kind.given else {}
    if given is None:
        return None
    return {**{each.name: bounds.get((kind.code, each.name), each.start) for each in kind.thresholds}, **given}


def compute_everything(*, at: datetime) -> int:
    """Every buyer's that has a ledger, each by itself. Returns how many flags are open."""
    buyers = Organization.objects.filter(pk__in=SpendKey.objects.values("buyer")).order_by("pk")
    total = 0
    for buyer_id in buyers.values_list("pk", flat=True):
        with pghistory.context(task="compute_flags"):
            total += compute_flags(buyer_id=buyer_id, at=at)
    return total
