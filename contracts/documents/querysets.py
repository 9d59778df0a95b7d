"""Every question asked of documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector
from django.db.models import Q

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class DocumentQuerySet(SecuredQuerySet):
    """Documents of rounds, contracts, suppliers and units."""

    def visible_to(self, user: User) -> Self:
        """A document is as secret as what it belongs to, and may be more."""
        from contracts.register.models import Contract, Framework
        from contracts.suppliers.models import Supplier, SupplierUnit

        buyers = buyers_of(user, may="contracts.view_document")
        return self.open_to(user).filter(
            Q(framework__in=Framework.objects.visible_to(user), framework__buyer__in=buyers)
            | Q(contract__in=Contract.objects.visible_to(user), contract__buyer__in=buyers)
            | Q(supplier__in=Supplier.objects.visible_to(user))
            | Q(unit__in=SupplierUnit.objects.visible_to(user))
        )

    def matching(self, words: str) -> Self:
        """Those whose title or text has all the words, or words that begin so; each with the `excerpt` around them.

        Swedish endings do not matter. Matched words stand between « and » in the excerpt.
        """
        stems = re.findall(r"\w+", words)
        if not stems:
            return self.none() if words.strip() else self
        query = SearchQuery(" & ".join(f"{stem}:*" for stem in stems), search_type="raw", config="swedish")
        return (
            self.annotate(words=SearchVector("title", "text", config="swedish"))
            .filter(words=query)
            .annotate(
                excerpt=SearchHeadline(
                    "text", query, config="swedish", start_sel="«", stop_sel="»", max_words=24, min_words=12
                )
            )
        )

    def with_holders(self) -> Self:
        """With what each belongs to; the text stays where it is."""
        return self.defer("text").select_related("framework", "contract", "supplier", "unit", "uploaded_by")

    def for_list(self) -> Self:
        """What a list needs, the newest version of each title first; the text stays where it is."""
        return self.defer("text").select_related("uploaded_by").order_by("title", "-version", "pk")
