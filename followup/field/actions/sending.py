"""What comes in from somebody in the field: kept once, however many times it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import IO, TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.documents.actions import keep_file
from contracts.documents.imports import UnknownContent, media_type
from followup.field.models import ReviewPhoto, SentAnswer
from followup.field.rules import Said, is_conflict
from followup.reviews.actions import ReviewNotOpen
from followup.reviews.models import Review, ReviewAnswer
from huddinge_vo.common.files.photos import NotAPhoto, without_metadata
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class AnsweredMeanwhile(Exception):
    """Somebody else has answered the question since it was seen in the field. Nothing is kept: a person chooses."""

    def __init__(self, stored: ReviewAnswer) -> None:
        self.stored = stored
        super().__init__("Någon annan har ändrat svaret sedan du såg det. Välj vilket som ska gälla.")


def ongoing(review: Review) -> Review:
    """The stored review, locked, while it goes on. Raises ReviewNotOpen."""
    stored = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if stored.status != Review.Status.ONGOING:
        raise ReviewNotOpen(f"Uppföljningen är {stored.get_status_display()} och tar inte emot något.")
    return stored


@transaction.atomic
def take_answer(
    *, review: Review, order: int, client_id: UUID, said: Said, seen: Said, by: User, at: datetime
) -> ReviewAnswer:
    """Keep an answer that was written in the field; `seen` is what stood there when it was written.

    The same id again changes nothing, also when the answer has been changed since. Raises ReviewNotOpen,
    AnsweredMeanwhile, and ValidationError for what is no answer.
    """
    require(by, "followup.change_review", review)
    stored = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)  # of two at once the second waits
    answer = stored.answers.select_for_update().filter(order=order).first()
    if answer is None:
        raise ValidationError("Kravet finns inte i uppföljningen.")
    before = SentAnswer.objects.filter(client_id=client_id).first()
    if before is not None:
        if before.answer_id != answer.pk:
            raise ValidationError("Svaret har ett id som redan är använt.")
        return answer
    ongoing(stored)
    if is_conflict(seen=seen, stored=Said(answer.answer, answer.comment), sent=said):
        raise AnsweredMeanwhile(answer)
    if (answer.answer, answer.comment) != (said.answer, said.comment):
        answer.answer, answer.comment = said.answer, said.comment
        answer.full_clean()
        answer.save()
        stored.version += 1  # a form that was opened before says so
        stored.save(update_fields=["version"])
    SentAnswer.objects.create(client_id=client_id, answer=answer, sent_by=by, sent_at=at)
    return answer


@transaction.atomic
def keep_photo(
    *,
    review: Review,
    order: int | None,
    client_id: UUID,
    file: IO[bytes],
    name: str,
    caption: str,
    by: User,
    at: datetime,
) -> ReviewPhoto:
    """Keep a photo or a file of a review, perhaps for one question. The same id again is the photo that is there.

    Of a photo only the picture is kept. Raises ReviewNotOpen, and ValidationError for what is too large or no kind that
    is taken.
    """
    require(by, "followup.change_review", review)
    stored = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)  # of two at once the second waits
    before = ReviewPhoto.objects.filter(client_id=client_id).first()
    if before is not None:
        if before.review_id != stored.pk:
            raise ValidationError("Bilden har ett id som redan är använt.")
        return before
    ongoing(stored)
    answer = stored.answers.filter(order=order).first() if order is not None else None
    photo = ReviewPhoto(client_id=client_id, review=stored, answer=answer, caption=caption.strip())
    keep_file(photo, file=_shown_only(file), name=name, by=by, at=at)
    photo.full_clean(exclude=["file"])
    photo.save()
    return photo


def _shown_only(file: IO[bytes]) -> IO[bytes]:
    """A photo without what the camera wrote in it; another file as it is."""
    try:
        kind = media_type(file)
        if not kind.startswith("image/"):
            return file
        return without_metadata(file, kind="PNG" if kind == "image/png" else "JPEG")
    except (UnknownContent, NotAPhoto) as error:
        raise ValidationError({"file": str(error)}) from error
