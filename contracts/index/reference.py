"""The indices that prices follow, as reference data: where each series is published and how one goes on in another.

domain.md §4 and formats.md §2 are the sources. No values: they come from the statistical office, or from a file. Codes
that could not be read when this was written are left empty, to be chosen on screen from the table's own metadata.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from contracts.index.models import IndexChain, IndexSeries

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization

_LCI = {
    "kind": IndexSeries.Kind.LCI,
    "classification": "SNI 2007",
    "letter": "Q",
    "base": "2008=100",
    "frequency": IndexSeries.Frequency.QUARTER,
    "decimals": 1,
    "publishes_after_days": 80,
    "final_after_months": 12,
    "source": IndexSeries.Source.PXWEB_1,
}
_KPI = {
    "kind": IndexSeries.Kind.KPI,
    "frequency": IndexSeries.Frequency.MONTH,
    "decimals": 2,
    "source": IndexSeries.Source.PXWEB_1,
}
SERIES: dict[str, dict[str, object]] = {
    "LCI-ARB-Q": _LCI
    | {"name": "LCI arbetare, vård och omsorg", "variant": "arbetare", "table": "AM/AM0114/AM0114A/LCIArbKv"},
    "LCI-TJM-Q": _LCI
    | {"name": "LCI tjänstemän, vård och omsorg", "variant": "tjänstemän", "table": "AM/AM0114/AM0114A/LCItjmKv"},
    "KPI-1980": _KPI
    | {
        "name": "KPI, 1980=100",
        "base": "1980=100",
        "table": "PR/PR0101/PR0101A/KPItotM",
        "final_code": "000004VU",
        "ended_with": "2025M12",
    },
    "KPI-2020": _KPI
    | {"name": "KPI, 2020=100", "base": "2020=100", "table": "PR/PR0101/PR0101A/KPI2020M", "final_code": "00000808"},
    "OPI": {
        "kind": IndexSeries.Kind.OPI,
        "name": "Omsorgsprisindex (OPI), SKR",
        "base": "året före=100",
        "frequency": IndexSeries.Frequency.YEAR,
        "measures": IndexSeries.Measures.CHANGE,
        "decimals": 1,
        "final_after_months": 12,
        "source": IndexSeries.Source.FILE,
    },
}
# old, new, factor, decimals, source
CHAINS = (("KPI-1980", "KPI-2020", Decimal("3.3592"), 2, "SCB:s notis om basårsbyte"),)


@transaction.atomic
def load_index_series(*, buyer: Organization | None = None, at: datetime | None = None) -> int:
    """Add the series and chains that are missing.

    What somebody has changed since stays so. Returns how many were added.

    Series are nobody's own: buyer and time are there so that it is loaded as other reference data is.
    """
    added = 0
    series = {}
    for code, facts in SERIES.items():
        series[code], is_new = IndexSeries.objects.get_or_create(code=code, defaults=facts)
        added += is_new
    for old, new, factor, decimals, source in CHAINS:
        facts = {"new": series[new], "factor": factor, "decimals": decimals, "source": source}
        _, is_new = IndexChain.objects.get_or_create(old=series[old], defaults=facts)
        added += is_new
    return added
