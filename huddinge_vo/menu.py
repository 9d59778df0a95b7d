"""What every page needs for its frame: where one can go, for whom one works as what, and whether this is a demo."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.core.checks import CheckMessage, Error
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from huddinge_vo.common.administration.views.settings import SETTINGS_PERMISSIONS
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.rights import roles_of
from huddinge_vo.demo.mark import demo_loaded

# Each group has a title and items: address, words, sign, and the permission that opens it, or several that each do.
_RAIL = (
    (
        "",
        (
            ("followup:start", "Start", "sun", "followup.view_duty"),
            ("followup:overview", "Översikt", "layout-dashboard", "followup.view_spendmonth"),
            ("followup:duty-list", "Att göra", "inbox", "followup.view_duty"),
        ),
    ),
    (
        "Avtal",
        (
            ("contracts:contract-list", "Avtal", "file-text", "contracts.view_contract"),
            ("contracts:framework-list", "Upphandlingsomgångar", "files", "contracts.view_framework"),
            ("contracts:supplier-list", "Leverantörer", "building-2", "contracts.view_supplier"),
            ("contracts:supplier-proposals", "Att reda ut", "git-merge", "contracts.merge_supplier"),
            ("contracts:unit-list", "Verksamheter", "house", "contracts.view_supplier"),
            ("contracts:check-list", "Kontroller", "badge-check", "contracts.view_suppliercheck"),
            ("contracts:document-list", "Dokument", "folder-open", "contracts.view_document"),
            ("contracts:area-list", "Avtalsområden", "layers", "contracts.view_contractarea"),
            ("contracts:law", "Lagens krav", "scale", "contracts.view_lawvalue"),
        ),
    ),
    (
        "Priser",
        (
            ("contracts:adjustment-list", "Prisjustering", "trending-up", "contracts.view_priceadjustment"),
            ("contracts:index-list", "Index", "chart-line", "contracts.view_indexseries"),
            ("contracts:clause-list", "Klausuler", "scroll-text", "contracts.view_priceclause"),
            ("contracts:fixed-price-list", "Fasta priser", "landmark", "contracts.view_priceitem"),
            ("contracts:what-if", "Tänk om", "flask-conical", "contracts.view_priceadjustment"),
        ),
    ),
    (
        "Upphandling",
        (
            ("procurement:plan", "Upphandlingsplan", "calendar-range", "procurement.view_plannedneed"),
            ("procurement:project-list", "Upphandlingar", "gavel", "procurement.view_project"),
            ("procurement:find-place", "Hitta plats", "map-pin", "procurement.add_placement"),
            ("procurement:placement-list", "Placeringar", "bed", "procurement.view_placement"),
            ("procurement:staying-list", "Kvarboende", "house-plus", "procurement.view_placement"),
            ("procurement:deviation-list", "Avsteg", "shield-alert", "procurement.view_placement"),
            ("procurement:direct-awards", "Direktupphandlingar", "scale", "procurement.view_placement"),
            ("procurement:foreseen-needs", "Behov som återkommer", "refresh-cw", "procurement.view_foreseenneed"),
            ("procurement:stop-list", "Placeringsstopp", "ban", "procurement.view_placement"),
            ("contracts:award-list", "Tilldelningar", "trophy", "contracts.view_award"),
        ),
    ),
    (
        "Plan",
        (
            ("activities:plan", "Kategoriplan", "goal", "activities.view_categoryplan"),
            ("activities:activity-list", "Aktiviteter", "list-checks", "activities.view_activity"),
        ),
    ),
    (
        "Uppföljning",
        (
            ("followup:measure-list", "Mått och mål", "gauge", "followup.view_measure"),
            ("followup:review-list", "Avtalsuppföljning", "clipboard-check", "followup.view_review"),
            ("followup:finding-list", "Brister", "flag", "followup.view_finding"),
            ("followup:import-list", "Reskontra", "receipt-text", "followup.view_ledgerimport"),
            ("followup:invoice-list", "E-fakturor", "file-check", "followup.view_invoice"),
            ("followup:price-deviations", "Priskontroll", "search-check", "followup.view_pricedeviation"),
            ("followup:rule-list", "Regler", "list-ordered", "followup.view_classificationrule"),
            ("job-list", "Jobb", "rotate-ccw", "common.view_unfinishedjob"),
            ("followup:status-report", "Statusrapport", "file-chart-column", "followup.view_statusreport"),
        ),
    ),
    (
        "Sekretess",
        (
            ("grant-list", "Åtkomster", "key-round", "common.view_accessgrant"),
            ("mark-list", "Begäranden", "lock", "common.add_accessgrant"),
            ("security-log", "Säkerhetslogg", "shield-check", "common.view_secretreading"),
            ("reading-list", "Läsningar", "eye", "common.view_secretreading"),
        ),
    ),
    (
        "Administration",
        (
            ("person-list", "Användare", "users", "common.view_user"),
            ("proposal-list", "Roller att bekräfta", "user-check", "common.add_membership"),
            ("settings", "Inställningar", "settings", SETTINGS_PERMISSIONS),
            ("retention", "Gallring", "archive-x", "common.view_retentionterm"),
            ("extract-find", "Registerutdrag", "contact", "common.add_registerextract"),
            ("operations", "Drift", "activity", "common.change_user"),
        ),
    ),
)


def frame(request: HttpRequest) -> dict[str, object]:
    """The rail's groups as far as the person may go, the buyer, the person's roles there, and the demo mark.

    A page renders several templates, each with this: it is found out once for a request.
    """
    found: dict[str, object] | None = getattr(request, "_vo_frame", None)
    if found is None:
        found = _frame(request)
        request._vo_frame = found  # type: ignore[attr-defined]
    return found


def _frame(request: HttpRequest) -> dict[str, object]:
    user: User | None = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"is_demo": demo_loaded()}
    buyer = current_buyer(request)
    return {
        "rail": rail(user, request.path, buyer),
        "administers": user.is_superuser,
        "buyer": buyer,
        "buyers": getattr(request, "_vo_buyers", []),
        "roles": roles_of(user, buyer),
        "is_demo": buyer is not None and buyer.is_demo,
    }


def rail(user: User, path: str, buyer: Organization | None) -> list[dict[str, Sequence[Collection[str]]]]:
    """The groups with their items, as far as the person may go at the buyer he works for now.

    `current` is what aria-current says: the page itself, or the room it lies in.
    """
    addresses = [reverse(name) for _, items in _RAIL for name, _, _, _ in items]
    # Rooms lie in rooms: the one whose address goes furthest into the page's is where one is.
    within = max((each for each in addresses if each != "/" and path.startswith(each)), key=len, default="")
    groups = []
    for title, items in _RAIL:
        shown = []
        for name, words, sign, permission in items:
            opens = (permission,) if isinstance(permission, str) else permission
            if not any(user.has_perm(each, buyer) for each in opens):
                continue
            address = reverse(name)
            current = "page" if path == address else "true" if address == within else ""
            shown.append({"href": address, "words": words, "icon": sign, "current": current})
        if shown:
            groups.append({"title": title, "items": shown})
    return groups


def check_addresses(**_: object) -> list[CheckMessage]:
    """That all that the menu offers is there: asked when the system starts, so that no item goes missing in silence."""
    missing: list[CheckMessage] = []
    for _title, items in _RAIL:
        for name, words, _sign, _permission in items:
            try:
                reverse(name)
            except NoReverseMatch:
                missing.append(Error(f"The menu's ”{words}” leads nowhere: there is no address {name}.", id="vo.E001"))
    return missing
