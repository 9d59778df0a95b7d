"""Red flags and what they go by, what registers tell of suppliers, and random checks."""

import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0008_search_words'),
        ('contracts', '0016_words_to_find_by'),
        ('followup', '0016_totals_by_unit'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AddField(
                    model_name='invoice',
                    name='account_key',
                    field=models.CharField(blank=True, db_default='', default='', max_length=32, verbose_name='kontots fingeravtryck'),
                ),
                migrations.AddField(
                    model_name='invoice',
                    name='says_f_tax',
                    field=models.BooleanField(db_default=False, default=False, verbose_name='anger F-skatt'),
                ),
                migrations.CreateModel(
                    name='Flag',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=20, verbose_name='flagga')),
                        ('subject', models.CharField(max_length=32, verbose_name='vad den gäller')),
                        ('sum_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='kronor')),
                        ('reason', models.TextField(verbose_name='skäl')),
                        ('found_on', models.DateField(verbose_name='först funnen')),
                        ('status', models.CharField(choices=[('OPEN', 'öppen'), ('CONFIRMED', 'bekräftad'), ('EXPLAINED', 'förklarad'), ('NOT_WORTH', 'inte värd tiden')], default='OPEN', max_length=10, verbose_name='läge')),
                        ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='bedömd')),
                        ('closed_reason', models.TextField(blank=True, verbose_name='bedömningens skäl')),
                        ('buyer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='bedömd av')),
                        ('contract', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='contracts.contract', verbose_name='avtal')),
                        ('finding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='followup.finding', verbose_name='brist')),
                        ('framework', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.framework', verbose_name='upphandlingsomgång')),
                        ('key', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='followup.spendkey', verbose_name='namn i reskontran')),
                        ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.supplier', verbose_name='en annan leverantör')),
                        ('supplier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='contracts.supplier', verbose_name='leverantör')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.supplierunit', verbose_name='verksamhet')),
                    ],
                    options={
                        'verbose_name': 'röd flagga',
                        'verbose_name_plural': 'röda flaggor',
                        'indexes': [models.Index(fields=['buyer', 'status', 'kind'], name='flags_by_kind'), models.Index(fields=['buyer', 'subject'], name='flags_by_subject')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'OPEN')), fields=('buyer', 'subject'), name='flag_is_open_once', violation_error_message='Flaggan är redan öppen.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('closed_reason', ''), ('status', 'OPEN')), models.Q(models.Q(('status', 'OPEN'), _negated=True), models.Q(('closed_reason', ''), _negated=True), ('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='closed_flag_says_who_and_why', violation_error_message='En bedömd flagga har en person och ett skäl.'), models.CheckConstraint(condition=models.Q(('finding__isnull', True), ('status', 'CONFIRMED'), _connector='OR'), name='only_a_confirmed_flag_has_a_finding', violation_error_message='Bara en bekräftad flagga leder till en brist.')],
                    },
                ),
                migrations.CreateModel(
                    name='FlagRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('identity', models.BigIntegerField(verbose_name='känns igen på')),
                        ('line_no', models.PositiveIntegerField(blank=True, null=True, verbose_name='rad i reskontran')),
                        ('category', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.category', verbose_name='underkategori')),
                        ('contract', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.contract', verbose_name='avtal')),
                        ('flag', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='followup.flag', verbose_name='flagga')),
                        ('invoice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='followup.invoice', verbose_name='e-faktura')),
                        ('key', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='followup.spendkey', verbose_name='nyckel')),
                        ('ledger_import', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='followup.ledgerimport', verbose_name='inläsning')),
                    ],
                    options={
                        'verbose_name': 'flaggans rad',
                        'verbose_name_plural': 'flaggans rader',
                        'default_permissions': (),
                        'indexes': [models.Index(fields=['flag', 'identity'], name='rows_of_flag')],
                    },
                ),
                migrations.CreateModel(
                    name='FlagRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(verbose_name='beräknat')),
                        ('found', models.PositiveIntegerField(default=0, verbose_name='funna')),
                        ('buyer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                    ],
                    options={
                        'verbose_name': 'beräkning av flaggor',
                        'verbose_name_plural': 'beräkningar av flaggor',
                        'default_permissions': (),
                    },
                ),
                migrations.CreateModel(
                    name='FlagSwitch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=20, verbose_name='flagga')),
                        ('is_on', models.BooleanField(default=True, verbose_name='söks')),
                        ('reason', models.CharField(max_length=300, verbose_name='skäl')),
                        ('decided_at', models.DateTimeField(verbose_name='beslutat')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beslutat av')),
                    ],
                    options={
                        'verbose_name': 'avstängd flagga',
                        'verbose_name_plural': 'avstängda flaggor',
                        'constraints': [models.UniqueConstraint(fields=('buyer', 'kind'), name='flag_is_switched_once', violation_error_message='Flaggan har redan ett beslut.')],
                    },
                ),
                migrations.CreateModel(
                    name='FlagSwitchEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=20, verbose_name='flagga')),
                        ('is_on', models.BooleanField(default=True, verbose_name='söks')),
                        ('reason', models.CharField(max_length=300, verbose_name='skäl')),
                        ('decided_at', models.DateTimeField(verbose_name='beslutat')),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beslutat av')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.flagswitch')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='FlagTerm',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=20, verbose_name='flagga')),
                        ('name', models.CharField(max_length=20, verbose_name='gräns')),
                        ('value', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='värde')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                    ],
                    options={
                        'verbose_name': 'gräns för röd flagga',
                        'verbose_name_plural': 'gränser för röda flaggor',
                        'constraints': [models.UniqueConstraint(fields=('buyer', 'kind', 'name'), name='flag_bound_is_set_once', violation_error_message='Gränsen är redan satt.')],
                    },
                ),
                migrations.CreateModel(
                    name='FlagTermEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=20, verbose_name='flagga')),
                        ('name', models.CharField(max_length=20, verbose_name='gräns')),
                        ('value', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='värde')),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.flagterm')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='RiskMark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=200, verbose_name='skäl')),
                        ('contract', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='risk_mark', to='contracts.contract', verbose_name='avtal')),
                    ],
                    options={
                        'verbose_name': 'skäl för djupare uppföljning',
                        'verbose_name_plural': 'skäl för djupare uppföljning',
                        'default_permissions': (),
                    },
                ),
                migrations.CreateModel(
                    name='Sample',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('first_on', models.DateField(verbose_name='bokförda från')),
                        ('last_on', models.DateField(verbose_name='bokförda till')),
                        ('size', models.PositiveIntegerField(default=60, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(500)], verbose_name='antal köp')),
                        ('seed', models.PositiveIntegerField(validators=[django.core.validators.MaxValueValidator(2000000000)], verbose_name='frö')),
                        ('papers', models.CharField(default='Faktura, beställning eller placering, närvaro eller antal dygn, avtalets pris', max_length=300, verbose_name='underlag som behövs')),
                        ('due_on', models.DateField(verbose_name='klart senast')),
                        ('drawn_at', models.DateTimeField(verbose_name='draget')),
                        ('population', models.PositiveIntegerField(verbose_name='köp i perioden')),
                        ('population_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='kronor i perioden')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='draget av')),
                        ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granskas av')),
                    ],
                    options={
                        'verbose_name': 'stickprov',
                        'verbose_name_plural': 'stickprov',
                        'constraints': [models.UniqueConstraint(fields=('buyer', 'first_on', 'last_on', 'seed', 'size'), name='sample_is_drawn_once', violation_error_message='Stickprovet är redan draget: välj ett annat frö.'), models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='sample_period_goes_forward', violation_error_message='Sista dagen kan inte ligga före den första.')],
                    },
                ),
                migrations.CreateModel(
                    name='SampledPurchase',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('invoice_number', models.CharField(max_length=200, verbose_name='fakturanummer')),
                        ('voucher', models.CharField(max_length=200, verbose_name='verifikation')),
                        ('booked_on', models.DateField(verbose_name='bokförd')),
                        ('sum_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='belopp, kr')),
                        ('outcome', models.CharField(blank=True, choices=[('RIGHT', 'rätt'), ('ERROR', 'fel belopp'), ('NO_PAPERS', 'underlag saknas')], max_length=10, verbose_name='utfall')),
                        ('error_sek', models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name='fel, kr')),
                        ('comment', models.TextField(blank=True, verbose_name='vad underlaget visar')),
                        ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='granskat')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                        ('contract', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract', verbose_name='avtal')),
                        ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granskat av')),
                        ('sample', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purchases', to='followup.sample', verbose_name='stickprov')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.supplier', verbose_name='leverantör')),
                        ('stratum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purchases', to='followup.samplestratum', verbose_name='del')),
                    ],
                    options={
                        'verbose_name': 'köp i stickprov',
                        'verbose_name_plural': 'köp i stickprov',
                        'constraints': [models.UniqueConstraint(fields=('sample', 'supplier', 'invoice_number', 'voucher'), name='purchase_is_drawn_once'), models.CheckConstraint(condition=models.Q(models.Q(('error_sek__isnull', True), ('outcome', ''), ('reviewed_at__isnull', True), ('reviewed_by__isnull', True)), models.Q(('error_sek', 0), ('outcome', 'RIGHT'), ('reviewed_at__isnull', False), ('reviewed_by__isnull', False)), models.Q(('error_sek__isnull', False), ('outcome', 'ERROR'), ('reviewed_at__isnull', False), ('reviewed_by__isnull', False), models.Q(('error_sek', 0), _negated=True)), models.Q(('error_sek', models.F('sum_sek')), ('outcome', 'NO_PAPERS'), ('reviewed_at__isnull', False), ('reviewed_by__isnull', False)), _connector='OR'), name='sampled_error_is_what_the_outcome_says', violation_error_message='Ange felet i kronor när beloppet är fel, annars inte.')],
                    },
                ),
                migrations.CreateModel(
                    name='SampleEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('first_on', models.DateField(verbose_name='bokförda från')),
                        ('last_on', models.DateField(verbose_name='bokförda till')),
                        ('size', models.PositiveIntegerField(default=60, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(500)], verbose_name='antal köp')),
                        ('seed', models.PositiveIntegerField(validators=[django.core.validators.MaxValueValidator(2000000000)], verbose_name='frö')),
                        ('papers', models.CharField(default='Faktura, beställning eller placering, närvaro eller antal dygn, avtalets pris', max_length=300, verbose_name='underlag som behövs')),
                        ('due_on', models.DateField(verbose_name='klart senast')),
                        ('drawn_at', models.DateTimeField(verbose_name='draget')),
                        ('population', models.PositiveIntegerField(verbose_name='köp i perioden')),
                        ('population_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='kronor i perioden')),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('drawn_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='draget av')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.sample')),
                        ('reviewer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granskas av')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SampleStratum',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='nummer')),
                        ('is_risky', models.BooleanField(verbose_name='leverantören har en flagga')),
                        ('lower_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='från, kr')),
                        ('upper_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='till, kr')),
                        ('population', models.PositiveIntegerField(verbose_name='köp')),
                        ('population_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='kronor')),
                        ('drawn', models.PositiveIntegerField(verbose_name='dragna')),
                        ('sample', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='strata', to='followup.sample', verbose_name='stickprov')),
                    ],
                    options={
                        'verbose_name': 'del av stickprov',
                        'verbose_name_plural': 'delar av stickprov',
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(fields=('sample', 'number'), name='stratum_of_sample_is_one'), models.CheckConstraint(condition=models.Q(('drawn__lte', models.F('population'))), name='no_more_are_drawn_than_there_are', violation_error_message='Fler än det finns kan inte dras.')],
                    },
                ),
                migrations.CreateModel(
                    name='SampledPurchaseEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('invoice_number', models.CharField(max_length=200, verbose_name='fakturanummer')),
                        ('voucher', models.CharField(max_length=200, verbose_name='verifikation')),
                        ('booked_on', models.DateField(verbose_name='bokförd')),
                        ('sum_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='belopp, kr')),
                        ('outcome', models.CharField(blank=True, choices=[('RIGHT', 'rätt'), ('ERROR', 'fel belopp'), ('NO_PAPERS', 'underlag saknas')], max_length=10, verbose_name='utfall')),
                        ('error_sek', models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name='fel, kr')),
                        ('comment', models.TextField(blank=True, verbose_name='vad underlaget visar')),
                        ('reviewed_at', models.DateTimeField(blank=True, null=True, verbose_name='granskat')),
                        ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                        ('contract', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract', verbose_name='avtal')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='followup.sampledpurchase')),
                        ('reviewed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granskat av')),
                        ('sample', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='followup.sample', verbose_name='stickprov')),
                        ('supplier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.supplier', verbose_name='leverantör')),
                        ('stratum', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='followup.samplestratum', verbose_name='del')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SupplierFact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('ADDRESS', 'adress'), ('BOARD', 'styrelse eller firmatecknare'), ('SIDE_BUSINESS', 'anmäld bisyssla'), ('TURNOVER', 'omsättning, kr per år'), ('STAFF', 'antal anställda'), ('F_TAX', 'godkänd för F-skatt')], max_length=20, verbose_name='uppgift')),
                        ('token', models.CharField(blank=True, max_length=32, verbose_name='fingeravtryck')),
                        ('number', models.DecimalField(blank=True, decimal_places=2, max_digits=17, null=True, verbose_name='värde')),
                        ('on', models.DateField(verbose_name='uppgift den')),
                        ('source', models.CharField(max_length=120, verbose_name='källa')),
                        ('registered_at', models.DateTimeField(verbose_name='inläst')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('registered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='inläst av')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='contracts.supplier', verbose_name='leverantör')),
                    ],
                    options={
                        'verbose_name': 'registeruppgift',
                        'verbose_name_plural': 'registeruppgifter',
                        'indexes': [models.Index(fields=['buyer', 'kind', 'token'], name='supplier_facts_alike')],
                        'constraints': [models.UniqueConstraint(fields=('buyer', 'supplier', 'kind', 'token', 'on'), name='supplier_fact_is_told_once', violation_error_message='Uppgiften finns redan.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['ADDRESS', 'BOARD']), ('number__isnull', True), models.Q(('token', ''), _negated=True)), models.Q(('kind', 'SIDE_BUSINESS'), ('number__isnull', True), ('token', '')), models.Q(('kind__in', ['TURNOVER', 'STAFF', 'F_TAX']), ('number__isnull', False), ('token', '')), _connector='OR'), name='supplier_fact_has_what_its_kind_has', violation_error_message='Uppgiften har inte det värde som den ska ha.')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='flagswitch',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_flagswitchevent" ("buyer_id", "decided_at", "decided_by_id", "id", "is_on", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."buyer_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."is_on", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='65d02536ac5dc3e167bead53b56ed2952a826acb', operation='INSERT', pgid='pgtrigger_insert_insert_9748f', table='followup_flagswitch', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='flagswitch',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_flagswitchevent" ("buyer_id", "decided_at", "decided_by_id", "id", "is_on", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."buyer_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."is_on", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='57051a5377f323c7541dfdcbcb07f2b1065fdd44', operation='UPDATE', pgid='pgtrigger_update_update_8738f', table='followup_flagswitch', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='flagswitch',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_flagswitchevent" ("buyer_id", "decided_at", "decided_by_id", "id", "is_on", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."buyer_id", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."is_on", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='c49c0731bbe0989276017ae4ad7d71a61e82470e', operation='DELETE', pgid='pgtrigger_delete_delete_8eca1', table='followup_flagswitch', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='flagswitchevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ed9ab8584071629aaa47d33c06d8619035144978', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_41dcb', table='followup_flagswitchevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='flagterm',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_flagtermevent" ("buyer_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."buyer_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;', hash='c5246d9af73abcf285833a45fb5f2b8e3eb1aeaa', operation='INSERT', pgid='pgtrigger_insert_insert_5b7a3', table='followup_flagterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='flagterm',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_flagtermevent" ("buyer_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."buyer_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;', hash='1d7595240f7f1dc762f1ddb1f7c2d736b72a5532', operation='UPDATE', pgid='pgtrigger_update_update_6d03c', table='followup_flagterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='flagterm',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_flagtermevent" ("buyer_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (OLD."buyer_id", OLD."id", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."value"); RETURN NULL;', hash='ca2a11ca4ec0916edde885fc704a2fe9ec80387a', operation='DELETE', pgid='pgtrigger_delete_delete_2ed22', table='followup_flagterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='flagtermevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fa15a6d5a7bc21cbbc2e1cbecbefd36135f25dd6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4864c', table='followup_flagtermevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sample',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_sampleevent" ("buyer_id", "drawn_at", "drawn_by_id", "due_on", "first_on", "id", "last_on", "papers", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_sek", "reviewer_id", "seed", "size") VALUES (NEW."buyer_id", NEW."drawn_at", NEW."drawn_by_id", NEW."due_on", NEW."first_on", NEW."id", NEW."last_on", NEW."papers", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."population", NEW."population_sek", NEW."reviewer_id", NEW."seed", NEW."size"); RETURN NULL;', hash='fb8374634661c213b6626ad8738d7419ee6c1a73', operation='INSERT', pgid='pgtrigger_insert_insert_83975', table='followup_sample', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sample',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_sampleevent" ("buyer_id", "drawn_at", "drawn_by_id", "due_on", "first_on", "id", "last_on", "papers", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_sek", "reviewer_id", "seed", "size") VALUES (NEW."buyer_id", NEW."drawn_at", NEW."drawn_by_id", NEW."due_on", NEW."first_on", NEW."id", NEW."last_on", NEW."papers", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."population", NEW."population_sek", NEW."reviewer_id", NEW."seed", NEW."size"); RETURN NULL;', hash='8f3271f9119fd5d5234db3fdc269227854014205', operation='UPDATE', pgid='pgtrigger_update_update_be9d8', table='followup_sample', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sample',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_sampleevent" ("buyer_id", "drawn_at", "drawn_by_id", "due_on", "first_on", "id", "last_on", "papers", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "population_sek", "reviewer_id", "seed", "size") VALUES (OLD."buyer_id", OLD."drawn_at", OLD."drawn_by_id", OLD."due_on", OLD."first_on", OLD."id", OLD."last_on", OLD."papers", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."population", OLD."population_sek", OLD."reviewer_id", OLD."seed", OLD."size"); RETURN NULL;', hash='01f4f5b696541b9c30e29cbd30a3519665ce5911', operation='DELETE', pgid='pgtrigger_delete_delete_f1939', table='followup_sample', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sampleevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ec1da17fb272efc981d1f7ef7f3580f128fb93f0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_05d47', table='followup_sampleevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sampledpurchaseevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='39158f7a2dff21ab162dd6adef61b34f75929441', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7538d', table='followup_sampledpurchaseevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sampledpurchase',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_sampledpurchaseevent" ("booked_on", "comment", "contract_id", "error_sek", "id", "invoice_number", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "sample_id", "stratum_id", "sum_sek", "supplier_id", "version", "voucher") VALUES (NEW."booked_on", NEW."comment", NEW."contract_id", NEW."error_sek", NEW."id", NEW."invoice_number", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."sample_id", NEW."stratum_id", NEW."sum_sek", NEW."supplier_id", NEW."version", NEW."voucher"); RETURN NULL;', hash='290894624d2dbc8568385ee68a6acc6ba34ddc2e', operation='INSERT', pgid='pgtrigger_insert_insert_7fe46', table='followup_sampledpurchase', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sampledpurchase',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_sampledpurchaseevent" ("booked_on", "comment", "contract_id", "error_sek", "id", "invoice_number", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "sample_id", "stratum_id", "sum_sek", "supplier_id", "version", "voucher") VALUES (NEW."booked_on", NEW."comment", NEW."contract_id", NEW."error_sek", NEW."id", NEW."invoice_number", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."sample_id", NEW."stratum_id", NEW."sum_sek", NEW."supplier_id", NEW."version", NEW."voucher"); RETURN NULL;', hash='ff45807a934ce13da48262691407cdb18fbf60d5', operation='UPDATE', pgid='pgtrigger_update_update_0ce13', table='followup_sampledpurchase', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sampledpurchase',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_sampledpurchaseevent" ("booked_on", "comment", "contract_id", "error_sek", "id", "invoice_number", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "sample_id", "stratum_id", "sum_sek", "supplier_id", "version", "voucher") VALUES (OLD."booked_on", OLD."comment", OLD."contract_id", OLD."error_sek", OLD."id", OLD."invoice_number", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reviewed_at", OLD."reviewed_by_id", OLD."sample_id", OLD."stratum_id", OLD."sum_sek", OLD."supplier_id", OLD."version", OLD."voucher"); RETURN NULL;', hash='47976d3820e5396b844d24c1d613e327de3f4fdd', operation='DELETE', pgid='pgtrigger_delete_delete_59f9c', table='followup_sampledpurchase', when='AFTER')),
                ),
            ],
        ),
        run_sql_file(__file__, "red_flags"),
    ]
