"""What every page needs for its frame: where one can go, for whom one works as what, and whether this is a demo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse

from huddinge_vo.common.administration.views.settings import SETTINGS_PERMISSIONS
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.rights import roles_of
from huddinge_vo.demo.anew import done_lately
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
            ("contracts:framework-list", "Ramavtal och valfrihetssystem", "files", "contracts.view_framework"),
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
            ("contracts:what-if", "Simulering", "flask-conical", "contracts.view_priceadjustment"),
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
            ("contracts:award-list", "Marknadsdata", "trophy", "contracts.view_award"),
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
            ("followup:hit-list", "Mediebevakning", "newspaper", "followup.view_mediahit"),
            ("followup:survey-list", "Brukarundersökningar", "message-square-text", "followup.view_survey"),
            ("followup:meeting-list", "Leverantörsmöten", "calendar-days", "followup.view_suppliermeeting"),
            ("followup:import-list", "Reskontra", "receipt-text", "followup.view_ledgerimport"),
            ("followup:missing-list", "Köp utan avsteg", "file-question-mark", "followup.view_deviationquestion"),
            ("followup:invoice-list", "E-fakturor", "file-check", "followup.view_invoice"),
            ("followup:price-deviations", "Priskontroll", "search-check", "followup.view_pricedeviation"),
            ("followup:flag-list", "Röda flaggor", "triangle-alert", "followup.view_flag"),
            ("followup:sample-list", "Stickprov", "dices", "followup.view_sample"),
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
            ("reading-list", "Åtkomstlogg", "eye", "common.view_secretreading"),
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

# A person's own pages, by the roles that he has where he works now: at most nine, the rest are under Mer.
_MOST = 9
_ANY = "läsare"
_DUTIES = ("followup:start", "followup:duty-list")
_LEADS = ("followup:start", "followup:overview", "followup:duty-list")
FIRST: dict[str, tuple[str, ...]] = {
    _ANY: (
        *("followup:start", "followup:overview", "contracts:contract-list", "contracts:supplier-list"),
        *("procurement:plan", "activities:activity-list", "followup:measure-list", "followup:status-report"),
    ),
    "handläggare": (
        *("followup:start", "procurement:find-place", "procurement:placement-list", "procurement:deviation-list"),
        *("contracts:supplier-list", "contracts:unit-list", "followup:finding-list", "followup:duty-list"),
    ),
    "gruppledare": (
        *_DUTIES,
        *("procurement:find-place", "procurement:placement-list", "procurement:deviation-list"),
        *("procurement:staying-list", "contracts:supplier-list", "contracts:unit-list", "followup:finding-list"),
    ),
    "verksamhetschef": (
        *_LEADS,
        *("procurement:deviation-list", "procurement:placement-list", "procurement:staying-list"),
        *("procurement:find-place", "contracts:supplier-list", "followup:finding-list"),
    ),
    "upphandlare": (
        *_DUTIES,
        *("contracts:contract-list", "contracts:framework-list", "contracts:supplier-list"),
        *("procurement:project-list", "procurement:plan", "contracts:adjustment-list", "procurement:direct-awards"),
    ),
    "avtalscontroller": (
        *_DUTIES,
        *("contracts:contract-list", "contracts:framework-list", "contracts:supplier-list", "contracts:check-list"),
        *("contracts:adjustment-list", "followup:price-deviations", "followup:review-list"),
    ),
    "uppföljare": (
        *_DUTIES,
        *("followup:review-list", "followup:finding-list", "contracts:check-list", "contracts:supplier-list"),
        *("contracts:unit-list", "contracts:contract-list", "followup:measure-list"),
    ),
    "controller": (
        *_LEADS,
        *("followup:import-list", "followup:rule-list", "followup:invoice-list", "followup:price-deviations"),
        *("contracts:adjustment-list", "followup:status-report"),
    ),
    "kategoriledare": (
        *_LEADS,
        *("contracts:contract-list", "procurement:project-list", "contracts:adjustment-list"),
        *("followup:review-list", "activities:activity-list", "followup:status-report"),
    ),
    "upphandlingschef": (
        *_LEADS,
        *("contracts:adjustment-list", "procurement:project-list", "procurement:plan"),
        *("procurement:deviation-list", "activities:activity-list", "followup:status-report"),
    ),
    "hållbarhetsstrateg": (
        *_DUTIES,
        *("activities:plan", "activities:activity-list", "followup:measure-list", "followup:status-report"),
        *("contracts:contract-list", "followup:review-list"),
    ),
    "förvaltare": (
        *_DUTIES,
        *("person-list", "settings", "followup:import-list", "followup:rule-list", "job-list"),
        *("retention", "operations"),
    ),
    "säkerhetsansvarig": (
        *_DUTIES,
        *("grant-list", "mark-list", "security-log", "reading-list", "retention"),
    ),
}
# Whose room a page lies in where its address does not say so.
_LIES_IN = {
    "/administration/": "settings",
    "/administration/behandlingar/": "retention",
    "/administration/grupper/": "person-list",
    "/administration/roller/": "proposal-list",
    "/bortfall/": "procurement:stop-list",
    "/delegationsordning/": "settings",
    "/effektmal/": "followup:measure-list",
    "/ersattare/": "followup:duty-list",
    "/kop/": "contracts:contract-list",
    "/kop/karta/": "followup:overview",
    "/kop/leverantor/": "contracts:supplier-list",
    "/mina-jobb/": "followup:start",
    "/leverantorsnummer/": "contracts:supplier-list",
    "/mallar/": "followup:review-list",
    "/optioner/": "contracts:contract-list",
    "/paminnelser/": "followup:duty-list",
    "/priser/": "contracts:contract-list",
    "/prisrader/": "contracts:contract-list",
    "/rakna-om/": "followup:overview",
    "/sammanslagningar/": "contracts:supplier-proposals",
    "/sekretess/begar/": "mark-list",
    "/statusrapporter/": "followup:status-report",
    "/svar/": "followup:finding-list",
    "/steg/": "procurement:project-list",
    "/tillstandsregler/": "contracts:area-list",
    "/varfor/": "followup:overview",
    "/vyer/": "followup:start",
}


@dataclass(frozen=True)
class Item:
    """An entry: `current` is what aria-current says, the page itself or the room that it lies in."""

    href: str
    words: str
    icon: str
    current: str


@dataclass(frozen=True)
class Group:
    """Entries of one subject."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Rail:
    """The menu: what the person's work is done in, and the rest by subject."""

    first: tuple[Item, ...]
    rest: tuple[Group, ...]

    @property
    def is_in_rest(self) -> bool:
        """Whether the page lies in something that stands under Mer, which then is open."""
        return any(item.current for group in self.rest for item in group.items)


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
        return {"is_demo": demo_loaded(), "made_anew_at": done_lately() if settings.VO_DEMO_KEPT else None}
    buyer = current_buyer(request)
    return {
        "rail": rail(user, request.path, buyer),
        "administers": user.is_superuser,
        "buyer": buyer,
        "buyers": getattr(request, "_vo_buyers", []),
        "roles": roles_of(user, buyer),
        "is_demo": buyer is not None and buyer.is_demo,
        "may_reset": settings.VO_DEMO_KEPT and settings.VO_DEMO,
        "practice_url": settings.VO_PRACTICE_URL,
    }


