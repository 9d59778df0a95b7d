"""Links by which suppliers answer once, without signing in."""

from __future__ import annotations

import base64
import io
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac

from contracts.documents.actions import keep_file
from contracts.documents.imports import PDF, UnknownContent, media_type
from followup.findings.actions.terms import terms_of
from followup.findings.choices import StepState
from followup.findings.models import AnswerLink, FindingFile, FindingStep, SelfReportLine, SupplierAnswer
from followup.findings.rules import link_expires, token_hash
from followup.reviews.models import Review, ReviewAnswer
from huddinge_vo.common.files.photos import NotAPhoto, without_metadata
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from followup.reviews.models import Finding
    from huddinge_vo.common.people.models import User

MOST_FILES, LARGEST_FILE = 3, 10 << 20
_ANSWERS = set(ReviewAnswer.Answer.values)


class LinkGone(Exception):
    """The link opens nothing: there never was one, it is used, or it has gone out. Which is told to nobody."""


class CannotLink(Exception):
    """No link can be made: what it would be about is secret, or not there to be answered. The message is shown."""


@dataclass(frozen=True)
class Sent:
    """A file as it was sent: its name, and what is in it."""

    name: str
    file: IO[bytes]


def token_of_letter(step: FindingStep) -> str:
    """The secret of the link that a step's own letter has: the same however often the letter is sent.

    A worker that dies after the mail has gone, and before that is written down, sends it again: both have a link that
    opens. Nobody finds it without the system's key.
    """
    return (
        base64.urlsafe_b64encode(salted_hmac("step letter", str(step.pk), algorithm="sha256").digest())
        .decode()
        .rstrip("=")
    )


@transaction.atomic
def make_link(
    *, by: User, at: datetime, step: FindingStep | None = None, review: Review | None = None, token: str = ""
) -> str:
    """A new link to answer a step or a review by. Returns its secret, which is shown once and kept nowhere.

    `token` is the secret where it is known already; else it is drawn.
    Raises CannotLink for what is secret: its name stands on the page that the link opens.
    """
    if step is not None:
        require(by, "followup.change_finding", step.finding)
        is_open = FindingStep.objects.public().filter(pk=step.pk, state=StepState.TAKEN).exists()
        buyer, last = step.finding.buyer_id, step.answer_by
    else:
        assert review is not None
        require(by, "followup.change_review", review)
        begun = Review.objects.public().filter(pk=review.pk, status__in=("PLANNED", "ONGOING"))
        is_open = begun.filter(answers__isnull=False).exists()
        buyer, last = review.contract.buyer_id, None
    if not is_open:
        raise CannotLink("En länk kan inte göras: uppgifterna är skyddade, eller så finns inget att svara på nu.")
    token = token or secrets.token_urlsafe(32)
    AnswerLink.objects.create(
        step=step,
        review=review,
        token_hash=token_hash(token),
        made_by=by,
        made_at=at,
        expires_at=link_expires(at, last, days=terms_of(buyer).answer_days),
    )
    return token


def find_link(*, hashed: str, at: datetime) -> AnswerLink:
    """The link of a hash, while it opens. Raises LinkGone."""
    about = ("step__finding__supplier", "step__finding__buyer", "review__contract__supplier", "review__contract__buyer")
    found = AnswerLink.objects.usable_at(at).select_related(*about).filter(token_hash=hashed).first()
    if found is None:
        raise LinkGone
    return found


def _use(hashed: str, at: datetime) -> AnswerLink:
    """The link, locked and used up: the second of two at once finds it gone."""
    AnswerLink.objects.select_for_update(of=("self",)).filter(token_hash=hashed).first()
    link = find_link(hashed=hashed, at=at)
    link.used_at = at
    link.save(update_fields=["used_at"])
    return link


@transaction.atomic
def answer_by_link(
    *,
    hashed: str,
    words: str,
    at: datetime,
    files: Sequence[Sent] = (),
    lines: Mapping[int, tuple[str, str]] | None = None,
) -> SupplierAnswer:
    """What a supplier answers: words, files, and of a review what it says of each question (id → answer and comment).

    Answering twice keeps the first. Raises LinkGone, and ValidationError for files that are not taken in.
    """
    link = _use(hashed, at)
    answer = SupplierAnswer(step=link.step, review=link.review, link=link, words=words, received_at=at)
    answer.full_clean(exclude=["link"])
    answer.save()
    if link.review is not None:
        asked = {each.pk: each for each in link.review.answers.order_by("order", "pk")}
        SelfReportLine.objects.bulk_create(
            SelfReportLine(answer=answer, requirement=asked[pk], said=said, comment=comment)
            for pk, (said, comment) in (lines or {}).items()
            if pk in asked and said in _ANSWERS
        )
    _keep_files(answer, files, at)
    return answer


@transaction.atomic
def register_answer(*, step: FindingStep, words: str, by: User, at: datetime) -> SupplierAnswer:
    """Write down what a supplier answered on paper or in a meeting. The same words twice are kept once."""
    FindingStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    require(by, "followup.change_finding", step.finding)
    there = SupplierAnswer.objects.filter(step=step, words=words, registered_by__isnull=False).order_by("pk").first()
    if there is not None:
        return there
    answer = SupplierAnswer(step=step, words=words, received_at=at, registered_by=by)
    answer.full_clean()
    answer.save()
    step.finding.writers.add(by)
    return answer


def _keep_files(answer: SupplierAnswer, files: Sequence[Sent], at: datetime) -> None:
    if len(files) > MOST_FILES:
        raise ValidationError({"attached": f"Skicka högst {MOST_FILES} filer."})
    for sent in files:
        _keep(FindingFile(answer=answer), sent, by=None, at=at)


def _keep(kept: FindingFile, sent: Sent, *, by: User | None, at: datetime) -> FindingFile:
    if sent.file.seek(0, 2) > LARGEST_FILE:
        raise ValidationError({"attached": f"{sent.name}: filen är större än {LARGEST_FILE >> 20} MB."})
    try:
        is_pdf = media_type(sent.file) == PDF
        file = sent.file if is_pdf else without_metadata(sent.file)
    except (UnknownContent, NotAPhoto) as error:
        raise ValidationError({"attached": f"{sent.name}: bara PDF, JPEG och PNG tas emot."}) from error
    keep_file(kept, file=file, name=sent.name, by=by, at=at)
    kept.full_clean(exclude=["file"])
    kept.save()
    return kept


@transaction.atomic
def add_photo(*, finding: Finding, name: str, file: IO[bytes], by: User, at: datetime) -> FindingFile:
    """Keep a photo of what was found, without where and when it was taken. Raises ValidationError for what is none."""
    try:
        bare = without_metadata(file)
    except NotAPhoto as error:
        raise ValidationError({"photo": str(error)}) from error
    return _keep(FindingFile(finding=finding), Sent(name, io.BytesIO(bare.getvalue())), by=by, at=at)


def may_link(finding: Finding) -> bool:
    """Whether suppliers may answer of a finding by link: of what is secret there is none."""
    return type(finding).objects.public().filter(pk=finding.pk).exists()
