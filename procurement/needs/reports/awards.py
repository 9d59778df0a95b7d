"""The register of direct awards: deviations that are approved or wait, and contracts that were awarded directly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from contracts.law.choices import LawKind
from contracts.law.querysets import LawBook
from contracts.law.reports import LIMIT_KINDS
from contracts.plan.models import ContractArea
from contracts.prices.models import PriceItem
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from huddinge_vo.common.money import sek
from huddinge_vo.common.periods import Period, swedish_day
from procurement.needs.querysets import annexes_of_categories, awarded_directly, bought_directly, carried_on
from procurement.needs.rules import (
    Bought,
    Documented,
    NoticeDays,
    Total,
    is_documented_by_law,
    lacking,
    notice_days,
    premium_within,
    root_of,
    total,
)
from procurement.placements.models import AskedSupplier, Placement

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

DEVIATION, CONTRACT = "avsteg", "avtal"
BOOK_KINDS = (*LIMIT_KINDS, LawKind.DOCUMENT_ABOVE, LawKind.AWARD_NOTICE, LawKind.AWARD_NOTICE_ABOVE)
_NO_AREA = "utan"


@dataclass(frozen=True)
class Need:
    """What direct awards are summed by: the contract area, or the subcategory where no area is known (ADR 16).

    `annexes` is whether it is within annex 2 of LOU; empty is that nobody knows.
    """

    area_id: int | None
    category_id: int | None
    label: str
    cpv: str
    annexes: frozenset[bool]

    @property
    def asked_by(self) -> dict[str, object]:
        """How the register is asked for its rows."""
        if self.area_id is not None:
            return {"omrade": self.area_id}
        return {"omrade": _NO_AREA, "underkategori": self.category_id or ""}


@dataclass(frozen=True)
class Asked:
    """One with a contract who was asked and could not, and why."""

    supplier: str
    why: str


@dataclass(frozen=True)
class DirectAward:
    """One row of the register. `whole_sek` is what its whole chain comes to, which counts once; null is not known.

    `about` is the placement or the contract. What nobody has written down is null or empty, and never guessed.
    """

    kind: str
    about: Placement | Contract
    number: str
    registry_number: str
    decided_on: date | None
    decided_as: str
    needs: tuple[Need, ...]
    supplier: Supplier
    unit: str
    ground: str
    ground_words: str
    reason: str
    reason_words: str
    asked: tuple[Asked, ...]
    value_sek: Decimal | None
    whole_sek: Decimal | None
    chain: tuple[str, int]
    price_sek: Decimal | None
    price_per: str
    contract_price_sek: Decimal | None
    first_on: date
    last_on: date | None
    is_waiting: bool
    must_be_documented: bool | None
    lacking: tuple[str, ...]
    notice: NoticeDays | None
    notice_is_unclear: bool
    notice_on: date | None

    @property
    def bought(self) -> Bought:
        """As it counts in a sum."""
        return Bought(self.chain, self.first_on, self.whole_sek)

    @property
    def lacks(self) -> bool:
        """Whether something is not written down that has to be, or may have to be."""
        return bool(self.lacking) and self.must_be_documented is not False and not self.is_waiting

    @property
    def documentation(self) -> str:
        """How its documentation stands, in words."""
        if self.must_be_documented is False:
            return "krävs inte"
        if not self.lacking:
            return "komplett" if self.kind == DEVIATION else f"förs i ärendet {self.registry_number}"
        said = f"saknar {', '.join(self.lacking)}"
        return said if self.must_be_documented else f"kan inte avgöras om det krävs; {said}"

    @property
    def awaits_notice(self) -> bool:
        """Whether an award notice is to be made and is not. Of a contract it is kept in its case."""
        return self.kind == DEVIATION and self.notice is not None and self.notice_on is None

    def notice_is_late(self, on: date) -> bool:
        """Whether its last day has passed."""
        return self.awaits_notice and self.notice is not None and self.notice.latest < on

    @property
    def notice_words(self) -> str:
        """When the award notice is due or was made, in words."""
        if self.notice_on is not None:
            return f"gjord {self.notice_on}"
        if self.notice is None:
            return "kan inte avgöras" if self.notice_is_unclear else "krävs inte"
        said = f"senast {self.notice.single}"
        said = f"{said}, eller samlad för kvartalet senast {self.notice.gathered}" if self.notice.gathered else said
        return said if self.kind == DEVIATION else f"{said}; förs i ärendet"

    def premium(self, period: Period) -> Decimal | None:
        """What was paid above the contract price in a period; null where it cannot be reckoned."""
        return premium_within(
            price_sek=self.price_sek,
            contract_price_sek=self.contract_price_sek,
            is_by_day=self.price_per == PriceItem.Per.DAY,
            valid_from=self.first_on,
            valid_until=self.last_on,
            period=period,
        )


def direct_awards(*, buyer: Organization, user: User | None, book: LawBook | None = None) -> list[DirectAward]:
    """All direct awards of a buyer that a person may know of, by first day; with nobody, those that are no secret.

    So many questions whatever their number. A sum that is shown is always of these rows, and so never tells of others.
    """
    book = book or LawBook(*BOOK_KINDS)
    placements, contracts, asked = Placement.objects.all(), Contract.objects.all(), AskedSupplier.objects.all()
    if user is None:
        placements, contracts, asked = placements.public(), contracts.public(), asked.public()
    else:
        placements, contracts = placements.visible_to(user), contracts.visible_to(user)
        asked = asked.visible_to(user)
    told = Prefetch(
        "asked", asked.select_related("supplier").order_by("supplier__sort_name", "pk"), to_attr="told_asked"
    )
    deviations = list(bought_directly(placements.filter(buyer=buyer)).prefetch_related(told))
    needs = _Needs(buyer)
    chains = _Chains(deviations, carried_on(buyer), needs)
    rows = [_of_deviation(each, needs, chains, book) for each in deviations]
    rows += [_of_contract(each, needs, book) for each in awarded_directly(contracts.filter(buyer=buyer))]
    return sorted(rows, key=lambda row: (row.first_on, row.number, row.kind))


def whole(rows: Iterable[DirectAward]) -> Total:
    """What some rows come to."""
    return total(row.bought for row in rows)


def narrowed(rows: Iterable[DirectAward], asked: Mapping[str, object]) -> list[DirectAward]:
    """The rows that the register is asked for, the latest first; `asked` are the filter's own names and values."""
    left = [row for row in rows if all(_keeps(row, name, value) for name, value in asked.items() if value)]
    return left[::-1]


