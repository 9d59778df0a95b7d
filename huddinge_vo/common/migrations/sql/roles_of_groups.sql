SELECT guard_buyer('common_grouprole', 'one.buyer_id');
