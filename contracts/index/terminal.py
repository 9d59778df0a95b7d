"""What the commands of indices share: finding a series by its code, and telling what came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError

from contracts.index import actions
from contracts.index.models import IndexImport, IndexSeries
from contracts.index.rules import figure_words


def known_series(code: str) -> IndexSeries:
    """The series with a code, in whatever case. Raises CommandError."""
    found = IndexSeries.objects.filter(code=code.upper()).first()
    if found is None:
        known = ", ".join(IndexSeries.objects.order_by("code", "pk").values_list("code", flat=True))
        raise CommandError(f"Serien {code} finns inte. Det finns {known}." if known else "Det finns inga serier ännu.")
    return found


# Any: an answer that becomes JSON
def told_of(series: IndexSeries, received: IndexImport | None, *, store: bool, at: datetime) -> dict[str, Any]:
    """What values that came would change, or have changed when they are to be stored at once."""
    if received is None:
        return {"series": series.code, "new": 0, "revised": 0, "stored": False, "import": None, "changes": []}
    found = actions.index_changes(index_import=received)
    if store:
        actions.store_index(index_import_id=received.pk, by=None, at=at)
    return {
        "series": series.code,
        "new": found.counts["ny"],
        "revised": found.counts["ny utgåva"],
        "unchanged": found.counts["oförändrad"],
        "stored": store,
        "import": received.pk,
        "notes": list(found.notes),
        "changes": [
            {
                "period": each.period,
                "status": each.status,
                "old": each.old,
                "new": each.new,
                "is_used": each.is_used,
                "is_a_leap": each.is_a_leap,
            }
            for each in found.differing
        ],
    }


def written(answer: Mapping[str, Any]) -> str:  # Any: an answer that becomes JSON
    """The same for a person."""
    if not answer["changes"]:
        return f"{answer['series']}: inget nytt."
    lines = [
        f"{answer['series']}: {answer['new']} nya, {answer['revised']} nya utgåvor. "
        + ("Sparade." if answer["stored"] else "Väntar på granskning, inget är sparat.")
    ]
    for each in answer["changes"]:
        old = "–" if each["old"] is None else figure_words(each["old"])
        word = "preliminärt" if each["status"] == "PRELIMINARY" else "slutligt"
        marks = (", stort hopp" if each["is_a_leap"] else "") + (", använt" if each["is_used"] else "")
        lines.append(f"  {each['period']} {word}: {old} → {figure_words(each['new'])}{marks}")
    return "\n".join([*lines, *(f"  {note}" for note in answer["notes"])])
