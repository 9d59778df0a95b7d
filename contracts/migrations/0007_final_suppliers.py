"""Who a supplier that was taken up by another is now, along a whole chain of mergers."""

import django.db.models.deletion
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0006_floors_and_caps"),
    ]

    operations = [
        run_sql_file(__file__, "final_suppliers"),
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name="FinalSupplier",
                    fields=[
                        ("supplier", models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name="final_of_it", serialize=False, to="contracts.supplier", verbose_name="upphörd")),
                        ("final", models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="contracts.supplier", verbose_name="är nu")),
                    ],
                    options={
                        "verbose_name": "vem en upphörd leverantör är nu",
                        "verbose_name_plural": "vilka upphörda leverantörer är nu",
                        "db_table": "contracts_finalsupplier",
                        "managed": False,
                        "default_permissions": (),
                    },
                ),
            ],
        ),
    ]
