"""Following contracts up: how deep, when, with which questions, and what they answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.plan.models import ContractArea
from followup.reviews import rules
from followup.reviews.models import (
    FollowUpClass,
    RequirementKind,
    Review,
    ReviewAnswer,
    ReviewTemplate,
    RiskMark,
    TemplateRequirement,
)
from followup.reviews.querysets import volumes
from huddinge_vo.common.history.tracking import with_reason
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.saving import check_version, save_checked

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class ReviewNotOpen(Exception):
    """The review is done or cancelled, or has not begun."""


class NotAnswered(Exception):
    """Questions of the review have no answer."""


@transaction.atomic
def propose_classes(*, buyer: Organization, at: datetime) -> int:
    """Propose a class for each contract in force. What a person has decided is never touched. Returns what changed."""
    Organization.objects.select_for_update().get(pk=buyer.pk)  # of two at once the second waits, and changes nothing
    proposals = rules.propose_classes(volumes(buyer, on=swedish_day(at)))
    for pk, risk in RiskMark.objects.filter(contract__in=proposals).order_by("pk").values_list("contract", "reason"):
        proposals[pk] = rules.deeper(*proposals[pk], risk)
    # Locked: what somebody decides just now is seen as decided.
    locked = FollowUpClass.objects.select_for_update(of=("self",)).filter(contract__in=proposals).order_by("pk")
    stored = {each.contract_id: each for each in locked}
    changed = []
    for pk, (level, reason) in proposals.items():
        each = stored.get(pk)
        if each is None or each.decided is not None or (each.proposed, each.proposed_reason) == (level, reason):
            continue
        each.proposed, each.proposed_reason = level, reason
        changed.append(each)
    new = [
        FollowUpClass(contract_id=pk, proposed=level, proposed_reason=reason)
        for pk, (level, reason) in proposals.items()
        if pk not in stored
    ]
    FollowUpClass.objects.bulk_create(new)
    FollowUpClass.objects.bulk_update(changed, ["proposed", "proposed_reason"], batch_size=500)
    return len(new) + len(changed)


@transaction.atomic
def decide_class(
    *, follow_up_class: FollowUpClass, decided: int, reason: str, by: User, at: datetime, version: int | None = None
) -> FollowUpClass:
    """Decide a contract's class. One that differs from the proposal needs a reason. Raises ChangedMeanwhile."""
    require(by, "followup.decide_followupclass", follow_up_class)
    if decided != follow_up_class.proposed and not reason.strip():
        raise ValidationError({"decided_reason": "Skriv varför klassen blir en annan än den föreslagna."})
    follow_up_class.version = check_version(follow_up_class, version)
    follow_up_class.decided, follow_up_class.decided_reason = decided, reason.strip()
    follow_up_class.decided_by, follow_up_class.decided_on = by, swedish_day(at)
    follow_up_class.full_clean()
    # What is proposed may have been proposed anew since the page was read: only what is decided is written.
    follow_up_class.save(update_fields=["decided", "decided_reason", "decided_by", "decided_on", "version"])
    follow_up_class.refresh_from_db(fields=["effective"])  # kept by the database
    return follow_up_class


@transaction.atomic
def save_review(*, review: Review, by: User, at: datetime, version: int | None = None) -> Review:
    """Plan a review or change its plan. Raises ReviewNotOpen when it is done or cancelled, and ChangedMeanwhile."""
    if review.pk is not None:
        _unfinished(review)
    return save_checked(review, by=by, at=at, version=version)


def _unfinished(review: Review, *, begun: bool = False) -> Review:
    """The stored review, locked, when it is planned or begun, or just when it is `begun`. Raises ReviewNotOpen."""
    stored = Review.objects.select_for_update(of=("self",)).filter(pk=review.pk).first()
    if stored is None:
        raise ReviewNotOpen("Uppföljningen finns inte längre: någon annan har ångrat planeringen.")
    if why := why_not_open(stored, begun=begun):
        raise ReviewNotOpen(why)
    return stored


