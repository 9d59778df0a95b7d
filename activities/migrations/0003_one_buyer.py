"""What belongs to one buyer names nothing of another's, and stays his: kept by the database."""

from django.db import migrations

from huddinge_vo.common.migrating import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0011_one_buyer"),
        ("activities", "0002_words_of_the_plan"),
    ]

    operations = [run_sql_file(__file__, "one_buyer")]
