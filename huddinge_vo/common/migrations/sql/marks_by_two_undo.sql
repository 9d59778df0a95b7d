SELECT leave_buyer('common_markproposal');
