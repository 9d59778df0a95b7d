"""The list of others' awards, and bringing them in from file."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from contracts.awards import actions
from contracts.awards.filters import AwardFilter
from contracts.awards.forms import AwardImportForm
from contracts.awards.imports import read_awards
from contracts.awards.models import Award
from contracts.awards.tables import AwardTable
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.pages.forms import on_disk
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.request import user_of


class AwardList(ListPage):
    """Awards of all buyers in the open statistics."""

    permission_required = "contracts.view_award"
    filterset_class = AwardFilter
    table_class = AwardTable
    template_name = "contracts/awards/award_list.html"
    title = "Marknadsdata"
    export_name = "marknadsdata"

    def get_queryset(self) -> QuerySet[Award]:
        """Open data, but a supplier of ours is named only to those who may know of it."""
        user = user_of(self.request)
        return Award.objects.with_known_supplier(user).order_by("-published_on", "pk")


class AwardImport(ActionPage):
    """Awards from a file: all of it, or none and every error with its place."""

    permission_required = "contracts.import_awards"
    form_class = AwardImportForm
    template_name = "contracts/awards/award_import.html"
    title = "Läs in marknadsdata från fil"
    submit = "Läs in"
    refusals = (UnreadableFile,)

    def back(self) -> str:
        """To the list."""
        return reverse("contracts:award-list")

    def do(self, form: AwardImportForm) -> _AwardsRead:
        """Read, then keep."""
        user = user_of(self.request)
        upload = form.cleaned_data["file"]
        with on_disk(upload) as path:
            rows, errors = read_awards(path, file_name=upload.name)
        if errors:
            self.extra_context = {"row_errors": errors}
            raise UnreadableFile(f"Ingenting är inläst: filen har {len(errors)} fel.")
        return _AwardsRead(actions.import_awards(rows=rows, by=user, at=timezone.now()))

    def done(self, result: _AwardsRead) -> str:
        """What the file brought."""
        counts = result.counts
        return (
            f"{counts.created} nya tilldelningar, {counts.unchanged} fanns redan. "
            f"{counts.by_known_suppliers} av de nya gäller leverantörer i registret."
        )


@dataclass(frozen=True)
class _AwardsRead:
    """Where an import ends: at the list."""

    counts: actions.AwardImportResult

    def get_absolute_url(self) -> str:
        return reverse("contracts:award-list")
