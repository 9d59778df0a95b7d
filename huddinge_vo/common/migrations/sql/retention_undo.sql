DROP FUNCTION forget_security_log(text, timestamptz, integer, bigint);
SELECT leave_buyer('common_registerextract');
SELECT leave_buyer('common_retentionresult');
SELECT leave_buyer('common_retentionterm');
