"""Who stands behind: an address, a board or an employee shared with another."""

from __future__ import annotations

from followup.flags.kinds.kind import KINDS, FlagKind, kronor, least


def _shared(kind: str, what: str) -> str:
    """Two that are told the same thing, and are not one group. Of a pair each is flagged that we buy from, once: the
    one that is bought from less where the other is bought from too, unless that one is stopped.
    """
    return f"""
        WITH told AS (
            SELECT DISTINCT ON (n.now, f.token) n.now, f.token, f.source, f.on, s.id AS supplier_id,
                coalesce(s.parent_id, s.id) AS head, coalesce(y.sum_sek, 0) AS sum_sek,
                EXISTS (SELECT FROM contracts_placementstop p JOIN flag_now m ON m.id = p.supplier_id
                        WHERE m.now = n.now AND p.valid_from <= %(on)s
                            AND (p.valid_until IS NULL OR p.valid_until >= %(on)s)) AS is_stopped
            FROM followup_supplierfact f
            JOIN flag_now n ON n.id = f.supplier_id
            JOIN contracts_supplier s ON s.id = n.now
            LEFT JOIN flag_year y ON y.supplier_id = n.now
            WHERE f.buyer_id = %(buyer)s AND f.kind = '{kind}' AND f.token <> '' AND f.on <= %(on)s
            ORDER BY n.now, f.token, f.on DESC, f.id DESC
        )
        SELECT a.now, b.now, '', a.sum_sek,
            'Har samma {what} som ' || CASE WHEN b.is_stopped THEN 'en leverantör med placeringsstopp'
                ELSE 'en annan leverantör' END || ', enligt ' || a.source || ' ' || a.on
            || CASE WHEN (a.source, a.on) <> (b.source, b.on) THEN ' och ' || b.source || ' ' || b.on ELSE '' END
            || '. Köpt för ' || {kronor("a.sum_sek")} || ' kr på tolv månader.',
            array_agg(DISTINCT hashtextextended(a.token, 0))
        FROM told a
        JOIN told b ON b.token = a.token AND b.head <> a.head
        WHERE a.sum_sek >= %(least)s
            AND (b.sum_sek < %(least)s OR b.is_stopped
                 OR NOT a.is_stopped AND (a.sum_sek, a.now) < (b.sum_sek, b.now))
        GROUP BY a.now, b.now, a.sum_sek, a.source, a.on, b.source, b.on, b.is_stopped
    """


KINDS.add(
    FlagKind(
        code="SHARED_ADDRESS",
        number=270,
        name="Samma adress som en annan leverantör",
        definition="Två leverantörer som inte är i samma koncern har samma adress enligt registerfil. Har den andra "
        "placeringsstopp står det i skälet. Adressen sparas inte, bara ett fingeravtryck.",
        sql=_shared("ADDRESS", "adress"),
        gives=("supplier_id", "other_id", "mark", "sum_sek", "reason", "ids"),
        thresholds=(least(10_000, "Köpt på tolv månader, minst"),),
    )
)
KINDS.add(
    FlagKind(
        code="SHARED_BOARD",
        number=280,
        name="Samma person i styrelsen som hos en annan leverantör",
        definition="Två leverantörer som inte är i samma koncern har samma person i styrelsen eller som firmatecknare "
        "enligt registerfil. Har den andra placeringsstopp står det i skälet. Namnet sparas inte, bara ett "
        "fingeravtryck.",
        sql=_shared("BOARD", "person i styrelsen"),
        gives=("supplier_id", "other_id", "mark", "sum_sek", "reason", "ids"),
        thresholds=(least(10_000, "Köpt på tolv månader, minst"),),
    )
)
KINDS.add(
    FlagKind(
        code="SIDE_BUSINESS",
        number=290,
        name="En anställds anmälda bisyssla",
        definition="En anställd hos kommunen har anmält bisyssla i bolaget, enligt registerfil. Vem det är sparas "
        "inte.",
        sql=f"""
            SELECT n.now, '', y.sum_sek,
                'En anställd har anmält bisyssla i bolaget, enligt ' || min(f.source) || ' ' || max(f.on)
                || '. Köpt för ' || {kronor("y.sum_sek")} || ' kr på tolv månader.', array_agg(f.id)
            FROM followup_supplierfact f
            JOIN flag_now n ON n.id = f.supplier_id
            JOIN flag_year y ON y.supplier_id = n.now
            WHERE f.buyer_id = %(buyer)s AND f.kind = 'SIDE_BUSINESS' AND f.on <= %(on)s AND y.sum_sek >= %(least)s
            GROUP BY n.now, y.sum_sek
        """,
        thresholds=(least(1, "Köpt på tolv månader, minst"),),
    )
)
