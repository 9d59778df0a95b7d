"""Every question asked of documents."""

from __future__ import annotations

import re
from typing import Self

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector

from huddinge_vo.common.jobs.querysets import failure_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet


class DocumentQuerySet(SecuredQuerySet):
    """Documents of rounds, contracts, suppliers and units. Each is as secret as what it belongs to, and may be more."""

    seen_with = "contracts.view_document"

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
