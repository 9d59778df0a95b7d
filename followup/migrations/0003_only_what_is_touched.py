"""The outbox names buyers, keys and rules; credits are found by number; a contract that goes takes no krona with it."""

import django.db.models.deletion
from django.db import migrations, models

from huddinge_vo.common.migrating import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0001_tables"),
        ("followup", "0002_judging_in_sql"),
    ]

    operations = [
        migrations.AddField(
            model_name="touched",
            name="account_from",
            field=models.TextField(null=True, verbose_name="regelns konto från"),
        ),
        migrations.AddField(
            model_name="touched",
            name="account_to",
            field=models.TextField(null=True, verbose_name="regelns konto till"),
        ),
        migrations.AddField(
            model_name="touched",
            name="buyer_id",
            field=models.BigIntegerField(null=True, verbose_name="köpare"),
        ),
        migrations.AddField(
            model_name="touched",
            name="key_id",
            field=models.BigIntegerField(null=True, verbose_name="nyckel"),
        ),
        migrations.AddField(
            model_name="touched",
            name="supplier_ref",
            field=models.TextField(null=True, verbose_name="regelns leverantör"),
        ),
        migrations.AddField(
            model_name="touched",
            name="unit",
            field=models.TextField(null=True, verbose_name="regelns förvaltning"),
        ),
        migrations.AlterField(
            model_name="keyverdict",
            name="contract",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="contracts.contract", verbose_name="avtal"),
        ),
        migrations.AlterField(
            model_name="keyverdict",
            name="key",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="verdicts", to="followup.spendkey", verbose_name="nyckel"),
        ),
        migrations.AlterField(
            model_name="rowverdict",
            name="contract",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="contracts.contract", verbose_name="avtal"),
        ),
        migrations.AlterField(
            model_name="rowverdict",
            name="ledger_import",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.ledgerimport", verbose_name="inläsning"),
        ),
        migrations.AlterField(
            model_name="spendmonth",
            name="contract",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="contracts.contract", verbose_name="avtal"),
        ),
        migrations.AlterField(
            model_name="spendmonth",
            name="key",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="followup.spendkey", verbose_name="nyckel"),
        ),
        run_sql_file(__file__, "touched_narrowly"),
        run_sql_file(__file__, "kronor_stay"),
        run_sql_file(__file__, "invoice_numbers"),
    ]
