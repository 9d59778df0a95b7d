"""Suppliers to sort out: found by night among the register's names and the ledgers', decided by a person.

Set-based: names are compared only where a word of one begins as a word of the other does, and beginnings that many have
tell nothing. Ten thousand suppliers and twenty thousand names in ledgers take seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection, transaction

from contracts.suppliers.models import Supplier, SupplierIdentifier, SupplierProposal, WithdrawnAnswer
from contracts.suppliers.rules import ALIKE, COMMON, MOST_FOR_EACH, UNLIKE, is_masked, plain_name
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.secrecy.querysets import is_secret

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_Kind = SupplierProposal.Kind
_Outcome = SupplierProposal.Outcome


@dataclass(frozen=True)
class LedgerName:
    """A supplier as a buyer's ledger has it: the number and name as they stand, and who that is, if it can be told.

    `has_org_number` is whether the number is a valid organisation number; `sum_sek` what was bought in twelve months,
    null where that is nothing that all may know of. `names_secret` is whether it has the name of a secret supplier: it
    is then told of in what names him, and in nothing else.
    """

    buyer_id: int
    ref: str
    name: str
    has_org_number: bool
    supplier_id: int | None
    sum_sek: Decimal | None
    names_secret: bool = False


class ProposalIsDecided(Exception):
    """Somebody has decided already, or the proposal is not of the kind that is decided so."""


# `hidden` is whether a supplier is secret: what is found of secret ones is ranked and answered apart, so that who has
# not been let in finds the same as if they were not there.
_TABLES = """
CREATE TEMP TABLE known_name (supplier_id bigint, plain text, hidden boolean) ON COMMIT DROP;
CREATE TEMP TABLE told_name (
    nr bigint GENERATED ALWAYS AS IDENTITY, buyer_id bigint, kind text, ref text, name text, plain text,
    supplier_id bigint, sum_sek numeric, hidden boolean
) ON COMMIT DROP;
"""
_COPY_TOLD = "COPY told_name (buyer_id, kind, ref, name, plain, supplier_id, sum_sek, hidden) FROM STDIN"
# Where two names may meet: the first four letters of each word, the first six of all, and all. The words first.
_BLOCKS = """
CREATE TEMP TABLE {table}_block ON COMMIT DROP AS
SELECT DISTINCT {key}, left(word, 4) AS block
FROM {table}, regexp_split_to_table(plain, ' ') AS word WHERE length(word) >= 3 {condition}
UNION SELECT {key}, '^' || left(replace(plain, ' ', ''), 6) FROM {table} WHERE plain <> '' {condition}
UNION SELECT {key}, '=' || plain FROM {table} WHERE plain <> '' {condition};
CREATE INDEX ON {table}_block (block);
ANALYZE {table}_block;
"""
_LEAVE_COMMON = """
DELETE FROM known_name_block WHERE block IN (
    SELECT block FROM known_name_block GROUP BY block
    HAVING count(*) > CASE WHEN left(block, 1) IN ('^', '=') THEN 4 * %(common)s ELSE %(common)s END
);
"""
# What persons have answered, of whoever the suppliers are now: an answer of one that was taken up holds for the other.
_ANSWERS = """
CREATE TEMP TABLE answer ON COMMIT DROP AS
SELECT d.kind, d.buyer_id, d.ledger_ref AS ref, d.ledger_name AS name, d.outcome,
    CASE WHEN d.kind = 'ALIKE' THEN least(one.now, two.now) ELSE one.now END AS first,
    CASE WHEN d.kind = 'ALIKE' THEN greatest(one.now, two.now) END AS second,
    coalesce(k.hidden, false) AS hidden
FROM contracts_supplierproposal d
LEFT JOIN contracts_finalsupplier f ON f.supplier_id = d.supplier_id
LEFT JOIN contracts_finalsupplier g ON g.supplier_id = d.other_id
CROSS JOIN LATERAL (SELECT coalesce(f.final_id, d.supplier_id) AS now) one
CROSS JOIN LATERAL (SELECT coalesce(g.final_id, d.other_id) AS now) two
LEFT JOIN known_name k ON k.supplier_id = one.now
WHERE d.decided_at IS NOT NULL;
ANALYZE answer;
"""
_KEEP = """
ON CONFLICT ON CONSTRAINT supplier_is_proposed_once DO UPDATE
SET similarity = excluded.similarity, sum_sek = excluded.sum_sek, found_at = excluded.found_at
WHERE contracts_supplierproposal.decided_at IS NULL
"""
# Two of the register. A company and the one that owns it are known to be two.
_PROPOSE_ALIKE = """
INSERT INTO contracts_supplierproposal
    (buyer_id, kind, supplier_id, other_id, ledger_ref, ledger_name, sum_sek, similarity, found_at, outcome)
