"""What there is to remind of on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from followup.duties.kinds import KINDS, Facts
from huddinge_vo.common.registry import IncompleteKind
from huddinge_vo.common.secrecy.querysets import secret_to
from huddinge_vo.common.secrecy.readings import nobody_reads

if TYPE_CHECKING:
    from followup.duties.models import Duty
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


def still_asked(duties: Iterable[Duty], day: date) -> list[Duty]:
    """The duties that their objects still ask for: what has been decided since the nightly job was here is left out.

    Each is fetched with its rule and the rule's buyer. A few questions for each kind, however many the duties are.
    """
    duties = list(duties)
    wanted: defaultdict[tuple[str, Organization], defaultdict[type[Model], set[int]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for duty in duties:
        wanted[duty.rule.kind, duty.rule.buyer][_model(duty)].add(duty.object_id)
    with nobody_reads():  # whether they are done is asked, and nothing of them is shown
        asked = {
            (kind, *each)
            for (kind, buyer), objects in wanted.items()
            if kind in KINDS
            for each in KINDS[kind].asked_of(objects, buyer, day)
        }
    return [duty for duty in duties if (duty.rule.kind, _model(duty), duty.object_id, duty.due_on) in asked]


def _model(duty: Duty) -> type[Model]:
    model = ContentType.objects.get_for_id(duty.content_type_id).model_class()
    assert model is not None
    return model
