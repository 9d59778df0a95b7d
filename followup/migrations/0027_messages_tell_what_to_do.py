"""What is refused is told with what one can do."""

from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('common', '0013_messages_tell_what_to_do'),
        ('contracts', '0019_messages_tell_what_to_do'),
        ('followup', '0026_readers_of_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterConstraint(
                    model_name='authorityreport',
                    name='other_authority_has_a_name',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('authority', 'OTHER'), models.Q(('other_name', ''), _negated=True)), models.Q(models.Q(('authority', 'OTHER'), _negated=True), ('other_name', '')), _connector='OR'), name='other_authority_has_a_name', violation_error_message='Skriv namnet på myndigheten när det är en annan. Lämna annars fältet tomt.'),
                ),
                migrations.AlterConstraint(
                    model_name='contractkpi',
                    name='kpi_name_is_unique_for_contract',
                    constraint=models.UniqueConstraint(fields=('contract', 'name'), name='kpi_name_is_unique_for_contract', violation_error_message='Avtalet har redan ett nyckeltal med det namnet. Ändra det, eller välj ett annat namn.'),
                ),
                migrations.AlterConstraint(
                    model_name='feed',
                    name='feed_is_followed_once',
                    constraint=models.UniqueConstraint(fields=('buyer', 'url'), name='feed_is_followed_once', violation_error_message='Flödet bevakas redan. Ändra det som finns, eller skriv en annan adress.'),
                ),
                migrations.AlterConstraint(
                    model_name='finding',
                    name='finding_is_verified_by_another',
                    constraint=models.CheckConstraint(condition=models.Q(('verified_by__isnull', True), models.Q(models.Q(('fixed_by__isnull', True), models.Q(('verified_by', models.F('fixed_by')), _negated=True), _connector='OR'), models.Q(('verified_by', models.F('registered_by')), _negated=True)), _connector='OR'), name='finding_is_verified_by_another', violation_error_message='En brist verifieras av en annan än den som registrerade eller åtgärdade den. Be någon annan göra det.'),
                ),
                migrations.AlterConstraint(
                    model_name='finding',
                    name='only_an_irregularity_is_confirmed',
                    constraint=models.CheckConstraint(condition=models.Q(('confirmed_on__isnull', True), ('is_irregularity', True), _connector='OR'), name='only_an_irregularity_is_confirmed', violation_error_message='Bara en oegentlighet kan bekräftas. Kryssa i att det är en, eller ta bort dagen.'),
                ),
                migrations.AlterConstraint(
                    model_name='findingstep',
                    name='penalty_has_a_sum_and_a_clause',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('penalty_sek__gt', 0), ('step', 'PENALTY'), models.Q(('clause', ''), _negated=True)), models.Q(models.Q(('step', 'PENALTY'), _negated=True), ('clause', ''), ('penalty_sek__isnull', True)), _connector='OR'), name='penalty_has_a_sum_and_a_clause', violation_error_message='Ange belopp och bestämmelse i avtalet för ett vite. Lämna dem tomma för andra steg.'),
                ),
                migrations.AlterConstraint(
                    model_name='findingstep',
                    name='penalty_is_decided_by_another',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by', models.F('taken_by')), _negated=True), ('decided_by__isnull', True), _connector='OR'), name='penalty_is_decided_by_another', violation_error_message='Ett vite beslutas av en annan än den som föreslog det. Be någon annan göra det.'),
                ),
                migrations.AlterConstraint(
                    model_name='followupclass',
                    name='follow_up_class_is_one_two_or_three',
                    constraint=models.CheckConstraint(condition=models.Q(('proposed__range', (1, 3)), models.Q(('decided__isnull', True), ('decided__range', (1, 3)), _connector='OR')), name='follow_up_class_is_one_two_or_three', violation_error_message='Välj klass 1, 2 eller 3.'),
                ),
                migrations.AlterConstraint(
                    model_name='gatecount',
                    name='gate_count_ends_after_it_begins',
                    constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='gate_count_ends_after_it_begins', violation_error_message='Observationen slutar efter att den börjar. Ändra en av tiderna.'),
                ),
                migrations.AlterConstraint(
                    model_name='gatecount',
                    name='gate_is_counted_once_a_time',
                    constraint=models.UniqueConstraint(fields=('review', 'on', 'begins'), name='gate_is_counted_once_a_time', violation_error_message='Det finns redan en observation som börjar då. Ta bort den, eller ange en annan tid.'),
                ),
                migrations.AlterConstraint(
                    model_name='groupcompany',
                    name='company_is_not_its_own_parent',
                    constraint=models.CheckConstraint(condition=models.Q(('parent_number', models.F('org_number')), _negated=True), name='company_is_not_its_own_parent', violation_error_message='Ett bolag är inte sitt eget moderbolag. Rätta moderbolaget i filen.'),
                ),
                migrations.AlterConstraint(
                    model_name='handtie',
                    name='row_is_tied_by_hand_once',
                    constraint=models.UniqueConstraint(condition=models.Q(('belongs', True)), fields=('key', 'booked_on', 'voucher', 'invoice_number', 'amount_sek', 'nr'), name='row_is_tied_by_hand_once', violation_error_message='Raden är redan kopplad till en e-faktura. Koppla isar dem först.'),
                ),
                migrations.AlterConstraint(
                    model_name='jointreview',
                    name='joint_result_has_a_day',
                    constraint=models.CheckConstraint(condition=models.Q(('result', ''), ('done_on__isnull', False), _connector='OR'), name='joint_result_has_a_day', violation_error_message='Ange vilken dag uppföljningen genomfördes, eller ta bort resultatet.'),
                ),
                migrations.AlterConstraint(
                    model_name='ledgerprofile',
                    name='profile_name_is_the_buyers_own',
                    constraint=models.UniqueConstraint(fields=('buyer', 'name'), name='profile_name_is_the_buyers_own', violation_error_message='Köparen har redan en profil med det namnet. Välj ett annat namn.'),
                ),
                migrations.AlterConstraint(
                    model_name='ownunit',
                    name='own_unit_is_named_once',
                    constraint=models.UniqueConstraint(fields=('buyer', 'name'), name='own_unit_is_named_once', violation_error_message='Enheten finns redan. Ändra den, eller välj ett annat namn.'),
                ),
                migrations.AlterConstraint(
                    model_name='ownunit',
                    name='own_unit_has_another_as_deputy',
                    constraint=models.CheckConstraint(condition=models.Q(('deputy__isnull', True), models.Q(('manager__isnull', False), models.Q(('deputy', models.F('manager')), _negated=True)), _connector='OR'), name='own_unit_has_another_as_deputy', violation_error_message='Ersättaren är en annan än den ansvariga chefen. Välj en annan person.'),
                ),
                migrations.AlterConstraint(
                    model_name='payslipcheck',
                    name='payslip_has_all_its_figures_or_none',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_sek', None), ('hours', None), ('pay_sek', None)), models.Q(('agreed_sek__isnull', False), ('hours__isnull', False), ('pay_sek__isnull', False), ('agreed_sek__gt', 0), ('hours__gt', 0), ('pay_sek__gte', 0)), _connector='OR'), name='payslip_has_all_its_figures_or_none', violation_error_message='Timmar, lön och avtalad timlön hör ihop. Fyll i alla tre.'),
                ),
                migrations.AlterConstraint(
                    model_name='payslipcheck',
                    name='payslip_goes_after_its_month',
                    constraint=models.CheckConstraint(condition=models.Q(('delete_on__gt', models.F('month'))), name='payslip_goes_after_its_month', violation_error_message='Uppgifterna tas bort efter månaden. Välj en senare dag.'),
                ),
                migrations.AlterConstraint(
                    model_name='priceclaim',
                    name='claim_is_sent_before_it_is_answered',
                    constraint=models.CheckConstraint(condition=models.Q(('status__in', ['DRAFT', 'DROPPED']), ('sent_on__isnull', False), _connector='OR'), name='claim_is_sent_before_it_is_answered', violation_error_message='Skicka kravet först.'),
                ),
                migrations.AlterConstraint(
                    model_name='reminderrule',
                    name='reminder_rule_is_unique',
                    constraint=models.UniqueConstraint(fields=('buyer', 'kind', 'months_before', 'days_before'), name='reminder_rule_is_unique', violation_error_message='Det finns redan en regel för samma sak lika lång tid före. Ändra den, eller välj en annan tid.'),
                ),
                migrations.AlterConstraint(
                    model_name='review',
                    name='review_is_planned_once_a_day',
                    constraint=models.UniqueConstraint(fields=('contract', 'planned_on'), name='review_is_planned_once_a_day', violation_error_message='Avtalet har redan en uppföljning den dagen. Ändra den, eller välj en annan dag.'),
                ),
                migrations.AlterConstraint(
                    model_name='reviewtemplate',
                    name='review_template_name_is_unique_for_buyer',
                    constraint=models.UniqueConstraint(fields=('buyer', 'name'), name='review_template_name_is_unique_for_buyer', violation_error_message='Det finns redan en mall med det namnet. Välj ett annat namn.'),
                ),
                migrations.AlterConstraint(
                    model_name='searchword',
                    name='supplier_is_looked_for_by_a_word_once',
                    constraint=models.UniqueConstraint(fields=('buyer', 'supplier', 'words'), name='supplier_is_looked_for_by_a_word_once', violation_error_message='Leverantören bevakas redan med det sökordet. Ändra det som finns, eller skriv ett annat.'),
                ),
                migrations.AlterConstraint(
                    model_name='sheetrow',
                    name='interview_has_a_role_and_a_case_file_none',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'INTERVIEW'), ('reference', ''), models.Q(('who', ''), _negated=True)), models.Q(('kind', 'CASE_FILE'), ('who', '')), _connector='OR'), name='interview_has_a_role_and_a_case_file_none', violation_error_message='Ange rollen för en intervju, och aktens nummer för en akt.'),
                ),
                migrations.AlterConstraint(
                    model_name='sheetrow',
                    name='case_file_is_asked_once_of_each_thing',
                    constraint=models.UniqueConstraint(condition=models.Q(('kind', 'CASE_FILE')), fields=('review', 'reference', 'topic'), name='case_file_is_asked_once_of_each_thing', violation_error_message='Frågan är redan besvarad för den akten. Ta bort det svaret, eller skriv en annan fråga.'),
                ),
                migrations.AlterConstraint(
                    model_name='statusreport',
                    name='report_is_approved_by_another',
                    constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('written_by')), _negated=True), _connector='OR'), name='report_is_approved_by_another', violation_error_message='Den som skrev rapporten kan inte godkänna den. Be någon annan göra det.'),
                ),
                migrations.AlterConstraint(
                    model_name='suppliermeeting',
                    name='meeting_ends_after_it_begins',
                    constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meeting_ends_after_it_begins', violation_error_message='Mötet slutar efter att det börjar. Ändra en av tiderna.'),
                ),
                migrations.AlterConstraint(
                    model_name='target',
                    name='measure_has_one_target_a_day',
                    constraint=models.UniqueConstraint(fields=('measure', 'on'), name='measure_has_one_target_a_day', violation_error_message='Måttet har redan ett målvärde den dagen. Välj en annan dag.'),
                ),
            ]
        ),
    ]
