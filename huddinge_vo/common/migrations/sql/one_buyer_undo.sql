SELECT leave_buyer('common_accessgrant');
SELECT leave_buyer('common_membership');
SELECT leave_buyer('common_roleproposal');
SELECT leave_buyer('common_triedchange');
SELECT leave_buyer('common_unfinishedjob');
DROP FUNCTION buyer_of_membership;
DROP FUNCTION leave_buyer;
DROP FUNCTION guard_buyer;
DROP FUNCTION keep_one_buyer;