def _keeps(row: DirectAward, name: str, value: object) -> bool:
    """Whether a row is of what one field asks for."""
    tests = {
        "ar": lambda: row.first_on.year == value,
        "fran": lambda: row.first_on >= value,  # type: ignore[operator]  # a day
        "till": lambda: row.first_on <= value,  # type: ignore[operator]
        "omrade": lambda: any(_is_of_area(need, value) for need in row.needs),
        "underkategori": lambda: any(need.category_id == value.pk for need in row.needs),  # type: ignore[attr-defined]
        "grund": lambda: row.ground == value,
        "orsak": lambda: row.reason == value,
        "slag": lambda: row.kind == value,
        "saknas": lambda: row.lacks if value == "dokumentation" else row.awaits_notice,
    }
    return tests[name]()


def _is_of_area(need: Need, value: object) -> bool:
    return need.area_id is None if value == _NO_AREA else need.area_id == value.pk  # type: ignore[attr-defined]


class _Needs:
    """The needs of a buyer, each made once; what a subcategory is, is told by its areas."""

    def __init__(self, buyer: Organization) -> None:
        self._annexes = annexes_of_categories(buyer)

    def of_placement(self, placement: Placement) -> Need:
        if placement.area is not None:
            return self._of_area(placement.area)
        annexes = self._annexes.get(placement.category_id, frozenset())
        return Need(None, placement.category_id, f"{placement.category.name}, utan avtalsområde", "", annexes)

    def of_contract(self, contract: Contract) -> tuple[Need, ...]:
        """Each of its areas: its value is not split between them, for a need may not be."""
        found = tuple(self._of_area(area) for area in sorted(contract.areas.all(), key=lambda each: each.sort_name))
        return found or (Need(None, None, "Utan avtalsområde", "", frozenset()),)

    def _of_area(self, area: ContractArea) -> Need:
        return Need(area.pk, area.category_id, area.name, area.cpv, frozenset({area.annex_2}))


class _Chains:
    """Which chain each deviation belongs to, and what the whole of it comes to within one need."""

    def __init__(self, deviations: Iterable[Placement], follows: Mapping[int, int], needs: _Needs) -> None:
        self._follows, self._needs = follows, needs
        self._whole: dict[tuple[int, Need], Decimal] = {}
        for each in deviations:
            key = self._key(each)
            self._whole[key] = max(self._whole.get(key, Decimal(0)), each.form.expected_value_sek)

    def _key(self, placement: Placement) -> tuple[int, Need]:
        return root_of(placement.pk, self._follows), self._needs.of_placement(placement)

    def of(self, placement: Placement) -> tuple[tuple[str, int], Decimal]:
        key = self._key(placement)
        return (DEVIATION, key[0]), self._whole[key]


