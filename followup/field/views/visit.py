"""The page for a phone where the service is given, and what it sends: now, or when there is a connection again."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views import View
from django.views.decorators.http import require_GET, require_POST

from contracts.documents.imports import ENDINGS
from contracts.register.models import Contract
from followup.field import actions
from followup.field.forms import PhotoForm, SentAnswerForm
from followup.field.models import ReviewPhoto
from followup.field.rules import Said, person_on_device
from followup.reviews import actions as review_actions
from followup.reviews.forms import AnswersForm
from followup.reviews.models import Review, ReviewAnswer
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn

_CHANGE = "followup.change_review"
_OVER = (Review.Status.DONE, Review.Status.CANCELLED)


def _seen(request: HttpRequest) -> QuerySet[Review]:
    return Review.objects.visible_to(user_of(request)).select_related("contract__supplier", "reviewer")


class Visit(ActionPage):
    """A review's questions on a phone. The page alone is an ordinary form; its script keeps what is written until sent.

    A copy stays in the browser for when the connection drops, but never of a contract that is secret.
    """

    permission_required = _CHANGE
    permission_of = Review
    form_class = AnswersForm
    template_name = "followup/field/visit.html"
    refusals = (review_actions.ReviewNotOpen,)

    @property
    def review(self) -> Review:
        """The review that goes on, if one may know of it. What is sent after it has ended is shown again, and why."""
        statuses = (Review.Status.ONGOING, *(_OVER if self.request.method == "POST" else ()))
        return get_object_or_404(_seen(self.request).filter(status__in=statuses), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """The questions; or, when the review is over, what may be left of it in the browser."""
        over = _seen(request).filter(status__in=_OVER, pk=self.kwargs["pk"]).first()
        if over is None:
            return super().get(request, *args, **kwargs)
        told = {
            "review": over,
            "person": person_on_device(user_of(request).pk),
            "answers": over.answers.order_by("order", "pk"),
            "choices": ReviewAnswer.Answer.choices,
        }
        return render(request, "followup/field/visit_over.html", told)

    def back(self) -> str:
        """To the review."""
        return self.review.get_absolute_url()

    def get_form_kwargs(self) -> dict[str, object]:
        """With the questions as they were when the review began."""
        review = self.review
        return {
            **super().get_form_kwargs(),
            "answers": list(review.answers.order_by("order", "pk")),
            "initial": {"version": review.version},
        }

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the photos, and whether the page may be kept."""
        context = super().get_context_data(**kwargs)
        review, lines = self.review, context["form"].lines()
        photos = ReviewPhoto.objects.visible_to(user_of(self.request)).filter(review=review)
        return {
            **context,
            "review": review,
            "lines": lines,
            "photos": photos.order_by("uploaded_at", "pk"),
            "photo_form": PhotoForm(orders=[line["answer"].order for line in lines]),
            "person": person_on_device(user_of(self.request).pk),
            "may_be_kept": Contract.objects.public().filter(pk=review.contract_id).exists(),
        }

    def do(self, form: AnswersForm) -> _Visited:
        """Save all that is written."""
        review = review_actions.answer_review(
            review=self.review,
            answers=form.answers(),
            by=user_of(self.request),
            at=timezone.now(),
            version=form.cleaned_data["version"],
        )
        return _Visited(review)

    def done(self, result: object) -> str:
        """What happened."""
        return "Svaren är sparade."


class _Visited:
    """Where one goes on: at the page for the phone."""

    def __init__(self, review: Review) -> None:
        self.review = review

    def get_absolute_url(self) -> str:
        return reverse("followup:field-visit", args=[self.review.pk])


@require_GET
@permission_required(_CHANGE, of=Review)
def visit_state(request: HttpRequest, pk: int) -> JsonResponse:
    """How the answers stand now, and the token that the next sending needs."""
    review = get_object_or_404(_seen(request).exclude(status=Review.Status.PLANNED), pk=pk)
    if review.status in _OVER:
        words = f"Uppföljningen är {review.get_status_display()} och tar inte emot något."
        return JsonResponse({"closed": words}, status=HTTPStatus.GONE)
    answers = {
        str(order): {"answer": answer, "comment": comment}
        for order, answer, comment in review.answers.order_by("order", "pk").values_list("order", "answer", "comment")
    }
    photos = ReviewPhoto.objects.visible_to(user_of(request)).filter(review=review).order_by("uploaded_at", "pk")
    return JsonResponse(
        {
            "token": get_token(request),
            "person": person_on_device(user_of(request).pk),
            "answers": answers,
            "photos": [
                {"id": str(each.client_id), "caption": str(each), "href": each.get_absolute_url()} for each in photos
            ],
        }
    )


