"""Who was paid: numbers that are missing, several, or another than the contract's."""

from __future__ import annotations

from followup.flags.kinds.kind import KINDS, FlagKind, Found, RowsAre, kronor, least

# Months that it is about: a new month is a new row to look at.
MONTHS = "array_agg(DISTINCT (extract(year FROM r.booked_on) * 100 + extract(month FROM r.booked_on))::bigint)"

KINDS.add(
    FlagKind(
        code="ORG_NUMBER",
        number=10,
        name="Organisationsnummer saknas eller är fel",
        definition="Betalt de senaste tolv månaderna till någon som i reskontran inte har något giltigt "
        "organisationsnummer, och som inte känns igen på sitt leverantörsnummer.",
        sql=f"""
            SELECT min(k.id), md5(k.supplier_ref || '|' || k.supplier_name), sum(r.sum_sek),
                CASE WHEN k.supplier_ref = '' THEN 'Reskontran anger inget organisationsnummer.'
                     ELSE 'Numret i reskontran är inget giltigt organisationsnummer.' END
                || ' Köpt för ' || {kronor("sum(r.sum_sek)")} || ' kr på tolv månader.', {MONTHS}
            FROM flag_row r JOIN followup_spendkey k ON k.id = r.key_id
            WHERE k.supplier_id IS NULL AND k.org_number IS NULL AND r.booked_on > %(since)s
            GROUP BY k.supplier_ref, k.supplier_name HAVING sum(r.sum_sek) >= %(least)s
        """,
        gives=("key_id", "mark", "sum_sek", "reason", "ids"),
        found=Found.LEDGER_NAME,
        thresholds=(least(25_000),),
    )
)
KINDS.add(
    FlagKind(
        code="SEVERAL_NUMBERS",
        number=20,
        name="Flera organisationsnummer under ett namn",
        definition="Samma namn i reskontran är betalt på två organisationsnummer de senaste tolv månaderna. "
        "Bolag i samma koncern enligt registret räknas inte.",
        sql=f"""
            WITH paid AS (
                SELECT k.plain_name, r.supplier_id, sum(r.sum_sek) AS sum_sek, min(r.booked_on) AS first_on
                FROM flag_row r JOIN followup_spendkey k ON k.id = r.key_id
                WHERE r.supplier_id IS NOT NULL AND k.plain_name <> '' AND r.booked_on > %(since)s
                GROUP BY 1, 2
            )
            SELECT b.supplier_id, a.supplier_id, '', b.sum_sek,
                'Samma namn är betalt på två organisationsnummer; på det här från ' || b.first_on || ', '
                || {kronor("b.sum_sek")} || ' kr på tolv månader.', ARRAY[a.supplier_id]
            FROM paid a
            JOIN paid b ON b.plain_name = a.plain_name AND (b.first_on, b.supplier_id) > (a.first_on, a.supplier_id)
            JOIN contracts_supplier sa ON sa.id = a.supplier_id
            JOIN contracts_supplier sb ON sb.id = b.supplier_id
            WHERE coalesce(sa.parent_id, sa.id) <> coalesce(sb.parent_id, sb.id) AND b.sum_sek >= %(least)s
        """,
        gives=("supplier_id", "other_id", "mark", "sum_sek", "reason", "ids"),
        found=Found.SPEND,
        thresholds=(least(10_000),),
    )
)
KINDS.add(
    FlagKind(
        code="NUMBER_CHANGED",
        number=30,
        name="Annat organisationsnummer än avtalets",
        definition="Rader som anger ett avtal, men är betalda till en annan leverantör än avtalets.",
        sql=f"""
            SELECT r.supplier_id, c.id, c.supplier_id, '', sum(r.sum_sek),
                'Raderna anger avtal ' || c.number || ', som är en annan leverantörs: '
                || {kronor("sum(r.sum_sek)")} || ' kr från ' || min(r.booked_on) || ' till ' || max(r.booked_on) || '.',
                array_agg(DISTINCT r.id)
            FROM flag_row r
            JOIN followup_spendkey k ON k.id = r.key_id AND k.contract_ref <> ''
            JOIN flag_contract c ON c.number = k.contract_ref
            WHERE r.supplier_id <> c.supplier_id AND r.booked_on > %(since)s
            GROUP BY r.supplier_id, c.id, c.supplier_id, c.number HAVING sum(r.sum_sek) >= %(least)s
        """,
        gives=("supplier_id", "contract_id", "other_id", "mark", "sum_sek", "reason", "ids"),
        rows=RowsAre.ROWS,
        thresholds=(least(5_000),),
    )
)
