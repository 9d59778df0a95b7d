"""Indices: what prices follow, where it comes from, and what waits to be looked at before it is stored."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, TemplateView, View

from contracts.index import actions
from contracts.index.forms import (
    IndexChainForm,
    IndexCodesForm,
    IndexFileForm,
    IndexMetadataForm,
    IndexSeriesForm,
    IndexValueForm,
)
from contracts.index.imports.fetching import Unreachable
from contracts.index.imports.pxweb import TEMPLATE_COLUMNS, Dimension, read_metadata
from contracts.index.models import IndexChain, IndexImport, IndexSeries
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, EditPage, with_errors
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import PassedOn

_MAY_SEE = "contracts.view_indexseries"


_MAY_CHANGE = "contracts.change_indexseries"


_LOOK_FIRST = "Ingenting är sparat ännu. Granska nedan vad som skulle ändras."


_CODES_KEPT_FOR = 3600


def _series_of(request: HttpRequest, pk: int) -> IndexSeries:
    found = IndexSeries.objects.visible_to(user_of(request)).select_related("fetch")
    return get_object_or_404(found, pk=pk)


class IndexEdit(EditPage):
    """Add or change a series."""

    permission_required = _MAY_CHANGE
    form_class = IndexSeriesForm
    model = IndexSeries
    new_title = "Ny indexserie"
    list_name = "contracts:index-list"

    def do(self, form: IndexSeriesForm) -> IndexSeries:
        """Save it."""
        user = user_of(self.request)
        return actions.save_series(
            series=form.instance, by=user, at=timezone.now(), version=form.cleaned_data.get("version")
        )

    def done(self, result: IndexSeries) -> str:
        """What happened, and what is left to do."""
        if result.source != "FILE" and not result.is_fetched:
            return "Serien är sparad. Välj tabellens koder innan den kan hämtas."
        return "Serien är sparad."


class _OfSeries(ActionPage):
    """An action on one series."""

    permission_required: object = _MAY_CHANGE
    heading = "{}"

    @cached_property
    def series(self) -> IndexSeries:
        """The one of the address."""
        return _series_of(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says which."""
        title = self.heading.format(self.series.name)
        return {**super().get_context_data(**kwargs), "title": title, "series": self.series}

    def back(self) -> str:
        """To its page."""
        return self.series.get_absolute_url()


class IndexFile(_OfSeries):
    """Send in a file with a series' values. What it would change is shown before anything is stored."""

    form_class = IndexFileForm
    template_name = "contracts/index/index_file.html"
    heading = "Läs in {} från fil"
    submit = "Granska filen"
    refusals = (UnreadableFile,)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what our own template's columns are."""
        return {**super().get_context_data(**kwargs), "columns": TEMPLATE_COLUMNS}

    def do(self, form: IndexFileForm) -> IndexImport:
        """Keep it when it can be read."""
        user = user_of(self.request)
        upload = form.cleaned_data["file"]
        return actions.receive_index(
            series=self.series, content=upload.read(), name=upload.name, by=user, at=timezone.now()
        )

    def done(self, result: IndexImport) -> str:
        """What happens now."""
        return _LOOK_FIRST


class IndexValueAdd(_OfSeries):
    """Write in one value by hand; it is looked at like all others before it is stored."""

    form_class = IndexValueForm
    heading = "Lägg till värde, {}"
    submit = "Granska värdet"
    refusals = (UnreadableFile,)

    def get_form_kwargs(self) -> dict[str, object]:
        """The form goes by the series' periods."""
        return {**super().get_form_kwargs(), "series": self.series, "today": timezone.localdate()}

    def get_initial(self) -> dict[str, object]:
        """Published today, until somebody says otherwise."""
        return {"published_on": timezone.localdate()}

    def do(self, form: IndexValueForm) -> IndexImport:
        """Let it wait to be looked at."""
        user = user_of(self.request)
        return actions.add_index_value(series=self.series, by=user, at=timezone.now(), **form.cleaned_data)

    def done(self, result: IndexImport) -> str:
        """What happens now."""
        return _LOOK_FIRST


