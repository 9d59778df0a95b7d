"""What is refused is told with what one can do."""

import django.contrib.postgres.constraints
import django.core.validators
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0013_messages_tell_what_to_do'),
        ('contracts', '0018_versions_of_small_rows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterField(
                    model_name='indexseries',
                    name='code',
                    field=models.CharField(error_messages={'unique': 'Det finns redan en serie med den koden. Välj en annan kod.'}, max_length=30, unique=True, validators=[django.core.validators.RegexValidator('^[A-ZÅÄÖ0-9-]+$', 'Skriv stora bokstäver, siffror och bindestreck.')], verbose_name='kod'),
                ),
                migrations.AlterField(
                    model_name='indexseriesevent',
                    name='code',
                    field=models.CharField(error_messages={'unique': 'Det finns redan en serie med den koden. Välj en annan kod.'}, max_length=30, validators=[django.core.validators.RegexValidator('^[A-ZÅÄÖ0-9-]+$', 'Skriv stora bokstäver, siffror och bindestreck.')], verbose_name='kod'),
                ),
                migrations.AlterField(
                    model_name='targetgroup',
                    name='name',
                    field=models.CharField(error_messages={'unique': 'Målgruppen finns redan. Ändra den som finns, eller välj ett annat namn.'}, max_length=120, unique=True, verbose_name='målgrupp'),
                ),
                migrations.AlterField(
                    model_name='targetgroupevent',
                    name='name',
                    field=models.CharField(error_messages={'unique': 'Målgruppen finns redan. Ändra den som finns, eller välj ett annat namn.'}, max_length=120, verbose_name='målgrupp'),
                ),
                migrations.AlterConstraint(
                    model_name='adjustmentline',
                    name='adjusted_price_is_more_than_nothing',
                    constraint=models.CheckConstraint(condition=models.Q(('new_sek__gt', 0)), name='adjusted_price_is_more_than_nothing', violation_error_message='Priset är större än noll. Ange ett högre belopp.'),
                ),
                migrations.AlterConstraint(
                    model_name='category',
                    name='category_code_is_unique_for_buyer',
                    constraint=models.UniqueConstraint(fields=('buyer', 'code'), name='category_code_is_unique_for_buyer', violation_error_message='Köparen har redan en kategori med den koden. Välj en annan kod.'),
                ),
                migrations.AlterConstraint(
                    model_name='category',
                    name='category_is_not_its_own_parent',
                    constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('pk')), _negated=True), _connector='OR'), name='category_is_not_its_own_parent', violation_error_message='En kategori kan inte ligga under sig själv. Välj en annan, eller lämna fältet tomt.'),
                ),
                migrations.AlterConstraint(
                    model_name='checkterm',
                    name='check_holds_a_day_at_least',
                    constraint=models.CheckConstraint(condition=models.Q(('valid_days__gte', 1)), name='check_holds_a_day_at_least', violation_error_message='Ange minst en dag.'),
                ),
                migrations.AlterConstraint(
                    model_name='clausecomponent',
                    name='series_stands_once_in_a_basket',
                    constraint=models.UniqueConstraint(fields=('clause', 'series'), name='series_stands_once_in_a_basket', violation_error_message='Serien finns redan i indexkorgen. Välj en annan, eller ändra vikten på den som finns.'),
                ),
                migrations.AlterConstraint(
                    model_name='clausecomponent',
                    name='component_weight_is_a_share',
                    constraint=models.CheckConstraint(condition=models.Q(('weight__gt', 0), ('weight__lte', 1)), name='component_weight_is_a_share', violation_error_message='Ange en vikt som är större än 0 och högst 100 procent.'),
                ),
                migrations.AlterConstraint(
                    model_name='clausecomponent',
                    name='component_base_is_an_index',
                    constraint=models.CheckConstraint(condition=models.Q(('base_value__gt', 0)), name='component_base_is_an_index', violation_error_message='Ett indextal är alltid större än noll. Ange ett högre basvärde.'),
                ),
                migrations.AlterConstraint(
                    model_name='contract',
                    name='contract_is_renewed_from_an_end',
                    constraint=models.CheckConstraint(condition=models.Q(('renewal_months__isnull', True), models.Q(('initial_until__isnull', False), ('renewal_months__gte', 1)), _connector='OR'), name='contract_is_renewed_from_an_end', violation_error_message='Automatisk förlängning är minst en månad och kräver ett slut. Ange båda, eller lämna förlängningen tom.'),
                ),
                migrations.AlterConstraint(
                    model_name='contractarea',
                    name='area_code_is_unique_in_category',
                    constraint=models.UniqueConstraint(fields=('category', 'code'), name='area_code_is_unique_in_category', violation_error_message='Det finns redan ett avtalsområde med den koden. Välj en annan kod.'),
                ),
                migrations.AlterConstraint(
                    model_name='extensionoption',
                    name='option_is_at_least_a_month',
                    constraint=models.CheckConstraint(condition=models.Q(('months__gte', 1)), name='option_is_at_least_a_month', violation_error_message='Ange minst en månad.'),
                ),
                migrations.AlterConstraint(
                    model_name='fixedpricedecision',
                    name='fixed_price_is_decided_once',
                    constraint=models.UniqueConstraint(fields=('area', 'valid_from'), name='fixed_price_is_decided_once', violation_error_message='Det finns redan ett beslut för området från den dagen. Välj en senare dag.'),
                ),
                migrations.AlterConstraint(
                    model_name='fixedpricedecision',
                    name='fixed_price_stays_above_nothing',
                    constraint=models.CheckConstraint(condition=models.Q(('percent__gt', -100)), name='fixed_price_stays_above_nothing', violation_error_message='Priset kan inte sänkas till noll eller under. Ange en mindre sänkning.'),
                ),
                migrations.AlterConstraint(
                    model_name='framework',
                    name='framework_is_renewed_from_an_end',
                    constraint=models.CheckConstraint(condition=models.Q(('renewal_months__isnull', True), models.Q(('initial_until__isnull', False), ('renewal_months__gte', 1)), _connector='OR'), name='framework_is_renewed_from_an_end', violation_error_message='Automatisk förlängning är minst en månad och kräver ett slut. Ange båda, eller lämna förlängningen tom.'),
                ),
                migrations.AlterConstraint(
                    model_name='indexchain',
                    name='series_continues_in_one',
                    constraint=models.UniqueConstraint(fields=('old',), name='series_continues_in_one', violation_error_message='Serien fortsätter redan i en annan. Ändra den som finns.'),
                ),
                migrations.AlterConstraint(
                    model_name='indexchain',
                    name='chain_goes_to_another_series',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('old', models.F('new')), _negated=True), ('factor__gt', 0)), name='chain_goes_to_another_series', violation_error_message='En serie kan inte fortsätta i sig själv. Välj en annan serie, och en faktor som är större än noll.'),
                ),
                migrations.AlterConstraint(
                    model_name='indeximport',
                    name='index_answer_waits_once',
                    constraint=models.UniqueConstraint(condition=models.Q(('status', 'PREVIEW')), fields=('series', 'sha256'), name='index_answer_waits_once', violation_error_message='Samma värden väntar redan på att granskas. Granska dem först.'),
                ),
                migrations.AlterConstraint(
                    model_name='permit',
                    name='permit_is_registered_once',
                    constraint=models.UniqueConstraint(fields=('unit', 'org_number', 'legal_ground', 'decided_on'), name='permit_is_registered_once', violation_error_message='Tillståndet är redan registrerat. Ange en annan dag för beslutet om det är ett nytt tillstånd.'),
                ),
                migrations.AlterConstraint(
                    model_name='price',
                    name='item_has_one_price_a_day',
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at__isnull', True)), expressions=[('item', '='), ('during', '&&')], name='item_has_one_price_a_day', violation_error_message='Det finns redan ett pris för några av dagarna. Välj en annan dag, eller återta det som finns.'),
                ),
                migrations.AlterConstraint(
                    model_name='price',
                    name='price_is_more_than_nothing',
                    constraint=models.CheckConstraint(condition=models.Q(('amount_sek__gt', 0)), name='price_is_more_than_nothing', violation_error_message='Priset är större än noll. Ange ett högre belopp.'),
                ),
                migrations.AlterConstraint(
                    model_name='priceadjustment',
                    name='contract_is_adjusted_once_a_day',
                    constraint=models.UniqueConstraint(condition=models.Q(('status', 'REJECTED'), _negated=True), fields=('contract', 'effective_on'), name='contract_is_adjusted_once_a_day', violation_error_message='Avtalet har redan en prisjustering från den dagen. Gå vidare med den, eller välj en annan dag.'),
                ),
                migrations.AlterConstraint(
                    model_name='priceadjustment',
                    name='adjustment_is_approved_by_another',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by', models.F('submitted_by')), _negated=True), ('approved_by__isnull', True), ('submitted_by__isnull', True), _connector='OR'), name='adjustment_is_approved_by_another', violation_error_message='Den som skickade prisjusteringen kan inte godkänna den. Be någon annan göra det.'),
                ),
                migrations.AlterConstraint(
                    model_name='priceadjustment',
                    name='adjustment_is_approved_by_another_than_who_set_prices',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by', models.F('changed_by')), _negated=True), ('approved_by__isnull', True), ('changed_by__isnull', True), _connector='OR'), name='adjustment_is_approved_by_another_than_who_set_prices', violation_error_message='Den som har ändrat priserna kan inte godkänna dem. Be någon annan göra det.'),
                ),
                migrations.AlterConstraint(
                    model_name='priceclause',
                    name='clause_fixed_share_is_a_share',
                    constraint=models.CheckConstraint(condition=models.Q(('fixed_percent__gte', 0), ('fixed_percent__lte', 100)), name='clause_fixed_share_is_a_share', violation_error_message='Ange den fasta andelen mellan 0 och 100 procent.'),
                ),
                migrations.AlterConstraint(
                    model_name='priceclause',
                    name='clause_lowest_is_not_above_highest',
                    constraint=models.CheckConstraint(condition=models.Q(('lowest_percent__isnull', True), ('highest_percent__isnull', True), ('lowest_percent__lte', models.F('highest_percent')), _connector='OR'), name='clause_lowest_is_not_above_highest', violation_error_message='Den lägsta förändringen kan inte vara större än den högsta. Ändra en av dem.'),
                ),
                migrations.AlterConstraint(
                    model_name='priceclause',
                    name='clause_fixes_prices_a_year',
                    constraint=models.CheckConstraint(condition=models.Q(('fixed_months__gte', 12)), name='clause_fixes_prices_a_year', violation_error_message='Priset ligger fast minst 12 månader. Ange 12 eller fler.'),
                ),
                migrations.AlterConstraint(
                    model_name='priceclause',
                    name='clause_is_asked_before_it_is_told',
                    constraint=models.CheckConstraint(condition=models.Q(('tell_days__lte', models.F('ask_days'))), name='clause_is_asked_before_it_is_told', violation_error_message='Begäran kommer före beskedet. Ange minst lika många dagar före för den.'),
                ),
                migrations.AlterConstraint(
                    model_name='pricedifference',
                    name='difference_is_settled_by_another',
                    constraint=models.CheckConstraint(condition=models.Q(('settled_by__isnull', True), models.Q(('settled_by', models.F('approved_by')), _negated=True), _connector='OR'), name='difference_is_settled_by_another', violation_error_message='Den som godkände skillnaden kan inte också reglera den. Be någon annan göra det.'),
                ),
                migrations.AlterConstraint(
                    model_name='priceitem',
                    name='price_item_stands_once',
                    constraint=models.UniqueConstraint(fields=('contract', 'unit', 'area', 'name', 'per'), name='price_item_stands_once', nulls_distinct=False, violation_error_message='Prislistan har redan den raden. Ge den ett nytt pris, eller skriv ett annat namn.'),
                ),
                migrations.AlterConstraint(
                    model_name='priceitem',
                    name='price_item_has_a_swedish_vat_rate',
                    constraint=models.CheckConstraint(condition=models.Q(('vat_percent__isnull', True), ('vat_percent__in', [0, 6, 12, 25]), _connector='OR'), name='price_item_has_a_swedish_vat_rate', violation_error_message='Välj 0, 6, 12 eller 25 procent moms.'),
                ),
                migrations.AlterConstraint(
                    model_name='pricerequest',
                    name='request_is_registered_once',
                    constraint=models.UniqueConstraint(fields=('contract', 'received_on'), name='request_is_registered_once', violation_error_message='En begäran för avtalet från samma dag finns redan. Ange en annan dag om det är en ny begäran.'),
                ),
                migrations.AlterConstraint(
                    model_name='pricetoconfirm',
                    name='price_of_an_item_waits_once',
                    constraint=models.UniqueConstraint(condition=models.Q(('status', 'WAITING')), fields=('item',), name='price_of_an_item_waits_once', violation_error_message='Raden har redan ett pris som väntar på en andra person. Vänta tills det är avgjort.'),
                ),
                migrations.AlterConstraint(
                    model_name='pricetoconfirm',
                    name='price_is_confirmed_by_another',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['CONFIRMED', 'DECLINED']), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='price_is_confirmed_by_another', violation_error_message='Den som har begärt priset kan inte också avgöra det. Be någon annan göra det.'),
                ),
                migrations.AlterConstraint(
                    model_name='registerimport',
                    name='file_is_confirmed_by_another',
                    constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(models.Q(('decided_by', models.F('asked_by')), _negated=True), models.Q(('decided_by', models.F('uploaded_by')), _negated=True)), _connector='OR'), name='file_is_confirmed_by_another', violation_error_message='Den som har skickat in filen eller begärt den kan inte också avgöra den. Be någon annan göra det.'),
                ),
                migrations.AlterConstraint(
                    model_name='supplier',
                    name='supplier_org_number_has_ten_digits',
                    constraint=models.CheckConstraint(condition=models.Q(('org_number__isnull', True), ('org_number__regex', '^\\d{10}$'), _connector='OR'), name='supplier_org_number_has_ten_digits', violation_error_message='Skriv organisationsnumret med tio siffror.'),
                ),
                migrations.AlterConstraint(
                    model_name='suppliercheck',
                    name='only_a_rating_has_a_score',
                    constraint=models.CheckConstraint(condition=models.Q(('kind', 'RATING'), ('score__isnull', True), _connector='OR'), name='only_a_rating_has_a_score', violation_error_message='Bara ett kreditbetyg har ett betyg. Lämna betyget tomt, eller välj kreditbetyg som kontroll.'),
                ),
                migrations.AlterConstraint(
                    model_name='suppliercheck',
                    name='a_missing_rating_is_not_passed',
                    constraint=models.CheckConstraint(condition=models.Q(('kind', 'RATING'), ('outcome', 'PASSED'), ('score__isnull', True), _negated=True), name='a_missing_rating_is_not_passed', violation_error_message='Ett betyg som saknas är inte godkänt. Ange betyget, eller välj underkänd.'),
                ),
                migrations.AlterConstraint(
                    model_name='suppliercheck',
                    name='check_is_registered_once',
                    constraint=models.UniqueConstraint(fields=('supplier', 'unit', 'kind', 'checked_on', 'source'), name='check_is_registered_once', nulls_distinct=False, violation_error_message='Kontrollen är redan registrerad. Ange en annan dag eller källa om det är en ny kontroll.'),
                ),
                migrations.AlterConstraint(
                    model_name='supplieridentifier',
                    name='identifier_points_at_one_supplier',
                    constraint=models.UniqueConstraint(fields=('scheme', 'value', 'buyer'), name='identifier_points_at_one_supplier', nulls_distinct=False, violation_error_message='Numret hör redan till en leverantör. Kontrollera att du har skrivit rätt nummer.'),
                ),
                migrations.AlterConstraint(
                    model_name='suppliermerge',
                    name='merge_is_of_two',
                    constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='merge_is_of_two', violation_error_message='En leverantör kan inte slås samman med sig själv. Välj en annan.'),
                ),
                migrations.AlterConstraint(
                    model_name='supplierunit',
                    name='unit_ages_go_upwards',
                    constraint=models.CheckConstraint(condition=models.Q(('age_from__isnull', True), ('age_to__isnull', True), ('age_from__lte', models.F('age_to')), _connector='OR'), name='unit_ages_go_upwards', violation_error_message='Åldern från kan inte vara högre än åldern till. Ändra en av dem.'),
                ),
            ]
        ),
    ]
