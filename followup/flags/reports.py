"""What is worth looking at this year, and all that is known of a supplier's risk: in sentences, never one number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse

from contracts.checks.models import SupplierCheck
from contracts.register.models import Contract
from contracts.suppliers.models import PlacementStop, Supplier
from followup.flags.choices import Fact, Status
from followup.flags.kinds import KINDS, FlagKind, Found, RowsAre, Threshold
from followup.flags.models import Flag, FlagRow, FlagRun, SupplierFact
from followup.flags.querysets import suppliers_bought_from, switched_off, thresholds_of
from followup.flags.rules import BUDGET, BUDGET_NAME, BUDGET_PERCENT, DEPENDENT, Budget, Tally, budget
from followup.invoices.models import Invoice
from followup.judging.models import JudgedRow
from followup.price_control.models import PriceClaim, PriceDeviation
from followup.reviews.models import Finding, FollowUpClass
from followup.reviews.rules import next_review
from followup.spend.reports import latest_supplier_spend, rows_url
from huddinge_vo.common.money import percent, sek, share
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

_SHOWN = 200


@dataclass(frozen=True)
class Board:
    """A buyer's flags as a person may see them: what there is time for, how kinds have been judged, and since when."""

    budget: Budget
    tallies: Mapping[str, Tally]
    percent: Decimal
    run: FlagRun | None

    @property
    def to_turn_off(self) -> list[FlagKind]:
        """Kinds that were never anything."""
        return [KINDS[code] for code, tally in self.tallies.items() if code in KINDS and tally.is_to_turn_off]


def board(*, buyer: Organization, user: User, on: date) -> Board:
    """As far as the person may see, whatever the number of flags in six questions."""
    seen = Flag.objects.visible_to(user).for_buyer(buyer)
    tallies = seen.tallies()
    allowed = thresholds_of(buyer).get((BUDGET, BUDGET_NAME), BUDGET_PERCENT)
    found = budget(
        seen.open().asked(),
        tallies,
        bought_from=suppliers_bought_from(buyer, since=on - relativedelta(years=1)),
        percent=allowed,
        looked_at=seen.closed_in_year(on.year).whom(),
    )
    return Board(found, tallies, allowed, FlagRun.objects.filter(buyer=buyer).first())


@dataclass(frozen=True)
class Bound:
    """A threshold of a kind as a buyer has it."""

    of: Threshold
    value: Decimal

    @property
    def is_own(self) -> bool:
        """Whether it is another than the start value."""
        return self.value != self.of.start

    @property
    def words(self) -> str:
        """Its value with the unit."""
        return f"{sek(self.value, 0 if self.value == int(self.value) else 2)} {self.of.unit}"


@dataclass(frozen=True)
class KindLine:
    """A kind of flag on its page: how it is defined, and how it has been judged."""

    kind: FlagKind
    bounds: tuple[Bound, ...]
    tally: Tally
    is_on: bool
    missing: str
    written_at: str


def kind_lines(*, buyer: Organization, user: User, on: date) -> list[KindLine]:
    """Every kind there is."""
    tallies = Flag.objects.visible_to(user).for_buyer(buyer).tallies()
    off, own = switched_off(buyer), thresholds_of(buyer)
    return [
        KindLine(
            kind,
            tuple(Bound(each, own.get((kind.code, each.name), each.start)) for each in kind.thresholds),
            tallies.get(kind.code, Tally()),
            kind.code not in off,
            kind.missing(buyer.pk, on) if kind.missing else "",
            reverse(kind.written_at) if kind.written_at else "",
        )
        for kind in KINDS.values()
    ]


@dataclass(frozen=True)
class Lacking:
    """A kind that is looked for, and does not find all it could: what it lacks, and where that is written in."""

    name: str
    missing: str
    written_at: str