def _refused(error: ValidationError) -> JsonResponse:
    return JsonResponse({"refused": " ".join(error.messages)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
@permission_required(_CHANGE, of=Review)
def send_answer(request: HttpRequest, pk: int) -> JsonResponse:
    """An answer from the field: kept, in conflict with another's, or refused."""
    review = get_object_or_404(Review.objects.visible_to(user_of(request)), pk=pk)
    form = SentAnswerForm(request.POST)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"refused": words}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    data = form.cleaned_data
    try:
        actions.take_answer(
            review=review,
            order=data["order"],
            client_id=data["id"],
            said=Said(data["answer"], data["comment"]),
            seen=Said(data["seen_answer"], data["seen_comment"]),
            by=user_of(request),
            at=timezone.now(),
        )
    except actions.AnsweredMeanwhile as error:
        theirs = {"answer": error.stored.answer, "comment": error.stored.comment}
        return JsonResponse({"conflict": str(error), "theirs": theirs}, status=HTTPStatus.CONFLICT)
    except review_actions.ReviewNotOpen as error:
        return JsonResponse({"closed": str(error)}, status=HTTPStatus.GONE)
    except ValidationError as error:
        return _refused(error)
    return JsonResponse({"kept": str(data["id"])})


class PhotoAdd(ActionPage):
    """A photo or a file: from a form, or from what was kept in the browser."""

    permission_required = _CHANGE
    permission_of = Review
    form_class = PhotoForm
    title = "Lägg till bild eller fil"
    submit = "Lägg till"
    refusals = (review_actions.ReviewNotOpen,)

    @property
    def review(self) -> Review:
        """The review, if one may know of it."""
        return get_object_or_404(Review.objects.visible_to(user_of(self.request)), pk=self.kwargs["pk"])

    def back(self) -> str:
        """To the review."""
        return self.review.get_absolute_url()

    def get_form_kwargs(self) -> dict[str, object]:
        """With the questions it may be of."""
        orders = list(self.review.answers.order_by("order", "pk").values_list("order", flat=True))
        return {**super().get_form_kwargs(), "orders": orders}

    def do(self, form: PhotoForm) -> _Visited:
        """Keep it, once."""
        data = form.cleaned_data
        review = self.review
        actions.keep_photo(
            review=review,
            order=data["order"],
            client_id=data["id"],
            file=data["file"],
            name=data["file"].name,
            caption=data["caption"],
            by=user_of(self.request),
            at=timezone.now(),
        )
        return _Visited(review)

    def done(self, result: object) -> str:
        """What happened."""
        return "Bilden är sparad."

    def form_valid(self, form: PhotoForm) -> HttpResponse:
        """A page again, or for the script a word."""
        if not self.from_script:
            return super().form_valid(form)
        try:
            self.do(form)
        except review_actions.ReviewNotOpen as error:
            return JsonResponse({"closed": str(error)}, status=HTTPStatus.GONE)
        except ValidationError as error:
            return _refused(error)
        return JsonResponse({"kept": str(form.cleaned_data["id"])})

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        """The same."""
        if not self.from_script:
            return super().form_invalid(form)
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"refused": words}, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    @property
    def from_script(self) -> bool:
        """Whether the page's script sends what it has kept."""
        return self.request.headers.get("Accept") == "application/json"


class PhotoFile(PermissionRequiredMixin, View):
    """A photo as a picture, drawn anew when it came in; another file as a download."""

    permission_required = "followup.view_review"
    permission_of = ReviewPhoto

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file, with an ending that fits its content."""
        photo = get_object_or_404(ReviewPhoto.objects.visible_to(user_of(request)), pk=pk)
        name = f"{slugify(str(photo)) or 'bild'}{ENDINGS[photo.media_type]}"
        return FileResponse(
            photo.file.open("rb"),
            as_attachment=not photo.is_picture,
            filename=name,
            content_type=photo.media_type,
        )


@require_GET
@permission_required("followup.view_review")
def worker_script(request: HttpRequest) -> HttpResponse:
    """The script that answers for the field's pages when there is no connection.

    It is served from their own address, for it may answer for nothing outside that. It holds nothing of anybody's.
    """
    script = (Path(settings.BASE_DIR) / "static" / "field-worker.js").read_text(encoding="utf-8")
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
