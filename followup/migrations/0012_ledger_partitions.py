"""The tables of files' rows are made by the ledger's owner, so that who loads a file need not own the ledger."""

from django.db import migrations

from huddinge_vo.common.migrating import run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0011_sums_of_sums'),
    ]

    operations = [run_sql_file(__file__, "ledger_partitions")]
