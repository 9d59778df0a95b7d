"""All spend at once is also summed by own unit, which Översikt and the report tell of."""

from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0015_e_invoices'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.RemoveConstraint(model_name='spendtotal', name='spend_is_totalled_once'),
                migrations.AddField(
                    model_name='spendtotal',
                    name='unit',
                    field=models.CharField(default='', max_length=200, verbose_name='förvaltning'),
                    preserve_default=False,
                ),
                migrations.AddConstraint(
                    model_name='spendtotal',
                    constraint=models.UniqueConstraint(fields=('buyer', 'month', 'category', 'area', 'bucket', 'reason', 'supplier_under_contract', 'rule', 'is_judged_by_hand', 'unit'), name='spend_is_totalled_once', nulls_distinct=False),
                ),
            ],
        ),
        run_sql_file(__file__, 'totals_by_unit'),
    ]
