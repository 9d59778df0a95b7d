"""How the money comes: near limits, split, twice, back again, in round sums, all at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from contracts.law.choices import LawKind
from contracts.law.querysets import law_on
from followup.flags.kinds.identity import MONTHS
from followup.flags.kinds.kind import KINDS, FlagKind, Found, Given, RowsAre, Threshold, kronor, least, percent

_LIMITS = (LawKind.DIRECT_AWARD_ANNEX_2, LawKind.DIRECT_AWARD_OTHER, LawKind.DOCUMENT_ABOVE)
_LAW_PAGE = "contracts:law"


def _figure(kind: LawKind, on: date) -> Decimal | None:
    found = law_on(kind, on)
    return found.value if found else None


def _limits(buyer_id: int, on: date) -> Given | None:
    known = sorted({limit for kind in _LIMITS if (limit := _figure(kind, on))})
    return {"limits": known} if known else None


def _direct(buyer_id: int, on: date) -> Given | None:
    annex, other = _figure(LawKind.DIRECT_AWARD_ANNEX_2, on), _figure(LawKind.DIRECT_AWARD_OTHER, on)
    return None if annex is None and other is None else {"annex": annex, "other": other}


def _lacks(*kinds: LawKind) -> Callable[[int, date], str]:
    """What is said where some of the law's figures are not written in."""

    def words(buyer_id: int, on: date) -> str:
        unknown = [str(kind.label) for kind in kinds if _figure(kind, on) is None]
        return f"Hittar inget mot det som inte är inskrivet: {'; '.join(unknown)}." if unknown else ""

    return words


def _share(name: str, words: str, start: int, highest: int = 100) -> Threshold:
    return Threshold(
        name=name, words=words, unit="%", start=Decimal(start), lowest=Decimal(1), highest=Decimal(highest)
    )


def _count(name: str, words: str, start: int, unit: str = "st") -> Threshold:
    return Threshold(name=name, words=words, unit=unit, start=Decimal(start), lowest=Decimal(1), highest=Decimal(1000))


KINDS.add(
    FlagKind(
        code="DIRECT_LIMIT",
        number=110,
        name="Utan avtal nära direktupphandlingsgränsen",
        definition="Köpt utan avtal av en leverantör på tolv månader, med och utan avsteg, jämfört med lagens gräns "
        "för sociala tjänster (bilaga 2) och för övrigt.",
        sql=f"""
            SELECT r.supplier_id, CASE WHEN coalesce(a.annex_2, true) THEN 'bilaga 2' ELSE 'övrigt' END,
                sum(r.sum_sek),
                'Köpt utan avtal för ' || {kronor("sum(r.sum_sek)")} || ' kr på tolv månader: '
                || {percent("sum(r.sum_sek) / min(l.most)")} || ' av gränsen ' || {kronor("min(l.most)")} || ' kr.',
                {MONTHS}
            FROM flag_row r LEFT JOIN contracts_contractarea a ON a.id = r.area_id
            CROSS JOIN LATERAL (
                SELECT CASE WHEN coalesce(a.annex_2, true) THEN %(annex)s::numeric ELSE %(other)s::numeric END AS most
            ) l
            WHERE r.bucket IN ('UNEXPLAINED', 'APPROVED_DEVIATION') AND r.booked_on > %(since)s
                AND r.supplier_id IS NOT NULL AND l.most > 0
            GROUP BY r.supplier_id, coalesce(a.annex_2, true)
            HAVING sum(r.sum_sek) > min(l.most) * %(share)s / 100
        """,
        found=Found.SPEND,
        given=_direct,
        missing=_lacks(*_LIMITS[:2]),
        written_at=_LAW_PAGE,
        thresholds=(_share("share", "Av gränsen", 90, 500),),
    )
)


