"""What there is to remind of on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Model

from followup.duties.kinds import KINDS, Facts
from huddinge_vo.common.registry import IncompleteKind
from huddinge_vo.common.secrecy.querysets import secret_to

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def require_seen() -> None:
    """That it is told who may see what each kind is about. Raises IncompleteKind; asked at start."""
    for kind in KINDS.values():
        for model in kind.about:
            if not hasattr(model._default_manager, "visible_to"):
                raise IncompleteKind(
                    f"{KINDS.noun} {kind.code} is about {model._meta.label}, which does not say who may see it."
                )


def to_remind_of(kind: str, buyer: Organization, day: date) -> list[Facts]:
    """Everything of a kind that has a day and is not done, whenever the day is. A kind that is no more finds nothing.

    Raises LookupError for something that duties are not said to be about: whether it is secret would not be asked.
    """
    from followup.duties.models import Duty

    found = list(KINDS[kind].find(buyer, day)) if kind in KINDS else []
    ids: defaultdict[type[Model], set[int]] = defaultdict(set)
    for facts in found:
        ids[facts.object[0]].add(facts.object[1])
    for model in ids:
        if model._meta.label not in Duty.generic_targets["object"]:
            raise LookupError(f"Duties are not said to be about {model._meta.label}: see Duty.generic_targets.")
    hidden = {
        (model, pk)
        for model, wanted in ids.items()
        for pk in model._default_manager.filter(secret_to(None, model), pk__in=wanted).values_list("pk", flat=True)
    }
    return [replace(facts, is_secret=facts.object in hidden) for facts in found]
