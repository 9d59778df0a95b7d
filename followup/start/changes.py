"""What may have changed since a person was here, one kind for each sort of thing: which, and where it is read.

Each is asked once, however much has happened, and shows nobody more than its own list does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from activities.activities.models import Activity, ProgressNote
from contracts.documents.models import Document
from contracts.prices.models import PriceAdjustment
from contracts.register.models import Contract
from followup.ledger.models import LedgerImport
from followup.reviews.models import Finding
from huddinge_vo.common.untyped import ListedRow, ModelClass

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


@dataclass(frozen=True, kw_only=True)
class ChangeKind:
    """Something that has happened: its code, its words for one and for many, and what one may read it by.

    `rows` are those of a buyer since a moment that a person may know of. `title` and `href` say of each what it is and
    where it is read; rows come with what they ask.
    """

    code: str
    one: str
    many: str
    permission: str
    rows: Callable[[User, Organization, datetime], QuerySet]
    title: Callable[[ListedRow], str] = str
    href: Callable[[ListedRow], str] = lambda row: row.get_absolute_url()


def made_since(model: ModelClass, since: datetime) -> QuerySet:
    """The ids of what was entered since a moment, as the history has it."""
    events = model._meta.get_field("events").related_model._default_manager
    return events.filter(pgh_label="insert", pgh_created_at__gte=since).values("pgh_obj_id")


def _contracts(user: User, buyer: Organization, since: datetime) -> QuerySet:
    found = Contract.objects.visible_to(user).filter(buyer=buyer, pk__in=made_since(Contract, since))
    return found.select_related("supplier").order_by("-pk")


def _prices(user: User, buyer: Organization, since: datetime) -> QuerySet:
    found = PriceAdjustment.objects.visible_to(user).filter(contract__buyer=buyer, approved_at__gte=since)
    return found.select_related("contract__supplier").order_by("-approved_at", "-pk")


def _files(user: User, buyer: Organization, since: datetime) -> QuerySet:
    found = LedgerImport.objects.visible_to(user).filter(buyer=buyer, status="LOADED", loaded_at__gte=since)
    return found.order_by("-loaded_at", "-pk")


def _findings(user: User, buyer: Organization, since: datetime) -> QuerySet:
    found = Finding.objects.visible_to(user).filter(buyer=buyer, pk__in=made_since(Finding, since))
    return found.select_related("supplier").order_by("-pk")


def _documents(user: User, buyer: Organization, since: datetime) -> QuerySet:
    of_buyer = (Q(**{name: None}) | Q(**{f"{name}__buyer": buyer}) for name in ("contract", "framework"))
    found = Document.objects.visible_to(user).with_holders().filter(*of_buyer, uploaded_at__gte=since)
    return found.order_by("-uploaded_at", "-pk")


def _notes(user: User, buyer: Organization, since: datetime) -> QuerySet:
    seen = Activity.objects.visible_to(user).filter(plan__category__buyer=buyer)
    found = ProgressNote.objects.filter(activity__in=seen, at__gte=since)
    return found.select_related("activity").order_by("-at", "-pk")


KINDS: tuple[ChangeKind, ...] = (
    ChangeKind(
        code="avtal",
        one="nytt avtal",
        many="nya avtal",
        permission="contracts.view_contract",
        rows=_contracts,
        title=lambda row: f"{row.number} {row.title}, {row.supplier}",
    ),
    ChangeKind(
        code="priser",
        one="prisjustering beslutad",
        many="prisjusteringar beslutade",
        permission="contracts.view_priceadjustment",
        rows=_prices,
        title=lambda row: f"{row.contract.number}, {row.contract.supplier}",
    ),
    ChangeKind(
        code="reskontra",
        one="reskontrafil inläst",
        many="reskontrafiler inlästa",
        permission="followup.view_ledgerimport",
        rows=_files,
        title=lambda row: f"{row.original_name}, {row.loaded} rader",
    ),
    ChangeKind(
        code="brister",
        one="brist anmäld",
        many="brister anmälda",
        permission="followup.view_finding",
        rows=_findings,
        title=lambda row: str(row.supplier),
    ),
    ChangeKind(
        code="dokument",
        one="nytt dokument",
        many="nya dokument",
        permission="contracts.view_document",
        rows=_documents,
        title=lambda row: f"{row.title}, {row.holder}",
        href=lambda row: row.holder.get_absolute_url(),
    ),
    ChangeKind(
        code="aktiviteter",
        one="anteckning om en aktivitet",
        many="anteckningar om aktiviteter",
        permission="activities.view_activity",
        rows=_notes,
        title=lambda row: f"{row.activity}: {row.text[:100]}",
        href=lambda row: row.activity.get_absolute_url(),
    ),
)
