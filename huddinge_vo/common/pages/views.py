"""Doors that many rooms have: a list, an object's page, a form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
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
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from huddinge_vo.common.files.exports import CSV, XLSX, TooManyRows, csv_lines, table_rows, xlsx_file
from huddinge_vo.common.history.changes import changes_of
from huddinge_vo.common.pages.forms import conflicts
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.people.buyer import choose_buyer, current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.saving import ChangedMeanwhile, save_checked


class ListPage(PermissionRequiredMixin, SingleTableMixin, FilterView):
    """A list that is narrowed, sorted, paged and exported. htmx gets the table alone: the file the page includes."""

    template_name = "_list_page.html"
    partial_template_name = "_table.html"
    table_pagination = {"per_page": 50}
    title = ""
    export_name = ""
    strict = False

    def get_template_names(self) -> list[str]:
        """The fragment for htmx, else the page."""
        request: Any = self.request
        if request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request:
            return [self.partial_template_name]
        return [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the shared templates need."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "title": self.title,
            "partial_template_name": self.partial_template_name,
            "exports": bool(self.export_name),
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:
        """A page, or all rows as a file."""
        wanted = self.request.GET.get("export")
        if wanted not in {"csv", "xlsx"} or not self.export_name:
            return super().render_to_response(context, **kwargs)
        rows = table_rows(context["table"])
        name = f"{self.export_name}.{wanted}"
        if wanted == "csv":
            response = StreamingHttpResponse(csv_lines(rows), content_type=CSV)
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
        try:
            return FileResponse(xlsx_file(rows), as_attachment=True, filename=name, content_type=XLSX)
        except TooManyRows as error:
            messages.error(self.request, str(error))
            query = self.request.GET.copy()
            del query["export"]
            return HttpResponseRedirect(f"{self.request.path}?{query.urlencode()}")


class ActionPage(PermissionRequiredMixin, FormView):
    """A form that does one action. What the action refuses is shown at the form, and nothing is lost of what was typed."""

    template_name = "_form_page.html"
    title = ""
    submit = "Spara"
    refusals: tuple[type[Exception], ...] = ()

    def do(self, form: Any) -> Any:
        """The action; returns what has a page of its own."""
        raise NotImplementedError

    def done(self, result: Any) -> str:
        """What to say afterwards."""
        return "Sparat."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the shared template needs."""
        return {**super().get_context_data(**kwargs), "title": self.title, "submit": self.submit, "back": self.back()}

    def back(self) -> str:
        """Where one who regrets goes."""
        return "/"

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, or say why not."""
        try:
            result = self.do(form)
        except ValidationError as error:
            return self.form_invalid(with_errors(form, error))
        except NotAllowed as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        except self.refusals as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done(result))
        return HttpResponseRedirect(result.get_absolute_url())

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, marked as refused for programs that read the status."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class EditPage(ActionPage):
    """Create (no `pk` in the address) or change one object, and show both values where somebody else was first."""

    model: Any
    new_title = ""
    list_name = ""  # the address to go back to from a new one

    @property
    def is_new(self) -> bool:
        """Whether something is made and not changed."""
        return "pk" not in self.kwargs

    def permission_model(self) -> Any:
        """What is changed is asked about at its buyer; what is made is made for the chosen one."""
        return self.permission_of or self.model

    def buyer(self) -> Organization:
        """For whom a new one is made."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        return buyer

    def instance(self) -> Any:
        """What is changed, if one may know of it."""
        if self.is_new:
            return None
        return get_object_or_404(self.model.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def blank(self) -> Any:
        """A new one, with what the address says of it."""
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form narrows its choices by who asks."""
        kwargs = {**super().get_form_kwargs(), "user": self.request.user}
        if instance := (self.blank() if self.is_new else self.instance()):
            kwargs["instance"] = instance
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a title that says which."""
        context = super().get_context_data(**kwargs)
        return {**context, "title": self.new_title if self.is_new else f"Ändra {context['form'].instance}"}

    def back(self) -> str:
        """To the object, or to the list."""
        instance = self.instance()
        return str(instance.get_absolute_url()) if instance else reverse(self.list_name)

    def do(self, form: Any) -> Any:
        """Save it, with the lists of others that the form has."""
        many = {field.name: form.cleaned_data.pop(field.name) for field in _lists_of(form)}
        version = form.cleaned_data.get("version")
        user: Any = self.request.user
        return save_checked(form.instance, by=user, at=timezone.now(), version=version, **many)

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or show both values where somebody else was first. A second try then knows what it replaces."""
        typed = dict(form.cleaned_data)
        try:
            return super().form_valid(form)
        except ChangedMeanwhile as error:
            form.cleaned_data = typed
            latest = changes_of(error.stored, limit=1)
            self.extra_context = {"conflicts": conflicts(form, error.stored), "latest": latest[0] if latest else None}
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["version"] = str(error.stored.version)
            return self.form_invalid(form)


class TermsPage(EditPage):
    """What a buyer's work goes by: the chosen buyer's own values, made when the first of them differs from the start's."""

    list_name = "settings"

    def blank(self) -> Any:
        """As it is, or the start values."""
        buyer = self.buyer()
        return self.model.objects.filter(buyer=buyer).first() or self.model(buyer=buyer)

    def do(self, form: Any) -> Any:
        """Save it."""
        super().do(form)
        return _ToSettings()


class _ToSettings:
    """Where one goes after a change of settings."""

    def get_absolute_url(self) -> str:
        return reverse("settings")


def _lists_of(form: Any) -> list[Any]:
    """The many-to-many fields of a form's object that the form asks for."""
    return [field for field in form.instance._meta.many_to_many if field.name in form.cleaned_data]


def with_errors(form: Any, error: ValidationError) -> Any:
    """Put an object's own errors where they belong: at a field when the form has it, else above."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return form
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)
    return form


@require_POST
def choose_buyer_view(request: HttpRequest) -> HttpResponse:
    """Work for another buyer from now on."""
    raw = request.POST.get("buyer", "")
    if raw.isdecimal():
        choose_buyer(request, int(raw))
    return HttpResponseRedirect("/")
