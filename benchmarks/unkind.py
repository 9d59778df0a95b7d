"""A ledger as unkind as real ones, what binds its suppliers, and what every sum of it must be by another engine."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import duckdb

T = TypeVar("T")

SUPPLIERS = 2500
AREAS = 20
FIRST_FO_AREA = 12  # areas before this one are IFO's, the others FO's
ACCOUNTS = 24
FIRST_ACCOUNT = 46300
EXCLUDED = (20, 21)  # accounts of what cannot be procured; those above have no rule, those below an area's each
ACCOUNTS_OF_ONE = 7  # how many accounts a supplier is paid on
UNUSABLE = 99  # of a hundred suppliers this one comes without a valid number
CREDIT_EVERY = 25
BACK = 24  # rows between a credit and the invoice it names
NAMING = 3  # of a hundred rows, how many name a contract
HEADER = (
    "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;belopp;datum;forvaltning;"
    "fakturanummer;grund;avtal;kommun_id;s_kod_nr"
)
TERMINATED_ON = date(2025, 3, 31)


def apart(work: Callable[..., T], *asked: object, **named: object) -> T:
    """Do it in a process of its own, whose memory goes back when it is done."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *asked, **named).result()


def check_digit(nine: str) -> int:
    """The last digit of an organisation number (Luhn)."""
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(nine)]
    return -sum(number // 10 + number % 10 for number in doubled) % 10


def org_number(supplier: int) -> str:
    nine = f"559{supplier:06}"
    return f"{nine}{check_digit(nine)}"


Term = tuple[str, int, date, date | None]


def supplier_terms(supplier: int) -> list[Term]:
    """What binds a supplier: number, area, first and last day. Three thousand contracts in all.

    Of five suppliers two have two contracts, two have one, and the fifth has none; one contract in four ends at
    midsummer. Of the fifth ones every third has an approved deviation in the spring, in IFO as a whole.
    """
    if supplier % 100 == UNUSABLE:
        return []
    if supplier % 5 == 4:
        return [("AV", -1, date(2025, 2, 1), date(2025, 5, 31))] if supplier % 15 == 4 else []
    return [
        (
            f"A-{supplier}-{nth}",
            (supplier * 7 + nth * 3) % AREAS,
            date(2024, 1, 1),
            date(2025, 6, 30) if (supplier + nth) % 4 == 0 else None,
        )
        for nth in range(2 if supplier % 5 < 2 else 1)
    ]


def write_ledger(target: Path, rows: int) -> None:
    """A ledger as specified in 1.1, from the row's number alone: the same for the same number of rows.

    As unkind as real ones: a few suppliers have most of the rows and most have few; each is paid on some accounts out
    of many; one row in twenty-five credits an earlier invoice of the same supplier, which stands on another account;
    some rows name a contract; one supplier in a hundred has no valid number.
    """
    with duckdb.connect() as duck:
        duck.execute("CREATE TABLE supplier (n INTEGER, number VARCHAR, contract VARCHAR)")
        duck.executemany(
            "INSERT INTO supplier VALUES (?, ?, ?)",
            [
                (
                    n,
                    f"okänd {n}" if n % 100 == UNUSABLE else org_number(n),
                    next((number for number, area, _, _ in supplier_terms(n) if area >= 0), ""),
                )
                for n in range(SUPPLIERS)
            ],
        )
        duck.execute(
            f"""
            COPY (
                SELECT '2120000068', 'Huddinge kommun', 'V' || i, 'Prov ' || n || ' AB', number,
                    ((n * 5 + hash(i * 3) % {ACCOUNTS_OF_ONE}) % {ACCOUNTS}) + {FIRST_ACCOUNT}, 'Vård',
                    replace(((1 + hash(i) % 5000000) / 100.0 * CASE WHEN credits THEN -1 ELSE 1 END)
                        ::DECIMAL(17,2)::VARCHAR, '.', ','),
                    DATE '2025-01-01' + (i * 11 % 365)::INT, 'Socialförvaltningen',
                    'F' || of_row, '', CASE WHEN NOT credits AND hash(i * 7) % 100 < {NAMING} THEN contract ELSE '' END,
                    '0126', ''
                FROM (
                    SELECT i, i % {CREDIT_EVERY} = {CREDIT_EVERY - 1} AS credits,
                        CASE WHEN i % {CREDIT_EVERY} = {CREDIT_EVERY - 1} THEN i - {BACK} ELSE i END AS of_row
                    FROM range({rows}) t(i)
                ) JOIN supplier ON n = floor({SUPPLIERS} * power(hash(of_row * 13) % 1000000 / 1000000.0, 2))::INT
                ORDER BY i
            ) TO '{target}.body' (FORMAT csv, DELIMITER ';', HEADER false)
            """
        )
    with target.open("wb") as out, Path(f"{target}.body").open("rb") as body:
        out.write(HEADER.encode() + b"\n")
        shutil.copyfileobj(body, out)
    Path(f"{target}.body").unlink()


def sums_by_duckdb(path: Path, *, terminated: int | None = None) -> dict[str, Decimal]:
    """What every sum must be, judged row by row by another engine and other code than ours.

    `terminated` is a supplier whose first contract ended early.
    """
    with duckdb.connect() as duck:
        duck.execute(
            "CREATE TABLE term (supplier VARCHAR, number VARCHAR, area INT, category VARCHAR, first DATE, last DATE)"
        )
        terms = []
        for supplier in range(SUPPLIERS):
            for number, area, first, last in supplier_terms(supplier):
                ends = TERMINATED_ON if supplier == terminated and number.endswith("-0") else last
                category = "IFO" if area < FIRST_FO_AREA else "FO"
                terms.append((org_number(supplier), number, area, category, first, ends or date(9999, 12, 31)))
        duck.executemany("INSERT INTO term VALUES (?, ?, ?, ?, ?, ?)", terms)
        duck.execute(
            f"""
            CREATE TABLE row_ AS
            SELECT row_number() OVER () AS id, leverantor_id AS supplier, fakturanummer AS invoice, avtal AS named,
                konto_nr::INT - {FIRST_ACCOUNT} AS account, datum::DATE AS day,
                replace(belopp, ',', '.')::DECIMAL(17,2) AS amount
            FROM read_csv('{path}', delim = ';', header = true, all_varchar = true);
            CREATE TABLE one_category AS
            SELECT supplier, min(category) AS category FROM term WHERE area >= 0
            GROUP BY supplier HAVING count(DISTINCT category) = 1;
            CREATE TABLE placed AS
            SELECT r.*, CASE WHEN account < {EXCLUDED[0]} THEN account END AS area,
                CASE WHEN account < {FIRST_FO_AREA} THEN 'IFO' WHEN account < {EXCLUDED[0]} THEN 'FO'
                     ELSE coalesce(n.category, o.category) END AS category
            FROM row_ r LEFT JOIN one_category o USING (supplier)
            LEFT JOIN term n ON n.number = r.named AND r.named <> '';
            CREATE TABLE own AS
            SELECT p.id, p.supplier, p.invoice, p.amount,
                CASE WHEN p.account BETWEEN {EXCLUDED[0]} AND {EXCLUDED[1]} THEN 'excluded'
                     WHEN p.supplier LIKE 'okänd%' OR p.category IS NULL THEN 'unknown'
                     WHEN bool_or(t.area >= 0 AND (t.number = p.named OR t.category = p.category
                          AND (p.area IS NULL OR t.area = p.area))) THEN 'on_contract'
                     WHEN p.category = 'IFO' AND bool_or(t.area = -1) THEN 'approved_deviation'
                     ELSE 'unexplained' END AS bucket,
                coalesce(bool_or(t.area >= 0), false) AS under
            FROM placed p LEFT JOIN term t ON t.supplier = p.supplier AND p.day BETWEEN t.first AND t.last
            GROUP BY p.id, p.supplier, p.invoice, p.amount, p.account, p.category
            """
        )
        rows = duck.execute(
            """
            SELECT coalesce(invoiced.bucket, o.bucket), coalesce(invoiced.under, o.under), sum(o.amount), count(*)
            FROM own o LEFT JOIN own invoiced ON o.amount < 0 AND invoiced.amount > 0
                AND invoiced.invoice = o.invoice AND invoiced.supplier = o.supplier
            GROUP BY ALL
            """
        ).fetchall()
    names = ("on_contract", "approved_deviation", "unexplained", "unknown", "excluded")
    sums = {name: sum((row[2] for row in rows if row[0] == name), Decimal(0)) for name in names}
    sums["purchasable"] = sums["on_contract"] + sums["approved_deviation"] + sums["unexplained"]
    sums["under_contract"] = sum((row[2] for row in rows if row[1] and row[0] in names[:3]), Decimal(0))
    sums["ledger"] = sum((row[2] for row in rows), Decimal(0))
    sums["count"] = Decimal(sum(row[3] for row in rows))
    sums["contract_loyalty"] = sums["on_contract"] / sums["purchasable"]
    sums["supplier_loyalty"] = sums["under_contract"] / sums["purchasable"]
    return sums
