"""What stands as SQL: ledger rows in partitions, the view of judged rows, and the outbox of what verdicts rest on."""

import django.db.models.deletion
from django.db import migrations, models

from huddinge_vo.common.migrating import CreateModels, run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0001_tables"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[run_sql_file(__file__, "ledger_rows")],
            state_operations=[
                CreateModels(
                    operations=[
                        migrations.CreateModel(
                            name="LedgerRow",
                            fields=[
                                ("pk", models.CompositePrimaryKey("ledger_import_id", "line_no", blank=True, editable=False, primary_key=True, serialize=False)),
                                ("ledger_import", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="followup.ledgerimport", verbose_name="inläsning")),
                                ("line_no", models.PositiveIntegerField(verbose_name="rad i filen")),
                                ("key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="followup.spendkey", verbose_name="nyckel")),
                                ("invoice_number", models.CharField(max_length=200, verbose_name="fakturanummer")),
                                ("voucher", models.CharField(max_length=200, verbose_name="verifikation")),
                                ("booked_on", models.DateField(verbose_name="bokförd")),
                                ("service_on", models.DateField(null=True, verbose_name="utförd")),
                                ("amount_sek", models.DecimalField(decimal_places=2, max_digits=17, verbose_name="belopp, kr")),
                            ],
                            options={
                                "verbose_name": "reskontrarad",
                                "verbose_name_plural": "reskontrarader",
                            },
                        ),
                    ],
                ),
            ],
        ),
        run_sql_file(__file__, "judged_rows"),
        run_sql_file(__file__, "touched"),
        run_sql_file(__file__, "kronor_stay"),
        run_sql_file(__file__, "invoice_numbers"),
    ]