def _runs(limits: str, low: str, high: str, what: str) -> str:
    """Invoices just under a limit, so many within so many days of each other."""
    return f"""
        WITH near AS (
            SELECT b.supplier_id, b.bill, b.sum_sek, b.booked_on, l.most,
                count(*) OVER (PARTITION BY b.supplier_id, l.most ORDER BY b.booked_on
                    RANGE BETWEEN make_interval(days => %(days)s::int - 1) PRECEDING AND CURRENT ROW) AS behind
            FROM flag_bill b CROSS JOIN {limits} l (most)
            WHERE b.supplier_id IS NOT NULL AND b.booked_on > %(since)s
                AND b.sum_sek >= l.most * {low} AND b.sum_sek {high}
        ), run AS (
            SELECT n.* FROM near n WHERE EXISTS (
                SELECT FROM near o WHERE o.supplier_id = n.supplier_id AND o.most = n.most AND o.behind >= %(count)s
                    AND n.booked_on BETWEEN o.booked_on - (%(days)s::int - 1) AND o.booked_on
            )
        )
        SELECT supplier_id, most::text, sum(sum_sek),
            count(*) || ' fakturor strax under {what} ' || {kronor("most")} || ' kr från ' || min(booked_on)
            || ' till ' || max(booked_on) || ', tillsammans ' || {kronor("sum(sum_sek)")} || ' kr.',
            array_agg(DISTINCT bill)
        FROM run GROUP BY supplier_id, most
    """


