"""What a database holds, told so that two of them that hold the same say the same.

Of each table all rows with all that they say: sums to the öre, keys, duties, letters, prices, and the history. Only
what differs from one run to the next is told by whether it is there: moments, and the ids of what a run has made.
"""

from collections import Counter

from tests.faults.world import NEW_FROM

# Of the catalogue itself: information_schema asks for each column who may see it, and took six seconds a try.
_COLUMNS = """
SELECT relname, array_agg(attname::text ORDER BY attnum), array_agg(format_type(atttypid, NULL) ORDER BY attnum)
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    AND relname <> ALL(%s)
GROUP BY relname
"""
_NOT_TOLD = ["django_migrations", "django_session", "axes_accesslog"]
_NOT_ENDED = ",f)"  # the last of a row, the moment it ended, is not there


def state_of(server, name):
    """By table, how often each row is there, as text."""
    found = {}
    with server.connected(name) as open_one:
        open_one.execute("SET jit = off")  # it takes longer than the question
        asked = []
        for table, names, types in open_one.execute(_COLUMNS, [_NOT_TOLD]).fetchall():
            told = ", ".join(_told(column, kind) for column, kind in zip(names, types, strict=True))
            asked.append(f"SELECT '{table}', row({told})::text FROM \"{table}\"")
        for table, row in open_one.execute(" UNION ALL ".join(asked)):
            found.setdefault(table, Counter())[row] += 1
    # A rule whose answer was lost is tried once more, and that is noted once more: nothing is another by it.
    found["common_triedchange"] = Counter(set(found.get("common_triedchange", ())))
    # A night's thinning that was broken off stays as begun and not ended, beside the one that went on from there.
    runs = found.get("common_retentionrun", ())
    found["common_retentionrun"] = Counter({row for row in runs if not row.endswith(_NOT_ENDED)})
    return found


def _told(column, kind):
    if column == "last_login":  # of who tries a job again by hand
        return "NULL"
    if kind.startswith("timestamp") or kind == "uuid":
        return f'"{column}" IS NOT NULL'
    if kind in {"bigint", "integer"} and column.endswith("id"):
        return f'CASE WHEN "{column}" >= {NEW_FROM} THEN -1 ELSE "{column}" END'
    if kind in {"json", "jsonb"}:
        return f'"{column}"::text'
    if column == "file":  # a try that was broken off may have left one of the name: then the next has a longer one
        return f"regexp_replace(\"{column}\", '_[A-Za-z0-9]{{7}}(?=\\.|$)', '')"
    return f'"{column}"'


def differences(expected, found):
    """What is there too little and too much, in words; nothing where both are the same."""
    lines = []
    for table in sorted(expected.keys() | found.keys()):
        before, now = expected.get(table, Counter()), found.get(table, Counter())
        lines += [f"- {table} {count} {row[:300]}" for row, count in (before - now).items()]
        lines += [f"+ {table} {count} {row[:300]}" for row, count in (now - before).items()]
    return lines
