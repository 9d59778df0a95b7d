SELECT leave_buyer('followup_deviationquestion');
SELECT leave_buyer('followup_ownunit');

DROP FUNCTION buyer_of_ownunit(bigint);
