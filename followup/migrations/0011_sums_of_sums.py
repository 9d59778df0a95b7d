"""Spend summed over keys: all of it at once, and by supplier and contract."""

import django.db.models.deletion
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0003_one_buyer'),
        ('contracts', '0012_plain_names'),
        ('followup', '0010_told_by_name'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='SpendTotal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(verbose_name='månad')),
                        ('bucket', models.CharField(choices=[('ON_CONTRACT', 'På avtal'), ('APPROVED_DEVIATION', 'Godkänt avsteg'), ('UNEXPLAINED', 'Utan avtal'), ('UNKNOWN', 'Kan inte bedömas'), ('EXCLUDED', 'Undantaget')], max_length=20, verbose_name='utfall')),
                        ('reason', models.CharField(choices=[('NAMED_CONTRACT', 'raden anger avtalet'), ('CONTRACT_IN_AREA', 'avtal i underkategorin'), ('STAYS_ON', 'kvarboende enligt avrop'), ('TIED', 'knutet till avsteg'), ('COVERED', 'avsteg täcker dagen'), ('AFTER_THE_FACT', 'avsteg godkänt i efterhand'), ('LATE_INVOICE', 'troligen sen faktura'), ('CONTRACT_ENDED', 'avtalet har löpt ut (kvarboende)'), ('OTHER_SUBCATEGORY', 'avtal bara i annan underkategori'), ('OTHER_AREA', 'avtal bara i annat avtalsområde'), ('NOT_BEGUN', 'avtalet hade inte börjat'), ('DIRECT_AWARD_BESIDE_FRAMEWORK', 'direktupphandling vid sidan av ramavtal'), ('NEVER_UNDER_CONTRACT', 'aldrig haft avtal'), ('NO_SUBCATEGORY', 'underkategori saknas'), ('NO_SUPPLIER', 'leverantören kan inte fastställas'), ('EXCLUDED_BY_RULE', 'undantaget enligt regel'), ('EXCLUDED_BY_HAND', 'undantaget efter bedömning'), ('NOT_JUDGED', 'ännu inte bedömd')], max_length=40, verbose_name='skäl')),
                        ('supplier_under_contract', models.BooleanField(verbose_name='leverantören har något avtal i kraft')),
                        ('is_judged_by_hand', models.BooleanField(verbose_name='bedömd för sig')),
                        ('sum_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='belopp, kr')),
                        ('n', models.IntegerField(verbose_name='rader')),
                        ('area', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contractarea', verbose_name='avtalsområde')),
                        ('buyer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('category', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.category', verbose_name='underkategori')),
                        ('rule', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='followup.classificationrule', verbose_name='regel')),
                    ],
                    options={
                        'verbose_name': 'köp i klump per månad',
                        'verbose_name_plural': 'köp i klump per månad',
                        'constraints': [models.UniqueConstraint(fields=('buyer', 'month', 'category', 'area', 'bucket', 'reason', 'supplier_under_contract', 'rule', 'is_judged_by_hand'), name='spend_is_totalled_once', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='SupplierMonth',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField(verbose_name='månad')),
                        ('bucket', models.CharField(choices=[('ON_CONTRACT', 'På avtal'), ('APPROVED_DEVIATION', 'Godkänt avsteg'), ('UNEXPLAINED', 'Utan avtal'), ('UNKNOWN', 'Kan inte bedömas'), ('EXCLUDED', 'Undantaget')], max_length=20, verbose_name='utfall')),
                        ('reason', models.CharField(choices=[('NAMED_CONTRACT', 'raden anger avtalet'), ('CONTRACT_IN_AREA', 'avtal i underkategorin'), ('STAYS_ON', 'kvarboende enligt avrop'), ('TIED', 'knutet till avsteg'), ('COVERED', 'avsteg täcker dagen'), ('AFTER_THE_FACT', 'avsteg godkänt i efterhand'), ('LATE_INVOICE', 'troligen sen faktura'), ('CONTRACT_ENDED', 'avtalet har löpt ut (kvarboende)'), ('OTHER_SUBCATEGORY', 'avtal bara i annan underkategori'), ('OTHER_AREA', 'avtal bara i annat avtalsområde'), ('NOT_BEGUN', 'avtalet hade inte börjat'), ('DIRECT_AWARD_BESIDE_FRAMEWORK', 'direktupphandling vid sidan av ramavtal'), ('NEVER_UNDER_CONTRACT', 'aldrig haft avtal'), ('NO_SUBCATEGORY', 'underkategori saknas'), ('NO_SUPPLIER', 'leverantören kan inte fastställas'), ('EXCLUDED_BY_RULE', 'undantaget enligt regel'), ('EXCLUDED_BY_HAND', 'undantaget efter bedömning'), ('NOT_JUDGED', 'ännu inte bedömd')], max_length=40, verbose_name='skäl')),
                        ('supplier_under_contract', models.BooleanField(verbose_name='leverantören har något avtal i kraft')),
                        ('sum_sek', models.DecimalField(decimal_places=2, max_digits=17, verbose_name='belopp, kr')),
                        ('n', models.IntegerField(verbose_name='rader')),
                        ('buyer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('category', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.category', verbose_name='underkategori')),
                        ('contract', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.contract', verbose_name='avtal')),
                        ('supplier', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.supplier', verbose_name='leverantör')),
                    ],
                    options={
                        'verbose_name': 'köp per leverantör och månad',
                        'verbose_name_plural': 'köp per leverantör och månad',
                        'constraints': [models.UniqueConstraint(fields=('buyer', 'month', 'supplier', 'contract', 'category', 'bucket', 'reason', 'supplier_under_contract'), name='spend_of_a_supplier_is_summed_once', nulls_distinct=False)],
                    },
                ),
            ],
        ),
        run_sql_file(__file__, 'sums_of_sums'),
    ]