def rail(user: User, path: str, buyer: Organization | None) -> Rail:
    """Where a person may go at the buyer he works for now: first what his work is done in, and the rest by subject."""
    current, addresses = lies_in(path), _addresses()
    open_to = {
        name: Item(
            addresses[name], words, sign, ("page" if path == addresses[name] else "true") if name == current else ""
        )
        for _, entries in _RAIL
        for name, words, sign, permission in entries
        if _opens(user, permission, buyer)
    }
    wanted = dict.fromkeys(name for role in roles_of(user, buyer) for name in FIRST.get(role, FIRST[_ANY]))
    first = [name for name in wanted or dict.fromkeys(FIRST[_ANY]) if name in open_to][:_MOST]
    rest = [
        Group(title, tuple(open_to[name] for name, *_ in entries if name in open_to and name not in first))
        for title, entries in _RAIL
    ]
    return Rail(tuple(open_to[name] for name in first), tuple(group for group in rest if group.items))


def _opens(user: User, permission: str | Sequence[str], buyer: Organization | None) -> bool:
    opens = (permission,) if isinstance(permission, str) else permission
    return any(user.has_perm(each, buyer) for each in opens)


@cache
def _address(name: str, prefix: str) -> str:
    """Where an entry leads under a prefix: a process looks it up once, and not on each page that it shows."""
    del prefix  # which `reverse` reads by itself
    return reverse(name)


def _addresses() -> dict[str, str]:
    prefix = get_script_prefix()
    return {name: _address(name, prefix) for _, entries in _RAIL for name, *_ in entries}


def lies_in(path: str) -> str:
    """The entry whose page a page is, or lies in: rooms lie in rooms, and the address that goes furthest is where one
    is. Nothing for what is nobody's room, such as one's own account.
    """
    places = {where: name for name, where in _addresses().items()} | _LIES_IN
    within = max(
        (each for each in places if path == each or (each != "/" and path.startswith(each))), key=len, default=""
    )
    return places.get(within, "")


def items(user: User, buyer: Organization | None) -> Iterator[tuple[str, str, str]]:
    """(group, words, address) of all that a person may open."""
    addresses = _addresses()
    for title, entries in _RAIL:
        for name, words, _, permission in entries:
            if _opens(user, permission, buyer):
                yield title, words, addresses[name]


def check_addresses(**_: object) -> list[CheckMessage]:
    """That all that the menu offers is there: asked when the system starts, so that no item goes missing in silence."""
    missing: list[CheckMessage] = []
    for _title, items in _RAIL:
        for name, words, _sign, _permission in items:
            try:
                reverse(name)
            except NoReverseMatch:
                missing.append(Error(f"The menu's ”{words}” leads nowhere: there is no address {name}.", id="vo.E001"))
    known = {name for _, entries in _RAIL for name, *_ in entries}
    for name in sorted({*_LIES_IN.values(), *(each for names in FIRST.values() for each in names)} - known):
        missing.append(Error(f"The menu names {name}, which none of its entries leads to.", id="vo.E001"))  # noqa: PERF401
    return missing
