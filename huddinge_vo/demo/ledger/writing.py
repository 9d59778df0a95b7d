"""The ledger as files after "Specifikation för leverantörsreskontra" 1.1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from activities.plan.reference import PLAN_UNTIL
from huddinge_vo.demo.ledger.postings import Posting, year_postings
from huddinge_vo.demo.ledger.volumes import FIRST_YEAR

LAST_MONTH = PLAN_UNTIL.replace(day=1)  # the story ends with the plan
MONTHLY_FROM = 2026  # one file a year before, one a month from then on
_COLUMNS = (
    "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;belopp;datum;"
    "forvaltning;fakturanummer;grund;avtal;kommun_id;s_kod_nr"
)


@dataclass(frozen=True)
class DemoFile:
    """A ledger file: what it is called and its bytes."""

    name: str
    content: bytes


def files(*, buyer_number: str, buyer_name: str, until: date) -> Iterator[DemoFile]:
    """The ledger up to and including the month of `until`: a file a year, from 2026 a file a month."""
    until = min(max(until.replace(day=1), date(FIRST_YEAR, 12, 1)), LAST_MONTH)
    for year in range(FIRST_YEAR, until.year + 1):
        months = [[*range(1, 13)]] if year < MONTHLY_FROM else [[month] for month in range(1, 13)]
        postings = year_postings(year)
        for group in months:
            if date(year, group[0], 1) > until:
                return
            label = f"{year}" if len(group) == 12 else f"{year}-{group[0]:02d}"
            yield DemoFile(
                f"demo-leverantorsreskontra-{label}.csv",
                _written([one for month in group for one in postings[month - 1]], buyer_number, buyer_name),
            )


def _kronor(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100},{abs(ore) % 100:02d}"


def _written(postings: list[Posting], buyer_number: str, buyer_name: str) -> bytes:
    """The file's bytes: UTF-8, semicolons, decimal commas. Postings of one invoice on a day share a voucher."""
    lines = [_COLUMNS]
    voucher, before = 0, ("", date.min)
    for one in postings:
        if (one.invoice, one.booked_on) != before:
            voucher += 1
            before = (one.invoice, one.booked_on)
        lines.append(
            ";".join(
                (
                    buyer_number,
                    buyer_name,
                    f"D{one.booked_on:%y%m}-{voucher:05d}",
                    one.supplier_name,
                    one.supplier_ref,
                    one.account.number,
                    one.account.text,
                    _kronor(one.ore),
                    one.booked_on.isoformat(),
                    one.unit,
                    one.invoice,
                    "",
                    one.contract,
                    "0126",
                    "",
                )
            )
        )
    return ("\n".join(lines) + "\n").encode()
