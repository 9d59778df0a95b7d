"""Placements that go on and end, the form of a deviation, the delegation order, and needs that come back."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
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
        ('auth', '0012_alter_user_first_name_max_length'),
        ('common', '0007_retention'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contracts', '0014_units_to_find'),
        ('procurement', '0004_numbers_taken'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='AskedSupplier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('answer', models.CharField(choices=[('COMPETENCE', 'saknar kompetens för behovet'), ('LOCATION', 'ligger fel'), ('PREMISES', 'lokalerna passar inte'), ('CAPACITY', 'har ingen ledig plats'), ('SAFETY', 'kan inte ge den säkerhet som krävs'), ('STOPPED', 'placeringsstopp eller tillstånd saknas'), ('NO_ANSWER', 'svarade inte i tid'), ('OTHER', 'annat')], max_length=20, verbose_name='varför inte')),
                        ('words', models.CharField(blank=True, max_length=300, verbose_name='förklaring')),
                        ('contract', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='passed_over', to='contracts.contract', verbose_name='avtal')),
                        ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.supplierunit', verbose_name='verksamhet')),
                        ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='procurement.placement', verbose_name='placering')),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.supplier', verbose_name='leverantör')),
                    ],
                    options={
                        'verbose_name': 'tillfrågad leverantör',
                        'verbose_name_plural': 'tillfrågade leverantörer',
                        'constraints': [models.UniqueConstraint(fields=('placement', 'supplier', 'place'), name='supplier_is_asked_once', nulls_distinct=False, violation_error_message='Leverantören står redan som tillfrågad.'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'OTHER'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='another_reason_is_told', violation_error_message='Skriv varför leverantören inte kunde.')],
                    },
                ),
                migrations.CreateModel(
                    name='AskedSupplierEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('answer', models.CharField(choices=[('COMPETENCE', 'saknar kompetens för behovet'), ('LOCATION', 'ligger fel'), ('PREMISES', 'lokalerna passar inte'), ('CAPACITY', 'har ingen ledig plats'), ('SAFETY', 'kan inte ge den säkerhet som krävs'), ('STOPPED', 'placeringsstopp eller tillstånd saknas'), ('NO_ANSWER', 'svarade inte i tid'), ('OTHER', 'annat')], max_length=20, verbose_name='varför inte')),
                        ('words', models.CharField(blank=True, max_length=300, verbose_name='förklaring')),
                        ('contract', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract', verbose_name='avtal')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='procurement.askedsupplier')),
                        ('place', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.supplierunit', verbose_name='verksamhet')),
                        ('placement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='procurement.placement', verbose_name='placering')),
                        ('supplier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.supplier', verbose_name='leverantör')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Delegation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ground', models.CharField(choices=[('LOW_VALUE', 'lågt värde'), ('EXCEPTIONAL', 'synnerliga skäl'), ('URGENCY', 'synnerlig brådska')], max_length=20, verbose_name='laglig grund')),
                        ('up_to_sek', models.DecimalField(blank=True, decimal_places=2, help_text='Beslutets förväntade värde utan moms. Tomt: utan beloppsgräns.', max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='till och med, kr')),
                        ('valid_from', models.DateField(verbose_name='från och med')),
                        ('valid_until', models.DateField(blank=True, help_text='Tomt: tills vidare.', null=True, verbose_name='till och med')),
                        ('during', models.GeneratedField(db_persist=True, expression=models.Func('valid_from', models.Func('valid_until', template='%(expressions)s + 1'), models.Value('[)'), function='daterange'), output_field=django.contrib.postgres.fields.ranges.DateRangeField(), verbose_name='gäller dagarna')),
                        ('registry_number', models.CharField(max_length=60, verbose_name='beslutets diarienummer')),
                        ('point', models.CharField(blank=True, max_length=60, verbose_name='punkt i ordningen')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to='common.organization', verbose_name='köpare')),
                        ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group', verbose_name='roll')),
                    ],
                    options={
                        'verbose_name': 'delegation',
                        'verbose_name_plural': 'delegationsordning',
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('buyer', '='), ('role', '='), ('ground', '='), ('during', '&&')], name='role_has_one_delegation_a_day', violation_error_message='Rollen har redan en delegation på den grunden för några av dagarna. Avsluta den först.'), models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='delegation_ends_after_it_begins', violation_error_message='Sista dagen kan inte ligga före första dagen.'), models.CheckConstraint(condition=models.Q(('registry_number', ''), _negated=True), name='delegation_has_a_decision', violation_error_message='Ange diarienumret på beslutet om delegation.'), models.CheckConstraint(condition=models.Q(('up_to_sek__isnull', True), ('up_to_sek__gte', 0), _connector='OR'), name='delegation_is_not_below_nothing', violation_error_message='Beloppet kan inte vara negativt.')],
                    },
                ),
                migrations.CreateModel(
                    name='DelegationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('ground', models.CharField(choices=[('LOW_VALUE', 'lågt värde'), ('EXCEPTIONAL', 'synnerliga skäl'), ('URGENCY', 'synnerlig brådska')], max_length=20, verbose_name='laglig grund')),
                        ('up_to_sek', models.DecimalField(blank=True, decimal_places=2, help_text='Beslutets förväntade värde utan moms. Tomt: utan beloppsgräns.', max_digits=17, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='till och med, kr')),
                        ('valid_from', models.DateField(verbose_name='från och med')),
                        ('valid_until', models.DateField(blank=True, help_text='Tomt: tills vidare.', null=True, verbose_name='till och med')),
                        ('registry_number', models.CharField(max_length=60, verbose_name='beslutets diarienummer')),
                        ('point', models.CharField(blank=True, max_length=60, verbose_name='punkt i ordningen')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='procurement.delegation')),
                        ('role', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.group', verbose_name='roll')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Deviation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('need', models.TextField(help_text='Vad som behövs och varför. Aldrig namn eller personnummer.', max_length=2000, verbose_name='behov')),
                        ('reason', models.CharField(choices=[('NOT_MET', 'behovet täcks inte av avtal'), ('NO_TENDER', 'leverantör med rätt kompetens lämnade inte anbud'), ('STAYS_ON', 'bor kvar efter avtalets slut'), ('AREA_CHANGED', 'har bytt avtalsområde, till exempel fyllt 65'), ('ACUTE', 'akut'), ('SECRET_LOCATION', 'skyddad plats'), ('OTHER', 'annat')], max_length=20, verbose_name='orsak')),
                        ('reason_words', models.CharField(blank=True, max_length=500, verbose_name='förklaring')),
                        ('ground', models.CharField(choices=[('LOW_VALUE', 'lågt värde'), ('EXCEPTIONAL', 'synnerliga skäl'), ('URGENCY', 'synnerlig brådska')], max_length=20, verbose_name='laglig grund')),
                        ('ground_words', models.CharField(blank=True, max_length=500, verbose_name='varför den grunden gäller')),
                        ('expected_value_sek', models.DecimalField(decimal_places=2, help_text='Utan moms, med förlängningar.', max_digits=17, validators=[django.core.validators.MinValueValidator(0)], verbose_name='förväntat värde, kr')),
                        ('contract_price_sek', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=12, null=True, verbose_name='områdets avtalspris, kr')),
                        ('template', models.CharField(blank=True, max_length=200, verbose_name='avtalsmall')),
                        ('is_acute', models.BooleanField(default=False, help_text='IVO kontrolleras alltid före placeringen.', verbose_name='akut: placerad innan blanketten')),
                        ('asker_is_unbiased', models.BooleanField(default=False, verbose_name='den som begär är inte jävig')),
                        ('asked_at', models.DateTimeField(editable=False, verbose_name='begärt')),
                        ('checks', models.JSONField(default=list, editable=False, verbose_name='kontroller vid beslutet')),
                        ('outcome', models.CharField(blank=True, choices=[('APPROVED', 'godkänt'), ('REFUSED', 'avslaget'), ('TAKEN_BACK', 'tillbakadraget')], editable=False, max_length=10, verbose_name='beslut')),
                        ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='beslutat')),
                        ('decider_is_unbiased', models.BooleanField(default=False, editable=False, verbose_name='den som beslutar är inte jävig')),
                        ('decision_words', models.CharField(blank=True, max_length=500, verbose_name='motivering till beslutet')),
                        ('registry_number', models.CharField(blank=True, max_length=60, verbose_name='diarienummer (W3D3)')),
                        ('notice_on', models.DateField(blank=True, null=True, verbose_name='efterannonserat')),
                        ('notice_url', models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='länk till efterannonsen')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('decided_as', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group', verbose_name='beslutat som')),
                        ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beslutat av')),
                        ('delegation', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deviations', to='procurement.delegation', verbose_name='enligt delegation')),
                        ('placement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='form', to='procurement.placement', verbose_name='placering')),
                    ],
                    options={
                        'verbose_name': 'avsteg',
                        'verbose_name_plural': 'avsteg',
                        'indexes': [models.Index(fields=['outcome', 'asked_at'], name='deviation_that_waits')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', 'OTHER'), _negated=True), models.Q(('reason_words', ''), _negated=True), _connector='OR'), name='another_reason_is_explained', violation_error_message='Förklara orsaken.'), models.CheckConstraint(condition=models.Q(('ground', 'LOW_VALUE'), models.Q(('ground_words', ''), _negated=True), _connector='OR'), name='exceptional_ground_is_explained', violation_error_message='Skriv varför grunden gäller.'), models.CheckConstraint(condition=models.Q(('expected_value_sek__gte', 0)), name='expected_value_is_not_negative', violation_error_message='Värdet kan inte vara negativt.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('delegation__isnull', True), ('outcome', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome', 'TAKEN_BACK')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome', 'REFUSED'), models.Q(('decision_words', ''), _negated=True)), models.Q(('decided_as__isnull', False), ('decided_at__isnull', False), ('decided_by__isnull', False), ('delegation__isnull', False), ('outcome', 'APPROVED')), _connector='OR'), name='decision_says_who_when_and_by_what', violation_error_message='Ange vem som beslutade, när och enligt vilken delegation; motivera avslag.'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'APPROVED'), _negated=True), models.Q(('asker_is_unbiased', True), ('decider_is_unbiased', True)), _connector='OR'), name='nobody_disqualified_decides', violation_error_message='Både den som begär och den som beslutar intygar att de inte är jäviga.')],
                    },
                ),
                migrations.CreateModel(
                    name='DeviationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('need', models.TextField(help_text='Vad som behövs och varför. Aldrig namn eller personnummer.', max_length=2000, verbose_name='behov')),
                        ('reason', models.CharField(choices=[('NOT_MET', 'behovet täcks inte av avtal'), ('NO_TENDER', 'leverantör med rätt kompetens lämnade inte anbud'), ('STAYS_ON', 'bor kvar efter avtalets slut'), ('AREA_CHANGED', 'har bytt avtalsområde, till exempel fyllt 65'), ('ACUTE', 'akut'), ('SECRET_LOCATION', 'skyddad plats'), ('OTHER', 'annat')], max_length=20, verbose_name='orsak')),
                        ('reason_words', models.CharField(blank=True, max_length=500, verbose_name='förklaring')),
                        ('ground', models.CharField(choices=[('LOW_VALUE', 'lågt värde'), ('EXCEPTIONAL', 'synnerliga skäl'), ('URGENCY', 'synnerlig brådska')], max_length=20, verbose_name='laglig grund')),
                        ('ground_words', models.CharField(blank=True, max_length=500, verbose_name='varför den grunden gäller')),
                        ('expected_value_sek', models.DecimalField(decimal_places=2, help_text='Utan moms, med förlängningar.', max_digits=17, validators=[django.core.validators.MinValueValidator(0)], verbose_name='förväntat värde, kr')),
                        ('contract_price_sek', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=12, null=True, verbose_name='områdets avtalspris, kr')),
                        ('template', models.CharField(blank=True, max_length=200, verbose_name='avtalsmall')),
                        ('is_acute', models.BooleanField(default=False, help_text='IVO kontrolleras alltid före placeringen.', verbose_name='akut: placerad innan blanketten')),
                        ('asker_is_unbiased', models.BooleanField(default=False, verbose_name='den som begär är inte jävig')),
                        ('asked_at', models.DateTimeField(editable=False, verbose_name='begärt')),
                        ('checks', models.JSONField(default=list, editable=False, verbose_name='kontroller vid beslutet')),
                        ('outcome', models.CharField(blank=True, choices=[('APPROVED', 'godkänt'), ('REFUSED', 'avslaget'), ('TAKEN_BACK', 'tillbakadraget')], editable=False, max_length=10, verbose_name='beslut')),
                        ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='beslutat')),
                        ('decider_is_unbiased', models.BooleanField(default=False, editable=False, verbose_name='den som beslutar är inte jävig')),
                        ('decision_words', models.CharField(blank=True, max_length=500, verbose_name='motivering till beslutet')),
                        ('registry_number', models.CharField(blank=True, max_length=60, verbose_name='diarienummer (W3D3)')),
                        ('notice_on', models.DateField(blank=True, null=True, verbose_name='efterannonserat')),
                        ('notice_url', models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='länk till efterannonsen')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('decided_as', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.group', verbose_name='beslutat som')),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beslutat av')),
                        ('delegation', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='procurement.delegation', verbose_name='enligt delegation')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='procurement.deviation')),
                        ('placement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='procurement.placement', verbose_name='placering')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ForeseenNeed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(choices=[('NOT_MET', 'behovet täcks inte av avtal'), ('NO_TENDER', 'leverantör med rätt kompetens lämnade inte anbud'), ('STAYS_ON', 'bor kvar efter avtalets slut'), ('AREA_CHANGED', 'har bytt avtalsområde, till exempel fyllt 65'), ('ACUTE', 'akut'), ('SECRET_LOCATION', 'skyddad plats'), ('OTHER', 'annat')], max_length=20, verbose_name='orsak')),
                        ('proposed_on', models.DateField(verbose_name='föreslaget')),
                        ('count', models.PositiveIntegerField(verbose_name='avsteg på tolv månader')),
                        ('used_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='värde på tolv månader, kr')),
                        ('limit_sek', models.DecimalField(decimal_places=2, max_digits=17, null=True, verbose_name='gräns, kr')),
                        ('why_not', models.CharField(blank=True, max_length=500, verbose_name='varför ingen upphandling')),
                        ('answered_at', models.DateTimeField(null=True, verbose_name='besvarat')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='besvarat av')),
                        ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contractarea', verbose_name='avtalsområde')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='foreseen_needs', to='common.organization', verbose_name='köpare')),
                        ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.category', verbose_name='underkategori')),
                        ('planned', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='foreseen', to='procurement.plannedneed', verbose_name='rad i planen')),
                        ('target_group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.targetgroup', verbose_name='målgrupp')),
                    ],
                    options={
                        'verbose_name': 'behov som återkommer',
                        'verbose_name_plural': 'behov som återkommer',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('buyer', 'category', 'area', 'reason', 'target_group'), name='need_is_proposed_once_at_a_time', nulls_distinct=False, violation_error_message='Behovet är redan föreslaget.'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('planned__isnull', True), ('why_not', '')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('planned__isnull', False), models.Q(('why_not', ''), _negated=True), _connector='OR')), _connector='OR'), name='foreseen_need_is_answered_by_a_plan_or_a_reason', violation_error_message='Svara med en rad i planen, eller med varför ingen behövs.')],
                    },
                ),
                migrations.CreateModel(
                    name='ForeseenNeedEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('reason', models.CharField(choices=[('NOT_MET', 'behovet täcks inte av avtal'), ('NO_TENDER', 'leverantör med rätt kompetens lämnade inte anbud'), ('STAYS_ON', 'bor kvar efter avtalets slut'), ('AREA_CHANGED', 'har bytt avtalsområde, till exempel fyllt 65'), ('ACUTE', 'akut'), ('SECRET_LOCATION', 'skyddad plats'), ('OTHER', 'annat')], max_length=20, verbose_name='orsak')),
                        ('proposed_on', models.DateField(verbose_name='föreslaget')),
                        ('count', models.PositiveIntegerField(verbose_name='avsteg på tolv månader')),
                        ('used_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='värde på tolv månader, kr')),
                        ('limit_sek', models.DecimalField(decimal_places=2, max_digits=17, null=True, verbose_name='gräns, kr')),
                        ('why_not', models.CharField(blank=True, max_length=500, verbose_name='varför ingen upphandling')),
                        ('answered_at', models.DateTimeField(null=True, verbose_name='besvarat')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('answered_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='besvarat av')),
                        ('area', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractarea', verbose_name='avtalsområde')),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('category', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.category', verbose_name='underkategori')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='procurement.foreseenneed')),
                        ('planned', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='procurement.plannedneed', verbose_name='rad i planen')),
                        ('target_group', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.targetgroup', verbose_name='målgrupp')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PlacementEnd',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('ENDED', 'avslutad'), ('MOVED', 'flyttad'), ('CHANGED', 'ändrade villkor'), ('WITHDRAWN', 'återkallad')], max_length=10, verbose_name='hur')),
                        ('last_day', models.DateField(verbose_name='sista dag')),
                        ('planned_until', models.DateField(blank=True, null=True, verbose_name='gällde till och med')),
                        ('reason', models.CharField(max_length=500, verbose_name='skäl')),
                        ('decided_at', models.DateTimeField(verbose_name='beslutat')),
                        ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beslutat av')),
                        ('placement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ended', to='procurement.placement', verbose_name='placering')),
                    ],
                    options={
                        'verbose_name': 'avslut av placering',
                        'verbose_name_plural': 'avslut av placeringar',
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='placement_ends_for_a_reason', violation_error_message='Skriv varför placeringen upphör.')],
                    },
                ),
                migrations.CreateModel(
                    name='PlacementEndEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('ENDED', 'avslutad'), ('MOVED', 'flyttad'), ('CHANGED', 'ändrade villkor'), ('WITHDRAWN', 'återkallad')], max_length=10, verbose_name='hur')),
                        ('last_day', models.DateField(verbose_name='sista dag')),
                        ('planned_until', models.DateField(blank=True, null=True, verbose_name='gällde till och med')),
                        ('reason', models.CharField(max_length=500, verbose_name='skäl')),
                        ('decided_at', models.DateTimeField(verbose_name='beslutat')),
                        ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beslutat av')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='procurement.placementend')),
                        ('placement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='procurement.placement', verbose_name='placering')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PlacementTerm',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('origin', models.CharField(blank=True, max_length=120, verbose_name='avstånd räknas från')),
                        ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitud')),
                        ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitud')),
                        ('acute_working_days', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='akut placering: blankett och beslut inom, arbetsdagar')),
                        ('foreseen_count', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(100)], verbose_name='behov föreslås till planen efter, avsteg på tolv månader')),
                        ('foreseen_percent', models.PositiveSmallIntegerField(default=25, help_text='Alltid innan halva gränsen är använd.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(49)], verbose_name='eller vid, procent av direktupphandlingsgränsen')),
                        ('buyer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='placement_term', to='common.organization', verbose_name='köpare')),
                    ],
                    options={
                        'verbose_name': 'placeringsvärden',
                        'verbose_name_plural': 'placeringsvärden',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='origin_lies_somewhere_on_earth', violation_error_message='Ange både latitud (-90 till 90) och longitud (-180 till 180), eller ingen.'), models.CheckConstraint(condition=models.Q(('acute_working_days__gte', 1)), name='acute_form_has_a_working_day', violation_error_message='Ange minst en arbetsdag.'), models.CheckConstraint(condition=models.Q(('foreseen_percent__range', (1, 49))), name='need_is_foreseen_before_half_the_limit', violation_error_message='Ange 1 till 49 procent: alltid innan halva gränsen är använd.'), models.CheckConstraint(condition=models.Q(('foreseen_count__gte', 2)), name='need_that_comes_back_comes_twice', violation_error_message='Ange minst två.')],
                    },
                ),
                migrations.CreateModel(
                    name='PlacementTermEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('origin', models.CharField(blank=True, max_length=120, verbose_name='avstånd räknas från')),
                        ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitud')),
                        ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitud')),
                        ('acute_working_days', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='akut placering: blankett och beslut inom, arbetsdagar')),
                        ('foreseen_count', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(100)], verbose_name='behov föreslås till planen efter, avsteg på tolv månader')),
                        ('foreseen_percent', models.PositiveSmallIntegerField(default=25, help_text='Alltid innan halva gränsen är använd.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(49)], verbose_name='eller vid, procent av direktupphandlingsgränsen')),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='procurement.placementterm')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='StayOn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('cause', models.CharField(choices=[('CONTRACT_ENDED', 'avtalet har upphört'), ('AREA_CHANGED', 'personen har bytt avtalsområde, till exempel fyllt 65')], max_length=20, verbose_name='orsak')),
                        ('since', models.DateField(verbose_name='från och med')),
                        ('decision', models.CharField(blank=True, choices=[('NEW_CONTRACT', 'nytt avtal tecknas'), ('STAYS', 'bor kvar på avropets villkor'), ('MOVES', 'flyttar till plats på avtal')], max_length=20, verbose_name='beslut')),
                        ('decided_on', models.DateField(blank=True, null=True, verbose_name='beslutat den')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='anteckning')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('area_after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contractarea', verbose_name='hör nu till avtalsområde')),
                        ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beslutat av')),
                        ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='procurement.placement', verbose_name='placering')),
                        ('registered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='registrerat av')),
                    ],
                    options={
                        'verbose_name': 'kvarboende',
                        'verbose_name_plural': 'kvarboende',
                        'constraints': [models.UniqueConstraint(fields=('placement', 'cause', 'since'), name='staying_on_is_registered_once', violation_error_message='Kvarboendet är redan registrerat.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_by__isnull', False), ('decided_on__isnull', False)), _connector='OR'), name='staying_on_is_decided_by_somebody', violation_error_message='Ange både vad som beslutades och när.'), models.CheckConstraint(condition=models.Q(('cause', 'AREA_CHANGED'), ('area_after__isnull', True), _connector='OR'), name='only_a_changed_area_has_another', violation_error_message='Ett annat avtalsområde hör till den som har bytt område.')],
                    },
                ),
                migrations.CreateModel(
                    name='StayOnEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('cause', models.CharField(choices=[('CONTRACT_ENDED', 'avtalet har upphört'), ('AREA_CHANGED', 'personen har bytt avtalsområde, till exempel fyllt 65')], max_length=20, verbose_name='orsak')),
                        ('since', models.DateField(verbose_name='från och med')),
                        ('decision', models.CharField(blank=True, choices=[('NEW_CONTRACT', 'nytt avtal tecknas'), ('STAYS', 'bor kvar på avropets villkor'), ('MOVES', 'flyttar till plats på avtal')], max_length=20, verbose_name='beslut')),
                        ('decided_on', models.DateField(blank=True, null=True, verbose_name='beslutat den')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='anteckning')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('area_after', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractarea', verbose_name='hör nu till avtalsområde')),
                        ('decided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beslutat av')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='procurement.stayon')),
                        ('placement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='procurement.placement', verbose_name='placering')),
                        ('registered_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='registrerat av')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placement',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placement',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placement',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='placement',
                    name='area',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='contracts.contractarea', verbose_name='avtalsområde'),
                ),
                migrations.AddField(
                    model_name='placement',
                    name='broke_order',
                    field=models.CharField(blank=True, max_length=500, verbose_name='skäl att frångå avropsordningen'),
                ),
                migrations.AddField(
                    model_name='placement',
                    name='follows',
                    field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sequel', to='procurement.placement', verbose_name='fortsätter'),
                ),
                migrations.AddField(
                    model_name='placement',
                    name='follows_as',
                    field=models.CharField(blank=True, choices=[('EXTENDED', 'förlängning'), ('MOVED', 'flytt'), ('CHANGED', 'ändrade villkor')], editable=False, max_length=10, verbose_name='fortsätter som'),
                ),
                migrations.AddField(
                    model_name='placement',
                    name='place',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='contracts.supplierunit', verbose_name='verksamhet'),
                ),
                migrations.AddField(
                    model_name='placement',
                    name='price_per',
                    field=models.CharField(choices=[('DAY', 'dygn'), ('HOUR', 'timme'), ('PLACE', 'plats'), ('MONTH', 'månad'), ('VISIT', 'besök')], default='DAY', max_length=10, verbose_name='pris per'),
                ),
                migrations.AddField(
                    model_name='placement',
                    name='responsible',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements_in_charge', to=settings.AUTH_USER_MODEL, verbose_name='ansvarig'),
                ),
                migrations.AddField(
                    model_name='placement',
                    name='target_group',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='contracts.targetgroup', verbose_name='målgrupp'),
                ),
                migrations.AddField(
                    model_name='placement',
                    name='why',
                    field=models.CharField(blank=True, max_length=500, verbose_name='varför den här leverantören'),
                ),
                migrations.AddField(
                    model_name='placementevent',
                    name='area',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractarea', verbose_name='avtalsområde'),
                ),
                migrations.AddField(
                    model_name='placementevent',
                    name='broke_order',
                    field=models.CharField(blank=True, max_length=500, verbose_name='skäl att frångå avropsordningen'),
                ),
                migrations.AddField(
                    model_name='placementevent',
                    name='follows',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='procurement.placement', verbose_name='fortsätter'),
                ),
                migrations.AddField(
                    model_name='placementevent',
                    name='follows_as',
                    field=models.CharField(blank=True, choices=[('EXTENDED', 'förlängning'), ('MOVED', 'flytt'), ('CHANGED', 'ändrade villkor')], editable=False, max_length=10, verbose_name='fortsätter som'),
                ),
                migrations.AddField(
                    model_name='placementevent',
                    name='place',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.supplierunit', verbose_name='verksamhet'),
                ),
                migrations.AddField(
                    model_name='placementevent',
                    name='price_per',
                    field=models.CharField(choices=[('DAY', 'dygn'), ('HOUR', 'timme'), ('PLACE', 'plats'), ('MONTH', 'månad'), ('VISIT', 'besök')], default='DAY', max_length=10, verbose_name='pris per'),
                ),
                migrations.AddField(
                    model_name='placementevent',
                    name='responsible',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ansvarig'),
                ),
                migrations.AddField(
                    model_name='placementevent',
                    name='target_group',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.targetgroup', verbose_name='målgrupp'),
                ),
                migrations.AddField(
                    model_name='placementevent',
                    name='why',
                    field=models.CharField(blank=True, max_length=500, verbose_name='varför den här leverantören'),
                ),
                migrations.AddIndex(
                    model_name='placement',
                    index=models.Index(condition=models.Q(('place__isnull', False)), fields=['place'], name='placement_at_a_unit'),
                ),
                migrations.AddIndex(
                    model_name='placement',
                    index=models.Index(fields=['buyer', 'category', '-valid_from'], name='placement_of_a_need'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='deviation_is_approved_by_its_form', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."approved_on" IS NOT NULL AND NEW."contract_id" IS NULL)', func="\n    IF TG_OP = 'UPDATE' AND OLD.approved_on IS NOT NULL THEN RETURN NEW; END IF;\n    IF NOT EXISTS (\n        SELECT FROM procurement_deviation d WHERE d.placement_id = NEW.id AND d.outcome = 'APPROVED'\n            AND d.decided_by_id = NEW.approved_by_id\n    ) THEN\n        RAISE EXCEPTION 'Ett avsteg godkänns genom beslut på dess blankett.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'deviation_is_approved_by_its_form';\n    END IF;\n    RETURN NEW;\n", hash='c58512219d29dbf807f139ce090d0072c6881ba6', operation='INSERT OR UPDATE', pgid='pgtrigger_deviation_is_approved_by_its_form_5b49a', table='procurement_placement', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_placementevent" ("approved_by_id", "approved_on", "area_id", "broke_order", "buyer_id", "case_reference", "category_id", "contract_id", "follows_as", "follows_id", "id", "is_secret", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "price_per", "price_sek", "requested_by_id", "responsible_id", "supplier_id", "target_group_id", "unit", "valid_from", "valid_until", "why") VALUES (NEW."approved_by_id", NEW."approved_on", NEW."area_id", NEW."broke_order", NEW."buyer_id", NEW."case_reference", NEW."category_id", NEW."contract_id", NEW."follows_as", NEW."follows_id", NEW."id", NEW."is_secret", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_id", NEW."price_per", NEW."price_sek", NEW."requested_by_id", NEW."responsible_id", NEW."supplier_id", NEW."target_group_id", NEW."unit", NEW."valid_from", NEW."valid_until", NEW."why"); RETURN NULL;', hash='cd428555a4dbd01bcf46e35568d3254d7360a4d2', operation='INSERT', pgid='pgtrigger_insert_insert_c93a3', table='procurement_placement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_placementevent" ("approved_by_id", "approved_on", "area_id", "broke_order", "buyer_id", "case_reference", "category_id", "contract_id", "follows_as", "follows_id", "id", "is_secret", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "price_per", "price_sek", "requested_by_id", "responsible_id", "supplier_id", "target_group_id", "unit", "valid_from", "valid_until", "why") VALUES (NEW."approved_by_id", NEW."approved_on", NEW."area_id", NEW."broke_order", NEW."buyer_id", NEW."case_reference", NEW."category_id", NEW."contract_id", NEW."follows_as", NEW."follows_id", NEW."id", NEW."is_secret", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_id", NEW."price_per", NEW."price_sek", NEW."requested_by_id", NEW."responsible_id", NEW."supplier_id", NEW."target_group_id", NEW."unit", NEW."valid_from", NEW."valid_until", NEW."why"); RETURN NULL;', hash='57114da67ef896e367b1e51db2e89fdc318cd0b4', operation='UPDATE', pgid='pgtrigger_update_update_5bd09', table='procurement_placement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placement',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_placementevent" ("approved_by_id", "approved_on", "area_id", "broke_order", "buyer_id", "case_reference", "category_id", "contract_id", "follows_as", "follows_id", "id", "is_secret", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "price_per", "price_sek", "requested_by_id", "responsible_id", "supplier_id", "target_group_id", "unit", "valid_from", "valid_until", "why") VALUES (OLD."approved_by_id", OLD."approved_on", OLD."area_id", OLD."broke_order", OLD."buyer_id", OLD."case_reference", OLD."category_id", OLD."contract_id", OLD."follows_as", OLD."follows_id", OLD."id", OLD."is_secret", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_id", OLD."price_per", OLD."price_sek", OLD."requested_by_id", OLD."responsible_id", OLD."supplier_id", OLD."target_group_id", OLD."unit", OLD."valid_from", OLD."valid_until", OLD."why"); RETURN NULL;', hash='38434e839f2efb9675b0291bdfe183d4870f2aff', operation='DELETE', pgid='pgtrigger_delete_delete_2c477', table='procurement_placement', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='placement',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('follows__isnull', True), ('follows_as', '')), models.Q(('follows__isnull', False), models.Q(('follows_as', ''), _negated=True)), _connector='OR'), name='sequel_says_how_it_follows', violation_error_message='Ange hur placeringen fortsätter den förra.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='askedsupplier',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_askedsupplierevent" ("answer", "contract_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "placement_id", "supplier_id", "words") VALUES (NEW."answer", NEW."contract_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_id", NEW."placement_id", NEW."supplier_id", NEW."words"); RETURN NULL;', hash='a0b41357c9a64f3d023935382f8595cb29f4c82a', operation='INSERT', pgid='pgtrigger_insert_insert_85e3c', table='procurement_askedsupplier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='askedsupplier',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_askedsupplierevent" ("answer", "contract_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "placement_id", "supplier_id", "words") VALUES (NEW."answer", NEW."contract_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_id", NEW."placement_id", NEW."supplier_id", NEW."words"); RETURN NULL;', hash='fb3edca88e92e04b66d390fa8106e097a7f8cb93', operation='UPDATE', pgid='pgtrigger_update_update_0eafc', table='procurement_askedsupplier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='askedsupplier',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_askedsupplierevent" ("answer", "contract_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "placement_id", "supplier_id", "words") VALUES (OLD."answer", OLD."contract_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_id", OLD."placement_id", OLD."supplier_id", OLD."words"); RETURN NULL;', hash='726bde64cfe90661212b43abf19530ce38a98bba', operation='DELETE', pgid='pgtrigger_delete_delete_9d1cb', table='procurement_askedsupplier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='askedsupplierevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7438f50fd121c3e60da5ad9aacb45ad8b195ee9b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a5047', table='procurement_askedsupplierevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='delegation',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_delegationevent" ("buyer_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point", "registry_number", "role_id", "up_to_sek", "valid_from", "valid_until", "version") VALUES (NEW."buyer_id", NEW."ground", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."point", NEW."registry_number", NEW."role_id", NEW."up_to_sek", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;', hash='2ff7d1137c17492a383787001053ff516891e086', operation='INSERT', pgid='pgtrigger_insert_insert_287f7', table='procurement_delegation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='delegation',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."buyer_id" IS DISTINCT FROM (NEW."buyer_id") OR OLD."ground" IS DISTINCT FROM (NEW."ground") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."point" IS DISTINCT FROM (NEW."point") OR OLD."registry_number" IS DISTINCT FROM (NEW."registry_number") OR OLD."role_id" IS DISTINCT FROM (NEW."role_id") OR OLD."up_to_sek" IS DISTINCT FROM (NEW."up_to_sek") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "procurement_delegationevent" ("buyer_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point", "registry_number", "role_id", "up_to_sek", "valid_from", "valid_until", "version") VALUES (NEW."buyer_id", NEW."ground", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."point", NEW."registry_number", NEW."role_id", NEW."up_to_sek", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;', hash='889f04399f75b228b8053ea0b8e55a95352a4a16', operation='UPDATE', pgid='pgtrigger_update_update_23f05', table='procurement_delegation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='delegation',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_delegationevent" ("buyer_id", "ground", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point", "registry_number", "role_id", "up_to_sek", "valid_from", "valid_until", "version") VALUES (OLD."buyer_id", OLD."ground", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."point", OLD."registry_number", OLD."role_id", OLD."up_to_sek", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;', hash='57d3b7f089b4ec6112b7733d97a75809ce177c7c', operation='DELETE', pgid='pgtrigger_delete_delete_4188d', table='procurement_delegation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='delegationevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7bf635663d010a15e1e2c9d063e136e32a8aee6e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_04d60', table='procurement_delegationevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviation',
                    trigger=pgtrigger.compiler.Trigger(name='deviation_is_within_the_delegation_order', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."outcome" = \'APPROVED\')', func="\n    IF TG_OP = 'UPDATE' AND OLD.outcome = 'APPROVED' THEN RETURN NEW; END IF;\n    IF NOT EXISTS (\n        SELECT FROM procurement_delegation d\n        JOIN procurement_placement p ON p.id = NEW.placement_id\n        JOIN common_membership m ON m.buyer_id = d.buyer_id AND m.role_id = d.role_id AND m.user_id = NEW.decided_by_id\n        WHERE d.id = NEW.delegation_id AND d.buyer_id = p.buyer_id AND d.ground = NEW.ground\n            AND d.during @> (NEW.decided_at AT TIME ZONE 'Europe/Stockholm')::date\n            AND (d.up_to_sek IS NULL OR NEW.expected_value_sek <= d.up_to_sek)\n    ) THEN\n        RAISE EXCEPTION 'Beslutet ligger utanför delegationsordningen.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'deviation_is_within_the_delegation_order';\n    END IF;\n    RETURN NEW;\n", hash='858ba93bfd4128becd2257f557d3ac073d880bc7', operation='INSERT OR UPDATE', pgid='pgtrigger_deviation_is_within_the_delegation_order_9f0f3', table='procurement_deviation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviation',
                    trigger=pgtrigger.compiler.Trigger(name='decided_deviation_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."outcome" = \'\'))', func="\n    IF to_jsonb(NEW) - ARRAY['registry_number', 'notice_on', 'notice_url', 'version']\n        IS DISTINCT FROM to_jsonb(OLD) - ARRAY['registry_number', 'notice_on', 'notice_url', 'version']\n    THEN\n        RAISE EXCEPTION 'Ett beslutat avsteg ändras inte. Gör en ny begäran.'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'decided_deviation_stays';\n    END IF;\n    RETURN NEW;\n", hash='f2654f2d5684fb0a8475662f36ec0b466439d6f3', operation='UPDATE', pgid='pgtrigger_decided_deviation_stays_92901', table='procurement_deviation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviation',
                    trigger=pgtrigger.compiler.Trigger(name='deviations_are_never_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='2530982effc2d5b05ccfd62e2edfeb7e11e79a62', operation='DELETE', pgid='pgtrigger_deviations_are_never_removed_82ca8', table='procurement_deviation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviation',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_deviationevent" ("asked_at", "asker_is_unbiased", "checks", "contract_price_sek", "decided_as_id", "decided_at", "decided_by_id", "decider_is_unbiased", "decision_words", "delegation_id", "expected_value_sek", "ground", "ground_words", "id", "is_acute", "need", "notice_on", "notice_url", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "reason", "reason_words", "registry_number", "template", "version") VALUES (NEW."asked_at", NEW."asker_is_unbiased", NEW."checks", NEW."contract_price_sek", NEW."decided_as_id", NEW."decided_at", NEW."decided_by_id", NEW."decider_is_unbiased", NEW."decision_words", NEW."delegation_id", NEW."expected_value_sek", NEW."ground", NEW."ground_words", NEW."id", NEW."is_acute", NEW."need", NEW."notice_on", NEW."notice_url", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."placement_id", NEW."reason", NEW."reason_words", NEW."registry_number", NEW."template", NEW."version"); RETURN NULL;', hash='68dfd57731087fe5cec314f2b52defed11958037', operation='INSERT', pgid='pgtrigger_insert_insert_6f4b3', table='procurement_deviation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviation',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_deviationevent" ("asked_at", "asker_is_unbiased", "checks", "contract_price_sek", "decided_as_id", "decided_at", "decided_by_id", "decider_is_unbiased", "decision_words", "delegation_id", "expected_value_sek", "ground", "ground_words", "id", "is_acute", "need", "notice_on", "notice_url", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "reason", "reason_words", "registry_number", "template", "version") VALUES (NEW."asked_at", NEW."asker_is_unbiased", NEW."checks", NEW."contract_price_sek", NEW."decided_as_id", NEW."decided_at", NEW."decided_by_id", NEW."decider_is_unbiased", NEW."decision_words", NEW."delegation_id", NEW."expected_value_sek", NEW."ground", NEW."ground_words", NEW."id", NEW."is_acute", NEW."need", NEW."notice_on", NEW."notice_url", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."placement_id", NEW."reason", NEW."reason_words", NEW."registry_number", NEW."template", NEW."version"); RETURN NULL;', hash='475936665f072c6e7d7846c68f8110c38f3e5dca', operation='UPDATE', pgid='pgtrigger_update_update_98245', table='procurement_deviation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviation',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_deviationevent" ("asked_at", "asker_is_unbiased", "checks", "contract_price_sek", "decided_as_id", "decided_at", "decided_by_id", "decider_is_unbiased", "decision_words", "delegation_id", "expected_value_sek", "ground", "ground_words", "id", "is_acute", "need", "notice_on", "notice_url", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "reason", "reason_words", "registry_number", "template", "version") VALUES (OLD."asked_at", OLD."asker_is_unbiased", OLD."checks", OLD."contract_price_sek", OLD."decided_as_id", OLD."decided_at", OLD."decided_by_id", OLD."decider_is_unbiased", OLD."decision_words", OLD."delegation_id", OLD."expected_value_sek", OLD."ground", OLD."ground_words", OLD."id", OLD."is_acute", OLD."need", OLD."notice_on", OLD."notice_url", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."placement_id", OLD."reason", OLD."reason_words", OLD."registry_number", OLD."template", OLD."version"); RETURN NULL;', hash='0a114ad3bf7af0f8eb8ee4b3a166ac8291afc8fe', operation='DELETE', pgid='pgtrigger_delete_delete_6e74c', table='procurement_deviation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deviationevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5a145fdb1b5d9b860d818a9991e69654861f38d9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4966f', table='procurement_deviationevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='foreseenneed',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_foreseenneedevent" ("answered_at", "answered_by_id", "area_id", "buyer_id", "category_id", "count", "id", "limit_sek", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "proposed_on", "reason", "target_group_id", "used_sek", "version", "why_not") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."area_id", NEW."buyer_id", NEW."category_id", NEW."count", NEW."id", NEW."limit_sek", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned_id", NEW."proposed_on", NEW."reason", NEW."target_group_id", NEW."used_sek", NEW."version", NEW."why_not"); RETURN NULL;', hash='87b9b1280be53311fa725e93405f9420bda4f1b8', operation='INSERT', pgid='pgtrigger_insert_insert_e5f20', table='procurement_foreseenneed', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='foreseenneed',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_foreseenneedevent" ("answered_at", "answered_by_id", "area_id", "buyer_id", "category_id", "count", "id", "limit_sek", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "proposed_on", "reason", "target_group_id", "used_sek", "version", "why_not") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."area_id", NEW."buyer_id", NEW."category_id", NEW."count", NEW."id", NEW."limit_sek", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned_id", NEW."proposed_on", NEW."reason", NEW."target_group_id", NEW."used_sek", NEW."version", NEW."why_not"); RETURN NULL;', hash='a83c2087d337cbad24783abd4c75de57caffcfdb', operation='UPDATE', pgid='pgtrigger_update_update_5e978', table='procurement_foreseenneed', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='foreseenneed',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_foreseenneedevent" ("answered_at", "answered_by_id", "area_id", "buyer_id", "category_id", "count", "id", "limit_sek", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_id", "proposed_on", "reason", "target_group_id", "used_sek", "version", "why_not") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."area_id", OLD."buyer_id", OLD."category_id", OLD."count", OLD."id", OLD."limit_sek", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned_id", OLD."proposed_on", OLD."reason", OLD."target_group_id", OLD."used_sek", OLD."version", OLD."why_not"); RETURN NULL;', hash='b8b66a5dc4545443f04877d52aa48f6a5233b6ba', operation='DELETE', pgid='pgtrigger_delete_delete_d4369', table='procurement_foreseenneed', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='foreseenneedevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='142b351355467a7b363a24ad0913902bea372313', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b1fde', table='procurement_foreseenneedevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementend',
                    trigger=pgtrigger.compiler.Trigger(name='an_end_of_a_placement_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='60e3517496f68dd5419d9e180da0c018bb412dfa', operation='UPDATE OR DELETE', pgid='pgtrigger_an_end_of_a_placement_stays_3d5da', table='procurement_placementend', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementend',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_placementendevent" ("decided_at", "decided_by_id", "id", "kind", "last_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "planned_until", "reason") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."kind", NEW."last_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."placement_id", NEW."planned_until", NEW."reason"); RETURN NULL;', hash='80f8360a995efba9765df21b63700d18eec53c1f', operation='INSERT', pgid='pgtrigger_insert_insert_3379a', table='procurement_placementend', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementend',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_placementendevent" ("decided_at", "decided_by_id", "id", "kind", "last_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "planned_until", "reason") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."kind", NEW."last_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."placement_id", NEW."planned_until", NEW."reason"); RETURN NULL;', hash='547579096af1bb39a0e011c9819381f79c8396cd', operation='UPDATE', pgid='pgtrigger_update_update_74762', table='procurement_placementend', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementend',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_placementendevent" ("decided_at", "decided_by_id", "id", "kind", "last_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "planned_until", "reason") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."kind", OLD."last_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."placement_id", OLD."planned_until", OLD."reason"); RETURN NULL;', hash='14aa9c52be9bdced244dd9a796907de8e21caf67', operation='DELETE', pgid='pgtrigger_delete_delete_54494', table='procurement_placementend', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementendevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1b7014715b0d8cd5714983f9de6512ab45b1ef4e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e4771', table='procurement_placementendevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementterm',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_placementtermevent" ("acute_working_days", "buyer_id", "foreseen_count", "foreseen_percent", "id", "latitude", "longitude", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."acute_working_days", NEW."buyer_id", NEW."foreseen_count", NEW."foreseen_percent", NEW."id", NEW."latitude", NEW."longitude", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='87b9bfb910564ad6a92ac5270e8a90695d2549a0', operation='INSERT', pgid='pgtrigger_insert_insert_e8af2', table='procurement_placementterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementterm',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_placementtermevent" ("acute_working_days", "buyer_id", "foreseen_count", "foreseen_percent", "id", "latitude", "longitude", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."acute_working_days", NEW."buyer_id", NEW."foreseen_count", NEW."foreseen_percent", NEW."id", NEW."latitude", NEW."longitude", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='7f43eb61295c44c24e64ee30e80ca5f4c483e543', operation='UPDATE', pgid='pgtrigger_update_update_7b396', table='procurement_placementterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementterm',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_placementtermevent" ("acute_working_days", "buyer_id", "foreseen_count", "foreseen_percent", "id", "latitude", "longitude", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."acute_working_days", OLD."buyer_id", OLD."foreseen_count", OLD."foreseen_percent", OLD."id", OLD."latitude", OLD."longitude", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='7deff52b41a9e6cd79987cc11657c3ca1a91d488', operation='DELETE', pgid='pgtrigger_delete_delete_bb78b', table='procurement_placementterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementtermevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dd55b26013d5195a4df07a865348233db0a31352', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a3df4', table='procurement_placementtermevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stayon',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_stayonevent" ("area_after_id", "cause", "decided_by_id", "decided_on", "decision", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "registered_by_id", "since", "version") VALUES (NEW."area_after_id", NEW."cause", NEW."decided_by_id", NEW."decided_on", NEW."decision", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."placement_id", NEW."registered_by_id", NEW."since", NEW."version"); RETURN NULL;', hash='291afc9c731f7a17526620ccc9890bb1f071156a', operation='INSERT', pgid='pgtrigger_insert_insert_f39c6', table='procurement_stayon', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stayon',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_stayonevent" ("area_after_id", "cause", "decided_by_id", "decided_on", "decision", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "registered_by_id", "since", "version") VALUES (NEW."area_after_id", NEW."cause", NEW."decided_by_id", NEW."decided_on", NEW."decision", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."placement_id", NEW."registered_by_id", NEW."since", NEW."version"); RETURN NULL;', hash='786fc0b4d2f1453d37902e3f1cabb227b71b2045', operation='UPDATE', pgid='pgtrigger_update_update_d0fc2', table='procurement_stayon', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stayon',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_stayonevent" ("area_after_id", "cause", "decided_by_id", "decided_on", "decision", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_id", "registered_by_id", "since", "version") VALUES (OLD."area_after_id", OLD."cause", OLD."decided_by_id", OLD."decided_on", OLD."decision", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."placement_id", OLD."registered_by_id", OLD."since", OLD."version"); RETURN NULL;', hash='2dd572ddb8c91c4293ec4b0cd62b20692c7e2428', operation='DELETE', pgid='pgtrigger_delete_delete_1bc2a', table='procurement_stayon', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stayonevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2b6069e8d3ac7022e3472d81b9937d829fe10916', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f68c3', table='procurement_stayonevent', when='BEFORE')),
                ),
            ],
        ),
        run_sql_file(__file__, "placements_and_deviations"),
    ]