class IndexChainEdit(_OfSeries):
    """Say how a series goes on in another base, by a factor with its source."""

    form_class = IndexChainForm
    heading = "Kedjefaktor, {}"

    def get_form_kwargs(self) -> dict[str, object]:
        """The one there is, or a new one."""
        found = IndexChain.objects.filter(old=self.series).select_related("old").first()
        return {**super().get_form_kwargs(), "instance": found or IndexChain(old=self.series)}

    def do(self, form: IndexChainForm) -> IndexSeries:
        """Save it."""
        user = user_of(self.request)
        return actions.save_chain(chain=form.instance, by=user, at=timezone.now()).old

    def done(self, result: IndexSeries) -> str:
        """What happened."""
        return "Kedjefaktorn är sparad. Prisjusteringar som redan är godkända ligger fast."


class IndexFetchNow(PermissionRequiredMixin, View):
    """Ask the statistical office at once."""

    permission_required = _MAY_CHANGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Fetch, and go to what came; or say why nothing did."""
        user = user_of(request)
        series = _series_of(self.request, self.kwargs["pk"])
        try:
            received = actions.fetch_series(series=series, address=settings.VO_INDEX_API, by=user, at=timezone.now())
        except (Unreachable, UnreadableFile, actions.NotFetchable) as error:
            messages.error(request, f"{error} Det som redan är sparat ligger kvar.")
            return HttpResponseRedirect(series.get_absolute_url())
        if received is None:
            messages.success(request, "Hämtat. Det finns inga nya eller ändrade värden.")
            return HttpResponseRedirect(series.get_absolute_url())
        messages.success(request, _LOOK_FIRST)
        return HttpResponseRedirect(received.get_absolute_url())


class IndexImportPage(PermissionRequiredMixin, DetailView):
    """Values that have come: what storing them would do, or what was stored."""

    permission_required = _MAY_SEE
    template_name = "contracts/index/index_import.html"
    context_object_name = "index_import"

    def get_queryset(self) -> QuerySet[IndexImport]:
        """No secret."""
        user = user_of(self.request)
        return IndexImport.objects.visible_to(user).select_related("series", "received_by", "settled_by")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what would change as it is now, while it waits."""
        context = super().get_context_data(**kwargs)
        index_import: IndexImport = context["index_import"]
        unit = " %" if index_import.series.measures == "CHANGE" else ""
        if index_import.status != IndexImport.Status.PREVIEW:
            stored = index_import.values.order_by("-first_on", "status", "pk")
            return {**context, "stored": stored, "unit": unit}
        try:
            preview = actions.index_changes(index_import=index_import)
        except UnreadableFile as error:
            return {**context, "refused": str(error)}
        counts = preview.counts
        return {
            **context,
            "preview": preview,
            "unit": unit,
            "new": counts["ny"],
            "revised": counts["ny utgåva"],
            "unchanged": counts["oförändrad"],
        }


