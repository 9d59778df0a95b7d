SELECT leave_buyer('procurement_placementend');
SELECT guard_buyer('procurement_placementend', 'buyer_of_placement(one.placement_id)');
