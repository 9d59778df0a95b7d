"""What e-invoices tell: prices, days, hours, when they are written, and whom the money goes to."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from followup.flags.kinds.kind import KINDS, FlagKind, Given, RowsAre, Threshold, kronor, least
from huddinge_vo.common.fingerprints import SECRET_SIGNS
from huddinge_vo.common.workdays import is_working_day


def _deviations(kinds: str, what: str) -> str:
    return f"""
        SELECT n.now, '', sum(d.difference_sek), {what} || {kronor("sum(d.difference_sek)")} || ' kr på '
            || count(DISTINCT i.id) || ' fakturor.', array_agg(DISTINCT i.id)
        FROM followup_pricedeviation d
        JOIN followup_invoiceline l ON l.id = d.line_id
        JOIN followup_invoice i ON i.id = l.invoice_id
        JOIN flag_now n ON n.id = i.supplier_id
        WHERE d.buyer_id = %(buyer)s AND d.kind IN ({kinds}) AND i.issued_on > %(since)s
        GROUP BY n.now HAVING sum(d.difference_sek) >= %(least)s
    """


def _at_least(start: int, words: str) -> Threshold:
    """So many invoices that something is said of them."""
    return Threshold(
        name="count", words=words, unit="st", start=Decimal(start), lowest=Decimal(1), highest=Decimal(1000)
    )


KINDS.add(
    FlagKind(
        code="ABOVE_PRICE",
        number=210,
        name="Pris över avtalets",
        definition="Rader på e-fakturor över avtalets pris, eller med ett nytt pris före sin dag, enligt "
        "priskontrollen de senaste tolv månaderna.",
        sql=_deviations("'ABOVE', 'EARLY_INDEX'", "'Fakturerat över avtalets pris: '"),
        rows=RowsAre.INVOICES,
        thresholds=(least(1_000),),
    )
)
KINDS.add(
    FlagKind(
        code="TOO_MANY_DAYS",
        number=220,
        name="Fler dygn än platser",
        definition="Fakturerade dygn över tillståndens platser gånger periodens dagar, enligt priskontrollen de "
        "senaste tolv månaderna.",
        sql=_deviations("'QUANTITY'", "'Fakturerade dygn över platserna: '"),
        rows=RowsAre.INVOICES,
        thresholds=(least(1_000),),
    )
)
KINDS.add(
    FlagKind(
        code="ACCOUNT",
        number=230,
        name="Betalningsmottagarens konto har bytts",
        definition="En e-faktura anger ett annat konto än de tidigare. Kontonumret sparas inte, bara ett fingeravtryck "
        "som visar att det är ett annat.",
        sql=f"""
            WITH paid AS (
                SELECT n.now, i.account_key, min(i.issued_on) AS first_on, count(*) AS n, sum(i.amount_sek) AS sum_sek,
                    array_agg(i.id) AS ids
                FROM followup_invoice i JOIN flag_now n ON n.id = i.supplier_id
                WHERE i.buyer_id = %(buyer)s AND i.account_key <> '' AND i.kind = 'INVOICE' GROUP BY 1, 2
            )
            SELECT p.now, p.account_key, coalesce(p.sum_sek, 0),
                'Från ' || p.first_on || ' anger fakturorna ett annat konto än de ' || max(o.n) || ' tidigare; '
                || p.n || CASE WHEN p.n = 1 THEN ' faktura på ' ELSE ' fakturor på ' END
                || {kronor("coalesce(p.sum_sek, 0)")} || ' kr.', p.ids
            FROM paid p
            JOIN paid o ON o.now = p.now AND o.account_key <> p.account_key AND o.first_on < p.first_on
                AND left(o.account_key, {SECRET_SIGNS}) = left(p.account_key, {SECRET_SIGNS})
            WHERE p.first_on > %(since)s AND o.n >= %(count)s
            GROUP BY p.now, p.account_key, p.first_on, p.n, p.sum_sek, p.ids
        """,
        rows=RowsAre.INVOICES,
        thresholds=(_at_least(3, "Minst så många fakturor på det förra kontot"),),
    )
)
KINDS.add(
    FlagKind(
        code="F_TAX",
        number=240,
        name="F-skatten har ändrats",
        definition="Leverantören var godkänd för F-skatt enligt sina fakturor eller en registerfil, och är det inte "
        "längre enligt den senaste.",
        sql=f"""
            WITH told AS (
                SELECT n.now, i.issued_on AS on_day, i.says_f_tax AS has_it, i.id, true AS by_invoice
                FROM followup_invoice i JOIN flag_now n ON n.id = i.supplier_id
                WHERE i.buyer_id = %(buyer)s AND i.kind = 'INVOICE'
                UNION ALL
                SELECT n.now, f.on, f.number = 1, f.id, false
                FROM followup_supplierfact f JOIN flag_now n ON n.id = f.supplier_id
                WHERE f.buyer_id = %(buyer)s AND f.kind = 'F_TAX'
            ), ever AS (
                SELECT now, by_invoice, max(on_day) FILTER (WHERE has_it) AS last_with,
                    count(*) FILTER (WHERE has_it) AS n
                FROM told GROUP BY 1, 2
            )
            SELECT t.now, t.by_invoice::text, coalesce(y.sum_sek, 0),
                'Senast godkänd för F-skatt ' || e.last_with || '; från ' || min(t.on_day) || ' inte längre, enligt '
                || CASE WHEN t.by_invoice THEN 'fakturorna' ELSE 'registerfilen' END || '. Köpt för '
                || {kronor("coalesce(y.sum_sek, 0)")} || ' kr på tolv månader.',
                array_agg(t.id)
            FROM told t
            JOIN ever e ON e.now = t.now AND e.by_invoice = t.by_invoice AND t.on_day > e.last_with
                AND (NOT e.by_invoice OR e.n >= %(count)s)
            LEFT JOIN flag_year y ON y.supplier_id = t.now
            WHERE NOT t.has_it AND t.on_day > %(since)s
            GROUP BY t.now, t.by_invoice, e.last_with, y.sum_sek
        """,
        thresholds=(_at_least(2, "Minst så många tidigare fakturor med F-skatt"),),
    )
)


def _free_days(buyer_id: int, on: date) -> Given:
    days = [on - timedelta(days=number) for number in range(366)]
    return {"free": [day for day in days if not is_working_day(day)]}


KINDS.add(
    FlagKind(
        code="WEEKEND",
        number=250,
        name="Fakturor skrivna på helger",
        definition="E-fakturor daterade på lördagar, söndagar och helgdagar, som andel av alla på tolv månader. "
        "Månadens första och sista dag räknas inte.",
        sql="""
            SELECT n.now, '', coalesce(sum(i.amount_sek) FILTER (WHERE i.is_free), 0),
                count(*) FILTER (WHERE i.is_free) || ' av ' || count(*)
                || ' fakturor på tolv månader är daterade på helger.',
                array_agg(i.id) FILTER (WHERE i.is_free)
            FROM (
                SELECT *, issued_on = ANY(%(free)s::date[]) AS is_free FROM followup_invoice
                WHERE buyer_id = %(buyer)s AND kind = 'INVOICE' AND issued_on > %(since)s AND issued_on <= %(on)s
                    AND extract(day FROM issued_on) > 1 AND extract(day FROM issued_on + 1) > 1
            ) i JOIN flag_now n ON n.id = i.supplier_id
            GROUP BY n.now
            HAVING count(*) >= %(count)s AND count(*) FILTER (WHERE i.is_free) * 100 > count(*) * %(share)s
        """,
        rows=RowsAre.INVOICES,
        given=_free_days,
        thresholds=(
            Threshold(
                name="share", words="Mer än", unit="%", start=Decimal(40), lowest=Decimal(1), highest=Decimal(100)
            ),
            _at_least(8, "Minst så många fakturor"),
        ),
    )
)
KINDS.add(
    FlagKind(
        code="BOOKED_FREE",
        number=255,
        name="Fakturor bokförda på helger",
        definition="Andelen av leverantörens fakturor i reskontran på tolv månader som vi själva har bokfört på "
        "lördagar, söndagar och helgdagar, jämfört med samma andel för alla leverantörer. Säger något om hur fakturan "
        "har hanterats hos oss; när omsorgen gavs räknas inte. Månadens första och sista dag räknas inte.",
        sql="""
            WITH bill AS (
                SELECT supplier_id, bill, sum_sek, booked_on = ANY(%(free)s::date[]) AS is_free FROM flag_bill
                WHERE booked_on > %(since)s AND sum_sek > 0
                    AND extract(day FROM booked_on) > 1 AND extract(day FROM booked_on + 1) > 1
            ), everybody AS (SELECT avg(is_free::int) * 100 AS part FROM bill)
            SELECT supplier_id, '', sum(sum_sek) FILTER (WHERE is_free),
                count(*) FILTER (WHERE is_free) || ' av ' || count(*) || ' fakturor på tolv månader är bokförda på '
                || 'helger. För alla leverantörer är det ' || round(min(part)) || E'\u00a0%%.',
                array_agg(bill) FILTER (WHERE is_free)
            FROM bill CROSS JOIN everybody
            GROUP BY supplier_id
            HAVING count(*) >= %(count)s AND count(*) FILTER (WHERE is_free) * 100 > count(*) * (min(part) + %(share)s)
        """,
        rows=RowsAre.BILLS,
        given=_free_days,
        thresholds=(
            Threshold(
                name="share",
                words="Mer än alla leverantörers andel",
                unit="procentenheter",
                start=Decimal(30),
                lowest=Decimal(1),
                highest=Decimal(100),
            ),
            _at_least(8, "Minst så många fakturor"),
        ),
    )
)
KINDS.add(
    FlagKind(
        code="HOURS",
        number=260,
        name="Fler timmar än personal",
        definition="Fakturerade timmar en månad jämfört med antalet anställda enligt registerfil gånger arbetstiden "
        "för heltid. Alla räknas som om de arbetade heltid hos oss.",
        sql=f"""
            WITH billed AS (
                SELECT n.now,
                    date_trunc('month', coalesce(l.period_until, i.period_until, i.issued_on))::date AS month,
                    sum(l.quantity) AS hours, sum(l.amount) AS sum_sek, array_agg(DISTINCT i.id) AS ids
                FROM followup_invoiceline l
                JOIN followup_invoice i ON i.id = l.invoice_id AND i.buyer_id = %(buyer)s AND i.currency = 'SEK'
                JOIN flag_now n ON n.id = i.supplier_id
                WHERE l.unit_code = 'HUR' AND i.issued_on > %(since)s GROUP BY 1, 2
            )
            SELECT b.now, b.month::text, b.sum_sek * (b.hours - s.number * %(hours)s) / b.hours,
                'Fakturerat ' || round(b.hours) || ' timmar i ' || to_char(b.month, 'YYYY-MM') || '; '
                || round(s.number) || ' anställda räcker till ' || round(s.number * %(hours)s) || '. Källa: '
                || s.source || ' ' || s.on || '. Det som är över motsvarar '
                || {kronor("b.sum_sek * (b.hours - s.number * %(hours)s) / b.hours")} || ' kr.', b.ids
            FROM billed b
            CROSS JOIN LATERAL (
                SELECT f.number, f.source, f.on FROM followup_supplierfact f JOIN flag_now n ON n.id = f.supplier_id
                WHERE f.buyer_id = %(buyer)s AND f.kind = 'STAFF' AND n.now = b.now
                    AND f.on < b.month + interval '1 month'
                ORDER BY f.on DESC, f.id DESC LIMIT 1
            ) s
            WHERE b.hours > s.number * %(hours)s
        """,
        rows=RowsAre.INVOICES,
        thresholds=(
            Threshold(
                name="hours",
                words="Timmar per anställd och månad",
                unit="timmar",
                start=Decimal(174),
                lowest=Decimal(1),
                highest=Decimal(744),
            ),
        ),
    )
)