class _Settle(PermissionRequiredMixin, View):
    """One action on values that wait."""

    permission_required = _MAY_CHANGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, or say why not."""
        user = user_of(request)
        index_import = get_object_or_404(IndexImport.objects.visible_to(user).select_related("series"), pk=pk)
        try:
            messages.success(request, self.do(index_import, user))
        except (actions.MustBeAnother, actions.NothingToStore, UnreadableFile) as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(index_import.get_absolute_url())
        return HttpResponseRedirect(index_import.series.get_absolute_url())

    def do(self, index_import: IndexImport, user: User) -> str:
        """The action; returns what to say."""
        raise NotImplementedError


class IndexImportStore(_Settle):
    """Store what is new or differs."""

    def do(self, index_import: IndexImport, user: User) -> str:
        """Store it."""
        stored = actions.store_index(index_import_id=index_import.pk, by=user, at=timezone.now())
        if not stored:
            return "Inget var nytt, så inget ändrades."
        return (
            f"{stored} {'värde är sparat' if stored == 1 else 'värden är sparade'}. Prisjusteringar som väntar "
            "räknas om i natt; godkända ligger fast."
        )


class IndexImportDiscard(_Settle):
    """Throw it away."""

    def do(self, index_import: IndexImport, user: User) -> str:
        """Discard it."""
        actions.discard_index(index_import_id=index_import.pk, by=user, at=timezone.now())
        return "Värdena är kastade. Det som var sparat ligger kvar."


class IndexCodes(PermissionRequiredMixin, TemplateView):
    """Choose which of a table's values a series is, from the table's own description.

    The description is fetched when one asks for it, or sent in as a file where the server has no way out; it is kept
    for an hour, apart from everything that is stored.
    """

    permission_required = _MAY_CHANGE
    template_name = "contracts/index/index_codes.html"

    @cached_property
    def series(self) -> IndexSeries:
        """The one of the address."""
        return _series_of(self.request, self.kwargs["pk"])

    @property
    def _key(self) -> str:
        return f"index-codes-{self.series.pk}-{self.series.table}"

    def dimensions(self) -> tuple[Dimension, ...]:
        """The table's variables, when its description is here."""
        kept = cache.get(self._key)
        return read_metadata(kept) if kept else ()

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the form, when there is anything to choose from."""
        dimensions = self.dimensions()
        if dimensions and "form" not in kwargs:
            kwargs["form"] = IndexCodesForm(series=self.series, dimensions=dimensions)
        kwargs.setdefault("file_form", IndexMetadataForm())
        return {
            **super().get_context_data(**kwargs),
            "series": self.series,
            "title": f"Koder, {self.series.name}",
            "back": self.series.get_absolute_url(),
            "api": settings.VO_INDEX_API,
            "address": actions.codes_address(series=self.series, address=settings.VO_INDEX_API),
        }

    def post(self, request: HttpRequest, *args: PassedOn, **kwargs: PassedOn) -> HttpResponse:
        """Get the description, or keep the choice."""
        action = request.POST.get("gor")
        if action == "hamta":
            return self._fetch()
        if action == "fil":
            return self._file()
        return self._choose()

    def _fetch(self) -> HttpResponse:
        try:
            content, _ = actions.fetch_codes(series=self.series, address=settings.VO_INDEX_API)
        except (Unreachable, UnreadableFile, actions.NotFetchable) as error:
            messages.error(self.request, f"{error} Du kan i stället skicka in tabellens beskrivning som fil.")
        else:
            cache.set(self._key, content, _CODES_KEPT_FOR)
            messages.success(self.request, "Tabellens koder är hämtade. Välj serien nedan.")
        return HttpResponseRedirect(self.request.path)

    def _file(self) -> HttpResponse:
        form = IndexMetadataForm(self.request.POST, self.request.FILES)
        if form.is_valid():
            content = form.cleaned_data["file"].read()
            try:
                read_metadata(content)
            except UnreadableFile as error:
                form.add_error("file", str(error))
            else:
                cache.set(self._key, content, _CODES_KEPT_FOR)
                messages.success(self.request, "Tabellens koder är inlästa. Välj serien nedan.")
                return HttpResponseRedirect(self.request.path)
        return self.render_to_response(self.get_context_data(file_form=form), status=422)

    def _choose(self) -> HttpResponse:
        dimensions = self.dimensions()
        if not dimensions:
            messages.error(self.request, "Tabellens koder finns inte kvar. Hämta dem igen.")
            return HttpResponseRedirect(self.request.path)
        form = IndexCodesForm(self.request.POST, series=self.series, dimensions=dimensions)
        if form.is_valid():
            user = user_of(self.request)
            try:
                actions.choose_codes(
                    series=self.series,
                    selection=form.selection(),
                    preliminary_code=form.cleaned_data.get("preliminary_code", ""),
                    final_code=form.cleaned_data.get("final_code", ""),
                    labels=form.labels,
                    by=user,
                    at=timezone.now(),
                )
            except ValidationError as error:
                with_errors(form, error)
            else:
                messages.success(self.request, "Koderna är sparade. Serien kan hämtas.")
                return HttpResponseRedirect(reverse("contracts:index-detail", args=[self.series.pk]))
        return self.render_to_response(self.get_context_data(form=form), status=422)
