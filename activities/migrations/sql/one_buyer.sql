-- Who belongs to which buyer, and that nothing names what another has. See the function keep_one_buyer.

CREATE FUNCTION buyer_of_categoryplan(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_category(one.category_id) FROM activities_categoryplan one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_activity(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_categoryplan(one.plan_id) FROM activities_activity one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_effectgoal(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_categoryplan(one.plan_id) FROM activities_effectgoal one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_strategy(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_categoryplan(one.plan_id) FROM activities_strategy one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_steeringsignal(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_categoryplan(one.plan_id) FROM activities_steeringsignal one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_signalpoint(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_steeringsignal(one.signal_id) FROM activities_signalpoint one WHERE one.id = which
$$;

SELECT guard_buyer('activities_activity', 'buyer_of_categoryplan(one.plan_id)');
SELECT guard_buyer('activities_activity_goals', 'buyer_of_activity(one.activity_id)',
    'effectgoal_id', 'buyer_of_effectgoal(one.effectgoal_id)');
SELECT guard_buyer('activities_activity_strategies', 'buyer_of_activity(one.activity_id)',
    'strategy_id', 'buyer_of_strategy(one.strategy_id)');
SELECT guard_buyer('activities_activitystep', 'buyer_of_activity(one.activity_id)');
SELECT guard_buyer('activities_categoryplan', 'buyer_of_category(one.category_id)');
SELECT guard_buyer('activities_contradiction', 'buyer_of_categoryplan(one.plan_id)');
SELECT guard_buyer('activities_effectgoal', 'buyer_of_categoryplan(one.plan_id)');
SELECT guard_buyer('activities_planfigure', 'buyer_of_categoryplan(one.plan_id)');
SELECT guard_buyer('activities_progressnote', 'buyer_of_activity(one.activity_id)');
SELECT guard_buyer('activities_signalpoint', 'buyer_of_steeringsignal(one.signal_id)');
SELECT guard_buyer('activities_signalpoint_strategies', 'buyer_of_signalpoint(one.signalpoint_id)',
    'strategy_id', 'buyer_of_strategy(one.strategy_id)');
SELECT guard_buyer('activities_signalpoint_activities', 'buyer_of_signalpoint(one.signalpoint_id)',
    'activity_id', 'buyer_of_activity(one.activity_id)');
SELECT guard_buyer('activities_steeringsignal', 'buyer_of_categoryplan(one.plan_id)');
SELECT guard_buyer('activities_strategy', 'buyer_of_categoryplan(one.plan_id)');
SELECT guard_buyer('activities_teammember', 'buyer_of_categoryplan(one.plan_id)');
