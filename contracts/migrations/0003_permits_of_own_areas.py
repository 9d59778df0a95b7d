"""What buyers had written of their own areas' permits becomes rules."""

from django.db import migrations

from huddinge_vo.common.migrating import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0002_law"),
    ]

    operations = [run_sql_file(__file__, "permits_of_own_areas")]
