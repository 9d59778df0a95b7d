"""Pages that many trades have: a list, an object's page, a form."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Any, Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.db.models import Model
from django.forms import model_to_dict
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from django_filters.views import FilterView
from django_htmx.middleware import HtmxDetails
from django_tables2 import SingleTableMixin
from psycopg.errors import ExclusionViolation, UniqueViolation

from huddinge_vo.common.files.exports import CSV, MOST_XLSX_ROWS, XLSX, TooManyRows, csv_lines, table_rows, xlsx_file
from huddinge_vo.common.history.querysets import savers_since
from huddinge_vo.common.pages import fetching
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.conflicts import (
    MARKS,
    Conflict,
    also_changed,
    conflicts,
    keep_typed,
    kept_beside,
    opened_values,
    take_theirs,
)
from huddinge_vo.common.pages.forms import DecidesOnWhatIsShown, Form, ModelForm
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.tables import Table
from huddinge_vo.common.pages.undo import undo_of
from huddinge_vo.common.people.buyer import choose_buyer, current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.saving import ChangedMeanwhile, NotAsShown, save_checked
from huddinge_vo.common.secrecy.changes import last_saved
from huddinge_vo.common.secrecy.marking import may_ask, waiting_for
from huddinge_vo.common.secrecy.models import Secured
from huddinge_vo.common.untyped import Context, ModelClass, OwnForm, PassedOn

_ONCE_SECONDS = 24 * 3600
FormT = TypeVar("FormT", bound=forms.BaseForm)


def asked_in_place(request: HttpRequest) -> bool:
    """Whether htmx wants a part of the page alone, to put it in the place of the one that is shown."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


class ListPage(PermissionRequiredMixin, SingleTableMixin, FilterView):
    """A list that is narrowed, sorted, paged and exported. htmx gets the table alone: the file the page includes."""

    template_name = "list_page.html"
    partial_template_name = "list_table.html"
    table_pagination = {"per_page": 50}
    title = ""
    export_name = ""
    bulk_template = ""  # what can be done with many of them; drawn with the table, so that it is of what is shown
    # What a BulkPage does with many of them, for whoever may: its words, the name of its address, and the permission.
    # The table has a TickColumn `tick` then.
    bulk: tuple[tuple[str, str, str], ...] = ()

    @cached_property
    def today(self) -> date:
        """The day that the list is read."""
        return timezone.localdate()

    def get_filterset_kwargs(self, filterset_class: PassedOn) -> Context:
        """With the day."""
        return {**super().get_filterset_kwargs(filterset_class), "today": self.today}

    def get_table(self, **kwargs: PassedOn) -> Table:
        """With the day, and the columns that are chosen in the address."""
        table: Table = super().get_table(**kwargs, today=self.today)
        table.may = self.may_do
        table.show_only(self.request.GET.getlist("kolumn"))
        if self.bulk and not self.bulk_actions:
            table.columns.hide("tick")
        return table

    def may_do(self, permission: str, row: Model | None = None) -> bool:
        """Whether the person may do something with a row; without one, at the buyer he works for."""
        return self.may(permission) if row is None else bool(self.request.user.has_perm(permission, row))

    @cached_property
    def bulk_actions(self) -> list[tuple[str, str]]:
        """What the person may do with many of them: words and address."""
        return [(words, reverse(name)) for words, name, permission in self.bulk if self.may(permission)]

    def get_template_names(self) -> list[str]:
        """The fragment for htmx, else the page."""
        return [self.partial_template_name if asked_in_place(self.request) else self.template_name]

    def get_context_data(self, **kwargs: object) -> Context:
        """With what the shared templates need."""
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "title": self.title,
            "partial_template_name": self.partial_template_name,
            "exports": bool(self.export_name),
            "bulk_template": self.bulk_template,
            "bulk_actions": self.bulk_actions,
            "bulk_undo": undo_of(self.request, self.request.path) if self.bulk_actions else None,
            "columns": [name for name in self.request.GET.getlist("kolumn") if name],
            "kept": [
                (name, value)
                for name, values in self.request.GET.lists()
                for value in values
                if name not in {"kolumn", "sort", "page", "vid", "export", fetching.FETCHED_AS}
            ],
        }

    def render_to_response(self, context: Context, **kwargs: PassedOn) -> HttpResponseBase:
        """A page, or all rows as a file."""
        wanted = self.request.GET.get("export")
        if wanted not in {"csv", "xlsx"} or not self.export_name:
            return super().render_to_response(context, **kwargs)
        table, mark = context["table"], fetching.mark_in(self.request)
        whole = table.paginator.count
        if wanted == "xlsx" and whole > MOST_XLSX_ROWS:
            return self._back_to_the_list(TooManyRows())
        if whole > fetching.MANY_ROWS and not mark:
            return fetching.fetching_page(self.request, title=self.title, kind=wanted, rows=whole)
        person = user_of(self.request).pk
        rows = fetching.told_as_written(table_rows(table), person_id=person, mark=mark, whole=whole)
        name = f"{self.export_name}.{wanted}"
        if wanted == "csv":
            response = StreamingHttpResponse(csv_lines(rows), content_type=CSV)
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        try:
            return FileResponse(xlsx_file(rows), as_attachment=True, filename=name, content_type=XLSX)
        except TooManyRows as error:
            return self._back_to_the_list(error)

    def _back_to_the_list(self, error: TooManyRows) -> HttpResponse:
        messages.error(self.request, str(error))
        query = self.request.GET.copy()
        for name in ("export", fetching.FETCHED_AS):
            query.pop(name, None)
        return HttpResponseRedirect(f"{self.request.path}?{query.urlencode()}")


