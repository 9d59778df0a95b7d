"""The strategy: writing it, and registering that it was decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from huddinge_vo.common.history.querysets import as_at_version
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.saving import ChangedMeanwhile, check_shown, mark_of_all
from huddinge_vo.common.untyped import Cleaned
from procurement.projects.models import Project
from procurement.strategies.models import StrategySection, StrategyVersion

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@transaction.atomic
def save_strategy(*, project: Project, texts: Mapping[str, tuple[str, int | None]], by: User, at: datetime) -> Project:
    """Save sections: key → text and the version it was opened at. Those that say the same are left alone, and those
    that only somebody else has changed since.

    Raises ChangedMeanwhile for a section that both changed, and then nothing is saved.
    """
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    stored = {each.key: each for each in StrategySection.objects.filter(project=project)}
    for key, (text, version) in texts.items():
        section = stored.get(key) or StrategySection(project=project, key=key, version=0)
        if section.text == text:
            continue
        if version is not None and section.version != version:
            if not is_own(section, text, version):
                continue
            raise ChangedMeanwhile(section)
        refuse_personal_numbers(text)
        section.text, section.version = text, section.version + 1
        section.full_clean()
        section.save()
    return project


def is_own(section: StrategySection, text: str, version: int) -> bool:
    """Whether a text that was sent is another than what the section said at the version that it was opened at."""
    return _as_opened(section, version) != _on_lines(text)


def _as_opened(section: StrategySection, version: int) -> str | None:
    """What a section said at a version, by its history: nothing at nought, before anybody had written in it."""
    event = as_at_version(section, version)
    return _on_lines(event.text) if event is not None else "" if version == 0 else None


def _on_lines(text: str) -> str:
    """A browser sends its own line ends."""
    return text.replace("\r\n", "\n").strip()


def mark_of(project: Project) -> str:
    """What changes with any word of the strategy, and with the project that it is filled in from."""
    sections = StrategySection.objects.filter(project=project).order_by("pk")
    return mark_of_all([project.version, *sections.values_list("pk", "version")])


@transaction.atomic
def decide_strategy(
    *,
    project: Project,
    document: Callable[[Project], Cleaned],
    decided_on: date,
    decided_by: str,
    by: User,
    at: datetime,
    shown: str | None = None,
) -> StrategyVersion:
    """Keep the strategy as it was decided. Raises NotAsShown, and ValidationError for an empty one or a day to come.

    `document` says what it says (reports.strategy_document), and is asked under the lock: what somebody writes
    meanwhile is in the version, or comes after it, never half in it. `shown` is mark_of what the person was shown.
    """
    require(by, "procurement.decide_strategy", project)
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if decided_on > swedish_day(at):
        raise ValidationError({"decided_on": "Beslutet kan inte vara fattat i framtiden."})
    check_shown(f"Strategin för {project.number}", shown=shown, now=mark_of(project))
    said = document(project)
    if not any(section["text"] for section in said["sections"]):
        raise ValidationError("Strategin är tom. Skriv avsnitten innan den beslutas.")
    latest = StrategyVersion.objects.filter(project=project).aggregate(latest=Max("number"))["latest"]
    version = StrategyVersion(
        project=project,
        number=(latest or 0) + 1,
        decided_on=decided_on,
        decided_by=decided_by,
        decided_by_user=by,
        snapshot=dict(said),
    )
    version.full_clean()
    version.save()
    return version
