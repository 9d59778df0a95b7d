"""What the list of received files is narrowed by. The names in the address are what reports link with."""

from __future__ import annotations

import django_filters as filters

from followup.ledger.models import LedgerImport
from huddinge_vo.common.pages.filters import FilterSet


class ImportFilter(FilterSet):
    """Imports by status."""

    status = filters.ChoiceFilter(label="Status", choices=LedgerImport.Status, empty_label="alla")

    class Meta:
        model = LedgerImport
        fields: list[str] = []
