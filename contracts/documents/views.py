"""Documents in and out."""

from __future__ import annotations

from typing import cast

from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views import View

from contracts.documents import actions, tasks
from contracts.documents.filters import DocumentFilter
from contracts.documents.forms import DocumentForm
from contracts.documents.imports import ENDINGS
from contracts.documents.models import Document
from contracts.documents.tables import DocumentTable
from contracts.register.models import Contract, Framework
from contracts.suppliers.models import Supplier, SupplierUnit
from huddinge_vo.common.jobs.tasks import ask_for
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, HasPage, ListPage
from huddinge_vo.common.people.request import user_of

_HOLDERS: dict[str, tuple[type[Framework | Contract | Supplier | SupplierUnit], str]] = {
    "omgang": (Framework, "framework"),
    "avtal": (Contract, "contract"),
    "leverantor": (Supplier, "supplier"),
    "verksamhet": (SupplierUnit, "unit"),
}


class DocumentAdd(ActionPage):
    """A file for a round, a contract, a supplier or a unit."""

    permission_required = "contracts.add_document"
    form_class = DocumentForm
    submit = "Lägg till"

    def permission_model(self) -> type[Model] | None:
        """Asked at the holder's buyer."""
        return _HOLDERS[self.kwargs["holder"]][0]

    @property
    def holder(self) -> Framework | Contract | Supplier | SupplierUnit:
        """What it is for, if one may know of it."""
        model, _ = _HOLDERS[self.kwargs["holder"]]
        found = get_object_or_404(model.objects.visible_to(user_of(self.request)), pk=self.kwargs["pk"])
        return cast("Framework | Contract | Supplier | SupplierUnit", found)

    def get_form_kwargs(self) -> dict[str, object]:
        """The document knows whose it is before it is validated."""
        _, name = _HOLDERS[self.kwargs["holder"]]
        return {**super().get_form_kwargs(), "instance": Document(**{name: self.holder})}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says for what."""
        return {**super().get_context_data(**kwargs), "title": f"Nytt dokument för {self.holder}"}

    def back(self) -> str:
        """To its page."""
        return str(self.holder.get_absolute_url())

    def do(self, form: DocumentForm) -> HasPage:
        """Keep it; the worker takes its text out."""
        user = user_of(self.request)
        file = form.cleaned_data["file"]
        kept = actions.add_document(document=form.instance, file=file, name=file.name, by=user, at=timezone.now())
        ask_for(tasks.read_document_text, document_id=kept.pk)  # a second's work: nobody waits to be told of it
        return kept.holder

    def done(self, result: object) -> str:
        """What happened."""
        return "Dokumentet är sparat."


class DocumentList(ListPage):
    """All documents that one may see, searched by what stands in them."""

    permission_required = "contracts.view_document"
    filterset_class = DocumentFilter
    table_class = DocumentTable
    title = "Dokument"

    def get_queryset(self) -> QuerySet[Document]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        return Document.objects.visible_to(user).with_holders().order_by("-uploaded_at", "-pk")


class DocumentFile(PermissionRequiredMixin, View):
    """A document as a download. It is never shown as a page of ours, whatever it holds."""

    permission_required = "contracts.view_document"
    permission_of = Document

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file, with an ending that fits its content."""
        user = user_of(request)
        document = get_object_or_404(Document.objects.visible_to(user), pk=pk)
        name = f"{slugify(document.title) or 'dokument'}-v{document.version_for_reader}{ENDINGS[document.media_type]}"
        return FileResponse(
            document.file.open("rb"), as_attachment=True, filename=name, content_type=document.media_type
        )
