"""Credits are found without reading the ledger, and so is whether a key has any rows with a service day."""

from django.db import migrations

from huddinge_vo.common.migrating import run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0023_versions_of_rules_and_rows'),
    ]

    operations = [run_sql_file(__file__, "credits_found")]
