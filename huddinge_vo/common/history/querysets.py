"""What was known then: tracked rows as their history says that they were, on a day or when a form was opened."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, QuerySet, Subquery

from huddinge_vo.common.periods import end_of
from huddinge_vo.common.untyped import KnownRows, ModelClass


def as_known_on(found: KnownRows, day: date, *names: str) -> tuple[KnownRows, bool]:
    """Rows with what some fields of theirs were when a day ended, as `then_<name>`; and whether history tells it.

    It tells where any of the rows is older than the day: then those that came later are left out. Where all came later,
    by the first load of a system perhaps, nothing is known of the day: the rows are as they are now, and whoever shows
    them says so. What has been removed since is in neither.
    """
    events: ModelClass = found.model._meta.get_field("events").related_model
    until: QuerySet = events.objects.filter(pgh_created_at__lt=end_of(day))
    if not until.filter(pgh_obj__in=found.order_by().values("pk")).exists():
        return found.annotate(**{f"then_{name}": F(name) for name in names}), False
    before = until.filter(pgh_obj=OuterRef("pk")).order_by("-pgh_id")
    then = {f"then_{name}": Subquery(before.values(name)[:1]) for name in names}
    return found.filter(Exists(before)).annotate(**then), True


def as_at_version(obj: Model, version: int) -> Any | None:  # noqa: ANN401 - an event of any tracked model
    """An object as its history says that it was at one of its versions, or nothing: nought is no version."""
    return obj.events.filter(version=version).order_by("-pgh_id").first()  # type: ignore[attr-defined]


def changed_along(obj: Model, version: int, rows: KnownRows) -> KnownRows:
    """Those of some tracked rows that were saved together with an object, after one of its versions; of nought none."""
    if not version:
        return rows.none()
    saved = obj.events.filter(version__gt=version)  # type: ignore[attr-defined]
    contexts = saved.exclude(pgh_context_id=None).values("pgh_context_id")
    events: ModelClass = rows.model._meta.get_field("events").related_model
    return rows.filter(Exists(events.objects.filter(pgh_obj=OuterRef("pk"), pgh_context_id__in=contexts)))


def savers_since(obj: Model, version: int) -> set[int | None]:
    """Who has saved an object after one of its versions, by id; null is a command or a job.

    Of what keeps no versions, who saved it last.
    """
    events: QuerySet = obj.events.order_by("-pgh_id")  # type: ignore[attr-defined]
    later = events.filter(version__gt=version) if hasattr(obj, "version") else events[:1]
    return {(event.pgh_context or {}).get("user") for event in later}
