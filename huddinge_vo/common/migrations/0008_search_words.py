"""One plain spelling for what is kept and for what is typed in a search."""

from django.db import migrations

from huddinge_vo.common.migrating import run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0007_retention'),
    ]

    operations = [
        run_sql_file(__file__, "search_words"),
    ]