class HasPage(Protocol):
    """What an action returns: where it is looked at afterwards."""

    def get_absolute_url(self) -> str:
        """The address of its page."""


class ActionPage(PermissionRequiredMixin, FormView):
    """A form that does one action.

    What the action refuses is shown at the form, and nothing is lost of what was typed.
    """

    template_name = "form_page.html"
    title = ""
    submit = "Spara"
    refusals: tuple[type[Exception], ...] = ()

    def do(self, form: Any) -> HasPage:  # noqa: ANN401 - each page has its own form, model and result
        """The action; returns what has a page of its own."""
        raise NotImplementedError

    def done(self, result: Any) -> str:  # noqa: ANN401 - each page has its own form, model and result
        """What to say afterwards."""
        return "Sparat."

    def get_context_data(self, **kwargs: object) -> Context:
        """With what the shared template needs."""
        return {**super().get_context_data(**kwargs), "title": self.title, "submit": self.submit, "back": self.back()}

    def back(self) -> str:
        """Where one who regrets goes."""
        return "/"

    def mark_of_shown(self) -> str:
        """A mark of what is decided on, which is another when anything of that is; asked before it is drawn."""
        raise NotImplementedError

    def too_late(self) -> str:
        """Why nobody can do it any more, where that is known before a form is filled in; else nothing."""
        return ""

    def get(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """The form, unless it is too late: then what it is about, which says how it stands, and why."""
        if why := self.too_late():
            messages.error(request, why)
            return HttpResponseRedirect(self.back())
        return super().get(request, *args, **kwargs)

    def get_form(self, form_class: PassedOn = None) -> Any:  # noqa: ANN401 - each page has its own form, model and result
        """With a mark of its own, which the page sends back."""
        form = super().get_form(form_class)
        if isinstance(form, (Form, ModelForm)):
            form.hold_to(timezone.localdate())
        if isinstance(form, DecidesOnWhatIsShown) and not form.is_bound:
            form.fields["shown"].initial = self.mark_of_shown()
        form.once = secrets.token_urlsafe(12)
        return form

    def post(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """What is sent twice from one page, by a finger that was too quick or a line that was slow, is done once."""
        mark = request.POST.get("once", "")[:32]
        if not mark:
            return super().post(request, *args, **kwargs)
        key = f"once:{user_of(request).pk}:{request.path}:{mark}"
        if not cache.add(key, "", _ONCE_SECONDS):
            messages.info(request, "Det var redan skickat, och är gjort en gång.")
            return HttpResponseRedirect(cache.get(key) or self.back())
        try:
            response = super().post(request, *args, **kwargs)
        except BaseException:
            cache.delete(key)
            raise
        if response.status_code == HTTPStatus.FOUND:
            cache.set(key, response.headers["Location"], _ONCE_SECONDS)
        else:
            cache.delete(key)  # nothing was done: it is mended and sent again
        return response

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - each page has its own form, model and result
        """Do it, or say why not. Where somebody else was first both values are shown, and a second try knows what it
        replaces.
        """
        typed = dict(form.cleaned_data)
        try:
            result = self._do_after_others(form)
        except ValidationError as error:
            return self.form_invalid(with_errors(form, error))
        except NotAllowed as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        except self.refusals as error:
            form.add_error(None, self._said(form, error))
            return self.form_invalid(form)
        except NotAsShown as error:
            form.add_error(None, str(error))
            keep_typed(form, shown=self.mark_of_shown())
            return self.form_invalid(form)
        except ChangedMeanwhile as error:
            form.cleaned_data = typed
            return self.came_too_late(form, error)
        messages.success(self.request, self.done(result))
        return HttpResponseRedirect(result.get_absolute_url())

    def _do_after_others(self, form: Any) -> HasPage:  # noqa: ANN401 - each page has its own form, model and result
        """Do it. Where somebody saved what there can be only one of in the very same moment, so that no check saw it
        and the database refused, it is done once more: now it is seen, and the form says at which field.
        """
        typed, instance = dict(form.cleaned_data), getattr(form, "instance", None)
        new = instance if instance is not None and instance._state.adding else None
        try:
            return self.do(form)
        except IntegrityError as error:
            if not isinstance(error.__cause__, (UniqueViolation, ExclusionViolation)):
                raise
        form.cleaned_data = typed
        if new is not None:
            new.pk, new._state.adding = None, True  # whatever it became is rolled back
        return self.do(form)

    def came_too_late(self, form: OwnForm, error: ChangedMeanwhile) -> HttpResponse:
        """Both values, where somebody else was first. What was not changed here stays as the other has it."""
        opened = self.opened(form, error)
        differing = conflicts(form, error.stored, user=user_of(self.request), opened=opened)
        self.go_on_from(form, error, differing)
        return self.refuse_late(form, error, differing)

    def go_on_from(self, form: OwnForm, error: ChangedMeanwhile, differing: Sequence[Conflict]) -> None:
        """Let the form say what the other has of what was not changed here, and which version the next try replaces."""
        theirs, beside = [each.name for each in differing if each.is_theirs], kept_beside(form)
        taken = {name: form.get_initial_for_field(form.fields[name], name) for name in theirs}
        in_columns = [name for name in theirs if name not in beside]
        take_theirs(form, {**taken, **(model_to_dict(error.stored, fields=in_columns) if in_columns else {})})
        shown = form.get_initial_for_field(form.fields["version"], "version") if beside else None
        # What stands elsewhere was read before the object: one more change between the two is told of at the next try.
        version = error.stored.version if shown is None else min(shown, error.stored.version)
        keep_typed(form, version=str(version))
        if MARKS in form.fields:
            keep_typed(form, **{MARKS: form.marks()})

    def opened(self, form: OwnForm, error: ChangedMeanwhile) -> dict[str, object]:
        """What the form's fields said when it was opened, as far as that is known."""
        return opened_values(form, error.stored, self.opened_at(form, error))

    def opened_at(self, form: OwnForm, error: ChangedMeanwhile) -> int:
        """The version that the form was opened at; nought where it does not say."""
        return form.cleaned_data.get("version") or 0

    def also_changed(self, form: OwnForm, error: ChangedMeanwhile) -> list[Conflict]:
        """What another has changed that the form does not ask about, told where nothing of what it asks for differs."""
        return also_changed(form, error.stored, self.opened_at(form, error), user=user_of(self.request))

    def refuse_late(self, form: OwnForm, error: ChangedMeanwhile, differing: Sequence[Conflict]) -> HttpResponse:
        """The page again, with who was first, what differs, and how to go on, above all fields."""
        again = "Spara igen" if self.submit.startswith("Spara") else f"Tryck på ”{self.submit}” igen"
        form.conflicts = differing or self.also_changed(form, error)
        form.latest, form.stands_at = last_saved(error.stored), self.back()
        form.add_error(None, f"{self._said(form, error)} {again} för att låta dina ändringar gälla, eller avbryt.")
        return self.form_invalid(form)

    def _said(self, form: OwnForm, error: Exception) -> str:
        """What is told of a refusal: who was first may be the same person, in another window."""
        if not isinstance(error, ChangedMeanwhile):
            return str(error)
        savers = savers_since(error.stored, self.opened_at(form, error))
        return error.said(by_self=savers == {user_of(self.request).pk}, name=self.name_of(error.stored))

    def name_of(self, stored: ModelClass) -> str:
        """What is called what, of what another has changed, where its own name is none to a reader; else nothing."""
        return ""

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        """The page again, marked as refused for programs that read the status."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class EditPage(ActionPage):
    """Create (no `pk` in the address) or change one object."""

    model: Any  # Any: each page has its own form, model and result
    new_title = ""
    list_name = ""  # the address to go back to from a new one

    @property
    def is_new(self) -> bool:
        """Whether something is made and not changed."""
        return "pk" not in self.kwargs

    def permission_model(self) -> type[Model] | None:
        """What is changed is asked about at its buyer; what is made is made for the chosen one."""
        return self.permission_of or self.model

    def buyer(self) -> Organization:
        """For whom a new one is made."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        return buyer

    def instance(self) -> Any:  # noqa: ANN401 - each page has its own form, model and result
        """What is changed, if one may know of it."""
        if self.is_new:
            return None
        return get_object_or_404(self.model.objects.visible_to(user_of(self.request)), pk=self.kwargs["pk"])

    def blank(self) -> Any:  # noqa: ANN401 - each page has its own form, model and result
        """A new one, with what the address says of it."""
        return None

    def get_form_kwargs(self) -> Context:
        """The form narrows its choices by who asks."""
        kwargs = {**super().get_form_kwargs(), "user": user_of(self.request)}
        if instance := (self.blank() if self.is_new else self.instance()):
            kwargs["instance"] = instance
        return kwargs

    def get_context_data(self, **kwargs: object) -> Context:
        """With a title that says which."""
        context = super().get_context_data(**kwargs)
        instance = context["form"].instance
        if context["form"].is_bound and instance.pk is not None and not self.is_new:
            # As it is saved: the form's own says what was typed.
            instance = type(instance)._default_manager.get(pk=instance.pk)
        marks = not self.is_new and isinstance(instance, Secured) and may_ask(instance, user_of(self.request))
        return {
            **context,
            "title": self.new_title if self.is_new else f"Ändra {instance}",
            "mark_href": reverse("mark-ask", args=[instance._meta.label_lower, instance.pk]) if marks else "",
            "mark_waits": waiting_for(instance, user_of(self.request)) if marks else None,
        }

    def back(self) -> str:
        """To the object, or to the list."""
        instance = self.instance()
        return str(instance.get_absolute_url()) if instance else reverse(self.list_name)

    def do(self, form: Any) -> HasPage:  # noqa: ANN401 - each page has its own form, model and result
        """Save it, with the lists of others that the form has."""
        many = {field.name: form.cleaned_data.pop(field.name) for field in _lists_of(form)}
        version = form.cleaned_data.get("version")
        user = user_of(self.request)
        return save_checked(form.instance, by=user, at=timezone.now(), version=version, **many)


class TermsPage(EditPage):
    """What a buyer's work goes by: the chosen buyer's own values.

    They are made when the first of them differs from the start's.
    """

    list_name = "settings"

    def blank(self) -> Any:  # noqa: ANN401 - each page has its own form, model and result
        """As it is, or the start values."""
        buyer = self.buyer()
        return self.model.objects.filter(buyer=buyer).first() or self.model(buyer=buyer)

    def do(self, form: Any) -> HasPage:  # noqa: ANN401 - each page has its own form, model and result
        """Save it."""
        super().do(form)
        return _ToSettings()


class _ToSettings:
    """Where one goes after a change of settings."""

    def get_absolute_url(self) -> str:
        return reverse("settings")


def _lists_of(form: forms.ModelForm) -> list[models.ManyToManyField]:
    """The many-to-many fields of a form's object that the form asks for."""
    return [field for field in form.instance._meta.many_to_many if field.name in form.cleaned_data]


def with_errors(form: FormT, error: ValidationError) -> FormT:
    """Put an object's own errors where they belong: at a field when the form has it, else above."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return form
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)
    return form


@require_POST
def choose_buyer_view(request: HttpRequest) -> HttpResponse:
    """Work for another buyer from now on; `till` is the page that one wants there, else the first one."""
    choose_buyer(request, read_id(request.POST.get("buyer")))
    wanted = request.POST.get("till", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return HttpResponseRedirect(wanted if is_ours else "/")
