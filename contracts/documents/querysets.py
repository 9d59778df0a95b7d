"""Every question asked of documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector
from django.db.models import Count, OuterRef, Q, Subquery

from huddinge_vo.common.jobs.querysets import failure_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class DocumentQuerySet(SecuredQuerySet):
    """Documents of rounds, contracts, suppliers and units. Each is as secret as what it belongs to, and may be more."""

    seen_with = "contracts.view_document"

    def visible_to(self, user: User) -> Self:
        """Those that a person may know of, each with its version among them as `shown_version`.

        The stored version counts all there are of a title: shown as it stands, it would tell of one that is secret.
        """
        same = Q()
        for holder in ("framework", "contract", "supplier", "unit"):  # of one only: nothing is equal to null
            same |= Q(**{holder: OuterRef(f"{holder}_id")})
        up_to_it = (
            SecuredQuerySet.visible_to(type(self)(self.model), user)
            .filter(same, title=OuterRef("title"), version__lte=OuterRef("version"))
            .order_by()
            .values("title")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return super().visible_to(user).annotate(shown_version=Subquery(up_to_it))

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
        reading = ("contracts.documents.tasks.read_document_text", "document_id")
        return (
            self.defer("text")
            .select_related("uploaded_by")
            .annotate(reading_failed=failure_of(*reading, "reason"), failed_reading=failure_of(*reading, "pk"))
            .order_by("title", "-version", "pk")
        )