def why_not_open(review: Review, *, begun: bool = False) -> str:
    """Why nobody works on a review, as a sentence; nothing while it is planned or begun, or only when it is `begun`."""
    if review.status == Review.Status.DONE:
        return f"Uppföljningen är redan genomförd {review.done_on}."
    if review.status == Review.Status.CANCELLED:
        return "Uppföljningen är inställd."
    return "Uppföljningen har inte börjat." if begun and review.status != Review.Status.ONGOING else ""


def why_not_cancelled(review: Review) -> str:
    """That a review is made as planned, as a sentence; nothing when it is cancelled."""
    return "" if review.status == Review.Status.CANCELLED else "Uppföljningen är inte inställd."


@transaction.atomic
def start_review(*, review: Review, by: User, at: datetime) -> Review:
    """Begin a review: its template's questions become its own, so that a later change of the template leaves it alone.

    Safe to call twice. Raises ReviewNotOpen.
    """
    stored = _unfinished(review)
    if stored.status == Review.Status.ONGOING:
        return stored
    if stored.template_id:
        ReviewAnswer.objects.bulk_create(
            ReviewAnswer(review=stored, order=each.order, text=each.text, kind=each.kind)
            for each in TemplateRequirement.objects.filter(template=stored.template_id).order_by("order", "pk")
        )
    stored.status = Review.Status.ONGOING
    stored.reviewer = stored.reviewer or by
    stored.version += 1
    stored.save(update_fields=["status", "reviewer", "version"])
    return stored


@transaction.atomic
def cancel_review(*, review: Review, reason: str, by: User, at: datetime) -> Review:
    """Say that a review will not be made; the history keeps why. Raises ReviewNotOpen."""
    stored = _unfinished(review)
    stored.status = Review.Status.CANCELLED
    stored.version += 1
    with with_reason(reason):
        stored.save(update_fields=["status", "version"])
    return stored


@transaction.atomic
def resume_review(*, review: Review, reason: str, by: User, at: datetime) -> Review:
    """Let a cancelled review be made after all, from where it stood. Raises ReviewNotOpen when it is not cancelled."""
    stored = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if why := why_not_cancelled(stored):
        raise ReviewNotOpen(why)
    before = stored.events.exclude(status=Review.Status.CANCELLED).order_by("-pgh_id")  # type: ignore[attr-defined]
    stored.status = before.values_list("status", flat=True).first() or Review.Status.PLANNED
    stored.version += 1
    stored.full_clean()
    with with_reason(reason):
        stored.save(update_fields=["status", "version"])
    return stored


@transaction.atomic
def answer_review(
    *, review: Review, answers: Mapping[int, tuple[str, str]], by: User, at: datetime, version: int | None = None
) -> Review:
    """Answer a review's questions: order → answer and comment. Raises ReviewNotOpen and ChangedMeanwhile."""
    stored = _unfinished(review, begun=True)
    stored.version = check_version(stored, version)
    for each in stored.answers.select_for_update().order_by("order", "pk"):
        answer, comment = answers.get(each.order, (each.answer, each.comment))
        if (each.answer, each.comment) != (answer, comment):
            each.answer, each.comment = answer, comment
            each.full_clean()
            each.save()
    stored.save(update_fields=["version"])
    return stored