SELECT NULL, 'ALIKE', first, second, '', '', NULL, round(alike::numeric, 3), %(at)s, '' FROM (
    SELECT first, second, alike,
        row_number() OVER (PARTITION BY first, hidden ORDER BY alike DESC, second) AS of_first,
        row_number() OVER (PARTITION BY second, hidden ORDER BY alike DESC, first) AS of_second
    FROM (
        SELECT met.first, met.second, similarity(a.plain, b.plain) AS alike, a.hidden OR b.hidden AS hidden
        FROM (
            SELECT DISTINCT x.supplier_id AS first, y.supplier_id AS second
            FROM known_name_block x JOIN known_name_block y USING (block) WHERE x.supplier_id < y.supplier_id
        ) met
        JOIN known_name a ON a.supplier_id = met.first JOIN known_name b ON b.supplier_id = met.second
        JOIN contracts_supplier s ON s.id = met.first JOIN contracts_supplier t ON t.id = met.second
        WHERE s.parent_id IS DISTINCT FROM t.id AND t.parent_id IS DISTINCT FROM s.id
    ) compared
    WHERE alike >= %(alike)s AND NOT EXISTS (
        SELECT FROM answer a WHERE a.kind = 'ALIKE' AND a.first = compared.first AND a.second = compared.second
    )
) ranked WHERE of_first <= %(most)s OR of_second <= %(most)s
"""
# A name in a ledger whose supplier cannot be told, with the one that it is likest; with nobody where none is like it.
_PROPOSE_UNTOLD = """
INSERT INTO contracts_supplierproposal
    (buyer_id, kind, supplier_id, other_id, ledger_ref, ledger_name, sum_sek, similarity, found_at, outcome)
SELECT DISTINCT ON (t.buyer_id, t.ref, t.name, found.hidden)
    t.buyer_id, t.kind, found.supplier_id, NULL, t.ref, t.name, t.sum_sek, round(found.alike::numeric, 3), %(at)s, ''
FROM told_name t JOIN (
    SELECT met.nr, met.supplier_id, similarity(n.plain, k.plain) AS alike, k.hidden
    FROM (
        SELECT DISTINCT x.nr, y.supplier_id FROM told_name_block x JOIN known_name_block y USING (block)
    ) met
    JOIN told_name n USING (nr) JOIN known_name k ON k.supplier_id = met.supplier_id
    WHERE similarity(n.plain, k.plain) >= %(alike)s AND (k.hidden OR NOT n.hidden)
    UNION ALL SELECT nr, NULL, NULL, false FROM told_name WHERE kind <> 'NAMES' AND NOT hidden
) found USING (nr)
WHERE NOT EXISTS (
    SELECT FROM answer a
    WHERE a.buyer_id = t.buyer_id AND a.ref = t.ref AND a.name = t.name AND a.hidden = found.hidden
        AND (a.outcome = 'SAME' OR found.supplier_id IS NULL OR a.first = found.supplier_id)
)
ORDER BY t.buyer_id, t.ref, t.name, found.hidden, found.alike DESC NULLS LAST, found.supplier_id
"""
# A name in a ledger that is unlike the name of its number's supplier.
_PROPOSE_NAMES = """
INSERT INTO contracts_supplierproposal
    (buyer_id, kind, supplier_id, other_id, ledger_ref, ledger_name, sum_sek, similarity, found_at, outcome)
SELECT t.buyer_id, 'NAMES', t.supplier_id, NULL, t.ref, t.name, t.sum_sek,
    round(similarity(t.plain, k.plain)::numeric, 3), %(at)s, ''
