SELECT leave_buyer('common_grouprole');
