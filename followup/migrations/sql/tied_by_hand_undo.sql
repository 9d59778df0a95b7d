SELECT leave_buyer('followup_handtie');