KINDS.add(
    FlagKind(
        code="SPLIT",
        number=120,
        name="Delade fakturor",
        definition="Flera fakturor från samma leverantör inom några dagar, var och en strax under en av lagens "
        "beloppsgränser (direktupphandling, dokumentationsplikt).",
        sql=_runs("unnest(%(limits)s::numeric[])", "%(share)s / 100", "<= l.most", "gränsen"),
        rows=RowsAre.BILLS,
        given=_limits,
        missing=_lacks(*_LIMITS),
        written_at=_LAW_PAGE,
        thresholds=(
            _count("count", "Minst så många fakturor", 3),
            _count("days", "Inom så många dagar", 7, "dagar"),
            _share("share", "Minst så mycket av gränsen", 80),
        ),
    )
)
KINDS.add(
    FlagKind(
        code="APPROVAL_LIMIT",
        number=130,
        name="Flera fakturor strax under en attestgräns",
        definition="Flera fakturor från samma leverantör inom en månad, var och en strax under beloppet som får "
        "attesteras utan en chef till.",
        sql=_runs("(SELECT %(limit)s::numeric)", "%(share)s / 100", "< l.most", "attestgränsen"),
        rows=RowsAre.BILLS,
        thresholds=(
            Threshold(name="limit", words="Attestgräns", unit="kr", start=Decimal(200_000), lowest=Decimal(1)),
            _count("count", "Minst så många fakturor", 3),
            _count("days", "Inom så många dagar", 30, "dagar"),
            _share("share", "Minst så mycket av gränsen", 95),
        ),
    )
)
KINDS.add(
    FlagKind(
        code="SAME_NUMBER",
        number=140,
        name="Samma fakturanummer två gånger",
        definition="Samma leverantör, fakturanummer och belopp på två verifikationer. Det som är krediterat räknas av.",
        sql=f"""
            SELECT supplier_id, plain_number || '|' || abs(sum_sek),
                abs(sum_sek) * (count(*) FILTER (WHERE sum_sek > 0) - count(*) FILTER (WHERE sum_sek < 0) - 1),
                'Faktura ' || min(invoice_number) || ' på ' || {kronor("abs(sum_sek)")} || ' kr är bokförd '
                || count(*) FILTER (WHERE sum_sek > 0) || ' gånger, ' || min(booked_on) || ' och ' || max(booked_on)
                || '.',
                array_agg(DISTINCT bill)
            FROM (
                SELECT b.*, followup_plain_invoice_number(b.invoice_number) AS plain_number
                FROM (  -- the few amounts that come twice: numbers are compared of no others
                    SELECT *, count(*) OVER (PARTITION BY supplier_id, abs(sum_sek)) AS times FROM flag_bill
                    WHERE invoice_number <> '' AND abs(sum_sek) >= %(least)s
                ) b
                WHERE b.times > 1
            ) b
            WHERE plain_number <> ''
            GROUP BY supplier_id, plain_number, abs(sum_sek)
            HAVING count(*) FILTER (WHERE sum_sek > 0) - count(*) FILTER (WHERE sum_sek < 0) >= 2
                AND max(booked_on) > %(since)s AND max(booked_on) - min(booked_on) <= %(days)s
        """,
        rows=RowsAre.BILLS,
        thresholds=(least(1_000), _count("days", "Inom så många dagar", 180, "dagar")),
    )
)
KINDS.add(
    FlagKind(
        code="SAME_AMOUNT",
        number=150,
        name="Samma belopp två gånger",
        definition="Två fakturor med olika nummer men samma belopp på öret, från samma leverantör, för samma månad och "
        "inom några dagar. Det som är krediterat räknas av. Samma belopp månad efter månad räknas inte.",
        sql=f"""
            SELECT supplier_id, abs(sum_sek) || '|' || date_trunc('month', day)::date,
                abs(sum_sek) * (count(*) FILTER (WHERE sum_sek > 0) - count(*) FILTER (WHERE sum_sek < 0) - 1),
                count(*) FILTER (WHERE sum_sek > 0) || ' fakturor på ' || {kronor("abs(sum_sek)")} || ' kr för '
                || to_char(min(day), 'YYYY-MM') || ', med olika nummer.',
                array_agg(DISTINCT bill)
            FROM flag_bill
            WHERE supplier_id IS NOT NULL AND abs(sum_sek) >= %(least)s
            GROUP BY supplier_id, abs(sum_sek), date_trunc('month', day)
            HAVING count(*) FILTER (WHERE sum_sek > 0) - count(*) FILTER (WHERE sum_sek < 0) >= 2
                AND count(DISTINCT invoice_number) FILTER (WHERE sum_sek > 0) >= 2
                AND max(booked_on) > %(since)s AND max(booked_on) - min(booked_on) <= %(days)s
        """,
        rows=RowsAre.BILLS,
        thresholds=(least(50_000), _count("days", "Inom så många dagar", 30, "dagar")),
    )
)
KINDS.add(
    FlagKind(
        code="CREDITS",
        number=160,
        name="Stor andel krediteringar",
        definition="Krediterat på tolv månader som andel av fakturerat, bland leverantörer med tillräckligt många "
        "fakturor.",
        sql=f"""
            SELECT supplier_id, '', -sum(sum_sek) FILTER (WHERE sum_sek < 0),
                'Krediterat ' || {kronor("-sum(sum_sek) FILTER (WHERE sum_sek < 0)")} || ' kr av '
                || {kronor("sum(sum_sek) FILTER (WHERE sum_sek > 0)")} || ' kr fakturerat på tolv månader, '
                || {percent("-sum(sum_sek) FILTER (WHERE sum_sek < 0) / sum(sum_sek) FILTER (WHERE sum_sek > 0)")}
                || '.',
                array_agg(DISTINCT bill) FILTER (WHERE sum_sek < 0)
            FROM flag_bill WHERE supplier_id IS NOT NULL AND booked_on > %(since)s
            GROUP BY supplier_id
            HAVING count(*) >= %(count)s AND -sum(sum_sek) FILTER (WHERE sum_sek < 0) >= %(least)s
                AND -sum(sum_sek) FILTER (WHERE sum_sek < 0) * 100
                    > sum(sum_sek) FILTER (WHERE sum_sek > 0) * %(share)s
        """,
        rows=RowsAre.BILLS,
        thresholds=(_share("share", "Mer än", 10), _count("count", "Minst så många fakturor", 10), least(10_000)),
    )
)
KINDS.add(
    FlagKind(
        code="ROUND",
        number=170,
        name="Stor andel runda belopp",
        definition="Fakturor på jämna tusental som andel av alla på tolv månader, bland leverantörer med tillräckligt "
        "många fakturor.",
        sql="""
            SELECT supplier_id, '', sum(sum_sek) FILTER (WHERE sum_sek %% 1000 = 0),
                count(*) FILTER (WHERE sum_sek %% 1000 = 0) || ' av ' || count(*)
                || ' fakturor på tolv månader är på jämna tusental.',
                array_agg(DISTINCT bill) FILTER (WHERE sum_sek %% 1000 = 0)
            FROM flag_bill WHERE supplier_id IS NOT NULL AND booked_on > %(since)s AND sum_sek > 0
            GROUP BY supplier_id
            HAVING count(*) >= %(count)s AND count(*) FILTER (WHERE sum_sek %% 1000 = 0) * 100 > count(*) * %(share)s
        """,
        rows=RowsAre.BILLS,
        thresholds=(_share("share", "Mer än", 25), _count("count", "Minst så många fakturor", 20)),
    )
)
KINDS.add(
    FlagKind(
        code="PEAK",
        number=180,
        name="En månad långt över de andra",
        definition="Köpt en månad jämfört med medelvärdet av de tolv månaderna före, i standardavvikelser. Kronorna är "
        "det som är över medelvärdet.",
        sql=f"""
            WITH bought AS (
                SELECT supplier_id, date_trunc('month', booked_on)::date AS month, sum(sum_sek) AS sum_sek
                FROM flag_row WHERE supplier_id IS NOT NULL GROUP BY 1, 2
            ), begun AS (
                SELECT supplier_id, min(month) AS first FROM bought GROUP BY 1 HAVING count(*) >= 7
            ), each AS (
                SELECT g.supplier_id, m::date AS month, coalesce(b.sum_sek, 0) AS sum_sek
                FROM begun g
                CROSS JOIN LATERAL generate_series(g.first, date_trunc('month', %(on)s::date), '1 month') m
                LEFT JOIN bought b ON b.supplier_id = g.supplier_id AND b.month = m::date
            ), compared AS (
                SELECT *, avg(sum_sek) OVER before AS mean, stddev_samp(sum_sek) OVER before AS spread,
                    count(*) OVER before AS months
                FROM each
                WINDOW before AS (PARTITION BY supplier_id ORDER BY month ROWS BETWEEN 12 PRECEDING AND 1 PRECEDING)
            )
            SELECT supplier_id, month::text, sum_sek - mean,
                'I ' || to_char(month, 'YYYY-MM') || ' köptes för ' || {kronor("sum_sek")}
                || ' kr; de tolv månaderna före var det i medeltal ' || {kronor("mean")} || ' kr.',
                ARRAY[(extract(year FROM month) * 100 + extract(month FROM month))::bigint]
            FROM compared
            WHERE months = 12 AND month > %(since)s AND sum_sek > mean + %(spreads)s * spread
                AND sum_sek - mean >= %(least)s
        """,
        found=Found.SPEND,
        thresholds=(
            Threshold(
                name="spreads",
                words="Över medelvärdet",
                unit="standardavvikelser",
                start=Decimal(3),
                lowest=Decimal(1),
                highest=Decimal(20),
            ),
            least(100_000, "Minst så mycket över medelvärdet"),
        ),
    )
)
KINDS.add(
    FlagKind(
        code="NEW",
        number=190,
        name="Ny leverantör med stora köp",
        definition="Första köpet ligger inom tolv månader, och summan är redan stor. Prövas när reskontran börjar "
        "tidigare än så.",
        sql=f"""
            WITH begun AS (
                SELECT supplier_id, min(month) AS first FROM followup_suppliermonth
                WHERE buyer_id = %(buyer)s AND supplier_id IS NOT NULL GROUP BY 1
            )
            SELECT b.supplier_id, '', y.sum_sek,
                'Köpt för första gången ' || to_char(b.first, 'YYYY-MM') || ', och sedan dess för '
                || {kronor("y.sum_sek")} || ' kr.', ARRAY[b.supplier_id]
            FROM begun b JOIN flag_year y ON y.supplier_id = b.supplier_id
            WHERE b.first > %(since)s AND y.sum_sek > %(least)s
                AND (SELECT min(first) FROM begun) < %(since)s::date - 31
        """,
        found=Found.SPEND,
        thresholds=(least(500_000, "Mer än"),),
    )
)
KINDS.add(
    FlagKind(
        code="CONSECUTIVE",
        number=200,
        name="Fakturanummer i följd bara till oss",
        definition="Leverantörens fakturanummer till kommunen följer på varandra utan luckor: kommunen är kanske enda "
        "kunden.",
        sql="""
            WITH numbered AS (
                SELECT supplier_id, max(bill) AS bill, sum(sum_sek) AS sum_sek, invoice_number::numeric AS number
                FROM flag_bill
                WHERE supplier_id IS NOT NULL AND booked_on > %(since)s AND invoice_number ~ '^[0-9]{1,15}$'
                    AND sum_sek > 0
                GROUP BY supplier_id, invoice_number::numeric
            ), stepped AS (
                SELECT *, number - lag(number) OVER (PARTITION BY supplier_id ORDER BY number) AS step FROM numbered
            )
            SELECT supplier_id, '', sum(sum_sek),
                count(*) FILTER (WHERE step = 1) || ' av ' || count(step)
                || ' fakturanummer på tolv månader följer direkt på det förra.',
                array_agg(DISTINCT bill)
            FROM stepped GROUP BY supplier_id
            HAVING count(*) >= %(count)s AND count(*) FILTER (WHERE step = 1) * 100 >= count(step) * %(share)s
        """,
        rows=RowsAre.BILLS,
        thresholds=(_count("count", "Minst så många fakturor", 10), _share("share", "Minst så stor andel", 80)),
    )
)
