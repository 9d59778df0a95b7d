-- By which row of its own buyer's delegation order something was withdrawn.

SELECT leave_buyer('procurement_placementend');
SELECT guard_buyer('procurement_placementend', 'buyer_of_placement(one.placement_id)',
    'delegation_id', 'buyer_of_delegation(one.delegation_id)');
