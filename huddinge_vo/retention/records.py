"""The record of processing (GDPR, article 30), put together from what each kind of data says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from huddinge_vo.common.people.models import Organization
from huddinge_vo.retention.actions import Terms
from huddinge_vo.retention.kinds import KEPT, KINDS, NEVER_KEPT, PROCESSINGS, SECURITY_MEASURES, Processing


@dataclass(frozen=True)
class Time:
    """How long something within a processing is kept, and what then."""

    words: str
    how_long: str
    then: str


@dataclass(frozen=True)
class Entry:
    """A processing with how long its data is kept."""

    processing: Processing
    times: tuple[Time, ...]


@dataclass(frozen=True)
class Record:
    """The whole record, of a buyer."""

    buyer: str
    is_demo: bool
    entries: tuple[Entry, ...]
    measures: tuple[str, ...] = SECURITY_MEASURES
    never: tuple[str, ...] = NEVER_KEPT


def record_of_processing(buyer: Organization) -> Record:
    """As the kinds say it now, with the terms that the buyer has set."""
    terms = Terms.now()
    entries = []
    for processing in PROCESSINGS.values():
        ageing = [
            Time(kind.words, f"{terms.days(kind, buyer)} dagar", kind.becomes)
            for kind in KINDS.values()
            if kind.processing == processing.code
        ]
        staying = [
            Time(kept.words, "tills vidare", kept.reason)
            for kept in KEPT.values()
            if kept.processing == processing.code
        ]
        entries.append(Entry(processing, (*ageing, *staying)))
    return Record(buyer.name, buyer.is_demo, tuple(entries))
