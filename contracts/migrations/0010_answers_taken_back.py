"""Answers about suppliers that were taken back, and the number that an answer brought."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0001_tables'),
        ('contracts', '0009_suppliers_to_sort_out'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AddField(
                    model_name='supplierproposal',
                    name='tied',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contracts.supplieridentifier', verbose_name='nummer som svaret gav'),
                ),
                migrations.CreateModel(
                    name='WithdrawnAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('ALIKE', 'liknande namn'), ('NAMES', 'ett nummer, flera namn'), ('INVALID', 'inget organisationsnummer'), ('MISSING', 'nummer saknas'), ('MASKED', 'nummer maskerat')], max_length=10, verbose_name='slag')),
                        ('ledger_ref', models.CharField(blank=True, max_length=200, verbose_name='nummer i reskontran')),
                        ('ledger_name', models.CharField(blank=True, max_length=300, verbose_name='namn i reskontran')),
                        ('outcome', models.CharField(choices=[('SAME', 'samma'), ('NOT_SAME', 'inte samma'), ('LEFT', 'lämnas som det är')], max_length=10, verbose_name='svar')),
                        ('decided_at', models.DateTimeField(verbose_name='svarat')),
                        ('withdrawn_at', models.DateTimeField(verbose_name='återtaget')),
                        ('buyer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='svarat av')),
                        ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.supplier', verbose_name='liknar')),
                        ('supplier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contracts.supplier', verbose_name='leverantör')),
                        ('withdrawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='återtaget av')),
                    ],
                    options={
                        'verbose_name': 'återtaget svar',
                        'verbose_name_plural': 'återtagna svar',
                        'indexes': [models.Index(fields=['kind', 'supplier', 'other'], name='withdrawn_answer_of_suppliers')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('withdrawn_at__gte', models.F('decided_at'))), name='answer_is_taken_back_after_it_was_given', violation_error_message='Ett svar tas tillbaka efter att det har getts.'), models.CheckConstraint(condition=models.Q(('outcome', ''), _negated=True), name='answer_that_is_taken_back_said_something', violation_error_message='Ange vad svaret var.')],
                    },
                ),
            ],
        ),
    ]