def lacking(*, buyer: Organization, on: date) -> list[Lacking]:
    """The kinds that a buyer looks for and that something is not known for."""
    off = switched_off(buyer)
    found = (
        Lacking(kind.name, kind.missing(buyer.pk, on), reverse(kind.written_at))
        for kind in KINDS.values()
        if kind.missing and kind.code not in off
    )
    return [each for each in found if each.missing]


@dataclass(frozen=True)
class FlagRows:
    """The rows of a flag that a person may open: ledger rows or e-invoices, or where else to look."""

    rows: tuple[JudgedRow, ...]
    invoices: tuple[Invoice, ...]
    number: int
    href: str
    href_words: str


def flag_rows(flag: Flag, *, user: User, on: date) -> FlagRows:
    """What a flag rests on. The most that are shown are told with how many there are."""
    of = FlagRow.objects.visible_to(user).filter(flag=flag)
    kind = flag.what
    href, words = _elsewhere(flag, kind, on)
    if kind is None or kind.rows is RowsAre.OTHER:
        return FlagRows((), (), 0, href, words)
    if kind.rows is RowsAre.INVOICES:
        invoices = Invoice.objects.visible_to(user).filter(pk__in=of.values("invoice")).order_by("-issued_on", "pk")
        return FlagRows((), tuple(invoices[:_SHOWN]), invoices.count(), href, words)
    places = list(of.order_by("-ledger_import", "line_no", "pk").values_list("ledger_import", "line_no"))
    asked = Q()
    for ledger_import in sorted({each for each, _ in places[:_SHOWN]}):
        lines = [line for each, line in places[:_SHOWN] if each == ledger_import]
        asked |= Q(ledger_import=ledger_import, line_no__in=lines)
    rows = JudgedRow.objects.visible_to(user).filter(asked) if places else JudgedRow.objects.none()
    shown = rows.select_related("key", "contract").order_by("-booked_on", "ledger_import", "line_no")
    return FlagRows(tuple(shown), (), len(places), href, words)


def _elsewhere(flag: Flag, kind: FlagKind | None, on: date) -> tuple[str, str]:
    """Where else what it is about can be seen."""
    year = Period(on - relativedelta(years=1, days=-1), on)
    if kind is None or kind.found is Found.SUPPLIER:
        return (flag.supplier.get_absolute_url(), "Leverantören") if flag.supplier else ("", "")
    if kind.found is Found.LEDGER_NAME and flag.key:
        return rows_url(year, sok=flag.key.supplier_name), "Raderna i reskontran"
    if kind.found is Found.CONTRACT:
        about = flag.contract or flag.framework
        return (about.get_absolute_url(), str(about)) if about else ("", "")
    return rows_url(year, leverantor=flag.supplier_id), "Raderna i reskontran"


# ------------------------------------------------------------------------------------------------ a supplier's risk


@dataclass(frozen=True)
class RiskLine:
    """One thing that is known of a supplier: a sentence, how it bears on the risk, and what it rests on."""

    words: str
    colour: str
    tag: str
    href: str = ""


@dataclass(frozen=True)
class ClassLine:
    """A contract in force with its class, when it is to be reviewed, and what is proposed."""

    contract: Contract
    follow_up_class: FollowUpClass | None
    due: date | None
    is_late: bool


@dataclass(frozen=True)
class RiskPicture:
    """All that is known of a supplier's risk, by what it is of. Nothing is weighed into one number."""

    supplier: Supplier
    groups: tuple[tuple[str, tuple[RiskLine, ...]], ...]
    classes: tuple[ClassLine, ...]

    @property
    def reasons(self) -> list[str]:
        """What speaks for following it up more closely, in sentences."""
        return [line.words for _, lines in self.groups for line in lines if line.colour == "off"]


