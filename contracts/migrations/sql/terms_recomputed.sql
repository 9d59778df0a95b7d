-- The ends that are kept, as the functions have them; `in_force` and `ends_on` follow. Only what differs is written.
UPDATE contracts_contract c SET initial_until = c.initial_until
WHERE c.current_until IS DISTINCT FROM contracts_current_end(
    c.id, c.framework_id, c.valid_from, c.initial_until, c.renewal_months, c.terminated_on
);
