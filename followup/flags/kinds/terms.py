"""What was bought when no contract, permit, check or ceiling covered it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from contracts.checks.models import CheckKind
from contracts.law.choices import PermitNeed
from contracts.law.querysets import areas_on
from contracts.terms.rules import HIGH, NEAR, REACHED
from followup.flags.kinds.identity import MONTHS
from followup.flags.kinds.kind import KINDS, FlagKind, Found, Given, RowsAre, Threshold, kronor, least, percent
from followup.reviews.models import FollowUpClass
from followup.spend.reports import lost_permits

KINDS.add(
    FlagKind(
        code="OUTSIDE_TERM",
        number=40,
        name="Betalt efter avtalets slut eller före dess start",
        definition="Köp utan avtal och avsteg som gäller dagar efter slutet på ett avtal med leverantören, eller före "
        "starten. De första dagarna efter slutet räknas inte: fakturan kan vara sen.",
        sql=f"""
            SELECT r.supplier_id, c.id, '', sum(r.sum_sek),
                CASE WHEN c.is_after THEN 'Avtal ' || c.number || ' slutade ' || c.ends_on
                     ELSE 'Avtal ' || c.number || ' började först ' || c.valid_from END
                || '; köpt för ' || {kronor("sum(r.sum_sek)")} || ' kr som gäller ' || min(r.day) || ' till '
                || max(r.day) || '.',
                array_agg(DISTINCT r.id)
            FROM flag_row r
            CROSS JOIN LATERAL (
                SELECT each.id, each.number, each.ends_on, each.valid_from, each.ends_on < r.day IS TRUE AS is_after
                FROM flag_contract each
                WHERE each.supplier_id = r.supplier_id AND each.is_signed
                    AND (each.ends_on < r.day - %(days)s::int OR each.valid_from > r.day)
                ORDER BY each.ends_on < r.day IS TRUE DESC,
                    least(abs(r.day - coalesce(each.ends_on, each.valid_from)), abs(r.day - each.valid_from)), each.id
                LIMIT 1
            ) c
            WHERE r.bucket = 'UNEXPLAINED' AND r.reason IN ('CONTRACT_ENDED', 'LATE_INVOICE', 'NOT_BEGUN')
                AND r.booked_on > %(since)s
            GROUP BY r.supplier_id, c.id, c.number, c.ends_on, c.valid_from, c.is_after
            HAVING sum(r.sum_sek) >= %(least)s
        """,
        gives=("supplier_id", "contract_id", "mark", "sum_sek", "reason", "ids"),
        rows=RowsAre.ROWS,
        thresholds=(
            Threshold(name="days", words="Dagar efter slutet", unit="dagar", start=Decimal(60), highest=Decimal(365)),
            least(10_000),
        ),
    )
)


def _lost(buyer_id: int, on: date) -> Given:
    each = [(supplier, one) for one in lost_permits(None) for supplier in one.suppliers]
    return {
        "suppliers": [supplier for supplier, _ in each],
        "homes": [one.stop.unit_id or 0 for _, one in each],
        "lost": [one.lost_on for _, one in each],
        "until": [one.until for _, one in each],
    }


KINDS.add(
    FlagKind(
        code="AFTER_PERMIT",
        number=50,
        name="Betalt efter förlorat tillstånd",
        definition="Rader som gäller dagar efter att en verksamhets tillstånd återkallades, gick ut eller försvann ur "
        "IVO:s register. En rad säger inte vilken verksamhet den gäller: har leverantören flera kan den vara en "
        "annans.",
        sql=f"""
            SELECT p.supplier_id, nullif(p.unit_id, 0), p.lost_on::text, sum(r.sum_sek),
                'En verksamhet förlorade sitt tillstånd ' || p.lost_on || '; betalt för dagar därefter: '
                || {kronor("sum(r.sum_sek)")} || ' kr.',
                array_agg(DISTINCT r.id)
            FROM unnest(%(suppliers)s::bigint[], %(homes)s::bigint[], %(lost)s::date[], %(until)s::date[])
                p (supplier_id, unit_id, lost_on, until)
            JOIN flag_row r ON r.supplier_id = p.supplier_id AND r.day > p.lost_on
                AND (p.until IS NULL OR r.day <= p.until)
            GROUP BY p.supplier_id, p.unit_id, p.lost_on HAVING sum(r.sum_sek) > %(least)s
        """,
        gives=("supplier_id", "unit_id", "mark", "sum_sek", "reason", "ids"),
        rows=RowsAre.ROWS,
        given=_lost,
        thresholds=(least(0),),
    )
)


def _areas(buyer_id: int, on: date) -> Given:
    of_buyer = areas_on(on).filter(category__buyer=buyer_id)
    need = of_buyer.filter(permit_need=PermitNeed.REQUIRED).order_by("pk")  # type: ignore[misc]  # annotated
    return {"areas": list(need.values_list("pk", flat=True))}


KINDS.add(
    FlagKind(
        code="NO_PERMIT",
        number=60,
        name="Betalt utan tillstånd",
        definition="Köpt på ett avtal i ett område där tillstånd krävs, av en leverantör som varken har ett gällande "
        "tillstånd registrerat eller en godkänd kontroll av tillståndet.",
        sql=f"""
            SELECT c.supplier_id, c.id, '', sum(r.sum_sek),
                'Tillstånd krävs för avtal ' || c.number || ' men inget är känt; köpt för '
                || {kronor("sum(r.sum_sek)")} || ' kr på tolv månader.', {MONTHS}
            FROM flag_contract c JOIN flag_row r ON r.contract_id = c.id AND r.booked_on > %(since)s
            WHERE EXISTS (SELECT FROM contracts_contract_areas a WHERE a.contract_id = c.id
                          AND a.contractarea_id = ANY(%(areas)s::bigint[]))
                AND NOT EXISTS (
                    SELECT FROM contracts_permit p JOIN contracts_supplierunit u ON u.id = p.unit_id
                    JOIN flag_now n ON n.id = u.supplier_id
                    WHERE n.now = c.supplier_id AND p.status = 'VALID' AND p.decided_on <= %(on)s
                        AND (p.valid_until IS NULL OR p.valid_until >= %(on)s)
                )
                AND NOT EXISTS (
                    SELECT FROM contracts_suppliercheck k JOIN flag_now n ON n.id = k.supplier_id
                    WHERE n.now = c.supplier_id AND k.kind = 'PERMIT' AND k.outcome = 'PASSED'
                        AND k.valid_until >= %(on)s
                )
            GROUP BY c.supplier_id, c.id, c.number HAVING sum(r.sum_sek) >= %(least)s
        """,
        gives=("supplier_id", "contract_id", "mark", "sum_sek", "reason", "ids"),
        found=Found.CONTRACT,
        given=_areas,
        thresholds=(least(10_000),),
    )
)
KINDS.add(
    FlagKind(
        code="CEILING",
        number=70,
        name="Takvolymen är nådd, eller snart",
        definition="Köpt på ett gällande avtal, eller på en omgångs alla avtal, jämfört med takvolymen. Flaggan kommer "
        "på nytt vid varje gräns. Kronorna är det som är köpt över den lägsta gränsen.",
        sql=f"""
            WITH used AS (
                SELECT c.supplier_id, c.id AS contract_id, NULL::bigint AS framework_id, c.ceiling_sek AS most,
                    sum(v.sum_sek) AS sum_sek, 'Avtal ' || c.number AS what
                FROM flag_contract c JOIN contracts_contractvolume v ON v.contract_id = c.id
                WHERE c.is_signed AND c.in_force @> %(on)s::date AND c.ceiling_sek > 0
                GROUP BY 1, 2, 4, c.number
                UNION ALL
                SELECT NULL, NULL, f.id, f.ceiling_sek, sum(v.sum_sek), 'Omgång ' || f.number
                FROM contracts_framework f
                JOIN flag_contract c ON c.framework_id = f.id AND c.is_signed
                JOIN contracts_contractvolume v ON v.contract_id = c.id
                WHERE f.ceiling_sek > 0
                    AND EXISTS (SELECT FROM flag_contract r WHERE r.framework_id = f.id AND r.in_force @> %(on)s::date)
                GROUP BY f.id, f.ceiling_sek, f.number
            ), reached AS (
                SELECT *, CASE WHEN sum_sek >= most * %(full)s / 100 THEN %(full)s
                               WHEN sum_sek >= most * %(high)s / 100 THEN %(high)s
                               ELSE %(near)s END::int AS level
                FROM used WHERE sum_sek >= most * %(near)s / 100
            )
            SELECT supplier_id, contract_id, framework_id, level::text, sum_sek - most * %(near)s / 100,
                what || ' har använt ' || {percent("sum_sek / most")} || ' av taket på ' || {kronor("most")} || ' kr.',
                ARRAY[level::bigint]
            FROM reached
        """,
        gives=("supplier_id", "contract_id", "framework_id", "mark", "sum_sek", "reason", "ids"),
        found=Found.CONTRACT,
        thresholds=tuple(
            Threshold(name=name, words=words, unit="%", start=share * 100, lowest=Decimal(1), highest=Decimal(500))
            for name, words, share in (
                ("near", "Första gränsen", NEAR),
                ("high", "Andra gränsen", HIGH),
                ("full", "Tredje gränsen", REACHED),
            )
        ),
    )
)


def _unreviewed(buyer_id: int, on: date) -> Given:
    late = [(each, day) for each, day in FollowUpClass.objects.filter(contract__buyer=buyer_id).due(on, level=1)
            if day < on]  # fmt: skip
    return {"contracts": [each.contract_id for each, _ in late], "due": [day for _, day in late]}


KINDS.add(
    FlagKind(
        code="NO_REVIEW",
        number=80,
        name="Klass 1-avtal utan uppföljning i tid",
        definition="Gällande avtal i klass 1 vars uppföljning skulle ha gjorts, enligt klassens takt.",
        sql=f"""
            SELECT c.supplier_id, c.id, d.due::text, coalesce(y.sum_sek, 0),
                'Avtal ' || c.number || ' skulle ha följts upp senast ' || d.due || '; köpt på det för '
                || {kronor("coalesce(y.sum_sek, 0)")} || ' kr på tolv månader.',
                ARRAY[(d.due - DATE '2000-01-01')::bigint]
            FROM unnest(%(contracts)s::bigint[], %(due)s::date[]) d (contract_id, due)
            JOIN flag_contract c ON c.id = d.contract_id
            LEFT JOIN LATERAL (
                SELECT sum(r.sum_sek) AS sum_sek FROM flag_row r
                WHERE r.contract_id = c.id AND r.booked_on > %(since)s
            ) y ON true
            WHERE d.due < %(on)s::date - %(days)s::int
        """,
        gives=("supplier_id", "contract_id", "mark", "sum_sek", "reason", "ids"),
        found=Found.CONTRACT,
        given=_unreviewed,
        thresholds=(
            Threshold(
                name="days", words="Dagar efter sista dagen", unit="dagar", start=Decimal(0), highest=Decimal(365)
            ),
        ),
    )
)
_CHECKS = " ".join(f"WHEN '{kind.value}' THEN '{kind.label}'" for kind in CheckKind)
KINDS.add(
    FlagKind(
        code="EXPIRED_CHECK",
        number=90,
        name="Kontroll som har gått ut",
        definition="Den senaste kontrollen av ett slag gäller inte längre, och leverantören har ett gällande avtal som "
        "det köps av.",
        sql=f"""
            WITH latest AS (
                SELECT DISTINCT ON (n.now, k.unit_id, k.kind) k.*, n.now
                FROM contracts_suppliercheck k JOIN flag_now n ON n.id = k.supplier_id
                WHERE k.checked_on <= %(on)s
                ORDER BY n.now, k.unit_id, k.kind, k.checked_on DESC, k.id DESC
            )
            SELECT k.now, k.unit_id, k.kind, y.sum_sek,
                'Kontrollen av ' || CASE k.kind {_CHECKS} END || ' gällde till och med ' || k.valid_until || '.',
                ARRAY[k.id]
            FROM latest k JOIN flag_year y ON y.supplier_id = k.now
            WHERE k.valid_until < %(on)s::date - %(days)s::int AND y.sum_sek > 0
                AND EXISTS (SELECT FROM flag_contract c WHERE c.supplier_id = k.now AND c.in_force @> %(on)s::date
                            AND c.is_signed)
        """,
        gives=("supplier_id", "unit_id", "mark", "sum_sek", "reason", "ids"),
        thresholds=(
            Threshold(
                name="days", words="Dagar efter sista dagen", unit="dagar", start=Decimal(0), highest=Decimal(365)
            ),
        ),
    )
)
KINDS.add(
    FlagKind(
        code="RATING",
        number=100,
        name="Kreditbetyg lågt eller fallet",
        definition="Det senaste kreditbetyget är under gränsen, eller har fallit så mycket sedan det förra.",
        sql="""
            WITH rated AS (
                SELECT n.now, k.id, k.score, k.checked_on,
                    lag(k.score) OVER of_one AS before, row_number() OVER latest AS place
                FROM contracts_suppliercheck k JOIN flag_now n ON n.id = k.supplier_id
                WHERE k.kind = 'RATING' AND k.score IS NOT NULL AND k.checked_on <= %(on)s
                WINDOW of_one AS (PARTITION BY n.now ORDER BY k.checked_on, k.id),
                    latest AS (PARTITION BY n.now ORDER BY k.checked_on DESC, k.id DESC)
            )
            SELECT k.now, '', y.sum_sek,
                'Betyget är ' || k.score || ' enligt kontrollen ' || k.checked_on
                || CASE WHEN k.before - k.score >= %(fall)s THEN ', och var ' || k.before || ' dessförinnan' ELSE '' END
                || '.', ARRAY[k.id]
            FROM rated k JOIN flag_year y ON y.supplier_id = k.now
            WHERE k.place = 1 AND y.sum_sek > 0 AND (k.score < %(lowest)s OR k.before - k.score >= %(fall)s)
        """,
        thresholds=(
            Threshold(name="lowest", words="Lägsta betyg", unit="betyg", start=Decimal(40), highest=Decimal(100)),
            Threshold(
                name="fall", words="Fall", unit="betyg", start=Decimal(15), lowest=Decimal(1), highest=Decimal(100)
            ),
        ),
    )
)
