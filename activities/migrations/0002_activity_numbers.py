"""An activity is numbered with whole numbers and points between them, as in the plan."""

import django.core.validators
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="activity",
            name="number",
            field=models.CharField(
                help_text="Till exempel 2.10.",
                max_length=10,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[1-9][0-9]{0,3}(\\.[1-9][0-9]{0,3}){0,2}\\Z",
                        "Skriv numret med siffror och punkt emellan, utan inledande nollor. Till exempel 3, 10 eller 2.10.",
                    )
                ],
                verbose_name="nummer",
            ),
        ),
        migrations.AlterField(
            model_name="activityevent",
            name="number",
            field=models.CharField(
                help_text="Till exempel 2.10.",
                max_length=10,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[1-9][0-9]{0,3}(\\.[1-9][0-9]{0,3}){0,2}\\Z",
                        "Skriv numret med siffror och punkt emellan, utan inledande nollor. Till exempel 3, 10 eller 2.10.",
                    )
                ],
                verbose_name="nummer",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__regex", "^[1-9][0-9]{0,3}(\\.[1-9][0-9]{0,3}){0,2}\\Z")),
                name="activity_number_is_numbers_with_points",
                violation_error_message="Skriv numret med siffror och punkt emellan, utan inledande nollor. Till exempel 3, 10 eller 2.10.",
            ),
        ),
    ]
