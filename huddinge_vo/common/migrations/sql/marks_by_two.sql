SELECT guard_buyer('common_markproposal', 'one.buyer_id');
