"""Who reads the keys of the ledger does not wait for a file that is being loaded."""

from django.db import migrations

from huddinge_vo.common.migrating import run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0025_why_a_report_is_a_draft_again'),
    ]

    operations = [run_sql_file(__file__, "readers_of_keys")]
