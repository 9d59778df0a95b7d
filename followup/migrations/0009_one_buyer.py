"""What belongs to one buyer names nothing of another's, and stays his: kept by the database."""

from django.db import migrations

from huddinge_vo.common.migrating import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0003_one_buyer"),
        ("activities", "0003_one_buyer"),
        ("followup", "0008_judged_by_hand"),
    ]

    operations = [run_sql_file(__file__, "one_buyer")]
