DROP TRIGGER sums_of_sums_grow ON followup_spendmonth;
DROP TRIGGER sums_of_sums_shrink ON followup_spendmonth;
DROP TRIGGER sums_of_sums_move_1_out ON followup_spendmonth;
DROP TRIGGER sums_of_sums_move_2_in ON followup_spendmonth;
DROP FUNCTION sums_of_sums_follow();
