"""Files into the register."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from contracts import actions
from contracts.forms import ContractImportForm
from contracts.imports import read_contracts
from contracts.models import ContractArea
from huddinge_vo.common.buyer import current_buyer
from huddinge_vo.common.tabular import UnreadableFile
from huddinge_vo.common.views import DeedPage


class ContractImport(DeedPage):
    """Contracts from a file: all of it, or none and every error with its place."""

    permission_required = "contracts.import_contracts"
    form_class = ContractImportForm
    template_name = "contracts/contract_import.html"
    title = "Läs in avtal från fil"
    submit = "Läs in"
    refusals = (UnreadableFile, actions.ContractsRefused)

    def back(self) -> str:
        """To the list."""
        return reverse("contracts:contract-list")

    def do(self, form: ContractImportForm) -> _ContractsRead:
        """Read, then bring in."""
        buyer = current_buyer(self.request)
        if buyer is None:
            raise PermissionDenied
        upload = form.cleaned_data["file"]
        areas = ContractArea.objects.filter(category__buyer=buyer).by_code_or_name()
        with tempfile.NamedTemporaryFile(suffix=".contracts") as kept:
            for chunk in upload.chunks():
                kept.write(chunk)
            kept.flush()
            rows, errors = read_contracts(Path(kept.name), areas=areas, file_name=upload.name)
        if errors:
            self.extra_context = {"row_errors": errors}
            raise UnreadableFile(f"Ingenting är inläst: filen har {len(errors)} fel.")
        try:
            done = actions.import_contracts(buyer=buyer, rows=rows, by=self.request.user, at=timezone.now())
        except actions.ContractsRefused as error:
            self.extra_context = {"row_errors": error.errors}
            raise
        return _ContractsRead(done)

    def done(self, result: _ContractsRead) -> str:
        """What the file did."""
        counts = result.counts
        return (
            f"{counts.created} nya avtal, {counts.changed} ändrade och {counts.unchanged} oförändrade. "
            "Köpen bedöms om mot dem inom någon minut."
        )


@dataclass(frozen=True)
class _ContractsRead:
    """Where an import ends: at the list."""

    counts: actions.ContractImportResult

    def get_absolute_url(self) -> str:
        return reverse("contracts:contract-list")
