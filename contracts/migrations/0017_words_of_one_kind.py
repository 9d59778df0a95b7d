"""One word for one thing: ramavtal, takvolym, status, ursprunglig avtalstid, indexkorg."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0010_words_of_one_kind'),
        ('contracts', '0016_words_to_find_by'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterModelOptions(
                    name='award',
                    options={'permissions': [('import_awards', 'Kan läsa in marknadsdata från fil')], 'verbose_name': 'tilldelning', 'verbose_name_plural': 'tilldelningar'},
                ),
                migrations.AlterModelOptions(
                    name='framework',
                    options={'verbose_name': 'ramavtal eller valfrihetssystem', 'verbose_name_plural': 'ramavtal och valfrihetssystem'},
                ),
                migrations.AlterModelOptions(
                    name='frameworkarealink',
                    options={'verbose_name': 'omgångens avtalsområde'},
                ),
                migrations.AlterField(
                    model_name='contract',
                    name='ceiling_sek',
                    field=models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='takvolym, kr'),
                ),
                migrations.AlterField(
                    model_name='contract',
                    name='framework',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterField(
                    model_name='contract',
                    name='initial_until',
                    field=models.DateField(blank=True, help_text='Utan optioner. Tomt: omgångens slut, och utan omgång tills vidare.', null=True, verbose_name='ursprunglig avtalstid till och med'),
                ),
                migrations.AlterField(
                    model_name='contractevent',
                    name='ceiling_sek',
                    field=models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='takvolym, kr'),
                ),
                migrations.AlterField(
                    model_name='contractevent',
                    name='framework',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterField(
                    model_name='contractevent',
                    name='initial_until',
                    field=models.DateField(blank=True, help_text='Utan optioner. Tomt: omgångens slut, och utan omgång tills vidare.', null=True, verbose_name='ursprunglig avtalstid till och med'),
                ),
                migrations.AlterField(
                    model_name='contractvolume',
                    name='above_ceiling',
                    field=models.BooleanField(default=False, verbose_name='över takvolymen'),
                ),
                migrations.AlterField(
                    model_name='document',
                    name='framework',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterField(
                    model_name='documentevent',
                    name='framework',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterField(
                    model_name='extensionoption',
                    name='framework',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='options', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterField(
                    model_name='extensionoptionevent',
                    name='framework',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterField(
                    model_name='framework',
                    name='initial_until',
                    field=models.DateField(blank=True, help_text='Utan optioner. Tomt: tills vidare.', null=True, verbose_name='ursprunglig avtalstid till och med'),
                ),
                migrations.AlterField(
                    model_name='frameworkevent',
                    name='initial_until',
                    field=models.DateField(blank=True, help_text='Utan optioner. Tomt: tills vidare.', null=True, verbose_name='ursprunglig avtalstid till och med'),
                ),
                migrations.AlterField(
                    model_name='indeximport',
                    name='status',
                    field=models.CharField(choices=[('PREVIEW', 'granskas'), ('STORED', 'sparad'), ('DISCARDED', 'kastad')], default='PREVIEW', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='priceadjustment',
                    name='basket',
                    field=models.DecimalField(decimal_places=16, max_digits=24, null=True, verbose_name='indexkorgens faktor'),
                ),
                migrations.AlterField(
                    model_name='priceadjustment',
                    name='status',
                    field=models.CharField(choices=[('WAITING', 'väntar'), ('PROPOSED', 'föreslagen'), ('SUBMITTED', 'till godkännande'), ('APPROVED', 'godkänd'), ('REJECTED', 'avvisad')], default='PROPOSED', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='priceadjustmentevent',
                    name='basket',
                    field=models.DecimalField(decimal_places=16, max_digits=24, null=True, verbose_name='indexkorgens faktor'),
                ),
                migrations.AlterField(
                    model_name='priceadjustmentevent',
                    name='status',
                    field=models.CharField(choices=[('WAITING', 'väntar'), ('PROPOSED', 'föreslagen'), ('SUBMITTED', 'till godkännande'), ('APPROVED', 'godkänd'), ('REJECTED', 'avvisad')], default='PROPOSED', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='priceclause',
                    name='framework',
                    field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='price_clause', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterField(
                    model_name='priceclause',
                    name='threshold_percent',
                    field=models.DecimalField(blank=True, decimal_places=3, help_text='Mindre förändring av indexkorgen än så ändrar inte priset. Tomt: ingen tröskel.', max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='tröskel, procent'),
                ),
                migrations.AlterField(
                    model_name='priceclauseevent',
                    name='framework',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterField(
                    model_name='priceclauseevent',
                    name='threshold_percent',
                    field=models.DecimalField(blank=True, decimal_places=3, help_text='Mindre förändring av indexkorgen än så ändrar inte priset. Tomt: ingen tröskel.', max_digits=6, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='tröskel, procent'),
                ),
                migrations.AlterField(
                    model_name='pricedifference',
                    name='status',
                    field=models.CharField(choices=[('PROPOSED', 'att godkänna'), ('APPROVED', 'att reglera'), ('SETTLED', 'reglerad'), ('REJECTED', 'avvisad')], default='PROPOSED', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='pricedifferenceevent',
                    name='status',
                    field=models.CharField(choices=[('PROPOSED', 'att godkänna'), ('APPROVED', 'att reglera'), ('SETTLED', 'reglerad'), ('REJECTED', 'avvisad')], default='PROPOSED', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='pricetoconfirm',
                    name='status',
                    field=models.CharField(choices=[('WAITING', 'väntar på en andra person'), ('CONFIRMED', 'bekräftat'), ('DECLINED', 'avslaget'), ('WITHDRAWN', 'tillbakadraget')], default='WAITING', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='pricetoconfirmevent',
                    name='status',
                    field=models.CharField(choices=[('WAITING', 'väntar på en andra person'), ('CONFIRMED', 'bekräftat'), ('DECLINED', 'avslaget'), ('WITHDRAWN', 'tillbakadraget')], default='WAITING', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='registerimport',
                    name='kind',
                    field=models.CharField(choices=[('FRAMEWORKS', 'ramavtal och valfrihetssystem'), ('CONTRACTS', 'avtal'), ('UNITS', 'verksamheter'), ('PRICES', 'priser')], default='CONTRACTS', max_length=20, verbose_name='innehåll'),
                ),
                migrations.AlterField(
                    model_name='registerimport',
                    name='status',
                    field=models.CharField(choices=[('PREVIEW', 'förhandsgranskas'), ('ASKED', 'begärd, väntar på en andra person'), ('DECLINED', 'avslagen'), ('APPLIED', 'inläst'), ('UNDONE', 'ångrad')], default='PREVIEW', max_length=10, verbose_name='status'),
                ),
                migrations.AlterField(
                    model_name='requirement',
                    name='framework',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterField(
                    model_name='requirementevent',
                    name='framework',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.framework', verbose_name='ramavtal eller valfrihetssystem'),
                ),
                migrations.AlterConstraint(
                    model_name='clausecomponent',
                    name='series_stands_once_in_a_basket',
                    constraint=models.UniqueConstraint(fields=('clause', 'series'), name='series_stands_once_in_a_basket', violation_error_message='Serien finns redan i indexkorgen.'),
                ),
                migrations.AlterConstraint(
                    model_name='contract',
                    name='contract_ceiling_is_not_negative',
                    constraint=models.CheckConstraint(condition=models.Q(('ceiling_sek__isnull', True), ('ceiling_sek__gte', 0), _connector='OR'), name='contract_ceiling_is_not_negative', violation_error_message='Takvolymen kan inte vara negativ.'),
                ),
                migrations.AlterConstraint(
                    model_name='contract',
                    name='contract_is_renewed_from_an_end',
                    constraint=models.CheckConstraint(condition=models.Q(('renewal_months__isnull', True), models.Q(('initial_until__isnull', False), ('renewal_months__gte', 1)), _connector='OR'), name='contract_is_renewed_from_an_end', violation_error_message='Automatisk förlängning är minst en månad och kräver att avtalet har ett slut.'),
                ),
                migrations.AlterConstraint(
                    model_name='extensionoption',
                    name='option_belongs_to_a_framework_or_a_contract',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('contract__isnull', True), ('framework__isnull', False)), models.Q(('contract__isnull', False), ('framework__isnull', True)), _connector='OR'), name='option_belongs_to_a_framework_or_a_contract', violation_error_message='Optionen hör till en omgång eller till ett avtal.'),
                ),
                migrations.AlterConstraint(
                    model_name='framework',
                    name='framework_is_renewed_from_an_end',
                    constraint=models.CheckConstraint(condition=models.Q(('renewal_months__isnull', True), models.Q(('initial_until__isnull', False), ('renewal_months__gte', 1)), _connector='OR'), name='framework_is_renewed_from_an_end', violation_error_message='Automatisk förlängning är minst en månad och kräver att avtalet har ett slut.'),
                ),
                migrations.AlterConstraint(
                    model_name='priceclause',
                    name='clause_belongs_to_one',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', True), ('contract__isnull', False), ('framework__isnull', True)), models.Q(('area__isnull', True), ('contract__isnull', True), ('framework__isnull', False)), models.Q(('area__isnull', False), ('contract__isnull', True), ('framework__isnull', True)), _connector='OR'), name='clause_belongs_to_one', violation_error_message='Klausulen hör till ett avtal, en omgång eller ett avtalsområde.'),
                ),
                migrations.AlterConstraint(
                    model_name='requirement',
                    name='requirement_is_of_a_framework_or_a_contract',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('contract__isnull', True), ('framework__isnull', False)), models.Q(('contract__isnull', False), ('framework__isnull', True)), _connector='OR'), name='requirement_is_of_a_framework_or_a_contract', violation_error_message='Kravet hör till en omgång eller till ett avtal.'),
                ),
            ]
        ),
    ]
