"""Pages and things to do, found by what people call them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from huddinge_vo.common.words import typed_words
from huddinge_vo.menu import items
from huddinge_vo.search.kinds import Hit

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

# Address, what it is called, other words that people use for it, and the permission that opens it.
_TO_DO = (
    ("procurement:find-place", "Hitta plats", "placera boende hvb jourhem", "procurement.add_placement"),
    ("procurement:deviation-create", "Nytt avsteg", "utanför avtal direktupphandling", "procurement.add_placement"),
    ("followup:finding-report", "Anmäl brist", "klagomål avvikelse ny brist", "followup.add_finding"),
    (
        *("contracts:framework-create", "Nytt ramavtal eller valfrihetssystem"),
        *("ny upphandlingsomgång lov lou", "contracts.add_framework"),
    ),
    ("contracts:contract-create", "Nytt avtal", "lägg till skapa avtal", "contracts.add_contract"),
    ("contracts:supplier-create", "Ny leverantör", "lägg till skapa leverantör", "contracts.add_supplier"),
    ("contracts:contract-import", "Läs in avtal från fil", "import excel register", "contracts.import_contracts"),
    ("contracts:price-request-create", "Ny begäran om prisjustering", "indexuppräkning", "contracts.add_pricerequest"),
    ("procurement:project-create", "Ny upphandling", "starta skapa projekt", "procurement.add_project"),
    ("followup:import-upload", "Läs in reskontra", "leverantörsreskontra fil import", "followup.add_ledgerimport"),
    ("followup:rule-create", "Ny regel", "kontering klassificering", "followup.add_classificationrule"),
    ("followup:review-create", "Ny uppföljning", "planera granskning", "followup.add_review"),
    ("activities:activity-create", "Ny aktivitet", "lägg till skapa aktivitet", "activities.change_activity"),
    ("own-account", "Mitt konto", "lösenord sessioner logga ut", ""),
)


def to_do(user: User, buyer: Organization | None) -> Iterator[tuple[Hit, str]]:
    """What a person can begin, and the words that it is found by."""
    for name, words, others, permission in _TO_DO:
        if not permission or user.has_perm(permission, buyer):
            yield Hit(words, reverse(name)), f"{words} {others}"


def pages(user: User, buyer: Organization | None) -> Iterator[tuple[Hit, str]]:
    """The menu's pages that a person may open, and the words that they are found by."""
    for group, words, href in items(user, buyer):
        yield Hit(words, href, group), f"{words} {group}"


def find_places(user: User, buyer: Organization | None, typed: str) -> list[Hit]:
    """Things to do and pages: those where each typed word begins one of theirs."""
    wanted = [word.lower() for word in typed_words(typed)]
    found = []
    for hit, words in (*to_do(user, buyer), *pages(user, buyer)):
        theirs = words.lower().split()
        if wanted and all(any(each.startswith(word) for each in theirs) for word in wanted):
            found.append(hit)
    return found
