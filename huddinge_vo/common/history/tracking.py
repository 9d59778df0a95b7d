"""History that no code path can go round: triggers copy every change of a tracked row.

Tracked is what people edit. Never ledger rows, keys, verdicts or roll-ups: they are derivable, and a row trigger
would make a load of a million rows ten times slower.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

import pghistory
from django.db import models

from huddinge_vo.common.personal_numbers import refuse_personal_numbers


def with_reason(reason: str) -> AbstractContextManager[object]:
    """Keep why something is changed beside the change, where the row itself has no room for it: as when it is undone.

    The history list shows it.
    """
    refuse_personal_numbers(reason)
    return pghistory.context(reason=reason)  # type: ignore[no-any-return, unused-ignore]  # it is untyped


def tracked(*, exclude: Iterable[str] = ()) -> Callable[[type[models.Model]], type[models.Model]]:
    """Keep who changed what and when for a model, including that it was removed.

    `exclude` names generated columns, which are derivable from the others.
    """
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=list(exclude) or None
    )
