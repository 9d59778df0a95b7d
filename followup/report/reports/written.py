"""When the words of a report were written, for whoever approves them: he may have read them before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from followup.report.models import StatusReport
from huddinge_vo.common.people.models import User
from huddinge_vo.common.secrecy.changes import changes_of


@dataclass(frozen=True)
class Written:
    """When somebody wrote in a report last, and who."""

    at: datetime
    by: str


def last_written(kept: StatusReport, *, user: User) -> Written | None:
    """The latest of what was written of the whole and of each goal; nothing where nobody has written yet."""
    own = {str(field.verbose_name) for field in StatusReport._meta.concrete_fields if field.name in StatusReport.WORDS}
    written = [Written(each.at, each.by) for each in changes_of(kept, user=user) if each.field in own]
    written += [Written(each.at, str(each.by)) for each in kept.comments.select_related("by").order_by("pk")]
    return max(written, key=lambda each: each.at, default=None)