def risk_picture(supplier: Supplier, *, buyer: Organization, user: User, on: date) -> RiskPicture:
    """As far as the person may see, at the buyer that he works for."""
    same = Supplier.objects.same_as(Supplier.objects.filter(pk=supplier.pk))
    spend = latest_supplier_spend(supplier, user=user, on=on)
    groups = (
        ("Röda flaggor", _flags(same, buyer, user)),
        ("Brister", _findings(same, buyer, user, on)),
        ("Kontroller och stopp", _checks(same, user, on)),
        ("Priser", _prices(same, buyer, user)),
        ("Storlek och beroende", _size(same, buyer, user, spend.whole.ledger, str(spend.period))),
        ("Uppföljning", ()),
    )
    classes = _classes(same, buyer, user, on)
    late = tuple(
        RiskLine(
            f"Avtal {each.contract.number} skulle ha följts upp senast {each.due}.",
            "off" if each.follow_up_class and each.follow_up_class.effective == 1 else "near",
            f"klass {each.follow_up_class.effective}" if each.follow_up_class else "ingen klass",
            each.contract.get_absolute_url(),
        )
        for each in classes
        if each.is_late
    ) or _one("Inget gällande avtal är försenat.", "good", "i tid")
    return RiskPicture(supplier, (*groups[:-1], ("Uppföljning", late)), classes)


def _one(words: str, colour: str, tag: str, href: str = "") -> tuple[RiskLine, ...]:
    return (RiskLine(words, colour, tag, href),)


def _flags(same: QuerySet[Supplier], buyer: Organization, user: User) -> tuple[RiskLine, ...]:
    if not user.has_perm("followup.view_flag", buyer):
        return ()
    flags = Flag.objects.visible_to(user).for_buyer(buyer).filter(supplier__in=same)
    found = flags.filter(status__in=[Status.OPEN, Status.CONFIRMED]).order_by("-status", "-sum_sek", "pk")
    lines = tuple(
        RiskLine(
            f"{flag}. {flag.reason}",
            "near" if flag.status == Status.OPEN else "off",
            flag.get_status_display(),
            flag.get_absolute_url(),
        )
        for flag in found[:50]
    )
    return lines or _one("Inga öppna eller bekräftade flaggor.", "good", "inga")


def _findings(same: QuerySet[Supplier], buyer: Organization, user: User, on: date) -> tuple[RiskLine, ...]:
    found = Finding.objects.visible_to(user).filter(buyer=buyer, supplier__in=same)
    lines = tuple(
        RiskLine(
            f"Brist registrerad {each.registered_on}, allvar {each.get_severity_display()}: "
            f"{each.get_status_display()}" + (f", åtgärdas senast {each.due_on}." if each.due_on else "."),
            "off" if each.severity in {"HIGH", "CRITICAL"} or each.is_irregularity else "near",
            "oegentlighet" if each.is_irregularity else each.get_severity_display(),
            each.get_absolute_url(),
        )
        for each in found.unsettled().order_by("-registered_on", "-pk")[:50]
    )
    return lines or _one("Inga olösta brister.", "good", "inga")


def _checks(same: QuerySet[Supplier], user: User, on: date) -> tuple[RiskLine, ...]:
    latest = SupplierCheck.objects.latest_on(on).visible_to(user).filter(supplier__in=same).select_related("unit")
    lines = []
    for each in latest.order_by("kind", "pk"):
        where = f" ({each.unit})" if each.unit else ""
        name = f"{each.get_kind_display()[:1].upper()}{each.get_kind_display()[1:]}{where}"
        if not each.is_accepted:
            score = f", betyg {each.score}" if each.score is not None else ""
            lines.append(RiskLine(f"{name}: underkänd {each.checked_on}{score}.", "off", "underkänd"))
        elif each.valid_until < on:
            lines.append(RiskLine(f"{name}: gällde till och med {each.valid_until}.", "near", "har gått ut"))
    stops = PlacementStop.objects.visible_to(user).filter(supplier__in=same).in_force_on(on).select_related("unit")
    lines += [
        RiskLine(
            f"Placeringsstopp{f' på {stop.unit}' if stop.unit else ''} från {stop.valid_from}: {stop.reason}",
            "off",
            "stopp",
        )
        for stop in stops.order_by("valid_from", "pk")
    ]
    return tuple(lines) or _one("Inga kontroller är underkända eller har gått ut.", "good", "inga")