def _of_deviation(placement: Placement, needs: _Needs, chains: _Chains, book: LawBook) -> DirectAward:
    form, need = placement.form, needs.of_placement(placement)
    decided_on = swedish_day(form.decided_at) if form.decided_at else None
    chain, whole_sek = chains.of(placement)
    asked = tuple(
        Asked(str(each.supplier), each.words or each.get_answer_display())
        for each in placement.told_asked  # type: ignore[attr-defined]  # fetched with it
    )
    day = decided_on or placement.valid_from
    notice, is_unclear = _notice(form.expected_value_sek, decided_on, need.annexes, book)
    return DirectAward(
        kind=DEVIATION,
        about=placement,
        number=placement.number,
        registry_number=form.registry_number,
        decided_on=decided_on,
        decided_as=form.decided_as.name if form.decided_as else "",
        needs=(need,),
        supplier=placement.supplier,
        unit=placement.place.name if placement.place else "",
        ground=form.ground,
        ground_words=form.get_ground_display(),
        reason=form.reason,
        reason_words=form.get_reason_display(),
        asked=asked,
        value_sek=form.expected_value_sek,
        whole_sek=whole_sek,
        chain=chain,
        price_sek=placement.price_sek,
        price_per=placement.price_per,
        contract_price_sek=form.contract_price_sek,
        first_on=placement.valid_from,
        last_on=placement.valid_until,
        is_waiting=not form.outcome,
        must_be_documented=is_documented_by_law(form.expected_value_sek, book.figure(LawKind.DOCUMENT_ABOVE, day)),
        lacking=lacking(
            Documented(
                need=form.need,
                reason=form.reason,
                ground=form.ground,
                ground_is_explained=form.ground == "LOW_VALUE" or bool(form.ground_words),
                asked=len(asked),
                value_sek=form.expected_value_sek,
                price_sek=placement.price_sek,
                contract_price_sek=form.contract_price_sek,
                checks=len(form.checks),
                is_decided=decided_on is not None,
                registry_number=form.registry_number,
            )
        ),
        notice=notice,
        notice_is_unclear=is_unclear,
        notice_on=form.notice_on,
    )


def _notice(
    value_sek: Decimal | None, decided_on: date | None, annexes: frozenset[bool], book: LawBook
) -> tuple[NoticeDays | None, bool]:
    """When an award notice is due, if one is, and whether that cannot be told."""
    if decided_on is None:
        return None, False
    above = book.figure(LawKind.AWARD_NOTICE_ABOVE, decided_on)
    days = book.figure(LawKind.AWARD_NOTICE, decided_on)
    if book.on(LawKind.AWARD_NOTICE_ABOVE, decided_on) is None:
        return None, False  # the law had nothing of it then
    if above is None or days is None or value_sek is None:
        return None, True
    if value_sek <= above:
        return None, False
    return notice_days(decided_on, int(days), annex_2=annexes == {True}), False


def _of_contract(contract: Contract, needs: _Needs, book: LawBook) -> DirectAward:
    """A contract's own papers lie in its case: here it is known who it is with, what it may cost, and its number.

    Nobody has said when it was decided: its first day is taken for it.
    """
    above = book.figure(LawKind.DOCUMENT_ABOVE, contract.valid_from)
    duty = is_documented_by_law(contract.ceiling_sek, above)
    of_contract = needs.of_contract(contract)
    annexes = frozenset[bool]().union(*(need.annexes for need in of_contract))
    notice, is_unclear = _notice(contract.ceiling_sek, contract.valid_from, annexes, book)
    return DirectAward(
        kind=CONTRACT,
        about=contract,
        number=contract.number,
        registry_number=contract.registry_number,
        decided_on=None,
        decided_as="",
        needs=of_contract,
        supplier=contract.supplier,
        unit="",
        ground="",
        ground_words="",
        reason="",
        reason_words="",
        asked=(),
        value_sek=contract.ceiling_sek,
        whole_sek=contract.ceiling_sek,
        chain=(CONTRACT, contract.pk),
        price_sek=None,
        price_per="",
        contract_price_sek=None,
        first_on=contract.valid_from,
        last_on=contract.ends_on,
        is_waiting=False,
        must_be_documented=duty,
        lacking=tuple(
            words
            for words, is_there in (
                ("värde", contract.ceiling_sek is not None),
                ("diarienummer", bool(contract.registry_number)),
            )
            if not is_there
        ),
        notice=notice,
        notice_is_unclear=is_unclear,
        notice_on=None,
    )


def price_words(price: Decimal | None, per: str) -> str:
    """A price and what it is for."""
    return "–" if price is None else f"{sek(price)} per {PriceItem.Per(per).label}"
