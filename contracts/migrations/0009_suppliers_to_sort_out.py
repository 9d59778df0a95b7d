"""What is to be sorted out among suppliers, and the extension that names are compared with."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0001_tables'),
        ('contracts', '0008_first_ends_by_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='SupplierProposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('ALIKE', 'liknande namn'), ('NAMES', 'ett nummer, flera namn'), ('INVALID', 'inget organisationsnummer'), ('MISSING', 'nummer saknas'), ('MASKED', 'nummer maskerat')], max_length=10, verbose_name='slag')),
                        ('ledger_ref', models.CharField(blank=True, max_length=200, verbose_name='nummer i reskontran')),
                        ('ledger_name', models.CharField(blank=True, max_length=300, verbose_name='namn i reskontran')),
                        ('sum_sek', models.DecimalField(decimal_places=2, max_digits=17, null=True, verbose_name='köpt för, kr')),
                        ('similarity', models.DecimalField(decimal_places=3, max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='likhet')),
                        ('found_at', models.DateTimeField(verbose_name='funnet')),
                        ('outcome', models.CharField(blank=True, choices=[('SAME', 'samma'), ('NOT_SAME', 'inte samma'), ('LEFT', 'lämnas som det är')], max_length=10, verbose_name='beslut')),
                        ('decided_at', models.DateTimeField(null=True, verbose_name='beslutat')),
                        ('buyer', models.ForeignKey(help_text='Reskontrans.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beslutat av')),
                        ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.supplier', verbose_name='liknar')),
                        ('supplier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='contracts.supplier', verbose_name='leverantör')),
                    ],
                    options={
                        'verbose_name': 'leverantör att reda ut',
                        'verbose_name_plural': 'leverantörer att reda ut',
                        'constraints': [models.UniqueConstraint(fields=('buyer', 'kind', 'supplier', 'other', 'ledger_ref', 'ledger_name'), name='supplier_is_proposed_once', nulls_distinct=False, violation_error_message='Förslaget finns redan.'), models.CheckConstraint(condition=models.Q(models.Q(('buyer__isnull', True), ('kind', 'ALIKE'), ('ledger_name', ''), ('supplier__lt', models.F('other'))), models.Q(models.Q(('kind', 'ALIKE'), _negated=True), ('buyer__isnull', False), ('other__isnull', True)), _connector='OR'), name='proposal_is_of_two_suppliers_or_a_ledger', violation_error_message='Förslaget gäller två leverantörer, eller ett namn i en reskontra.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='proposal_is_decided_by_a_person', violation_error_message='Ange både vem som beslutade och när.')],
                    },
                ),
            ],
        ),
    ]