def _prices(same: QuerySet[Supplier], buyer: Organization, user: User) -> tuple[RiskLine, ...]:
    if not user.has_perm("followup.view_pricedeviation", buyer):
        return ()
    above = PriceDeviation.objects.visible_to(user).for_buyer(buyer).to_claim()
    free = above.filter(line__invoice__supplier__in=same).aggregate(n=Count("pk"), total=Sum("difference_sek"))
    claims = PriceClaim.objects.visible_to(user).filter(buyer=buyer, supplier__in=same)
    told = claims.exclude(status__in=["DRAFT", "DROPPED"]).aggregate(
        n=Count("pk"), asked=Sum("claimed_sek"), back=Sum("recovered_sek")
    )
    lines = []
    if (free["total"] or 0) > 0:
        href = f"{reverse('followup:price-deviations')}?krav=nej"
        words = (
            f"{free['n']} fakturarader är {sek(free['total'], 0)} kr över avtalets pris, och är inte begärda tillbaka."
        )
        lines.append(RiskLine(words, "near", "över avtalspris", href))
    if told["n"]:
        words = (
            f"{told['n']} priskrav på {sek(told['asked'], 0)} kr är skickade; {sek(told['back'], 0)} kr är krediterat."
        )
        lines.append(RiskLine(words, "near", "priskrav", reverse("followup:claim-list")))
    return tuple(lines) or _one("Inga avvikelser från avtalets priser.", "good", "inga")


def dependency(kronor: Decimal, turnover: Decimal | None) -> Decimal | None:
    """Our share of a supplier's turnover; null where the turnover is not known."""
    return share(kronor, turnover) if turnover else None


def _size(
    same: QuerySet[Supplier], buyer: Organization, user: User, kronor: Decimal, period: str
) -> tuple[RiskLine, ...]:
    facts = {
        each.kind: each
        for each in SupplierFact.objects.visible_to(user).filter(buyer=buyer, supplier__in=same).order_by("on", "pk")
    }
    lines = [RiskLine(f"Köpt för {sek(kronor, 0)} kr, {period}.", "none", "köpt")]
    turnover = facts.get(Fact.TURNOVER)
    if turnover is None:
        lines.append(RiskLine("Omsättningen är inte inläst: det går inte att säga hur beroende leverantören är.",
                              "near", "okänt"))  # fmt: skip
    else:
        part = dependency(kronor, turnover.number)
        lines.append(
            RiskLine(
                f"Vi är {percent(part, 0)} av omsättningen på {sek(turnover.number, 0)} kr, enligt {turnover.source} "
                f"{turnover.on}.",
                "off" if part is not None and part >= DEPENDENT else "good",
                "beroende" if part is not None and part >= DEPENDENT else "inte beroende",
            )
        )
    if staff := facts.get(Fact.STAFF):
        lines.append(RiskLine(f"{staff.number:.0f} anställda enligt {staff.source} {staff.on}.", "none", "storlek"))
    if told := facts.get(Fact.SIDE_BUSINESS):
        words = f"En anställd har anmält bisyssla i bolaget, enligt {told.source} {told.on}."
        lines.append(RiskLine(words, "off", "bisyssla"))
    return tuple(lines)


def _classes(same: QuerySet[Supplier], buyer: Organization, user: User, on: date) -> tuple[ClassLine, ...]:
    contracts = Contract.objects.visible_to(user).filter(buyer=buyer, supplier__in=same).in_force_on(on)
    found = {
        each.contract_id: each
        for each in FollowUpClass.objects.visible_to(user).filter(contract__in=contracts).with_last_done(on)
    }
    lines = []
    for contract in contracts.order_by("number", "pk"):
        of = found.get(contract.pk)
        due = next_review(of.effective, of.last_done, contract.valid_from) if of else None
        lines.append(ClassLine(contract, of, due, is_late=due is not None and due < on))
    return tuple(lines)
