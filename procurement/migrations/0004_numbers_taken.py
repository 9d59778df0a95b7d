"""The same words for whatever number is taken, whoever may know of what has it."""

from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0003_one_buyer"),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterConstraint(
                    model_name='placement',
                    name='placement_number_is_unique_for_buyer',
                    constraint=models.UniqueConstraint(fields=('buyer', 'number'), name='placement_number_is_unique_for_buyer', violation_error_message='Numret går inte att använda. Välj ett annat.'),
                ),
                migrations.AlterConstraint(
                    model_name='project',
                    name='project_number_is_unique_for_buyer',
                    constraint=models.UniqueConstraint(fields=('buyer', 'number'), name='project_number_is_unique_for_buyer', violation_error_message='Numret går inte att använda. Välj ett annat.'),
                ),
            ],
        ),
    ]
