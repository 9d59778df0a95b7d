"""What was answered in a competition."""

from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('procurement', '0006_used_delegations'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.AlterField(
                    model_name='askedsupplier',
                    name='answer',
                    field=models.CharField(choices=[('COMPETENCE', 'saknar kompetens för behovet'), ('LOCATION', 'ligger fel'), ('PREMISES', 'lokalerna passar inte'), ('CAPACITY', 'har ingen ledig plats'), ('SAFETY', 'kan inte ge den säkerhet som krävs'), ('STOPPED', 'placeringsstopp eller tillstånd saknas'), ('NO_ANSWER', 'svarade inte i tid'), ('OUTBID', 'lämnade anbud, som inte var bäst'), ('NOT_ASKED', 'tillfrågades inte'), ('OTHER', 'annat')], max_length=20, verbose_name='varför inte'),
                ),
                migrations.AlterField(
                    model_name='askedsupplierevent',
                    name='answer',
                    field=models.CharField(choices=[('COMPETENCE', 'saknar kompetens för behovet'), ('LOCATION', 'ligger fel'), ('PREMISES', 'lokalerna passar inte'), ('CAPACITY', 'har ingen ledig plats'), ('SAFETY', 'kan inte ge den säkerhet som krävs'), ('STOPPED', 'placeringsstopp eller tillstånd saknas'), ('NO_ANSWER', 'svarade inte i tid'), ('OUTBID', 'lämnade anbud, som inte var bäst'), ('NOT_ASKED', 'tillfrågades inte'), ('OTHER', 'annat')], max_length=20, verbose_name='varför inte'),
                ),
            ],
        ),
    ]