FROM told_name t JOIN known_name k USING (supplier_id)
WHERE t.kind = 'NAMES' AND similarity(t.plain, k.plain) < %(unlike)s AND (k.hidden OR NOT t.hidden) AND NOT EXISTS (
    SELECT FROM answer a WHERE a.kind = 'NAMES' AND a.buyer_id = t.buyer_id AND a.ref = t.ref AND a.name = t.name
        AND a.first = t.supplier_id
)
"""


@transaction.atomic
def propose_suppliers(*, ledger_names: Iterable[LedgerName], at: datetime) -> int:
    """Find suppliers to sort out anew. What a person has decided stays as it is; what is no more to be found goes.

    Nothing is merged. Returns how many wait for somebody.
    """
    # Read before the tables are filled: a connection that copies answers nothing else.
    known = list(
        Supplier.objects.current()
        .annotate(hidden=is_secret(Supplier))
        .order_by("pk")
        .values_list("pk", "name", "hidden")
    )
    told = list(ledger_names)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('propose_suppliers'))")  # of two at once the second waits
        cursor.execute(_TABLES)
        with cursor.copy("COPY known_name FROM STDIN") as copy:
            for pk, name, hidden in known:
                copy.write_row((pk, plain_name(name), hidden))
        with cursor.copy(_COPY_TOLD) as copy:
            for each in told:
                if kind := _kind_of(each):
                    plain = plain_name(each.name)
                    whose = (each.supplier_id, each.sum_sek, each.names_secret)
                    copy.write_row((each.buyer_id, kind, each.ref, each.name, plain, *whose))
        cursor.execute("ANALYZE known_name; ANALYZE told_name")
        cursor.execute(_ANSWERS)
        cursor.execute(_BLOCKS.format(table="known_name", key="supplier_id", condition=""))
        cursor.execute(_BLOCKS.format(table="told_name", key="nr", condition="AND kind <> 'NAMES'"))
        asked: dict[str, datetime | float] = {
            "at": at,
            "alike": ALIKE,
            "unlike": UNLIKE,
            "most": MOST_FOR_EACH,
            "common": COMMON,
        }
        cursor.execute(_LEAVE_COMMON, asked)
        for statement in (_PROPOSE_ALIKE, _PROPOSE_UNTOLD, _PROPOSE_NAMES):
            cursor.execute(statement + _KEEP, asked)
        cursor.execute("DROP TABLE known_name, told_name, known_name_block, told_name_block, answer")
    waiting = SupplierProposal.objects.undecided()
    waiting.filter(found_at__lt=at).delete()
    return waiting.count()


def _kind_of(told: LedgerName) -> str:
    """What may be wrong with a supplier in a ledger; empty where nothing is."""
    if told.supplier_id is not None:
        return _Kind.NAMES.value if told.has_org_number and told.name.strip() else ""
    if told.has_org_number:
        return ""  # its supplier is registered by the number itself
    if not told.ref.strip():
        return _Kind.MISSING.value
    return _Kind.MASKED.value if is_masked(told.ref) else _Kind.INVALID.value


@transaction.atomic
def say_not_same(*, proposal: SupplierProposal, by: User, at: datetime) -> SupplierProposal:
    """Remember that what was proposed is not so: it is not proposed again. Raises ProposalIsDecided.

    A name that is like nobody's is let be.
    """
    outcome = _Outcome.LEFT if proposal.supplier_id is None else _Outcome.NOT_SAME
    return _decide(proposal, outcome, by=by, at=at)


@transaction.atomic
def say_same(*, proposal: SupplierProposal, by: User, at: datetime) -> SupplierProposal:
    """A name in the ledger is the supplier. A whole number of the buyer's then points at it, and what is paid follows.

    Two of the register are made one by `merge_suppliers`, and not here. Raises ProposalIsDecided.
    """
    if proposal.kind == _Kind.ALIKE or proposal.supplier_id is None:
        raise ProposalIsDecided("Leverantörer slås samman på sidan där de jämförs.")
    decided = _decide(proposal, _Outcome.SAME, by=by, at=at)
    if decided.can_be_tied:
        assert decided.supplier_id is not None
        tied, is_new = SupplierIdentifier.objects.get_or_create(
            scheme=SupplierIdentifier.Scheme.SUPPLIER_NUMBER,
            value=decided.ledger_ref,
            buyer_id=decided.buyer_id,
            defaults={"supplier_id": decided.supplier_id},
        )
        if tied.supplier_id != decided.supplier_id:
            raise ProposalIsDecided("Numret hör redan till en annan leverantör.")
        if is_new:
            decided.tied = tied
            decided.save(update_fields=["tied"])
    return decided


class CannotTakeBack(Exception):
    """There is no answer, or it is undone elsewhere."""


@transaction.atomic
def take_back(*, proposal: SupplierProposal, by: User, at: datetime) -> SupplierProposal | None:
    """Take an answer back: it is asked again, and a number that the answer let point at a supplier does so no more.

    What it was, and who gave it and took it back, is kept. Null where what was asked is of a supplier that has been
    taken up by another since: the next search finds it of that one. Raises CannotTakeBack.
    """
    require(by, "contracts.merge_supplier", proposal)
    locked = _locked(proposal)
    if locked.decided_at is None or locked.decided_by is None:
        raise CannotTakeBack("Det finns inget svar att ta tillbaka.")
    if not locked.can_be_taken_back:
        raise CannotTakeBack("Leverantörerna är sammanslagna. Det ångras på leverantörens sida.")
    WithdrawnAnswer.objects.create(
        buyer=locked.buyer,
        kind=locked.kind,
        supplier=locked.supplier,
        other=locked.other,
        ledger_ref=locked.ledger_ref,
        ledger_name=locked.ledger_name,
        outcome=locked.outcome,
        decided_by=locked.decided_by,
        decided_at=locked.decided_at,
        withdrawn_by=by,
        withdrawn_at=at,
    )
    if locked.tied is not None:
        locked.tied.delete()
    if any(each is not None and each.merged_into_id for each in (locked.supplier, locked.other)):
        locked.delete()
        return None
    locked.outcome, locked.decided_by, locked.decided_at, locked.tied = "", None, None, None
    locked.save(update_fields=["outcome", "decided_by", "decided_at", "tied"])
    return locked


class ProposalIsGone(Exception):
    """One of the two has been taken up by another supplier meanwhile, and nothing is asked of it any more."""

    def __init__(self) -> None:
        super().__init__("Förslaget finns inte längre: leverantören har slagits samman med en annan.")


def _locked(proposal: SupplierProposal) -> SupplierProposal:
    """The proposal as it is now, its suppliers locked before it as a merger locks them. Raises ProposalIsGone."""
    of = [pk for pk in (proposal.supplier_id, proposal.other_id) if pk is not None]
    list(Supplier.objects.select_for_update(of=("self",)).filter(pk__in=of).order_by("pk"))
    found = SupplierProposal.objects.select_for_update(of=("self",)).filter(pk=proposal.pk).first()
    if found is None:
        raise ProposalIsGone
    return found


def _decide(proposal: SupplierProposal, outcome: str, *, by: User, at: datetime) -> SupplierProposal:
    require(by, "contracts.merge_supplier", proposal)
    locked = _locked(proposal)
    if locked.decided_at is not None:
        raise ProposalIsDecided(f"Det är redan beslutat: {locked.get_outcome_display()}.")
    locked.outcome, locked.decided_by, locked.decided_at = outcome, by, at
    locked.save(update_fields=["outcome", "decided_by", "decided_at"])
    return locked


def settle_by_merger(*, source: Supplier, target: Supplier, by: User, at: datetime) -> None:
    """That the two are one answers what was proposed of them; what was proposed of the one that ends is asked anew."""
    first, second = sorted((source.pk, target.pk))
    waiting = SupplierProposal.objects.undecided()
    waiting.filter(kind=_Kind.ALIKE, supplier=first, other=second).update(
        outcome=_Outcome.SAME, decided_by=by, decided_at=at
    )
    waiting.of_supplier(source).delete()


def ask_again(*, source: Supplier, target: Supplier) -> None:
    """Two that were made one and are parted again: whether they are the same is nobody's answer any more."""
    first, second = sorted((source.pk, target.pk))
    same = SupplierProposal.objects.filter(kind=_Kind.ALIKE, supplier=first, other=second, outcome=_Outcome.SAME)
    same.update(outcome="", decided_by=None, decided_at=None)
