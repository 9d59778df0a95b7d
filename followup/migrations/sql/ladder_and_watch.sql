-- No step, report, link, answer, hit, survey or meeting names what another buyer has. See the function keep_one_buyer.

CREATE FUNCTION buyer_of_findingstep(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_finding(one.finding_id) FROM followup_findingstep one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_answerlink(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(buyer_of_findingstep(one.step_id), buyer_of_review(one.review_id))
    FROM followup_answerlink one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_supplieranswer(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(buyer_of_findingstep(one.step_id), buyer_of_review(one.review_id))
    FROM followup_supplieranswer one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_searchword(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_searchword one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_feed(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_feed one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_survey(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_survey one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_surveyresult(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_survey(one.survey_id) FROM followup_surveyresult one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_suppliermeeting(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_suppliermeeting one WHERE one.id = which
$$;

SELECT guard_buyer('followup_followupterm', 'one.buyer_id');
SELECT guard_buyer('followup_findingstep', 'buyer_of_finding(one.finding_id)');
SELECT guard_buyer('followup_authorityreport', 'buyer_of_finding(one.finding_id)');
SELECT guard_buyer('followup_answerlink', 'coalesce(buyer_of_findingstep(one.step_id), buyer_of_review(one.review_id))',
    'step_id', 'buyer_of_findingstep(one.step_id)',
    'review_id', 'buyer_of_review(one.review_id)');
SELECT guard_buyer('followup_supplieranswer', 'coalesce(buyer_of_findingstep(one.step_id), buyer_of_review(one.review_id))',
    'step_id', 'buyer_of_findingstep(one.step_id)',
    'review_id', 'buyer_of_review(one.review_id)',
    'link_id', 'buyer_of_answerlink(one.link_id)');
SELECT guard_buyer('followup_selfreportline', 'buyer_of_supplieranswer(one.answer_id)',
    'requirement_id', 'buyer_of_reviewanswer(one.requirement_id)');
SELECT guard_buyer('followup_findingfile', 'coalesce(buyer_of_finding(one.finding_id), buyer_of_supplieranswer(one.answer_id))',
    'finding_id', 'buyer_of_finding(one.finding_id)',
    'answer_id', 'buyer_of_supplieranswer(one.answer_id)');
SELECT guard_buyer('followup_searchword', 'one.buyer_id');
SELECT guard_buyer('followup_feed', 'one.buyer_id');
SELECT guard_buyer('followup_mediahit', 'one.buyer_id',
    'word_id', 'buyer_of_searchword(one.word_id)',
    'feed_id', 'buyer_of_feed(one.feed_id)',
    'finding_id', 'buyer_of_finding(one.finding_id)');
SELECT guard_buyer('followup_survey', 'one.buyer_id',
    'area_id', 'buyer_of_contractarea(one.area_id)');
SELECT guard_buyer('followup_surveyresult', 'buyer_of_survey(one.survey_id)',
    'finding_id', 'buyer_of_finding(one.finding_id)');
SELECT guard_buyer('followup_requirementproposal', 'buyer_of_surveyresult(one.result_id)',
    'area_id', 'buyer_of_contractarea(one.area_id)');
SELECT guard_buyer('followup_suppliermeeting', 'one.buyer_id');
SELECT guard_buyer('followup_suppliermeeting_areas', 'buyer_of_suppliermeeting(one.suppliermeeting_id)',
    'contractarea_id', 'buyer_of_contractarea(one.contractarea_id)');
SELECT guard_buyer('followup_meetinginvitation', 'buyer_of_suppliermeeting(one.meeting_id)');
SELECT guard_buyer('followup_meetingtask', 'buyer_of_suppliermeeting(one.meeting_id)');
