-- How long contracts last, as contracts/terms/rules.py has it: that rules, and a property test holds the two together.
-- What reads tables is kept as text, so that no column is tied to it.

-- The last day of so many months from a first day (rules.end_of_term): the day before the same-numbered day, or the
-- month's last where it has no such day.
CREATE FUNCTION contracts_end_of_term(first date, months integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT CASE WHEN extract(day FROM same) < extract(day FROM first) THEN same ELSE same - 1 END
    FROM (SELECT (first + make_interval(months => months))::date AS same) AS found
);

-- Where a term's months are counted from, and how many it has itself (rules.lengthened_term): whole months from its
-- first day, any other from the day after its last.
CREATE FUNCTION contracts_counted(first date, until date, OUT base date, OUT taken integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT CASE WHEN months > 0 AND contracts_end_of_term(first, months) = until THEN (first, months)
        ELSE (until + 1, 0) END
    FROM (
        SELECT (12 * (extract(year FROM until) - extract(year FROM first)) + extract(month FROM until)
            - extract(month FROM first))::integer + (extract(day FROM first) = 1)::integer AS months
    ) AS whole
);

-- The options that are decided and have not lapsed, of a contract and of its round: a declined one ends its row
-- (rules.why_lapsed). `of_row` are the months of those up to it, and `settled_on` the day that all those were decided.
CREATE FUNCTION contracts_decided(contract bigint, round bigint)
RETURNS TABLE (option bigint, of_round boolean, number smallint, months smallint, decided_on date, of_row integer,
    settled_on date)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT o.id, o.framework_id IS NOT NULL, o.number, o.months, o.decided_on,
        (sum(o.months) OVER earlier)::integer, max(o.decided_on) OVER earlier
    FROM contracts_extensionoption o
    WHERE o.decided_on IS NOT NULL AND (o.contract_id = contract OR o.framework_id = round)
        AND NOT EXISTS (
            SELECT FROM contracts_extensionoption d
            WHERE d.declined_on IS NOT NULL AND d.number < o.number
                AND (d.contract_id = o.contract_id OR d.framework_id = o.framework_id)
        )
    WINDOW earlier AS (PARTITION BY o.framework_id ORDER BY o.number);
$$;

-- A round's time in parts: its first term as number 0, then its decided options, each with its days and what they are
-- counted from. Nothing of a round that has no end.
CREATE FUNCTION contracts_round_terms(round bigint)
RETURNS TABLE (option bigint, number smallint, begins date, ends date, base date, taken integer)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT NULL::bigint, 0::smallint, f.valid_from, f.initial_until, c.base, c.taken
    FROM contracts_framework f, contracts_counted(f.valid_from, f.initial_until) c
    WHERE f.id = round AND f.initial_until IS NOT NULL AND f.renewal_months IS NULL
    UNION ALL
    SELECT o.option, o.number, contracts_end_of_term(c.base, c.taken + o.of_row - o.months) + 1,
        contracts_end_of_term(c.base, c.taken + o.of_row), c.base, c.taken + o.of_row
    FROM contracts_framework f, contracts_counted(f.valid_from, f.initial_until) c, contracts_decided(NULL, round) o
    WHERE f.id = round AND f.initial_until IS NOT NULL AND f.renewal_months IS NULL;
$$;

-- The end that holds now of a contract, but for a termination (rules.Duration.current_end). Null is until further
-- notice, and renewed by itself.
CREATE FUNCTION contracts_current_end(
    contract bigint, round bigint, first date, initial date, renewal integer, terminated date
) RETURNS date LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    own_end date := initial;
    until date;
    base date;
    taken integer;
    joined boolean;
    step record;
BEGIN
    IF renewal IS NOT NULL THEN
        RETURN NULL;
    END IF;
    IF initial IS NOT NULL THEN
        SELECT c.base, c.taken INTO base, taken FROM contracts_counted(first, initial) c;
    ELSE
        -- The end of its round, as that had come to be when the contract began.
        SELECT t.ends, t.base, t.taken INTO own_end, base, taken
        FROM contracts_round_terms(round) t WHERE t.ends >= first ORDER BY t.number LIMIT 1;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
    END IF;
    until := own_end;
    joined := first > (SELECT f.valid_from FROM contracts_framework f WHERE f.id = round);
    FOR step IN
        SELECT o.of_round, o.months, o.decided_on, t.begins, t.base, t.taken
        FROM contracts_decided(contract, round) o
        LEFT JOIN contracts_round_terms(round) t ON o.of_round AND t.option = o.option
        WHERE NOT EXISTS (
            SELECT FROM contracts_optionexception e WHERE e.option_id = o.option AND e.contract_id = contract
        )
        ORDER BY o.settled_on, o.of_round, o.number
    LOOP
        IF step.begins IS NULL THEN  -- its own, or that of a round without end
            CONTINUE WHEN terminated < until + 1;
            CONTINUE WHEN step.of_round AND (step.decided_on < first OR until < step.decided_on);
            taken := taken + step.months;
        ELSE
            CONTINUE WHEN terminated < step.begins OR until + 1 < step.begins;
            CONTINUE WHEN joined AND step.begins <= own_end;
            IF until + 1 = step.begins THEN  -- from here on as the round counts, so that the two never drift apart
                base := step.base;
                taken := step.taken;
            ELSE
                taken := taken + step.months;
            END IF;
        END IF;
        until := contracts_end_of_term(base, taken);
    END LOOP;
    RETURN until;
END $$;