@transaction.atomic
def finish_review(
    *,
    review: Review,
    done_on: date,
    summary: str,
    followed_routine: bool,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Review:
    """Say that a review is done and what it came to. Raises ReviewNotOpen, NotAnswered and ChangedMeanwhile."""
    stored = _unfinished(review, begun=True)
    if left := stored.answers.unanswered().count():
        raise NotAnswered(f"{left} krav saknar svar.")
    if done_on > swedish_day(at):
        raise ValidationError({"done_on": "Dagen har inte varit än."})
    stored.version = check_version(stored, version)
    stored.status, stored.done_on = Review.Status.DONE, done_on
    stored.summary, stored.followed_routine = summary.strip(), followed_routine
    level = FollowUpClass.objects.filter(contract=stored.contract_id).values_list("effective", flat=True).first()
    stored.next_on = rules.next_review(level, done_on, done_on) if level else None
    stored.full_clean()
    stored.save()
    return stored


@transaction.atomic
def save_template(
    *,
    template: ReviewTemplate,
    areas: Sequence[ContractArea],
    requirements: Sequence[tuple[str, str]],
    by: User | None,
    at: datetime,
    version: int | None = None,
) -> ReviewTemplate:
    """Add or change a template; `requirements` are (kind, text) in their order. Raises ChangedMeanwhile."""
    if not requirements:
        raise ValidationError({"requirements": "Skriv minst ett krav."})
    following = check_version(template, version)
    template.full_clean()
    template.version = following
    template.save()
    template.areas.set(areas)
    stored = list(template.requirements.order_by("order", "pk"))
    if [(each.kind, each.text) for each in stored] != list(requirements):
        template.requirements.all().delete()
        TemplateRequirement.objects.bulk_create(
            TemplateRequirement(template=template, order=order, kind=kind, text=text)
            for order, (kind, text) in enumerate(requirements, start=1)
        )
    return template


_NORMAL, _GREEN, _WORK = RequirementKind.NORMAL, RequirementKind.SUSTAINABILITY, RequirementKind.WORKING_CONDITIONS
_GENERAL = (
    (_NORMAL, "Tjänsten utförs så som avtalet beskriver den."),
    (_NORMAL, "Bemanning och kompetens motsvarar avtalet."),
    (_NORMAL, "Tillstånd finns och gäller för den verksamhet som bedrivs."),
    (_NORMAL, "Pris och fakturor stämmer med avtalet och med det som har utförts."),
    (_NORMAL, "Underleverantörer är anmälda och godkända."),
    (_NORMAL, "Avvikelser och klagomål tas om hand och leder till förbättring."),
    (_NORMAL, "Leverantören är stabil: ägare, ekonomi och ledning är kända och oförändrade."),
    (_GREEN, "Avtalets hållbarhetskrav följs och kan visas."),
    (_GREEN, "Fordon, resor, mat och förbrukning följer miljökraven."),
    (_WORK, "Lön, arbetstid och försäkringar följer lag och avtalets arbetsrättsliga villkor."),
    (_WORK, "Alla som arbetar har rätt att göra det och är kontrollerade i register."),
)
_HOUSING = (
    (_NORMAL, "Boendet har de platser och den målgrupp som tillståndet anger."),
    (_NORMAL, "Bemanningen dag och natt motsvarar avtalet."),
    (_NORMAL, "Föreståndare finns och är anmäld till IVO."),
    (_NORMAL, "Genomförandeplaner finns och följs."),
    (_NORMAL, "Lokalerna är säkra, hela och tillgängliga."),
    (_NORMAL, "Rutiner för läkemedel, hot och våld, brand och kris är kända av personalen."),
    (_NORMAL, "Den som bor där har inflytande över sin vardag."),
    (_NORMAL, "Fakturerade dygn stämmer med närvaron."),
    (_GREEN, "Mat, tvätt, avfall och energi följer miljökraven."),
    (_WORK, "Schema, lön och jourtid följer lag och avtalets villkor."),
    (_WORK, "Utdrag ur belastningsregistret är begärda före anställning."),
)
_HOUSING_WORDS = ("boende", "hvb", "hem", "bostad")


@transaction.atomic
def load_review_templates(*, buyer: Organization, at: datetime) -> int:
    """Bring in a general template and one for housing. A template that is there already stays. Returns what was new."""
    areas = [
        area
        for area in ContractArea.objects.filter(category__buyer=buyer).order_by("code", "pk")
        if any(word in area.name.lower() for word in _HOUSING_WORDS)
    ]
    new = 0
    for name, of, requirements in (("Allmän uppföljning", [], _GENERAL), ("Boende", areas, _HOUSING)):
        if ReviewTemplate.objects.filter(buyer=buyer, name=name).exists() or (name == "Boende" and not of):
            continue  # without areas it would be a second general one
        save_template(
            template=ReviewTemplate(buyer=buyer, name=name), areas=of, requirements=requirements, by=None, at=at
        )
        new += 1
    return new
